//! Which goods to move: from the site that supplies others, shared out where it is short, and from plenty to need.

use crate::machine::Intelligence;
use crate::replenish::outlook;
use crate::room::Stockroom;
use realtail_kernel::{Day, Instant, ItemId, SiteId};
use realtail_learn::replenish::{Outlook, Store, TransferTerms as Costs, fair_shares, transfers};
use realtail_vocabulary::{MoveAdvice, ReplenishmentPlan, TransferKind, TransferTerms};
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;

/// Goods that should go from one site to another.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedTransfer {
    /// Of what.
    pub item: ItemId,
    /// Which site sends.
    pub from: SiteId,
    /// Which site gets them.
    pub to: SiteId,
    /// Why.
    pub kind: TransferKind,
    /// How many units.
    pub units: u32,
    /// How many it would get if there were enough.
    pub wanted: u32,
    /// Units that the sender has and nobody was promised.
    pub free_units: i64,
    /// What it is expected to gain after its cost, in minor units; nothing where the plan does not say what is at stake.
    pub gain: Option<i64>,
    /// When they would be there.
    pub expected_at: Instant,
    /// In words.
    pub why: String,
}

/// What a site asks of the one that supplies it.
struct Asked<'a> {
    plan: &'a ReplenishmentPlan,
    outlook: Outlook,
    days: u32,
    units: i64,
    wanted: u32,
}

/// A site that may give or get.
struct Place<'a> {
    plan: &'a ReplenishmentPlan,
    outlook: Outlook,
    days: u32,
    /// Beyond those for show.
    units: i64,
    /// Those for show.
    show: i64,
    free_units: u32,
    short_cents: f64,
}

impl Intelligence {
    /// What should move now, by item: from sites that supply others, and between sites. What was declined is left out.
    pub fn suggested_transfers(
        &self,
        item: Option<&ItemId>,
        site: Option<&SiteId>,
        room: &dyn Stockroom,
    ) -> Vec<SuggestedTransfer> {
        let mut found = Vec::new();
        for plans in self.plans_by_item(item) {
            found.extend(self.supplied(&plans, room));
            if let Some(terms) = self.moves().terms() {
                found.extend(self.balanced(&plans, terms, room));
            }
        }
        let now = room.now();
        found.retain(|one| {
            let (item, from, to) = (one.item.clone(), one.from.clone(), one.to.clone());
            let advice = MoveAdvice::Transfer { item, from, to };
            site.is_none_or(|site| one.from == *site || one.to == *site)
                && self.moves().declined(&advice, now).is_none()
        });
        found
    }

    /// How many units a site gets from the one that supplies it, as of now; nothing where its plan names none, or nothing is
    /// missing.
    pub fn share(&self, plan: &ReplenishmentPlan, room: &dyn Stockroom) -> Option<u32> {
        plan.source.as_ref()?;
        let plans: Vec<&ReplenishmentPlan> = self.plans_of(&plan.item).collect();
        let found = self.supplied(&plans, room);
        found.into_iter().find(|one| one.to == plan.site).map(|one| one.units).filter(|units| *units > 0)
    }

    fn plans_by_item<'a>(&'a self, item: Option<&'a ItemId>) -> Vec<Vec<&'a ReplenishmentPlan>> {
        let plans: Vec<&ReplenishmentPlan> = match item {
            Some(item) => self.plans_of(item).collect(),
            None => self.plans().collect(),
        };
        plans.chunk_by(|one, next| one.item == next.item).map(<[_]>::to_vec).collect()
    }

