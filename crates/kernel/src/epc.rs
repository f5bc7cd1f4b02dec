//! What stands on an RFID tag (GS1 EPC Tag Data Standard 1.13).

mod sgtin;

use compact_str::{CompactString, format_compact};
use serde::{Deserialize, Serialize};
pub use sgtin::{Sgtin, SgtinTag, TagSize};

/// The longest EPC that tags hold, in bits.
const BITS_MAX: usize = 496;
/// The longest text of one that is kept.
const TEXT_MAX: usize = 256;

/// Why a text or bits are no EPC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEpc {
    /// Neither a URI nor hexadecimal digits.
    #[error(
        "{given:?} is no EPC; give a URI such as urn:epc:id:sgtin:0614141.112345.400, or hexadecimal digits"
    )]
    Text {
        /// What was given.
        given: String,
    },
    /// More or fewer bits than it takes.
    #[error("{scheme} takes {bits} bits, got {given}")]
    Bits {
        /// Which scheme.
        scheme: &'static str,
        /// How many it takes.
        bits: &'static str,
        /// How many were given.
        given: usize,
    },
    /// The first eight bits are another scheme's.
    #[error("the header {header:02X} is not one of SGTIN-96 (30) and SGTIN-198 (36)")]
    Header {
        /// What they were.
        header: u8,
    },
    /// Partitions are 0 to 6.
    #[error("partition {given} is reserved; SGTIN has 0 to 6")]
    Partition {
        /// What was given.
        given: u64,
    },
    /// Filter values are 0 to 7.
    #[error("filter {given:?} is none of 0 to 7")]
    Filter {
        /// What was given.
        given: String,
    },
    /// A number that does not fit the digits its partition leaves it.
    #[error("{field} {given} does not fit {digits} digits")]
    TooBig {
        /// Which field.
        field: &'static str,
        /// What was given.
        given: u64,
        /// How many digits it has.
        digits: u8,
    },
    /// Company prefix and item reference do not have 13 digits together.
    #[error(
        "{given:?} is no company prefix of 6 to 12 digits and item reference, 13 digits together, joined by a dot"
    )]
    Digits {
        /// What was given.
        given: String,
    },
    /// A serial number that its scheme cannot hold.
    #[error("serial {given:?}: {problem}")]
    Serial {
        /// What was given.
        given: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

/// What a tag says it is on. The same on SGTIN-96 and SGTIN-198, and with any filter value: who asks where a thing is does
/// not care how its tag was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "CompactString", into = "CompactString")]
pub enum Epc {
    /// One unit of a trade item.
    Sgtin(Sgtin),
    /// Something else, as it was read.
    Other(OtherEpc),
}

/// An EPC of which no item is known: another scheme, or bits that no scheme has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherEpc {
    uri: CompactString,
    why: WhyOther,
}

/// Why no item is known of an EPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyOther {
    /// It is a key for something that is no trade item: a pallet, a place, a crate.
    OtherScheme,
    /// Nobody has written the tag yet.
    Unwritten,
    /// The bits say that it is an SGTIN, and are none.
    Malformed,
    /// Its first eight bits are no scheme that is known here.
    UnknownHeader,
}

impl utoipa::PartialSchema for Epc {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("An EPC: as a pure identity URI, or as the standard writes other bits."))
            .max_length(Some(TEXT_MAX))
            .examples(["urn:epc:id:sgtin:0614141.112345.400"])
            .into()
    }
}

impl utoipa::ToSchema for Epc {}

impl OtherEpc {
    /// Why no item is known of it.
    pub fn why(&self) -> WhyOther {
        self.why
    }
}

