//! When goods arrive at a site, what came of those that an advice had brought before is put on record.

use crate::machine::{Command, Retail};
use realtail_intelligence::{self as intelligence, Arrival, MoveCommand};
use realtail_kernel::{Instant, ItemId, Policy};
use realtail_vocabulary::{Account, Event, SupplyEvent};
use std::collections::BTreeMap;

pub(super) struct GoodsReceivedJudgeWhatWasAdvised;

impl Policy<Retail> for GoodsReceivedJudgeWhatWasAdvised {
    fn name(&self) -> &'static str {
        "goods_received_judge_what_was_advised"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let Event::Supply(SupplyEvent::Received { shipment, site, received_at, postings, .. }) = event else {
            return Vec::new();
        };
        let shipped = retail.omnichannel.supply.shipment(shipment).ok();
        let order = shipped.and_then(|shipped| shipped.order.clone());
        let is_known = order.as_ref().is_some_and(|order| {
            let planned = &retail.intelligence;
            planned.purchases().get(order.as_str()).is_some()
                || planned.moves().of_goods(order.as_str()).is_some()
        });
        let mut arrived: BTreeMap<&ItemId, i64> = BTreeMap::new();
        for posting in postings {
            if matches!(&posting.to, Account::Site { condition, .. } if condition.is_sellable()) {
                *arrived.entry(&posting.item).or_default() += posting.quantity.units();
            }
        }
        let is_watched = |item: &ItemId| retail.intelligence.moves().record().open(item, site).is_some();
        let watched = arrived.into_iter().filter(|(item, _)| is_known || is_watched(item));
        let judge = |(item, units): (&ItemId, i64)| {
            let catalogue = &retail.omnichannel.catalogue;
            let (item_no, site_no) = (catalogue.item_no(item).ok()?, catalogue.site_no(site).ok()?);
            let on_hand = retail.omnichannel.stock.cell(item_no, site_no).map_or(0, |cell| cell.on_hand);
            let arrival = Arrival {
                item: item.clone(),
                site: site.clone(),
                order: order.clone(),
                units,
                there_before: on_hand - units,
                at: received_at.unwrap_or(now),
            };
            Some(Command::Intelligence(intelligence::Command::Move(MoveCommand::Judge(Box::new(arrival)))))
        };
        watched.filter_map(judge).collect()
    }
}
