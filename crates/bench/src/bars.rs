//! The bars to reach, and the verdict on each.

use serde::Serialize;

use crate::args::Contender;
use crate::report::{Report, median};
use crate::work;

/// One bar.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// What was done.
    pub work: String,
    /// What was asked.
    pub asked: String,
    /// What was reached; nothing where it was not measured.
    pub reached: Option<String>,
    /// Whether that is enough.
    pub verdict: Verdict,
}

/// Whether a bar was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Reached.
    Pass,
    /// Not reached.
    Short,
    /// Not measured in this run.
    NotMeasured,
}

impl Verdict {
    /// For people.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Short => "SHORT",
            Verdict::NotMeasured => "not measured",
        }
    }
}

/// All bars, judged by what a report holds.
pub fn judge(report: &Report) -> Vec<Bar> {
    use Contender::{Constant, Medusa, MedusaLastStep, Postgres, Redis};
    let [(_, twenty, twenty_at_half), (_, hundred, hundred_at_half)] = work::orders::BATCHES;
    vec![
        ratio(report, work::holds::UNIFORM, 64, Postgres, 4.0),
        ratio(report, work::holds::UNIFORM, 64, Redis, 1.2),
        ratio(report, work::holds::UNIFORM, 64, Constant, 0.5),
        ratio(report, work::holds::HOT, 64, Postgres, 25.0),
        ratio(report, work::holds::HOT, 64, Redis, 1.2),
        hot_is_no_slower(report),
        ratio(report, work::holds::UNIFORM, 1024, Postgres, 10.0),
        ratio(report, work::holds::UNIFORM, 1024, Redis, 1.5),
        rate(report, work::bulk::BATCH, 8, 100_000.0),
        rate(report, work::bulk::SIGNALS, 8, 50_000.0),
        figure(report, work::delay::P50, 2.0),
        figure(report, work::delay::P99, 10.0),
        rate(report, work::reads::WHILE_WRITING, 64, 30_000.0),
        latency(report, work::reads::WHILE_WRITING, 64, 10.0),
        ratio(report, work::orders::SINGLE, 1, Medusa, 50.0),
        ratio(report, work::orders::SINGLE, 8, Medusa, 50.0),
        ratio(report, work::orders::SINGLE, 16, Medusa, 50.0),
        ratio(report, work::orders::SINGLE, 8, MedusaLastStep, 50.0),
        latency(report, work::orders::SINGLE_AT_HALF, work::orders::CLIENTS, 10.0),
        rate(report, twenty, work::orders::BATCH_CLIENTS, 10_000.0),
        latency(report, twenty_at_half, work::orders::BATCH_CLIENTS, 10.0),
        rate(report, hundred, work::orders::BATCH_CLIENTS, 10_000.0),
        latency(report, hundred_at_half, work::orders::BATCH_CLIENTS, 10.0),
        latency(report, work::promise::PROMISE, work::wide::FEW_CLIENTS, 10.0),
        latency(report, work::route::SHORT, work::wide::FEW_CLIENTS, 20.0),
        latency(report, work::route::LONG, work::wide::FEW_CLIENTS, 20.0),
        figure(report, work::recovery::REPLAYED, 2.0),
        figure(report, work::recovery::FROM_SNAPSHOT, 5.0),
        figure(report, work::memory::OF_TEN_MILLION, 2.0),
    ]
}

fn ratio(report: &Report, work: &str, clients: usize, other: Contender, at_least: f64) -> Bar {
    let ours = report.row(work, Contender::Realtail, clients);
    let theirs = report.row(work, other, clients);
    let found = ours.zip(theirs).map(|(ours, theirs)| ours.ratios(theirs));
    let reached = found.filter(|rounds| !rounds.is_empty()).map(|rounds| {
        let all: Vec<String> = rounds.iter().map(|ratio| format!("{ratio:.2}")).collect();
        (median(rounds), format!(" x (rounds {})", all.join(", ")))
    });
    let asked = format!("at least {at_least} x {}", other.name());
    bar(format!("{work}, {clients} clients"), asked, reached, |value| value >= at_least)
}

/// A tenth is allowed for what two phases of one run differ by anyway.
fn hot_is_no_slower(report: &Report) -> Bar {
    let row = |work| report.row(work, Contender::Realtail, 64);
    let both = row(work::holds::HOT).zip(row(work::holds::UNIFORM));
    let reached = both.map(|(hot, uniform)| (median(hot.ratios(uniform)), " x uniform".to_owned()));
    let asked = "no slower than uniform (at least 0.9 x)".to_owned();
    bar(format!("{}, 64 clients", work::holds::HOT), asked, reached, |value| value >= 0.9)
}

