//! What a sentence is worded with: words, pairs of words, pieces of words, and what its words stand for in any language.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::phrases;
use crate::words;

/// How heavily each kind of feature counts, against a word that counts one.
const PAIR: f32 = 0.6;
const PIECE: f32 = 0.4;
const PIECE_LETTERS: std::ops::RangeInclusive<usize> = 3..=5;
const CONCEPT: f32 = 2.5;
const CONCEPTS: f32 = 0.8;
/// How much of the rarest a feature weighs that no example has: names and the like should not drown the rest.
const UNSEEN: f32 = 0.35;

/// Weighs features by how rare they are among examples.
pub(crate) struct Wording {
    rarity: FxHashMap<u64, f32>,
    rarest: f32,
    /// The words of the examples, to which slips of the finger are put right.
    known: BTreeSet<String>,
    stems: BTreeMap<String, Vec<Stem>>,
}

/// What a word, or the beginning of words, stands for.
#[derive(Clone)]
struct Stem {
    concept: &'static str,
    whole: bool,
}

impl Wording {
    pub(crate) fn learn<'a>(sentences: impl Iterator<Item = &'a str> + Clone) -> Wording {
        let known = sentences.clone().flat_map(words::words).collect();
        let mut stems: BTreeMap<String, Vec<Stem>> = BTreeMap::new();
        for (concept, stem) in phrases::concepts() {
            let whole = stem.ends_with('=');
            stems.entry(words::fold(stem.trim_end_matches('='))).or_default().push(Stem { concept, whole });
        }
        let mut wording = Wording { rarity: FxHashMap::default(), rarest: 1.0, known, stems };
        let mut all = 0.0;
        for sentence in sentences {
            all += 1.0;
            for (feature, _) in wording.features(sentence) {
                *wording.rarity.entry(feature).or_default() += 1.0;
            }
        }
        wording.rarity.values_mut().for_each(|seen| *seen = ((1.0f32 + all) / (1.0 + *seen)).ln());
        wording.rarest = (1.0 + all).ln();
        wording
    }

    /// A sentence's features as shares of a vector of length one, in a fixed order.
    pub(crate) fn of(&self, sentence: &str) -> Vec<(u64, f32)> {
        let mut features = self.features(sentence);
        for (feature, weight) in &mut features {
            *weight *= self.rarity.get(feature).copied().unwrap_or(self.rarest * UNSEEN);
        }
        let length =
            features.iter().map(|(_, share)| share * share).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        features.iter_mut().for_each(|(_, share)| *share /= length);
        features
    }

    fn features(&self, text: &str) -> Vec<(u64, f32)> {
        let words: Vec<String> = words::words(text).into_iter().map(|word| self.put_right(word)).collect();
        let mut features: Vec<(u64, f32)> =
            words.iter().map(|word| (words::hash(&["word", word]), 1.0)).collect();
        features.extend(words.windows(2).map(|pair| (words::hash(&["pair", &pair[0], &pair[1]]), PAIR)));
        for word in &words {
            let letters: Vec<char> = format!("<{word}>").chars().collect();
            let pieces = PIECE_LETTERS.flat_map(|length| letters.windows(length));
            let pieces = pieces.map(|piece| piece.iter().collect::<String>());
            features.extend(pieces.map(|piece| (words::hash(&["piece", &piece]), PIECE)));
        }
        let concepts: BTreeSet<&str> = words.iter().flat_map(|word| self.concepts(word)).collect();
        for (index, concept) in concepts.iter().enumerate() {
            features.push((words::hash(&["concept", concept]), CONCEPT));
            let before = concepts.iter().take(index);
            features.extend(before.map(|other| (words::hash(&["concepts", other, concept]), CONCEPTS)));
        }
        features.sort_by_key(|(feature, _)| *feature);
        features.dedup_by_key(|(feature, _)| *feature);
        features
    }

    /// Whether a folded word occurs in any example, or stands for something.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.known.contains(word) || !self.concepts(word).is_empty()
    }

    /// The known word that was meant, where the word itself is not known.
    fn put_right(&self, word: String) -> String {
        if word.len() < 5 || self.knows(&word) {
            return word;
        }
        let letter = word.chars().next().unwrap_or_default();
        let next = char::from_u32(u32::from(letter) + 1).unwrap_or(char::MAX);
        // Hardly anybody misses the first letter.
        let near =
            self.known.range(letter.to_string()..next.to_string()).find(|known| words::alike(&word, known));
        near.cloned().unwrap_or(word)
    }

    fn concepts(&self, word: &str) -> Vec<&'static str> {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let stems = ends.filter_map(|end| Some((end, self.stems.get(&word[..end])?)));
        let fits =
            stems.flat_map(|(end, stems)| stems.iter().filter(move |stem| !stem.whole || end == word.len()));
        fits.map(|stem| stem.concept).collect()
    }
}
