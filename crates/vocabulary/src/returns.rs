//! Goods that come back: from an order, from a receipt, or with neither; where they go then, and the money.

use crate::{Redemption, Role};
use realtail_kernel::{
    Currency, CustomerId, GiftCardId, HoldId, Instant, ItemId, Label, OrderId, PaymentId, Position, Quantity,
    ReturnId, SaleId, ShipmentId, SiteId, Word,
};
use serde::{Deserialize, Serialize};

/// In what state goods come back.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReturnedCondition {
    /// As they were sold: never opened.
    Unopened,
    /// Opened, and whole.
    Opened,
    /// Used, worn or washed.
    Used,
    /// Broken, soiled or incomplete.
    Damaged,
    /// They never worked as they should.
    Faulty,
}

impl ReturnedCondition {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ReturnedCondition::Unopened => "unopened",
            ReturnedCondition::Opened => "opened",
            ReturnedCondition::Used => "used",
            ReturnedCondition::Damaged => "damaged",
            ReturnedCondition::Faulty => "faulty",
        }
    }
}

/// What becomes of goods that came back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Disposition {
    /// They are sold again at the site they came back to, from now on.
    Resell,
    /// Somebody looks at them first.
    Inspect,
    /// They stay as damaged goods.
    Damaged,
    /// They go back to whoever delivered them.
    ToVendor,
    /// They are thrown away.
    Waste,
    /// Another site of ours gets them.
    SendTo {
        /// Which.
        site: SiteId,
    },
}

impl Disposition {
    /// Its name as it is written in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Disposition::Resell => "resell",
            Disposition::Inspect => "inspect",
            Disposition::Damaged => "damaged",
            Disposition::ToVendor => "to_vendor",
            Disposition::Waste => "waste",
            Disposition::SendTo { .. } => "send_to",
        }
    }

    /// Whether the goods leave the site in the end. Until somebody carries that out they wait in quarantine.
    pub fn leaves(&self) -> bool {
        match self {
            Disposition::Resell | Disposition::Inspect | Disposition::Damaged => false,
            Disposition::ToVendor | Disposition::Waste | Disposition::SendTo { .. } => true,
        }
    }
}

/// What shows where goods were bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnOf {
    /// A customer's order.
    Order(OrderId),
    /// The receipt of a till.
    Sale(SaleId),
    /// Nothing.
    Blind,
}

/// How the shopper gets the money back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefundTo {
    /// As it was paid, the last means first.
    #[default]
    Original,
    /// On a new gift card.
    GiftCard,
    /// What the goods taken instead cost on a new gift card that pays for them, the rest as it was paid.
    Exchange,
}

/// Where a part of a refund goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefundPlace {
    /// Back to a payment of the order.
    Payment {
        /// Which.
        payment: PaymentId,
        /// Which ask to its provider; none where no provider has to be asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ask: Option<u32>,
    },
    /// Out of the till, or back to the card by its terminal: it has happened when it is told.
    Till {
        /// The means: `cash`, `card`, …
        means: Word,
        /// Which tender of the receipt, from 0; none for goods that came back without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tender: Option<u16>,
    },
    /// On a gift card that was made for it.
    GiftCard {
        /// Which.
        card: GiftCardId,
    },
}

/// A part of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefundPart {
    /// Where it goes.
    pub to: RefundPlace,
    /// How much, in minor units.
    pub amount: i64,
}

/// What the rules for returns forbid, and somebody who may has allowed all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum BrokenRule {
    /// It was bought too long ago.
    WindowPassed {
        /// The line of the return.
        line: u16,
        /// How many days it may be.
        window_days: u16,
        /// How many it was.
        days: i64,
    },
    /// Such goods come back with an order or a receipt only.
    ReceiptNeeded {
        /// The line of the return.
        line: u16,
    },
    /// Nothing comes back without an order or a receipt.
    BlindNotAllowed,
    /// What comes back without an order or a receipt is worth too much.
    BlindAbove {
        /// How much it may be, in minor units.
        up_to: i64,
        /// How much it is.
        value: i64,
    },
    /// What comes back without an order or a receipt is paid on a gift card.
    BlindToGiftCard,
    /// Goods in this condition are not sold again.
    NotResold {
        /// The line of the return.
        line: u16,
        /// In what state they are.
        condition: ReturnedCondition,
    },
}

