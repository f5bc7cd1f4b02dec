//! Campaigns and the money behind them, as double entry: what a brand pays in is funded, a placement reserves it, a click
//! or a view spends it, and what nobody clicks or sees is given back.

mod fund;
mod index;
mod set;

use crate::totals::{DayTotals, day_of};
pub(crate) use index::{Index, words_of};
use realtail_kernel::{BrandId, CampaignId, Currency, Instant, ItemId, Paged};
use realtail_vocabulary::{CampaignPlan, PlacementRules};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A brand's purse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// Which.
    pub brand: BrandId,
    /// What it has paid in: the account outside of us has so much less.
    pub paid_in: i64,
    /// What no placement has reserved or spent.
    pub funded: i64,
}

/// A campaign with its accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Which.
    pub campaign: CampaignId,
    /// What it pays for.
    pub plan: Arc<CampaignPlan>,
    /// Whether it runs, as far as its brand has a say.
    pub running: bool,
    /// What is set aside for placements that may still be clicked or seen.
    pub reserved: i64,
    /// What clicks and views have cost.
    pub spent: i64,
    /// What it did, day by day.
    pub days: Arc<BTreeMap<i32, DayTotals>>,
    /// The newest day on which it was shown.
    pub(crate) day: i32,
    /// What that day's placements have cost, and may still.
    pub(crate) committed: i64,
    pub(crate) brand: u32,
}

impl Campaign {
    /// What its total budget leaves.
    pub fn left(&self) -> i64 {
        self.plan.budget_total - self.reserved - self.spent
    }

    /// What a day's budget leaves.
    pub fn left_of_day(&self, day: i32) -> i64 {
        let committed = if self.day == day { self.committed } else { 0 };
        self.plan.budget_per_day.unwrap_or(i64::MAX) - committed
    }

    /// Whether it is to be shown at all at an instant.
    pub fn runs(&self, now: Instant) -> bool {
        self.running && self.plan.starts_at <= now && self.plan.ends_at.is_none_or(|end| now < end)
    }

    pub(crate) fn of_day(&mut self, at: Instant) -> &mut DayTotals {
        Arc::make_mut(&mut self.days).entry(day_of(at)).or_default()
    }
}

/// All campaigns, and who pays for them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Campaigns {
    pub(crate) known: Paged<Campaign>,
    numbers: Arc<BTreeMap<CampaignId, u32>>,
    brands: Vec<Brand>,
    /// The one currency in which brands pay: bids are compared.
    pub currency: Option<Currency>,
    /// What holds for all placements.
    pub rules: PlacementRules,
    #[serde(skip)]
    pub(crate) index: Arc<Index>,
}

impl PartialEq for Campaigns {
    fn eq(&self, other: &Campaigns) -> bool {
        self.known == other.known
            && self.brands == other.brands
            && self.currency == other.currency
            && self.rules == other.rules
    }
}

impl Campaigns {
    /// The campaign of this name.
    pub fn get(&self, campaign: &CampaignId) -> Option<&Campaign> {
        self.numbered(*self.numbers.get(campaign)?)
    }

    /// The campaign of this number.
    pub fn numbered(&self, number: u32) -> Option<&Campaign> {
        self.known.get(number as usize)
    }

    pub(crate) fn number(&self, campaign: &CampaignId) -> Option<u32> {
        self.numbers.get(campaign).copied()
    }

