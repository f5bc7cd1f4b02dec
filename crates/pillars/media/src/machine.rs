//! The pillar as one machine.

use crate::attribution::{self, SoldLine, Source, Touch, Touches};
use crate::campaign::Campaigns;
use crate::consent::Consents;
use crate::placement::{self, Ask, Placements, Seen};
use crate::pseudonym::pseudonym;
use crate::shop::{NoShop, Shop};
use crate::totals::day_of;
use realtail_kernel::{
    BrandId, CampaignId, CustomerId, Instant, ItemId, Machine, Money, OwnerId, PushOfferId, Reference,
    Rejection, SiteId, Stamp,
};
use realtail_vocabulary::{
    Action, CampaignPlan, Consent, ContactChannel, DeliveryMethod, JoinedConsents, MediaEvent, NotAttributed,
    PlacementRules, Pseudonym, Purpose, Sight, TakenOutLine, TouchKind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Take in what a customer agrees to, or withdraws.
    ChangeConsent(Consent),
    /// The same of several things at once.
    ChangeConsents(Vec<Consent>),
    /// Forget what these customers agreed to.
    ForgetConsents(Vec<CustomerId>),
    /// Two customers are one person.
    JoinConsents(JoinedConsents),
    /// A brand pays in, or takes back.
    Fund(BrandId, Money),
    /// Make visitors unknowable by this, where nothing does so yet.
    SetSalt([u64; 2]),
    /// Change what holds for all placements.
    SetRules(PlacementRules),
    /// Plan a campaign, or plan it anew.
    SetCampaign(CampaignId, Box<CampaignPlan>),
    /// Pause a campaign, or let it go on.
    SwitchCampaign(CampaignId, bool),
    /// Decide what is shown for money at one place.
    Decide(Box<Ask>),
    /// Take in a view or a click.
    See(Seen),
    /// Take in that a shopper opened a notice of an offer of an item.
    OpenPush(OwnerId, PushOfferId, ItemId, Option<CampaignId>),
    /// Put a sale down to what led to it.
    Attribute(Reference, OwnerId, Vec<SoldLine>),
    /// Take out again what came back of a sale.
    TakeOut(Reference, Vec<TakenOutLine>),
}

impl Command {
    /// Whether it is about what customers agree to: other pillars go by that too, so it holds with this one switched off.
    pub fn is_about_consent(&self) -> bool {
        match self {
            Command::ChangeConsent(_)
            | Command::ChangeConsents(_)
            | Command::ForgetConsents(_)
            | Command::JoinConsents(_) => true,
            Command::Fund(..)
            | Command::SetSalt(_)
            | Command::SetRules(_)
            | Command::SetCampaign(..)
            | Command::SwitchCampaign(..)
            | Command::Decide(_)
            | Command::See(_)
            | Command::OpenPush(..)
            | Command::Attribute(..)
            | Command::TakeOut(..) => false,
        }
    }
}

/// Consent, campaigns, and what is shown for money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    /// What customers have agreed to.
    pub consents: Consents,
    /// Campaigns, and the money behind them.
    pub campaigns: Campaigns,
    /// What is shown.
    pub placements: Placements,
    /// What reached whom, and what it led to.
    pub touches: Touches,
    salt: Option<[u64; 2]>,
    /// Of which advertised items signs and pages were told last that they are not to be had.
    stopped: Arc<BTreeSet<Stopped>>,
}

/// Which campaign's item is not to be had, where, by which method.
type Stopped = (CampaignId, ItemId, SiteId, DeliveryMethod);

/// What an action tells of what is shown: of what, and whether it is to be had.
fn telling(action: &Action) -> Option<(Stopped, bool)> {
    let tells = |campaign: &CampaignId, item: &ItemId, site: &SiteId, method: DeliveryMethod| {
        (campaign.clone(), item.clone(), site.clone(), method)
    };
    if let Action::PlacementStopped { campaign, item, site, method } = action {
        return Some((tells(campaign, item, site, *method), false));
    }
    if let Action::PlacementResumed { campaign, item, site, method } = action {
        return Some((tells(campaign, item, site, *method), true));
    }
    None
}

impl Media {
    /// Whether signs and pages were told last that an advertised item is not to be had there by that method.
    pub fn is_stopped(
        &self,
        campaign: &CampaignId,
        item: &ItemId,
        site: &SiteId,
        method: DeliveryMethod,
    ) -> bool {
        !self.stopped.is_empty()
            && self.stopped.contains(&(campaign.clone(), item.clone(), site.clone(), method))
    }

    /// Whether this is what was told last of what is shown.
    pub fn has_told(&self, action: &Action) -> bool {
        telling(action).is_some_and(|(what, to_be_had)| self.stopped.contains(&what) != to_be_had)
    }

