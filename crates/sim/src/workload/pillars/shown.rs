//! Brands that pay, pages and signs that ask what to show, and shoppers who look at it.

use super::{Around, IntoCommand, Workload, name};
use crate::chance::Chance;
use realtail_kernel::{BrandId, CampaignId, Currency, Instant, ItemId, Label, Money, Reference, SiteId};
use realtail_media::{Ask, Command as Media, Seen};
use realtail_platform::Command;
use realtail_vocabulary::{
    AttributionWindows, CampaignPlan, DeliveryMethod, PaysFor, PlacementRules, Sight, Surface,
};

const SURFACES: [Surface; 3] = [Surface::Search, Surface::Signage, Surface::Home];
const METHODS: [DeliveryMethod; 4] =
    [DeliveryMethod::CarryOut, DeliveryMethod::Pickup, DeliveryMethod::Ship, DeliveryMethod::Deliver];

impl Workload {
    /// Something about what is shown for money.
    pub(super) fn shown(&mut self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        match chance.below(20) {
            0 => self.fund(chance),
            1 => self.campaign(chance, now),
            2 => Media::SwitchCampaign(a_campaign(chance), chance.percent(80)).into_command(),
            3 if chance.percent(40) => Media::SetRules(rules(chance)).into_command(),
            3 | 4 => self.cancel_what_was_led_to(around, chance),
            5..=11 => self.ask_what_to_show(chance),
            _ if around.placements.is_empty() => self.ask_what_to_show(chance),
            _ => self.see(around, chance),
        }
    }

    pub(super) fn fund(&self, chance: &mut Chance) -> Command {
        let amount = if chance.percent(90) { chance.between(200, 6_000) } else { -chance.between(1, 1_500) };
        Media::Fund(a_brand(chance), Money { amount, currency: euro() }).into_command()
    }

    pub(super) fn campaign(&self, chance: &mut Chance, now: Instant) -> Command {
        let campaign = a_campaign(chance);
        let brand = if chance.percent(95) { brand_of(&campaign) } else { a_brand(chance) };
        let mut items: Vec<ItemId> = (0..1 + chance.below(3)).map(|_| self.an_item_name(chance)).collect();
        items.dedup();
        let budget_total = chance.between(20, 1_500);
        let mut some = |percent: u64| chance.percent(percent);
        let surfaces = if some(50) { SURFACES.to_vec() } else { vec![Surface::Search, Surface::Home] };
        let (pays_for, capped, daily, ends) = (some(50), some(25), some(40), some(30));
        let sites = if some(30) { vec![self.site(chance)] } else { Vec::new() };
        let methods =
            if chance.percent(30) { vec![METHODS[chance.below(METHODS.len())]] } else { Vec::new() };
        let plan = CampaignPlan {
            name: name!(Label, "{campaign}"),
            brand,
            items,
            bid: chance.between(1, 60),
            currency: euro(),
            pays_for: if pays_for { PaysFor::Click } else { PaysFor::View },
            budget_total,
            budget_per_day: daily.then(|| chance.between(10, 200)),
            starts_at: now.plus_ms(chance.between(-86_400_000, 600_000)),
            ends_at: ends.then(|| now.plus_ms(chance.between(700_000, 86_400_000))),
            surfaces,
            keywords: Vec::new(),
            categories: Vec::new(),
            sites,
            methods,
            views_per_visitor_and_day: capped.then_some(2),
            windows: AttributionWindows {
                click_days: chance.below(3) as u8,
                view_days: chance.below(2) as u8,
            },
        };
        Media::SetCampaign(campaign, Box::new(plan)).into_command()
    }

    fn ask_what_to_show(&self, chance: &mut Chance) -> Command {
        let candidates = chance.percent(40).then(|| {
            (0..1 + chance.below(self.items))
                .map(|_| (self.an_item_name(chance), chance.between(1, 1_000_000) as u32))
                .collect()
        });
        let site: Option<SiteId> = chance.percent(60).then(|| self.site(chance));
        Media::Decide(Box::new(Ask {
            surface: SURFACES[chance.below(SURFACES.len())],
            site,
            method: chance.percent(50).then(|| METHODS[chance.below(METHODS.len())]),
            query: None,
            category: None,
            visitor: chance.percent(80).then(|| Workload::visitor(chance)),
            customer: chance.percent(15).then(|| Workload::person(chance)),
            slots: 1 + chance.below(3) as u8,
            candidates,
            drawn: chance.number(),
        }))
        .into_command()
    }

    /// Part of an order that was put down to something comes to nothing, or all of it.
    fn cancel_what_was_led_to(&self, around: &Around, chance: &mut Chance) -> Command {
        match around.led_to(chance) {
            Some(order) => self.cancel(order, chance),
            None => self.ask_what_to_show(chance),
        }
    }

    /// Views come before clicks, mostly; some pages tell twice, and some tell of what was never shown.
    fn see(&self, around: &Around, chance: &mut Chance) -> Command {
        let shown = Around::recent(chance, &around.placements).filter(|_| chance.percent(97));
        // Mostly what was shown last, to the one to whom most is shown.
        let shown = if chance.percent(60) { shown.and(around.placements.last()) } else { shown };
        let (placement, item) = match shown {
            Some((placement, item)) => (name!(Reference, "{placement}"), item.clone()),
            None => (name!(Reference, "68fd7e00-000000000000abc"), self.an_item_name(chance)),
        };
        let sight = if chance.percent(60) { Sight::Viewed } else { Sight::Clicked };
        let item = chance.percent(85).then_some(item);
        Media::See(Seen { visitor: Workload::visitor(chance), placement, item, sight }).into_command()
    }
}

fn euro() -> Currency {
    Currency::try_from("EUR".to_owned()).expect("a currency")
}

fn a_campaign(chance: &mut Chance) -> CampaignId {
    name!(CampaignId, "k{}", chance.below(3))
}

fn a_brand(chance: &mut Chance) -> BrandId {
    name!(BrandId, "b{}", chance.below(2))
}

fn brand_of(campaign: &CampaignId) -> BrandId {
    let is_odd = campaign.as_str().ends_with(['1', '3']);
    name!(BrandId, "b{}", u8::from(is_odd))
}

fn rules(chance: &mut Chance) -> PlacementRules {
    PlacementRules {
        reserve_price: chance.between(1, 10),
        valid_s: [10, 60, 900][chance.below(3)],
        clicks_per_million_views: chance.between(1, 50_000) as u32,
    }
}
