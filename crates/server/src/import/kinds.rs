//! What the columns of each kind of file are called, and what a row becomes.

use super::table::Row;
use super::{Kind, Refused};
use anyhow::bail;
use realtail_kernel::{Gln, Gtin, Instant};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Text,
    Units,
    Minor,
    Degrees,
    Yes,
    Time,
    Gtin,
    Gln,
    Categories,
}

/// A column: the name of its field, what else it may be called in a file, how it is read, whether it must be there.
struct Column(&'static str, &'static [&'static str], Cell, bool);

const ITEM: &[&str] = &["sku", "item_id", "item_number", "article", "product", "product_id"];
const SITE: &[&str] = &["store", "site_id", "store_id", "location", "location_id", "warehouse"];
const QUANTITY: &[&str] = &["qty", "units", "on_hand", "stock", "count", "counted"];
const PRICE: &[&str] = &["price", "price_minor", "unit_price_minor"];

const ITEMS: &[Column] = &[
    Column("item", ITEM, Cell::Text, true),
    Column("name", &["description", "title", "item_name", "product_name"], Cell::Text, true),
    Column("gtin", &["ean", "upc", "barcode", "gtin13", "gtin14"], Cell::Gtin, false),
    Column("brand", &["brand_name"], Cell::Text, false),
    Column("categories", &["category", "department"], Cell::Categories, false),
    Column("unit", &["uom"], Cell::Text, false),
    Column("stocked", &[], Cell::Yes, false),
];
const SITES: &[Column] = &[
    Column("site", SITE, Cell::Text, true),
    Column("name", &["site_name", "store_name", "description"], Cell::Text, true),
    Column("kind", &["type"], Cell::Text, false),
    Column("timezone", &["tz", "time_zone"], Cell::Text, false),
    Column("gln", &[], Cell::Gln, false),
    Column("lat", &["latitude"], Cell::Degrees, false),
    Column("lon", &["lng", "longitude"], Cell::Degrees, false),
];
const STOCK: &[Column] = &[
    Column("item", ITEM, Cell::Text, true),
    Column("site", SITE, Cell::Text, true),
    Column("quantity", QUANTITY, Cell::Units, true),
    Column("zone", &["zone_id"], Cell::Text, false),
];
const PRICES: &[Column] = &[
    Column("item", ITEM, Cell::Text, true),
    Column("unit_price", PRICE, Cell::Minor, true),
    Column("site", SITE, Cell::Text, false),
    Column("channel", &[], Cell::Text, false),
    Column("valid_from", &["from"], Cell::Time, false),
];
const SALES: &[Column] = &[
    Column("sale", &["receipt", "sale_id", "receipt_id", "basket_id", "transaction", "transaction_id"], Cell::Text, true),
    Column("site", SITE, Cell::Text, true),
    Column("sold_at", &["time", "timestamp", "transaction_timestamp"], Cell::Time, true),
    Column("item", ITEM, Cell::Text, true),
    Column("quantity", QUANTITY, Cell::Units, true),
    Column("unit_price", PRICE, Cell::Minor, true),
    Column("till", &["register", "pos"], Cell::Text, false),
    Column("customer", &["customer_id"], Cell::Text, false),
];

fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Items => ITEMS,
        Kind::Sites => SITES,
        Kind::Stock => STOCK,
        Kind::Prices => PRICES,
        Kind::Sales => SALES,
        Kind::Customers => &[],
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn is_called(column: &Column, name: &str) -> bool {
    let name = plain(name);
    // A file that knows items by GTIN only may say so.
    column.0 == name || column.1.contains(&name.as_str()) || (column.0 == "item" && name == "gtin")
}

/// Where each column of a kind stands in a file.
pub(super) fn places(kind: Kind, names: &[String]) -> anyhow::Result<Vec<Option<usize>>> {
    let mut missing = Vec::new();
    let mut places = Vec::new();
    for column in columns(kind) {
        let exact = names.iter().position(|name| plain(name) == column.0);
        let place = exact.or_else(|| names.iter().position(|name| is_called(column, name)));
        if place.is_none() && column.3 {
            missing.push(format!("{} (or {})", column.0, column.1.join(", ")));
        }
        places.push(place);
    }
    if !missing.is_empty() {
        bail!("there is no column {}; the file has {}", missing.join(", and no column "), names.join(", "));
    }
    Ok(places)
}

/// Columns of a file that no field is read from.
pub(super) fn unused(kind: Kind, names: &[String]) -> Vec<&String> {
    names.iter().filter(|name| !columns(kind).iter().any(|column| is_called(column, name))).collect()
}

/// What a row became.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub line: u64,
    /// Its fields, by name.
    pub fields: Map<String, Value>,
    /// The receipt it belongs to.
    pub group: Option<String>,
}

/// Reads a row.
pub(super) fn make(kind: Kind, places: &[Option<usize>], row: &Row) -> Result<Made, Refused> {
    let mut fields = Map::new();
    for (column, place) in columns(kind).iter().zip(places) {
        let text = place.and_then(|place| row.cells.get(place)).map_or("", |cell| cell.trim());
        let refused = |reason: String| {
            let (column, value) = (column.0.to_owned(), text.to_owned());
            Refused { line: row.line, column, value, reason }
        };
        if text.is_empty() {
            if column.3 {
                return Err(refused("it is empty; give a value".to_owned()));
            }
            continue;
        }
        fields.insert(column.0.to_owned(), value(column.2, text).map_err(refused)?);
    }
    if kind == Kind::Sales && fields["quantity"] == 0 {
        let reason = "a line of a sale has one unit or more; leave the row out".to_owned();
        return Err(Refused { line: row.line, column: "quantity".to_owned(), value: "0".to_owned(), reason });
    }
    if kind == Kind::Sites {
        fields.entry("kind").or_insert_with(|| json!("store"));
        fields.entry("timezone").or_insert_with(|| json!("UTC"));
        if let (Some(lat), Some(lon)) = (fields.remove("lat"), fields.remove("lon")) {
            fields.insert("position".to_owned(), json!({"lat": lat, "lon": lon}));
        }
    }
    let group = fields.get("sale").and_then(Value::as_str).map(str::to_owned);
    Ok(Made { line: row.line, fields, group })
}

fn value(cell: Cell, text: &str) -> Result<Value, String> {
    match cell {
        Cell::Text => Ok(json!(text)),
        Cell::Units => units(text),
        Cell::Minor => text.parse::<i64>().map(Value::from).map_err(|_| {
            "prices are whole numbers of the smallest coin; write 199 for 1.99".to_owned()
        }),
        Cell::Degrees => text.parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::from).ok_or_else(|| {
            "it is no number of degrees; write it as in 52.52".to_owned()
        }),
        Cell::Yes => match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "y" => Ok(json!(true)),
            "false" | "no" | "0" | "n" => Ok(json!(false)),
            _ => Err("write true or false".to_owned()),
        },
        Cell::Time => text.parse::<Instant>().map(|time| json!(time.to_string())).map_err(|e| e.to_string()),
        Cell::Gtin => text.parse::<Gtin>().map(|_| json!(text)).map_err(|e| e.to_string()),
        Cell::Gln => text.parse::<Gln>().map(|_| json!(text)).map_err(|e| e.to_string()),
        Cell::Categories => {
            let parts = text.split(['>', '|', ';']).map(str::trim).filter(|part| !part.is_empty());
            Ok(Value::from(parts.map(str::to_owned).collect::<Vec<_>>()))
        }
    }
}

