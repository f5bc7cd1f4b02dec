//! Putting a sale down to what led to it: the last touch, and all touches alike.

use super::{PUSH_DAYS, Source, Touch};
use crate::machine::Media;
use crate::shop::Shop;
use realtail_kernel::{Instant, ItemId, Label, OwnerId, Reference};
use realtail_vocabulary::{
    AttributedLine, Attribution, Credit, MediaEvent, NotAttributed, TouchKind, TouchOf,
};

/// The most touches that share a line.
const CREDITS_MAX: usize = 20;
const DAY_US: i64 = 86_400_000_000;

/// A line of a sale.
#[derive(Clone, Debug)]
pub struct SoldLine {
    /// Its number in the receipt or order: 1 is the first.
    pub line: u16,
    /// What was sold.
    pub item: ItemId,
    /// Whose goods they are.
    pub brand: Option<Label>,
    /// How much.
    pub units: i64,
    /// For how much, in minor units.
    pub value: i64,
}

pub(crate) fn attribute(
    media: &Media,
    sale: &Reference,
    buyer: &OwnerId,
    lines: &[SoldLine],
    shop: &dyn Shop,
    now: Instant,
) -> Vec<MediaEvent> {
    if media.touches.sold(sale).is_some() {
        return Vec::new();
    }
    let none = |reason: NotAttributed| {
        // Of what nobody advertises there is nothing to tell.
        let told = lines.iter().any(|line| media.campaigns.advertises(&line.item));
        let event = MediaEvent::Unattributed { sale: sale.clone(), reason };
        if told { vec![event] } else { Vec::new() }
    };
    let visitor = match media.measured(buyer.as_str(), shop) {
        Ok(visitor) => visitor,
        Err(reason) => return none(reason),
    };
    let touches = media.touches.of(visitor, now);
    let attributed = |line: &SoldLine| {
        let credits = credits(media, line, &touches, now);
        let SoldLine { line, item, units, value, .. } = line.clone();
        (!credits.is_empty()).then_some(AttributedLine { line, item, units, value, credits })
    };
    let found: Vec<AttributedLine> = lines.iter().filter_map(attributed).collect();
    if found.is_empty() {
        return none(NotAttributed::NoTouch);
    }
    let attribution = Attribution { sale: sale.clone(), visitor, lines: found };
    vec![MediaEvent::Attributed(Box::new(attribution))]
}

/// What led to a line: what reached the shopper for this very item, or else for another of the same brand.
fn credits(media: &Media, line: &SoldLine, touches: &[&Touch], now: Instant) -> Vec<Credit> {
    let in_time = touches.iter().copied().filter(|touch| is_in_time(media, touch, now));
    let in_time: Vec<&Touch> = in_time.collect();
    let direct: Vec<&Touch> = in_time.iter().copied().filter(|touch| touch.item == line.item).collect();
    let halo = direct.is_empty();
    let mut leading = direct;
    if halo {
        leading = in_time.into_iter().filter(|touch| is_of_brand(media, touch, line)).collect();
    }
    let leading = &leading[leading.len().saturating_sub(CREDITS_MAX)..];
    let parts = leading.len() as i64;
    let up_to = |part: i64| (i128::from(line.value) * i128::from(part) / i128::from(parts)) as i64;
    let credit = |(part, touch): (i64, &&Touch)| {
        let of = match &touch.by {
            Source::Campaign(number) => {
                TouchOf::Campaign(media.campaigns.numbered(*number)?.campaign.clone())
            }
            Source::Push(offer) => TouchOf::Push(offer.clone()),
        };
        Some(Credit {
            of,
            touch: touch.kind,
            touched_at: touch.at,
            halo,
            last: if part + 1 == parts { line.value } else { 0 },
            linear: up_to(part + 1) - up_to(part),
        })
    };
    (0..).zip(leading).filter_map(credit).collect()
}

/// Whether a sale may still be put down to a touch.
fn is_in_time(media: &Media, touch: &Touch, now: Instant) -> bool {
    let days = match &touch.by {
        Source::Push(_) => PUSH_DAYS,
        Source::Campaign(number) => {
            let Some(campaign) = media.campaigns.numbered(*number) else { return false };
            match touch.kind {
                TouchKind::View => campaign.plan.windows.view_days,
                TouchKind::Click => campaign.plan.windows.click_days,
                TouchKind::PushOpened => PUSH_DAYS,
            }
        }
    };
    now.micros_since(touch.at) < i64::from(days) * DAY_US
}

fn is_of_brand(media: &Media, touch: &Touch, line: &SoldLine) -> bool {
    let Source::Campaign(number) = touch.by else { return false };
    let brand = media.campaigns.numbered(number).map(|campaign| campaign.plan.brand.as_str());
    brand.is_some() && brand == line.brand.as_ref().map(Label::as_str)
}
