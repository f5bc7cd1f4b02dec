//! Which prices are advised within which bounds, which are set, and what came of them.

pub(crate) mod advise;
pub(crate) mod bounds;
mod competitor;
mod decline;
mod facts;
mod judge;
mod record;
mod set_rules;
mod take;
mod test;
#[cfg(test)]
mod tests;

pub use bounds::{allows, guards};
pub use facts::PriceFacts;
pub use judge::PriceJudging;
pub use record::{PriceRecord, PriceRecordWeek};
pub use take::TakeAsk;
pub use test::TestAsk;

use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{
    Instant, ItemId, LotId, NotAnIdentifier, Position, PriceListId, Rejection, SiteId, Stamp, Word,
};
use realtail_vocabulary::{
    CompetitorPrice, DeclinedPrice, IntelligenceEvent, JudgedPrice, PriceAdvice, PriceRules, PriceTest,
    PricingEvent, TakenPrice,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many tests that are over are remembered.
const TESTS_KEPT: usize = 200;
/// A price that was set and not judged is forgotten so long after it held last.
const FORGOTTEN_MS: i64 = 90 * 86_400_000;

/// What may be asked about prices that are advised.
#[derive(Clone, Debug)]
pub enum PricingCommand {
    /// Say within which bounds prices are advised.
    SetRules(Box<PriceRules>),
    /// They bound nothing any more.
    RemoveRules(Word),
    /// Take in what competitors ask.
    SeeCompetitors(Vec<CompetitorPrice>),
    /// Take in a price that a model advises.
    Advise(Box<PriceAdvice>),
    /// The price of now is as good as any.
    Withdraw(ItemId, SiteId, Option<LotId>),
    /// Set a price that is advised.
    Take(Box<TakeAsk>),
    /// Do not follow an advice for a while.
    Decline(Box<DeclinedPrice>),
    /// Say what came of a price that was set.
    Judge(Box<PriceJudging>),
    /// Test two prices.
    SetTest(Box<TestAsk>),
    /// End a test before its time.
    EndTest(Word),
}

/// An advice that waits for an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownAdvice {
    /// What was advised.
    pub advice: PriceAdvice,
    /// When.
    pub advised_at: Instant,
    /// The log entry that says so.
    pub position: Position,
}

/// A price that is set, and not judged yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownPrice {
    /// As it was set last.
    pub taken: TakenPrice,
    /// When that was.
    pub taken_at: Instant,
    /// The log entry that says so.
    pub position: Position,
    /// When the first of these prices was set: a markdown goes step by step.
    pub first_at: Instant,
    /// What the first one was expected to gain, with all later steps.
    pub expected_gain: i64,
}

/// A test of two prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownTest {
    /// As it was set.
    pub test: PriceTest,
    /// When.
    pub set_at: Instant,
    /// The log entry that says so.
    pub position: Position,
    /// When it was ended before its time.
    pub ended_at: Option<Instant>,
}

impl KnownTest {
    /// Whether a period of it is still to end.
    pub fn runs(&self, now: Instant) -> bool {
        self.ended_at.is_none() && self.test.periods.last().is_some_and(|last| now < last.until)
    }
}

/// Rules, competitors' prices, advice, prices that are set, and tests.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pricing {
    rules: BTreeMap<Word, PriceRules>,
    competitors: BTreeMap<ItemId, Vec<CompetitorPrice>>,
    open: BTreeMap<ItemId, BTreeMap<(SiteId, Option<LotId>), KnownAdvice>>,
    set: BTreeMap<ItemId, BTreeMap<(SiteId, Option<LotId>), KnownPrice>>,
    declined: Vec<DeclinedPrice>,
    tests: BTreeMap<Word, KnownTest>,
    record: PriceRecord,
}

/// The list on which advised prices of a site are set.
///
/// # Errors
/// Never for a site that the catalogue knows.
pub fn advised_list(site: &SiteId) -> Result<PriceListId, NotAnIdentifier> {
    PriceListId::new(format!("advised-{site}"))
}

impl Pricing {
    /// Rules by their name.
    pub fn rules(&self, rules: &str) -> Option<&PriceRules> {
        self.rules.get(rules)
    }

    /// All rules, by name.
    pub fn all_rules(&self) -> impl Iterator<Item = &PriceRules> {
        self.rules.values()
    }