fn units(text: &str) -> Result<Value, String> {
    match text.parse::<i64>() {
        Ok(units) if units >= 0 => Ok(json!(units)),
        Ok(_) => Err("there is no less than nothing; give 0 or more".to_owned()),
        Err(_) if text.parse::<f64>().is_ok() => Err(
            "quantities are whole numbers of the item's unit; write 1250 for 1.25 kg of an item that is sold in g".to_owned(),
        ),
        Err(_) => Err("it is no number; give the units as digits only".to_owned()),
    }
}

/// Items and sites that the engine knows, and those that are to be made.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub items: BTreeSet<String>,
    pub sites: BTreeSet<String>,
    /// Made before what needs them is sent.
    pub missing: BTreeMap<(&'static str, String), ()>,
    /// Sites and items that were counted in this file.
    counted: BTreeSet<(String, String, String)>,
}

impl Known {
    /// Refuses what is unknown where it may not be made.
    pub fn admit(&mut self, made: Made, create: bool) -> Result<Made, Refused> {
        let is_catalogue = self.items.is_empty() && self.sites.is_empty() && made.fields.contains_key("name");
        if is_catalogue {
            return Ok(made);
        }
        for what in ["item", "site"] {
            let Some(id) = made.fields.get(what).and_then(Value::as_str) else { continue };
            let known = if what == "item" { &mut self.items } else { &mut self.sites };
            if known.contains(id) || known.contains(&format!("{id:0>14}")) {
                continue;
            }
            if !create {
                let reason = format!(
                    "there is no such {what}; import it first, or say --create-missing to make it with its number for a name"
                );
                return Err(Refused { line: made.line, column: what.to_owned(), value: id.to_owned(), reason });
            }
            known.insert(id.to_owned());
            self.missing.insert((what, id.to_owned()), ());
        }
        if made.group.is_none() && made.fields.contains_key("quantity") {
            let text = |name: &str| made.fields.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
            let (item, site, zone) = (text("item"), text("site"), text("zone"));
            if !self.counted.insert((site, zone, item.clone())) {
                let reason = "it stands in this file before; give each item once for a site and zone".to_owned();
                return Err(Refused { line: made.line, column: "item".to_owned(), value: item, reason });
            }
        }
        Ok(made)
    }
}
