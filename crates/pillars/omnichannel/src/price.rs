//! Prices, promotions and taxes; `evaluate` tells what a basket costs at any time, and which rule did what.

mod basket;
mod book;
mod candidates;
mod change;
mod classes;
mod dearest;
mod evaluate;
mod goods;
mod index;
mod limits;
mod lists;
mod offer;
mod on_lines;
mod on_spent;
mod plan;
mod position;
mod ranking;
mod rules;
mod run;
mod set_list;
mod set_prices;
mod set_promotion;
mod set_tax;
mod sets;
mod share;
mod shelf;
mod shopper;
mod spread;
mod taxes;
mod units;
mod versions;
mod words;

pub use basket::{Basket, BasketLine};
pub use set_prices::PRICES_MAX;
pub(crate) use share::slice;
pub use share::{Share, share_of};
pub use shelf::ShelfLabel;

use crate::catalogue::{Catalogue, ItemNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use book::Book;
use classes::Classes;
use limits::Used;
use realtail_kernel::{CustomerId, Instant, PriceListId, PromotionId, Stamp, TaxId};
use realtail_vocabulary::{
    CatalogueEvent, CustomerEvent, Event, PriceChanged, PriceEntry, PriceEvent, PriceList, Promotion,
    Redemption, Tax,
};
use rules::Rules;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The most that anything costs, in minor units: far from where sums would run over.
pub(crate) const AMOUNT_MAX: i64 = 1_000_000_000_000;

/// The most lines that a basket has.
const LINES_MAX: usize = 1_000;

/// What may be asked of prices.
#[derive(Clone, Debug)]
pub enum PriceCommand {
    /// Add or change a price list.
    SetList(PriceList),
    /// Take a price list away.
    RemoveList(PriceListId),
    /// Set prices of a list.
    SetPrices(PriceListId, Vec<PriceEntry>),
    /// Take in that a price has changed, in the list for what it says.
    Change(PriceChanged),
    /// Add or change a promotion.
    SetPromotion(Box<Promotion>),
    /// Give a promotion no more.
    EndPromotion(PromotionId),
    /// Add or change a tax.
    SetTax(Box<Tax>),
    /// Raise a tax no more.
    RemoveTax(TaxId),
}

/// What things cost, and what was given so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prices {
    rules: Arc<Rules>,
    book: Book,
    used: Used,
    #[serde(skip)]
    classes: Classes,
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &PriceCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let events = match command {
        PriceCommand::SetList(list) => set_list::decide(state, list),
        PriceCommand::RemoveList(list) => set_list::remove(state, list),
        PriceCommand::SetPrices(list, entries) => set_prices::decide(state, list, entries, now),
        PriceCommand::Change(change) => change::decide(state, change, now),
        PriceCommand::SetPromotion(promotion) => set_promotion::decide(state, promotion),
        PriceCommand::EndPromotion(promotion) => set_promotion::end(state, promotion),
        PriceCommand::SetTax(tax) => set_tax::decide(state, tax),
        PriceCommand::RemoveTax(tax) => set_tax::remove(state, tax),
    };
    Ok(events?.into_iter().map(Event::Price).collect())
}

impl Prices {
    /// Keeps what the past was priced by and an event is about to change; asked for every event, before it is taken in.
    pub(crate) fn follow(&mut self, event: &Event, stamp: Stamp, catalogue: &Catalogue) {
        self.used.now = stamp.at;
        if let Event::Catalogue(CatalogueEvent::ItemSet(item)) = event {
            self.classes.set(item, catalogue);
        }
        match event {
            Event::Catalogue(event) if Rules::forgets(event, catalogue) => {
                Arc::make_mut(&mut self.rules).keep(event, catalogue, stamp.at);
            }
            Event::Customer(CustomerEvent::Merged { customer, into }) => {
                self.used.merge(&self.rules, customer, into);
            }
            _ => (),
        }
    }

    pub(crate) fn apply(&mut self, event: &PriceEvent, stamp: Stamp, catalogue: &Catalogue) {
        let rules = match event {
            PriceEvent::PricesSet { list, entries } => {
                return self.set_prices(list, entries, stamp.at, catalogue);
            }
            PriceEvent::ListSet(_)
            | PriceEvent::ListRemoved { .. }
            | PriceEvent::PromotionSet(_)
            | PriceEvent::PromotionEnded { .. }
            | PriceEvent::TaxSet(_)
            | PriceEvent::TaxRemoved { .. } => Arc::make_mut(&mut self.rules),
        };
        let labels = self.classes.labels_mut();
        match event {
            PriceEvent::PricesSet { .. } => (),
            PriceEvent::ListSet(list) => rules.set_list(list, stamp.at),
            PriceEvent::ListRemoved { list } => rules.remove_list(list, stamp.at),
            PriceEvent::PromotionSet(promotion) => {
                rules.set_promotion(promotion, stamp.at, catalogue, labels)
            }
            PriceEvent::PromotionEnded { promotion } => {
                rules.end_promotion(promotion, stamp.at, catalogue, labels);
            }
            PriceEvent::TaxSet(tax) => rules.set_tax(tax, stamp.at, labels),
            PriceEvent::TaxRemoved { tax } => rules.remove_tax(tax, stamp.at),
        }
    }