    /// All of them, in the order in which they were planned.
    pub fn all(&self) -> impl Iterator<Item = &Campaign> {
        self.known.iter()
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// A brand's purse.
    pub fn brand(&self, brand: &BrandId) -> Option<&Brand> {
        self.brands.iter().find(|known| known.brand == *brand)
    }

    /// All brands, in the order in which they were heard of.
    pub fn brands(&self) -> impl Iterator<Item = &Brand> {
        self.brands.iter()
    }

    pub(crate) fn payer(&self, campaign: &Campaign) -> &Brand {
        &self.brands[campaign.brand as usize]
    }

    /// The campaigns of an item that run at an instant.
    pub fn running_for(&self, item: &ItemId, now: Instant) -> impl Iterator<Item = &Campaign> {
        let entries = self.index.of_item(item).iter();
        entries.filter_map(|(no, _)| self.numbered(*no)).filter(move |campaign| campaign.runs(now))
    }

    /// Whether any campaign was ever planned for the item.
    pub fn advertises(&self, item: &ItemId) -> bool {
        !self.index.of_item(item).is_empty()
    }

    pub(crate) fn change(&mut self, number: u32, change: impl FnOnce(&mut Campaign, &mut Brand)) {
        if let Some(campaign) = self.known.get_mut(number as usize) {
            let brand = &mut self.brands[campaign.brand as usize];
            change(campaign, brand);
        }
    }

    /// Sets aside what a slot may cost.
    pub(crate) fn reserve(&mut self, number: u32, price: i64, day: i32) {
        self.change(number, |campaign, brand| {
            if campaign.day != day {
                (campaign.day, campaign.committed) = (day, 0);
            }
            campaign.committed += price;
            campaign.reserved += price;
            brand.funded -= price;
        });
    }

    /// Spends what was set aside.
    pub(crate) fn settle(&mut self, number: u32, price: i64) {
        self.change(number, |campaign, _| {
            campaign.reserved -= price;
            campaign.spent += price;
        });
    }

    /// Gives back what was set aside on `day`.
    pub(crate) fn give_back(&mut self, number: u32, price: i64, day: i32) {
        self.change(number, |campaign, brand| {
            if campaign.day == day {
                campaign.committed -= price;
            }
            campaign.reserved -= price;
            brand.funded += price;
        });
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        let mut index = Index::default();
        for (number, campaign) in (0..).zip(self.known.iter()) {
            index.enter(number, &campaign.plan);
        }
        self.index = Arc::new(index);
    }

    fn brand_no(&mut self, brand: &BrandId) -> u32 {
        let found = self.brands.iter().position(|known| known.brand == *brand).unwrap_or_else(|| {
            self.brands.push(Brand { brand: brand.clone(), paid_in: 0, funded: 0 });
            self.brands.len() - 1
        });
        found as u32
    }

    pub(crate) fn apply_set(&mut self, name: &CampaignId, plan: &CampaignPlan, at: Instant) {
        let brand = self.brand_no(&plan.brand);
        self.currency.get_or_insert(plan.currency);
        let plan = Arc::new(plan.clone());
        let index = Arc::make_mut(&mut self.index);
        if let Some(number) = self.numbers.get(name).copied() {
            if let Some(campaign) = self.known.get_mut(number as usize) {
                index.leave(number, &campaign.plan);
                index.enter(number, &plan);
                campaign.plan = plan;
                // What another day cost is no matter of today's budget.
                if campaign.day != day_of(at) {
                    (campaign.day, campaign.committed) = (day_of(at), 0);
                }
            }
            return;
        }
        let number = self.known.len() as u32;
        index.enter(number, &plan);
        Arc::make_mut(&mut self.numbers).insert(name.clone(), number);
        self.known.push(Campaign {
            campaign: name.clone(),
            plan,
            running: true,
            reserved: 0,
            spent: 0,
            days: Arc::default(),
            day: 0,
            committed: 0,
            brand,
        });
    }

    pub(crate) fn apply_switched(&mut self, name: &CampaignId, running: bool) {
        if let Some(number) = self.number(name) {
            self.change(number, |campaign, _| campaign.running = running);
        }
    }

    pub(crate) fn apply_funded(&mut self, brand: &BrandId, amount: i64, currency: Currency) {
        let number = self.brand_no(brand);
        self.currency.get_or_insert(currency);
        let brand = &mut self.brands[number as usize];
        brand.paid_in += amount;
        brand.funded += amount;
    }
}
