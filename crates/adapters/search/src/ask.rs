//! Asking: all words as they are typed first, then words that are nearly those, then some of them.

use crate::index::{Fields, Index, plain_code};
use crate::words::{folded, words};
use realtail_kernel::ItemId;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{TantivyError, Term};

/// Words that are looked at.
const WORDS_MAX: usize = 10;
/// From so many letters on a word may have one letter wrong, and from so many two.
const ONE_WRONG_LETTERS: usize = 4;
const TWO_WRONG_LETTERS: usize = 8;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Words, or the beginnings of them; everything where there are none.
    pub text: &'a str,
    /// Only what belongs to this category.
    pub category: Option<&'a str>,
    /// How many are wanted, at least one.
    pub limit: usize,
}

/// How well what was found answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched {
    /// All words are in each.
    All,
    /// Words that are nearly those.
    Nearly,
    /// Not all of the words.
    Some,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Best first, each with how well it fits.
    pub items: Vec<(ItemId, f32)>,
    /// How many there are in all.
    pub total: usize,
    /// How well they answer.
    pub matched: Matched,
}

pub(crate) fn find(index: &Index, asked: &Asked<'_>) -> Result<Found, TantivyError> {
    let mut words = words(asked.text);
    words.truncate(WORDS_MAX);
    if words.is_empty() && asked.text.chars().any(|c| !c.is_whitespace()) {
        // Signs alone are in no name.
        return Ok(Found { items: Vec::new(), total: 0, matched: Matched::All });
    }
    let fields = index.fields;
    let near = |word: &String| nearly(fields, word);
    let every = |of: &dyn Fn(&String) -> Box<dyn Query>, occur| -> Vec<(Occur, Box<dyn Query>)> {
        words.iter().map(|word| (occur, of(word))).collect()
    };
    let typed = with_code(fields, asked.text, every(&|word| typed(fields, word), Occur::Must));
    let found = run(index, asked, typed, Matched::All)?;
    if found.total > 0 || words.is_empty() {
        return Ok(found);
    }
    let found = run(index, asked, Box::new(BooleanQuery::new(every(&near, Occur::Must))), Matched::Nearly)?;
    if found.total > 0 || words.len() < 2 {
        return Ok(found);
    }
    run(index, asked, Box::new(BooleanQuery::new(every(&near, Occur::Should))), Matched::Some)
}

fn run(
    index: &Index,
    asked: &Asked<'_>,
    query: Box<dyn Query>,
    matched: Matched,
) -> Result<Found, TantivyError> {
    let query = match asked.category.map(folded) {
        Some(category) => {
            let category = term(index.fields.category, &category);
            let only: Box<dyn Query> = Box::new(ConstScoreQuery::new(category, 0.0));
            Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, only)]))
        }
        None => query,
    };
    let searcher = index.searcher();
    let best = TopDocs::with_limit(asked.limit.max(1)).order_by_score();
    let (best, total) = searcher.search(&query, &(best, Count))?;
    let mut items = Vec::with_capacity(best.len());
    for (score, at) in best {
        items.extend(index.item(&searcher, at)?.map(|item| (item, score)));
    }
    Ok(Found { items, total, matched })
}

/// A number or a GTIN beats all words.
fn with_code(fields: Fields, text: &str, words: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    if words.is_empty() {
        return Box::new(AllQuery);
    }
    let code = Box::new(BoostQuery::new(term(fields.code, &plain_code(text)), 100.0));
    let words: Box<dyn Query> = Box::new(BooleanQuery::new(words));
    Box::new(BooleanQuery::new(vec![(Occur::Should, code), (Occur::Should, words)]))
}

/// A word as it was typed, whole or begun: in the name it counts most.
fn typed(fields: Fields, word: &str) -> Box<dyn Query> {
    Box::new(DisjunctionMaxQuery::new(vec![
        Box::new(BoostQuery::new(term(fields.name, word), 4.0)),
        Box::new(BoostQuery::new(begun(fields.name, word, 0), 2.0)),
        Box::new(term_boxed(fields.other, word)),
        Box::new(BoostQuery::new(begun(fields.other, word, 0), 0.5)),
    ]))
}

/// A word with a letter wrong, or two.
fn nearly(fields: Fields, word: &str) -> Box<dyn Query> {
    let wrong = match word.chars().count() {
        0..ONE_WRONG_LETTERS => return typed(fields, word),
        ONE_WRONG_LETTERS..TWO_WRONG_LETTERS => 1,
        _ => 2,
    };
    let whole = |field| Box::new(FuzzyTermQuery::new(Term::from_field_text(field, word), wrong, true));
    Box::new(DisjunctionMaxQuery::new(vec![
        typed(fields, word),
        Box::new(BoostQuery::new(whole(fields.name), 1.0)),
        Box::new(BoostQuery::new(whole(fields.other), 0.5)),
        Box::new(BoostQuery::new(begun(fields.name, word, wrong), 0.25)),
        Box::new(BoostQuery::new(begun(fields.other, word, wrong), 0.1)),
    ]))
}

fn term_boxed(field: Field, word: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs)
}

fn term(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(term_boxed(field, word))
}

fn begun(field: Field, word: &str, wrong: u8) -> Box<dyn Query> {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, word), wrong, true))
}
