//! What a shopper was told, and what became of it.

use realtail_kernel::{Instant, ItemId, Position, PushId, PushOfferId, SiteId, Word};
use serde::{Deserialize, Serialize};

/// What became of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeState {
    /// It is to go out.
    Decided,
    /// The push service has it.
    Sent(Instant),
    /// It did not go out.
    Failed(Word),
    /// The shopper opened it.
    Opened(Instant),
}

/// A notice to one shopper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its name.
    pub push: PushId,
    /// Which offer it tells of.
    pub offer: PushOfferId,
    /// Of what.
    pub item: ItemId,
    /// Near which site.
    pub site: SiteId,
    /// When it was decided.
    pub at: Instant,
    /// Until when it may arrive.
    pub expires_at: Instant,
    /// The entry that decided it.
    pub position: Position,
    /// What became of it.
    pub state: NoticeState,
}

impl Notice {
    /// Whether it reached the shopper, or still may: such a one counts.
    pub(crate) fn counts(&self) -> bool {
        match self.state {
            NoticeState::Decided | NoticeState::Sent(_) | NoticeState::Opened(_) => true,
            NoticeState::Failed(_) => false,
        }
    }
}