/// One line of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedLine {
    /// Its number in the return: 1 is the first.
    pub line: u16,
    /// The line of the order or of the receipt; none where there is neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_line: Option<u16>,
    /// What came back.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// Why, in the retailer's word: `too_small`, `changed_my_mind`, …
    pub reason: Word,
    /// In what state.
    pub condition: ReturnedCondition,
    /// What becomes of it.
    pub disposition: Disposition,
    /// What was paid for it, in minor units.
    pub value: i64,
    /// What is kept of that for taking it back.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub fee: i64,
    /// What is given back: less than the value without the fee only where part of it had been given back before.
    pub refund: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_nothing(amount: &i64) -> bool {
    *amount == 0
}

/// What was paid for a line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidLine {
    /// How much was bought.
    pub quantity: Quantity,
    /// What was paid for all of it, in minor units.
    pub paid: i64,
}

/// What a means of a receipt can give back at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidTender {
    /// The means.
    pub means: Word,
    /// How much, in minor units, the change taken off.
    pub amount: i64,
}

/// What a receipt says, as far as returns go by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRead {
    /// The entry that has it.
    pub position: Position,
    /// When it was made out.
    pub sold_at: Instant,
    /// What was paid for what.
    pub lines: Vec<PaidLine>,
    /// How.
    pub tenders: Vec<PaidTender>,
}

/// Goods that are taken instead of those that came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    /// What keeps them for the shopper; an order that names this hold takes them.
    pub hold: HoldId,
    /// What they cost, in minor units; none where they have no price yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
}

/// A return that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedReturn {
    /// Its number.
    pub return_id: ReturnId,
    /// Where the goods are.
    pub site: SiteId,
    /// Where they were bought.
    pub of: ReturnOf,
    /// What the receipt says, of goods that came with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Box<ReceiptRead>>,
    /// Who brought them, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Who took them in, by a name that is no person's.
    pub by: Word,
    /// When; before it was told where there was no network.
    pub returned_at: Instant,
    /// ISO 4217.
    pub currency: Currency,
    /// What came back.
    pub lines: Vec<AcceptedLine>,
    /// How the shopper wants the money.
    #[serde(default)]
    pub refund_to: RefundTo,
    /// Where the money went at once, or was asked to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundPart>,
    /// What is taken instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchanged>,
    /// What the rules forbid and was allowed all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overridden: Vec<BrokenRule>,
    /// What of its promotions does not count against their budgets any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redemptions: Vec<Redemption>,
}

/// A line of an order of which units are to come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedLine {
    /// The line of the order: 1 is the first.
    #[schema(minimum = 1)]
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
    /// Why, in the retailer's word: `too_small`, `changed_my_mind`, …
    pub reason: Word,
}

/// A return that was begun from afar: the goods are still with the shopper, so no stock has moved and no money has gone
/// back. It becomes a return when the goods are taken back under its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedReturn {
    /// Its number, which the return has too.
    pub return_id: ReturnId,
    /// The order the goods are of.
    pub order: OrderId,
    /// Whose the order is, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Who told it, by a name that is no person's.
    pub by: Word,
    /// What is to come back.
    pub lines: Vec<AnnouncedLine>,
    /// Until when the goods are waited for.
    pub expires_at: Instant,
}

/// Units that go another way than was said before, or whose way was carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposedLine {
    /// The line of the return.
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
    /// What was to become of it.
    pub from: Disposition,
    /// What becomes of it now.
    pub to: Disposition,
    /// The shipment it left in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<ShipmentId>,
}

/// A line of which more is given back than was said first: what had been given back before has not been after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedLine {
    /// The line of the return.
    pub line: u16,
    /// How much more, in minor units.
    pub amount: i64,
}

