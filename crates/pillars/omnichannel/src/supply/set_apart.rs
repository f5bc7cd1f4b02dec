//! Setting goods apart that are to go to another site: nobody is promised them until they leave or stay after all.

use crate::catalogue::{ItemNo, SiteNo};
use crate::hold::{Hold, HoldState, Place};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage};
use realtail_kernel::{Channel, HoldId, Instant, ItemId, OwnerId, Quantity, SiteId};
use realtail_vocabulary::{Event, HoldEvent, HoldLine, HoldPlace, PostAs, PostedLine};

/// Whose such goods are, and on which channel.
const OWNER: &str = "transfers";

/// Sets units of an item at a site apart.
#[derive(Clone, Debug)]
pub struct SetApart {
    /// What names them: the name of the shipment in which they will go, and of the supply that is expected from it.
    pub hold: HoldId,
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// How many.
    pub quantity: Quantity,
}

/// Only what is promised to nobody; rules of channels, such as safety stock, keep goods from shoppers and not from this.
pub(crate) fn decide(state: &Omnichannel, apart: &SetApart, now: Instant) -> Result<Vec<Event>, Refusal> {
    let (item, site) = (state.catalogue.item_no(&apart.item)?, state.catalogue.site_no(&apart.site)?);
    if state.holds.find(&apart.hold).is_some() {
        return Ok(Vec::new());
    }
    let (requested, available) = (apart.quantity.units(), state.unpromised(item, site, now, |_| 0));
    if available < requested {
        let (item, site) = (apart.item.clone(), Some(apart.site.clone()));
        let short = Shortage { item, site, region: None, requested, available: available.max(0) };
        return Err(Refusal::InsufficientStock { shortages: vec![short] });
    }
    let SetApart { hold, item, site, quantity } = apart.clone();
    let line = HoldLine { item: item.clone(), quantity, place: HoldPlace::Site(site.clone()) };
    let placed = HoldEvent::Placed {
        hold: hold.clone(),
        owner: OwnerId::new(OWNER).expect("a short name"),
        channel: Channel::new(OWNER).expect("a short name"),
        expires_at: now,
        lines: [line].into_iter().collect(),
    };
    let lines = vec![PostedLine { item, quantity, site }];
    let posted = HoldEvent::Posted { hold, post_as: PostAs::Allocation, lines, postings: Vec::new() };
    Ok(vec![Event::Hold(placed), Event::Hold(posted)])
}

/// What is set apart under a name.
pub(super) fn under<'a>(state: &'a Omnichannel, name: &str) -> Option<&'a Hold> {
    let hold = state.holds.find(&HoldId::new(name).ok()?)?;
    let is_apart = hold.owner.as_str() == OWNER && hold.channel.as_str() == OWNER;
    (is_apart && hold.state == HoldState::Posted(PostAs::Allocation)).then_some(hold)
}

/// Units of an item that are set apart at a site.
pub(super) fn units(hold: Option<&Hold>, item: ItemNo, site: SiteNo) -> i64 {
    let lines = hold.into_iter().flat_map(|hold| &hold.posted);
    lines.filter(|line| line.item == item && line.place == Place::Site(site)).map(|line| line.units).sum()
}
