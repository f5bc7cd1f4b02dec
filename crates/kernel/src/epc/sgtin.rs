//! One unit of a trade item: its GTIN and a serial number.

use super::NotAnEpc;
use crate::Gtin;
use crate::gtin::gtin_of_body;
use compact_str::{CompactString, format_compact};

/// By partition: bits and digits of the company prefix, bits of the item reference (table 14-2 of the standard). The
/// digits of both are 13 together.
const PARTITIONS: [(usize, u8, usize); 7] =
    [(40, 12, 4), (37, 11, 7), (34, 10, 10), (30, 9, 14), (27, 8, 17), (24, 7, 20), (20, 6, 24)];
/// Digits of company prefix and item reference, the indicator among them.
const DIGITS: u8 = 13;
const HEADER_96: u8 = 0x30;
const HEADER_198: u8 = 0x36;
const SERIAL_96_BITS: usize = 38;
const SERIAL_198_CHARS: usize = 20;
/// Where the company prefix begins: behind header, filter and partition.
const PREFIX_AT: usize = 14;
/// Where the serial number begins, in both.
const SERIAL_AT: usize = 58;

/// One unit of a trade item. Two are the same where they are written the same, company prefix and all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sgtin {
    company: u64,
    company_digits: u8,
    item: u64,
    serial: CompactString,
}

/// How a tag holds an SGTIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagSize {
    /// SGTIN-96: the serial number is a number without leading zeros, below 2^38.
    Bits96,
    /// SGTIN-198: up to twenty characters.
    Bits198,
}

/// An SGTIN as a tag holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SgtinTag {
    /// How.
    pub size: TagSize,
    /// What kind of thing it is on: 1 is a unit as shoppers buy it. From 0 to 7.
    filter: u8,
    /// Which unit.
    pub sgtin: Sgtin,
}

impl Sgtin {
    /// The unit `serial` of a trade item, whose company prefix has so many digits.
    ///
    /// # Errors
    /// Where there is no such prefix, or the serial number has characters that no tag holds.
    pub fn new(gtin: Gtin, company_digits: u8, serial: &str) -> Result<Sgtin, NotAnEpc> {
        let digits = gtin.to_string();
        if !(6..=12).contains(&company_digits) {
            return Err(NotAnEpc::Digits { given: digits });
        }
        // The indicator stands before the company prefix in the GTIN, and behind it in the EPC.
        let (company, rest) = digits[1..13].split_at(usize::from(company_digits));
        let item = format_compact!("{}{rest}", &digits[..1]);
        Sgtin::of(company, &item, serial)
    }

    fn of(company: &str, item: &str, serial: &str) -> Result<Sgtin, NotAnEpc> {
        let wrong = || NotAnEpc::Digits { given: format!("{company}.{item}").chars().take(40).collect() };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (6..=12).contains(&company.len()) && company.len() + item.len() == usize::from(DIGITS);
        if !fits || !digits(company) || !digits(item) {
            return Err(wrong());
        }
        check_serial(serial)?;
        Ok(Sgtin {
            company: company.parse().map_err(|_| wrong())?,
            company_digits: company.len() as u8,
            item: item.parse().map_err(|_| wrong())?,
            serial: serial.into(),
        })
    }

    /// `COMPANY.ITEM.SERIAL`, the serial number percent-escaped.
    pub(super) fn from_identity(text: &str) -> Result<Sgtin, NotAnEpc> {
        let none = || NotAnEpc::Digits { given: text.chars().take(60).collect() };
        let (company, rest) = text.split_once('.').ok_or_else(none)?;
        let (item, serial) = rest.split_once('.').ok_or_else(none)?;
        Sgtin::of(company, item, &unescape(serial)?)
    }

    /// The trade item, with its check digit.
    pub fn gtin(&self) -> Gtin {
        let item_digits = u32::from(DIGITS - self.company_digits);
        let tens = 10_u64.pow(item_digits - 1);
        let (indicator, rest) = (self.item / tens, self.item % tens);
        gtin_of_body(indicator * 10_u64.pow(12) + self.company * tens + rest)
    }

