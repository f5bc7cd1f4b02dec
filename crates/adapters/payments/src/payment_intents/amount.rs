//! Amounts as the provider counts them: in the smallest unit, but for a few currencies.

use realtail_kernel::Currency;

/// These have no smaller unit, and are counted by the provider as if they had a hundred of them.
const IN_HUNDREDS: [&str; 2] = ["ISK", "UGX"];
/// These have a thousand smaller units, and the provider takes only whole tens of them.
const IN_TENS: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];

/// The amount to send; nothing where the provider cannot be asked for it.
pub(super) fn out(amount: i64, currency: Currency) -> Option<i64> {
    let code = String::from(currency);
    if amount < 1 || (IN_TENS.contains(&code.as_str()) && amount % 10 != 0) {
        return None;
    }
    if IN_HUNDREDS.contains(&code.as_str()) { amount.checked_mul(100) } else { Some(amount) }
}

/// An amount that was received, in a currency as the provider writes it.
pub(super) fn back(amount: i64, currency: &str) -> i64 {
    let code = currency.to_ascii_uppercase();
    if IN_HUNDREDS.contains(&code.as_str()) { amount / 100 } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_go_out_as_the_provider_counts_and_come_back() {
        let check = |amount: i64, code: &str, expected: Option<i64>| {
            let currency = Currency::try_from(code.to_owned()).expect("a currency");
            let found = out(amount, currency);
            assert_eq!(found, expected, "{amount} {code}");
            assert!(found.is_none_or(|sent| back(sent, &code.to_lowercase()) == amount), "{amount} {code}");
        };
        check(1299, "EUR", Some(1299));
        check(500, "JPY", Some(500));
        check(500, "ISK", Some(50_000));
        check(500, "UGX", Some(50_000));
        check(1230, "KWD", Some(1230));
        check(1234, "KWD", None);
        check(0, "EUR", None);
        check(-1, "EUR", None);
        check(i64::MAX, "ISK", None);
    }
}
