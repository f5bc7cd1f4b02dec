//! How the pillars work together: each policy a file that reads like the sentence it does.

mod advised_price_is_set_on_its_list;
mod advised_price_is_told_to_labels;
mod consent_withdrawn_forgets_interest;
mod erasure_withdraws_consent;
mod fridge_too_warm_quarantines_lots;
mod fridge_too_warm_tells_the_store;
mod goods_quarantined_reroute_their_orders;
mod goods_received_judge_what_was_advised;
mod hold_expired_tells_its_channel;
mod lanes_short_tells_the_store;
mod loss_case_opened_tells_whoever_looks;
mod member_buys_and_earns;
mod not_obtainable_pauses_placements;
mod nothing_left_tells_channels;
mod notice_opened_counts_as_a_touch;
mod obtainable_again_resumes_placements;
mod one_person_keeps_the_stricter_consent;
mod order_received_teaches_lead_time;
mod order_tells_who_acts_next;
mod oversold_at_till_asks_for_a_count;
mod price_test_sets_its_prices;
mod promised_beyond_stock_asks_a_person;
mod purchase_order_changed_changes_supply;
mod purchase_order_changed_tells_the_supplier;
mod purchase_order_placed_expects_supply;
mod purchase_order_placed_tells_the_supplier;
mod push_decided_tells_the_phone;
mod returns_too_often_asks_a_person;
mod safety_stock_touched_tells_the_planner;
mod sale_is_attributed_to_what_led_to_it;
mod shelf_empty_raises_replenish_task;
mod shelf_filled_withdraws_replenish_task;
mod shelf_ran_low_tells_the_store;
mod tag_moved_moves_stock;
mod task_raised_tells_associates;
mod transfer_accepted_expects_supply;
mod transfer_accepted_sets_its_goods_apart;
mod transfer_accepted_tells_the_sender;
mod transfer_dispatched_is_on_its_way;
mod transfer_given_up_frees_its_goods;
mod transfer_received_is_done;
mod what_cannot_be_sent_gives_its_transfer_up;
mod what_comes_back_is_not_attributed;
mod what_is_missing_is_ordered_by_rule;

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, ItemId, Policy, SiteId};
use realtail_omnichannel::{ItemNo, SiteNo};
use realtail_vocabulary::{Account, Event, HoldEvent, HoldPlace};

pub(crate) use member_buys_and_earns::paid;
pub use tag_moved_moves_stock::NAME as TAG_MOVED_MOVES_STOCK;
pub(crate) use tag_moved_moves_stock::{Place, by_item, steps};

/// All policies, in the order in which they are asked.
pub static ALL: &[&dyn Policy<Retail>] = &[
    &nothing_left_tells_channels::NothingLeftTellsChannels,
    &safety_stock_touched_tells_the_planner::SafetyStockTouchedTellsThePlanner,
    &oversold_at_till_asks_for_a_count::OversoldAtTillAsksForACount,
    &promised_beyond_stock_asks_a_person::PromisedBeyondStockAsksAPerson,
    &member_buys_and_earns::MemberBuysAndEarns,
    &hold_expired_tells_its_channel::HoldExpiredTellsItsChannel,
    &order_tells_who_acts_next::OrderTellsWhoActsNext,
    &returns_too_often_asks_a_person::ReturnsTooOftenAsksAPerson,
    &shelf_filled_withdraws_replenish_task::ShelfFilledWithdrawsReplenishTask,
    &shelf_empty_raises_replenish_task::ShelfEmptyRaisesReplenishTask,
    &task_raised_tells_associates::TaskRaisedTellsAssociates,
    &tag_moved_moves_stock::TagMovedMovesStock,
    &not_obtainable_pauses_placements::NotObtainablePausesPlacements,
    &obtainable_again_resumes_placements::ObtainableAgainResumesPlacements,
    &sale_is_attributed_to_what_led_to_it::SaleIsAttributedToWhatLedToIt,
    &what_comes_back_is_not_attributed::WhatComesBackIsNotAttributed,
    &erasure_withdraws_consent::ErasureWithdrawsConsent,
    &one_person_keeps_the_stricter_consent::OnePersonKeepsTheStricterConsent,
    &fridge_too_warm_quarantines_lots::FridgeTooWarmQuarantinesLots,
    &goods_quarantined_reroute_their_orders::GoodsQuarantinedRerouteTheirOrders,
    &push_decided_tells_the_phone::PushDecidedTellsThePhone,
    &notice_opened_counts_as_a_touch::NoticeOpenedCountsAsATouch,
    &consent_withdrawn_forgets_interest::ConsentWithdrawnForgetsInterest,
    &fridge_too_warm_tells_the_store::FridgeTooWarmTellsTheStore,
    &shelf_ran_low_tells_the_store::ShelfRanLowTellsTheStore,
    &what_is_missing_is_ordered_by_rule::WhatIsMissingIsOrderedByRule,
    &purchase_order_placed_expects_supply::PurchaseOrderPlacedExpectsSupply,
    &purchase_order_placed_tells_the_supplier::PurchaseOrderPlacedTellsTheSupplier,
    &order_received_teaches_lead_time::OrderReceivedTeachesLeadTime,
    &loss_case_opened_tells_whoever_looks::LossCaseOpenedTellsWhoeverLooks,
    &lanes_short_tells_the_store::LanesShortTellsTheStore,
    &transfer_accepted_sets_its_goods_apart::TransferAcceptedSetsItsGoodsApart,
    &transfer_accepted_expects_supply::TransferAcceptedExpectsSupply,
    &transfer_accepted_tells_the_sender::TransferAcceptedTellsTheSender,
    &transfer_dispatched_is_on_its_way::TransferDispatchedIsOnItsWay,
    &transfer_received_is_done::TransferReceivedIsDone,
    &what_cannot_be_sent_gives_its_transfer_up::WhatCannotBeSentGivesItsTransferUp,
    &transfer_given_up_frees_its_goods::TransferGivenUpFreesItsGoods,
    &purchase_order_changed_changes_supply::PurchaseOrderChangedChangesSupply,
    &purchase_order_changed_tells_the_supplier::PurchaseOrderChangedTellsTheSupplier,
    &goods_received_judge_what_was_advised::GoodsReceivedJudgeWhatWasAdvised,
    &advised_price_is_set_on_its_list::AdvisedPriceIsSetOnItsList,
    &advised_price_is_told_to_labels::AdvisedPriceIsToldToLabels,
    &price_test_sets_its_prices::PriceTestSetsItsPrices,
];