    /// Which unit of it.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    fn item_digits(&self) -> usize {
        usize::from(DIGITS - self.company_digits)
    }

    fn fields(&self) -> CompactString {
        let (prefix, item) = (usize::from(self.company_digits), self.item_digits());
        format_compact!("{:0prefix$}.{:0item$}.{}", self.company, self.item, escape(&self.serial))
    }
}

/// The pure identity URI.
impl std::fmt::Display for Sgtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "urn:epc:id:sgtin:{}", self.fields())
    }
}

impl SgtinTag {
    /// A tag of this size.
    ///
    /// # Errors
    /// Where the filter is above 7, or a tag of this size cannot hold the serial number.
    pub fn new(size: TagSize, filter: u8, sgtin: Sgtin) -> Result<SgtinTag, NotAnEpc> {
        if filter > 7 {
            return Err(NotAnEpc::Filter { given: filter.to_string() });
        }
        if size == TagSize::Bits96 {
            number(&sgtin.serial)?;
        }
        Ok(SgtinTag { size, filter, sgtin })
    }

    /// What kind of thing it is on, from 0 to 7.
    pub fn filter(&self) -> u8 {
        self.filter
    }

    /// Reads the bits of a tag.
    ///
    /// # Errors
    /// Where they are another scheme's, or none.
    pub fn from_bits(bytes: &[u8], bits: usize) -> Result<SgtinTag, NotAnEpc> {
        let header = *bytes.first().filter(|_| bits >= 8).ok_or(NotAnEpc::Bits {
            scheme: "an SGTIN",
            bits: "96 or 198",
            given: bits,
        })?;
        let size = match header {
            HEADER_96 => TagSize::Bits96,
            HEADER_198 => TagSize::Bits198,
            _ => return Err(NotAnEpc::Header { header }),
        };
        size.check(bytes, bits)?;
        let (filter, partition) = (take(bytes, 8, 3), take(bytes, 11, 3));
        let (prefix_bits, company_digits, item_bits) =
            *PARTITIONS.get(partition as usize).ok_or(NotAnEpc::Partition { given: partition })?;
        let fit = |field, given, digits| {
            if given < 10_u64.pow(u32::from(digits)) {
                return Ok(given);
            }
            Err(NotAnEpc::TooBig { field, given, digits })
        };
        let company = fit("company prefix", take(bytes, PREFIX_AT, prefix_bits), company_digits)?;
        let item =
            fit("item reference", take(bytes, PREFIX_AT + prefix_bits, item_bits), DIGITS - company_digits)?;
        let serial = match size {
            TagSize::Bits96 => format_compact!("{}", take(bytes, SERIAL_AT, SERIAL_96_BITS)),
            TagSize::Bits198 => characters(bytes)?,
        };
        Ok(SgtinTag { size, filter: filter as u8, sgtin: Sgtin { company, company_digits, item, serial } })
    }

    /// The bits of the tag, filled up with zeros to whole words of 16, as tags hold them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (header, len) = match self.size {
            TagSize::Bits96 => (HEADER_96, 12),
            TagSize::Bits198 => (HEADER_198, 26),
        };
        let mut bytes = vec![0; len];
        let partition = usize::from(12 - self.sgtin.company_digits);
        let (prefix_bits, _, item_bits) = PARTITIONS[partition];
        put(&mut bytes, 0, 8, u64::from(header));
        put(&mut bytes, 8, 3, u64::from(self.filter));
        put(&mut bytes, 11, 3, partition as u64);
        put(&mut bytes, PREFIX_AT, prefix_bits, self.sgtin.company);
        put(&mut bytes, PREFIX_AT + prefix_bits, item_bits, self.sgtin.item);
        match self.size {
            TagSize::Bits96 => {
                put(&mut bytes, SERIAL_AT, SERIAL_96_BITS, number(&self.sgtin.serial).unwrap_or_default());
            }
            TagSize::Bits198 => {
                for (n, character) in self.sgtin.serial.bytes().enumerate() {
                    put(&mut bytes, SERIAL_AT + n * 7, 7, u64::from(character));
                }
            }
        }
        bytes
    }

    /// The bits in hexadecimal digits.
    pub fn to_hex(&self) -> String {
        self.to_bytes().iter().map(|byte| format!("{byte:02X}")).collect()
    }
}

