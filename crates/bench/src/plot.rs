//! Rates by number of clients, as an SVG picture with logarithmic axes.

use std::fmt::Write;

use crate::args::Contender;
use crate::render::thousands;
use crate::report::{Report, Row};
use crate::work::holds::UNIFORM;
use crate::work::orders::SINGLE;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 190.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 52.0;
const LINES: [(Contender, &str); 7] = [
    (Contender::Realtail, "#d9480f"),
    (Contender::Redis, "#c2255c"),
    (Contender::Postgres, "#1864ab"),
    (Contender::PostgresOneStatement, "#74a9d8"),
    (Contender::Constant, "#868e96"),
    (Contender::Medusa, "#5f3dc4"),
    (Contender::MedusaLastStep, "#9775fa"),
];

/// Holds.
pub fn holds(report: &Report) -> String {
    picture(report, UNIFORM, "Holds per second, durable before the answer")
}

/// Orders.
pub fn orders(report: &Report) -> String {
    picture(report, SINGLE, "Orders of three lines per second, durable before the answer")
}

/// The picture; without rows, only its frame.
fn picture(report: &Report, work: &str, title: &str) -> String {
    let rows: Vec<&Row> = report.rows.iter().filter(|row| row.work == work).collect();
    let axes = Axes::around(&rows);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="{title}, by number of clients">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<text x="{LEFT}" y="26" font-size="16" font-weight="600" fill="#212529">{title}</text>
"##
    );
    grid(&mut svg, &axes);
    let mut names = Vec::new();
    for (contender, colour) in LINES {
        let mut points: Vec<(usize, f64)> = rows
            .iter()
            .filter(|row| row.contender == contender)
            .map(|row| (row.clients, row.per_second()))
            .collect();
        points.sort_by_key(|point| point.0);
        if let Some(&(clients, rate)) = points.last() {
            line(&mut svg, &axes, &points, colour);
            names.push((axes.y(rate), axes.x(clients), contender.name(), colour));
        }
    }
    label(&mut svg, names);
    svg += "</svg>\n";
    svg
}

struct Axes {
    clients: Vec<usize>,
    lowest: i32,
    highest: i32,
}

impl Axes {
    fn around(rows: &[&Row]) -> Axes {
        let mut clients: Vec<usize> = rows.iter().map(|row| row.clients).collect();
        clients.sort_unstable();
        clients.dedup();
        let rates = || rows.iter().map(|row| row.per_second().max(1.0).log10());
        let lowest = rates().fold(f64::INFINITY, f64::min);
        let highest = rates().fold(f64::NEG_INFINITY, f64::max);
        let (lowest, highest) = if rows.is_empty() { (3.0, 5.0) } else { (lowest.floor(), highest.ceil()) };
        Axes { clients, lowest: lowest as i32, highest: (highest as i32).max(lowest as i32 + 1) }
    }

    fn x(&self, clients: usize) -> f64 {
        let (first, last) =
            (self.clients.first().copied().unwrap_or(1), self.clients.last().copied().unwrap_or(2));
        let span = (last as f64 / first as f64).ln().max(f64::MIN_POSITIVE);
        let share = if first == last { 0.5 } else { (clients as f64 / first as f64).ln() / span };
        LEFT + share * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, rate: f64) -> f64 {
        let share = (rate.max(1.0).log10() - f64::from(self.lowest)) / f64::from(self.highest - self.lowest);
        HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    }
}

fn grid(svg: &mut String, axes: &Axes) {
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for power in axes.lowest..=axes.highest {
        for step in [1.0, 2.0, 5.0] {
            let rate = step * 10f64.powi(power);
            if power == axes.highest && step > 1.0 {
                break;
            }
            let y = axes.y(rate);
            let _ = writeln!(
                svg,
                r##"<path d="M{LEFT} {y:.1}H{right}" stroke="#dee2e6"/><text x="{:.1}" y="{:.1}" text-anchor="end" fill="#495057">{}</text>"##,
                LEFT - 8.0,
                y + 4.0,
                thousands(rate)
            );
        }
    }
    for &clients in &axes.clients {
        let x = axes.x(clients);
        let _ = writeln!(
            svg,
            r##"<path d="M{x:.1} {TOP}V{bottom}" stroke="#f1f3f5"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="#495057">{clients}</text>"##,
            bottom + 18.0
        );
    }
    let middle = f64::midpoint(LEFT, right);
    let y = HEIGHT - 12.0;
    let _ = writeln!(
        svg,
        r##"<text x="{middle:.1}" y="{y:.1}" text-anchor="middle" fill="#495057">clients, one request outstanding each</text>"##
    );
}

fn line(svg: &mut String, axes: &Axes, points: &[(usize, f64)], colour: &str) {
    let mut path = String::new();
    for (index, &(clients, rate)) in points.iter().enumerate() {
        let (letter, x, y) = (if index == 0 { 'M' } else { 'L' }, axes.x(clients), axes.y(rate));
        let _ = write!(path, "{letter}{x:.1} {y:.1}");
        let _ = writeln!(
            svg,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="3.5" fill="{colour}"><title>{clients} clients: {}/s</title></circle>"#,
            thousands(rate)
        );
    }
    let _ = writeln!(svg, r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>"#);
}

/// Names at the ends of the lines, moved apart where they would touch.
fn label(svg: &mut String, mut names: Vec<(f64, f64, &str, &str)>) {
    names.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut above = f64::NEG_INFINITY;
    for (y, x, name, colour) in names {
        let y = y.max(above + 15.0);
        above = y;
        let _ =
            writeln!(svg, r#"<text x="{:.1}" y="{:.1}" fill="{colour}">{name}</text>"#, x + 10.0, y + 4.0);
    }
}
