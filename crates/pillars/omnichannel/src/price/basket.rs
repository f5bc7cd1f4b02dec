//! What is to be priced.

use realtail_kernel::{Channel, CouponCode, Currency, CustomerId, GroupName, ItemId, Quantity, SiteId};
use realtail_vocabulary::Destination;

/// A basket that is to be priced.
#[derive(Clone, Debug, PartialEq)]
pub struct Basket {
    /// On which channel.
    pub channel: Channel,
    /// At which site: where it is sold or collected, or whose prices hold.
    pub site: Option<SiteId>,
    /// Where it is sent, if it is: taxes go by this then, and not by the site.
    pub ship_to: Option<Destination>,
    /// Whose it is, where we know.
    pub customer: Option<CustomerId>,
    /// The groups that the customer is in.
    pub groups: Vec<GroupName>,
    /// Whether the customer is a member of the loyalty programme.
    pub member: bool,
    /// The codes that were shown.
    pub coupons: Vec<CouponCode>,
    /// What it is to be priced in; where it is not said, in the currency of the first price list that is for this basket.
    pub currency: Option<Currency>,
    /// What lies in it.
    pub lines: Vec<BasketLine>,
    /// Whether all promotions for its goods are told of, those too that are for another place, time, channel or group.
    pub explain: bool,
}

/// One line of a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketLine {
    /// Its number, unlike any other of the basket.
    pub line: u32,
    /// What: the retailer's number, or a GTIN.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// What one unit costs, in minor units, whatever the price lists say.
    pub unit_price: Option<i64>,
}
