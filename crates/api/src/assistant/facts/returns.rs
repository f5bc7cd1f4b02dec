//! What of an order can be returned, and beginning a return.

use super::super::desk::Shop;
use super::super::door::Asker;
use super::{ShopLine, ShopReturn, orders};
use crate::app::App;
use crate::returns::announce;
use realtail_kernel::{Machine, OrderId, Quantity, Word};
use realtail_omnichannel::Command;
use realtail_omnichannel::order::OrderLine;
use realtail_omnichannel::returns::{Announce, ReturnCommand};
use realtail_vocabulary::AnnouncedLine;

/// Lines of an order of the asker's that can be returned now, by the rules for returns.
pub(in super::super) async fn lines(app: &App, asker: &Asker, number: &str) -> Vec<ShopLine> {
    let Some(order) = orders::own(app, asker, number).await else { return Vec::new() };
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let Some(known) = state.orders.find(&order) else { return Vec::new() };
    let waited_for = |line: u16| -> i64 {
        let waiting = state.returns.announced_of(&order, now).flat_map(|known| &known.announced.lines);
        waiting.filter(|waiting| waiting.line == line).map(|waiting| waiting.quantity.units()).sum()
    };
    let returnable = |line: &OrderLine| {
        let units = u32::try_from(line.left - line.returned - waited_for(line.line)).ok()?;
        let wanted = wanted(&order, &line.line.to_string(), units, "unsaid")?;
        // The decision itself says whether it could be, so that nothing is offered which would be refused.
        state.decide(&Command::Return(ReturnCommand::Announce(wanted)), now).ok()?;
        Some(ShopLine {
            line: line.line.to_string(),
            item: state.catalogue.item(line.item).name.to_string(),
            units,
        })
    };
    known.lines.iter().filter_map(returnable).collect()
}

/// Begins a return by the same command as the interface does, once for a turn of a conversation.
pub(in super::super) async fn begin(shop: &Shop, asker: &Asker, asked: ShopReturn) -> Option<String> {
    let order = orders::own(&shop.app, asker, &asked.order).await?;
    let command = wanted(&order, &asked.line, asked.units, asked.reason)?;
    let begun = announce(&shop.app, &shop.caller, command, &shop.turn).await;
    match begun {
        Ok(return_id) => Some(return_id.to_string()),
        Err(problem) => {
            tracing::info!("the assistant could not begin a return: {}", problem.word());
            None
        }
    }
}

fn wanted(order: &OrderId, line: &str, units: u32, reason: &str) -> Option<Announce> {
    Some(Announce {
        return_id: crate::returns::fresh_announced().ok()?,
        order: order.clone(),
        by: Word::new("assistant").ok()?,
        lines: vec![AnnouncedLine {
            line: line.parse().ok()?,
            quantity: Quantity::try_from(i64::from(units)).ok()?,
            reason: Word::new(reason).ok()?,
        }],
    })
}
