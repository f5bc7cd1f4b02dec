//! The Complete Journey of dunnhumby: a year of 2,469 households in 457 stores, read from Parquet files.

use super::departments::stocked;
use super::price::{self, ONE, Units};
use super::scatter;
use super::{Basket, Census, Gathered, Line, Retailer};
use crate::DemoError;
use realtail_journey::{Journey, Line as Row, Product};
use realtail_kernel::{Channel, Instant, ItemId, Label, RuleName, SiteId, Timezone};
use realtail_vocabulary::{Item, Service, Site, SiteKind, StockRule, Unit};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// Reads the year from `folder`, or from where the environment points.
pub(super) fn open(folder: Option<&Path>, seed: u64) -> Result<Retailer, DemoError> {
    let journey = Journey::find(folder).ok_or(DemoError::NoData { variable: realtail_journey::FOLDER })?;
    let rows = Rows(journey.lines()?);
    let mut items = journey.products()?.iter().map(item).collect::<Result<Vec<_>, _>>()?;

    let mut census = Census { rows: rows.0.len() as u64, ..Census::default() };
    let mut known: HashMap<u32, u32> = HashMap::with_capacity(items.len());
    let mut listed = Vec::with_capacity(items.len());
    for (number, item) in items.drain(..) {
        known.insert(number, listed.len() as u32);
        listed.push(item);
    }
    for Row { product: number, .. } in &rows.0 {
        if !known.contains_key(number) {
            known.insert(*number, listed.len() as u32);
            listed.push(unlisted(*number)?);
            census.items_unlisted += 1;
        }
    }
    let stores: BTreeSet<u32> = rows.0.iter().map(|row| row.store).collect();
    let (sites, regions) = sites(&stores, seed)?;
    let order: HashMap<u32, u32> = stores.iter().copied().zip(0..).collect();
    let gathered = rows.gather(&listed, &known, &order, &mut census);
    let (baskets, lines, pairs) = gathered.finish(&listed);
    census.lines_not_stocked = lines.iter().filter(|line| line.pair.is_none()).count() as u64;
    let name = "The Complete Journey";
    Ok(Retailer { name, sites, items: listed, regions, rules: rules()?, pairs, census, baskets, lines })
}

/// All lines, as they stand in the file.
struct Rows(Vec<Row>);

impl Rows {
    /// Rows with the same basket become one receipt, wherever they stand in the file.
    fn gather(
        &self,
        items: &[Item],
        known: &HashMap<u32, u32>,
        sites: &HashMap<u32, u32>,
        census: &mut Census,
    ) -> Gathered {
        let mut order: Vec<&Row> = self.0.iter().collect();
        order.sort_by_key(|row| row.basket);
        let mut gathered = Gathered::default();
        for rows in order.chunk_by(|a, b| a.basket == b.basket) {
            let lines: Vec<Line> = rows.iter().filter_map(|row| line(row, items, known, census)).collect();
            let (Some(first), false) = (rows.first(), lines.is_empty()) else {
                census.receipts_left_out += 1;
                continue;
            };
            let paid: u32 = lines.iter().map(|l| l.unit_price_cents * l.quantity - l.discount_cents).sum();
            let coupons: u32 = rows.iter().map(|row| cents(row.coupon_cents)).sum();
            let basket = Basket {
                sale: first.basket,
                site: sites.get(&first.store).copied().unwrap_or_default(),
                customer: first.household,
                sold_at: Instant::from_micros(first.at_micros),
                // A manufacturer never pays more than the basket cost.
                coupon_cents: coupons.min(paid),
                lines: 0..0,
            };
            gathered.push(basket, lines);
        }
        gathered
    }
}

fn line(row: &Row, items: &[Item], known: &HashMap<u32, u32>, census: &mut Census) -> Option<Line> {
    let item = *known.get(&row.product)?;
    let stocked = items.get(item as usize).is_some_and(|item| item.stocked);
    // What the retailer was paid, by shopper and manufacturer; and what its own card and matched coupons took off.
    let paid_cents = cents(row.paid_cents);
    let off_cents = cents(row.card_cents + row.matched_cents);
    let quantity = match price::units(i64::from(row.quantity), stocked, paid_cents) {
        Units::Counted(units) => units,
        Units::Measured => {
            census.rows_measured += 1;
            ONE
        }
        Units::NothingPaid => {
            census.rows_of_nothing_paid += 1;
            ONE
        }
        Units::Nothing => {
            census.rows_left_out += 1;
            return None;
        }
    };
    let price = price::price(quantity, paid_cents, off_cents);
    let (unit_price_cents, discount_cents) = (price.unit_price_cents, price.discount_cents);
    Some(Line { item, quantity, unit_price_cents, discount_cents, pair: None })
}

