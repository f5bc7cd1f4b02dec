//! What goes back for a return, and where to: never more than was taken for what the goods were bought with.

use super::accept::{Bought, NewCard, TakeBack};
use super::receipts::CameBack;
use super::refund;
use crate::machine::Omnichannel;
use crate::order::Order;
use crate::payment::ask::{self, Till};
use crate::payment::own;
use crate::refusal::Refusal;
use realtail_kernel::{Currency, Instant, ReturnId, Word};
use realtail_vocabulary::{
    AcceptedLine, Event, Exchanged, PaymentEvent, PaymentOperation, RefundPart, RefundPlace, RefundTo,
};

/// The money of one return that is being taken in.
pub(super) struct Refunding<'a> {
    state: &'a Omnichannel,
    bought: &'a Bought<'a>,
    command: &'a TakeBack,
    now: Instant,
    pub parts: Vec<RefundPart>,
    pub events: Vec<Event>,
}

impl<'a> Refunding<'a> {
    pub fn new(
        state: &'a Omnichannel,
        bought: &'a Bought<'a>,
        command: &'a TakeBack,
        now: Instant,
    ) -> Refunding<'a> {
        Refunding { state, bought, command, now, parts: Vec::new(), events: Vec::new() }
    }

    /// Takes off the last lines what had been given back before, for goodwill or else.
    pub fn bound(&self, lines: &mut [AcceptedLine]) {
        let most = match self.bought {
            Bought::Order(back) => refund::room(self.state, &back.order),
            Bought::Receipt(back) => back.draft.total() - back.draft.refunded,
            Bought::Blind(_) => i64::MAX,
        };
        let wanted: i64 = lines.iter().fold(0, |sum, line| sum.saturating_add(line.refund));
        let mut over = wanted - most.max(0).min(wanted);
        for line in lines.iter_mut().rev() {
            let off = over.min(line.refund);
            line.refund -= off;
            over -= off;
        }
    }

    /// Sends the money on its way.
    pub fn pay(&mut self, refund: i64, exchange: Option<&Exchanged>) -> Result<(), Refusal> {
        let ready = match self.bought {
            Bought::Order(back) => back.order.refundable(self.state).min(refund),
            Bought::Receipt(_) | Bought::Blind(_) => refund,
        };
        let on_card = match self.command.refund_to {
            RefundTo::Original => 0,
            RefundTo::GiftCard if ready < refund => {
                let problem = format!(
                    "of {refund} only {ready} have been captured; wait for that, or give it back as it was paid"
                );
                return Err(Refusal::WrongState { problem });
            }
            RefundTo::GiftCard => refund,
            RefundTo::Exchange => exchange.and_then(|e| e.price).map_or(ready, |price| price.min(ready)),
        };
        if on_card > 0 {
            let issued = on_new_card(
                self.state,
                self.command.card.as_ref(),
                on_card,
                self.bought.currency(),
                self.now,
            )?;
            self.parts.push(issued.0);
            self.events.extend(issued.1);
        }
        match self.bought {
            Bought::Order(back) => {
                let rest = ready - on_card;
                let (parts, events) =
                    to_payments(self.state, &back.order, rest, &self.command.return_id, self.now);
                self.parts.extend(parts);
                self.events.extend(events);
            }
            Bought::Receipt(back) => self.parts.extend(to_tenders(&back.draft, refund - on_card)),
            Bought::Blind(_) => {
                let means = Word::new("cash").expect("a word");
                let part = |amount| RefundPart { to: RefundPlace::Till { means, tender: None }, amount };
                self.parts.extend(Some(refund - on_card).filter(|rest| *rest > 0).map(part));
            }
        }
        Ok(())
    }
}

/// A gift card that is paid for by a refund.
pub(super) fn on_new_card(
    state: &Omnichannel,
    card: Option<&NewCard>,
    amount: i64,
    currency: Currency,
    now: Instant,
) -> Result<(RefundPart, Vec<Event>), Refusal> {
    let Some(NewCard { card, digest }) = card else {
        let problem = "a refund on a gift card comes with the number and the digest of one";
        return Err(Refusal::invalid("refund_to", problem));
    };
    let issued = state.wallets.issue(card, *digest, own::money(amount, currency), None, now)?;
    let part = RefundPart { to: RefundPlace::GiftCard { card: card.clone() }, amount };
    Ok((part, issued.into_iter().map(Event::Wallet).collect()))
}

/// Asks the providers of an order's payments, and gives back at once what needs none.
pub(super) fn to_payments(
    state: &Omnichannel,
    order: &Order,
    amount: i64,
    return_id: &ReturnId,
    now: Instant,
) -> (Vec<RefundPart>, Vec<Event>) {
    let payments = ask::of(state, &order.payments);
    let (events, _) = Till::new(state, now).refund(payments, amount, Some(return_id));
    (parts_of(&events), events)
}

/// What was asked for, or given back at once.
pub(super) fn parts_of(events: &[Event]) -> Vec<RefundPart> {
    let part = |event: &Event| match event {
        Event::Payment(PaymentEvent::Asked(ask)) => Some(RefundPart {
            to: RefundPlace::Payment { payment: ask.payment.clone(), ask: Some(ask.ask) },
            amount: ask.amount,
        }),
        Event::Payment(PaymentEvent::Settled {
            payment,
            operation: PaymentOperation::Refund,
            amount,
            ..
        }) => Some(RefundPart {
            to: RefundPlace::Payment { payment: payment.clone(), ask: None },
            amount: *amount,
        }),
        _ => None,
    };
    events.iter().filter_map(part).collect()
}

/// Out of the till, the last tender of the receipt first.
fn to_tenders(receipt: &CameBack, amount: i64) -> Vec<RefundPart> {
    let mut left = amount;
    let mut parts = Vec::new();
    for (n, tender) in receipt.tenders.iter().enumerate().rev() {
        let amount = left.min(tender.amount - receipt.given_back[n]);
        if amount > 0 {
            let to = RefundPlace::Till { means: tender.means.clone(), tender: Some(n as u16) };
            parts.push(RefundPart { to, amount });
            left -= amount;
        }
    }
    parts
}
