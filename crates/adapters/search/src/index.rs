//! The index itself: its fields, and an item as it stands in them.

use crate::words::{FOLDED, analyser, folded, joined};
use realtail_kernel::ItemId;
use realtail_vocabulary::Item;
use std::sync::{PoisonError, RwLock};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::{DocAddress, IndexReader, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

/// Where things stand.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// The item's number, whole: by it an older version is taken out.
    pub key: Field,
    /// Words of its name.
    pub name: Field,
    /// Words of its brand and categories.
    pub other: Field,
    /// Its number and its GTIN, in the forms in which people give them.
    pub code: Field,
    /// Its categories, each whole.
    pub category: Field,
    /// Its place in the list of numbers.
    pub number: Field,
}

pub(crate) struct Index {
    pub index: tantivy::Index,
    pub fields: Fields,
    reader: IndexReader,
    /// The items by the numbers that they have in the index.
    items: RwLock<Vec<ItemId>>,
}

impl Index {
    pub fn new() -> Result<Index, TantivyError> {
        let mut schema = Schema::builder();
        let fields = Fields {
            key: schema.add_text_field("key", STRING),
            name: words_in(&mut schema, "name"),
            other: words_in(&mut schema, "other"),
            code: schema.add_text_field("code", STRING),
            category: schema.add_text_field("category", STRING),
            number: schema.add_u64_field("number", NumericOptions::default().set_fast()),
        };
        let index = tantivy::Index::create_in_ram(schema.build());
        index.tokenizers().register(FOLDED, analyser());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index { index, fields, reader, items: RwLock::default() })
    }

    /// What was committed before the last [`Index::show`].
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Lets all that is committed be found.
    pub fn show(&self) -> Result<(), TantivyError> {
        self.reader.reload()
    }

    /// The number of an item that was not in the index.
    pub fn number(&self, item: &ItemId) -> u64 {
        let mut items = self.items.write().unwrap_or_else(PoisonError::into_inner);
        items.push(item.clone());
        items.len() as u64 - 1
    }

    /// The item at a place of the index.
    pub fn item(&self, searcher: &Searcher, at: DocAddress) -> Result<Option<ItemId>, TantivyError> {
        let numbers = searcher.segment_reader(at.segment_ord).fast_fields().u64("number")?;
        let Some(number) = numbers.first(at.doc_id) else { return Ok(None) };
        let items = self.items.read().unwrap_or_else(PoisonError::into_inner);
        Ok(usize::try_from(number).ok().and_then(|number| items.get(number)).cloned())
    }

    /// An item as it stands in the index.
    pub fn document(&self, item: &Item, number: u64) -> TantivyDocument {
        let Fields { key, name, other, code, category, number: place } = self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(key, item.item.as_str());
        document.add_text(name, joined(item.name.as_str()));
        for label in item.brand.iter().chain(&item.categories) {
            document.add_text(other, joined(label.as_str()));
        }
        for form in codes(item) {
            document.add_text(code, form);
        }
        for label in &item.categories {
            document.add_text(category, folded(label.as_str()));
        }
        document.add_u64(place, number);
        document
    }
}

fn words_in(schema: &mut SchemaBuilder, field: &str) -> Field {
    let words =
        TextFieldIndexing::default().set_tokenizer(FOLDED).set_index_option(IndexRecordOption::WithFreqs);
    schema.add_text_field(field, TextOptions::default().set_indexing_options(words))
}

/// A code as people type it: without the zeros that a till puts before it.
pub(crate) fn plain_code(code: &str) -> String {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let plain = code.trim_start_matches('0');
    if plain.is_empty() { code.to_lowercase() } else { plain.to_lowercase() }
}

fn codes(item: &Item) -> impl Iterator<Item = String> {
    let gtin = item.gtin.as_ref().map(|gtin| plain_code(&gtin.to_string()));
    [Some(plain_code(item.item.as_str())), gtin].into_iter().flatten()
}