    /// Of the rules that take an item at a site, those of the lowest rank.
    pub fn rules_of(&self, item: &ItemId, site: &SiteId, room: &dyn Stockroom) -> Option<&PriceRules> {
        let takes = |rules: &&PriceRules| {
            let terms = &rules.terms;
            (terms.sites.is_empty() || terms.sites.contains(site)) && room.takes(&terms.goods, item)
        };
        self.rules.values().filter(takes).min_by_key(|rules| rules.terms.rank)
    }

    /// What competitors were seen to ask for an item.
    pub fn competitors(&self, item: &ItemId) -> &[CompetitorPrice] {
        self.competitors.get(item).map_or(&[], Vec::as_slice)
    }

    /// The advice on a price that waits for an answer.
    pub fn advice(&self, item: &ItemId, site: &SiteId, lot: Option<&LotId>) -> Option<&KnownAdvice> {
        self.open.get(item)?.get(&(site.clone(), lot.cloned()))
    }

    /// All advice that waits for an answer, by item, site and lot.
    pub fn all_advice(&self) -> impl Iterator<Item = &KnownAdvice> {
        self.open.values().flat_map(BTreeMap::values)
    }

    /// A price that was set and is not judged yet.
    pub fn price(&self, item: &ItemId, site: &SiteId, lot: Option<&LotId>) -> Option<&KnownPrice> {
        self.set.get(item)?.get(&(site.clone(), lot.cloned()))
    }

    /// All prices that were set for an item at a site and are not judged yet.
    pub fn prices_of(&self, item: &ItemId, site: &SiteId) -> impl Iterator<Item = &KnownPrice> {
        let of_item = self.set.get(item).into_iter().flatten();
        of_item.filter(move |((at, _), _)| at == site).map(|(_, known)| known)
    }

    /// All prices that were set and are not judged yet, by item, site and lot.
    pub fn all_prices(&self) -> impl Iterator<Item = &KnownPrice> {
        self.set.values().flat_map(BTreeMap::values)
    }

    /// Whether an advice was declined, until a time that has not come yet.
    pub fn declined(
        &self,
        item: &ItemId,
        site: &SiteId,
        lot: Option<&LotId>,
        now: Instant,
    ) -> Option<&DeclinedPrice> {
        let mut declined = self.declined.iter();
        declined.find(|d| d.item == *item && d.site == *site && d.lot.as_ref() == lot && now < d.until)
    }

    /// A test by its name.
    pub fn test(&self, test: &str) -> Option<&KnownTest> {
        self.tests.get(test)
    }

    /// All tests, by name.
    pub fn tests(&self) -> impl Iterator<Item = &KnownTest> {
        self.tests.values()
    }

    /// The test that an item is in at a site.
    pub fn test_of(&self, item: &ItemId, site: &SiteId, now: Instant) -> Option<&KnownTest> {
        let is_of = |known: &&KnownTest| known.test.item == *item && known.test.site == *site;
        self.tests.values().filter(is_of).find(|known| known.runs(now))
    }

    /// What came of prices that were set.
    pub fn record(&self) -> &PriceRecord {
        &self.record
    }

    pub(crate) fn apply(&mut self, event: &PricingEvent, stamp: Stamp) {
        match event {
            PricingEvent::RulesSet(rules) => {
                self.rules.insert(rules.rules.clone(), (**rules).clone());
            }
            PricingEvent::RulesRemoved { rules } => {
                self.rules.remove(rules);
                self.open
                    .values_mut()
                    .for_each(|of_item| of_item.retain(|_, known| known.advice.rules != *rules));
                self.open.retain(|_, of_item| !of_item.is_empty());
            }
            PricingEvent::CompetitorPriceSeen(seen) => {
                let of_item = self.competitors.entry(seen.item.clone()).or_default();
                of_item.retain(|known| (&known.competitor, &known.site) != (&seen.competitor, &seen.site));
                of_item.push((**seen).clone());
            }
            PricingEvent::Advised(advice) => self.apply_advised(advice, stamp),
            PricingEvent::Withdrawn { item, site, lot } => self.close(item, site, lot.as_ref()),
            PricingEvent::Taken(taken) => self.apply_taken(taken, stamp),
            PricingEvent::Declined(declined) => {
                self.close(&declined.item, &declined.site, declined.lot.as_ref());
                let key = |of: &DeclinedPrice| (of.item.clone(), of.site.clone(), of.lot.clone());
                let declares = key(declined);
                self.declined.retain(|known| key(known) != declares && stamp.at < known.until);
                self.declined.push((**declined).clone());
            }
            PricingEvent::Judged(judged) => self.apply_judged(judged),
            PricingEvent::TestSet(test) => {
                let known = KnownTest {
                    test: (**test).clone(),
                    set_at: stamp.at,
                    position: stamp.position,
                    ended_at: None,
                };
                self.tests.insert(test.test.clone(), known);
                self.forget_tests(stamp.at);
            }
            PricingEvent::TestEnded { test } => {
                if let Some(known) = self.tests.get_mut(test) {
                    known.ended_at = Some(stamp.at);
                }
            }
        }
    }

