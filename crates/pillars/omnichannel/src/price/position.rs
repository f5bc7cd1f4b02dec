//! The lines of a basket, put together: what is the same item at the same price is one position, so that it makes no
//! difference whether a till scans three times or a web shop says three.

use super::basket::{Basket, BasketLine};
use super::book::{ListNo, UnitPrice};
use super::goods::Class;
use super::lists::InPlay;
use super::offer::first_letters;
use super::share::part;
use super::shopper::Shopper;
use super::{AMOUNT_MAX, Prices};
use crate::refusal::Refusal;
use realtail_vocabulary::{Item, Unit};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Lines of a basket that are priced as one.
#[derive(Debug)]
pub(crate) struct Position<'a> {
    pub class: Cow<'a, Class>,
    /// Whether its units are pieces of one price each, which may be joined with others.
    pub is_pieces: bool,
    pub quantity: i64,
    pub price: UnitPrice,
    /// What all units come to.
    pub amount: i64,
    /// Its lines, in `Positions::lines`.
    pub first: usize,
    pub end: usize,
}

/// A line with its price.
#[derive(Debug)]
pub(crate) struct Priced<'a> {
    /// Which line of the basket.
    pub index: usize,
    pub line: &'a BasketLine,
    /// By the retailer's number.
    pub item: &'a Item,
    /// The first letters of its number, to sort by.
    letters: u128,
    class: Cow<'a, Class>,
    pub price: UnitPrice,
    /// Which list says so; none where the basket does.
    pub list: Option<ListNo>,
    is_pieces: bool,
}

/// A basket put together.
#[derive(Debug)]
pub(crate) struct Positions<'a> {
    pub all: Vec<Position<'a>>,
    /// The lines, position by position.
    pub lines: Vec<Priced<'a>>,
}

impl<'a> Positions<'a> {
    pub fn of(
        prices: &'a Prices,
        shopper: &Shopper<'a>,
        lists: &[InPlay<'a>],
    ) -> Result<Positions<'a>, Refusal> {
        let mut lines = Vec::with_capacity(shopper.basket.lines.len());
        for (index, line) in shopper.basket.lines.iter().enumerate() {
            lines.push(priced(prices, shopper, lists, index, line)?);
        }
        // Whatever the order of the lines, that of the positions is one: ties are broken by it.
        lines.sort_unstable_by(|a, b| {
            let weighed = |line: &Priced<'_>| if line.is_pieces { 0 } else { line.line.quantity.units() };
            let rest =
                |line: &Priced<'_>| (line.price.amount, line.price.per, line.list, weighed(line), line.index);
            let by_name =
                || if a.class.item == b.class.item { Ordering::Equal } else { a.item.item.cmp(&b.item.item) };
            a.letters.cmp(&b.letters).then_with(by_name).then_with(|| rest(a).cmp(&rest(b)))
        });
        let mut all: Vec<Position<'a>> = Vec::with_capacity(lines.len());
        for (n, line) in lines.iter().enumerate() {
            match all.last_mut() {
                Some(last) if goes_with(&lines[last.first], line) => {
                    last.quantity += line.line.quantity.units();
                    last.end = n + 1;
                }
                _ => all.push(line.position(n)),
            }
        }
        for position in &mut all {
            position.amount = amount(position, &lines[position.first])?;
        }
        Ok(Positions { all, lines })
    }
}

fn goes_with(a: &Priced<'_>, b: &Priced<'_>) -> bool {
    a.is_pieces && b.is_pieces && a.class.item == b.class.item && a.price == b.price && a.list == b.list
}

impl<'a> Priced<'a> {
    fn position(&self, n: usize) -> Position<'a> {
        Position {
            class: self.class.clone(),
            is_pieces: self.is_pieces,
            quantity: self.line.quantity.units(),
            price: self.price,
            amount: 0,
            first: n,
            end: n + 1,
        }
    }
}

fn amount(position: &Position<'_>, line: &Priced<'_>) -> Result<i64, Refusal> {
    let amount = part(position.price.amount, position.quantity, i64::from(position.price.per));
    if amount > AMOUNT_MAX {
        let problem =
            format!("all units of {} together cost more than {AMOUNT_MAX}; give less", line.item.item);
        return Err(Refusal::invalid(&format!("lines[{}].quantity", line.index), problem));
    }
    Ok(amount)
}

fn priced<'a>(
    prices: &'a Prices,
    shopper: &Shopper<'a>,
    lists: &[InPlay<'a>],
    index: usize,
    line: &'a BasketLine,
) -> Result<Priced<'a>, Refusal> {
    let no = shopper.catalogue.item_no(&line.item)?;
    let (item, class) = match prices.rules.item_was(no, shopper.at) {
        Some(item) => (item, Cow::Owned(Class::of_past(no, item, prices.classes.labels()))),
        None => (shopper.catalogue.item(no), Cow::Borrowed(prices.classes.of(no))),
    };
    let (price, list) = match line.unit_price {
        Some(amount @ 0..=AMOUNT_MAX) => (UnitPrice { amount, per: 1 }, None),
        Some(_) => {
            let problem = format!("a price is a number of minor units from 0 to {AMOUNT_MAX}");
            return Err(Refusal::invalid(&format!("lines[{index}].unit_price"), problem));
        }
        None => {
            let found = lists.iter().find_map(|list| {
                let price = prices.book.price(no, list.no, list.since, shopper.at)?;
                Some((price, Some(list.no)))
            });
            found.ok_or_else(|| no_price(shopper, lists, index, item))?
        }
    };
    let is_pieces = item.unit == Unit::Each && price.per == 1;
    let letters = first_letters(item.item.as_str());
    Ok(Priced { index, line, item, letters, class, price, list, is_pieces })
}

fn no_price(shopper: &Shopper<'_>, lists: &[InPlay<'_>], index: usize, item: &Item) -> Refusal {
    let Basket { channel, site, .. } = shopper.basket;
    let place = site.as_ref().map_or(String::new(), |site| format!(" at {site}"));
    let problem = match lists {
        [] => format!(
            "{} has no price: no price list is for the channel {channel}{place} then; make one with PUT \
             /v1/price-lists/{{list}}, or give unit_price with the line",
            item.item
        ),
        [first, ..] => format!(
            "{} has no price in {} on the channel {channel}{place} then; set one with POST \
             /v1/price-lists/{}/prices, or give unit_price with the line",
            item.item, first.list.currency, first.list.list
        ),
    };
    Refusal::invalid(&format!("lines[{index}].item"), problem)
}
