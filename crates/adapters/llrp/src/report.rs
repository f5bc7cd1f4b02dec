//! What a reader heard (LLRP 1.0.1, section 15.2.3: RO_ACCESS_REPORT).

use crate::desk::TagReport;
use crate::parameter::{Parameters, long, number};
use realtail_kernel::Epc;

const TAG_REPORT_DATA: u16 = 240;
const EPC_DATA: u16 = 241;
const EPC_96: u16 = 13;

/// The tags in the body of a report. What cannot be read, or has no EPC, is passed over; the rest counts.
pub fn tag_reports(body: &[u8]) -> Vec<TagReport> {
    let data = Parameters(body).filter(|parameter| parameter.kind == TAG_REPORT_DATA);
    data.filter_map(|data| tag_report(data.body)).collect()
}

fn tag_report(body: &[u8]) -> Option<TagReport> {
    let mut epc = None;
    let (mut antenna, mut peak_rssi_dbm, mut first_seen_us, mut last_seen_us) = (None, None, None, None);
    for parameter in Parameters(body) {
        let body = parameter.body;
        match parameter.kind {
            EPC_DATA => epc = Epc::from_bits(body.get(2..)?, usize::from(number(body, 0)?)).ok(),
            EPC_96 => epc = Epc::from_bits(body, 96).ok(),
            1 => antenna = number(body, 0),
            2 => first_seen_us = long(body),
            4 => last_seen_us = long(body),
            6 => peak_rssi_dbm = body.first().map(|dbm| *dbm as i8),
            // What else a reader adds, vendors' own among it.
            _ => (),
        }
    }
    Some(TagReport { epc: epc?, antenna, peak_rssi_dbm, first_seen_us, last_seen_us })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Frames;
    use proptest::prelude::*;

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
        let pair =
            |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("text"), 16).expect("hex");
        digits.chunks(2).map(pair).collect()
    }

    /// Two tags: one of 96 bits in the short form, one of 198 in the long one, with a parameter of a vendor between.
    const REPORT: &str = "
        00F0 0028 8D 3074257BF7194E4000001A85 81 0002 86 C8 82 0006424B0A8E8000 84 0006424B0A8F0680 8A 0001
        00F0 0036 00F1 0020 00C8 3674257BF6B7A659B2C2BF100000000000000000000000000000 03FF 000A 0000651A 0001
        81 0001 86 D3 88 0003";

    #[test]
    fn a_report_is_read_with_what_nobody_knows_passed_over() {
        let found = tag_reports(&hex(REPORT));
        let told: Vec<String> = found
            .iter()
            .map(|tag| {
                let TagReport { epc, antenna, peak_rssi_dbm, first_seen_us, last_seen_us } = tag;
                format!("{epc} {antenna:?} {peak_rssi_dbm:?} {first_seen_us:?} {last_seen_us:?}")
            })
            .collect();
        assert_eq!(
            told,
            [
                "urn:epc:id:sgtin:0614141.812345.6789 Some(2) Some(-56) Some(1761739927355392) Some(1761739927389824)",
                "urn:epc:id:sgtin:0614141.712345.32a%2Fb Some(1) Some(-45) None None",
            ]
        );
    }

    #[test]
    fn what_has_no_epc_or_is_cut_is_passed_over() {
        for (body, count) in [
            ("", 0),
            ("00F0 0004", 0),
            ("00F0 0007 81 0002", 0),
            // Longer than what is left.
            ("00F0 00FF 8D 3074257BF7194E4000001A85", 0),
            // A length that would never end.
            ("00F0 0000", 0),
            // More bits than bytes.
            ("00F0 000B 00F1 0007 FFFF 30", 0),
            // Another parameter before it.
            ("0102 0005 00 00F0 0011 8D 3074257BF7194E4000001A85", 1),
            // A type of a set length that nobody knows: what stood before it counts.
            ("00F0 0013 8D 3074257BF7194E4000001A85 FF 00", 1),
        ] {
            assert_eq!(tag_reports(&hex(body)).len(), count, "{body}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever comes, reading ends, and takes no more than it was given.
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(tag_reports(&bytes).len() <= bytes.len() / 4);
            let _ = (crate::message::events(&bytes), crate::message::status(&bytes), crate::message::described(&bytes));
            let mut frames = Frames { buffer: bytes.as_slice().into() };
            let mut count = 0;
            while let Ok(Some(_)) = frames.next() {
                count += 1;
            }
            prop_assert!(count <= bytes.len() / 10);
        }

        /// A good report with some of its bytes changed.
        #[test]
        fn a_damaged_report_is_read_to_an_end(changes in proptest::collection::vec((0..96_usize, any::<u8>()), 1..6)) {
            let mut bytes = hex(REPORT);
            for (at, byte) in changes {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            prop_assert!(tag_reports(&bytes).len() <= bytes.len() / 4);
        }
    }
}