/// The tag URI.
impl std::fmt::Display for SgtinTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = match self.size {
            TagSize::Bits96 => "96",
            TagSize::Bits198 => "198",
        };
        write!(f, "urn:epc:tag:sgtin-{size}:{}.{}", self.filter, self.sgtin.fields())
    }
}

impl std::str::FromStr for SgtinTag {
    type Err = NotAnEpc;

    fn from_str(text: &str) -> Result<SgtinTag, NotAnEpc> {
        let none = || NotAnEpc::Text { given: text.chars().take(80).collect() };
        let rest = text.strip_prefix("urn:epc:tag:sgtin-").ok_or_else(none)?;
        let (size, rest) = rest.split_once(':').ok_or_else(none)?;
        let size = match size {
            "96" => TagSize::Bits96,
            "198" => TagSize::Bits198,
            _ => return Err(none()),
        };
        let (filter, rest) = rest.split_once('.').ok_or_else(none)?;
        let no_filter = || NotAnEpc::Filter { given: filter.chars().take(20).collect() };
        let digit = Some(filter).filter(|filter| filter.len() == 1).and_then(|filter| filter.parse().ok());
        SgtinTag::new(size, digit.ok_or_else(no_filter)?, Sgtin::from_identity(rest)?)
    }
}

impl TagSize {
    /// Whether there are as many bits as it takes, and nothing but zeros behind them.
    fn check(self, bytes: &[u8], bits: usize) -> Result<(), NotAnEpc> {
        let (scheme, takes, least) = match self {
            TagSize::Bits96 => ("SGTIN-96", "96", 96),
            TagSize::Bits198 => ("SGTIN-198", "198 (and zeros up to 208)", 198),
        };
        let surplus = (least..bits).any(|at| take(bytes, at, 1) != 0);
        if bits < least || bits > least.next_multiple_of(16) || surplus || bytes.len() * 8 < bits {
            return Err(NotAnEpc::Bits { scheme, bits: takes, given: bits });
        }
        Ok(())
    }
}

/// Up to 64 bits from `at` on; those behind the end are zeros.
fn take(bytes: &[u8], at: usize, bits: usize) -> u64 {
    (at..at + bits).fold(0, |number, at| {
        let byte = bytes.get(at / 8).copied().unwrap_or(0);
        (number << 1) | u64::from((byte >> (7 - at % 8)) & 1)
    })
}

fn put(bytes: &mut [u8], at: usize, bits: usize, number: u64) {
    for n in 0..bits {
        let at = at + n;
        bytes[at / 8] |= ((number >> (bits - 1 - n)) as u8 & 1) << (7 - at % 8);
    }
}

/// The serial number of an SGTIN-198: characters of seven bits, then nothing but zeros.
fn characters(bytes: &[u8]) -> Result<CompactString, NotAnEpc> {
    let all = (0..SERIAL_198_CHARS).map(|n| take(bytes, SERIAL_AT + n * 7, 7) as u8);
    let serial: CompactString = all.clone().take_while(|byte| *byte != 0).map(char::from).collect();
    if all.skip(serial.len()).any(|byte| byte != 0) {
        return Err(NotAnEpc::Serial { given: serial.into(), problem: "something stands behind its end" });
    }
    check_serial(&serial)?;
    Ok(serial)
}

/// The characters of GS1 AI 21: letters, digits, and some signs (table A-1 of the standard).
fn is_serial(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte)
}

fn check_serial(serial: &str) -> Result<(), NotAnEpc> {
    let wrong = |problem| NotAnEpc::Serial { given: serial.chars().take(40).collect(), problem };
    if serial.is_empty() || serial.len() > SERIAL_198_CHARS {
        return Err(wrong("give 1 to 20 characters"));
    }
    if !serial.bytes().all(is_serial) {
        return Err(wrong("give letters, digits and !\"%&'()*+,-./:;<=>?_"));
    }
    Ok(())
}

