//! What of a model's answer may be let out: cited, and carried by what is cited.

use serde::Deserialize;

use crate::conversation::Source;
use crate::words::{alike, words};

/// What a tool found for the model.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) source: Source,
    /// As JSON.
    pub(super) data: String,
}

/// An answer that may go out.
#[derive(Debug)]
pub(super) struct Spoken {
    pub(super) answer: String,
    pub(super) sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    answer: String,
    sources: Vec<String>,
}

const LETTERS_MAX: usize = 800;
/// The share of an answer's longer words that must stand in what it cites.
const CARRIED_MIN: f64 = 0.5;
const LONGER_LETTERS_MIN: usize = 4;

/// The answer, or why it stays in. Each figure must stand in a cited source, and so must half of the longer words, so
/// that what no source says cannot hide behind one. That keeps in some good answers as well: they are then given in the
/// assistant's own words.
pub(super) fn let_out(content: &str, found: &[Found]) -> Result<Spoken, &'static str> {
    let said: Said =
        serde_json::from_str(content.trim()).map_err(|_| "it is not the JSON that was asked for")?;
    let cited: Vec<&Found> = found.iter().filter(|found| said.sources.contains(&found.id)).collect();
    if cited.is_empty() || cited.len() != said.sources.len() {
        return Err("it cites no source, or one that is not there");
    }
    if said.answer.len() > LETTERS_MAX || said.answer.contains(['<', '@', '[']) || said.answer.contains("://")
    {
        return Err("it is too long, or has markup, addresses or links in it");
    }
    let carried: Vec<String> = cited.iter().flat_map(|found| words(&found.data)).collect();
    let spoken = words(&said.answer);
    let figure = |word: &&String| word.chars().any(|c| c.is_ascii_digit());
    if spoken.iter().filter(figure).any(|word| !carried.contains(word)) {
        return Err("it has a figure that no cited source has");
    }
    let longer: Vec<&String> =
        spoken.iter().filter(|word| word.chars().count() >= LONGER_LETTERS_MIN).collect();
    let held = longer.iter().filter(|word| carried.iter().any(|theirs| alike(word, theirs))).count();
    if longer.is_empty() || (held as f64) < CARRIED_MIN * longer.len() as f64 {
        return Err("it says what the cited sources do not say");
    }
    let sources = cited.into_iter().map(|found| found.source.clone()).collect();
    Ok(Spoken { answer: said.answer, sources })
}
