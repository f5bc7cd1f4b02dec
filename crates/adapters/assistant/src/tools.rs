//! What the assistant may ask of the shop, and the desk that writes down each asking as a source.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::conversation::HandOver;

/// Who asks, as the session knows it; what a message claims changes nothing of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody that is known.
    Nobody,
    /// A customer who is signed in, by the reference that the shop gave.
    SignedIn(String),
    /// Whoever can name the e-mail address or the telephone number of the order.
    Proven {
        /// In lower case, or only digits.
        contact: String,
    },
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Taken, not yet packed.
    Placed,
    /// Packed.
    Packed,
    /// On its way.
    Shipped,
    /// Waits in a store for its customer.
    Ready,
    /// Has arrived.
    Delivered,
    /// Called off.
    Cancelled,
    /// Came back.
    Returned,
}

impl OrderState {
    /// Whether the customer still waits for it.
    pub fn is_open(self) -> bool {
        use OrderState::{Packed, Placed, Ready, Shipped};
        matches!(self, Placed | Packed | Shipped | Ready)
    }
}

/// An order, as far as its customer may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderFacts {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: OrderState,
    /// What else there is to say, such as when it is expected.
    pub detail: String,
    /// What is known of money on its way back.
    pub refund: Option<String>,
    /// The names of the items in it.
    pub items: Vec<String>,
}

/// A line of an order that can be returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineFacts {
    /// Its name inside the order.
    pub line: String,
    /// The item's name.
    pub item: String,
    /// How many units can be returned.
    pub units: u32,
}

/// A store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoreFacts {
    /// Its key.
    pub store: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// When it is open, Monday first, each with its day in it.
    pub hours: [String; 7],
}

/// How much of an item is in a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StockFacts {
    /// The store's key.
    pub store: String,
    /// Units that can be sold.
    pub units: u32,
}

/// An item of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemFacts {
    /// Its key.
    pub item: String,
    /// Its name.
    pub name: String,
    /// What the catalogue says of it: names and values.
    pub attributes: Vec<(String, String)>,
}

/// What an item costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriceFacts {
    /// With its currency, as it is to be read.
    pub price: String,
    /// A promotion that runs, or nothing.
    pub promotion: String,
}

/// A gift card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GiftCardFacts {
    /// The last digits of its number.
    pub ending: String,
    /// What is left, with its currency.
    pub balance: String,
}

/// Why something is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Too small.
    TooSmall,
    /// Too large.
    TooLarge,
    /// Other than described.
    NotAsDescribed,
    /// Not wanted any more.
    ChangedMind,
    /// Nobody has to say why.
    Unsaid,
}

/// The shop, as the assistant sees it. An order that is not the asker's is answered exactly as one that does not exist.
pub trait Tools {
    /// An order of the one who asks.
    fn order(&mut self, who: &Who, number: &str) -> Option<OrderFacts>;
    /// All orders of a customer who is signed in, the newest first.
    fn orders(&mut self, customer: &str) -> Vec<OrderFacts>;
    /// What of an order of the asker can be returned.
    fn returnable_lines(&mut self, who: &Who, number: &str) -> Vec<LineFacts>;
    /// Begins a return and gives its number; `None` if that cannot be.
    fn begin_return(
        &mut self,
        who: &Who,
        number: &str,
        line: &str,
        units: u32,
        reason: ReturnReason,
    ) -> Option<String>;
    /// All stores with their hours.
    fn stores(&mut self) -> Vec<StoreFacts>;
    /// How much of an item is in each store that has it.
    fn availability(&mut self, item: &str) -> Vec<StockFacts>;
    /// Items that the words may mean, the likeliest first.
    fn search_items(&mut self, words: &str) -> Vec<ItemFacts>;
    /// One item, by its key.
    fn item(&mut self, item: &str) -> Option<ItemFacts>;
    /// What an item costs.
    fn price(&mut self, item: &str) -> Option<PriceFacts>;
    /// The loyalty points of a customer who is signed in.
    fn points(&mut self, customer: &str) -> Option<u64>;
    /// The gift cards of a customer who is signed in.
    fn gift_cards(&mut self, customer: &str) -> Vec<GiftCardFacts>;
    /// Gives the conversation to a person.
    fn hand_over(&mut self, hand_over: &HandOver);
}

