//! Shoppers' phones: who may be told, when not to, and of what; and shoppers who come near.

use super::{Around, Workload, name};
use crate::chance::Chance;
use realtail_kernel::{
    CampaignId, Instant, Label, OwnerId, PushId, PushOfferId, SubscriptionId, TimeOfDay, Word,
};
use realtail_mobile::{Command as Mobile, DecidePush};
use realtail_platform::Command;
use realtail_vocabulary::{
    Observed, OfferMethod, PageViewed, PushOffer, Sealed, Signal, Subscription, SubscriptionEnd, WallHours,
};

impl Workload {
    /// Something that a shopper's phone does, or that is planned for them.
    pub(super) fn phones(&mut self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        match chance.below(20) {
            0 => self.offer(chance, now),
            1 if chance.percent(30) => Command::Mobile(Mobile::RemoveOffer(an_offer(chance))),
            2 => self.subscribe(chance),
            3 if chance.percent(60) => {
                let (customer, subscription) = (Workload::person(chance), a_phone(chance));
                let why = SubscriptionEnd::Withdrawn;
                Command::Mobile(Mobile::Unsubscribe { customer, subscription, why })
            }
            4 => quiet_hours(chance),
            5..=7 => self.look_at_an_item(around, chance),
            8..=10 if !around.notices.is_empty() => {
                let (push, customer) = Around::recent(chance, &around.notices).cloned().expect("some");
                let customer = if chance.percent(95) { customer } else { Workload::person(chance) };
                Command::Mobile(Mobile::Opened(push, customer))
            }
            _ => self.come_near(around, chance),
        }
    }

    pub(super) fn offer(&self, chance: &mut Chance, now: Instant) -> Command {
        Command::Mobile(Mobile::SetOffer(Box::new(PushOffer {
            offer: an_offer(chance),
            item: self.an_item_name(chance),
            sites: (0..self.sites).map(|no| name!(realtail_kernel::SiteId, "s{no}")).collect(),
            title: name!(Label, "Near you"),
            text: name!(Label, "Today only"),
            radius_m: 500,
            starts_at: now.plus_ms(chance.between(-3_600_000, 60_000)),
            ends_at: now.plus_ms(chance.between(600_000, 172_800_000)),
            needs_interest: chance.percent(25),
            method: if chance.percent(50) { OfferMethod::CarryOut } else { OfferMethod::Pickup },
            brand: None,
            campaign: chance.percent(30).then(|| name!(CampaignId, "k{}", chance.below(3))),
            hours: chance.percent(20).then(|| some_hours(chance)),
        })))
    }

    pub(super) fn subscribe(&self, chance: &mut Chance) -> Command {
        Command::Mobile(Mobile::Subscribe(Box::new(Subscription {
            subscription: a_phone(chance),
            customer: Workload::person(chance),
            sealed: Sealed::new(vec![7]).expect("few bytes"),
            expires_at: None,
        })))
    }

    fn look_at_an_item(&self, around: &mut Around, chance: &mut Chance) -> Command {
        around.asked += 1;
        let person = Workload::person(chance);
        Command::Observe(Box::new(Observed {
            source: name!(Word, "shop"),
            id: name!(Word, "looked{}", around.asked),
            time: None,
            signal: Signal::PageViewed(PageViewed {
                visitor: name!(OwnerId, "{person}"),
                channel: self.channel(chance),
                item: Some(self.an_item_name(chance)),
                category: None,
            }),
        }))
    }

    fn come_near(&self, around: &mut Around, chance: &mut Chance) -> Command {
        around.asked += 1;
        Command::DecidePush(Box::new(DecidePush {
            push: name!(PushId, "push-{}", around.asked),
            customer: Workload::person(chance),
            offer: an_offer(chance),
            site: self.site(chance),
            caps: around.caps,
        }))
    }
}

fn an_offer(chance: &mut Chance) -> PushOfferId {
    name!(PushOfferId, "offer{}", chance.below(3))
}

fn a_phone(chance: &mut Chance) -> SubscriptionId {
    name!(SubscriptionId, "phone{}", chance.below(2))
}

pub(super) fn quiet_hours(chance: &mut Chance) -> Command {
    let quiet = chance.percent(60).then(|| some_hours(chance));
    Command::Mobile(Mobile::SetQuietHours(Workload::person(chance), quiet))
}

fn some_hours(chance: &mut Chance) -> WallHours {
    let time = |text: &str| text.parse::<TimeOfDay>().expect("a time of day");
    let (from, to) =
        [("22:00", "07:00"), ("08:00", "08:30"), ("10:00", "18:00"), ("17:00", "08:10")][chance.below(4)];
    let timezone = ["UTC", "Europe/Berlin"][chance.below(2)].parse().expect("a time zone");
    WallHours { from: time(from), to: time(to), timezone }
}
