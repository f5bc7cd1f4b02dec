//! Stores: when they are open and where they are.

use crate::conversation::{Answer, Kind, State, Wanted};
use crate::intent::Intent;
use crate::slots::day;
use crate::tools::StoreFacts;
use crate::words::plain;

use super::Talk;

impl Talk<'_> {
    pub(super) fn of_store(&mut self, intent: Intent) -> Answer {
        let stores = self.desk.stores();
        let named = self.named.store.as_ref().map(|store| store.store.clone());
        let meant = named.or(self.conversation.store.clone());
        let found = match &stores[..] {
            [only] => Some(only),
            _ => stores.iter().find(|store| Some(&store.store) == meant.as_ref()),
        };
        self.conversation.store = found.map(|store| store.store.clone());
        match (found, intent) {
            (Some(store), Intent::StoreHours) => self.hours(store),
            (Some(store), _) => self.say("stores", Kind::Told, &[("list", &place(store))]),
            (None, Intent::StoreHours) => {
                let names: Vec<String> = stores.iter().map(|store| plain(&store.name)).collect();
                self.conversation.state = State::AskedStore { intent };
                self.say("which_store", Kind::Asked(Wanted::Store), &[("list", &names.join(", "))])
            }
            (None, _) => {
                let places: Vec<String> = stores.iter().map(place).collect();
                self.say("stores", Kind::Told, &[("list", &places.join("; "))])
            }
        }
    }

    fn hours(&mut self, store: &StoreFacts) -> Answer {
        if store.hours.iter().all(String::is_empty) {
            // Nobody has said when it is open.
            return self.unknown();
        }
        let hours = match day(self.message, &self.assistant.slot_words) {
            Some(day) => plain(&store.hours[day]),
            None => store.hours.each_ref().map(|hours| plain(hours)).join(", "),
        };
        self.desk.note("store_hours", serde_json::json!({ "store": store.store }), vec![store.store.clone()]);
        self.say("hours", Kind::Told, &[("store", &plain(&store.name)), ("hours", &hours)])
    }
}

fn place(store: &StoreFacts) -> String {
    format!("{}, {}", plain(&store.name), plain(&store.address))
}
