//! A store that is staffed from the forecast, beside fixed rosters: how long people wait, and what hours are paid.
//!
//! The whole chain of the panel is one store. Each real receipt stands for four shoppers, who come within half an hour of
//! it, from six in the morning to midnight; serving takes 25 s and 4.5 s a line, times a lognormal with a deviation of a
//! quarter. One shopper in twenty is an order to be picked within three hours of its time, in 18 minutes. Promised is that 90 %
//! wait two minutes at most.

use super::queue::{Shopper, serve};
use super::{CLOSED_DAY, END_DAY, FIRST_DAY};
use crate::interval::interval;
use crate::table;
use crate::visits::{DAY_SECONDS, Visit};
use anyhow::{Context, Result};
use realtail_learn::chance::Chance;
use realtail_learn::counts::Counts;
use realtail_learn::labour::{
    Advice, Arrivals, Lanes, Ledger, Person, Plan, Problem, QUARTERS, Role, Rules, Target, Task, level,
    loads, needed, needed_unsure,
};
use std::io::Write;
use std::path::Path;

const SHOPPERS_PER_VISIT: u64 = 4;
const OPEN: std::ops::Range<usize> = 24..96;
const SEEDS: u64 = 3;
const TARGET: Target = Target { share: 0.9, wait_seconds: 120.0 };
const LANES: u32 = 10;
const NOTICE_SECONDS: f64 = 600.0;
/// Somebody who is called to a lane stays for half an hour.
const CALLED_SECONDS: f64 = 1_800.0;
/// Whether to call somebody is asked every five minutes.
const ASKED_SECONDS: f64 = 300.0;
const ORDER_SHARE: f64 = 0.05;
const PICKING_QUARTERS: f64 = 1.2;
const PICKED_WITHIN_QUARTERS: usize = 12;
const STORE: u32 = 0;
const RULES: Rules =
    Rules { shortest: 16, longest: 38, unbroken: 24, pause: 2, rest: 44, overtime_percent: 150 };
const UNCOVERED_CENTS: i64 = 1_500;

/// A way to staff lanes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    /// The same lanes every day by three blocks, enough for a block's average load.
    FixedAverage,
    /// Likewise, enough for its highest load.
    FixedPeak,
    /// What the forecast needs, as though one could be paid by the quarter hour.
    Needs,
    /// The plan of shifts.
    Plan,
    /// The plan, and whom the live count calls.
    PlanLive,
}

const METHODS: [(Method, &str); 5] = [
    (Method::FixedAverage, "fixed roster, average load of a block"),
    (Method::FixedPeak, "fixed roster, highest load of a block"),
    (Method::Needs, "ours, needs without shifts"),
    (Method::Plan, "ours, planned shifts"),
    (Method::PlanLive, "ours, planned shifts and called lanes"),
];

/// What a method came to over all days of a seed.
#[derive(Clone, Default)]
struct Tally {
    waits: Vec<f64>,
    met: usize,
    worst_day: f64,
    paid_hours: f64,
}

/// What all came to.
pub struct Outcome {
    /// By method and seed.
    tallies: Vec<Vec<Tally>>,
    plans: Vec<(i64, Plan)>,
    days: f64,
    picked_on_time: f64,
}

/// Runs all methods over the eight weeks.
pub fn run(visits: &[Visit]) -> Outcome {
    let mut outcome = Outcome {
        tallies: vec![Vec::new(); METHODS.len()],
        plans: Vec::new(),
        days: 0.0,
        picked_on_time: 0.0,
    };
    for seed in 0..SEEDS {
        let mut store = Store::new(visits, seed);
        let tallies = store.run();
        outcome.tallies.iter_mut().zip(tallies).for_each(|(of, tally)| of.push(tally));
        if seed == 0 {
            outcome.days = store.days as f64;
            outcome.picked_on_time = store.picked.0 / store.picked.1.max(1.0);
            outcome.plans = store.plans;
        }
    }
    outcome
}

struct Store {
    shoppers: Vec<Vec<Shopper>>,
    arrivals: Arrivals,
    service_seconds: f64,
    fixed: [Vec<u32>; 2],
    staff: Vec<Person>,
    ledger: Ledger,
    plans: Vec<(i64, Plan)>,
    days: usize,
    /// Orders picked on time, and all.
    picked: (f64, f64),
}

