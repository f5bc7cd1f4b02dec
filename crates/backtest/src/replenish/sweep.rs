//! All items under one rule after the other, and what it comes to.

use super::items::{FIRST_DAY, Group, Item};
use super::outlook::{Means, outlooks};
use super::rules::{Buyer, Rule};
use super::shelf::{self, Day, START_DAY, Supplier};
use realtail_learn::replenish::Outlook;

/// What the days that are measured come to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    /// Units asked for.
    pub asked: u64,
    /// Units sold.
    pub sold: u64,
    /// Units in stock at the end of each day, summed.
    pub stock_unit_days: u64,
    /// The same at what they were sold for, in cents.
    pub stock_cent_days: f64,
    /// Orders of one item on one day.
    pub lines: u64,
}

impl Total {
    fn add(&mut self, days: &[Day], price_cents: f64) {
        for day in days {
            self.asked += u64::from(day.asked);
            self.sold += u64::from(day.sold);
            self.stock_unit_days += u64::from(day.left);
            self.stock_cent_days += f64::from(day.left) * price_cents;
            self.lines += u64::from(day.ordered > 0);
        }
    }

    /// Of several groups together.
    pub fn sum<'a>(totals: impl IntoIterator<Item = &'a Total>) -> Total {
        totals.into_iter().fold(Total::default(), |sum, total| Total {
            asked: sum.asked + total.asked,
            sold: sum.sold + total.sold,
            stock_unit_days: sum.stock_unit_days + total.stock_unit_days,
            stock_cent_days: sum.stock_cent_days + total.stock_cent_days,
            lines: sum.lines + total.lines,
        })
    }

    /// Units sold over units asked for.
    pub fn fill(&self) -> f64 {
        self.sold as f64 / (self.asked as f64).max(1.0)
    }
}

/// A rule at one grade of service.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Which rule.
    pub rule: Rule,
    /// See [`Rule::service`].
    pub service: f64,
    /// What each group comes to.
    pub groups: [Total; 3],
}

impl Point {
    /// All groups together.
    pub fn all(&self) -> Total {
        Total::sum(&self.groups)
    }
}

/// The items, what is expected of them, and the seed of their suppliers.
pub struct Trial<'a> {
    pub items: &'a [Item],
    pub means: &'a [Means],
    pub seed: u64,
}

impl Trial<'_> {
    /// Runs rules at grades of service; `told` is given each item's days as they were, from the first that is measured.
    pub fn run(&self, points: &[(Rule, f64)], mut told: impl FnMut(usize, &Item, &[Day])) -> Vec<Point> {
        let empty = |(rule, service): &(Rule, f64)| Point {
            rule: *rule,
            service: *service,
            groups: Default::default(),
        };
        let mut done: Vec<Point> = points.iter().map(empty).collect();
        let forecast = points.iter().any(|(rule, _)| rule.forecasts());
        for (index, item) in self.items.iter().enumerate() {
            let outlooks = if forecast { outlooks(&self.means[index]) } else { Vec::new() };
            let supplier = Supplier::new(index, self.seed);
            for (at, point) in done.iter_mut().enumerate() {
                let days = run(item, &supplier, &outlooks, point.rule, point.service);
                let measured = &days[FIRST_DAY - START_DAY..];
                point.groups[item.group as usize].add(measured, item.price_cents);
                told(at, item, measured);
            }
        }
        done
    }

    /// The grade of service at which a rule's fill is just that which is asked for, or a little more: looked for twice
    /// between the two grades on either side of it.
    pub fn at_fill(&self, curve: &[Point], fill: f64) -> Option<Point> {
        let mut curve = curve.to_vec();
        for _ in 0..2 {
            let (below, above) = around(&curve, |point| point.all().fill(), fill)?;
            let (low, high) = (below.service, above.service);
            let between: Vec<_> =
                (0..=4).map(|part| (above.rule, low + (high - low) * f64::from(part) / 4.0)).collect();
            curve = self.run(&between, |_, _, _| ());
        }
        curve.into_iter().find(|point| point.all().fill() >= fill)
    }
}

/// The points of a curve on either side of a fill.
fn around(curve: &[Point], of: impl Fn(&Point) -> f64, fill: f64) -> Option<(Point, Point)> {
    let above = curve.iter().position(|point| of(point) >= fill)?;
    Some((curve[above.checked_sub(1)?], curve[above]))
}

/// A group at a fill, and the grade of service: on the straight line between the points on either side of it.
pub fn between(curve: &[Point], group: Group, fill: f64) -> Option<(f64, Total)> {
    let of = |point: &Point| point.groups[group as usize];
    let (below, above) = around(curve, |point| of(point).fill(), fill)?;
    let (low, high) = (of(&below), of(&above));
    let part = (fill - low.fill()) / (high.fill() - low.fill()).max(1e-12);
    let mix = |low: f64, high: f64| low + (high - low) * part;
    let whole = |low: u64, high: u64| mix(low as f64, high as f64).round() as u64;
    let total = Total {
        asked: low.asked,
        sold: whole(low.sold, high.sold),
        stock_unit_days: whole(low.stock_unit_days, high.stock_unit_days),
        stock_cent_days: mix(low.stock_cent_days, high.stock_cent_days),
        lines: whole(low.lines, high.lines),
    };
    Some((mix(below.service, above.service), total))
}

/// One item under one rule, from the start on.
pub fn run(item: &Item, supplier: &Supplier, outlooks: &[Outlook], rule: Rule, service: f64) -> Vec<Day> {
    let mut buyer = Buyer::new(rule, service, supplier.quoted_days, item.price_cents);
    shelf::run(&item.units, supplier, |morning| {
        let outlook = outlooks.get(morning.day - START_DAY);
        buyer.order(morning, &item.units[..morning.day], outlook)
    })
}

/// Groups by their name, and all of them.
pub fn parts(point: &Point) -> Vec<(&'static str, Total)> {
    let each = Group::ALL.iter().map(|group| (group.name(), point.groups[*group as usize]));
    std::iter::once(("all", point.all())).chain(each).collect()
}
