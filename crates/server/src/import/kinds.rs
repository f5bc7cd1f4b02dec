//! What the columns of each kind of file are called, and what a row becomes.

use super::table::Row;
use super::{Kind, Refused};
use anyhow::bail;
use realtail_kernel::{CustomerId, Gln, Gtin, Instant, ItemId, Quantity, SaleId, SiteId, ZoneId};
use serde_json::{Map, Value, json};

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Text,
    Item,
    Site,
    Zone,
    Sale,
    Customer,
    Units,
    Minor,
    Degrees,
    Yes,
    Time,
    Gtin,
    Gln,
    Categories,
    Currency,
    Groups,
}

/// A column: the name of its field, what else it may be called in a file, how it is read, whether it must be there.
struct Column(&'static str, &'static [&'static str], Cell, bool);

const ITEM: &[&str] = &["sku", "item_id", "item_number", "article", "product", "product_id"];
const SITE: &[&str] = &["store", "site_id", "store_id", "location", "location_id", "warehouse"];
const QUANTITY: &[&str] = &["qty", "units", "on_hand", "stock", "count", "counted"];
const RECEIPT: &[&str] = &["receipt", "sale_id", "receipt_id", "basket_id", "transaction", "transaction_id"];
const PRICE: &[&str] = &["price", "price_minor", "unit_price_minor"];

const ITEMS: &[Column] = &[
    Column("item", ITEM, Cell::Item, true),
    Column("name", &["description", "title", "item_name", "product_name"], Cell::Text, true),
    Column("gtin", &["ean", "upc", "barcode", "gtin13", "gtin14"], Cell::Gtin, false),
    Column("brand", &["brand_name"], Cell::Text, false),
    Column("categories", &["category", "department"], Cell::Categories, false),
    Column("unit", &["uom"], Cell::Text, false),
    Column("stocked", &[], Cell::Yes, false),
];
const SITES: &[Column] = &[
    Column("site", SITE, Cell::Site, true),
    Column("name", &["site_name", "store_name", "description"], Cell::Text, true),
    Column("kind", &["type"], Cell::Text, false),
    Column("timezone", &["tz", "time_zone"], Cell::Text, false),
    Column("gln", &[], Cell::Gln, false),
    Column("lat", &["latitude"], Cell::Degrees, false),
    Column("lon", &["lng", "longitude"], Cell::Degrees, false),
];
const STOCK: &[Column] = &[
    Column("item", ITEM, Cell::Item, true),
    Column("site", SITE, Cell::Site, true),
    Column("quantity", QUANTITY, Cell::Units, true),
    Column("zone", &["zone_id"], Cell::Zone, false),
];
const PRICES: &[Column] = &[
    Column("item", ITEM, Cell::Item, true),
    Column("unit_price", PRICE, Cell::Minor, true),
    Column("site", SITE, Cell::Site, false),
    Column("currency", &["currency_code"], Cell::Currency, false),
    Column("channel", &[], Cell::Text, false),
    Column("valid_from", &["from"], Cell::Time, false),
];
const PROMOTIONS: &[Column] = &[
    Column("promotion", &["promotion_id", "promo", "offer"], Cell::Text, true),
    Column("kind", &["type"], Cell::Text, true),
    Column("value", &["amount", "percent", "price"], Cell::Text, false),
    Column("spend", &["min_subtotal", "minimum"], Cell::Minor, false),
    Column("take", &["buy", "of"], Cell::Units, false),
    Column("pay", &[], Cell::Units, false),
    Column("name", &["title", "description"], Cell::Text, false),
    Column("items", &["item", "sku", "skus"], Cell::Categories, false),
    Column("categories", &["category"], Cell::Categories, false),
    Column("brands", &["brand"], Cell::Categories, false),
    Column("sites", &["site", "store"], Cell::Categories, false),
    Column("channels", &["channel"], Cell::Categories, false),
    Column("groups", &["group"], Cell::Categories, false),
    Column("coupons", &["coupon", "code"], Cell::Categories, false),
    Column("members_only", &["members"], Cell::Yes, false),
    Column("exclusive", &[], Cell::Yes, false),
    Column("priority", &[], Cell::Minor, false),
    Column("valid_from", &["from"], Cell::Time, false),
    Column("valid_until", &["until", "to"], Cell::Time, false),
    Column("budget", &[], Cell::Minor, false),
    Column("uses", &["usage_limit"], Cell::Units, false),
    Column("uses_per_customer", &[], Cell::Units, false),
];
const SALES: &[Column] = &[
    Column("sale", RECEIPT, Cell::Sale, true),
    Column("site", SITE, Cell::Site, true),
    Column("sold_at", &["time", "timestamp", "transaction_timestamp"], Cell::Time, true),
    Column("item", ITEM, Cell::Item, true),
    Column("quantity", QUANTITY, Cell::Units, true),
    Column("unit_price", PRICE, Cell::Minor, true),
    Column("till", &["register", "pos"], Cell::Text, false),
    Column("customer", &["customer_id"], Cell::Customer, false),
];

const CUSTOMERS: &[Column] = &[
    Column("customer", &["customer_id", "customer_number", "id"], Cell::Customer, true),
    Column("name", &["full_name", "customer_name"], Cell::Text, false),
    Column("email", &["e_mail", "mail", "email_address"], Cell::Text, false),
    Column("phone", &["telephone", "phone_number", "mobile"], Cell::Text, false),
    Column("loyalty", &["loyalty_no", "loyalty_number", "card", "loyalty_card"], Cell::Text, false),
    Column("groups", &["group", "customer_group", "segment"], Cell::Groups, false),
    Column("street", &["line1", "address", "address1", "street_address"], Cell::Text, false),
    Column("street2", &["line2", "address2", "extended_address"], Cell::Text, false),
    Column("postal_code", &["zip", "postcode", "zip_code"], Cell::Text, false),
    Column("city", &["town", "locality", "address_locality"], Cell::Text, false),
    Column("region", &["state", "province", "address_region"], Cell::Text, false),
    Column("country", &["country_code", "address_country"], Cell::Text, false),
];

fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Items => ITEMS,
        Kind::Sites => SITES,
        Kind::Stock => STOCK,
        Kind::Prices => PRICES,
        Kind::Promotions => PROMOTIONS,
        Kind::Sales => SALES,
        Kind::Customers => CUSTOMERS,
        Kind::Shop | Kind::Roster => &[],
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

/// The fields that a file has columns for.
pub(super) fn spoken_of(kind: Kind, places: &[Option<usize>]) -> Vec<&'static str> {
    let there = columns(kind).iter().zip(places).filter(|(_, place)| place.is_some());
    there.map(|(column, _)| if matches!(column.0, "lat" | "lon") { "position" } else { column.0 }).collect()
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
    /// The engine has it so already.
    pub is_known: bool,
}

impl Made {
    /// What a field says, where it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    /// Takes it back, for what stands in one of its columns.
    pub fn refuse(&self, column: &str, reason: String) -> Refused {
        let value = self.fields.get(column).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
        Refused { line: self.line, column: column.to_owned(), value: value.unwrap_or_default(), reason }
    }
}

/// The receipt that a row belongs to, however bad the rest of it is.
pub(super) fn receipt(kind: Kind, places: &[Option<usize>], row: &Row) -> Option<String> {
    let column = columns(kind).iter().position(|column| column.0 == "sale")?;
    let cell = row.cells.get((*places.get(column)?)?)?;
    Some(cell.trim().to_owned())
}

/// Reads a row.
pub(super) fn make(kind: Kind, places: &[Option<usize>], row: &Row) -> Result<Made, Refused> {
    let refused = |column: &str, value: &str, reason: String| {
        let (column, value) = (column.to_owned(), value.to_owned());
        Err(Refused { line: row.line, column, value, reason })
    };
    if let Some(fault) = &row.fault {
        return refused("row", "", fault.clone());
    }
    let mut fields = Map::new();
    for (column, place) in columns(kind).iter().zip(places) {
        let text = place.and_then(|place| row.cells.get(place)).map_or("", |cell| cell.trim());
        if text.is_empty() {
            if column.3 {
                return refused(column.0, text, "it is empty; give a value".to_owned());
            }
            continue;
        }
        match value(column.2, text) {
            Ok(value) => fields.insert(column.0.to_owned(), value),
            Err(reason) => return refused(column.0, text, reason),
        };
    }
    if kind == Kind::Sales && fields["quantity"] == 0 {
        let reason = "a line of a sale has one unit or more; leave the row out";
        return refused("quantity", "0", reason.to_owned());
    }
    if kind == Kind::Sites {
        match (fields.remove("lat"), fields.remove("lon")) {
            (Some(lat), Some(lon)) => {
                _ = fields.insert("position".to_owned(), json!({"lat": lat, "lon": lon}))
            }
            (None, None) => (),
            _ => {
                return refused("lat", "", "a position takes both lat and lon; give both or none".to_owned());
            }
        }
    }
    if kind == Kind::Promotions {
        fields = match super::promotions::document(fields) {
            Ok(promotion) => promotion,
            Err((column, reason)) => return refused(column, "", reason),
        };
    }
    if kind == Kind::Customers {
        put_address_together(&mut fields);
    }
    Ok(Made { line: row.line, fields, is_known: false })
}

/// A row of a file has one address, in columns of its own.
fn put_address_together(fields: &mut Map<String, Value>) {
    let mut address = Map::new();
    let lines: Vec<Value> = ["street", "street2"].iter().filter_map(|name| fields.remove(*name)).collect();
    if !lines.is_empty() {
        address.insert("lines".to_owned(), lines.into());
    }
    for name in ["postal_code", "city", "region", "country"] {
        if let Some(value) = fields.remove(name) {
            address.insert(name.to_owned(), value);
        }
    }
    if !address.is_empty() {
        fields.insert("addresses".to_owned(), json!([address]));
    }
}

fn value(cell: Cell, text: &str) -> Result<Value, String> {
    match cell {
        Cell::Text => Ok(json!(text)),
        Cell::Item => identifier::<ItemId>(text),
        Cell::Site => identifier::<SiteId>(text),
        Cell::Zone => identifier::<ZoneId>(text),
        Cell::Sale => identifier::<SaleId>(text),
        Cell::Customer => identifier::<CustomerId>(text),
        Cell::Units => units(text),
        Cell::Minor => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| "prices are whole numbers of the smallest coin; write 199 for 1.99".to_owned()),
        Cell::Degrees => text
            .parse::<f64>()
            .ok()
            .filter(|n| n.is_finite())
            .map(Value::from)
            .ok_or_else(|| "it is no number of degrees; write it as in 52.52".to_owned()),
        Cell::Yes => match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "y" => Ok(json!(true)),
            "false" | "no" | "0" | "n" => Ok(json!(false)),
            _ => Err("write true or false".to_owned()),
        },
        Cell::Time => text.parse::<Instant>().map(|time| json!(time.to_string())).map_err(|e| e.to_string()),
        Cell::Gtin => text.parse::<Gtin>().map(|_| json!(text)).map_err(|e| e.to_string()),
        Cell::Gln => text.parse::<Gln>().map(|_| json!(text)).map_err(|e| e.to_string()),
        Cell::Currency => realtail_kernel::Currency::try_from(text.to_owned())
            .map(|_| json!(text))
            .map_err(|e| e.to_string()),
        Cell::Categories => {
            let parts = text.split(['>', '|', ';']).map(str::trim).filter(|part| !part.is_empty());
            Ok(Value::from(parts.map(str::to_owned).collect::<Vec<_>>()))
        }
        Cell::Groups => {
            let parts = text.split(['+', '|', ';', ',']).map(str::trim).filter(|part| !part.is_empty());
            Ok(Value::from(parts.map(str::to_owned).collect::<Vec<_>>()))
        }
    }
}

fn identifier<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Value, String> {
    text.parse::<T>().map(|_| json!(text)).map_err(|e| e.to_string())
}

fn units(text: &str) -> Result<Value, String> {
    // Spreadsheets write 3 as 3.0 where a column has holes.
    let whole = text.strip_suffix(".0").unwrap_or(text);
    match whole.parse::<i64>() {
        Ok(units) if units > Quantity::MAX => Err(format!("that is too many; give at most {}", Quantity::MAX)),
        Ok(units) if units >= 0 => Ok(json!(units)),
        Ok(_) => Err("there is no less than nothing; give 0 or more".to_owned()),
        Err(_) if text.parse::<f64>().is_ok() => Err(
            "quantities are whole numbers of the item's unit; give whole pieces, or 1250 for 1.25 kg of an item whose \
             unit is g"
                .to_owned(),
        ),
        Err(_) => Err("it is no number; give the units as digits only".to_owned()),
    }
}