    fn apply_advised(&mut self, advice: &PriceAdvice, stamp: Stamp) {
        let known = KnownAdvice { advice: advice.clone(), advised_at: stamp.at, position: stamp.position };
        let of_item = self.open.entry(advice.item.clone()).or_default();
        of_item.insert((advice.site.clone(), advice.aim.lot().cloned()), known);
    }

    fn apply_taken(&mut self, taken: &TakenPrice, stamp: Stamp) {
        let PriceAdvice { item, site, aim, .. } = &taken.advice;
        self.close(item, site, aim.lot());
        self.record.count(taken, stamp.at);
        let holds = |known: &KnownPrice| {
            known.taken.valid_until.is_none_or(|until| stamp.at < until.plus_ms(FORGOTTEN_MS))
        };
        let of_item = self.set.entry(item.clone()).or_default();
        of_item.retain(|_, known| holds(known));
        let key = (site.clone(), aim.lot().cloned());
        let before = of_item.remove(&key).filter(|before| before.taken.advice.aim == *aim);
        let goes_on = before.filter(|_| *aim != realtail_vocabulary::PriceAim::Regular);
        let known = KnownPrice {
            taken: taken.clone(),
            taken_at: stamp.at,
            position: stamp.position,
            first_at: goes_on.as_ref().map_or(stamp.at, |before| before.first_at),
            expected_gain: goes_on.map_or(taken.advice.gain, |before| before.expected_gain),
        };
        of_item.insert(key, known);
    }

    fn apply_judged(&mut self, judged: &JudgedPrice) {
        self.record.judge(judged);
        if let Some(of_item) = self.set.get_mut(&judged.item) {
            of_item.remove(&(judged.site.clone(), judged.aim.lot().cloned()));
            if of_item.is_empty() {
                self.set.remove(&judged.item);
            }
        }
    }

    /// An advice waits for an answer no more.
    fn close(&mut self, item: &ItemId, site: &SiteId, lot: Option<&LotId>) {
        if let Some(of_item) = self.open.get_mut(item) {
            of_item.remove(&(site.clone(), lot.cloned()));
            if of_item.is_empty() {
                self.open.remove(item);
            }
        }
    }

    fn forget_tests(&mut self, now: Instant) {
        while self.tests.len() > TESTS_KEPT {
            let over = self.tests.values().filter(|known| !known.runs(now)).min_by_key(|known| known.set_at);
            let Some(oldest) = over.map(|known| known.test.test.clone()) else { return };
            self.tests.remove(&oldest);
        }
    }
}

pub(crate) fn decide(
    state: &Intelligence,
    command: &PricingCommand,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let events = match command {
        PricingCommand::SetRules(rules) => set_rules::decide(state, rules),
        PricingCommand::RemoveRules(rules) => set_rules::decide_removal(state, rules),
        PricingCommand::SeeCompetitors(seen) => competitor::decide(state, seen),
        PricingCommand::Advise(advice) => advise::decide(state, advice, room),
        PricingCommand::Withdraw(item, site, lot) => Ok(advise::withdraw(state, item, site, lot.as_ref())),
        PricingCommand::Take(ask) => take::decide(state, ask, room),
        PricingCommand::Decline(declined) => decline::decide(state, declined, room.now()),
        PricingCommand::Judge(judging) => Ok(judge::decide(state, judging, room)),
        PricingCommand::SetTest(ask) => test::decide(state, ask, room),
        PricingCommand::EndTest(test) => test::decide_end(state, test, room.now()),
    };
    Ok(events?.into_iter().map(IntelligenceEvent::Pricing).collect())
}