impl Store {
    fn new(visits: &[Visit], seed: u64) -> Store {
        let shoppers = shoppers(visits, seed);
        let mut arrivals = Arrivals::default();
        for (day, shoppers) in shoppers.iter().enumerate().take(FIRST_DAY as usize) {
            shoppers.iter().for_each(|shopper| arrivals.observe(STORE, day as i64, quarter(shopper)));
        }
        let before: Vec<&Shopper> =
            shoppers[(FIRST_DAY - 56) as usize..FIRST_DAY as usize].iter().flatten().collect();
        let service_seconds =
            before.iter().map(|shopper| shopper.service_seconds).sum::<f64>() / before.len() as f64;
        let mut average = vec![0.0; QUARTERS];
        before.iter().for_each(|shopper| average[quarter(shopper)] += 1.0 / 56.0);
        let fixed = fixed(&average, service_seconds);
        Store {
            shoppers,
            arrivals,
            service_seconds,
            fixed,
            staff: staff(),
            ledger: Ledger::default(),
            plans: Vec::new(),
            days: 0,
            picked: (0.0, 0.0),
        }
    }

    fn run(&mut self) -> Vec<Tally> {
        let mut tallies = vec![Tally { worst_day: 1.0, ..Tally::default() }; METHODS.len()];
        for monday in (FIRST_DAY..END_DAY).step_by(7) {
            self.arrivals.end_days_before(monday);
            let week: Vec<Vec<Counts>> =
                (monday..monday + 7).map(|day| self.arrivals.day(STORE, day)).collect();
            self.ledger.begin_week();
            for (day, forecast) in (monday..monday + 7).zip(&week) {
                if day == CLOSED_DAY {
                    continue;
                }
                let needs = self.needs(forecast);
                let people: Vec<Person> =
                    self.staff.iter().map(|person| self.ledger.today(day, person, &RULES)).collect();
                let problem = Problem {
                    people: &people,
                    rules: RULES,
                    needs: needs.clone(),
                    uncovered_cents: UNCOVERED_CENTS,
                };
                let plan = problem.plan(day as u64);
                self.ledger.add(day, &plan.shifts, &RULES);
                self.live(day, &needs, &plan, &mut tallies);
                self.plans.push((day, plan));
                self.days += 1;
            }
        }
        tallies
    }

    /// People needed by role and quarter hour, for the arrivals that are expected.
    fn needs(&self, forecast: &[Counts]) -> [Vec<u32>; 3] {
        let means: Vec<f64> = forecast.iter().map(|counts| counts.mean()).collect();
        let loads = loads(&means, self.service_seconds);
        let tills = (0..QUARTERS).map(|quarter| {
            // What counts scatter beyond Poisson is how unsure their rate is.
            let counts = forecast[quarter];
            let beyond = (counts.variance() - counts.mean()).max(0.0).sqrt() / counts.mean().max(0.01);
            let need = needed_unsure(loads[quarter], beyond, self.service_seconds, TARGET).clamp(1, LANES);
            if OPEN.contains(&quarter) { need } else { 0 }
        });
        let orders: Vec<Task> = OPEN
            .map(|quarter| Task {
                from: quarter,
                due: (quarter + PICKED_WITHIN_QUARTERS).min(OPEN.end),
                work: means[quarter] * ORDER_SHARE * PICKING_QUARTERS,
            })
            .collect();
        let picking = level(&orders).into_iter().map(|people| (people - 1e-9).ceil().max(0.0) as u32);
        [tills.collect(), picking.collect(), vec![0; QUARTERS]]
    }

    /// Lives a day under every method; the arrivals of the day are learnt as they come.
    fn live(&mut self, day: i64, needs: &[Vec<u32>; 3], plan: &Plan, tallies: &mut [Tally]) {
        let shoppers = self.shoppers[day as usize].clone();
        let mut coming = shoppers.iter().peekable();
        let mut expected = Vec::new();
        for at in 0..QUARTERS {
            expected.push(self.arrivals.live(STORE, day, at)[0].mean());
            while let Some(shopper) = coming.next_if(|shopper| quarter(shopper) == at) {
                self.arrivals.observe(STORE, day, quarter(shopper));
            }
        }
        let planned = cover(plan, Role::Till);
        for ((method, _), tally) in METHODS.iter().zip(tallies) {
            let (lanes, mut hours) = match method {
                Method::FixedAverage => (&self.fixed[0], 0.0),
                Method::FixedPeak => (&self.fixed[1], 0.0),
                Method::Needs => (&needs[0], 0.0),
                Method::Plan | Method::PlanLive => (&planned, 0.0),
            };
            hours += lanes.iter().sum::<u32>() as f64 / 4.0;
            let mut calls = Calls {
                lanes,
                expected: &expected,
                service_seconds: self.service_seconds,
                called: Vec::new(),
                asked: 0.0,
            };
            let served = serve(&shoppers, |now, people| match method {
                Method::PlanLive => calls.open(now, people),
                _ => at(lanes, now),
            });
            tally.paid_hours += hours + calls.called.len() as f64 * CALLED_SECONDS / 3_600.0;
            let met = served.waits.iter().filter(|wait| **wait <= TARGET.wait_seconds).count();
            tally.worst_day = tally.worst_day.min(met as f64 / served.waits.len().max(1) as f64);
            tally.met += met;
            tally.waits.extend(served.waits);
        }
        self.pick(&shoppers, &cover(plan, Role::Picking));
    }

