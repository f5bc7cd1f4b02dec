//! Couriers: one for each order with news, its news one after another.

use crate::Settings;
use crate::client::{Client, Fault};
use crate::desk::{Desk, Letter, News};
use crate::profiles::Profiles;
use crate::sign::Signer;
use crate::unmet::Unmet;
use realtail_kernel::OrderId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Orders whose agents are told at once.
const COURIERS_MAX: usize = 64;
/// How often it is looked for news, changed or not.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often it is looked while much happens.
const LOOK_AT_MOST: Duration = Duration::from_millis(20);

/// What all couriers share.
pub(crate) struct Office {
    pub desk: Arc<dyn Desk>,
    pub client: Client,
    pub profiles: Profiles,
    pub signer: Signer,
    pub settings: Settings,
}

/// Keeps couriers at work until it is told to stop.
pub(crate) async fn attend(office: Arc<Office>, mut stopped: watch::Receiver<bool>) {
    let mut changed = office.desk.changed();
    let mut couriers: JoinSet<OrderId> = JoinSet::new();
    let mut at_work: BTreeSet<OrderId> = BTreeSet::new();
    loop {
        changed.borrow_and_update();
        for (order, news) in by_order(office.desk.news(), &at_work) {
            if couriers.len() >= COURIERS_MAX {
                break;
            }
            at_work.insert(order.clone());
            couriers.spawn(carry(office.clone(), order, news));
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            Some(done) = couriers.join_next() => match done {
                Ok(order) => {
                    at_work.remove(&order);
                }
                Err(error) => tracing::error!("a courier to an agent has panicked: {error}"),
            },
            () = look_again(&mut changed) => (),
        }
    }
}

async fn look_again(changed: &mut watch::Receiver<realtail_kernel::Position>) {
    tokio::time::sleep(LOOK_AT_MOST).await;
    // A sender that is gone is told by the stop that comes next.
    let _ = tokio::time::timeout(LOOK_AGAIN, changed.changed()).await;
}

fn by_order(news: Vec<News>, at_work: &BTreeSet<OrderId>) -> BTreeMap<OrderId, Vec<News>> {
    let mut by_order: BTreeMap<OrderId, Vec<News>> = BTreeMap::new();
    for news in news.into_iter().filter(|news| !at_work.contains(&news.order)) {
        by_order.entry(news.order.clone()).or_default().push(news);
    }
    by_order
}

async fn carry(office: Arc<Office>, order: OrderId, news: Vec<News>) -> OrderId {
    for news in &news {
        let arrived = match office.desk.letter(news).await {
            Some(letter) => office.tell(news, &letter).await,
            None => false,
        };
        office.desk.told(news, arrived).await;
    }
    order
}

impl Office {
    /// Tries until it has arrived or is given up. Each try says the same, so that the agent may count on it.
    async fn tell(&self, news: &News, letter: &Letter) -> bool {
        for attempt in 1.. {
            let fault = match self.attempt(news, letter).await {
                Ok(()) => return true,
                Err(Fault::Later(fault)) if attempt < self.settings.attempts_max => fault,
                Err(Fault::Later(fault) | Fault::Never(fault)) => {
                    tracing::warn!("the agent of order {} was not told: {fault}", news.order);
                    return false;
                }
            };
            tracing::debug!("agent of order {}: try {attempt}: {fault}", news.order);
            let doubled = 2u32.saturating_pow(attempt - 1);
            let wait = self.settings.backoff_base.saturating_mul(doubled);
            tokio::time::sleep(wait.min(self.settings.backoff_max)).await;
        }
        unreachable!("tries are counted from 1 up to the last")
    }

    async fn attempt(&self, news: &News, letter: &Letter) -> Result<(), Fault> {
        let profile = self.profiles.of(&letter.profile).await.map_err(Unmet::fault)?;
        let url = profile.webhook_url.as_deref();
        let url =
            url.ok_or_else(|| Fault::Never("its profile names no webhook_url for orders".to_owned()))?;
        let to = self.client.address(url)?;
        let own = [
            ("ucp-agent", format!("profile=\"{}\"", letter.sender)),
            // One for each piece of news, however often it is sent.
            ("idempotency-key", news.id()),
            ("webhook-id", news.id()),
            ("webhook-timestamp", letter.at.to_string()),
        ];
        let headers = self.signer.headers(&to, own.into(), &letter.order).map_err(Fault::Later)?;
        self.client.post(to, &headers, letter.order.clone()).await
    }
}
