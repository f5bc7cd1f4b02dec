//! When goods are set apart, the orders that were to be served from them go to other sites, the newest first.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, ItemId, Policy, SiteId, Word};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::order::{OrderCommand, Relieve, Task, TaskKind};
use realtail_vocabulary::{Account, Condition, Event, Posting, StockEvent};

pub(super) struct GoodsQuarantinedRerouteTheirOrders;

impl Policy<Retail> for GoodsQuarantinedRerouteTheirOrders {
    fn name(&self) -> &'static str {
        "goods_quarantined_reroute_their_orders"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Stock(StockEvent::Moved { postings, .. }) = event else { return Vec::new() };
        let mut pairs: Vec<(&ItemId, &SiteId)> = postings.iter().filter_map(set_apart).collect();
        pairs.dedup();
        pairs.into_iter().flat_map(|(item, site)| relieve(retail, item, site)).map(Command::from).collect()
    }
}

/// What a posting sets apart, and where.
fn set_apart(posting: &Posting) -> Option<(&ItemId, &SiteId)> {
    match (&posting.from, &posting.to) {
        (
            Account::Site { site, condition: Condition::Sellable, .. },
            Account::Site { site: to, condition: Condition::Quarantine, .. },
        ) if site == to => Some((&posting.item, site)),
        _ => None,
    }
}

/// Each order is asked for in turn; one that the site can still serve stays there.
fn relieve(retail: &Retail, item: &ItemId, site: &SiteId) -> Vec<omnichannel::Command> {
    let stock = &retail.omnichannel;
    let (Ok(item_no), Ok(site_no)) = (stock.catalogue.item_no(item), stock.catalogue.site_no(site)) else {
        return Vec::new();
    };
    let has_it = |task: &Task| {
        task.kind == TaskKind::Pick && task.fulfilment.lines.iter().any(|line| line.item == item_no)
    };
    let mut tasks: Vec<Task> = stock.orders.tasks(site_no).filter(has_it).collect();
    tasks.sort_by(|a, b| (b.order.placed_at, &b.order.order).cmp(&(a.order.placed_at, &a.order.order)));
    let relieve = |task: Task| {
        let word = |text: &str| Word::new(text).expect("a word");
        omnichannel::Command::Order(OrderCommand::Relieve(Relieve {
            order: task.order.order.clone(),
            fulfilment: task.fulfilment.number,
            item: item.clone(),
            by: word("realtail"),
            reason: word("quarantined"),
        }))
    };
    tasks.into_iter().map(relieve).collect()
}
