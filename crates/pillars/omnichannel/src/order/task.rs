//! What associates are to do: read off the fulfilments, so that no list of tasks can disagree with them.

use super::{Fulfilment, FulfilmentState, Order, Orders};
use crate::catalogue::SiteNo;
use realtail_kernel::Instant;
use realtail_vocabulary::{Clock, DeliveryMethod, fulfilment_name};
use serde::{Deserialize, Serialize};

/// What is to be done.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Take goods off the shelf.
    Pick,
    /// Lay picked goods ready.
    Stage,
    /// Give them to a shopper who is there.
    HandOver,
    /// Give them to a carrier.
    Ship,
    /// Bring goods back to their place.
    PutBack,
}

impl TaskKind {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            TaskKind::Pick => "pick",
            TaskKind::Stage => "stage",
            TaskKind::HandOver => "hand_over",
            TaskKind::Ship => "ship",
            TaskKind::PutBack => "put_back",
        }
    }
}

/// Something an associate is to do.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// What.
    pub kind: TaskKind,
    /// For which order.
    pub order: &'a Order,
    /// For which part of it.
    pub fulfilment: &'a Fulfilment,
}

impl Task<'_> {
    /// Its name: that of the fulfilment, and what is to be done.
    pub fn name(&self) -> String {
        format!("{}:{}", fulfilment_name(&self.order.order, self.fulfilment.number), self.kind.as_str())
    }

    /// By when.
    pub fn due_at(&self) -> Option<Instant> {
        match self.fulfilment.due {
            Some((at, Clock::Claim | Clock::Pick | Clock::Ready)) => Some(at),
            _ => None,
        }
    }

    /// Whether somebody is at it.
    pub fn is_claimed(&self) -> bool {
        self.kind == TaskKind::Pick && self.fulfilment.state == FulfilmentState::Picking
    }
}

impl Fulfilment {
    /// What is to be done for it now.
    pub fn tasks(&self) -> impl Iterator<Item = TaskKind> {
        use FulfilmentState as At;
        let sent = matches!(self.method, DeliveryMethod::Ship | DeliveryMethod::Deliver);
        let next = match self.state {
            At::Released | At::Picking => Some(TaskKind::Pick),
            At::Picked if sent => Some(TaskKind::Ship),
            At::Picked => Some(TaskKind::Stage),
            At::Staged if sent => Some(TaskKind::Ship),
            At::Arrived if self.is_picked() => Some(TaskKind::HandOver),
            At::Arrived => Some(TaskKind::Pick),
            // The shopper has not come yet.
            At::Staged
            | At::Parked
            | At::HandedOver
            | At::Shipped
            | At::Delivered
            | At::Rejected
            | At::Cancelled
            | At::Uncollected => None,
        };
        let put_back = (!self.put_back.is_empty()).then_some(TaskKind::PutBack);
        next.into_iter().chain(put_back)
    }
}

impl Orders {
    /// What associates of a site are to do, the oldest order first.
    pub fn tasks(&self, site: SiteNo) -> impl Iterator<Item = Task<'_>> {
        self.at_site(site).flat_map(|(order, fulfilment)| {
            fulfilment.tasks().map(move |kind| Task { kind, order, fulfilment })
        })
    }
}
