//! Deciding what is shown for money: who is to be looked at, who may stand there, who stands first, and what it costs.

use super::{name, price};
use crate::campaign::{Campaign, words_of};
use crate::machine::Media;
use crate::shop::Shop;
use crate::totals::day_of;
use realtail_kernel::{CustomerId, Instant, ItemId, Label, OwnerId, Rejection, SiteId};
use realtail_vocabulary::{
    DeliveryMethod, FilledSlot, Lost, LostFor, MediaEvent, Placement, Pseudonym, Surface,
};

const SLOTS_MAX: u8 = 20;
const CANDIDATES_MAX: usize = 1_000;
/// The most pairs of campaign and item that are looked at for one placement.
const PAIRS_MAX: usize = 5_000;
pub(crate) const ANY_METHOD: [DeliveryMethod; 3] =
    [DeliveryMethod::CarryOut, DeliveryMethod::Pickup, DeliveryMethod::Ship];

/// The question what is to be shown at one place.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Where it is shown.
    pub surface: Surface,
    /// For shoppers of which site.
    pub site: Option<SiteId>,
    /// By which method the goods must be to be had; any that the campaign names where it is not said.
    pub method: Option<DeliveryMethod>,
    /// What was searched for.
    pub query: Option<Label>,
    /// Which category is shown.
    pub category: Option<Label>,
    /// Who looks.
    pub visitor: Option<OwnerId>,
    /// Who that is, where it is known.
    pub customer: Option<CustomerId>,
    /// How many slots there are.
    pub slots: u8,
    /// What would be shown without money, each with how well it fits, in parts per million.
    pub candidates: Option<Vec<(ItemId, u32)>>,
    /// Drawn by chance: what makes the placement's name one that nobody guesses.
    pub drawn: u64,
}

/// An item of a campaign that may be shown.
#[derive(Clone, Copy)]
struct Pair {
    campaign: u32,
    place: u8,
    weight: i128,
    score: i128,
}

/// A pair that could stand in a slot, and whether it does.
struct Standing {
    pair: Pair,
    won: bool,
}

/// One decision under way.
struct Auction<'a> {
    media: &'a Media,
    ask: &'a Ask,
    shop: &'a dyn Shop,
    now: Instant,
    day: i32,
    words: Vec<String>,
    visitor: Option<Pseudonym>,
    lost: [Vec<u32>; Lost::ALL.len()],
}

fn check(ask: &Ask) -> Result<(), Rejection> {
    if !(1..=SLOTS_MAX).contains(&ask.slots) {
        return Err(Rejection::invalid("slots", format!("give 1 to {SLOTS_MAX}")));
    }
    let Some(candidates) = &ask.candidates else { return Ok(()) };
    if candidates.len() > CANDIDATES_MAX {
        return Err(Rejection::invalid("candidates", format!("give at most {CANDIDATES_MAX}")));
    }
    Ok(())
}

pub(crate) fn decide(
    media: &Media,
    ask: &Ask,
    shop: &dyn Shop,
    now: Instant,
) -> Result<Vec<MediaEvent>, Rejection> {
    check(ask)?;
    let words = ask.query.as_ref().map(|query| words_of(query.as_str())).unwrap_or_default();
    let visitor = media.visitor_of(ask, shop);
    let lost = std::array::from_fn(|_| Vec::new());
    let mut auction = Auction { media, ask, shop, now, day: day_of(now), words, visitor, lost };
    let ranked = auction.ranked();
    let slots = auction.fill(&ranked);
    let lost: Vec<LostFor> = Lost::ALL
        .into_iter()
        .zip(auction.lost)
        .filter(|(_, who)| !who.is_empty())
        .map(|(reason, who)| LostFor { reason, who })
        .collect();
    if slots.is_empty() && lost.is_empty() {
        return Ok(Vec::new());
    }
    let second = name::end_of(now, media.campaigns.rules.valid_s);
    let named = |drawn: u64| name::name_of(second, drawn);
    let free = (0..=u64::MAX).map(|i| named(ask.drawn.wrapping_add(i))).find(|name| match name {
        Some(name) => media.placements.get(name).is_none(),
        None => true,
    });
    let placement =
        free.flatten().ok_or_else(|| Rejection::wrong_state("no name is left for a placement"))?;
    Ok(vec![MediaEvent::Placed(Box::new(Placement {
        placement,
        surface: ask.surface,
        site: ask.site.clone(),
        method: ask.method,
        visitor,
        expires_at: Instant::from_micros(second * 1_000_000),
        slots,
        lost,
    }))])
}

