//! Which promotions and coupons a customer will most likely want, over HTTP.
//!
//! The rule is what was bought of a promotion's goods, purchases fading within a month: on the Complete Journey no ranker
//! chose the first coupon as well (docs/backtest.md, offers).

use super::{limit, personal};
use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::{ToldBought, door};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{
    Channel, CouponCode, CustomerId, Instant, ItemId, Label, Position, PromotionId, SiteId,
};
use realtail_omnichannel::{Omnichannel, SiteNo};
use realtail_vocabulary::{Benefit, Conditions, Item, Promotion};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its name and version.
const MODEL: &str = "bought-lately";
const VERSION: &str = "1";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_offers))
}

/// Promotions for a customer.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OfferList {
    #[schema(value_type = String)]
    model: &'static str,
    #[schema(value_type = String)]
    version: &'static str,
    /// The newest log entry that it rests on; nothing where no habits were used.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_to: Option<Position>,
    /// Whether the customer's habits were used. They are only where the customer agrees to personalisation on pages, now.
    personal: bool,
    offers: Vec<RecommendedOffer>,
}

/// A promotion, and why it is for the customer.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RecommendedOffer {
    promotion: PromotionId,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Label>,
    /// Codes, one of which must be shown for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coupons: Vec<CouponCode>,
    /// Purchases of its goods that fade within a month.
    score: f64,
    why: OfferWhy,
}

/// What the customer bought of a promotion's goods.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OfferWhy {
    /// The item that was bought most lately.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<ItemId>,
    /// In how many baskets.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    /// The same in words.
    text: String,
}

/// Promotions and coupons that are given now, in the order in which the customer will most likely want them: by what the
/// customer bought of their goods lately. With a site, those that are given there, by goods that may be promised there. Days
/// of the week and hours are not looked at: an offer is for another visit.
#[utoipa::path(get, path = "/v1/recommendations/offers", tag = "intelligence",
    params(("customer" = CustomerId, Query), ("site" = Option<SiteId>, Query),
        ("channel" = Option<Channel>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 100)),
    responses((status = 200, body = OfferList), Problems))]
async fn get_offers(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let customer = query.one::<CustomerId>("customer")?;
    let (site, channel) = (query.one::<SiteId>("site")?, query.one::<Channel>("channel")?);
    let limit = limit(&mut query)?;
    query.end()?;
    let door = door(&app)?;
    let customer =
        customer.ok_or_else(|| Problem::malformed("missing parameter customer").with("field", "customer"))?;
    let agreed = personal(&app, &caller, &customer)?;
    let (current_to, bought) = agreed.as_ref().map(|agreed| door.bought(agreed)).unzip();
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let site = site.map(|site| state.catalogue.site_no(&site)).transpose().map_err(unknown)?;
    let asking = Asking { state, customer: &customer, site, channel: channel.as_ref(), now };
    let bought = asking.had(bought.unwrap_or_default());
    let given = state.prices.promotions().filter(|promotion| asking.gets(&promotion.conditions));
    let mut offers: Vec<RecommendedOffer> = given.map(|promotion| offer(promotion, &bought)).collect();
    // Stable: what says nothing stays in the order in which it was set.
    offers.sort_by(|a, b| b.score.total_cmp(&a.score));
    offers.truncate(limit);
    let personal = agreed.is_some();
    Ok(axum::Json(OfferList { model: MODEL, version: VERSION, current_to, personal, offers }).into_response())
}

struct Asking<'a> {
    state: &'a Omnichannel,
    customer: &'a CustomerId,
    site: Option<SiteNo>,
    channel: Option<&'a Channel>,
    now: Instant,
}

impl<'a> Asking<'a> {
    /// What was bought and can be had, with what it is.
    fn had(&self, bought: Vec<ToldBought>) -> Vec<(&'a Item, ToldBought)> {
        let catalogue = &self.state.catalogue;
        let found = bought.into_iter().filter_map(|bought| {
            let no = catalogue.item_no(&bought.item).ok()?;
            let is_there = |site| self.state.availability(no, site, self.channel, self.now).available > 0;
            self.site.is_none_or(is_there).then(|| (catalogue.item(no), bought))
        });
        found.collect()
    }

    fn gets(&self, conditions: &Conditions) -> bool {
        let is_now = conditions.valid_from.is_none_or(|from| from <= self.now)
            && conditions.valid_until.is_none_or(|until| self.now < until);
        let (groups, is_member) = self.state.customers.groups_of(self.customer);
        let is_of = conditions.groups.is_empty() || conditions.groups.iter().any(|g| groups.contains(g));
        let is_on = |channel| conditions.channels.is_empty() || conditions.channels.contains(channel);
        is_now
            && is_of
            && (is_member || !conditions.members_only)
            && self.channel.is_none_or(is_on)
            && self.site.is_none_or(|site| self.is_at(conditions, site))
    }

    fn is_at(&self, conditions: &Conditions, site: SiteNo) -> bool {
        let catalogue = &self.state.catalogue;
        let in_region = |region| {
            catalogue.region_no(region).is_ok_and(|region| catalogue.region_sites(region).contains(&site))
        };
        (conditions.sites.is_empty() && conditions.regions.is_empty())
            || conditions.sites.contains(&catalogue.site(site).site)
            || conditions.regions.iter().any(in_region)
    }
}

/// What a promotion says to somebody who bought this.
fn offer(promotion: &Promotion, bought: &[(&Item, ToldBought)]) -> RecommendedOffer {
    let takes = |item: &Item| match &promotion.benefit {
        Benefit::BundlePrice { groups, .. } => groups.iter().any(|group| group.goods.takes(item)),
        _ => promotion.goods.takes(item),
    };
    let own: Vec<&ToldBought> =
        bought.iter().filter(|(item, _)| takes(item)).map(|(_, bought)| bought).collect();
    let most = own.iter().max_by(|a, b| a.lately.total_cmp(&b.lately));
    RecommendedOffer {
        promotion: promotion.promotion.clone(),
        name: promotion.name.clone(),
        coupons: promotion.conditions.coupons.clone(),
        score: own.iter().map(|bought| bought.lately).sum(),
        why: OfferWhy {
            item: most.map(|most| most.item.clone()),
            times: most.map(|most| most.times),
            text: match most {
                Some(most) if most.times == 1 => format!("{} was bought once", most.item),
                Some(most) => format!("{} was bought {} times", most.item, most.times),
                None => "given now; nothing of it was bought".to_owned(),
            },
        },
    }
}
