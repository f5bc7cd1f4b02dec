//! Who is told of what on the phone: who is near, which offers are, and the asking for a decision.

mod index;
mod near;
mod offers;
mod presence;
mod scout;

use crate::app::App;
use crate::problem::Problem;
use crate::vault;
use realtail_kernel::{CustomerId, Instant, Position, PushId, SubscriptionId};
use realtail_mobile::Caps;
use serde::{Deserialize, Serialize};

pub(crate) use offers::routes;
pub(crate) use presence::at as place_of;
pub(crate) use scout::Trigger;
pub use scout::{Scout, ScoutKeeper};

/// Where a phone is told, as its browser says it. Sealed wherever it is kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct PhoneAddress {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
}

/// What the interface has to know of those who tell phones.
pub trait PushDoor: Send + Sync {
    /// The shop's public key, as browsers take it.
    fn key(&self) -> String;

    /// Looks at what a browser sent before it is kept.
    ///
    /// # Errors
    /// The field, and what is wrong with it.
    fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<(), (&'static str, String)>;

    /// How many notices a shopper gets.
    fn caps(&self) -> Caps;
}

/// One phone that is to be told.
pub struct PushPhone {
    /// Its name here.
    pub subscription: SubscriptionId,
    /// Its address at the push service.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub p256dh: String,
    /// What only it and the shop know, in base64url.
    pub auth: String,
}

/// What a shopper's phones are to be told.
pub struct PushLetter {
    /// Whose they are.
    pub customer: CustomerId,
    /// The phones.
    pub phones: Vec<PushPhone>,
    /// What is told.
    pub payload: serde_json::Value,
    /// Until when.
    pub expires_at: Instant,
}

/// Notices that wait and are durable, the oldest first.
pub fn pushes_waiting(app: &App, wanted: impl Fn(&PushId) -> bool, max: usize) -> Vec<PushId> {
    let durable = app.handle.durable();
    let state = app.handle.read();
    let waiting = state.machine.mobile.waiting().take_while(|(position, ..)| *position < durable);
    waiting.filter(|(_, push, _)| wanted(push)).take(max).map(|(_, push, _)| push.clone()).collect()
}

/// Whose phones a notice is for.
pub fn push_customer(app: &App, push: &PushId) -> Option<CustomerId> {
    let state = app.handle.read();
    state.machine.mobile.notice(push).map(|(customer, _)| customer.clone())
}

/// What a notice says, as things stand at this moment.
///
/// # Errors
/// Why it is not to be told any more.
pub fn push_letter(app: &App, push: &PushId) -> Result<PushLetter, String> {
    let now = app.handle.now();
    let (customer, phones, payload, expires_at) = {
        let state = app.handle.read();
        let mobile = &state.machine.mobile;
        let (customer, notice) = mobile.notice(push).ok_or("forgotten")?;
        if notice.expires_at <= now {
            return Err("expired".to_owned());
        }
        let may = mobile.may_be_told(customer, &notice.offer, &state.machine, now);
        may.map_err(|declined| declined.as_str().to_owned())?;
        let offer = &mobile.offers.get(&notice.offer).ok_or("no_offer")?.offer;
        let shopper = mobile.shopper(customer).ok_or("no_phone")?;
        let payload = serde_json::json!({
            "push": push, "offer": notice.offer, "title": offer.title, "body": offer.text,
            "item": notice.item, "site": notice.site,
            "url": url_of(notice.push.as_str(), notice.position, &notice.item, &notice.site),
            "position": notice.position,
        });
        let phones: Vec<_> = shopper.phones(now).cloned().collect();
        (customer.clone(), phones, payload, notice.expires_at)
    };
    let opened = phones.into_iter().filter_map(|phone| {
        let PhoneAddress { endpoint, p256dh, auth } = vault::open(app, &customer, &phone.sealed)?;
        Some(PushPhone { subscription: phone.subscription, endpoint, p256dh, auth })
    });
    let phones: Vec<PushPhone> = opened.collect();
    if phones.is_empty() {
        return Err("no_phone".to_owned());
    }
    Ok(PushLetter { customer, phones, payload, expires_at })
}

/// The page of the shopper's app that shows the item at the site.
pub(crate) fn url_of(
    push: &str,
    position: Position,
    item: &realtail_kernel::ItemId,
    site: &realtail_kernel::SiteId,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("item", item.as_str()).append_pair("site", site.as_str());
    query.append_pair("push", push).append_pair("cause", &position.to_string());
    format!("/shop/item?{}", query.finish())
}

/// A place on the globe that can be.
pub(crate) fn check_place(lat: f64, lon: f64) -> Result<(), Problem> {
    let wrong = |field: &str, limit: u32| {
        Problem::invalid(field, format!("{field} is in degrees, from -{limit} to {limit}"))
    };
    if !(-90.0..=90.0).contains(&lat) {
        return Err(wrong("lat", 90));
    }
    if !(-180.0..=180.0).contains(&lon) {
        return Err(wrong("lon", 180));
    }
    Ok(())
}
