//! When an advertised item is to be had again where it was not, signs and pages are told.

use super::not_obtainable_pauses_placements::news;
use crate::machine::{Command, Retail};
use realtail_kernel::{CampaignId, Instant, ItemId, Policy, SiteId};
use realtail_vocabulary::{Action, DeliveryMethod, Event};

pub(super) struct ObtainableAgainResumesPlacements;

impl Policy<Retail> for ObtainableAgainResumesPlacements {
    fn name(&self) -> &'static str {
        "obtainable_again_resumes_placements"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let told = |campaign: CampaignId, item: ItemId, site: SiteId, method: DeliveryMethod| {
            Command::Act(Action::PlacementResumed { campaign, item, site, method })
        };
        news(event, retail, now, true, told)
    }
}
