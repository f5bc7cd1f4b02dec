//! Faults of the pillars beside the omnichannel one.

use super::Mutation;
use realtail_kernel::{CustomerId, Instant, ItemId, Machine, Position, Quantity, Rejection, SiteId, Stamp};
use realtail_media::{Command as Media, Person, Shop};
use realtail_mobile::{Agreement, Caps, DecidePush, Supply};
use realtail_platform::{Command, Refusal, Retail};
use realtail_vocabulary::{
    Account, Condition, ContactChannel, DeliveryMethod, DeviceEvent, Event, HoldEvent, IntelligenceEvent,
    MediaEvent, MobileEvent, OfferMethod, PricingEvent, Purpose, StockEvent, SupplyEvent,
};

type Decided = Result<Vec<Event>, Refusal>;

/// What the misbehaving retailer decides, where the other has decided this.
pub(super) fn decide(
    mutation: Mutation,
    retail: &Retail,
    command: &Command,
    now: Instant,
    decided: Decided,
) -> Decided {
    match (mutation, command) {
        (Mutation::ShowsWhatIsGone, Command::Media(Media::Decide(ask))) => {
            let mut ask = ask.clone();
            (ask.visitor, ask.customer) = (None, None);
            of_media(retail.media.decide_in(&Media::Decide(ask), &AllIsThere, now))
        }
        (Mutation::MeasuresWhoRefused, Command::Media(command @ (Media::See(_) | Media::Attribute(..)))) => {
            measured(retail, command, now).unwrap_or(decided)
        }
        (Mutation::TellsInQuietHours, Command::DecidePush(ask)) => {
            let (customer, mut mobile) = (ask.customer.clone(), retail.mobile.clone());
            let loud = MobileEvent::QuietHoursSet { customer, quiet: None };
            mobile.apply(&loud, Stamp { position: Position(1), origin: Position(1), at: now });
            told(mobile.decide_push(ask, retail, now))
        }
        (Mutation::TellsWhoRefused, Command::DecidePush(ask)) => {
            told(retail.mobile.decide_push(ask, &AllAgree(retail), now))
        }
        (Mutation::ForgetsCaps, Command::DecidePush(ask)) => {
            let ask = DecidePush { caps: Caps { a_day: 40, a_week: 40 }, ..(**ask).clone() };
            told(retail.mobile.decide_push(&ask, retail, now))
        }
        _ => {
            let decided: Decided = decided
                .map(|events| events.into_iter().flat_map(|event| bent(mutation, retail, event)).collect());
            decided.map(|events| kept_apart(mutation, events))
        }
    }
}

/// Goods leave for another site, and what was set apart for them stays so.
fn kept_apart(mutation: Mutation, mut events: Vec<Event>) -> Vec<Event> {
    let is_sent = |event: &Event| matches!(event, Event::Supply(SupplyEvent::Dispatched { order: Some(order), .. }) if order.as_str().starts_with("transfer-"));
    if mutation == Mutation::KeepsSentApart && events.iter().any(is_sent) {
        events.retain(|event| !matches!(event, Event::Hold(HoldEvent::Released { .. })));
    }
    events
}

fn of_media(decided: Result<Vec<MediaEvent>, Rejection>) -> Decided {
    Ok(decided?.into_iter().map(Event::Media).collect())
}

fn told(decided: Result<MobileEvent, realtail_mobile::Declined>) -> Decided {
    Ok(vec![Event::Mobile(decided.map_err(Rejection::from)?)])
}

/// As if nobody had ever said no, and everybody were a stranger.
fn measured(retail: &Retail, command: &Media, now: Instant) -> Option<Decided> {
    let number = match command {
        Media::See(seen) => &seen.visitor,
        Media::Attribute(_, buyer, _) => buyer,
        _ => return None,
    };
    let number = CustomerId::new(number.as_str()).ok()?;
    let mut media = retail.media.clone();
    let forgotten = MediaEvent::ConsentsForgotten { customers: vec![number.clone()] };
    if media.consents.said(&number, Purpose::Measurement, ContactChannel::Onsite) == Some(false) {
        media.apply(&forgotten, Stamp { position: Position(1), origin: Position(1), at: now });
    }
    Some(of_media(media.decide_in(command, &AllIsThere, now)))
}

fn bent(mutation: Mutation, retail: &Retail, mut event: Event) -> Vec<Event> {
    match (mutation, &mut event) {
        (Mutation::ChargesTwice, Event::Media(MediaEvent::PlacementSeen { charged: 1.., .. })) => {
            return vec![event.clone(), event];
        }
        (Mutation::Overspends, Event::Media(MediaEvent::Placed(placed))) => {
            placed.slots.iter_mut().for_each(|slot| slot.price *= 40);
        }
        (Mutation::AttributesMore, Event::Media(MediaEvent::Attributed(sale))) => {
            sale.lines
                .iter_mut()
                .flat_map(|line| line.credits.last_mut())
                .for_each(|credit| credit.last += 1);
        }
        (Mutation::TakesOutMore, Event::Media(MediaEvent::TakenOut { lines, .. })) => {
            lines.iter_mut().for_each(|line| line.units += 3);
        }
        (
            Mutation::AlarmsAtOnce,
            Event::Device(DeviceEvent::WarmedUp { device, since, millicelsius, .. }),
        ) => {
            if let Some(known) = retail.devices.registry.device(device) {
                return vec![Event::Device(DeviceEvent::GotTooWarm {
                    device: device.clone(),
                    site: known.site.clone(),
                    zone: known.zone.clone(),
                    millicelsius: *millicelsius,
                    since: *since,
                })];
            }
        }
        (Mutation::MovesWhatIsGone, Event::Intelligence(IntelligenceEvent::TransferAccepted(accepted))) => {
            accepted.quantity =
                Quantity::try_from(accepted.quantity.units() + 40).unwrap_or(accepted.quantity);
        }
        (
            Mutation::SellsBelowCost,
            Event::Intelligence(IntelligenceEvent::Pricing(PricingEvent::Taken(taken))),
        ) => {
            taken.unit_price = taken.bounds.floor - 1;
        }
        (Mutation::SellsWhatIsSetApart, Event::Stock(StockEvent::Sold { postings, .. })) => {
            for posting in postings {
                if let Account::Site { condition, .. } = &mut posting.from {
                    *condition = Condition::Quarantine;
                }
            }
        }
        _ => (),
    }
    vec![event]
}

/// A shop that has everything, and knows nobody.
struct AllIsThere;

impl Shop for AllIsThere {
    fn can_be_had(&self, _item: &ItemId, _site: Option<&SiteId>, _method: DeliveryMethod) -> bool {
        true
    }

    fn person(&self, number: &CustomerId) -> Person {
        Person { customer: number.clone(), registered: false, erased: false }
    }
}

/// The retailer, had everybody agreed to everything.
struct AllAgree<'a>(&'a Retail);

impl Agreement for AllAgree<'_> {
    fn agrees(&self, _customer: &CustomerId, _purpose: Purpose, _channel: ContactChannel) -> bool {
        true
    }
}

impl Supply for AllAgree<'_> {
    fn can_be_had(&self, item: &ItemId, site: &SiteId, method: OfferMethod, now: Instant) -> bool {
        self.0.can_be_had(item, site, method, now)
    }
}
