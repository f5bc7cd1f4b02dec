//! What a promotion gives, in words for a receipt.

use realtail_kernel::Currency;
use realtail_vocabulary::{Benefit, Off, Promotion};
use std::fmt::Write;

/// The promotion's name, if it has one, with what it gives.
pub(crate) fn why(promotion: &Promotion) -> String {
    let money = |amount: i64| money(amount, promotion.currency);
    let gives = match &promotion.benefit {
        Benefit::Percent { rate_ppm } => format!("{} off", percent(*rate_ppm)),
        Benefit::AmountOff { amount, per: 1 } => format!("{} off each", money(*amount)),
        Benefit::AmountOff { amount, per } => format!("{} off for each {per}", money(*amount)),
        Benefit::FixedPrice { unit_price, per: 1 } => format!("at {}", money(*unit_price)),
        Benefit::FixedPrice { unit_price, per } => format!("at {} for {per}", money(*unit_price)),
        Benefit::MemberPrice { unit_price, per: 1 } => format!("members: at {}", money(*unit_price)),
        Benefit::MemberPrice { unit_price, per } => format!("members: at {} for {per}", money(*unit_price)),
        Benefit::BundlePrice { price, .. } => format!("together {}", money(*price)),
        Benefit::NForM { take, pay } => format!("{take} for {pay}"),
        Benefit::CheapestFree { of, rate_ppm: 1_000_000 } => format!("cheapest of {of} free"),
        Benefit::CheapestFree { of, rate_ppm } => format!("{} off the cheapest of {of}", percent(*rate_ppm)),
        Benefit::Threshold { spend: 0, off } => off_in_words(off, promotion.currency),
        Benefit::Threshold { spend, off } => {
            format!("{} from {} on", off_in_words(off, promotion.currency), money(*spend))
        }
    };
    match &promotion.name {
        Some(name) => format!("{name} ({gives})"),
        None => gives,
    }
}

fn off_in_words(off: &Off, currency: Option<Currency>) -> String {
    match off {
        Off::Percent { rate_ppm } => format!("{} off", percent(*rate_ppm)),
        Off::Amount { amount } => format!("{} off", money(*amount, currency)),
    }
}

/// 125,000 ppm is `12.5 %`.
fn percent(rate_ppm: u32) -> String {
    let mut text = format!("{}", rate_ppm / 10_000);
    let rest = rate_ppm % 10_000;
    if rest > 0 {
        let _ = write!(text, ".{}", format!("{rest:04}").trim_end_matches('0'));
    }
    text + " %"
}

/// An amount as people write it, with its currency where that is known.
pub(crate) fn money(amount: i64, currency: Option<Currency>) -> String {
    let digits = usize::from(currency.unwrap_or(Currency::NONE).minor_digits());
    let sign = if amount < 0 { "-" } else { "" };
    let unit = 10_u64.pow(digits as u32);
    let (whole, rest) = (amount.unsigned_abs() / unit, amount.unsigned_abs() % unit);
    let mut text = format!("{sign}{whole}");
    if digits > 0 {
        let _ = write!(text, ".{rest:0digits$}");
    }
    match currency.filter(|currency| *currency != Currency::NONE) {
        Some(currency) => format!("{text} {currency}"),
        None => text,
    }
}