impl Epc {
    /// Reads what a reader heard: as many bits of `bytes` as it said. Never fails on what a tag may hold: what is no SGTIN
    /// is kept as it is.
    ///
    /// # Errors
    /// Where there are no bits, or more than tags hold.
    pub fn from_bits(bytes: &[u8], bits: usize) -> Result<Epc, NotAnEpc> {
        if bits == 0 || bits > BITS_MAX || bytes.len() * 8 < bits {
            return Err(NotAnEpc::Bits { scheme: "an EPC", bits: "1 to 496", given: bits });
        }
        match SgtinTag::from_bits(bytes, bits) {
            Ok(tag) => Ok(Epc::Sgtin(tag.sgtin)),
            Err(problem) => Ok(Epc::Other(OtherEpc { uri: raw(bytes, bits), why: why(bytes, &problem) })),
        }
    }

    /// The unit of a trade item, where it is one.
    pub fn sgtin(&self) -> Option<&Sgtin> {
        match self {
            Epc::Sgtin(sgtin) => Some(sgtin),
            Epc::Other(_) => None,
        }
    }

    fn from_hex(text: &str) -> Option<Result<Epc, NotAnEpc>> {
        let bytes = hex(text)?;
        Some(Epc::from_bits(&bytes, bytes.len() * 8))
    }

    /// `BITS.xHEX`, as in `urn:epc:raw:96.x3074257BF7194E4000001A85`.
    fn from_raw(text: &str) -> Option<Result<Epc, NotAnEpc>> {
        let (bits, digits) = text.split_once(".x")?;
        Some(Epc::from_bits(&hex(digits)?, bits.parse().ok()?))
    }
}

/// The bits as the standard writes what it has no other name for.
fn raw(bytes: &[u8], bits: usize) -> CompactString {
    let mut uri = format_compact!("urn:epc:raw:{bits}.x");
    for byte in bytes {
        uri.push_str(&format_compact!("{byte:02X}"));
    }
    uri
}

fn why(bytes: &[u8], problem: &NotAnEpc) -> WhyOther {
    match problem {
        // The headers of the standard's table 14-1 that name a key.
        NotAnEpc::Header { header: 0x2C..=0x3F } => WhyOther::OtherScheme,
        NotAnEpc::Header { header: 0 } => WhyOther::Unwritten,
        NotAnEpc::Header { .. } => WhyOther::UnknownHeader,
        _ if bytes.iter().all(|byte| *byte == 0) => WhyOther::Unwritten,
        _ => WhyOther::Malformed,
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) || text.len() > BITS_MAX / 4 {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8);
    text.as_bytes().chunks_exact(2).map(pair).collect()
}

impl std::str::FromStr for Epc {
    type Err = NotAnEpc;

    fn from_str(text: &str) -> Result<Epc, NotAnEpc> {
        let none = || NotAnEpc::Text { given: text.chars().take(80).collect() };
        if let Some(identity) = text.strip_prefix("urn:epc:id:sgtin:") {
            return Sgtin::from_identity(identity).map(Epc::Sgtin);
        }
        if text.starts_with("urn:epc:tag:sgtin-") {
            return text.parse::<SgtinTag>().map(|tag| Epc::Sgtin(tag.sgtin));
        }
        if let Some(bits) = text.strip_prefix("urn:epc:raw:") {
            return Epc::from_raw(bits).ok_or_else(none)?;
        }
        if let Some(rest) = text.strip_prefix("urn:epc:") {
            let printable = text.len() <= TEXT_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
            if !printable || !["id:", "tag:"].iter().any(|kind| rest.starts_with(kind)) {
                return Err(none());
            }
            return Ok(Epc::Other(OtherEpc { uri: text.into(), why: WhyOther::OtherScheme }));
        }
        Epc::from_hex(text).ok_or_else(none)?
    }
}

impl std::fmt::Display for Epc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Epc::Sgtin(sgtin) => sgtin.fmt(f),
            Epc::Other(other) => f.write_str(&other.uri),
        }
    }
}

impl TryFrom<CompactString> for Epc {
    type Error = NotAnEpc;

    fn try_from(text: CompactString) -> Result<Epc, NotAnEpc> {
        text.parse()
    }
}