    /// From each site that supplies others what these ask for; where it has less, shares by which the worst of them fares as
    /// well as it can.
    fn supplied(&self, plans: &[&ReplenishmentPlan], room: &dyn Stockroom) -> Vec<SuggestedTransfer> {
        let mut by_source: BTreeMap<&SiteId, Vec<Asked<'_>>> = BTreeMap::new();
        for plan in plans {
            let Some(source) = &plan.source else { continue };
            if let Some(asked) = self.asked(plan, room) {
                by_source.entry(source).or_default().push(asked);
            }
        }
        let mut found = Vec::new();
        for (source, asked) in by_source {
            let free = room.free_units(&asked[0].plan.item, source).max(0);
            let available = u32::try_from(free).unwrap_or(u32::MAX);
            let all: u64 = asked.iter().map(|one| u64::from(one.wanted)).sum();
            let pack = asked.iter().map(|one| one.plan.pack_size).max().unwrap_or(1);
            let stores: Vec<Store<'_>> = asked.iter().map(Asked::store).collect();
            let is_short = all > u64::from(available);
            let shares: Vec<u32> = if is_short {
                fair_shares(available, pack, &stores)
            } else {
                asked.iter().map(|one| one.wanted).collect()
            };
            for (one, share) in asked.iter().zip(shares) {
                let units = share / one.plan.pack_size.max(1) * one.plan.pack_size.max(1);
                let short = is_short.then_some((all, available));
                found.extend(self.asked_for(one, source, units, short, room));
            }
        }
        found
    }