    /// Every twentieth shopper is an order; whichever is due first is picked first.
    fn pick(&mut self, shoppers: &[Shopper], pickers: &[u32]) {
        let mut left: std::collections::VecDeque<(usize, f64)> = std::collections::VecDeque::new();
        let mut orders = shoppers.iter().step_by((1.0 / ORDER_SHARE) as usize).map(quarter).peekable();
        for (at, pickers) in pickers.iter().enumerate() {
            while let Some(from) = orders.next_if(|from| *from <= at) {
                left.push_back(((from + PICKED_WITHIN_QUARTERS).min(OPEN.end), PICKING_QUARTERS));
                self.picked.1 += 1.0;
            }
            let mut hands = f64::from(*pickers);
            while let Some((due, work)) = left.front_mut() {
                let done = work.min(hands);
                *work -= done;
                hands -= done;
                if *work > 1e-9 {
                    break;
                }
                self.picked.0 += f64::from(u8::from(at < *due));
                left.pop_front();
            }
        }
    }
}

/// Lanes of the plan, and those to which somebody is called.
struct Calls<'a> {
    lanes: &'a [u32],
    expected: &'a [f64],
    service_seconds: f64,
    /// When each called lane opens.
    called: Vec<f64>,
    asked: f64,
}

impl Calls<'_> {
    fn open(&mut self, now: f64, people: u32) -> u32 {
        if now >= self.asked && OPEN.contains(&((now / 900.0) as usize)) {
            self.asked = now + ASKED_SECONDS;
            let soon = now + NOTICE_SECONDS;
            let open = at(self.lanes, soon) + self.called_at(soon);
            let lanes = Lanes {
                open,
                there_are: LANES.max(open),
                people,
                arrivals_per_quarter: self.expected[((soon / 900.0) as usize).min(QUARTERS - 1)],
                service_seconds: self.service_seconds,
                target: TARGET,
                notice_seconds: NOTICE_SECONDS,
            };
            if let Advice::Open { lanes, .. } = lanes.advise() {
                self.called.extend((0..lanes).map(|_| soon));
            }
        }
        at(self.lanes, now) + self.called_at(now)
    }

    fn called_at(&self, now: f64) -> u32 {
        self.called.iter().filter(|from| (**from..**from + CALLED_SECONDS).contains(&now)).count() as u32
    }
}

fn at(lanes: &[u32], now: f64) -> u32 {
    lanes.get((now / 900.0) as usize).copied().unwrap_or_default()
}

fn cover(plan: &Plan, role: Role) -> Vec<u32> {
    let of = |quarter| {
        plan.shifts.iter().filter(|shift| shift.role == role && shift.works(quarter, &RULES)).count() as u32
    };
    (0..QUARTERS).map(of).collect()
}

fn quarter(shopper: &Shopper) -> usize {
    (shopper.at_seconds / 900.0) as usize
}

/// Lanes by blocks of six hours, the same every day: enough for the average load of a block, and for its highest.
fn fixed(average: &[f64], service_seconds: f64) -> [Vec<u32>; 2] {
    let loads = loads(average, service_seconds);
    let mut fixed = [vec![0; QUARTERS], vec![0; QUARTERS]];
    for block in OPEN.step_by(24) {
        let of = &loads[block..block + 24];
        let mean = of.iter().sum::<f64>() / 24.0;
        let highest = of.iter().copied().fold(0.0, f64::max);
        for (lanes, load) in fixed.iter_mut().zip([mean, highest]) {
            lanes[block..block + 24].fill(needed(load, service_seconds, TARGET));
        }
    }
    fixed
}

