//! What happens when: receipts merged with deliveries, counts and looks at the book, in the order of business time.

use realtail_kernel::Instant;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Units of a pair that were sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sent {
    pub(crate) pair: u32,
    pub(crate) units: u32,
}

/// A delivery under way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Delivery {
    pub(crate) shipment: String,
    pub(crate) site: u32,
    pub(crate) lines: Vec<Sent>,
}

/// Something a site does. At the same moment, what comes in comes first: the order of the variants is the order of the day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Chore {
    /// Takes in a delivery.
    TakeIn(Delivery),
    /// Counts a few items.
    Count { site: u32 },
    /// Looks at the book and orders what is missing.
    Review { site: u32 },
}

/// What is next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The receipt with this index.
    Receipt(usize),
    /// A chore.
    Chore(Chore),
}

/// Receipts in the order of time, and chores that come up while they are replayed.
#[derive(Debug)]
pub(crate) struct Agenda {
    receipts: Vec<Instant>,
    next_receipt: usize,
    chores: BinaryHeap<Reverse<(Instant, Chore)>>,
}

impl Agenda {
    /// With receipts at these times, already in order.
    pub(crate) fn new(receipts: Vec<Instant>) -> Agenda {
        Agenda { receipts, next_receipt: 0, chores: BinaryHeap::new() }
    }

    /// Adds a chore; one that is late already comes next.
    pub(crate) fn add(&mut self, at: Instant, chore: Chore) {
        self.chores.push(Reverse((at, chore)));
    }

    /// When the next thing happens: a chore before a receipt of the same moment.
    pub(crate) fn next_at(&self) -> Option<Instant> {
        let receipt = self.receipts.get(self.next_receipt).copied();
        let chore = self.chores.peek().map(|Reverse((at, _))| *at);
        match (receipt, chore) {
            (Some(receipt), Some(chore)) => Some(receipt.min(chore)),
            (one, other) => one.or(other),
        }
    }

    /// Takes the next thing.
    pub(crate) fn take(&mut self) -> Option<(Instant, Next)> {
        let at = self.next_at()?;
        if self.chores.peek().is_some_and(|Reverse((chore_at, _))| *chore_at == at) {
            let Reverse((at, chore)) = self.chores.pop()?;
            return Some((at, Next::Chore(chore)));
        }
        self.next_receipt += 1;
        Some((at, Next::Receipt(self.next_receipt - 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(receipts: &[i64], chores: &[(i64, &str)], expected: Expect) {
        let mut agenda = Agenda::new(receipts.iter().map(|at| Instant::from_micros(*at)).collect());
        for (site, (at, chore)) in (0..).zip(chores) {
            let delivery = Delivery { shipment: String::new(), site, lines: vec![] };
            let chore = match *chore {
                "take in" => Chore::TakeIn(delivery),
                "count" => Chore::Count { site },
                _ => Chore::Review { site },
            };
            agenda.add(Instant::from_micros(*at), chore);
        }
        let name = |next| match next {
            Next::Receipt(index) => format!("receipt {index}"),
            Next::Chore(Chore::TakeIn(delivery)) => format!("take in {}", delivery.site),
            Next::Chore(Chore::Count { site }) => format!("count {site}"),
            Next::Chore(Chore::Review { site }) => format!("review {site}"),
        };
        let told: Vec<String> = std::iter::from_fn(|| agenda.take())
            .map(|(at, next)| format!("{}: {}", at.micros(), name(next)))
            .collect();
        expected.assert_eq(&told.join(", "));
    }

    #[test]
    fn the_day_goes_by_in_order() {
        check(&[], &[], expect![""]);
        check(&[1, 1, 2], &[], expect!["1: receipt 0, 1: receipt 1, 2: receipt 2"]);
        check(
            &[1, 3],
            &[(2, "count"), (4, "review")],
            expect!["1: receipt 0, 2: count 0, 3: receipt 1, 4: review 1"],
        );
        // At one moment, goods come in before anybody counts, orders or buys.
        check(
            &[5],
            &[(5, "review"), (5, "count"), (5, "take in")],
            expect!["5: take in 2, 5: count 1, 5: review 0, 5: receipt 0"],
        );
    }

    #[test]
    fn what_comes_up_late_comes_next() {
        let mut agenda = Agenda::new(vec![Instant::from_micros(5), Instant::from_micros(6)]);
        agenda.take();
        agenda.add(Instant::from_micros(2), Chore::Count { site: 0 });
        assert_eq!(agenda.take(), Some((Instant::from_micros(2), Next::Chore(Chore::Count { site: 0 }))));
        assert_eq!(agenda.take(), Some((Instant::from_micros(6), Next::Receipt(1))));
        assert_eq!(agenda.take(), None);
    }
}