    fn set_prices(&mut self, list: &PriceListId, entries: &[PriceEntry], at: Instant, catalogue: &Catalogue) {
        let Some(no) = self.rules.list_no(list) else { return };
        for entry in entries {
            if let Ok(item) = catalogue.item_no(&entry.item) {
                self.book.set(item, no, entry, at);
            }
        }
    }

    /// Counts what a basket was given against the limits of its promotions. Never refuses: the log is already true.
    pub(crate) fn redeem(&mut self, redemptions: &[Redemption], customer: Option<&CustomerId>) {
        self.used.count(&self.rules, redemptions, customer, 1);
    }

    /// Takes back what was counted: all of it, or the part that `redemptions` says. A part that leaves the promotion given
    /// has no uses.
    pub(crate) fn give_back(&mut self, redemptions: &[Redemption], customer: Option<&CustomerId>) {
        self.used.count(&self.rules, redemptions, customer, -1);
    }

    /// All price lists, in the order in which they were first added.
    pub fn lists(&self) -> impl Iterator<Item = &PriceList> {
        self.rules.lists.values().filter_map(|versions| versions.latest())
    }

    /// A price list.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn list(&self, list: &PriceListId) -> Result<&PriceList, Refusal> {
        let found = self.rules.lists.get(list).and_then(|versions| versions.latest());
        found.ok_or_else(|| Refusal::Unknown { what: Thing::PriceList, id: list.to_string() })
    }

    /// What stands on a list at `now` and for later, item by item from a number on.
    ///
    /// # Errors
    /// Where there is no such list.
    pub fn entries<'a>(
        &'a self,
        list: &PriceListId,
        catalogue: &'a Catalogue,
        from: u32,
        now: Instant,
    ) -> Result<impl Iterator<Item = (ItemNo, Vec<PriceEntry>)> + use<'a>, Refusal> {
        self.list(list)?;
        let no = self.rules.list_no(list).ok_or_else(|| Refusal::invalid("list", "it has no number"))?;
        let since = self.rules.list(no).1.removed_by(now);
        let entries =
            move |item: ItemNo| (item, self.book.standing(item, &catalogue.item(item).item, no, since, now));
        Ok(self.book.items(no, from).map(entries).filter(|(_, entries)| !entries.is_empty()))
    }

    /// All promotions that were not ended, in the order in which they were first added.
    pub fn promotions(&self) -> impl Iterator<Item = &Promotion> {
        self.rules.promotions.values().filter_map(|versions| versions.latest()).map(|promotion| &**promotion)
    }

    /// A promotion, with the number of its version.
    ///
    /// # Errors
    /// Where there is none of that name, or it was ended.
    pub fn promotion(&self, promotion: &PromotionId) -> Result<(&Promotion, u32), Refusal> {
        let versions = self.rules.promotions.get(promotion);
        let found = versions.and_then(|versions| Some((&**versions.latest()?, versions.len() as u32)));
        found.ok_or_else(|| Refusal::Unknown { what: Thing::Promotion, id: promotion.to_string() })
    }

    /// How many baskets had a promotion by `at`, and what it took off them.
    pub fn given(&self, promotion: &PromotionId, at: Instant) -> (i64, i64) {
        let mark = self.used.given(promotion, at);
        (mark.uses, mark.amount)
    }

    /// All taxes, in the order in which they were first added.
    pub fn taxes(&self) -> impl Iterator<Item = &Tax> {
        self.rules.taxes.values().filter_map(|versions| versions.latest())
    }

    /// A tax, as it was set last.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn tax(&self, tax: &TaxId) -> Result<&Tax, Refusal> {
        let found = self.rules.taxes.get(tax).and_then(|versions| versions.latest());
        found.ok_or_else(|| Refusal::Unknown { what: Thing::Tax, id: tax.to_string() })
    }

    /// A copy that costs next to nothing.
    pub(crate) fn freeze(&self) -> Prices {
        Prices {
            rules: self.rules.clone(),
            book: self.book.clone(),
            used: self.used.freeze(),
            classes: self.classes.clone(),
        }
    }

    /// Makes again what a snapshot does not keep.
    pub(crate) fn index(&mut self, catalogue: &Catalogue) {
        self.classes.index(catalogue);
        Arc::make_mut(&mut self.rules).index(catalogue, self.classes.labels_mut());
        self.used.index();
    }
}
