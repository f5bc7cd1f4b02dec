//! What the engine knows already, so that a row is refused here, with its line, and not there.

use super::catalogue::Catalogue;
use super::kinds::Made;
use super::{Kind, Refused, digest};
use crate::progress::Progress;
use crate::reach::Engine;
use realtail_kernel::Gtin;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Items and sites that the engine knows, and those that are to be made.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub items: BTreeSet<String>,
    /// Items of which no stock is kept.
    unstocked: BTreeSet<String>,
    pub by_gtin: BTreeMap<Gtin, String>,
    pub sites: BTreeSet<String>,
    /// To be made before what needs them is sent.
    pub missing: Missing,
    /// Digests of the items, sites and zones that were counted in this file.
    counted: BTreeSet<String>,
    /// Where items or sites themselves are imported.
    pub catalogue: Catalogue,
}

/// What is to be made.
#[derive(Debug, Default)]
pub(super) struct Missing {
    pub items: Vec<Value>,
    pub sites: Vec<Value>,
}

/// Asks the engine for what a kind of file is compared with.
pub(super) fn ask(engine: &Engine, kind: Kind, progress: &mut Progress) -> anyhow::Result<Known> {
    let mut known = Known::default();
    let mut record = |name: &str, entry: &Value| {
        let id = entry[name].as_str().unwrap_or_default().to_owned();
        known.catalogue.records.insert(id, entry.to_string());
    };
    match kind {
        Kind::Items => all(engine, "items", progress, |item| record("item", item))?,
        Kind::Sites => all(engine, "sites", progress, |site| record("site", site))?,
        // They speak of neither, or the engine looks it up.
        Kind::Promotions | Kind::Customers => (),
        Kind::Stock | Kind::Prices | Kind::Sales | Kind::Shop | Kind::Roster => {
            all(engine, "items", progress, |item| known.know_item(item))?;
            all(engine, "sites", progress, |site| {
                known.sites.extend(site["site"].as_str().map(str::to_owned));
            })?;
        }
    }
    Ok(known)
}

fn all(
    engine: &Engine,
    list: &str,
    progress: &mut Progress,
    mut each: impl FnMut(&Value),
) -> anyhow::Result<()> {
    let (mut cursor, mut read) = (String::new(), 0);
    loop {
        let page = engine.get(&format!("/v1/{list}?limit=1000{cursor}"))?;
        let entries = page[list].as_array().into_iter().flatten();
        read += entries.clone().count();
        entries.for_each(&mut each);
        progress.tell(0, || format!("asked the engine for {read} {list}"));
        let Some(next) = page["next_cursor"].as_str() else { return Ok(()) };
        cursor = format!("&cursor={next}");
    }
}

impl Known {
    /// Completes items and sites. Of the rest, refuses what is unknown, or makes a note that it is to be made; calls an item by its own number.
    pub fn admit(&mut self, kind: Kind, mut made: Made, create: bool) -> Result<Made, Refused> {
        match kind {
            Kind::Items | Kind::Sites => return self.catalogue.complete(kind, made),
            // What they name is looked up by the engine.
            Kind::Customers | Kind::Promotions => return Ok(made),
            Kind::Stock | Kind::Prices | Kind::Sales | Kind::Shop | Kind::Roster => (),
        }
        // Both are looked at before either is made: a row that is refused makes nothing.
        let item = made.text("item").unwrap_or_default().to_owned();
        let site = made.text("site").map(str::to_owned);
        let own = self.own_number(&item);
        let missing_site = site.as_ref().filter(|site| !self.sites.contains(*site));
        if !create && own.is_none() {
            return Err(unknown(&made, "item"));
        }
        if !create && missing_site.is_some() {
            return Err(unknown(&made, "site"));
        }
        let own_item = own.unwrap_or_else(|| item.clone());
        if kind == Kind::Stock {
            self.count_once(&made, &own_item)?;
        }
        if let Some(site) = missing_site {
            self.missing.sites.push(json!({"site": site, "name": site, "kind": "store", "timezone": "UTC"}));
            self.sites.insert(site.clone());
        }
        if self.items.insert(own_item.clone()) {
            self.missing.items.push(json!({"item": own_item, "name": own_item}));
        }
        made.fields.insert("item".to_owned(), own_item.into());
        Ok(made)
    }

    fn know_item(&mut self, item: &Value) {
        let Some(id) = item["item"].as_str() else { return };
        self.items.insert(id.to_owned());
        if item["stocked"] == false {
            self.unstocked.insert(id.to_owned());
        }
        if let Some(gtin) = item["gtin"].as_str().and_then(|gtin| gtin.parse().ok()) {
            self.by_gtin.insert(gtin, id.to_owned());
        }
    }

    /// The number of an item that is called by it or by a GTIN.
    fn own_number(&self, item: &str) -> Option<String> {
        if self.items.contains(item) {
            return Some(item.to_owned());
        }
        item.parse::<Gtin>().ok().and_then(|gtin| self.by_gtin.get(&gtin).cloned())
    }

    fn count_once(&mut self, made: &Made, item: &str) -> Result<(), Refused> {
        if self.unstocked.contains(item) {
            let reason = "no stock is kept of this item; leave the row out, or import the item as stocked";
            return Err(made.refuse("item", reason.to_owned()));
        }
        let (site, zone) = (made.text("site").unwrap_or_default(), made.text("zone").unwrap_or_default());
        if self.counted.insert(digest(&[site, zone, item])) {
            return Ok(());
        }
        let reason = "it stands in this file before; give each item once for a site and zone";
        Err(made.refuse("item", reason.to_owned()))
    }
}

fn unknown(made: &Made, what: &str) -> Refused {
    let reason = format!(
        "there is no such {what}; import it first, or say --create-missing to make it with its number for a name"
    );
    made.refuse(what, reason)
}