/// One asking of a tool, with the ids of what was found; a source of answers, and what a person is told was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The tool's name.
    pub tool: String,
    /// What was asked. Contacts are never in it.
    pub arguments: Value,
    /// What was found.
    pub ids: Vec<String>,
}

/// The tools for one asker; writes down what is asked.
pub(crate) struct Desk<'a> {
    pub(crate) tools: &'a mut dyn Tools,
    pub(crate) who: Who,
    pub(crate) calls: Vec<Call>,
}

impl Desk<'_> {
    pub(crate) fn note(&mut self, tool: &str, arguments: Value, ids: Vec<String>) {
        self.calls.push(Call { tool: tool.to_owned(), arguments, ids });
    }

    pub(crate) fn customer(&self) -> Option<String> {
        match &self.who {
            Who::SignedIn(customer) => Some(customer.clone()),
            Who::Nobody | Who::Proven { .. } => None,
        }
    }

    pub(crate) fn order(&mut self, number: &str) -> Option<OrderFacts> {
        let found = match self.who {
            Who::Nobody => None,
            Who::SignedIn(_) | Who::Proven { .. } => self.tools.order(&self.who, number),
        };
        let ids = found.iter().map(|order| order.number.clone()).collect();
        self.note("order_status", json!({ "order": number }), ids);
        found
    }

    pub(crate) fn orders(&mut self) -> Vec<OrderFacts> {
        let found = self.customer().map(|customer| self.tools.orders(&customer)).unwrap_or_default();
        self.note("list_orders", json!({}), found.iter().map(|order| order.number.clone()).collect());
        found
    }

    pub(crate) fn returnable_lines(&mut self, number: &str) -> Vec<LineFacts> {
        let found = match self.who {
            Who::Nobody => Vec::new(),
            Who::SignedIn(_) | Who::Proven { .. } => self.tools.returnable_lines(&self.who, number),
        };
        let ids = found.iter().map(|line| line.line.clone()).collect();
        self.note("returnable_lines", json!({ "order": number }), ids);
        found
    }

    pub(crate) fn begin_return(
        &mut self,
        number: &str,
        line: &str,
        units: u32,
        why: ReturnReason,
    ) -> Option<String> {
        let begun = self.tools.begin_return(&self.who, number, line, units, why);
        let arguments = json!({ "order": number, "line": line, "units": units, "reason": why });
        self.note("begin_return", arguments, begun.iter().cloned().collect());
        begun
    }

    pub(crate) fn stores(&mut self) -> Vec<StoreFacts> {
        let found = self.tools.stores();
        self.note("stores", json!({}), found.iter().map(|store| store.store.clone()).collect());
        found
    }

    pub(crate) fn availability(&mut self, item: &str) -> Vec<StockFacts> {
        let found = self.tools.availability(item);
        self.note("availability", json!({ "item": item }), vec![item.to_owned()]);
        found
    }

    pub(crate) fn search_items(&mut self, words: &str) -> Vec<ItemFacts> {
        let found = self.tools.search_items(words);
        let ids = found.iter().map(|item| item.item.clone()).collect();
        self.note("search_items", json!({ "words": words }), ids);
        found
    }

    pub(crate) fn item(&mut self, item: &str) -> Option<ItemFacts> {
        let found = self.tools.item(item);
        self.note("item", json!({ "item": item }), found.iter().map(|item| item.item.clone()).collect());
        found
    }

    pub(crate) fn price(&mut self, item: &str) -> Option<PriceFacts> {
        let found = self.tools.price(item);
        self.note("price", json!({ "item": item }), found.iter().map(|_| item.to_owned()).collect());
        found
    }

    pub(crate) fn points(&mut self) -> Option<u64> {
        let customer = self.customer();
        let found = customer.as_deref().and_then(|customer| self.tools.points(customer));
        self.note("points", json!({}), customer.filter(|_| found.is_some()).into_iter().collect());
        found
    }

    pub(crate) fn gift_cards(&mut self) -> Vec<GiftCardFacts> {
        let found = self.customer().map(|customer| self.tools.gift_cards(&customer)).unwrap_or_default();
        self.note("gift_cards", json!({}), found.iter().map(|card| card.ending.clone()).collect());
        found
    }
}
