//! The report as text and as Markdown.

use std::fmt::Write;

use crate::report::{Report, Row};

/// For the terminal.
pub fn text(report: &Report) -> String {
    let mut out =
        format!("\n{}{}\n\n", report.machine.line(), if report.quick { " (quick run)" } else { "" });
    for (title, table) in tables(report) {
        let _ = writeln!(out, "{title}");
        out += &aligned(&table);
        out.push('\n');
    }
    for note in notes(report) {
        let _ = writeln!(out, "note: {note}");
    }
    out
}

/// For the README.
pub fn markdown(report: &Report) -> String {
    let quick = if report.quick { " Quick run: one short round, indicative only." } else { "" };
    let mut out = format!(
        "Measured on {}; clients and servers share the cores, every write durable before its answer.{quick}\n",
        report.machine.line()
    );
    for (title, table) in tables(report) {
        let _ = writeln!(out, "\n**{title}**\n");
        for (index, row) in table.iter().enumerate() {
            let _ = writeln!(out, "| {} |", row.join(" | "));
            if index == 0 {
                let _ = writeln!(out, "|{}", " --- |".repeat(row.len()));
            }
        }
    }
    let notes = notes(report);
    if !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        let _ = writeln!(out, "- {note}");
    }
    out
}

type Table = Vec<Vec<String>>;

fn tables(report: &Report) -> Vec<(&'static str, Table)> {
    let all = [
        ("Rates (medians of the rounds)", rates(report)),
        ("Single numbers", figures(report)),
        ("Bars (medians of the ratio in each round)", bars(report)),
    ];
    all.into_iter().filter(|(_, table)| table.len() > 1).collect()
}

fn rates(report: &Report) -> Table {
    let mut table = vec![head(&[
        "work",
        "clients",
        "who",
        "per second",
        "p50 ms",
        "p99 ms",
        "server µs/request",
        "client µs/request",
        "failed",
    ])];
    let mut rows: Vec<&Row> = report.rows.iter().collect();
    rows.sort_by_key(|row| {
        (report.rows.iter().position(|other| other.work == row.work), row.clients, row.contender)
    });
    for row in rows {
        table.push(vec![
            row.work.to_owned(),
            row.clients.to_string(),
            row.contender.name().to_owned(),
            format!("{} {}", rate(row.per_second()), row.unit),
            format!("{:.2}", row.median_of(|sample| sample.p50_ms)),
            format!("{:.2}", row.median_of(|sample| sample.p99_ms)),
            format!("{:.1}", row.median_of(|sample| sample.server_cpu_us)),
            format!("{:.1}", row.median_of(|sample| sample.client_cpu_us)),
            row.failed().to_string(),
        ]);
    }
    table
}

/// Slow ones to the tenth.
fn rate(per_second: f64) -> String {
    match per_second {
        100.0.. => thousands(per_second),
        _ => format!("{per_second:.1}"),
    }
}

fn figures(report: &Report) -> Table {
    let mut table = vec![head(&["what", "value", "how"])];
    for figure in &report.figures {
        let value = match figure.value {
            value if value >= 1_000.0 => thousands(value),
            value => format!("{value:.2}"),
        };
        table.push(vec![figure.name.to_owned(), format!("{value} {}", figure.unit), figure.how.clone()]);
    }
    table
}

fn bars(report: &Report) -> Table {
    let mut table = vec![head(&["work", "bar", "reached", "verdict"])];
    for bar in &report.bars {
        let reached = bar.reached.clone().unwrap_or_else(|| "-".to_owned());
        table.push(vec![bar.work.clone(), bar.asked.clone(), reached, bar.verdict.word().to_owned()]);
    }
    table
}

/// What was noted, and every kind of failure that was counted.
fn notes(report: &Report) -> Vec<String> {
    let mut notes = report.notes.clone();
    for row in &report.rows {
        let mut reasons: Vec<&String> =
            row.samples.iter().flat_map(|sample| sample.failures.keys()).collect();
        reasons.sort();
        reasons.dedup();
        let who = row.contender.name();
        let told = reasons.iter().take(3);
        notes.extend(
            told.map(|reason| format!("{}, {} clients, {who}: failed with {reason}", row.work, row.clients)),
        );
    }
    notes
}

fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn aligned(table: &Table) -> String {
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in table {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out += "  ";
        out += cells.join("  ").trim_end();
        out.push('\n');
    }
    out
}

/// `1234567.8` as `1,234,568`.
pub fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let cases =
            [(0.0, "0"), (999.4, "999"), (1_000.0, "1,000"), (123_456.7, "123,457"), (1e6, "1,000,000")];
        for (value, expected) in cases {
            assert_eq!(thousands(value), expected);
        }
    }
}