    /// Takes in what signs and pages were told.
    pub fn remember_told(&mut self, action: &Action) {
        let Some((what, to_be_had)) = telling(action) else { return };
        let stopped = Arc::make_mut(&mut self.stopped);
        if to_be_had {
            stopped.remove(&what);
        } else {
            stopped.insert(what);
        }
    }

    /// Whether visitors are made unknowable already: until then nothing of them is kept.
    pub fn is_salted(&self) -> bool {
        self.salt.is_some()
    }

    pub(crate) fn salt(&self) -> Option<[u64; 2]> {
        self.salt
    }

    /// Makes again what is not kept in a snapshot.
    pub fn index(&mut self) {
        self.campaigns.index();
    }

    /// Decides on what the rest of the retailer is at this instant.
    ///
    /// # Errors
    /// A refusal, with nothing changed.
    pub fn decide_in(
        &self,
        command: &Command,
        shop: &dyn Shop,
        now: Instant,
    ) -> Result<Vec<MediaEvent>, Rejection> {
        match command {
            Command::ChangeConsent(consent) => self.consents.change(std::slice::from_ref(consent)),
            Command::ChangeConsents(consents) => self.consents.change(consents),
            Command::ForgetConsents(customers) if self.knows_any(customers, now) => {
                Ok(vec![MediaEvent::ConsentsForgotten { customers: customers.clone() }])
            }
            Command::ForgetConsents(_) => Ok(Vec::new()),
            Command::JoinConsents(joined) => Ok(self.join(joined)),
            Command::Fund(brand, amount) => self.campaigns.fund(brand, *amount),
            Command::SetSalt(_) if self.is_salted() => Ok(Vec::new()),
            Command::SetSalt(salt) => Ok(vec![MediaEvent::SaltSet { salt: *salt }]),
            Command::SetRules(rules) => self.campaigns.set_rules(rules),
            Command::SetCampaign(campaign, plan) => self.campaigns.set(campaign, plan, now),
            Command::SwitchCampaign(campaign, running) => self.campaigns.switch(campaign, *running),
            Command::Decide(ask) => placement::decide(self, ask, shop, now),
            Command::See(seen) => Ok(placement::see(self, seen, shop)),
            Command::OpenPush(visitor, offer, item, campaign) => {
                let (offer, item, campaign) = (offer.clone(), item.clone(), campaign.clone());
                let touched = |visitor| MediaEvent::PushTouched { visitor, offer, item, campaign };
                Ok(self.measured(visitor.as_str(), shop).ok().map(touched).into_iter().collect())
            }
            Command::Attribute(sale, buyer, lines) => {
                Ok(attribution::attribute(self, sale, buyer, lines, shop, now))
            }
            Command::TakeOut(sale, lines) => Ok(attribution::take_out(self, sale, lines)),
        }
    }

    /// The pseudonym under which something of a visitor may be kept, if it may: a customer must have agreed to
    /// measurement, and a stranger must not have objected to it.
    pub(crate) fn measured(&self, number: &str, shop: &dyn Shop) -> Result<Pseudonym, NotAttributed> {
        let number = CustomerId::new(number).map_err(|_| NotAttributed::NoConsent)?;
        let person = shop.person(&number);
        let said = self.consents.said(&person.customer, Purpose::Measurement, ContactChannel::Onsite);
        if person.erased || !said.unwrap_or(!person.registered) {
            return Err(NotAttributed::NoConsent);
        }
        let salt = self.salt.ok_or(NotAttributed::NoTouch)?;
        Ok(pseudonym(salt, person.customer.as_str()))
    }

    /// Who looks, where something of it may be kept.
    pub(crate) fn visitor_of(&self, ask: &Ask, shop: &dyn Shop) -> Option<Pseudonym> {
        let customer = ask.customer.as_ref().map(|customer| self.measured(customer.as_str(), shop));
        let visitor = ask.visitor.as_ref().map(|visitor| self.measured(visitor.as_str(), shop));
        match (visitor, customer) {
            (_, Some(Err(_))) => None,
            (Some(visitor), _) => visitor.ok(),
            (None, Some(customer)) => customer.ok(),
            (None, None) => None,
        }
    }

    fn apply_seen(&mut self, event: &MediaEvent, at: Instant) {
        let MediaEvent::PlacementSeen { placement, slot, sight, charged, touched } = event else { return };
        let Some((number, item)) = self.placements.apply_seen(placement, *slot, *sight) else { return };
        self.campaigns.settle(number, *charged);
        self.campaigns.change(number, |campaign, _| {
            let day = campaign.of_day(at);
            day.spent += charged;
            match sight {
                Sight::Viewed => day.views += 1,
                Sight::Clicked => day.clicks += 1,
            }
        });
        let Some(visitor) = *touched else { return };
        let kind = match sight {
            Sight::Viewed => TouchKind::View,
            Sight::Clicked => TouchKind::Click,
        };
        self.touches.touch(visitor, Touch { at, kind, by: Source::Campaign(number), item });
        let counts =
            self.campaigns.numbered(number).is_some_and(|c| c.plan.views_per_visitor_and_day.is_some());
        if counts && *sight == Sight::Viewed {
            self.placements.count_view(visitor, number, day_of(at));
        }
    }

