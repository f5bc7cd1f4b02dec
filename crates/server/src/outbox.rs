//! What the outbox needs of the engine, and its settings.

use realtail_api::{App, Logged, OUTBOX, Seen, WEBHOOK_DELIVERED};
use realtail_engine::{NotTaken, Request};
use realtail_kernel::{Instant, Position, WebhookName};
use realtail_outbox_webhook::{Ledger, Letter, NotRecorded, Note, Page, Recorded, Standing};
use realtail_platform::Command;
use realtail_vocabulary::{Action, ActionKind, Event};
use smallvec::{SmallVec, smallvec};
use tokio::sync::watch;

#[cfg(test)]
mod tests;

/// The engine as the outbox sees it.
pub struct EngineLedger(pub App);

impl Ledger for EngineLedger {
    fn now(&self) -> Instant {
        self.0.handle.now()
    }

    fn changed(&self) -> watch::Receiver<Position> {
        self.0.feed.watch_outbox()
    }

    fn endpoints(&self) -> Vec<WebhookName> {
        let replica = self.0.handle.read();
        replica.machine.delivery.endpoints().map(|endpoint| endpoint.webhook.webhook.clone()).collect()
    }

    fn endpoint(&self, webhook: &WebhookName) -> Option<Standing> {
        let replica = self.0.handle.read();
        let endpoint = replica.machine.delivery.endpoint(webhook)?;
        Some(Standing {
            webhook: endpoint.webhook.clone(),
            cursor: endpoint.cursor,
            resend: endpoint.resend.clone(),
        })
    }

    fn signing_key(&self, webhook: &WebhookName) -> [u8; 32] {
        realtail_api::signing_key(&self.0.webhook_secret, webhook)
    }

    fn letters_from(&self, from: Position, kinds: &[ActionKind], max: usize) -> Result<Page, String> {
        let wanted = |event: &Event| is_wanted(event, kinds);
        let in_memory = |seen: &Seen| seen.entry.events.iter().any(wanted);
        if let Some((seen, through)) = self.0.feed.actions_from(from, max, in_memory) {
            let letters = seen.iter().flat_map(|s| letters(s.position, &s.entry, wanted)).collect();
            return Ok(Page { letters, through });
        }
        let seen = realtail_api::read_log(self.0.handle.log().as_ref(), from)?;
        let through = seen.last().map_or(Position(from.0.saturating_sub(1)), |last| last.position);
        let letters = seen.iter().flat_map(|s| letters(s.position, &s.entry, wanted)).collect();
        Ok(Page { letters, through })
    }

    fn letters_at(&self, position: Position) -> Result<Vec<Letter>, String> {
        let entry = self.0.handle.entry(position).map_err(|fault| fault.to_string())?;
        Ok(entry.map(|entry| letters(position, &entry, |event| is_wanted(event, &[]))).unwrap_or_default())
    }

    fn record(&self, note: Note) -> Recorded {
        let (command, signal) = match note {
            Note::Advance { webhook, through } => (Command::Advance(webhook, through), "outbox.advance"),
            Note::GiveUp(letter) => (Command::GiveUp(letter), "outbox.give_up"),
            Note::Redelivered { webhook, position } => {
                (Command::Redelivered(webhook, position), "outbox.redelivered")
            }
        };
        let request = Request {
            command,
            signal: signal.into(),
            by: OUTBOX.into(),
            received_at: self.now(),
            cause: None,
            keys: SmallVec::new(),
        };
        let (sender, receiver) = tokio::sync::oneshot::channel();
        // Refused means that the endpoint is gone, so there is nothing left to write down.
        let taken =
            self.0.handle.submit(smallvec![request], Box::new(move |_| sender.send(()).unwrap_or(())));
        Box::pin(async move {
            match taken {
                Ok(()) => receiver.await.map_err(|_| NotRecorded::Stopping),
                Err(NotTaken::Busy | NotTaken::StorageFull) => Err(NotRecorded::Busy),
                Err(NotTaken::Stopping) => Err(NotRecorded::Stopping),
            }
        })
    }

    fn delivered(&self, letter: &Letter) {
        self.0.feed.delivered(&letter.signal, letter.received_at, self.now(), WEBHOOK_DELIVERED);
    }
}

fn is_wanted(event: &Event, kinds: &[ActionKind]) -> bool {
    match event {
        Event::Action(action) => kinds.is_empty() || kinds.contains(&action.kind()),
        _ => false,
    }
}

fn letters(position: Position, entry: &Logged, wanted: impl Fn(&Event) -> bool) -> Vec<Letter> {
    let events = entry.events.iter().enumerate().filter(|(_, event)| wanted(event));
    let letter = |(n, event): (usize, &Event)| {
        let Event::Action(action) = event else { return None };
        Some(Letter {
            position,
            n,
            subject: subject(action),
            body: realtail_api::cloud_event(position, n, entry, event).into(),
            signal: entry.signal.to_string(),
            received_at: entry.received_at,
        })
    };
    events.filter_map(letter).collect()
}

/// What an action is about: told out of order, "sold out" and "back in stock" would leave a channel with the wrong one.
fn subject(action: &Action) -> String {
    match action {
        Action::SoldOut { item, site }
        | Action::BackInStock { item, site, .. }
        | Action::StockLow { item, site, .. }
        | Action::StockRestored { item, site, .. }
        | Action::CountRequested { item, site, .. }
        | Action::Overcommitted { item, site, .. }
        | Action::CommitmentsCovered { item, site } => format!("stock/{site}/{item}"),
        Action::HoldLapsed { hold, .. } => format!("hold/{hold}"),
        Action::TaskAssigned { order, .. }
        | Action::OrderRefused { order, .. }
        | Action::OrderReady { order, .. }
        | Action::OrderOnItsWay { order, .. }
        | Action::OrderReduced { order, .. }
        | Action::FulfilmentLate { order, .. }
        | Action::ShopperArrived { order, .. }
        | Action::PaymentFailed { order, .. } => format!("order/{order}"),
        Action::FloorTaskAssigned { task, .. } => format!("task/{task}"),
        Action::ReturnAbuseSuspected { customer, .. } => format!("customer/{customer}"),
        Action::PlacementStopped { item, site, .. } | Action::PlacementResumed { item, site, .. } => {
            format!("placement/{site}/{item}")
        }
        Action::PushNotice { push, .. } => format!("push/{push}"),
        Action::TooWarm { device, .. } | Action::ShelfLow { device, .. } => format!("device/{device}"),
        Action::PurchaseOrderSent { order, .. } | Action::PurchaseOrderChanged { order, .. } => {
            format!("purchase-order/{order}")
        }
        Action::LossCaseOpened { case, .. } => format!("loss-case/{case}"),
        Action::LanesShort { site, .. } | Action::LanesCovered { site, .. } => format!("lanes/{site}"),
        Action::TransferOrdered { transfer, .. } => format!("transfer/{transfer}"),
        Action::PriceLabel { item, site, .. } => format!("price/{site}/{item}"),
    }
}
