//! An order as it is asked for.

use super::contact::OrderContact;
use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;
use realtail_kernel::{
    Channel, CouponCode, Currency, CustomerId, HoldId, Instant, ItemId, OrderId, Quantity, Word,
    looks_like_a_card_number,
};
use realtail_omnichannel::order::{PlaceOrder, TenderAsked};
use realtail_vocabulary::{Delivery, Digest, PlacedLine, Purse};
use serde::Deserialize;

/// A line that is ordered.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderLineBody {
    pub item: ItemId,
    pub quantity: Quantity,
    /// How it reaches the shopper, where that is not how the rest does.
    pub delivery: Option<Delivery>,
    /// What the shopper takes instead where it cannot be found.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub substitutes: Vec<ItemId>,
}

/// A means by which the order is to be paid.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenderBody {
    /// A payment provider that is switched on, or `gift_card`, `points`, `cash`.
    pub kind: Word,
    /// What the provider gave the shopper to pay with, or the code of the gift card. Never a card number.
    #[schema(value_type = Option<String>, max_length = 256)]
    pub token: Option<Word>,
    /// How much, in minor units; the rest where it is not said.
    #[schema(minimum = 1)]
    pub amount: Option<i64>,
}

/// An order that is asked for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderBody {
    /// Its number; made up where none is given. The same number again gives the same answer.
    pub order: Option<OrderId>,
    pub channel: Channel,
    pub customer: Option<CustomerId>,
    /// A hold that keeps its units already.
    pub hold: Option<HoldId>,
    pub delivery: Delivery,
    /// By when the shopper was promised to have it or to collect it, as an answer of `/v1/promises:query` says: a pickup is
    /// due then, and the router prefers who is there by then.
    pub promised_at: Option<Instant>,
    /// Whom to tell, and where the goods go: sealed under the person's own key before it is written down.
    pub contact: Option<OrderContact>,
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Vec<OrderLineBody>,
    #[serde(default)]
    #[schema(max_items = 20)]
    pub coupons: Vec<CouponCode>,
    pub currency: Option<Currency>,
    /// What the carriage costs, in minor units.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub carriage: i64,
    /// How it is paid, all of it.
    #[schema(max_items = 8)]
    pub tenders: Vec<TenderBody>,
    /// How long to wait for the payment before the answer is that it is under way.
    #[serde(default = "two_seconds")]
    #[schema(minimum = 0, maximum = 30_000)]
    pub wait_ms: u64,
}

pub(crate) const WAIT_MS_MAX: u64 = 30_000;

fn two_seconds() -> u64 {
    2_000
}

impl OrderBody {
    /// Reads what was asked for as a command.
    pub async fn read(self, app: &App, caller: &Caller) -> Result<PlaceOrder, Problem> {
        caller.on(&self.channel)?;
        if self.wait_ms > WAIT_MS_MAX {
            return Err(Problem::invalid("wait_ms", format!("wait at most {WAIT_MS_MAX} ms")));
        }
        if !(0..=1_000_000_000_000).contains(&self.carriage) {
            return Err(Problem::invalid(
                "carriage",
                "the carriage costs 0 to 1,000,000,000,000 minor units",
            ));
        }
        let order = match self.order {
            Some(order) => order,
            None => fresh()?,
        };
        let tenders = self.tenders.into_iter().enumerate();
        let tenders = tenders.map(|(n, tender)| tender.read(app, caller, self.customer.as_ref(), n));
        let mut tenders = tenders.collect::<Result<Vec<_>, _>>()?;
        let (customer, contact) = match self.contact {
            Some(contact) => {
                let (customer, sealed) = contact.seal(app, self.customer, &order).await?;
                (Some(customer), Some(sealed))
            }
            None => (self.customer, None),
        };
        // A copy of the log is then no means of payment.
        for tender in &mut tenders {
            if let Some(token) = tender.token.take() {
                let whose = customer.clone().map_or_else(crate::vault::nameless, Ok)?;
                tender.sealed_token = Some(crate::vault::sealed_token(app, whose, &token).await?);
            }
        }
        let line = |(line, body): (u16, OrderLineBody)| PlacedLine {
            line,
            item: body.item,
            quantity: body.quantity,
            delivery: body.delivery,
            substitutes: body.substitutes,
        };
        Ok(PlaceOrder {
            order,
            channel: self.channel,
            customer,
            hold: self.hold,
            delivery: self.delivery,
            promised_at: self.promised_at,
            lines: (1..).zip(self.lines).map(line).collect(),
            coupons: self.coupons,
            currency: self.currency,
            carriage: self.carriage,
            tenders,
            contact,
            pickup_code: Some(pickup_code()?),
        })
    }
}

/// A number for an order that came without one. Made here, at the door: nothing inside draws lots.
fn fresh() -> Result<OrderId, Problem> {
    OrderId::new(uuid::Uuid::now_v7().simple().to_string()).map_err(|e| Problem::malformed(e.to_string()))
}

/// Eight letters and digits of which none is taken for another: 40 bits, read aloud in two breaths.
fn pickup_code() -> Result<Word, Problem> {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|e| Problem::fault(format!("draw a pickup code: {e}")))?;
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let (first, second): (String, String) =
        (bytes[..4].iter().map(letter).collect(), bytes[4..].iter().map(letter).collect());
    Word::new(format!("{first}-{second}")).map_err(|e| Problem::malformed(e.to_string()))
}

impl TenderBody {
    fn read(
        self,
        app: &App,
        caller: &Caller,
        customer: Option<&CustomerId>,
        n: usize,
    ) -> Result<TenderAsked, Problem> {
        let TenderBody { kind: means, token, amount } = self;
        let field = |name: &str| format!("tenders[{n}].{name}");
        if token.as_ref().is_some_and(|token| looks_like_a_card_number(token.as_str())) {
            let detail = "that looks like a card number; send the token that the provider gave for it";
            return Err(Problem::invalid(&field("token"), detail));
        }
        let (token, purse) = match means.as_str() {
            "cash" if caller.is_a_channel() => {
                return Err(Problem::forbidden("cash is taken by associates, in a store"));
            }
            "cash" => (None, None),
            "points" => {
                let customer = customer.ok_or_else(|| {
                    Problem::invalid("customer", "points belong to a customer; name the customer")
                })?;
                (None, Some(Purse::Points(customer.clone())))
            }
            "gift_card" => (None, Some(gift_card(app, token.as_ref(), &field("token"))?)),
            provider if app.payment_providers.contains(&provider) => (token, None),
            other => {
                let known =
                    [&app.payment_providers[..], &["gift_card", "points", "cash"]].concat().join(", ");
                return Err(Problem::invalid(
                    &field("kind"),
                    format!("{other} is no means of payment here; use {known}"),
                ));
            }
        };
        Ok(TenderAsked { means, token, sealed_token: None, purse, amount })
    }
}

/// Of a gift card's code only the digest goes further.
fn gift_card(app: &App, code: Option<&Word>, field: &str) -> Result<Purse, Problem> {
    let code = code.ok_or_else(|| Problem::invalid(field, "give the code of the gift card"))?;
    let digest: Digest = crate::caller::digest(code.as_str());
    let replica = app.read();
    let card = replica.machine.omnichannel.wallets.card_of(&digest);
    card.cloned().map(Purse::GiftCard).ok_or_else(|| Problem::invalid(field, "no gift card has this code"))
}

impl OrderBody {
    /// The number it was given, if it was given one.
    pub fn order(&self) -> Option<&OrderId> {
        self.order.as_ref()
    }
}
