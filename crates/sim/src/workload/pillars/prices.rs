//! Prices that are advised, as planners and a model say: few rules and few prices, so that they meet.

use crate::chance::Chance;
use crate::workload::name;
use realtail_intelligence::{Command as Intelligence, PriceJudging, PricingCommand, TakeAsk, TestAsk};
use realtail_kernel::{Currency, Day, Instant, ItemId, Label, LotId, Position, SiteId, Word};
use realtail_platform::Command;
use realtail_vocabulary::{
    CompetitorPrice, DailyDemand, DeclinedPrice, PriceAdvice, PriceAim, PriceElasticity, PriceEnding,
    PriceOutlook, PriceRules, PriceTerms, Selection,
};

const DAY_MS: i64 = 86_400_000;

pub(super) fn any((item, site): (ItemId, SiteId), chance: &mut Chance, now: Instant) -> Command {
    let lot = chance.percent(40).then(|| name!(LotId, "L{}", chance.below(2)));
    let command = match chance.below(16) {
        0..=2 => PricingCommand::SetRules(Box::new(rules(chance, now))),
        3 if chance.percent(20) => {
            PricingCommand::RemoveRules(name!(Word, "r{}", usize::from(chance.percent(15))))
        }
        3 | 4 => PricingCommand::SeeCompetitors(vec![CompetitorPrice {
            item,
            competitor: name!(Label, "other"),
            site: chance.percent(30).then_some(site),
            unit_price: chance.between(0, 400),
            per: 1,
            seen_at: now.plus_ms(-chance.between(0, 40) * DAY_MS),
        }]),
        5..=9 => PricingCommand::Advise(Box::new(advice((item, site), lot, chance, now))),
        10 | 11 => PricingCommand::Take(Box::new(TakeAsk {
            item,
            site,
            lot,
            unit_price: chance.percent(40).then(|| chance.between(1, 400)),
            by: name!(Word, "badge-1"),
        })),
        12 if chance.percent(40) => PricingCommand::Withdraw(item, site, lot),
        12 => PricingCommand::Decline(Box::new(DeclinedPrice {
            item,
            site,
            lot,
            until: now.plus_ms(chance.between(-1, 3) * DAY_MS),
            reason: None,
        })),
        13 => PricingCommand::Judge(Box::new(PriceJudging {
            item,
            site,
            lot,
            sold_units: chance.between(0, 9),
            revenue: chance.between(0, 2_000),
            waste_units: chance.between(0, 4),
            without_units: chance.between(0, 9) as f64,
        })),
        14 => PricingCommand::SetTest(Box::new(TestAsk {
            test: name!(Word, "t{}", chance.below(2)),
            item,
            site,
            unit_price: chance.between(1, 400),
            from: day(now, chance.between(0, 2)),
            period_days: 1,
            pairs: 2,
        })),
        _ => PricingCommand::EndTest(name!(Word, "t{}", chance.below(2))),
    };
    Command::Intelligence(Intelligence::Pricing(command))
}

fn day(now: Instant, ahead: i64) -> Day {
    Day::of_number((now.micros().div_euclid(DAY_MS * 1_000) + ahead) as i32)
}

fn rules(chance: &mut Chance, now: Instant) -> PriceRules {
    PriceRules {
        rules: name!(Word, "r{}", usize::from(chance.percent(15))),
        terms: PriceTerms {
            rank: chance.below(2) as u32,
            goods: Selection::default(),
            sites: Vec::new(),
            automatic: chance.percent(60),
            ending: [PriceEnding::Any, PriceEnding::Nine][chance.below(2)],
            floor_percent: [0, 0, 100, 110][chance.below(4)],
            competitor_percent: chance.percent(40).then_some(100),
            steps_percent: if chance.percent(5) { vec![50, 10] } else { vec![10, 30, 50] },
            lot_days: 3,
            season_end: chance.percent(30).then(|| day(now, 5)),
            removal_cost: chance.between(0, 10),
            waste_percent: 100,
            regular_percent: 50,
            regular_days: 7,
            list_priority: [10, 1_000][chance.below(2)],
        },
    }
}

/// Now and then one that no model should have said.
fn advice(
    (item, site): (ItemId, SiteId),
    lot: Option<LotId>,
    chance: &mut Chance,
    now: Instant,
) -> PriceAdvice {
    let aim = match lot {
        Some(lot) => PriceAim::Lot { lot, expires_at: now.plus_ms(chance.between(-1, 3) * DAY_MS) },
        None if chance.percent(50) => PriceAim::Season { end: day(now, 5) },
        None => PriceAim::Regular,
    };
    let outlook = PriceOutlook { sold_units: 5.0, revenue: 900, waste_units: 1.0 };
    PriceAdvice {
        item,
        site,
        aim,
        rules: name!(Word, "r{}", usize::from(chance.percent(15))),
        unit_price_now: 249,
        unit_price_usual: 249,
        unit_price: chance.between(1, 30) * 10 + 9,
        per: 1,
        currency: Currency::NONE,
        units: 9,
        forecast: DailyDemand { means: vec![2.0; 3], spread: 1.2, doubt: 0.3 },
        with: outlook,
        without: outlook,
        gain: chance.between(-5, 200),
        elasticity: PriceElasticity { mean: -2.0, low: -3.0, high: -1.0 },
        reason: name!(Label, "it would be left"),
        model: name!(Word, "prices"),
        version: name!(Word, "1"),
        fingerprint: name!(Word, "f"),
        current_to: Position(1),
    }
}
