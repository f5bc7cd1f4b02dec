//! Which items and which store a message names, by the words of their names.

use crate::tools::{ItemFacts, StoreFacts, Tools};
use crate::words::{alike, words};

/// What a message names of the shop's things.
pub(super) struct Mentioned {
    /// The items whose names share the most words with the message, and how many words that is.
    pub(super) items: Vec<ItemFacts>,
    shared: usize,
    pub(super) store: Option<StoreFacts>,
    /// The message without those names.
    pub(super) rest: String,
}

/// How many items are looked at.
const ITEMS_MAX: usize = 12;

impl Mentioned {
    pub(super) fn find(tools: &mut dyn Tools, message: &str) -> Mentioned {
        let said = words(message);
        let candidates = if said.is_empty() { Vec::new() } else { tools.search_items(message) };
        let (items, shared) = best(candidates, &said, |item| &item.name);
        let named = |store: &StoreFacts| {
            words(&store.name).iter().all(|part| said.iter().any(|word| alike(word, part)))
        };
        let store = tools.stores().into_iter().find(named);
        let mut names: Vec<String> = store.iter().flat_map(|store| words(&store.name)).collect();
        if shared >= 2 {
            names.extend(items.iter().flat_map(|item| words(&item.name)));
        }
        let kept = |token: &&str| !words(token).iter().any(|word| names.iter().any(|name| alike(word, name)));
        let rest = message.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ");
        let ends =
            message.trim_end().chars().last().filter(|end| "?!.".contains(*end) && !rest.ends_with(*end));
        let rest = rest + &ends.map(String::from).unwrap_or_default();
        Mentioned { items, shared, store, rest }
    }

    /// Whether an item is named well enough to say what the message is about.
    pub(super) fn is_item(&self) -> bool {
        self.shared >= 2 && !self.items.is_empty()
    }

    /// Whether an item may be named.
    pub(super) fn any_item(&self) -> bool {
        !self.items.is_empty()
    }
}

/// Whether a person seems to be named: two words with capitals side by side that no example knows.
pub(super) fn names_person(text: &str, knows: impl Fn(&str) -> bool) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let name = |token: &str| {
        let mut letters = token.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
        capital && words(token).first().is_some_and(|word| !knows(word))
    };
    tokens.windows(2).any(|pair| name(pair[0]) && name(pair[1]) && pair[0].ends_with(char::is_alphanumeric))
}

/// Of some named things, those that share the most words with what was said, and how many.
pub(super) fn best<T>(things: Vec<T>, said: &[String], name: impl Fn(&T) -> &String) -> (Vec<T>, usize) {
    let shared = |thing: &T| {
        let parts = words(name(thing)).into_iter().filter(|part| part.chars().count() >= 3);
        parts.filter(|part| said.iter().any(|word| alike(word, part))).count()
    };
    let counted: Vec<(T, usize)> = things
        .into_iter()
        .take(ITEMS_MAX)
        .map(|thing| {
            let count = shared(&thing);
            (thing, count)
        })
        .collect();
    let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let kept = counted.into_iter().filter(|(_, count)| *count == most && most > 0);
    (kept.map(|(thing, _)| thing).collect(), most)
}