fn rate(report: &Report, work: &str, clients: usize, at_least: f64) -> Bar {
    let row = report.row(work, Contender::Realtail, clients);
    let unit = row.map_or("", |row| row.unit);
    let reached = row.map(|row| (row.per_second(), format!(" {unit}/s")));
    let asked = format!("at least {at_least:.0}/s");
    bar(format!("{work}, {clients} clients"), asked, reached, |value| value >= at_least)
}

fn latency(report: &Report, work: &str, clients: usize, below_ms: f64) -> Bar {
    let row = report.row(work, Contender::Realtail, clients);
    let reached = row.map(|row| (row.median_of(|sample| sample.p99_ms), " ms".to_owned()));
    let asked = format!("p99 under {below_ms} ms");
    bar(format!("{work}, {clients} clients"), asked, reached, |value| value < below_ms)
}

fn figure(report: &Report, name: &str, below: f64) -> Bar {
    let found = report.figure(name);
    let reached = found.map(|figure| (figure.value, format!(" {}", figure.unit)));
    let asked = format!("under {below} {}", found.map_or("", |figure| figure.unit));
    bar(name.to_owned(), asked.trim().to_owned(), reached, |value| value < below)
}

fn bar(work: String, asked: String, reached: Option<(f64, String)>, enough: impl Fn(f64) -> bool) -> Bar {
    let verdict = match &reached {
        None => Verdict::NotMeasured,
        Some((value, _)) if enough(*value) => Verdict::Pass,
        Some(_) => Verdict::Short,
    };
    let reached = reached.map(|(value, rest)| match value {
        1000.0.. => format!("{value:.0}{rest}"),
        _ => format!("{value:.2}{rest}"),
    });
    Bar { work, asked, reached, verdict }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::machine::Machine;
    use crate::report::Sample;

    #[test]
    fn ratios_are_taken_round_by_round_and_the_middle_one_counts() {
        check(&[], &[], expect!["at least 1.2 x Redis: - not measured"]);
        check(&[10.0], &[], expect!["at least 1.2 x Redis: - not measured"]);
        check(&[12.0], &[10.0], expect!["at least 1.2 x Redis: 1.20 x (rounds 1.20) pass"]);
        check(&[11.9], &[10.0], expect!["at least 1.2 x Redis: 1.19 x (rounds 1.19) SHORT"]);
        // One round in which the machine was busy with something else does not decide.
        check(
            &[20.0, 1.0, 20.0],
            &[10.0, 10.0, 10.0],
            expect!["at least 1.2 x Redis: 2.00 x (rounds 2.00, 0.10, 2.00) pass"],
        );
        check(&[10.0, 20.0], &[10.0, 10.0], expect!["at least 1.2 x Redis: 1.50 x (rounds 1.00, 2.00) pass"]);
    }

    #[test]
    fn a_round_in_which_the_other_did_nothing_says_nothing() {
        check(&[12.0], &[0.0], expect!["at least 1.2 x Redis: - not measured"]);
        check(&[12.0, 13.0], &[0.0, 10.0], expect!["at least 1.2 x Redis: 1.30 x (rounds 1.30) pass"]);
    }

    #[test]
    fn figures_must_stay_below() {
        let mut report = empty();
        report.add_figure(work::delay::P50, 2.0, "ms", "x");
        let bar = figure(&report, work::delay::P50, 2.0);
        assert_eq!(bar.verdict, Verdict::Short);
        assert_eq!(figure(&report, work::delay::P50, 2.1).verdict, Verdict::Pass);
        assert_eq!(figure(&report, work::delay::P99, 2.1).verdict, Verdict::NotMeasured);
    }

    #[track_caller]
    fn check(ours: &[f64], theirs: &[f64], expected: Expect) {
        let mut report = empty();
        for (contender, rates) in [(Contender::Realtail, ours), (Contender::Redis, theirs)] {
            for &per_second in rates {
                let sample = Sample { per_second, ..Sample::default() };
                report.add(work::holds::UNIFORM, "holds", contender, 64, sample);
            }
        }
        let Bar { asked, reached, verdict, .. } =
            ratio(&report, work::holds::UNIFORM, 64, Contender::Redis, 1.2);
        let reached = reached.unwrap_or_else(|| "-".to_owned());
        expected.assert_eq(&format!("{asked}: {reached} {}", verdict.word()));
    }

    fn empty() -> Report {
        let machine = Machine::here();
        Report { machine, quick: true, rows: vec![], figures: vec![], bars: vec![], notes: vec![] }
    }
}
