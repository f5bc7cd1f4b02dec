//! Schemes: what the guilty do, each with its stated parameters.

use realtail_learn::chance::Chance;
use realtail_learn::loss::Subject;

/// A kind of scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A cashier hands 6 % of her baskets' friends three lines unscanned, of which sensors hear 35 %, and takes a line off
    /// before payment in another 4 %.
    Sweethearting,
    /// A cashier pays 25 dollars back without a receipt, minutes after a sale, in 1.2 % of sales, to one of three cards.
    RefundRing,
    /// A cashier takes half of the basket off after the total was paid in cash, in 1.2 % of sales.
    VoidAndPocket,
    /// A cashier types in prices and adds a discount for friends, 40 % of the basket, in 3 % of sales.
    OverrideForFriends,
    /// A cashier loads gift cards of 50 dollars that nobody pays, at 2 % of sales.
    GiftCardDrain,
    /// A customer brings goods of 30 dollars back three times a week, half of them without a receipt.
    ReturnAbuse,
    /// A device tries 25 stolen cards within half an hour on two nights; 30 % are accepted, each costs 60 dollars later.
    CardTesting,
    /// An address gets an order of 120 dollars every second day, each by a new customer with a new card, never paid.
    AddressRing,
    /// A place loses 12 % of its units every fourth day, at 8 dollars each.
    ShelfSweep,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 9] = [
        Kind::Sweethearting,
        Kind::RefundRing,
        Kind::VoidAndPocket,
        Kind::OverrideForFriends,
        Kind::GiftCardDrain,
        Kind::ReturnAbuse,
        Kind::CardTesting,
        Kind::AddressRing,
        Kind::ShelfSweep,
    ];

    /// For tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sweethearting => "sweethearting",
            Kind::RefundRing => "refund ring",
            Kind::VoidAndPocket => "void and pocket",
            Kind::OverrideForFriends => "override for friends",
            Kind::GiftCardDrain => "gift-card drain",
            Kind::ReturnAbuse => "return abuse",
            Kind::CardTesting => "card testing",
            Kind::AddressRing => "address ring",
            Kind::ShelfSweep => "shelf sweep",
        }
    }

    /// Whether it is done by somebody at a till.
    pub fn is_of_cashier(self) -> bool {
        matches!(
            self,
            Kind::Sweethearting
                | Kind::RefundRing
                | Kind::VoidAndPocket
                | Kind::OverrideForFriends
                | Kind::GiftCardDrain
        )
    }
}

/// A scheme that is planted.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Which kind.
    pub kind: Kind,
    /// In which store.
    pub store: u32,
    /// Whose number: the cashier's, the customer's, the device's, the address's, the place's.
    pub number: u64,
    /// About whom a case is right.
    pub subjects: Vec<Subject>,
    /// How boldly, as a multiple of the stated parameters.
    pub boldness: f64,
    /// From when, in days.
    pub first_day: i64,
    /// Until when, in days, not included.
    pub end_day: i64,
}

/// Days that a scheme lasts.
pub const LASTING_DAYS: i64 = 42;
/// A case may come so many days after the last deed.
pub const AFTERMATH_DAYS: i64 = 14;
/// How many of each kind.
pub const EACH: usize = 3;

impl Scheme {
    /// Whether it is done on that day.
    pub fn is_on(&self, day: i64) -> bool {
        (self.first_day..self.end_day).contains(&day)
    }

    /// Whether a case about a subject on a day is right.
    pub fn explains(&self, subject: Subject, day: i64) -> bool {
        self.subjects.contains(&subject) && (self.first_day..self.end_day + AFTERMATH_DAYS).contains(&day)
    }
}

/// What numbers schemes may take: never those of two at once, nor those of the honest who only look guilty.
pub struct Ground {
    /// Stores.
    pub stores: u32,
    /// Cashiers of a store.
    pub cashiers: u64,
    /// Places of a store.
    pub places: u64,
    /// Schemes begin from that day on.
    pub first_day: i64,
    /// Schemes have ended by that day.
    pub end_day: i64,
}

/// Numbers of customers, devices, addresses and tokens of the guilty begin here.
pub const GUILTY_NUMBERS: u64 = 1 << 40;

/// Three of each kind, begun on days that chance draws, from 0.6 to 1.4 times as bold as stated.
pub fn plant(ground: &Ground, chance: &mut Chance) -> Vec<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for kind in Kind::ALL {
        for _ in 0..EACH {
            let scheme = loop {
                let store = chance.below(ground.stores as usize) as u32;
                let number = match kind {
                    kind if kind.is_of_cashier() => {
                        // Neither the desk (the first) nor the trainee (the last).
                        u64::from(store) * 100 + 1 + chance.below(ground.cashiers as usize - 2) as u64
                    }
                    Kind::ShelfSweep => {
                        u64::from(store) * 1_000 + 1 + chance.below(ground.places as usize - 1) as u64
                    }
                    _ => GUILTY_NUMBERS + schemes.len() as u64 * 1_000,
                };
                let is_taken = |other: &Scheme| {
                    other.number == number && other.kind.is_of_cashier() == kind.is_of_cashier()
                };
                if !schemes.iter().any(is_taken) {
                    break scheme(kind, store, number, ground, chance);
                }
            };
            schemes.push(scheme);
        }
    }
    schemes
}

fn scheme(kind: Kind, store: u32, number: u64, ground: &Ground, chance: &mut Chance) -> Scheme {
    let latest = (ground.end_day - LASTING_DAYS - ground.first_day) as usize;
    let first_day = ground.first_day + chance.below(latest) as i64;
    let subjects = match kind {
        Kind::ReturnAbuse => vec![Subject::Customer(number)],
        Kind::CardTesting => vec![Subject::Device(number), Subject::Address(number)],
        Kind::AddressRing => vec![Subject::Address(number)],
        Kind::ShelfSweep => vec![Subject::Place(number)],
        _ => vec![Subject::Cashier(number)],
    };
    let boldness = 0.6 + 0.8 * chance.unit();
    Scheme { kind, store, number, subjects, boldness, first_day, end_day: first_day + LASTING_DAYS }
}