/// What happened to returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnEvent {
    /// What may come back, and how, is this from now on.
    RulesSet(Box<ReturnRules>),
    /// Goods are to come back, and are still with the shopper.
    Announced(Box<AnnouncedReturn>),
    /// Goods came back.
    Accepted(Box<AcceptedReturn>),
    /// Something else becomes of them, or it was carried out.
    Disposed {
        /// The return.
        return_id: ReturnId,
        /// By whom.
        by: Word,
        /// What.
        lines: Vec<DisposedLine>,
    },
    /// Money that had not gone back was sent on its way.
    RefundAsked {
        /// The return.
        return_id: ReturnId,
        /// By whom; the engine itself where a capture had to be waited for.
        by: Word,
        /// Where it goes.
        refunds: Vec<RefundPart>,
        /// Lines of which more is given back than before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        raised: Vec<RaisedLine>,
    },
}

impl ReturnEvent {
    /// The return it is about.
    pub fn return_id(&self) -> Option<&ReturnId> {
        match self {
            ReturnEvent::RulesSet(_) => None,
            ReturnEvent::Announced(announced) => Some(&announced.return_id),
            ReturnEvent::Accepted(accepted) => Some(&accepted.return_id),
            ReturnEvent::Disposed { return_id, .. } | ReturnEvent::RefundAsked { return_id, .. } => {
                Some(return_id)
            }
        }
    }
}

/// What holds for goods of a category, where that is not what holds for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryReturnRules {
    /// Which goods.
    pub category: Label,
    /// How many days after they were bought they may come back; 0 where only on the same day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 3650)]
    pub window_days: Option<u16>,
    /// Whether they come back with an order or a receipt only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_needed: Option<bool>,
    /// In which conditions they are sold again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resell: Option<Vec<ReturnedCondition>>,
    /// What is kept for taking them back, in parts per million of what was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 1_000_000)]
    pub restocking_fee_ppm: Option<u32>,
}

/// When somebody is told that a customer returns too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReturnAbuseRules {
    /// How many days are looked at.
    #[schema(minimum = 1, maximum = 365)]
    pub window_days: u16,
    /// From how many returns on; 0 where their number alone says nothing.
    pub returns_from: u32,
    /// From which share on of what was bought, by value, in parts per million; 0 where the share says nothing.
    #[schema(maximum = 1_000_000)]
    pub share_ppm_from: u32,
    /// From how many returns on the share says something.
    pub share_returns_from: u32,
}

impl Default for ReturnAbuseRules {
    fn default() -> ReturnAbuseRules {
        ReturnAbuseRules { window_days: 90, returns_from: 10, share_ppm_from: 500_000, share_returns_from: 4 }
    }
}

/// What may come back, and how. The first category in the list that an item is in goes before what holds for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReturnRules {
    /// How many days after they were bought goods may come back.
    #[schema(maximum = 3650)]
    pub window_days: u16,
    /// Up to which value goods may come back without an order or a receipt, in minor units; not at all where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blind_up_to: Option<i64>,
    /// Whether what comes back without an order or a receipt may be paid out in cash, and not only on a gift card.
    pub blind_cash: bool,
    /// In which conditions goods are sold again; in others somebody looks at them first.
    pub resell: Vec<ReturnedCondition>,
    /// What is kept for taking goods back, in parts per million of what was paid.
    #[schema(maximum = 1_000_000)]
    pub restocking_fee_ppm: u32,
    /// Reasons for which nothing is kept, besides damaged and faulty goods.
    pub no_fee_reasons: Vec<Word>,
    /// Who may allow what these rules forbid.
    pub may_override: Vec<Role>,
    /// How long goods that are taken instead are kept for the shopper, in minutes.
    #[schema(minimum = 1, maximum = 43_200)]
    pub exchange_minutes: u32,
    /// When somebody is told that a customer returns too much.
    pub abuse: ReturnAbuseRules,
    /// What holds for some goods only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryReturnRules>,
}

impl Default for ReturnRules {
    fn default() -> ReturnRules {
        ReturnRules {
            window_days: 30,
            blind_up_to: None,
            blind_cash: false,
            resell: vec![ReturnedCondition::Unopened, ReturnedCondition::Opened],
            restocking_fee_ppm: 0,
            no_fee_reasons: Vec::new(),
            may_override: vec![Role::Admin, Role::Operator],
            exchange_minutes: 60,
            abuse: ReturnAbuseRules::default(),
            categories: Vec::new(),
        }
    }
}