impl Auction<'_> {
    /// All that may be shown, the best first; the others have lost for their reasons.
    fn ranked(&mut self) -> Vec<Pair> {
        let mut found = Vec::new();
        let mut last: Option<(u32, Result<u32, Lost>)> = None;
        for (number, place, relevance) in self.to_look_at() {
            let Some(campaign) = self.media.campaigns.numbered(number) else { continue };
            let fits = match last {
                Some((same, fits)) if same == number => fits,
                _ => self.fits(number, campaign),
            };
            last = Some((number, fits));
            match fits {
                Err(reason) => self.lose(number, place, reason),
                Ok(fit_ppm) => {
                    let relevance_ppm = relevance.unwrap_or(fit_ppm).max(1);
                    let weight = price::weight(&campaign.plan, relevance_ppm, &self.media.campaigns.rules);
                    let score = weight * i128::from(campaign.plan.bid);
                    found.push(Pair { campaign: number, place, weight, score });
                }
            }
        }
        // Ties go to who was planned first, so the same question has the same answer.
        found.sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.score), pair.campaign, pair.place));
        found
    }

    /// Which campaigns and items are looked at: those of the candidates where there are some, else those that are for this
    /// query, category or surface.
    fn to_look_at(&self) -> Vec<(u32, u8, Option<u32>)> {
        let index = &self.media.campaigns.index;
        if let Some(candidates) = &self.ask.candidates {
            let of_item = |(item, relevance): &(ItemId, u32)| {
                let relevance = Some(*relevance);
                index.of_item(item).iter().map(move |(number, place)| (*number, *place, relevance))
            };
            return candidates.iter().flat_map(of_item).take(PAIRS_MAX).collect();
        }
        let by_word;
        let numbers = match (&self.ask.query, &self.ask.category) {
            (Some(_), _) => {
                by_word = index.of_words(&self.words);
                &by_word
            }
            (None, Some(category)) => index.of_category(category),
            (None, None) => index.of_surface(self.ask.surface),
        };
        let items = |number: &u32| {
            let items = self.media.campaigns.numbered(*number).map_or(0, |c| c.plan.items.len());
            let number = *number;
            (0..items).map(move |place| (number, place as u8, None))
        };
        numbers.iter().flat_map(items).take(PAIRS_MAX).collect()
    }

    fn lose(&mut self, number: u32, place: u8, reason: Lost) {
        self.lost[reason as usize].push(number << 8 | u32::from(place));
    }

    /// How well a campaign fits what is asked for, in parts per million, or why it does not.
    fn fits(&self, number: u32, campaign: &Campaign) -> Result<u32, Lost> {
        let (ask, plan) = (self.ask, &campaign.plan);
        if !campaign.running {
            return Err(Lost::Paused);
        }
        if plan.starts_at > self.now {
            return Err(Lost::NotStarted);
        }
        if plan.ends_at.is_some_and(|end| end <= self.now) {
            return Err(Lost::Ended);
        }
        if !plan.surfaces.contains(&ask.surface) {
            return Err(Lost::OtherSurface);
        }
        if !plan.sites.is_empty() && !ask.site.as_ref().is_some_and(|site| plan.sites.contains(site)) {
            return Err(Lost::OtherSite);
        }
        if ask.method.is_some_and(|method| !plan.methods.is_empty() && !plan.methods.contains(&method)) {
            return Err(Lost::OtherMethod);
        }
        let fit_ppm = match (plan.keywords.is_empty(), &ask.query) {
            (false, Some(_)) => {
                self.media.campaigns.index.fits(number, &self.words).ok_or(Lost::NoKeywordMatch)?
            }
            (false, None) if ask.surface == Surface::Search => return Err(Lost::NoKeywordMatch),
            (false, None) | (true, _) => 1_000_000,
        };
        if let Some(category) = &ask.category
            && !plan.categories.is_empty()
            && !plan.categories.contains(category)
        {
            return Err(Lost::OtherCategory);
        }
        if plan.bid < self.media.campaigns.rules.reserve_price {
            return Err(Lost::BelowReserve);
        }
        self.can_pay(campaign, 0, 0)?;
        match (plan.views_per_visitor_and_day, self.visitor) {
            (Some(most), Some(visitor)) if self.media.placements.views(visitor, number, self.day) >= most => {
                Err(Lost::FrequencyCap)
            }
            _ => Ok(fit_ppm),
        }
    }

    /// Whether a campaign can pay its whole bid, beside what it and its brand won in this decision already.
    fn can_pay(&self, campaign: &Campaign, won: i64, brand_won: i64) -> Result<(), Lost> {
        let bid = campaign.plan.bid;
        if campaign.left() - won < bid {
            return Err(Lost::BudgetSpent);
        }
        if campaign.left_of_day(self.day) - won < bid {
            return Err(Lost::Paced);
        }
        if self.media.campaigns.payer(campaign).funded - brand_won < bid {
            return Err(Lost::NotFunded);
        }
        Ok(())
    }

    fn can_be_had(&self, campaign: &Campaign, item: &ItemId) -> bool {
        let had = |method: &DeliveryMethod| self.shop.can_be_had(item, self.ask.site.as_ref(), *method);
        match (&self.ask.method, campaign.plan.methods.as_slice()) {
            (Some(method), _) => had(method),
            (None, []) => ANY_METHOD.iter().any(had),
            (None, methods) => methods.iter().any(had),
        }
    }

    /// Fills the slots from the best on. Stock is asked for only as far down as somebody may still stand there or set a
    /// price: whoever comes behind them was outbid, in stock or not.
    fn fill(&mut self, ranked: &[Pair]) -> Vec<FilledSlot> {
        let mut standing: Vec<Standing> = Vec::new();
        let mut is_full = false;
        for pair in ranked {
            let Some((campaign, item)) = item_of(self.media, pair) else { continue };
            // Once it is, it stays so: hundreds may come behind.
            is_full = is_full || self.is_full(&standing);
            let outcome = if is_full {
                Err(Lost::Outbid)
            } else {
                self.stands(pair.campaign, campaign, item, &standing)
            };
            match outcome {
                Ok(()) => standing.push(Standing { pair: *pair, won: true }),
                Err(reason) => {
                    // It could stand there, so whoever stands before it pays for that, unless all prices are known.
                    if !is_full && matches!(reason, Lost::SameItem | Lost::Outbid) {
                        standing.push(Standing { pair: *pair, won: false });
                    }
                    self.lose(pair.campaign, pair.place, reason);
                }
            }
        }
        self.priced(&standing)
    }

    /// Whether every slot is filled and has its price: the next of another campaign behind the last winner is known.
    fn is_full(&self, standing: &[Standing]) -> bool {
        let won = |standing: &&Standing| standing.won;
        if standing.iter().filter(won).count() < usize::from(self.ask.slots) {
            return false;
        }
        let last = standing.iter().rposition(|standing| standing.won);
        last.is_some_and(|last| {
            let behind = &standing[last + 1..];
            behind.iter().any(|other| other.pair.campaign != standing[last].pair.campaign)
        })
    }

    /// Whether a pair wins a slot behind those that stand there, or why not.
    fn stands(
        &self,
        number: u32,
        campaign: &Campaign,
        item: &ItemId,
        standing: &[Standing],
    ) -> Result<(), Lost> {
        let winners = || {
            let won = standing.iter().filter(|standing| standing.won);
            won.filter_map(|standing| Some((standing.pair.campaign, item_of(self.media, &standing.pair)?)))
        };
        let stands_already = winners().any(|(_, (_, shown))| shown == item);
        if !stands_already && !self.can_be_had(campaign, item) {
            return Err(Lost::NotObtainable);
        }
        let of_campaign = winners().filter(|(no, _)| *no == number).map(|(_, (c, _))| c.plan.bid).sum();
        let of_brand =
            winners().filter(|(_, (c, _))| c.brand == campaign.brand).map(|(_, (c, _))| c.plan.bid);
        self.can_pay(campaign, of_campaign, of_brand.sum())?;
        if stands_already {
            return Err(Lost::SameItem);
        }
        if winners().count() < usize::from(self.ask.slots) { Ok(()) } else { Err(Lost::Outbid) }
    }

    /// What each winner pays: what it takes to stand before the next of another campaign.
    fn priced(&self, standing: &[Standing]) -> Vec<FilledSlot> {
        let reserve_price = self.media.campaigns.rules.reserve_price;
        let mut slots = Vec::new();
        for (i, Standing { pair, .. }) in standing.iter().enumerate().filter(|(_, standing)| standing.won) {
            let Some((campaign, item)) = item_of(self.media, pair) else { continue };
            let next = standing[i + 1..].iter().find(|other| other.pair.campaign != pair.campaign);
            let next_score = next.map(|other| other.pair.score);
            slots.push(FilledSlot {
                slot: slots.len() as u8 + 1,
                item: item.clone(),
                campaign: campaign.campaign.clone(),
                pays_for: campaign.plan.pays_for,
                price: price::price(pair.weight, campaign.plan.bid, next_score, reserve_price),
            });
        }
        slots
    }
}

fn item_of<'a>(media: &'a Media, pair: &Pair) -> Option<(&'a Campaign, &'a ItemId)> {
    let campaign = media.campaigns.numbered(pair.campaign)?;
    Some((campaign, campaign.plan.items.get(usize::from(pair.place))?))
}
