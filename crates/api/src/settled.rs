//! Calls that wait until an order is confirmed or refused.

use realtail_kernel::OrderId;
use realtail_vocabulary::{Event, OrderEvent};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

type Waiting = BTreeMap<OrderId, Vec<oneshot::Sender<()>>>;

/// Those who wait, by order.
#[derive(Default)]
pub(crate) struct Settled {
    waiting: Mutex<Waiting>,
    /// How many orders are waited for, so that nobody else pays for it.
    count: AtomicUsize,
}

impl Settled {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Is told of each order once it is settled, from now on; whether it is already, the caller looks afterwards.
    pub fn wait_for<'a>(&self, orders: impl Iterator<Item = &'a OrderId>) -> Vec<oneshot::Receiver<()>> {
        let mut waiting = self.lock();
        let enter = |order: &OrderId| {
            let (sender, receiver) = oneshot::channel();
            waiting.entry(order.clone()).or_default().push(sender);
            receiver
        };
        let receivers = orders.map(enter).collect();
        self.count.store(waiting.len(), Ordering::Release);
        receivers
    }

    /// Forgets those of these orders who have given up.
    pub fn give_up<'a>(&self, orders: impl Iterator<Item = &'a OrderId>) {
        let mut waiting = self.lock();
        for order in orders {
            if let Some(senders) = waiting.get_mut(order) {
                senders.retain(|sender| !sender.is_closed());
                if senders.is_empty() {
                    waiting.remove(order);
                }
            }
        }
        self.count.store(waiting.len(), Ordering::Release);
    }

    /// Tells those who wait for an order that was settled by these events.
    pub fn see<'a>(&self, events: impl Iterator<Item = &'a Event>) {
        if self.count.load(Ordering::Acquire) == 0 {
            return;
        }
        for event in events {
            if let Event::Order(OrderEvent::Confirmed { order, .. } | OrderEvent::Refused { order, .. }) =
                event
            {
                let mut waiting = self.lock();
                for sender in waiting.remove(order).unwrap_or_default() {
                    let _ = sender.send(());
                }
                self.count.store(waiting.len(), Ordering::Release);
            }
        }
    }
}
