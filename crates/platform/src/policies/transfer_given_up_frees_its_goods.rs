//! When goods do not go to another site after all, they are free where they are, and not expected where they were wanted.

use super::transfer_dispatched_is_on_its_way::nothing_more;
use crate::machine::{Command, Retail};
use realtail_intelligence::hold_of;
use realtail_kernel::{Instant, Policy};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Event, IntelligenceEvent};

pub(super) struct TransferGivenUpFreesItsGoods;

impl Policy<Retail> for TransferGivenUpFreesItsGoods {
    fn name(&self) -> &'static str {
        "transfer_given_up_frees_its_goods"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::TransferGivenUp { transfer, .. }) = event else {
            return Vec::new();
        };
        let Some(known) = retail.intelligence.moves().get(transfer.as_str()) else { return Vec::new() };
        let hold = hold_of(transfer).ok();
        let freed = hold.map(|hold| omnichannel::Command::Release(hold).into());
        freed.into_iter().chain(nothing_more(known, retail, "given_up")).collect()
    }
}
