//! Rows of items and sites beside what the engine has of them: what a file does not speak of stays as it is.

use super::kinds::Made;
use super::{Kind, Refused, digest};
use realtail_vocabulary::{Item, Site};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The items or sites that the engine has.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// Each as JSON, which takes less room than its fields do.
    pub records: BTreeMap<String, String>,
    /// The fields that the file has columns for.
    pub spoken_of: Vec<&'static str>,
    /// Digests of the items or sites that stood in this file.
    seen: BTreeSet<String>,
}

impl Catalogue {
    /// Completes a row by what the engine has, and says whether it changes anything.
    pub fn complete(&mut self, kind: Kind, mut made: Made) -> Result<Made, Refused> {
        let name = if kind == Kind::Items { "item" } else { "site" };
        let id = made.text(name).unwrap_or_default().to_owned();
        if !self.seen.insert(digest(&[&id])) {
            let reason = "it stands in this file before; give each one once";
            return Err(made.refuse(name, reason.to_owned()));
        }
        let record =
            self.records.get(&id).and_then(|record| serde_json::from_str::<Map<String, Value>>(record).ok());
        let mut whole = record.clone().unwrap_or_default();
        whole.retain(|field, _| !self.spoken_of.contains(&field.as_str()));
        whole.append(&mut made.fields);
        if kind == Kind::Sites {
            for (field, usual) in [("kind", "store"), ("timezone", "UTC")] {
                let before = record.as_ref().and_then(|record| record.get(field)).cloned();
                whole.entry(field).or_insert_with(|| before.unwrap_or_else(|| json!(usual)));
            }
        }
        made.is_known = record.is_some_and(|record| is_same(kind, record, &whole));
        made.fields = whole;
        Ok(made)
    }
}

/// What cannot be read is not the same, and the engine will say what is wrong with it.
fn is_same(kind: Kind, record: Map<String, Value>, whole: &Map<String, Value>) -> bool {
    fn same<T: serde::de::DeserializeOwned + PartialEq>(one: Value, other: Value) -> bool {
        let read = |value| serde_json::from_value::<T>(value);
        matches!((read(one), read(other)), (Ok(one), Ok(other)) if one == other)
    }
    let (record, whole) = (Value::from(record), Value::from(whole.clone()));
    if kind == Kind::Items { same::<Item>(record, whole) } else { same::<Site>(record, whole) }
}
