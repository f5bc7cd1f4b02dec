//! Request bytes written once, with fixed-width numbers patched in before each send.

/// What stands in a slot of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// A number drawn evenly from `0..n`.
    Below(u32),
    /// A number that no other request of this process carries.
    Unique,
}

/// A named place in a request text and what fills it.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// How the place is written in the text, such as `<item>`.
    pub name: &'static str,
    /// How many decimal digits it becomes.
    pub digits: usize,
    /// What it becomes.
    pub fill: Fill,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    at: usize,
    digits: usize,
    fill: Fill,
}

/// One request, ready to be sent many times, each time a little different.
#[derive(Clone, Debug)]
pub struct Template {
    bytes: Vec<u8>,
    slots: Vec<Slot>,
    chance: u64,
    unique: u64,
}

impl Template {
    /// Reads a text in which marks stand where numbers will be.
    pub fn new(text: &str, marks: &[Mark]) -> Template {
        let mut bytes = Vec::with_capacity(text.len());
        let mut slots = Vec::new();
        let mut rest = text;
        while let Some((before, mark, after)) = next_mark(rest, marks) {
            bytes.extend_from_slice(before.as_bytes());
            slots.push(Slot { at: bytes.len(), digits: mark.digits, fill: mark.fill });
            bytes.resize(bytes.len() + mark.digits, b'0');
            rest = after;
        }
        bytes.extend_from_slice(rest.as_bytes());
        Template { bytes, slots, chance: 0x9E37_79B9_7F4A_7C15, unique: 0 }
    }

    /// Puts an HTTP/1.1 head in front; the text is the body.
    pub fn http(mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Template {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: realtail\r\n");
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.bytes.is_empty() {
            head += &format!("content-length: {}\r\n", self.bytes.len());
        }
        head += "\r\n";
        for slot in &mut self.slots {
            slot.at += head.len();
        }
        self.bytes.splice(0..0, head.bytes());
        self
    }

    /// The same template whose unique numbers begin at `first` and whose chance begins at `seed`.
    pub fn starting_at(mut self, first: u64, seed: u64) -> Template {
        self.unique = first;
        self.chance = seed.wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1;
        self
    }

    /// The next request.
    pub fn fill(&mut self) -> &[u8] {
        for slot in &self.slots {
            let number = match slot.fill {
                Fill::Below(n) => {
                    self.chance = xorshift(self.chance);
                    ((self.chance >> 32) * u64::from(n)) >> 32
                }
                Fill::Unique => {
                    self.unique += 1;
                    self.unique
                }
            };
            write_digits(&mut self.bytes[slot.at..slot.at + slot.digits], number);
        }
        &self.bytes
    }
}

fn next_mark<'a, 'm>(text: &'a str, marks: &'m [Mark]) -> Option<(&'a str, &'m Mark, &'a str)> {
    let (at, mark) =
        marks.iter().filter_map(|mark| Some((text.find(mark.name)?, mark))).min_by_key(|found| found.0)?;
    Some((&text[..at], mark, &text[at + mark.name.len()..]))
}

fn xorshift(mut state: u64) -> u64 {
    state ^= state << 13;
    state ^= state >> 7;
    state ^ (state << 17)
}

fn write_digits(digits: &mut [u8], mut number: u64) {
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: &[Mark] = &[
        Mark { name: "<item>", digits: 3, fill: Fill::Below(1) },
        Mark { name: "<hold>", digits: 4, fill: Fill::Unique },
    ];

    #[test]
    fn marks_become_numbers_of_fixed_width() {
        check("", "", "");
        check("a", "a", "a");
        check("<item>", "000", "000");
        check("h<hold> i<item> h<hold>", "h0008 i000 h0009", "h0010 i000 h0011");
        check("<unknown>", "<unknown>", "<unknown>");
    }

    #[test]
    fn head_tells_the_length_of_the_filled_body() {
        let mut template = Template::new("<hold>!", MARKS).http("POST", "/x", &[("a", "b")]);
        assert_eq!(
            String::from_utf8_lossy(template.fill()),
            "POST /x HTTP/1.1\r\nhost: realtail\r\na: b\r\ncontent-length: 5\r\n\r\n0001!"
        );
    }

    #[test]
    fn chance_reaches_all_and_stays_below() {
        let marks = [Mark { name: "#", digits: 1, fill: Fill::Below(7) }];
        let mut template = Template::new("#", &marks).starting_at(0, 3);
        let mut seen = [0; 10];
        for _ in 0..7000 {
            seen[usize::from(template.fill()[0] - b'0')] += 1;
        }
        assert!(seen[..7].iter().all(|&count| count > 800), "{seen:?}");
        assert_eq!(seen[7..], [0, 0, 0]);
    }

    #[track_caller]
    fn check(text: &str, first: &str, second: &str) {
        let mut template = Template::new(text, MARKS).starting_at(7, 1);
        assert_eq!(String::from_utf8_lossy(template.fill()), first);
        assert_eq!(String::from_utf8_lossy(template.fill()), second);
    }
}
