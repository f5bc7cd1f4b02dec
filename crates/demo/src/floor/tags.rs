//! Each unit of the planned items has a tag; a reader hears the tags that are on the sales floor and in the backroom.

use super::open::{BACK, FLOOR};
use super::plan::{FloorPlan, Planned};
use super::signals;
use crate::DemoError;
use crate::books::Books;
use crate::wire::CloudEvent;
use realtail_kernel::{Epc, Sgtin};
use serde_json::{Value, json};
use std::collections::VecDeque;

const READER: &str = "ceiling";
const ON_FLOOR: u16 = 1;
const IN_BACK: u16 = 2;
/// The backroom is listened to each so many rounds: hardly anything happens there.
const BACK_EVERY: u64 = 3;
/// Digits of the company prefix on the tags.
const COMPANY_DIGITS: u8 = 7;
/// So many units of one item have tags at the most, so that a round never says more than it can.
const TAGS_MAX: usize = 12;

/// The units of one item, by their serial numbers, the oldest first.
#[derive(Debug, Default)]
struct Units {
    floor: VecDeque<u32>,
    back: VecDeque<u32>,
    next: u32,
}

impl Units {
    fn count(&self) -> usize {
        self.floor.len() + self.back.len()
    }

    /// As many as the book has: what is gone was taken from the shelf first, what came is in the backroom.
    fn follow(&mut self, on_hand: i64) {
        let there = usize::try_from(on_hand).unwrap_or(0).min(TAGS_MAX);
        while self.count() > there {
            if self.floor.pop_front().is_none() {
                self.back.pop_front();
            }
        }
        while self.count() < there {
            self.back.push_back(self.next);
            self.next += 1;
        }
    }

    fn carry(&mut self, units: i64) {
        for _ in 0..units {
            let Some(serial) = self.back.pop_front() else { return };
            self.floor.push_back(serial);
        }
    }
}

/// All tags of the store, in the order of the plan.
pub(super) struct Tags(Vec<Units>);

impl Tags {
    /// As the store opens.
    pub(super) fn of(plan: &FloorPlan, books: &Books) -> Tags {
        let units = |planned: &Planned| {
            let mut units = Units::default();
            units.follow(books.on_hand(planned.pair));
            units.carry(i64::from(planned.capacity));
            units
        };
        Tags(plan.items.iter().map(units).collect())
    }

    /// How many units of the item at this place of the plan are on the shelf.
    pub(super) fn on_floor(&self, place: usize) -> usize {
        self.0.get(place).map_or(0, |units| units.floor.len())
    }

    /// An associate brings units from the backroom.
    pub(super) fn carry(&mut self, place: usize, units: i64) {
        if let Some(known) = self.0.get_mut(place) {
            known.carry(units);
        }
    }

    /// What the reader hears in this round.
    pub(super) fn round(
        &mut self,
        round: u64,
        plan: &FloorPlan,
        books: &Books,
    ) -> Result<Vec<CloudEvent>, DemoError> {
        let mut said = Vec::new();
        for (units, planned) in self.0.iter_mut().zip(&plan.items) {
            units.follow(books.on_hand(planned.pair));
            let back = units.back.iter().filter(|_| round.is_multiple_of(BACK_EVERY));
            let heard = units.floor.iter().map(|serial| (serial, ON_FLOOR));
            for (serial, antenna) in heard.chain(back.map(|serial| (serial, IN_BACK))) {
                said.push(read(round, plan, planned, *serial, antenna)?);
            }
        }
        Ok(said)
    }
}

fn read(
    round: u64,
    plan: &FloorPlan,
    planned: &Planned,
    serial: u32,
    antenna: u16,
) -> Result<CloudEvent, DemoError> {
    let sgtin = Sgtin::new(planned.gtin, COMPANY_DIGITS, &serial.to_string()).map_err(DemoError::data)?;
    let id = format!("{}-{serial}-{round}", planned.item);
    let data = json!({"epc": Epc::Sgtin(sgtin), "reader": READER, "antenna": antenna, "site": plan.site,
        "rssi_dbm": -52});
    signals::event("retail.tag.read", id, plan, &data)
}

/// The reader.
pub(super) fn devices(plan: &FloorPlan) -> Vec<(String, Value)> {
    let antennas = json!([{"antenna": ON_FLOOR, "zone": FLOOR}, {"antenna": IN_BACK, "zone": BACK}]);
    let body = json!({"kind": "reader", "site": plan.site, "name": "Reader under the ceiling",
        "antennas": antennas});
    vec![(READER.to_owned(), body)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is where after the steps: `book N` or `carry N`.
    #[track_caller]
    fn check(steps: &str, expected: &str) {
        let mut units = Units::default();
        for step in steps.split(", ") {
            let (verb, count) = step.split_once(' ').expect("a step reads `verb count`");
            let count: i64 = count.parse().expect("a number");
            match verb {
                "book" => units.follow(count),
                _ => units.carry(count),
            }
        }
        assert_eq!(format!("floor {:?}, back {:?}", units.floor, units.back), expected, "{steps}");
    }

    #[test]
    fn tags_follow_the_book() {
        check("book 3", "floor [], back [0, 1, 2]");
        check("book 3, carry 2", "floor [0, 1], back [2]");
        // Sold from the shelf first; when it is empty, from behind.
        check("book 3, carry 2, book 2", "floor [1], back [2]");
        check("book 3, carry 2, book 0", "floor [], back []");
        // A till may sell what the book does not have.
        check("book 3, carry 2, book -1", "floor [], back []");
        // What comes in has new tags, and stands behind.
        check("book 2, carry 1, book 0, book 2", "floor [], back [2, 3]");
        // Nobody brings more than there is.
        check("book 1, carry 5", "floor [0], back []");
    }
}
