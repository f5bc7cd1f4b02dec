//! What the assistant may tell of the shop, and how it is read off the state.

pub(super) mod items;
pub(super) mod orders;
pub(super) mod returns;
pub(super) mod stores;

use realtail_kernel::Currency;

/// Where an order stands, as its customer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShopOrderState {
    /// Taken, not yet packed.
    Placed,
    /// Packed.
    Packed,
    /// Waits in a store for its customer.
    Ready,
    /// On its way.
    Shipped,
    /// The customer has it.
    Delivered,
    /// Came back.
    Returned,
    /// Called off, or never came about.
    Cancelled,
}

/// An order, as far as its customer may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopOrder {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: ShopOrderState,
    /// What is in it, what it costs, where and when it is expected.
    pub detail: String,
    /// What is known of money on its way back.
    pub refund: Option<String>,
    /// The names of the items in it.
    pub items: Vec<String>,
}

/// A line of an order that can be returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopLine {
    /// Its number in the order.
    pub line: String,
    /// The item's name.
    pub item: String,
    /// How many units.
    pub units: u32,
}

/// A return that is to be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopReturn {
    /// The order's number.
    pub order: String,
    /// The line's number.
    pub line: String,
    /// How many units.
    pub units: u32,
    /// Why, in the retailer's word.
    pub reason: &'static str,
}

/// A store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopStore {
    /// Its code.
    pub store: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// When it is open, Monday first, each with its day in it; all empty where nobody has said.
    pub hours: [String; 7],
}

/// How much of an item is in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopStock {
    /// The store's code.
    pub store: String,
    /// Units that may be promised now.
    pub units: u32,
}

/// An item of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopItem {
    /// Its number.
    pub item: String,
    /// Its name.
    pub name: String,
    /// What the catalogue says of it.
    pub attributes: Vec<(String, String)>,
}

/// What an item costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopPrice {
    /// With its currency.
    pub price: String,
    /// What is taken off now, or nothing.
    pub promotion: String,
}

/// A gift card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopCard {
    /// The last digits of its number.
    pub ending: String,
    /// What is left.
    pub balance: String,
}

/// An amount of minor units as it is read, such as `59.00 EUR`.
fn money(amount: i64, currency: Currency) -> String {
    let digits = usize::from(currency.minor_digits());
    let sign = if amount < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", amount.unsigned_abs(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{part} {currency}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_with_its_currency() {
        for (amount, currency, read) in [
            (5_900, "EUR", "59.00 EUR"),
            (5, "EUR", "0.05 EUR"),
            (-120, "EUR", "-1.20 EUR"),
            (500, "JPY", "500 JPY"),
        ] {
            let currency = serde_json::from_value(serde_json::json!(currency)).expect("a currency");
            assert_eq!(money(amount, currency), read);
        }
    }
}
