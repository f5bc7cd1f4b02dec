//! Losses follow the log: what is opened is a function of it, and is opened once, however one comes by it.

use realtail_engine::Entry;
use realtail_kernel::{Instant, Position, Reference, SiteId, Word};
use realtail_models::loss::Losses;
use realtail_vocabulary::{
    Event, IntelligenceEvent, LossMark, LossSubject, LossVerdict, Observed, Signal, TillStep, TillTransaction,
};

type Log = Vec<Entry<Event, ()>>;

const DAY_MICROS: i64 = 86_400_000_000;

fn entry(at: Instant, event: Event) -> Entry<Event, ()> {
    Entry {
        at,
        received_at: at,
        signal: "retail.till.transacted".into(),
        by: "test".into(),
        cause: None,
        keys: Default::default(),
        events: vec![event],
        refusal: None,
    }
}

/// A transaction of one of twelve operators; the third pays money to herself from day 60 on.
fn transaction(day: i64, minute: i64) -> Entry<Event, ()> {
    let draw = ((day * 600 + minute) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11;
    let (operator, odds) = (draw % 12, (draw / 12) % 1_000);
    let at = Instant::from_micros(day * DAY_MICROS + (480 + minute) * 60_000_000);
    let guilty = operator == 3 && day >= 60;
    let step = if odds < if guilty { 90 } else { 10 } {
        TillStep::Refunded { amount: 2_000, receipt_shown: !guilty && odds > 1 }
    } else {
        TillStep::Scanned { lines: 8, amount: 3_000 }
    };
    let name = |text: String| Reference::new(text).expect("a reference");
    let told = TillTransaction {
        transaction: name(format!("{day}-{minute}")),
        site: SiteId::new(if operator % 2 == 0 { "north" } else { "south" }).expect("a site"),
        till: name(format!("t{}", operator / 2)),
        operator: name(format!("op-{operator}")),
        customer: None,
        sale: None,
        ended_at: at,
        steps: vec![step, TillStep::Totalled],
    };
    let word = |text: &str| Word::new(text).expect("a word");
    let observed =
        Observed { source: word("t"), id: word("1"), time: None, signal: Signal::TillTransacted(told) };
    entry(at, Event::Observed(Box::new(observed)))
}

/// Follows a log while it is written: each case that is opened stands in it at once.
fn write(losses: &mut Losses, log: &mut Log, days: std::ops::Range<i64>) {
    for day in days {
        for minute in 0..600 {
            log.push(transaction(day, minute));
            take(losses, log);
            while let Some(opening) = losses.waiting().first().cloned() {
                let opened = IntelligenceEvent::LossCaseOpened(Box::new(opening.case));
                log.push(entry(opening.received_at, Event::Intelligence(opened)));
                take(losses, log);
            }
        }
    }
}

fn take(losses: &mut Losses, log: &Log) {
    let newest = log.last().expect("an entry");
    losses.take(Position(log.len() as u64), newest);
}

fn opened(log: &Log) -> Vec<LossSubject> {
    let case = |entry: &Entry<Event, ()>| match &entry.events[0] {
        Event::Intelligence(IntelligenceEvent::LossCaseOpened(case)) => Some(case.subject.clone()),
        _ => None,
    };
    log.iter().filter_map(case).collect()
}

fn follow(mut losses: Losses, log: &Log) -> Losses {
    for (entry, position) in log.iter().zip(1..) {
        losses.take(Position(position), entry);
    }
    losses
}

#[test]
fn what_is_opened_is_a_function_of_the_log_and_is_opened_once() {
    let (mut losses, mut log) = (Losses::new(0.1), Log::new());
    write(&mut losses, &mut log, 0..64);
    let checkpoint = rmp_serde::to_vec(&losses).expect("written");
    write(&mut losses, &mut log, 64..72);
    let cases = opened(&log);
    let thief = LossSubject::Operator { operator: Reference::new("op-3").expect("a reference") };
    assert!(cases.contains(&thief), "{cases:?}");
    let state = |losses: &Losses| rmp_serde::to_vec(losses).expect("written");
    let restarted = follow(rmp_serde::from_slice(&checkpoint).expect("read"), &log);
    let afresh = follow(Losses::new(0.1), &log);
    for (how, other) in [("from a checkpoint", &restarted), ("from the beginning", &afresh)] {
        assert_eq!(other.waiting(), [], "{how} nothing is opened twice");
        assert_eq!(state(other), state(&losses), "{how}");
    }
}

#[test]
fn a_case_that_could_not_be_told_for_a_day_is_let_be() {
    let (mut losses, mut log) = (Losses::new(0.1), Log::new());
    let mut waited = 0;
    for day in 0..72 {
        for minute in 0..600 {
            log.push(transaction(day, minute));
            take(&mut losses, &log);
        }
        waited = waited.max(losses.waiting().len());
    }
    assert!(waited > 0, "somebody stood out");
    let later = Instant::from_micros(74 * DAY_MICROS);
    let mark = LossMark {
        case: "1".parse().expect("a number"),
        verdict: LossVerdict::Wrong,
        by: Word::new("ann").expect("a word"),
        note: None,
    };
    log.push(entry(later, Event::Intelligence(IntelligenceEvent::LossCaseMarked(Box::new(mark)))));
    take(&mut losses, &log);
    assert_eq!(losses.waiting(), []);
}