/// Asks all that are in force. Whoever has nothing to say to a kind of event says so at a glance.
pub(crate) fn react(event: &Event, retail: &Retail, now: Instant) -> Vec<(&'static str, Command)> {
    let mut answers = Vec::new();
    for policy in ALL.iter().filter(|policy| retail.switches.in_force(policy.name())) {
        let commands = policy.react(event, retail, now);
        // Nearly all have nothing to say to nearly every event, and every event passes here.
        if !commands.is_empty() {
            answers.extend(commands.into_iter().map(|command| (policy.name(), command)));
        }
    }
    answers
}

/// A pair whose stock or promises an event has changed.
struct Touched<'a> {
    item: &'a ItemId,
    site: &'a SiteId,
    item_no: ItemNo,
    site_no: SiteNo,
}

/// The pairs whose goods an event has moved into a zone, or out of one, each once. Most stores know of no zones, and pay
/// nothing for them.
fn moved_in_zones<'a>(event: &'a Event, retail: &'a Retail) -> Vec<Touched<'a>> {
    let mut found: Vec<Touched<'a>> = Vec::new();
    for posting in event.postings() {
        for account in [&posting.from, &posting.to] {
            let Account::Site { site, zone: Some(_), .. } = account else { continue };
            if found.iter().any(|t| t.item == &posting.item && t.site == site) {
                continue;
            }
            let catalogue = &retail.omnichannel.catalogue;
            if let (Ok(item_no), Ok(site_no)) = (catalogue.item_no(&posting.item), catalogue.site_no(site)) {
                found.push(Touched { item: &posting.item, site, item_no, site_no });
            }
        }
    }
    found
}

/// The pairs an event has touched, each once.
fn touched<'a>(event: &'a Event, retail: &'a Retail) -> Vec<Touched<'a>> {
    let mut found: Vec<Touched<'a>> = Vec::new();
    let mut add = |item: &'a ItemId, site: &'a SiteId| {
        let catalogue = &retail.omnichannel.catalogue;
        if let (Ok(item_no), Ok(site_no)) = (catalogue.item_no(item), catalogue.site_no(site))
            && !found.iter().any(|t| t.item_no == item_no && t.site_no == site_no)
        {
            found.push(Touched { item, site, item_no, site_no });
        }
    };
    for posting in event.postings() {
        for account in [&posting.from, &posting.to] {
            if let Account::Site { site, .. } = account {
                add(&posting.item, site);
            }
        }
    }
    match event {
        Event::Hold(HoldEvent::Placed { lines, .. }) => {
            for line in lines {
                if let HoldPlace::Site(site) = &line.place {
                    add(&line.item, site);
                }
            }
        }
        Event::Hold(HoldEvent::Reassigned { released, promised, .. }) => {
            released.iter().chain(promised).for_each(|line| add(&line.item, &line.site));
        }
        Event::Hold(HoldEvent::Drawn { lines, .. }) => {
            lines.iter().for_each(|line| add(&line.item, &line.site));
        }
        // What left is in its postings.
        Event::Hold(HoldEvent::PartlyFulfilled { .. }) => (),
        Event::Hold(event) => {
            if let Ok(hold) = retail.omnichannel.holds.get(event.hold()) {
                for line in hold.lines.iter().chain(&hold.posted) {
                    if let realtail_omnichannel::Place::Site(site) = line.place {
                        let catalogue = &retail.omnichannel.catalogue;
                        add(&catalogue.item(line.item).item, &catalogue.site(site).site);
                    }
                }
            }
        }
        _ => (),
    }
    found
}
