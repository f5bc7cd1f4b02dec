//! Thousands of stories that nobody wrote: steps, answers and time in any order, with everything checked after each.

use crate::language::Shop;

/// A small generator of numbers (SplitMix64, Steele and others 2014): the same seed tells the same story.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

const ITEMS: [&str; 4] = ["jeans", "shirt", "socks", "belt"];
const SITES: [&str; 3] = ["north", "south", "depot"];

/// What might be said next; much of it is refused, which must change nothing.
fn sentence(chance: &mut Chance, orders: u64) -> String {
    let order = format!("o{}", chance.below(orders + 1));
    let part = 1 + chance.below(3);
    match chance.below(22) {
        0..=2 => {
            let (item, other) = (chance.of(&ITEMS), chance.of(&ITEMS));
            let delivery = match chance.below(4) {
                0 => format!("pickup {}", chance.of(&SITES)),
                1 => format!("carry {}", chance.of(&SITES)),
                _ => "ship".to_owned(),
            };
            let pay = chance.of(&["test", "cash", "cash 333 test", "test 100 payment_intents"]);
            let (units, more) = (1 + chance.below(4), 1 + chance.below(2));
            format!("order o{orders} {delivery} {item}|beltx{units} {other}x{more} pay {pay}")
        }
        3..=4 => format!("stock {} {} {}", chance.of(&ITEMS), chance.of(&SITES), 1 + chance.below(4)),
        5 => format!("sold {} {} {}", chance.of(&ITEMS), chance.of(&SITES), 1 + chance.below(3)),
        6..=9 => {
            let (payment, ask) = (1 + chance.below(2), 1 + chance.below(5));
            let answer = chance.of(&[
                "done 1000000",
                "done 1000000",
                "done 1000000",
                "declined no",
                "unsure",
                "done 1",
            ]);
            format!("answer {order}-p{payment} {ask} {answer}")
        }
        10 => format!("claim {order} {part}"),
        11..=12 => {
            let found = chance.of(&["", " 1=1 2=1", " 1=0 2=1", " 1=1belt 2=0", " 1=2 2=2"]);
            format!("pick {order} {part}{found}")
        }
        13 => format!("stage {order} {part} A1"),
        14 => format!("arrive {order} {part}"),
        15..=16 => format!("hand {order} {part} ABCD-2345"),
        17 => format!("ship {order} {part}"),
        18 => format!("reject {order} {part} {}", chance.of(&["not_found", "too_busy", "not_found 1x1"])),
        19 => format!("cancel {order}{}", chance.of(&["", " 1x1", " 2x1"])),
        20 => format!("refund {order} {}", 1 + chance.below(700)),
        _ => format!("later {} min", chance.of(&["1", "20", "40", "130", "5000", "11000"])),
    }
}

#[test]
fn whatever_is_said_in_whatever_order_everything_adds_up() {
    for seed in 0..400 {
        let mut chance = Chance(seed);
        let mut shop = Shop::new();
        let mut told: Vec<String> = Vec::new();
        for item in ITEMS {
            shop.tell(&format!("stock {item} {} 5", chance.of(&SITES)));
        }
        let mut orders = 0;
        for _ in 0..120 {
            let said = sentence(&mut chance, orders);
            told.push(said.clone());
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| shop.tell(&said)));
            let Ok(outcome) = outcome else { panic!("seed {seed}:\n{}", told.join("\n")) };
            if !outcome.starts_with("refused") {
                told.push(format!("    {outcome}"));
            }
            if said.starts_with("order") && !outcome.starts_with("refused") {
                orders += 1;
            }
        }
    }
}