impl From<Epc> for CompactString {
    fn from(epc: Epc) -> CompactString {
        format_compact!("{epc}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epc_is_the_same_however_it_is_written() {
        for given in [
            "3074257BF7194E4000001A85",
            "3074257bf7194e4000001a85",
            "urn:epc:tag:sgtin-96:3.0614141.812345.6789",
            "urn:epc:tag:sgtin-198:0.0614141.812345.6789",
            "urn:epc:raw:96.x3074257BF7194E4000001A85",
            "urn:epc:id:sgtin:0614141.812345.6789",
        ] {
            let epc: Epc = given.parse().expect(given);
            assert_eq!(epc.to_string(), "urn:epc:id:sgtin:0614141.812345.6789", "{given}");
        }
    }

    #[test]
    fn what_is_no_sgtin_is_kept_with_the_reason() {
        for (given, kept, why) in [
            // The standard's examples of a pallet and of a place, annex E.3.
            ("3174257BF4499602D2000000", "urn:epc:raw:96.x3174257BF4499602D2000000", WhyOther::OtherScheme),
            (
                "urn:epc:id:sscc:0614141.1234567890",
                "urn:epc:id:sscc:0614141.1234567890",
                WhyOther::OtherScheme,
            ),
            (
                "urn:epc:tag:sgln-96:3.0614141.12345.5678",
                "urn:epc:tag:sgln-96:3.0614141.12345.5678",
                WhyOther::OtherScheme,
            ),
            ("000000000000000000000000", "urn:epc:raw:96.x000000000000000000000000", WhyOther::Unwritten),
            // Partition 7.
            ("307C257BF7194E4000001A85", "urn:epc:raw:96.x307C257BF7194E4000001A85", WhyOther::Malformed),
            ("30", "urn:epc:raw:8.x30", WhyOther::Malformed),
            ("E2801160600002054CC2096F", "urn:epc:raw:96.xE2801160600002054CC2096F", WhyOther::UnknownHeader),
        ] {
            let epc: Epc = given.parse().expect(given);
            let Epc::Other(other) = &epc else { panic!("{given} is {epc}") };
            assert_eq!((epc.to_string().as_str(), other.why()), (kept, why));
            assert_eq!(kept.parse::<Epc>().expect(kept), epc, "what is printed is read as the same");
        }
    }

    #[test]
    fn what_is_no_epc_is_refused() {
        for given in [
            "",
            "3",
            "xyz",
            "30 74",
            "urn:epc:",
            "urn:epc:id",
            "urn:epc:raw:96",
            "urn:epc:raw:96.x30",
            "urn:epc:raw:.x30",
            "urn:epc:raw:0.x",
            "urn:epc:idpat:sgtin:0614141.112345.*",
            "urn:epc:id:sscc:0 1",
            "https://id.gs1.org/01/00614141123452/21/400",
            "urn:epc:id:sgtin:",
            "urn:epc:id:sgtin:0614141.112345",
        ] {
            let error = given.parse::<Epc>().expect_err(given);
            assert!(!error.to_string().is_empty());
        }
        assert!("F".repeat(126).parse::<Epc>().is_err(), "more bits than a tag holds");
    }

    #[test]
    fn what_is_printed_is_read_whatever_the_bits() {
        let mut seed = 7_u64;
        for round in 0..20_000_usize {
            let bytes: Vec<u8> = (0..26)
                .map(|n| {
                    seed =
                        seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    match (n, round % 3) {
                        (0, 0) => 0x30,
                        (0, 1) => 0x36,
                        _ => (seed >> 56) as u8,
                    }
                })
                .collect();
            let bits = [96, 198, 208, 1 + (seed >> 32) as usize % 200][round % 4];
            let epc = Epc::from_bits(&bytes, bits).expect("any bits are kept");
            assert_eq!(epc.to_string().parse::<Epc>().expect("printed"), epc);
        }
    }
}