fn shoppers(visits: &[Visit], seed: u64) -> Vec<Vec<Shopper>> {
    let mut chance = Chance::new(seed);
    let mut days: Vec<Vec<Shopper>> = vec![Vec::new(); END_DAY as usize];
    for visit in visits {
        for _ in 0..SHOPPERS_PER_VISIT {
            let (day, second) = (visit.at_seconds / DAY_SECONDS, visit.at_seconds % DAY_SECONDS);
            let at_seconds = second as f64 + 3_600.0 * (chance.unit() - 0.5);
            let service_seconds =
                (25.0 + 4.5 * f64::from(visit.lines)) * (0.25 * chance.normal() - 0.031).exp();
            if (OPEN.start as f64 * 900.0..OPEN.end as f64 * 900.0).contains(&at_seconds) {
                days[day as usize].push(Shopper { at_seconds, service_seconds });
            }
        }
    }
    days.iter_mut().for_each(|day| day.sort_by(|one, other| one.at_seconds.total_cmp(&other.at_seconds)));
    days
}

/// Ten full-time of 37.5 hours and twenty part-time of 20, at 16 dollars an hour: a third early, a third late, a third any time;
/// every second can pick.
fn staff() -> Vec<Person> {
    let person = |person: u32| Person {
        person,
        roles: if person.is_multiple_of(2) { vec![Role::Till, Role::Picking] } else { vec![Role::Till] },
        free: [(24, 64), (56, 96), (24, 96)][(person / 3 % 3) as usize],
        contract: if person < 10 { 150 } else { 80 },
        overtime: 16,
        cents: 400,
    };
    (0..30).map(person).collect()
}

impl Outcome {
    /// The table.
    pub fn text(&self) -> String {
        let rows: Vec<Vec<String>> =
            METHODS.iter().zip(&self.tallies).map(|((_, name), of)| self.row(name, of)).collect();
        let gaps: Vec<f64> = self.plans.iter().map(|(_, plan)| plan.gap()).collect();
        let missing: u32 =
            self.plans.iter().flat_map(|(_, plan)| &plan.uncovered).map(|span| span.missing).sum();
        let header = ["method", "served in 2 min", "worst day", "mean wait s", "paid till hours/day"];
        format!(
            "lanes of one store, {} days, {SEEDS} seeds, mean and 95 % interval; promised are {:.0} % in two minutes\n\n{}\n\
             plans: gap to the bound {:.1} % on average, {:.1} % at most; {:.2} hours a day uncovered; {:.1} % of orders picked \
             on time",
            self.days,
            100.0 * TARGET.share,
            table::text(&header, &rows),
            100.0 * gaps.iter().sum::<f64>() / gaps.len().max(1) as f64,
            100.0 * gaps.iter().copied().fold(0.0, f64::max),
            f64::from(missing) / 4.0 / self.days,
            100.0 * self.picked_on_time,
        )
    }

    fn row(&self, name: &str, of: &[Tally]) -> Vec<String> {
        let number = |of: &[Tally], number: &dyn Fn(&Tally) -> f64| {
            interval(&of.iter().map(number).collect::<Vec<_>>())
        };
        let (met, met_half) = number(of, &|tally| 100.0 * tally.met as f64 / tally.waits.len() as f64);
        let (worst, _) = number(of, &|tally| 100.0 * tally.worst_day);
        let (wait, wait_half) =
            number(of, &|tally| tally.waits.iter().sum::<f64>() / tally.waits.len() as f64);
        let (hours, hours_half) = number(of, &|tally| tally.paid_hours / self.days);
        vec![
            name.to_owned(),
            format!("{met:.1}% ± {met_half:.1}"),
            format!("{worst:.0}%"),
            format!("{wait:.0} ± {wait_half:.0}"),
            format!("{hours:.1} ± {hours_half:.1}"),
        ]
    }

    /// Shifts, and what they leave uncovered.
    pub fn export(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
        let mut shifts = "day,person,role,from,to,pause\n".to_owned();
        let mut uncovered = "day,role,from,to,missing,why\n".to_owned();
        for (day, plan) in &self.plans {
            for shift in &plan.shifts {
                let pause = shift.pause.map_or_else(String::new, |pause| pause.to_string());
                shifts +=
                    &format!("{day},{},{:?},{},{},{pause}\n", shift.person, shift.role, shift.from, shift.to);
            }
            for span in &plan.uncovered {
                uncovered += &format!(
                    "{day},{:?},{},{},{},{:?}\n",
                    span.role, span.from, span.to, span.missing, span.why
                );
            }
        }
        for (name, text) in [("shifts.csv", shifts), ("uncovered.csv", uncovered)] {
            let mut file =
                std::fs::File::create(folder.join(name)).with_context(|| format!("make {name}"))?;
            file.write_all(text.as_bytes()).with_context(|| format!("write {name}"))?;
        }
        Ok(())
    }
}