    fn asked<'a>(&self, plan: &'a ReplenishmentPlan, room: &dyn Stockroom) -> Option<Asked<'a>> {
        if self.purchases().declined(&plan.item, &plan.site, room.now()).is_some() {
            return None;
        }
        let wanted = u32::try_from(self.suggest(plan, room)?.order).ok().filter(|wanted| *wanted > 0)?;
        let cycle = self.cycle(plan, room.day(&plan.site, room.now()));
        let forecast = self.said(&plan.item, &plan.site)?;
        let units = room.standing(&plan.item, &plan.site)?.position();
        let days = cycle.lead_days + cycle.review_days;
        Some(Asked { plan, outlook: outlook(forecast, &cycle), days, units, wanted })
    }

    fn asked_for(
        &self,
        asked: &Asked<'_>,
        source: &SiteId,
        units: u32,
        short: Option<(u64, u32)>,
        room: &dyn Stockroom,
    ) -> Option<SuggestedTransfer> {
        let plan = asked.plan;
        let standing = room.standing(&plan.item, &plan.site)?;
        let wanted = asked.wanted;
        let has = format!("{} has {} there or on their way", plan.site, standing.position());
        let why = match short {
            None => format!("{has} and asks for {wanted}"),
            Some((all, free)) => format!(
                "{has} and asks for {wanted}; {source} has {free} of {all} that are asked for, shared so that the site that fares worst fares as well as it can"
            ),
        };
        Some(SuggestedTransfer {
            item: plan.item.clone(),
            from: source.clone(),
            to: plan.site.clone(),
            kind: TransferKind::Supply,
            units,
            wanted,
            free_units: room.free_units(&plan.item, source),
            gain: self.weighed(plan, room).map(|weighed| weighed.gain(units)),
            expected_at: room.now().plus_ms(i64::from(plan.lead_time_days) * DAY_MS),
            why,
        })
    }

    /// From sites where goods are missed least to those where they save most.
    fn balanced(
        &self,
        plans: &[&ReplenishmentPlan],
        terms: &TransferTerms,
        room: &dyn Stockroom,
    ) -> Vec<SuggestedTransfer> {
        let takes_part = |plan: &&&ReplenishmentPlan| {
            let is_named = terms.sites.is_empty() || terms.sites.contains(&plan.site);
            is_named
                && plan.money.is_some()
                && !plans.iter().any(|other| other.source.as_ref() == Some(&plan.site))
        };
        let plans: Vec<&ReplenishmentPlan> = plans.iter().filter(takes_part).copied().collect();
        if plans.len() < 2 || !self.may_balance(&plans, room) {
            return Vec::new();
        }
        let places: Vec<Place<'_>> =
            plans.into_iter().filter_map(|plan| self.place(plan, terms, room)).collect();
        let stores: Vec<Store<'_>> = places.iter().map(Place::store).collect();
        let costs =
            Costs { unit_cents: terms.unit_cost as f64, trip_cents: terms.trip_cost as f64, pack_units: 1 };
        let expected_at = room.now().plus_ms(i64::from(terms.lead_time_days) * DAY_MS);
        let suggested = transfers(&stores, &costs).into_iter().map(|one| {
            let (from, to) = (&places[one.from], &places[one.to]);
            let needs = |place: &Place<'_>| format!("{:.1} are asked for in {} days", place.outlook.mean(place.days), place.days);
            SuggestedTransfer {
                item: from.plan.item.clone(),
                from: from.plan.site.clone(),
                to: to.plan.site.clone(),
                kind: TransferKind::Balance,
                units: one.units,
                wanted: one.units,
                free_units: room.free_units(&from.plan.item, &from.plan.site),
                gain: Some(one.gain_cents.round() as i64),
                expected_at,
                why: format!(
                    "{} has {} where {} until it gets more, {} has {} where {}: {:.1} more are sold, worth {:.2} after the way",
                    to.plan.site,
                    to.units + to.show,
                    needs(to),
                    from.plan.site,
                    from.units + from.show,
                    needs(from),
                    one.sold_units,
                    one.gain_cents / 100.0
                ),
            }
        });
        suggested.collect()
    }

    /// Whether one site has less than it is asked for and another more, by means alone: most items need no closer look.
    fn may_balance(&self, plans: &[&ReplenishmentPlan], room: &dyn Stockroom) -> bool {
        let (mut needs, mut gives) = (false, false);
        for plan in plans {
            let (Some(said), Some(standing)) =
                (self.said(&plan.item, &plan.site), room.standing(&plan.item, &plan.site))
            else {
                continue;
            };
            let days = f64::from(plan.lead_time_days) + f64::from(plan.review_days);
            let (mean, position) = (said.mean_per_day * days, standing.position() as f64);
            // Demand scatters by its root, and somewhat more.
            let scatter = 3.0 * mean.max(1.0).sqrt();
            needs |= position < mean + scatter;
            gives |= position > mean && standing.on_hand > standing.promised;
        }
        needs && gives
    }

    fn place<'a>(
        &self,
        plan: &'a ReplenishmentPlan,
        terms: &TransferTerms,
        room: &dyn Stockroom,
    ) -> Option<Place<'a>> {
        let money = plan.money.as_ref()?;
        let forecast = self.said(&plan.item, &plan.site)?;
        let standing = room.standing(&plan.item, &plan.site)?;
        let today: Day = room.day(&plan.site, room.now());
        let cycle = self.cycle(plan, today);
        // Until an order that is placed now arrives; what is there sooner than a transfer would be need not be moved.
        let days = cycle.lead_days.max(u32::from(terms.lead_time_days) + 1);
        let by = room.now().plus_ms(i64::from(days) * DAY_MS);
        let show = i64::from(money.presentation_units);
        let units = standing.on_hand - standing.promised + room.due_units(&plan.item, &plan.site, by) - show;
        let free = room.free_units(&plan.item, &plan.site) - show;
        Some(Place {
            plan,
            outlook: outlook(forecast, &cycle),
            days,
            units,
            show,
            free_units: u32::try_from(free.min(units).max(0)).unwrap_or(u32::MAX),
            short_cents: money.short_cost as f64,
        })
    }
}

impl Asked<'_> {
    fn store(&self) -> Store<'_> {
        let Asked { outlook, days, units, wanted, .. } = self;
        Store { outlook, days: *days, units: *units, free_units: 0, short_cents: 1.0, wanted_units: *wanted }
    }
}

impl Place<'_> {
    fn store(&self) -> Store<'_> {
        let Place { outlook, days, units, free_units, short_cents, .. } = self;
        Store {
            outlook,
            days: *days,
            units: *units,
            free_units: *free_units,
            short_cents: *short_cents,
            wanted_units: 0,
        }
    }
}