    fn apply_consent(&mut self, consent: &Consent) {
        self.consents.apply(consent);
        if consent.purpose == Purpose::Measurement && !consent.given {
            self.forget(std::slice::from_ref(&consent.customer));
        }
    }

    fn join(&self, joined: &JoinedConsents) -> Vec<MediaEvent> {
        let said = self.consents.of(&joined.customer).next().is_some();
        let alias = joined.customer.as_str();
        if said || self.salt.is_some_and(|salt| self.touches.knows(pseudonym(salt, alias))) {
            return vec![MediaEvent::ConsentsJoined(joined.clone())];
        }
        Vec::new()
    }

    /// Nobody is looked up by the alias any more; and where that said no, it was of the one who goes on as well.
    fn apply_joined(&mut self, joined: &JoinedConsents) {
        let refuses = |consent: &Consent| consent.purpose == Purpose::Measurement && !consent.given;
        if self.consents.of(&joined.customer).any(refuses) {
            self.forget(std::slice::from_ref(&joined.into));
        }
        self.forget(std::slice::from_ref(&joined.customer));
        self.consents.apply_joined(joined);
    }

    fn knows_any(&self, customers: &[CustomerId], now: Instant) -> bool {
        customers.iter().any(|customer| {
            let touched = |salt| !self.touches.of(pseudonym(salt, customer.as_str()), now).is_empty();
            self.consents.of(customer).next().is_some() || self.salt.is_some_and(touched)
        })
    }

    /// Nothing is kept of what reached them.
    fn forget(&mut self, customers: &[CustomerId]) {
        if let Some(salt) = self.salt {
            customers.iter().for_each(|customer| self.touches.forget(pseudonym(salt, customer.as_str())));
        }
    }
}

impl Machine for Media {
    type Command = Command;
    type Event = MediaEvent;
    type Refusal = Rejection;

    /// Without the rest of the retailer nothing is to be had; see `decide_in`.
    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<MediaEvent>, Rejection> {
        self.decide_in(command, &NoShop, now)
    }

    fn apply(&mut self, event: &MediaEvent, stamp: Stamp) {
        match event {
            MediaEvent::ConsentChanged(consent) => self.apply_consent(consent),
            MediaEvent::ConsentsForgotten { customers } => {
                self.consents.apply_forgotten(customers);
                self.forget(customers);
            }
            MediaEvent::ConsentsJoined(joined) => self.apply_joined(joined),
            MediaEvent::BrandFunded { brand, amount } => {
                self.campaigns.apply_funded(brand, amount.amount, amount.currency);
            }
            MediaEvent::SaltSet { salt } => self.salt = Some(*salt),
            MediaEvent::RulesSet(rules) => self.campaigns.rules = *rules,
            MediaEvent::CampaignSet { campaign, plan } => self.campaigns.apply_set(campaign, plan, stamp.at),
            MediaEvent::CampaignSwitched { campaign, running } => {
                self.campaigns.apply_switched(campaign, *running);
            }
            MediaEvent::Placed(placed) => {
                self.placements.apply_placed(placed, &mut self.campaigns, stamp);
            }
            MediaEvent::PlacementSeen { .. } => self.apply_seen(event, stamp.at),
            MediaEvent::SeenInVain { .. } | MediaEvent::Unattributed { .. } => (),
            MediaEvent::PlacementsExpired { through } => {
                self.placements.apply_expired(*through, &mut self.campaigns);
            }
            MediaEvent::PushTouched { visitor, offer, item, campaign } => {
                let campaign = campaign.as_ref().and_then(|campaign| self.campaigns.number(campaign));
                self.touches.apply_push(*visitor, (offer, campaign), item, stamp.at);
            }
            MediaEvent::Attributed(sale) => {
                self.touches.apply_attributed(sale, &mut self.campaigns, stamp.at);
            }
            MediaEvent::TakenOut { sale, lines } => {
                self.touches.apply_taken_out(sale, lines, &mut self.campaigns, stamp.at);
            }
        }
    }

    fn next_due(&self) -> Option<Instant> {
        self.placements.next_due()
    }

    fn tick(&self, now: Instant) -> Vec<MediaEvent> {
        match self.next_due() {
            Some(due) if due <= now => vec![MediaEvent::PlacementsExpired { through: now }],
            _ => Vec::new(),
        }
    }
}