/// The serial number of an SGTIN-96.
fn number(serial: &str) -> Result<u64, NotAnEpc> {
    let wrong = || NotAnEpc::Serial {
        given: serial.to_owned(),
        problem: "SGTIN-96 holds a number without leading zeros, below 274877906944",
    };
    let plain = serial == "0" || !serial.starts_with('0');
    if !plain || !serial.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    serial.parse().ok().filter(|number| *number < 1 << SERIAL_96_BITS).ok_or_else(wrong)
}

/// What a URI would take for its own: the standard's table A-1.
fn escape(serial: &str) -> CompactString {
    let mut escaped = CompactString::default();
    for character in serial.chars() {
        if "\"%&/<>?".contains(character) {
            escaped.push_str(&format_compact!("%{:02X}", character as u32));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn unescape(text: &str) -> Result<CompactString, NotAnEpc> {
    let wrong = |problem| NotAnEpc::Serial { given: text.chars().take(60).collect(), problem };
    let mut serial = CompactString::default();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next()), digit(rest.next()));
            let (Some(high), Some(low)) = (high, low) else {
                return Err(wrong("a % is followed by two hexadecimal digits"));
            };
            (high * 16 + low) as u8
        } else if b"\"&/<>?".contains(&byte) {
            return Err(wrong("write \"%&/<>? as % and two hexadecimal digits"));
        } else {
            byte
        };
        serial.push(char::from(byte));
    }
    Ok(serial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        // Annex E.3 of the Tag Data Standard, and its figures 4-1 and 7-1.
        for (uri, hex, gtin) in [
            ("urn:epc:tag:sgtin-96:3.0614141.812345.6789", "3074257BF7194E4000001A85", "80614141123458"),
            (
                "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb",
                "3674257BF6B7A659B2C2BF100000000000000000000000000000",
                "70614141123451",
            ),
        ] {
            let tag: SgtinTag = uri.parse().expect(uri);
            assert_eq!((tag.to_hex().as_str(), tag.to_string().as_str()), (hex, uri));
            assert_eq!(tag.sgtin.gtin().to_string(), gtin);
            let bytes = tag.to_bytes();
            assert_eq!(SgtinTag::from_bits(&bytes, bytes.len() * 8).expect(hex), tag);
        }
        let sgtin = Sgtin::from_identity("0614141.112345.400").expect("an example");
        assert_eq!(sgtin.gtin().to_string(), "10614141123459");
        assert_eq!(sgtin.to_string(), "urn:epc:id:sgtin:0614141.112345.400");
        let made = Sgtin::new("10614141123459".parse().expect("a GTIN"), 7, "400").expect("made");
        assert_eq!(made, sgtin);
        // The standard prints SGTIN-198 in 200 bits, tags hold 208: both are read, and 198 as well.
        let bytes =
            "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb".parse::<SgtinTag>().expect("fine").to_bytes();
        for bits in [198, 200, 208] {
            assert_eq!(SgtinTag::from_bits(&bytes, bits).expect("fine").sgtin.serial(), "32a/b");
        }
    }

    #[test]
    fn every_partition_goes_there_and_back() {
        let serials = ["0", "1", "274877906943", "00", "A", "\"%&/<>?", "abcXYZ019_-.,:;=+*()'", "!"];
        let mut seed = 11_u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 11) % below
        };
        for round in 0..7_000_u64 {
            let partition = (round % 7) as u8;
            let company_digits = 12 - partition;
            let item_digits = DIGITS - company_digits;
            let edge = |digits: u8, drawn: u64| match round % 5 {
                0 => 0,
                1 => 10_u64.pow(u32::from(digits)) - 1,
                _ => drawn,
            };
            let company = edge(company_digits, draw(10_u64.pow(u32::from(company_digits))));
            let item = edge(item_digits, draw(10_u64.pow(u32::from(item_digits))));
            let serial = &serials[draw(serials.len() as u64) as usize];
            let serial: String = serial.chars().take(20).collect();
            let sgtin = Sgtin { company, company_digits, item, serial: serial.as_str().into() };
            let size =
                if number(&serial).is_ok() && round % 2 == 0 { TagSize::Bits96 } else { TagSize::Bits198 };
            let tag = SgtinTag::new(size, draw(8) as u8, sgtin).expect("it fits");
            let bytes = tag.to_bytes();
            assert_eq!(SgtinTag::from_bits(&bytes, bytes.len() * 8).as_ref(), Ok(&tag), "bits of {tag}");
            assert_eq!(tag.to_string().parse().as_ref(), Ok(&tag), "tag URI");
            let identity = tag.sgtin.to_string();
            let identity = identity.strip_prefix("urn:epc:id:sgtin:").expect("an SGTIN");
            assert_eq!(Sgtin::from_identity(identity).as_ref(), Ok(&tag.sgtin), "pure identity");
            let gtin = tag.sgtin.gtin();
            assert!(gtin.to_string().parse::<Gtin>().is_ok(), "{gtin} has its check digit");
            assert_eq!(Sgtin::new(gtin, company_digits, &serial).as_ref(), Ok(&tag.sgtin), "from its GTIN");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (given, problem) in [
            ("urn:epc:tag:sgtin-64:3.0614141.812345.6789", "is no EPC"),
            ("urn:epc:tag:sgtin-96:8.0614141.812345.6789", "none of 0 to 7"),
            ("urn:epc:tag:sgtin-96:03.0614141.812345.6789", "none of 0 to 7"),
            ("urn:epc:tag:sgtin-96:3.0614141.81234.6789", "13 digits together"),
            ("urn:epc:tag:sgtin-96:3.06141.81234567.6789", "6 to 12 digits"),
            ("urn:epc:tag:sgtin-96:3.061414a.812345.6789", "13 digits together"),
            ("urn:epc:tag:sgtin-96:3.0614141.812345.06789", "without leading zeros"),
            ("urn:epc:tag:sgtin-96:3.0614141.812345.274877906944", "below 274877906944"),
            ("urn:epc:tag:sgtin-96:3.0614141.812345.6a", "holds a number"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.", "1 to 20 characters"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.123456789012345678901", "1 to 20 characters"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.a/b", "as % and two"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.a%2", "followed by two"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.a%zz", "followed by two"),
            ("urn:epc:tag:sgtin-198:3.0614141.812345.a%20b", "letters, digits"),
        ] {
            let error = given.parse::<SgtinTag>().expect_err(given).to_string();
            assert!(error.contains(problem), "{given}: {error}");
        }
    }

    #[test]
    fn bits_that_no_tag_should_hold_are_named() {
        let good =
            "urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb".parse::<SgtinTag>().expect("fine").to_bytes();
        let with = |at: usize, bits: usize, number: u64| {
            let mut bytes = good.clone();
            (at..at + bits).for_each(|at| bytes[at / 8] &= !(1 << (7 - at % 8)));
            put(&mut bytes, at, bits, number);
            SgtinTag::from_bits(&bytes, 208).expect_err("wrong").to_string()
        };
        assert_eq!(with(0, 8, 0x31), "the header 31 is not one of SGTIN-96 (30) and SGTIN-198 (36)");
        assert_eq!(with(11, 3, 7), "partition 7 is reserved; SGTIN has 0 to 6");
        assert_eq!(with(14, 24, 10_000_000), "company prefix 10000000 does not fit 7 digits");
        assert_eq!(with(38, 20, 1_000_000), "item reference 1000000 does not fit 6 digits");
        assert_eq!(with(58, 7, 0), "serial \"\": something stands behind its end");
        assert!(with(58, 7, 32).contains("letters, digits"));
        assert_eq!(with(200, 1, 1), "SGTIN-198 takes 198 (and zeros up to 208) bits, got 208");
        let short = SgtinTag::from_bits(&[0x30; 11], 88).expect_err("short").to_string();
        assert_eq!(short, "SGTIN-96 takes 96 bits, got 88");
        let lying = SgtinTag::from_bits(&[0x30; 11], 96).expect_err("shorter than it says").to_string();
        assert_eq!(lying, "SGTIN-96 takes 96 bits, got 96");
    }
}
