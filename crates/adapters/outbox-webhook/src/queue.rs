//! What is to be delivered next, and up to where everything is done.

use crate::ledger::{Letter, Page};
use realtail_kernel::Position;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Entries that may be done beyond one that is not: how far a delivery that fails may fall behind the others.
const AHEAD_MAX: usize = 1024;
/// Letters that may wait in memory.
const WAITING_MAX: usize = 128;

/// The letters of one endpoint between the log and the wire.
#[derive(Debug)]
pub(crate) struct Queue {
    /// Not yet on their way, in order.
    waiting: VecDeque<Letter>,
    /// What the letters on their way are about.
    underway: BTreeSet<String>,
    /// Letters that are not done, by entry; an entry that is done stays until all before it are.
    open: BTreeMap<Position, usize>,
    /// How far the log was read.
    through: Position,
}

impl Queue {
    /// Goes on behind `cursor`.
    pub fn new(cursor: Position) -> Queue {
        let (waiting, underway, open) = (VecDeque::new(), BTreeSet::new(), BTreeMap::new());
        Queue { waiting, underway, open, through: cursor }
    }

    /// How many more letters may be read; none where too many wait already.
    pub fn room(&self) -> usize {
        let ahead = AHEAD_MAX.saturating_sub(self.open.len());
        ahead.min(WAITING_MAX.saturating_sub(self.waiting.len()))
    }

    /// Where to read on.
    pub fn read_from(&self) -> Position {
        self.through.next()
    }

    /// Takes in what was read.
    pub fn add(&mut self, page: Page) {
        for letter in &page.letters {
            *self.open.entry(letter.position).or_default() += 1;
        }
        self.waiting.extend(page.letters);
        self.through = self.through.max(page.through);
    }

    /// The next letter that nothing has to arrive before.
    pub fn next(&mut self) -> Option<Letter> {
        let at = self.waiting.iter().position(|letter| !self.underway.contains(&letter.subject))?;
        let letter = self.waiting.remove(at)?;
        self.underway.insert(letter.subject.clone());
        Some(letter)
    }

    /// The letter has arrived, or was given up.
    pub fn done(&mut self, letter: &Letter) {
        self.underway.remove(&letter.subject);
        if let Some(left) = self.open.get_mut(&letter.position) {
            *left -= 1;
        }
        while self.open.first_key_value().is_some_and(|(_, left)| *left == 0) {
            self.open.pop_first();
        }
    }

    /// All up to this entry is done.
    pub fn done_through(&self) -> Position {
        let open = self.open.first_key_value().map(|(position, _)| Position(position.0 - 1));
        open.unwrap_or(self.through)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use realtail_kernel::Instant;

    #[test]
    fn letters_about_the_same_wait_for_each_other_and_others_do_not() {
        check("1a 2a 3b", "next next next", "1a 3b - through 0");
        check("1a 2a 3b", "next next done1 next", "1a 3b 2a through 1");
        check("1a 2b 3c", "next next next done3 done2", "1a 2b 3c through 0");
        check("1a 2b 3c", "next next next done3 done2 done1", "1a 2b 3c through 9");
        // Two actions of one entry: it is done when both are.
        check("1a 1b 2c", "next next next done1 done2", "1a 1b 2c through 0");
        check("", "next", "- through 9");
    }

    /// Letters as position and subject, all of a page that was read through entry 9.
    fn check(given: &str, steps: &str, expected: &str) {
        let letters: Vec<Letter> = given.split_whitespace().map(letter).collect();
        let mut queue = Queue::new(Position(0));
        queue.add(Page { letters: letters.clone(), through: Position(9) });
        let mut told = Vec::new();
        for step in steps.split(' ') {
            match step.strip_prefix("done") {
                Some(position) => {
                    let done = letters.iter().find(|l| l.position.0.to_string() == position);
                    queue.done(done.expect("a letter"));
                }
                None => {
                    told.push(queue.next().map_or("-".to_owned(), |l| format!("{}{}", l.position, l.subject)))
                }
            }
        }
        let found = format!("{} through {}", told.join(" "), queue.done_through());
        assert_eq!(found, expected, "{given} | {steps}");
    }

    fn letter(text: &str) -> Letter {
        let (position, subject) = text.split_at(1);
        Letter {
            position: Position(position.parse().expect("a digit")),
            n: 0,
            subject: subject.to_owned(),
            body: Bytes::new(),
            signal: String::new(),
            received_at: Instant::EPOCH,
        }
    }
}
