//! How near to the best the router comes, and how quickly, beside trying everything and beside a general solver:
//! `cargo run --release --example route_gap -p realtail-omnichannel`.
//!
//! The shapes are those of the public order-fulfilment instances, 5, 15 and 45 lines over 2, 4 and 6 nodes, then orders over
//! many stores. Lines stay whole, so that all three solve the same problem.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it measures, and prints what it measured"
)]

use good_lp::{
    Expression, ProblemVariables, Solution as _, SolverModel, Variable, WithTimeLimit, constraint, microlp,
    variable,
};
use realtail_omnichannel::solve::{Cost, Freight, Need, Offer, Problem, Serve, Source, solve};
use realtail_vocabulary::{Solver, Splitting, WeightPrice};
use std::time::Instant;

/// So long the general solver may take for one order.
const GENERAL_SECONDS: f64 = 20.0;
/// Orders with more ways than this are not tried exhaustively.
const WAYS_MAX: f64 = 300_000.0;

fn main() {
    println!(
        "                                  router                              good_lp + microlp          everything\n\
         lines nodes  orders   p50 µs    p99 µs  proven  best   gap max     p50 µs       p99 µs   ratio   p50 µs   agree"
    );
    let mut orders = 40;
    if let Some(given) = std::env::args().nth(1) {
        orders = given.parse().expect("how many orders of each shape");
    }
    for lines in [5, 15, 45] {
        for nodes in [2, 4, 6] {
            Shape { lines, nodes, stocked: 80 }.compare(orders);
        }
    }
    for (lines, nodes) in [(3, 30), (10, 30), (10, 100)] {
        Shape { lines, nodes, stocked: 40 }.compare(orders.min(10));
    }
}

struct Dice(u64);

impl Dice {
    fn to(&mut self, end: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as i64 % end.max(1)
    }
}

struct Shape {
    lines: usize,
    nodes: usize,
    /// How many of a hundred pairs have what is wanted.
    stocked: i64,
}

static TABLES: [[WeightPrice; 4]; 3] = [table(80), table(95), table(110)];
static FREIGHT: [Freight; 3] = [of(&TABLES[0]), of(&TABLES[1]), of(&TABLES[2])];

const fn of(prices: &'static [WeightPrice]) -> Freight<'static> {
    Freight { prices, extra: 0 }
}

const fn table(factor: i64) -> [WeightPrice; 4] {
    const fn step(weight_g_max: i64, price: i64) -> WeightPrice {
        WeightPrice { weight_g_max, price }
    }
    [
        step(1_000, 39 * factor / 10),
        step(3_000, 49 * factor / 10),
        step(10_000, 79 * factor / 10),
        step(500_000, 149 * factor / 10),
    ]
}

impl Shape {
    fn order(&self, dice: &mut Dice) -> Problem<'static> {
        let need = |dice: &mut Dice| {
            let units = 1 + dice.to(3);
            Need { units, unit_mg: (50 + dice.to(700)) * 1000, value: units * (300 + dice.to(5_000)) }
        };
        let needs: Vec<Need> = (0..self.lines).map(|_| need(dice)).collect();
        let (mut sources, mut offers) = (Vec::new(), Vec::new());
        for node in 0..self.nodes {
            let labour = 20 + dice.to(20);
            let table = dice.to(3) as usize;
            let fixed = Cost::from(300 + labour * 5) * 1_000_000;
            sources.push(Source {
                fixed,
                freight: std::slice::from_ref(&FREIGHT[table]),
                packed_mg: 0,
                is_open: false,
            });
            for (line, need) in needs.iter().enumerate() {
                // Every line is somewhere.
                let has = dice.to(100) < self.stocked || line % self.nodes == node;
                let room = if has { need.units } else { 0 };
                let loses = need.value * 20_000 / need.units;
                let unit = loses * (2 + dice.to(8)) / 10;
                offers.push(Offer { room, line: labour * 2_000_000, unit });
            }
        }
        Problem {
            needs,
            sources,
            offers,
            splitting: Splitting::Lines,
            shipments_max: usize::MAX,
            shipment_value_min: 0,
            may_leave: false,
        }
    }

    fn compare(&self, orders: usize) {
        let mut dice = Dice(20_261_125 + (self.lines * 100 + self.nodes) as u64);
        let mut seen = Seen::default();
        for _ in 0..orders {
            let mut order = self.order(&mut dice);
            let start = Instant::now();
            let found = solve(&mut order).expect("every line is somewhere");
            seen.router.push(start.elapsed().as_nanos());
            let start = Instant::now();
            let general = by_milp(&order);
            seen.general.push(start.elapsed().as_nanos());
            seen.proven += usize::from(found.solver == Solver::Exact);
            seen.agree(found.cost, general);
            if (self.nodes as f64).powi(self.lines as i32) <= WAYS_MAX {
                let start = Instant::now();
                let best = exhaustive(&order, 0, &mut Vec::new());
                seen.everything.push(start.elapsed().as_nanos());
                assert_eq!(found.cost, best, "the router's way is the best of all");
            }
        }
        seen.print(self, orders);
    }
}

