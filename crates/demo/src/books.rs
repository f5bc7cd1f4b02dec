//! The client's own books: what must be on hand by the answers we got, and the most that can have been free.

/// What we know of one pair.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// By the answers so far. Exact whenever no call is under way.
    on_hand: i64,
    /// By the answers so far.
    held: i64,
    in_transit: i64,
    target: u32,
    /// Units that may have become free: counted as soon as we ask for what frees them.
    given: i64,
    /// Units that were certainly taken: counted when we are told so.
    taken: i64,
    /// While a count is under way, nobody can say what is on hand.
    counts_under_way: u32,
}

/// What the engine had certainly given away when a hold was asked for. See [`Books::hold_granted`].
pub(crate) struct Asked(Vec<(u32, u32, i64)>);

impl Asked {
    /// The pairs and units that were asked for.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().map(|(pair, units, _)| (*pair, *units))
    }
}

/// All pairs of a retailer.
#[derive(Debug)]
pub(crate) struct Books {
    entries: Vec<Entry>,
}

impl Books {
    /// Opening stock is the target.
    pub(crate) fn open(targets: &[u32]) -> Books {
        let entry = |target: &u32| {
            let units = i64::from(*target);
            Entry { on_hand: units, given: units, target: *target, ..Entry::default() }
        };
        Books { entries: targets.iter().map(entry).collect() }
    }

    fn with(&mut self, pair: u32, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.get_mut(pair as usize) {
            change(entry);
        }
    }

    fn entry(&self, pair: u32) -> Entry {
        self.entries.get(pair as usize).copied().unwrap_or_default()
    }

    /// By the answers so far.
    pub(crate) fn on_hand(&self, pair: u32) -> i64 {
        self.entry(pair).on_hand
    }

    /// By the answers so far.
    pub(crate) fn held(&self, pair: u32) -> i64 {
        self.entry(pair).held
    }

    /// What is missing to the target, with what is under way.
    pub(crate) fn missing(&self, pair: u32) -> u32 {
        let entry = self.entry(pair);
        let missing = i64::from(entry.target) - entry.on_hand - entry.in_transit;
        u32::try_from(missing).unwrap_or_default()
    }

    /// A till sold units.
    pub(crate) fn sold(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| {
            entry.on_hand -= i64::from(units);
            entry.taken += i64::from(units);
        });
    }

    /// Units are under way.
    pub(crate) fn dispatched(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.in_transit += i64::from(units));
    }

    /// We are about to say that units arrived.
    pub(crate) fn arriving(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.given += i64::from(units));
    }

    /// Units arrived out of those that were sent; the others are lost.
    pub(crate) fn arrived(&mut self, pair: u32, units: u32, sent: u32) {
        self.with(pair, |entry| {
            entry.on_hand += i64::from(units);
            entry.in_transit -= i64::from(sent);
        });
    }

    /// We are about to say what was counted.
    pub(crate) fn counting(&mut self, pair: u32) {
        self.with(pair, |entry| entry.counts_under_way += 1);
    }

    /// A count was booked with this difference.
    pub(crate) fn counted(&mut self, pair: u32, difference: i64) {
        self.with(pair, |entry| {
            entry.counts_under_way = entry.counts_under_way.saturating_sub(1);
            entry.on_hand += difference;
            entry.given += difference.max(0);
            entry.taken += (-difference).max(0);
        });
    }

    /// We are about to ask for a hold.
    pub(crate) fn asking(&self, lines: &[(u32, u32)]) -> Asked {
        Asked(lines.iter().map(|(pair, units)| (*pair, *units, self.entry(*pair).taken)).collect())
    }

    /// A hold was granted. Counts the lines that cannot have been free at any moment between question and answer:
    /// whatever order the engine took our calls in, it promised units that it did not have.
    pub(crate) fn hold_granted(&mut self, asked: &Asked) -> u64 {
        let mut oversold = 0;
        for (pair, units, taken_before) in &asked.0 {
            let units = i64::from(*units);
            self.with(*pair, |entry| {
                let free_at_most = entry.given - taken_before;
                if entry.counts_under_way == 0 && free_at_most < units {
                    oversold += 1;
                }
                entry.taken += units;
                entry.held += units;
            });
        }
        oversold
    }

    /// The units of a hold may be free from now on.
    pub(crate) fn releasing(&mut self, asked: &Asked) {
        for (pair, units) in asked.lines() {
            self.with(pair, |entry| entry.given += i64::from(units));
        }
    }

    /// A hold that was resolved holds nothing any more.
    pub(crate) fn hold_ended(&mut self, asked: &Asked) {
        for (pair, units) in asked.lines() {
            self.with(pair, |entry| entry.held -= i64::from(units));
        }
    }

    /// Held units were sold.
    pub(crate) fn posted(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.on_hand -= i64::from(units));
    }

    /// Units that were promised may be free from now on.
    pub(crate) fn given_back(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.given += i64::from(units));
    }

    /// Units that a shopper had are on hand again.
    pub(crate) fn came_back(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.on_hand += i64::from(units));
    }

    /// Units that we had called free were taken after all.
    pub(crate) fn taken_back(&mut self, pair: u32, units: u32) {
        self.with(pair, |entry| entry.taken += i64::from(units));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(books: &mut Books, units: u32) -> (Asked, u64) {
        let asked = books.asking(&[(0, units)]);
        let oversold = books.hold_granted(&asked);
        (asked, oversold)
    }

    #[test]
    fn a_promise_of_units_that_nobody_had_is_noticed() {
        let mut books = Books::open(&[3]);
        assert_eq!(hold(&mut books, 2).1, 0);
        assert_eq!(hold(&mut books, 1).1, 0);
        assert_eq!(hold(&mut books, 1).1, 1, "four of three");
    }

    #[test]
    fn what_may_have_happened_in_time_is_no_accusation() {
        // A delivery that we spoke of before the answer may have come first.
        let mut books = Books::open(&[1]);
        hold(&mut books, 1);
        let asked = books.asking(&[(0, 1)]);
        books.arriving(0, 1);
        assert_eq!(books.hold_granted(&asked), 0);
        // A sale that was told to us after we asked may have come later.
        let mut books = Books::open(&[1]);
        let asked = books.asking(&[(0, 1)]);
        books.sold(0, 1);
        assert_eq!(books.hold_granted(&asked), 0);
        // A hold that we gave back is free from when we said so.
        let mut books = Books::open(&[1]);
        let (first, _) = hold(&mut books, 1);
        books.releasing(&first);
        assert_eq!(hold(&mut books, 1).1, 0);
        assert_eq!(hold(&mut books, 1).1, 1);
    }

    #[test]
    fn the_book_is_exact_when_all_is_answered() {
        let mut books = Books::open(&[5]);
        books.sold(0, 7);
        let due = books.missing(0);
        books.dispatched(0, due);
        assert_eq!((books.on_hand(0), due, books.missing(0)), (-2, 7, 0));
        books.arriving(0, 7);
        books.arrived(0, 6, 7);
        let (asked, _) = hold(&mut books, 3);
        books.hold_ended(&asked);
        books.posted(0, 3);
        books.counting(0);
        books.counted(0, -1);
        assert_eq!((books.on_hand(0), books.held(0), books.missing(0)), (0, 0, 5));
    }
}
