//! What must hold of notices: of the whole state at every point of the log, and of each notice at the moment at which it is
//! decided or sent.

use crate::decide::{Agreement, Caps};
use crate::machine::Mobile;
use crate::notice::NoticeState;
use realtail_kernel::{CustomerId, Instant, PushId, PushOfferId};
use realtail_vocabulary::{ContactChannel, Purpose};
use std::collections::BTreeSet;

/// A breach, in words.
pub type Breach = String;

/// Checks the whole state.
///
/// # Errors
/// The first breach.
pub fn all(mobile: &Mobile) -> Result<(), Breach> {
    what_waits_is_not_told_yet(mobile)?;
    what_was_told_is_remembered(mobile)
}

/// A notice waits from its decision until somebody says what became of it, and no longer.
///
/// # Errors
/// The first that waits and should not, or should and does not.
pub fn what_waits_is_not_told_yet(mobile: &Mobile) -> Result<(), Breach> {
    let waiting: BTreeSet<_> = mobile.waiting().map(|(_, push, _)| push).collect();
    for (customer, shopper) in mobile.all_shoppers() {
        for notice in &shopper.notices {
            let is_decided = notice.state == NoticeState::Decided;
            if is_decided != waiting.contains(&notice.push) {
                return Err(format!("notice {} to {customer} is {:?}", notice.push, notice.state));
            }
        }
    }
    match waiting.into_iter().find(|push| mobile.notice(push).is_none()) {
        None => Ok(()),
        Some(push) => Err(format!("notice {push} waits, and nobody is to get it")),
    }
}

/// Of whatever a notice reached a shopper, or still may, the shopper is not told again.
///
/// # Errors
/// The first notice of which that is forgotten.
pub fn what_was_told_is_remembered(mobile: &Mobile) -> Result<(), Breach> {
    for (customer, shopper) in mobile.all_shoppers() {
        let forgotten = shopper.notices.iter().find(|n| n.counts() && !shopper.told.contains(&n.offer));
        if let Some(notice) = forgotten {
            return Err(format!(
                "{customer} was told of {} by {}, and may be again",
                notice.offer, notice.push
            ));
        }
    }
    Ok(())
}

/// Nobody is told who does not agree, at that very moment, to offers on the phone and to the use of the position.
///
/// # Errors
/// Who does not agree to what.
pub fn only_who_agrees_is_told(customer: &CustomerId, around: &impl Agreement) -> Result<(), Breach> {
    let asked = [Purpose::Offers, Purpose::Location];
    match asked.into_iter().find(|purpose| !around.agrees(customer, *purpose, ContactChannel::Push)) {
        None => Ok(()),
        Some(purpose) => Err(format!("{customer} is told, and does not agree to {purpose:?} on the phone")),
    }
}

/// Nobody is told at a time at which not to be disturbed.
///
/// # Errors
/// Who is.
pub fn nobody_is_told_in_quiet_hours(
    mobile: &Mobile,
    customer: &CustomerId,
    now: Instant,
) -> Result<(), Breach> {
    match mobile.shopper(customer) {
        Some(shopper) if shopper.is_quiet(now) => {
            Err(format!("{customer} is told at {now}, and is not to be disturbed then"))
        }
        Some(_) | None => Ok(()),
    }
}

/// Nobody is told of an offer outside its hours.
///
/// # Errors
/// Of which somebody is.
pub fn offers_keep_their_hours(mobile: &Mobile, offer: &PushOfferId, now: Instant) -> Result<(), Breach> {
    let hours = mobile.offers.get(offer).and_then(|known| known.offer.hours.as_ref());
    match hours {
        Some(hours) if !hours.contain(now) => {
            Err(format!("somebody is told of {offer} at {now}, which is none of its hours"))
        }
        Some(_) | None => Ok(()),
    }
}

/// Nobody gets more notices in any 24 hours, or in any seven days, than the caps allow. `mobile` is the state before the
/// decision on one more.
///
/// # Errors
/// Who does.
pub fn caps_are_kept(mobile: &Mobile, customer: &CustomerId, caps: Caps, now: Instant) -> Result<(), Breach> {
    let Some(shopper) = mobile.shopper(customer) else { return Ok(()) };
    for (days, most) in [(1, caps.a_day), (7, caps.a_week)] {
        let told = shopper.told_within(days, now);
        if told >= most {
            return Err(format!(
                "{customer} got {told} notices in {days} days, and now one more than {most}"
            ));
        }
    }
    Ok(())
}

/// Nobody is told of the same offer twice, and no notice is decided twice. `mobile` is the state before the decision.
///
/// # Errors
/// Who is told again.
pub fn nothing_is_told_twice(
    mobile: &Mobile,
    push: &PushId,
    customer: &CustomerId,
    offer: &PushOfferId,
) -> Result<(), Breach> {
    if mobile.notice(push).is_some() {
        return Err(format!("notice {push} is decided twice"));
    }
    let notices = mobile.shopper(customer).map_or(&[][..], |shopper| &shopper.notices);
    match notices.iter().find(|notice| notice.counts() && notice.offer == *offer) {
        None => Ok(()),
        Some(notice) => Err(format!("{customer} was told of {offer} by {}, and is again", notice.push)),
    }
}

/// What became of a notice is said once. `mobile` is the state before that.
///
/// # Errors
/// Where it was said before.
pub fn nothing_is_settled_twice(mobile: &Mobile, push: &PushId) -> Result<(), Breach> {
    match mobile.notice(push) {
        Some((_, notice)) if notice.state == NoticeState::Decided => Ok(()),
        Some((customer, notice)) => Err(format!("notice {push} to {customer} was {:?} before", notice.state)),
        None => Err(format!("there is no notice {push}")),
    }
}