/// A negative amount is none.
fn cents(amount: i64) -> u32 {
    u32::try_from(amount).unwrap_or_default()
}

fn item(product: &Product) -> Result<(u32, Item), DemoError> {
    let department = product.department.clone().unwrap_or_else(|| "MISCELLANEOUS".to_owned());
    let name = match (&product.kind, &product.size) {
        (Some(kind), Some(size)) => format!("{kind}, {size}"),
        (Some(kind), None) => kind.clone(),
        (None, _) => format!("{department} {}", product.product),
    };
    let levels = [Some(&department), product.category.as_ref(), product.kind.as_ref()];
    let mut categories: Vec<Label> =
        levels.into_iter().flatten().map(|t| label(t)).collect::<Result<_, _>>()?;
    categories.dedup();
    let maker = product.maker.map(|maker| ("manufacturer".to_owned(), serde_json::Value::from(maker)));
    let size =
        product.size.as_ref().map(|size| ("package_size".to_owned(), serde_json::Value::from(size.trim())));
    let item = Item {
        item: ItemId::new(product.product.to_string()).map_err(DemoError::data)?,
        name: label(&name)?,
        gtin: None,
        brand: product.brand.as_deref().map(label).transpose()?,
        stocked: stocked(&department, product.category.as_deref()),
        categories,
        unit: Unit::Each,
        attributes: maker.into_iter().chain(size).collect(),
    };
    Ok((product.product, item))
}

fn label(text: &str) -> Result<Label, DemoError> {
    Label::new(text.trim()).map_err(DemoError::data)
}

/// Sold, but in no list of products: no stock is kept of what nobody can name.
fn unlisted(number: u32) -> Result<Item, DemoError> {
    Ok(Item {
        item: ItemId::new(number.to_string()).map_err(DemoError::data)?,
        name: label(&format!("Product {number}, in no list"))?,
        gtin: None,
        brand: None,
        categories: vec![],
        unit: Unit::Each,
        stocked: false,
        attributes: BTreeMap::new(),
    })
}

fn sites(stores: &BTreeSet<u32>, seed: u64) -> Result<(Vec<Site>, Vec<super::Region>), DemoError> {
    let timezone: Timezone = "America/New_York".parse().map_err(DemoError::data)?;
    let mut towns = Vec::with_capacity(stores.len());
    let mut sites = Vec::with_capacity(stores.len());
    for store in stores {
        let (town, position) = scatter::place(seed, u64::from(*store));
        towns.push(town);
        sites.push(Site {
            site: SiteId::new(store.to_string()).map_err(DemoError::data)?,
            name: label(&format!("Store {store}"))?,
            kind: SiteKind::Store,
            timezone: timezone.clone(),
            gln: None,
            position: Some(position),
            zones: vec![],
            serves: Some(vec![Service::Sale, Service::Pickup, Service::Ship]),
            address: None,
            daily_order_capacity: None,
        });
    }
    Ok((sites, scatter::regions(&towns)?))
}

/// Two rules as a grocer has them: no spirits over the web, and the last of each fruit is for who stands before it.
fn rules() -> Result<Vec<StockRule>, DemoError> {
    let rule = |name: &str, category: &str, channel_buffer: Option<u32>, may_sell: Option<bool>| {
        Ok::<_, DemoError>(StockRule {
            name: RuleName::new(name).map_err(DemoError::data)?,
            item: None,
            category: Some(label(category)?),
            site: None,
            channel: Some(Channel::new("web").map_err(DemoError::data)?),
            safety_stock: None,
            channel_buffer,
            may_sell,
        })
    };
    Ok(vec![
        rule("no-spirits-online", "SPIRITS", None, Some(false))?,
        rule("last-flowers-for-the-store", "FLORAL", Some(1), None)?,
    ])
}
