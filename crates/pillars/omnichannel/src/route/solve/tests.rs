//! The router's choice beside trying everything, on orders small enough for that.

use super::*;

/// A small source of numbers that look like chance.
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn to(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as i64 % end.max(1)
    }
}

const LIGHT: [WeightPrice; 3] = [
    WeightPrice { weight_g_max: 1_000, price: 380 },
    WeightPrice { weight_g_max: 3_000, price: 520 },
    WeightPrice { weight_g_max: 9_000, price: 900 },
];
const STEEP: [WeightPrice; 2] =
    [WeightPrice { weight_g_max: 2_000, price: 300 }, WeightPrice { weight_g_max: 5_000, price: 1_100 }];

fn problem(dice: &mut Dice, needs: usize, sources: usize, splitting: Splitting) -> Problem<'static> {
    let need = |dice: &mut Dice| Need {
        units: 1 + dice.to(3),
        unit_mg: 50_000 + dice.to(1_500_000),
        value: 500 + dice.to(9_000),
    };
    let needs: Vec<Need> = (0..needs).map(|_| need(dice)).collect();
    let source = |dice: &mut Dice| {
        let table: &'static [WeightPrice] = if dice.to(3) == 0 { &STEEP } else { &LIGHT };
        let extra = Cost::from(dice.to(200)) * 1_000_000;
        let freight = Freight { prices: table, extra };
        let second = Freight { prices: &[], extra: Cost::from(400 + dice.to(400)) * 1_000_000 };
        Source {
            fixed: Cost::from(100 + dice.to(300)) * 1_000_000 + PREFERENCE * Cost::from(dice.to(20) / 19),
            freight: if dice.to(2) == 0 { vec![freight].leak() } else { vec![freight, second].leak() },
            packed_mg: 0,
            is_open: false,
        }
    };
    let sources: Vec<Source> = (0..sources).map(|_| source(dice)).collect();
    let mut offers = Vec::new();
    for _ in 0..sources.len() {
        for need in &needs {
            let room = if dice.to(3) == 0 { 0 } else { (1 + dice.to(4)).min(need.units) };
            offers.push(Offer { room, line: dice.to(200) * 1_000_000, unit: dice.to(90) * 1_000_000 });
        }
    }
    let shipments_max = [usize::MAX, 1, 2, 3][dice.to(4) as usize];
    let shipment_value_min = [0, 0, 3_000][dice.to(3) as usize];
    let may_leave = dice.to(2) == 0;
    Problem { needs, sources, offers, splitting, shipments_max, shipment_value_min, may_leave }
}

/// Tries everything: each need whole at one source, or, where lines may be taken apart, all of some and the rest of one.
fn exhaustive(problem: &Problem, need: usize, serves: &mut Vec<Serve>, best: &mut Option<Cost>) {
    let Some(wanted) = problem.needs.get(need) else {
        if let Some(cost) = problem.cost(serves) {
            *best = Some(best.map_or(cost, |known| known.min(cost)));
        }
        return;
    };
    let sources = problem.sources.len();
    let sets = if problem.splitting == Splitting::Units { 1 << sources } else { 1 };
    for emptied in 0..sets {
        let full = |source: &usize| emptied & (1 << source) != 0;
        let given: i64 = (0..sources).filter(full).map(|s| problem.offer(s, need).room).sum();
        let useless = (0..sources).filter(full).any(|s| problem.offer(s, need).room == 0);
        if useless || given >= wanted.units {
            continue;
        }
        let before = serves.len();
        for source in (0..sources).filter(full) {
            serves.push(Serve { source, need, units: problem.offer(source, need).room });
        }
        exhaustive(problem, need + 1, serves, best);
        for source in (0..sources).filter(|s| !full(s)) {
            if problem.offer(source, need).room >= wanted.units - given {
                serves.push(Serve { source, need, units: wanted.units - given });
                exhaustive(problem, need + 1, serves, best);
                serves.pop();
            }
        }
        serves.truncate(before);
    }
}

#[test]
fn the_choice_is_the_best_of_all() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut exact, mut greedy_was_best) = (0, 0);
    for round in 0..3_000 {
        let (needs, sources) = [(1, 5), (2, 4), (3, 3), (4, 3), (5, 2)][round % 5];
        let splitting = [Splitting::Units, Splitting::Lines][round / 5 % 2];
        let mut problem = problem(&mut dice, needs, sources, splitting);
        let mut best = None;
        exhaustive(&problem, 0, &mut Vec::new(), &mut best);
        let found = solve(&mut problem);
        assert_eq!(found.as_ref().map(|f| f.cost), best, "round {round}: {problem:?}\n{found:?}");
        let Some(found) = found else { continue };
        assert_eq!(problem.cost(&found.serves), Some(found.cost));
        assert_eq!(found.solver, Solver::Exact);
        exact += 1;
        greedy_was_best += u32::from(greedy::best(&problem).is_some_and(|(_, cost)| cost == found.cost));
    }
    assert!(exact > 2_000 && greedy_was_best < exact, "{greedy_was_best} of {exact}");
}

#[test]
fn larger_orders_too() {
    let mut dice = Dice(0x1234_5678_9ABC);
    for round in 0..150 {
        let (needs, sources, splitting) = [
            (6, 6, Splitting::Lines),
            (9, 3, Splitting::Lines),
            (3, 8, Splitting::Lines),
            (4, 4, Splitting::Units),
            (2, 7, Splitting::Units),
        ][round % 5];
        let mut problem = problem(&mut dice, needs, sources, splitting);
        let mut best = None;
        exhaustive(&problem, 0, &mut Vec::new(), &mut best);
        let found = solve(&mut problem);
        assert_eq!(found.as_ref().map(|f| f.cost), best, "round {round}: {problem:?}\n{found:?}");
    }
}

#[test]
fn no_bound_is_above_the_best() {
    let mut dice = Dice(77);
    for round in 0..500 {
        let problem = problem(&mut dice, 4, 3, [Splitting::Units, Splitting::Lines][round % 2]);
        let mut best = None;
        exhaustive(&problem, 0, &mut Vec::new(), &mut best);
        let floor = floor::Floor::new(&problem);
        let ties = bound::Ties::new(&problem, &[0, 1, 2], |s| floor.rates_of(s));
        let most = vec![Cost::from(floor::NOWHERE); 4];
        let bound = bound::ascend(&floor.house, &ties, &most).total() + floor.of(1);
        assert!(
            problem.may_leave || best.is_none_or(|best| bound <= best),
            "round {round}: {bound} above {best:?}"
        );
    }
}

#[test]
fn a_parcel_is_paid_by_weight() {
    let freight = Freight { prices: &LIGHT, extra: 0 };
    // milligrams, minor units
    for (mg, price) in [
        (1, 380),
        (1_000_000, 380),
        (1_000_001, 520),
        (9_000_000, 900),
        // Heavier than the table: one full parcel, and the rest by itself.
        (9_000_001, 900 + 380),
        (18_000_000, 1_800),
        (20_500_000, 1_800 + 520),
    ] {
        assert_eq!(freight.price(mg), price * 1_000_000, "{mg} mg");
    }
}
