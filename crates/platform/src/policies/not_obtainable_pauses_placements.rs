//! When an advertised item is not to be had any more somewhere by some method, signs and pages are told. What is shown from
//! then on is decided on the stock itself and waits for nobody; this tells those who show already.

use super::touched;
use crate::machine::{Command, Retail};
use crate::shop::ShopNow;
use realtail_kernel::{CampaignId, Instant, ItemId, Policy, SiteId};
use realtail_media::Shop;
use realtail_vocabulary::{Action, DeliveryMethod, Event};

/// A parcel comes from wherever the goods are, so what one site has does not matter for it.
const AT_A_SITE: [DeliveryMethod; 2] = [DeliveryMethod::CarryOut, DeliveryMethod::Pickup];

pub(super) struct NotObtainablePausesPlacements;

impl Policy<Retail> for NotObtainablePausesPlacements {
    fn name(&self) -> &'static str {
        "not_obtainable_pauses_placements"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let told = |campaign: CampaignId, item: ItemId, site: SiteId, method: DeliveryMethod| {
            Command::Act(Action::PlacementStopped { campaign, item, site, method })
        };
        news(event, retail, now, false, told)
    }
}

/// What signs and pages have not been told of the pairs that an event has touched: those that are to be had now, or those
/// that are not.
pub(super) fn news(
    event: &Event,
    retail: &Retail,
    now: Instant,
    to_be_had: bool,
    tell: impl Fn(CampaignId, ItemId, SiteId, DeliveryMethod) -> Command,
) -> Vec<Command> {
    let media = &retail.media;
    // Most retailers have no campaign, and of those that do most goods are in none.
    if media.campaigns.is_empty() {
        return Vec::new();
    }
    let shop = ShopNow { stock: &retail.omnichannel, now };
    let mut commands = Vec::new();
    for pair in touched(event, retail).iter().filter(|pair| media.campaigns.advertises(pair.item)) {
        for method in AT_A_SITE {
            let mut had = None;
            for campaign in media.campaigns.running_for(pair.item, now) {
                let plan = &campaign.plan;
                let is_for = (plan.sites.is_empty() || plan.sites.contains(pair.site))
                    && (plan.methods.is_empty() || plan.methods.contains(&method));
                let stopped = media.is_stopped(&campaign.campaign, pair.item, pair.site, method);
                if !is_for || stopped != to_be_had {
                    continue;
                }
                let had = *had.get_or_insert_with(|| shop.can_be_had(pair.item, Some(pair.site), method));
                if had == to_be_had {
                    let (item, site) = (pair.item.clone(), pair.site.clone());
                    commands.push(tell(campaign.campaign.clone(), item, site, method));
                }
            }
        }
    }
    commands
}
