//! A whole shop from one folder: products, stock, prices, customers, discounts and ways of delivery, in the shapes of the
//! Universal Commerce Protocol's sample shops.

use super::table::{self, Row};
use crate::reach::{Call, Engine, reason};
use anyhow::{Context, bail};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

mod people;
mod terms;

/// Things that are sent in one call.
const BATCH_MAX: usize = 1_000;

/// A shop that is being brought in.
pub(super) struct Shop<'a> {
    pub engine: &'a Engine,
    pub folder: &'a Path,
    /// In what its prices are.
    pub currency: &'a str,
    /// Where its stock is.
    pub site: &'a str,
}

/// A row by the names of its columns.
type Named = BTreeMap<String, String>;

impl Shop<'_> {
    /// Brings in what the folder has, each file after those that it speaks of.
    pub fn bring(&self) -> anyhow::Result<()> {
        let products = self.rows("products.csv")?.context(
            "products.csv is missing; a shop's folder has at least its products (id, title, price)",
        )?;
        self.put(&format!("/v1/sites/{}", self.site), &self.site_document())?;
        tell("products.csv", self.products(&products)?);
        self.each("inventory.csv", |shop, rows| shop.inventory(rows))?;
        self.each("shipping_rates.csv", |shop, rows| shop.shipping_rates(rows))?;
        self.each("discounts.csv", |shop, rows| shop.discounts(rows))?;
        self.customers()?;
        for file in ["payment_instruments.csv"] {
            if self.rows(file)?.is_some() {
                eprintln!("{file}: not needed: means of payment come from agents, as tokens");
            }
        }
        Ok(())
    }

    fn each(
        &self,
        file: &str,
        bring: impl Fn(&Self, &[Named]) -> anyhow::Result<usize>,
    ) -> anyhow::Result<()> {
        let Some(rows) = self.rows(file)? else { return Ok(()) };
        tell(file, bring(self, &rows).with_context(|| format!("import {file}"))?);
        Ok(())
    }

    /// The rows of a file, where it is there.
    fn rows(&self, file: &str) -> anyhow::Result<Option<Vec<Named>>> {
        let path = self.folder.join(file);
        if !path.exists() {
            return Ok(None);
        }
        let table = table::open(&path).with_context(|| format!("open {}", path.display()))?;
        let names = table.names;
        let named = |row: anyhow::Result<Row>| {
            let Row { line, cells, fault, .. } = row?;
            if let Some(fault) = fault {
                bail!("{file}: line {line}: {fault}");
            }
            Ok(names.iter().cloned().zip(cells).collect())
        };
        table.rows.map(named).collect::<anyhow::Result<Vec<Named>>>().map(Some)
    }

    fn site_document(&self) -> Value {
        json!({"name": self.site, "kind": "warehouse", "timezone": "UTC"})
    }

    /// What is sold, with its price.
    fn products(&self, rows: &[Named]) -> anyhow::Result<usize> {
        let mut items = Vec::with_capacity(rows.len());
        let mut prices = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, price) = (cell(row, "id")?, minor(row, "price")?);
            let mut attributes = Map::new();
            attributes.insert("list_price".to_owned(), price.into());
            attributes.insert("currency".to_owned(), self.currency.into());
            attributes.extend(some(row, "image_url").map(|url| ("image_url".to_owned(), url.into())));
            items.push(json!({"item": id, "name": cell(row, "title")?, "attributes": attributes}));
            prices.push(json!({"item": id, "unit_price": price}));
        }
        for some in items.chunks(BATCH_MAX) {
            self.post("/v1/items:batch", &json!({"items": some}))?;
        }
        self.price_list(&prices)?;
        Ok(rows.len())
    }

    /// What there is of it, as a count.
    fn inventory(&self, rows: &[Named]) -> anyhow::Result<usize> {
        let mut lines = Vec::with_capacity(rows.len());
        let mut seen = BTreeSet::new();
        for row in rows {
            let item = cell(row, "product_id")?;
            if !seen.insert(item) {
                bail!("{item} stands twice; give each product once");
            }
            lines.push(json!({"item": item, "counted": minor(row, "quantity")?}));
        }
        for some in lines.chunks(BATCH_MAX) {
            let count = json!({"site": self.site, "method": "manual", "lines": some});
            self.post("/v1/stock/counts", &count)?;
        }
        Ok(rows.len())
    }

    fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.ask("POST", path, body)
    }

    fn put(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.ask("PUT", path, body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let call = Call { method, path, content_type: "application/json", body: &body.to_string() };
        self.engine.ask(&call)?.map_err(|problem| anyhow::anyhow!("{path}: {}", reason(&problem)))
    }
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn tell(file: &str, rows: usize) {
    println!("{file}: {rows} rows, {rows} taken, 0 refused");
}

/// What a column says; it must say something.
fn cell<'a>(row: &'a Named, column: &str) -> anyhow::Result<&'a str> {
    some(row, column).with_context(|| format!("the column {column} is missing or empty; give it a value"))
}

/// What a column says, where it says something.
fn some<'a>(row: &'a Named, column: &str) -> Option<&'a str> {
    row.get(column).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// A whole number that is not below nothing.
fn minor(row: &Named, column: &str) -> anyhow::Result<i64> {
    let text = cell(row, column)?;
    let number: Option<i64> = text.parse().ok().filter(|number| *number >= 0);
    number.with_context(|| format!("{column} {text:?}: give a whole number, money in the smallest coin"))
}

/// A segment of a path.
pub(super) fn segment(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let write = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    name.bytes().map(write).collect()
}
