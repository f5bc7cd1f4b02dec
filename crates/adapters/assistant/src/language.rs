//! Which of nine languages a message is in, by triples of letters (Cavnar and Trenkle, 1994; here as naive Bayes).

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The languages that are understood and answered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English, where nothing else is known.
    #[default]
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Polish.
    Pl,
    /// Turkish.
    Tr,
}

use Language::{De, En, Es, Fr, It, Nl, Pl, Pt, Tr};

impl Language {
    /// All of them.
    pub const ALL: [Language; 9] = [En, De, Es, Fr, It, Pt, Nl, Pl, Tr];

    /// By its two letters of ISO 639-1.
    pub fn of(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Two letters of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            En => "en",
            De => "de",
            Es => "es",
            Fr => "fr",
            It => "it",
            Pt => "pt",
            Nl => "nl",
            Pl => "pl",
            Tr => "tr",
        }
    }
}

/// Tells languages apart by what was written in each.
#[derive(Default)]
pub(crate) struct Languages {
    /// Per triple or whole word, how often it was seen in each language.
    seen: FxHashMap<String, [f32; 9]>,
    totals: [f32; 9],
}

/// How much likelier, as a logarithm, a message is in the language of those before it.
const STAYS: f32 = 8.0;
/// And in English, where there are none before it.
const FIRST: f32 = 2.0;

impl Languages {
    /// Counts what a sample in a language is made of.
    pub(crate) fn learn(&mut self, language: Language, sample: &str) {
        for feature in features(sample) {
            self.seen.entry(feature).or_default()[language as usize] += 1.0;
            self.totals[language as usize] += 1.0;
        }
    }

    /// The likeliest language, given the one of the conversation so far.
    pub(crate) fn of(&self, message: &str, before: Option<Language>) -> Language {
        let known = |word: &str| self.seen.contains_key(&word.to_lowercase());
        if !message.split(|c: char| !c.is_alphabetic()).any(known) {
            return before.unwrap_or_default();
        }
        let mut scores = [0f32; 9];
        scores[before.unwrap_or_default() as usize] = if before.is_some() { STAYS } else { FIRST };
        for feature in features(message) {
            let Some(seen) = self.seen.get(&feature) else { continue };
            for (score, (count, total)) in scores.iter_mut().zip(seen.iter().zip(&self.totals)) {
                *score += ((count + 0.3) / (total + 1_000.0)).ln();
            }
        }
        // The first of the best.
        let best = Language::ALL.into_iter().rev();
        best.max_by(|one, other| scores[*one as usize].total_cmp(&scores[*other as usize]))
            .unwrap_or_default()
    }
}

fn features(text: &str) -> Vec<String> {
    let mut features = Vec::new();
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        features.extend(letters.windows(3).map(|triple| triple.iter().collect()));
        features.push(word.to_owned());
    }
    features
}
