//! The tables of phrases that come with the assistant: examples of intents, answers, and words for slots.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::words;

const INTENTS: &str = include_str!("../phrases/intents.txt");
const ANSWERS: &str = include_str!("../phrases/answers.txt");
const CONCEPTS: &str = include_str!("../phrases/concepts.txt");
const SLOTS: &str = include_str!("../phrases/slots.txt");

/// The lines of a table, each with the `== heading` that it stands under.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    table.lines().filter_map(move |line| match line.strip_prefix("== ") {
        Some(name) => {
            heading = name;
            None
        }
        None => Some((heading, line)).filter(|(_, line)| !line.is_empty()),
    })
}

fn by_language(line: &'static str) -> Option<(Language, &'static str)> {
    let (code, rest) = line.split_once(' ')?;
    Some((Language::of(code)?, rest))
}

/// Each example of each intent, by the intent's name.
pub(crate) fn examples() -> impl Iterator<Item = (&'static str, Language, &'static str)> {
    lines(INTENTS).filter_map(|(heading, line)| Some((heading, by_language(line)?))).flat_map(
        |(heading, (language, phrases))| phrases.split(" | ").map(move |phrase| (heading, language, phrase)),
    )
}

/// What words stand for in any language: a concept and the beginning of a word, or a whole one with `=` behind it.
pub(crate) fn concepts() -> impl Iterator<Item = (&'static str, &'static str)> {
    CONCEPTS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(concept, stems)| stems.split_whitespace().map(move |stem| (concept, stem)))
}

/// What is said, in each language, with `{places}` for facts.
pub(crate) struct Answers {
    texts: BTreeMap<(&'static str, Language), &'static str>,
}

impl Answers {
    pub(crate) fn load() -> Answers {
        let texts = lines(ANSWERS).filter_map(|(key, line)| {
            let (language, text) = by_language(line)?;
            Some(((key, language), text))
        });
        Answers { texts: texts.collect() }
    }

    /// One answer with its places filled. Facts are put in once and never looked at again, so that a fact with braces
    /// in it stays what it is.
    pub(crate) fn say(&self, key: &'static str, language: Language, facts: &[(&str, &str)]) -> String {
        let template = self.texts.get(&(key, language)).copied().unwrap_or_default();
        let mut said = String::new();
        for (index, part) in template.split('{').enumerate() {
            match part.split_once('}') {
                Some((place, after)) if index > 0 => {
                    said.push_str(facts.iter().find(|(name, _)| *name == place).map_or("", |(_, fact)| fact));
                    said.push_str(after);
                }
                _ => said.push_str(part),
            }
        }
        said.trim_end().to_owned()
    }

    pub(crate) fn samples(&self) -> impl Iterator<Item = (Language, &'static str)> {
        self.texts.iter().map(|((_, language), text)| (*language, *text))
    }
}

/// Words and phrases by the slot that they fill, folded, and in the order of the table.
pub(crate) struct SlotWords {
    pub(crate) rows: BTreeMap<&'static str, Vec<String>>,
}

impl SlotWords {
    pub(crate) fn load() -> SlotWords {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (slot, line) in lines(SLOTS) {
            let separator = if line.contains('|') { '|' } else { ' ' };
            rows.entry(slot)
                .or_default()
                .extend(line.split(separator).map(|word| words::words(word).join(" ")));
        }
        SlotWords { rows }
    }

    /// Whether one of the folded words fills the slot.
    pub(crate) fn any(&self, slot: &str, words: &[String]) -> bool {
        self.rows.get(slot).is_some_and(|row| words.iter().any(|word| row.contains(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_is_there_in_every_language_with_the_same_places() {
        let answers = Answers::load();
        let places = |text: &str| {
            let mut places: Vec<&str> =
                text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
            places.sort_unstable();
            places.join(" ")
        };
        for ((key, _), text) in &answers.texts {
            for language in Language::ALL {
                let other = answers.texts.get(&(key, language));
                assert_eq!(other.map(|other| places(other)), Some(places(text)), "{key} {language:?}");
            }
        }
    }

    #[test]
    fn a_fact_with_braces_is_only_a_fact() {
        let said = Answers::load().say("price", Language::En, &[("item", "{price}"), ("price", "7.00")]);
        assert_eq!(said, "{price} costs 7.00.");
    }
}
