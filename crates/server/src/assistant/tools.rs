//! The shop as the assistant's tools: each is a question to the interface's own desk.

use realtail_api::{Asker, ShopDesk, ShopItem, ShopOrder, ShopOrderState, ShopReturn};
use realtail_assistant::tools::{
    GiftCardFacts, ItemFacts, LineFacts, OrderFacts, OrderState, PriceFacts, ReturnReason, StockFacts,
    StoreFacts,
};
use realtail_assistant::{HandOver, Tools, Who};

/// The shop, asked for somebody.
pub(super) struct Asked<'a> {
    pub shop: &'a ShopDesk,
    pub asker: &'a Asker,
}

fn asker(who: &Who) -> Asker {
    match who {
        Who::Nobody => Asker::Nobody,
        Who::SignedIn(customer) => Asker::Customer(customer.clone()),
        Who::Proven { contact } => Asker::Contact(contact.clone()),
    }
}

fn order(found: ShopOrder) -> OrderFacts {
    let ShopOrder { number, state, detail, refund, items } = found;
    let state = match state {
        ShopOrderState::Placed => OrderState::Placed,
        ShopOrderState::Packed => OrderState::Packed,
        ShopOrderState::Ready => OrderState::Ready,
        ShopOrderState::Shipped => OrderState::Shipped,
        ShopOrderState::Delivered => OrderState::Delivered,
        ShopOrderState::Returned => OrderState::Returned,
        ShopOrderState::Cancelled => OrderState::Cancelled,
    };
    OrderFacts { number, state, detail, refund, items }
}

fn item(found: ShopItem) -> ItemFacts {
    let ShopItem { item, name, attributes } = found;
    ItemFacts { item, name, attributes }
}

fn reason(why: ReturnReason) -> &'static str {
    match why {
        ReturnReason::TooSmall => "too_small",
        ReturnReason::TooLarge => "too_large",
        ReturnReason::NotAsDescribed => "not_as_described",
        ReturnReason::ChangedMind => "changed_my_mind",
        ReturnReason::Unsaid => "unsaid",
    }
}

impl Tools for Asked<'_> {
    fn order(&mut self, who: &Who, number: &str) -> Option<OrderFacts> {
        self.shop.order(&asker(who), number).map(order)
    }

    fn orders(&mut self, customer: &str) -> Vec<OrderFacts> {
        self.shop.orders(customer).into_iter().map(order).collect()
    }

    fn returnable_lines(&mut self, who: &Who, number: &str) -> Vec<LineFacts> {
        let found = self.shop.returnable(&asker(who), number).into_iter();
        found.map(|line| LineFacts { line: line.line, item: line.item, units: line.units }).collect()
    }

    fn begin_return(
        &mut self,
        who: &Who,
        number: &str,
        line: &str,
        units: u32,
        why: ReturnReason,
    ) -> Option<String> {
        let (order, line) = (number.to_owned(), line.to_owned());
        self.shop.begin_return(&asker(who), ShopReturn { order, line, units, reason: reason(why) })
    }

    fn stores(&mut self) -> Vec<StoreFacts> {
        let store = |store: realtail_api::ShopStore| StoreFacts {
            store: store.store,
            name: store.name,
            address: store.address,
            hours: store.hours,
        };
        self.shop.stores().into_iter().map(store).collect()
    }

    fn availability(&mut self, item: &str) -> Vec<StockFacts> {
        let found = self.shop.availability(item).into_iter();
        found.map(|stock| StockFacts { store: stock.store, units: stock.units }).collect()
    }

    fn search_items(&mut self, words: &str) -> Vec<ItemFacts> {
        self.shop.search(words).into_iter().map(item).collect()
    }

    fn item(&mut self, key: &str) -> Option<ItemFacts> {
        self.shop.item(key).map(item)
    }

    fn price(&mut self, item: &str) -> Option<PriceFacts> {
        let customer = match self.asker {
            Asker::Customer(customer) => Some(customer.as_str()),
            Asker::Nobody | Asker::Contact(_) => None,
        };
        let found = self.shop.price(customer, item)?;
        Some(PriceFacts { price: found.price, promotion: found.promotion })
    }

    fn points(&mut self, customer: &str) -> Option<u64> {
        self.shop.points(customer)
    }

    fn gift_cards(&mut self, customer: &str) -> Vec<GiftCardFacts> {
        let cards = self.shop.gift_cards(customer).into_iter();
        cards.map(|card| GiftCardFacts { ending: card.ending, balance: card.balance }).collect()
    }

    /// What the answer carries is logged by the interface, before the answer is told.
    fn hand_over(&mut self, _: &HandOver) {}
}
