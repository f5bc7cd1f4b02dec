//! Items: where they are, what the catalogue says of them, what they cost.

use serde_json::json;

use crate::conversation::{Answer, Kind, Reason, State, Wanted};
use crate::intent::Intent;
use crate::slots::Slots;
use crate::tools::ItemFacts;
use crate::words::{plain, words};

use super::Talk;

/// How many items are named when it is asked which.
const LISTED_MAX: usize = 5;

impl Talk<'_> {
    pub(super) fn of_item(&mut self, intent: Intent) -> Answer {
        let item = match self.item_for(intent) {
            Ok(item) => item,
            Err(answer) => return *answer,
        };
        match intent {
            Intent::Availability => self.stock(&item),
            Intent::Price => match self.desk.price(&item.item) {
                Some(price) => {
                    let facts = [
                        ("item", plain(&item.name)),
                        ("price", plain(&price.price)),
                        ("promotion", plain(&price.promotion)),
                    ];
                    let facts = facts.each_ref().map(|(place, fact)| (*place, fact.as_str()));
                    self.say("price", Kind::Told, &facts)
                }
                None => self.silent(&item),
            },
            _ => self.attributes(&item),
        }
    }

    fn item_for(&mut self, intent: Intent) -> Result<ItemFacts, Box<Answer>> {
        let found = std::mem::take(&mut self.named.items);
        match &found[..] {
            [] => {}
            [item] => {
                self.conversation.item = Some(item.item.clone());
                return self.desk.item(&item.item).ok_or_else(|| Box::new(self.unknown()));
            }
            _ => {
                let ids = found.iter().map(|item| item.item.clone()).collect();
                self.desk.note("search_items", json!({ "words": self.slots.rest }), ids);
                let names: Vec<String> =
                    found.iter().take(LISTED_MAX).map(|item| plain(&item.name)).collect();
                self.conversation.state = State::AskedItem { intent };
                let facts = [("list", names.join(", "))];
                let facts = facts.each_ref().map(|(place, fact)| (*place, fact.as_str()));
                return Err(Box::new(self.say("which_of_items", Kind::Asked(Wanted::Item), &facts)));
            }
        }
        if let Some(item) = self.conversation.item.clone()
            && let Some(item) = self.desk.item(&item)
        {
            return Ok(item);
        }
        self.conversation.state = State::AskedItem { intent };
        Err(Box::new(self.say("which_item", Kind::Asked(Wanted::Item), &[])))
    }

    fn stock(&mut self, item: &ItemFacts) -> Answer {
        let stock = self.desk.availability(&item.item);
        let stores = self.desk.stores();
        let asked = self.named.store.clone().map(|store| store.store).or(self.conversation.store.clone());
        let name = |key: &str| {
            stores.iter().find(|store| store.store == key).map_or(String::new(), |store| plain(&store.name))
        };
        let listed: Vec<String> = match asked {
            Some(asked) => {
                let units = stock.iter().find(|stock| stock.store == asked).map_or(0, |stock| stock.units);
                vec![format!("{} {units}", name(&asked))]
            }
            None => {
                let some = stock.iter().filter(|stock| stock.units > 0);
                some.map(|stock| format!("{} {}", name(&stock.store), stock.units)).collect()
            }
        };
        let item = plain(&item.name);
        if listed.is_empty() {
            return self.say("no_stock", Kind::Told, &[("item", &item)]);
        }
        self.say("stock", Kind::Told, &[("item", &item), ("list", &listed.join(", "))])
    }

    /// Only what the catalogue says: the attributes asked for, or all where none was named.
    fn attributes(&mut self, item: &ItemFacts) -> Answer {
        let table = &self.assistant.slot_words;
        let said = words(&self.named.rest);
        let topics: Vec<&Vec<String>> = table
            .rows
            .iter()
            .filter(|(slot, row)| slot.starts_with("topic_") && said.iter().any(|word| row.contains(word)))
            .map(|(_, row)| row)
            .collect();
        let fits = |name: &str| {
            topics.is_empty() || words(name).iter().any(|word| topics.iter().any(|row| row.contains(word)))
        };
        let listed: Vec<String> = item
            .attributes
            .iter()
            .filter(|(name, _)| fits(name))
            .map(|(name, value)| (plain(name), self.fact(value)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        if listed.is_empty() {
            return self.silent(item);
        }
        self.say("item_says", Kind::Told, &[("item", &plain(&item.name)), ("list", &listed.join("; "))])
    }

    /// What the catalogue says, without sentences that give orders, or that name orders or ways to reach somebody: whoever
    /// writes into the catalogue should not speak through the assistant.
    pub(super) fn fact(&self, value: &str) -> String {
        let value = plain(value);
        let parts = value.split_inclusive(". ").filter(|part| {
            let slots = Slots::read(part);
            slots.order.is_none() && slots.contact.is_none() && !self.assistant.meddles(part)
        });
        parts.collect::<String>().trim_end().to_owned()
    }

    fn silent(&mut self, item: &ItemFacts) -> Answer {
        self.conversation.state = State::Offered { reason: Reason::Unknown };
        self.say("item_silent", Kind::Unknown, &[("item", &plain(&item.name))])
    }
}
