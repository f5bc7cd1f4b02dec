//! Test two prices by turns.

use super::take::list_of;
use super::{KnownTest, bounds};
use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{Day, Instant, ItemId, Rejection, SiteId, Word};
use realtail_learn::price::{Arm, Switchback};
use realtail_vocabulary::{PricePeriod, PriceTest, PricingEvent};

const PAIRS_MAX: u16 = 26;
const PERIOD_DAYS_MAX: u16 = 28;
/// Nobody plans a test further ahead.
const AHEAD_DAYS_MAX: i32 = 365;

/// Which two prices are tested where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestAsk {
    /// The name of the test.
    pub test: Word,
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// The price that is tried against that of now.
    pub unit_price: i64,
    /// The first day.
    pub from: Day,
    /// Each price holds for so many days at a time.
    pub period_days: u16,
    /// So many times each price has its turn.
    pub pairs: u16,
}

/// The price that is tried keeps to the bounds like any other. Which of a pair of periods goes first is drawn from the name of the
/// test, so that nobody chooses it and anybody can draw it again.
pub(super) fn decide(
    state: &Intelligence,
    ask: &TestAsk,
    room: &dyn Stockroom,
) -> Result<Vec<PricingEvent>, Rejection> {
    let TestAsk { test, item, site, unit_price, .. } = ask;
    if let Some(known) = state.pricing().test(test.as_str()) {
        return if is_same(known, ask) { Ok(vec![]) } else { Err(Rejection::exists("price test", test)) };
    }
    check(ask, room.day(site, room.now()))?;
    if let Some(other) = state.pricing().test_of(item, site, room.now()) {
        let problem =
            format!("{item} at {site} is in the price test {} already; end that first", other.test.test);
        return Err(Rejection::wrong_state(problem));
    }
    let rules = state.pricing().rules_of(item, site, room);
    let rules = rules.ok_or_else(|| Rejection::unknown("price rules", format!("for {item} at {site}")))?;
    let Some(now) = room.shelf_price(item, site) else {
        let problem = format!(
            "no price list has a price for {item} at {site}, so there is nothing to test against; set one first"
        );
        return Err(Rejection::wrong_state(problem));
    };
    let bounds = bounds::of(state, rules, (item, site), now.per, room)?;
    bounds::refuse(&bounds, *unit_price)?;
    if now.unit_price == *unit_price {
        return Err(Rejection::invalid("unit_price", "give another price than that of now"));
    }
    let turns = Switchback::new(seed(test));
    let begins = |period: u16| {
        let day = ask.from.number() + i32::from(period) * i32::from(ask.period_days);
        room.begins(site, Day::of_number(day))
    };
    let period = |number: u16| PricePeriod {
        from: begins(number),
        until: begins(number + 1),
        tried: turns.arm(usize::from(number)) == Arm::Tried,
    };
    Ok(vec![PricingEvent::TestSet(Box::new(PriceTest {
        test: test.clone(),
        item: item.clone(),
        site: site.clone(),
        unit_price_now: now.unit_price,
        unit_price: *unit_price,
        per: now.per,
        currency: now.currency,
        bounds,
        from: ask.from,
        period_days: ask.period_days,
        periods: (0..2 * ask.pairs).map(period).collect(),
        list: list_of(site)?,
        list_priority: rules.terms.list_priority,
    }))])
}

/// What was not tried yet is not tried any more.
pub(super) fn decide_end(
    state: &Intelligence,
    test: &Word,
    now: Instant,
) -> Result<Vec<PricingEvent>, Rejection> {
    let known = state.pricing().test(test.as_str()).ok_or_else(|| Rejection::unknown("price test", test))?;
    Ok(known.runs(now).then(|| PricingEvent::TestEnded { test: test.clone() }).into_iter().collect())
}

fn check(ask: &TestAsk, today: Day) -> Result<(), Rejection> {
    if !(1..=PERIOD_DAYS_MAX).contains(&ask.period_days) {
        let problem = format!("{} days; give 1 to {PERIOD_DAYS_MAX}, best whole weeks", ask.period_days);
        return Err(Rejection::invalid("period_days", problem));
    }
    if !(2..=PAIRS_MAX).contains(&ask.pairs) {
        return Err(Rejection::invalid("pairs", format!("{} pairs; give 2 to {PAIRS_MAX}", ask.pairs)));
    }
    let ahead = ask.from.number() - today.number();
    if !(1..=AHEAD_DAYS_MAX).contains(&ahead) {
        let problem = format!("give a day after {today}, at most {AHEAD_DAYS_MAX} days ahead");
        return Err(Rejection::invalid("from", problem));
    }
    Ok(())
}

fn is_same(known: &KnownTest, ask: &TestAsk) -> bool {
    let test = &known.test;
    let TestAsk { item, site, unit_price, from, period_days, pairs, .. } = ask;
    (&test.item, &test.site, test.unit_price, test.from, test.period_days)
        == (item, site, *unit_price, *from, *period_days)
        && test.periods.len() == 2 * usize::from(*pairs)
}

/// FNV-1a of the name.
fn seed(test: &Word) -> u64 {
    test.as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
