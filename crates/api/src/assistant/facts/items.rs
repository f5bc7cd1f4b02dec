//! Items of the catalogue, what they cost, and a customer's points.

use super::{ShopItem, ShopPrice, money};
use crate::app::App;
use crate::shop::{SearchAsk, catch_up, price_now};
use realtail_kernel::{CustomerId, ItemId};
use realtail_vocabulary::Item;
use serde_json::Value;

/// So many may be meant.
const ITEMS_MAX: usize = 12;
/// Of a message, so much is looked for.
const LETTERS_MAX: usize = 200;

/// Items that the words may mean, the likeliest first.
pub(in super::super) async fn search(app: &App, words: &str) -> Vec<ShopItem> {
    catch_up(app).await;
    let text: String = words.chars().take(LETTERS_MAX).collect();
    let ask = SearchAsk { text: &text, category: None, limit: ITEMS_MAX };
    let found = match app.search.find(&ask) {
        Ok(found) => found,
        Err(fault) => {
            tracing::error!("find items for the assistant: {fault}");
            return Vec::new();
        }
    };
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let known = found.items.iter().filter_map(|item| catalogue.item_no(item).ok());
    known.map(|no| in_words(catalogue.item(no))).collect()
}

/// One item.
pub(in super::super) fn one(app: &App, item: &str) -> Option<ShopItem> {
    let item = ItemId::new(item).ok()?;
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    Some(in_words(catalogue.item(catalogue.item_no(&item).ok()?)))
}

fn in_words(item: &Item) -> ShopItem {
    let mut attributes = Vec::new();
    attributes.extend(item.brand.iter().map(|brand| ("Brand".to_owned(), brand.to_string())));
    if !item.categories.is_empty() {
        let categories: Vec<String> = item.categories.iter().map(ToString::to_string).collect();
        attributes.push(("Category".to_owned(), categories.join(", ")));
    }
    attributes.extend(item.attributes.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))));
    ShopItem { item: item.item.to_string(), name: item.name.to_string(), attributes }
}

/// What people can read of an attribute; what is made of parts is for machines.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(values) => Some(values.iter().filter_map(text).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Object(_) => None,
    }
}

/// What one unit costs, on the channel of shoppers' phones.
pub(in super::super) fn price(app: &App, customer: Option<&str>, item: &str) -> Option<ShopPrice> {
    let item = ItemId::new(item).ok()?;
    let customer = customer.and_then(|customer| CustomerId::new(customer).ok());
    let (currency, total, list, discount) = price_now(app, customer.as_ref(), &item)?;
    let promotion = match discount {
        0 => String::new(),
        discount => format!("{} → -{}", money(list, currency), money(discount, currency)),
    };
    Some(ShopPrice { price: money(total, currency), promotion })
}

/// A member's points that may be spent.
pub(in super::super) fn points(app: &App, customer: &str) -> Option<u64> {
    let customer = CustomerId::new(customer).ok()?;
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let known = state.customers.resolved(&customer).filter(|known| known.member_since.is_some())?;
    let spendable = state.wallets.points_of(&known.customer).map_or(0, |wallet| wallet.spendable(now));
    u64::try_from(spendable).ok()
}