#[derive(Default)]
struct Seen {
    router: Vec<u128>,
    general: Vec<u128>,
    everything: Vec<u128>,
    proven: usize,
    best: usize,
    /// How many orders the general solver solved.
    known: usize,
    gap: f64,
}

impl Seen {
    fn agree(&mut self, found: Cost, general: Option<f64>) {
        let Some(general) = general else { return };
        let found = found as f64 / 1e6;
        self.known += 1;
        let gap = (found - general) / general;
        assert!(gap > -1e-6, "the general solver found {general}, the router {found}, which cannot be");
        self.best += usize::from(gap < 1e-6);
        self.gap = self.gap.max(gap);
    }

    fn print(mut self, shape: &Shape, orders: usize) {
        let all = |n: usize| 100.0 * n as f64 / orders as f64;
        let (router, general) = (at(&mut self.router, 0.5), at(&mut self.general, 0.5));
        let everything = match self.everything.is_empty() {
            true => format!("{:>8} {:>7}", "-", "-"),
            false => format!("{:>8.0} {:>7}", at(&mut self.everything, 0.5), "all"),
        };
        println!(
            "{:>5} {:>5} {orders:>7} {router:>8.1} {:>9.1} {:>6.0}% {:>4}/{:<3} {:>6.2}% {general:>10.0} {:>12.0} {:>6.0}x {everything}",
            shape.lines,
            shape.nodes,
            at(&mut self.router, 0.99),
            all(self.proven),
            self.best,
            self.known,
            100.0 * self.gap,
            at(&mut self.general, 0.99),
            general / router,
        );
    }
}

fn at(nanos: &mut [u128], part: f64) -> f64 {
    nanos.sort_unstable();
    nanos[((nanos.len() - 1) as f64 * part).round() as usize] as f64 / 1000.0
}

/// Each line at each node in turn.
fn exhaustive(order: &Problem, line: usize, serves: &mut Vec<Serve>) -> Cost {
    if line == order.needs.len() {
        return order.cost(serves).unwrap_or(Cost::MAX);
    }
    let units = order.needs[line].units;
    let mut best = Cost::MAX;
    for source in 0..order.sources.len() {
        if order.offers[source * order.needs.len() + line].room >= units {
            serves.push(Serve { source, need: line, units });
            best = best.min(exhaustive(order, line + 1, serves));
            serves.pop();
        }
    }
    best
}

/// The same as a mixed-integer program; nothing where it was not solved in time.
fn by_milp(order: &Problem) -> Option<f64> {
    let lines = order.needs.len();
    let mut all = ProblemVariables::new();
    let mut cost = Expression::from(0.0);
    let mut served: Vec<Expression> = vec![Expression::from(0.0); lines];
    let mut bounds: Vec<(Expression, Expression)> = Vec::new();
    let binary = |all: &mut ProblemVariables| all.add(variable().binary());
    for (s, source) in order.sources.iter().enumerate() {
        let steps: Vec<(Variable, &WeightPrice)> =
            source.freight[0].prices.iter().map(|step| (binary(&mut all), step)).collect();
        let (mut is_used, mut holds, mut weighs) =
            (Expression::from(0.0), Expression::from(0.0), Expression::from(0.0));
        for (chosen, step) in &steps {
            is_used += *chosen;
            holds += *chosen * step.weight_g_max as f64;
            cost += *chosen * (step.price as f64 + source.fixed as f64 / 1e6);
        }
        bounds.push((is_used.clone(), Expression::from(1.0)));
        for (line, need) in order.needs.iter().enumerate() {
            let offer = order.offers[s * lines + line];
            if offer.room < need.units {
                continue;
            }
            let here = binary(&mut all);
            served[line] += here;
            weighs += here * (need.unit_mg * need.units) as f64 / 1000.0;
            cost += here * ((offer.line + offer.unit * need.units) as f64 / 1e6);
            bounds.push((Expression::from(here), is_used.clone()));
        }
        bounds.push((weighs, holds));
    }
    let mut model = all.minimise(cost.clone()).using(microlp).with_time_limit(GENERAL_SECONDS);
    for line in served {
        model = model.with(constraint!(line == 1.0));
    }
    for (less, more) in bounds {
        model = model.with(constraint!(less <= more));
    }
    let solution = model.solve().ok()?;
    matches!(solution.status(), good_lp::solvers::SolutionStatus::Optimal).then(|| solution.eval(&cost))
}
