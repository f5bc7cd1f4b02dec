//! Returns as they are asked for.

use super::{card, receipt};
use crate::app::App;
use crate::caller::Caller;
use crate::orders::by;
use crate::problem::Problem;
use realtail_kernel::{
    Channel, CustomerId, Instant, ItemId, OrderId, Quantity, ReturnId, SaleId, ShipmentId, SiteId, Word,
};
use realtail_omnichannel::returns::{ExchangeLine, LineBack, Shown, TakeBack};
use realtail_vocabulary::{Disposition, RefundTo, ReturnedCondition};
use serde::Deserialize;

/// Goods that come back.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnLineBody {
    /// The line of the order or of the receipt: 1 is the first. Found by the item where it is not said.
    #[schema(minimum = 1)]
    line: Option<u16>,
    /// What came back; needed where no line is named.
    item: Option<ItemId>,
    quantity: Quantity,
    /// Why, in your own word: `too_small`, `changed_my_mind`, …
    reason: Word,
    condition: ReturnedCondition,
    /// What becomes of it; what the rules say where it is not said. What is to leave the site waits in quarantine until
    /// it is disposed of.
    disposition: Option<Disposition>,
    /// What one unit is paid back with, of goods that come with nothing. It never is more than it costs now.
    #[schema(minimum = 0)]
    unit_price: Option<i64>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExchangeLineBody {
    item: ItemId,
    quantity: Quantity,
    /// From which site; where the goods came back where it is not said.
    site: Option<SiteId>,
}

/// Goods that are taken instead.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExchangeBody {
    #[schema(min_items = 1, max_items = 500)]
    lines: Vec<ExchangeLineBody>,
}

/// A return. It names an order, or a sale by its receipt, or says that it is blind.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnBody {
    /// Its number; made up where none is given. The same number again gives the same answer.
    #[serde(rename = "return")]
    return_id: Option<ReturnId>,
    /// Where the goods are.
    site: SiteId,
    order: Option<OrderId>,
    sale: Option<SaleId>,
    /// Whether they come with neither.
    #[serde(default)]
    blind: bool,
    /// Who brings them; whoever bought them where it is not said.
    customer: Option<CustomerId>,
    /// When they came back, where that is told later: there was no network.
    returned_at: Option<Instant>,
    #[schema(min_items = 1, max_items = 500)]
    lines: Vec<ReturnLineBody>,
    /// As it was paid where nothing is said; what goods taken instead cost goes on a gift card that pays for them.
    refund_to: Option<RefundTo>,
    exchange: Option<ExchangeBody>,
    /// On which channel goods are taken instead.
    channel: Option<Channel>,
    /// Whether what the rules forbid is to be done all the same, by somebody who may.
    #[serde(default, rename = "override")]
    override_rules: bool,
    by: Option<Word>,
}

/// Units of a line, and what becomes of them.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisposeLineBody {
    #[schema(minimum = 1)]
    pub line: u16,
    pub quantity: Quantity,
    pub disposition: Disposition,
    /// The shipment they leave in; a new one where it is not said.
    pub shipment: Option<ShipmentId>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DisposeBody {
    #[schema(min_items = 1, max_items = 500)]
    pub lines: Vec<DisposeLineBody>,
    pub by: Option<Word>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundAgainBody {
    #[serde(default)]
    pub refund_to: RefundTo,
    pub by: Option<Word>,
}

/// A name for a return that came without one. Made here, at the door: nothing inside draws lots.
fn fresh() -> Result<ReturnId, Problem> {
    ReturnId::new(uuid::Uuid::now_v7().simple().to_string()).map_err(|e| Problem::malformed(e.to_string()))
}

impl ReturnBody {
    pub fn return_id(&self) -> Option<&ReturnId> {
        self.return_id.as_ref()
    }

    pub fn site(&self) -> &SiteId {
        &self.site
    }

    /// Reads what was asked for as a command; a receipt is looked up in the log.
    pub async fn read(self, app: &App, caller: &Caller) -> Result<TakeBack, Problem> {
        let of = match (self.order, self.sale, self.blind) {
            (Some(order), None, false) => Shown::Order(order),
            (None, Some(sale), false) => Shown::Receipt(Box::new(receipt::read(app, &sale).await?)),
            (None, None, true) => Shown::Nothing,
            _ => {
                let detail = "name an order, or a sale, or say that the return is blind; one of them";
                return Err(Problem::invalid("order", detail));
            }
        };
        let exchange = self.exchange.map(|exchange| exchange.lines).unwrap_or_default();
        let channel = match self.channel {
            Some(channel) => channel,
            None => Channel::new("store").map_err(|e| Problem::malformed(e.to_string()))?,
        };
        let refund_to = self.refund_to.unwrap_or(match of {
            _ if !exchange.is_empty() => RefundTo::Exchange,
            Shown::Nothing => RefundTo::GiftCard,
            Shown::Order(_) | Shown::Receipt(_) => RefundTo::Original,
        });
        if refund_to == RefundTo::Exchange && exchange.is_empty() {
            return Err(Problem::invalid("refund_to", "an exchange names what is taken instead"));
        }
        let return_id = match self.return_id {
            Some(return_id) => return_id,
            None => fresh()?,
        };
        let card = match refund_to {
            RefundTo::Original => None,
            RefundTo::GiftCard | RefundTo::Exchange => Some(card::new(app, &return_id, 0)?),
        };
        let line = |line: ReturnLineBody| LineBack {
            line: line.line,
            item: line.item,
            quantity: line.quantity,
            reason: line.reason,
            condition: line.condition,
            disposition: line.disposition,
            unit_price: line.unit_price,
        };
        let instead = |line: ExchangeLineBody| ExchangeLine {
            item: line.item,
            quantity: line.quantity,
            site: line.site,
        };
        Ok(TakeBack {
            return_id,
            site: self.site,
            of,
            customer: self.customer,
            by: by(self.by, caller)?,
            returned_at: self.returned_at,
            lines: self.lines.into_iter().map(line).collect(),
            refund_to,
            card,
            exchange: exchange.into_iter().map(instead).collect(),
            channel,
            override_by: self.override_rules.then(|| caller.role()),
        })
    }
}
