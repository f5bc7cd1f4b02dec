//! Counting: the difference to the book goes to or comes from shrink.

use super::draft::{Draft, Draw, Floor, Side};
use super::move_stock::check_happened;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, Quantity};
use realtail_vocabulary::{Account, Condition, CountedLine, Event, Outside, Posting, StockCount, StockEvent};

pub(crate) fn decide(state: &Omnichannel, count: &StockCount, now: Instant) -> Result<Vec<Event>, Refusal> {
    if let Some(at) = count.counted_at {
        check_happened("counted_at", at, now)?;
    }
    if count.lines.is_empty() {
        return Err(Refusal::invalid("lines", "a count has at least one line"));
    }
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let here = draft.side(&Account::Site {
        site: count.site.clone(),
        zone: count.zone.clone(),
        condition: Condition::Sellable,
    })?;
    let shrink = Side::Outside(Outside::Shrink.into());
    let (mut lines, mut postings) = (Vec::with_capacity(count.lines.len()), Vec::new());
    for (i, line) in count.lines.iter().enumerate() {
        let item = state.catalogue.item_no(&line.item)?;
        let name = &state.catalogue.item(item).item;
        if !state.catalogue.item(item).stocked {
            return Err(Refusal::invalid("lines", format!("no stock is kept of {name}")));
        }
        if i64::from(line.counted) > Quantity::MAX {
            return Err(Refusal::invalid(
                "counted",
                format!("at most {} units can be counted", Quantity::MAX),
            ));
        }
        if lines[..i].iter().any(|l: &CountedLine| l.item == *name) {
            return Err(Refusal::invalid(
                "lines",
                format!("{name} stands twice in one count; add the two together"),
            ));
        }
        let (counted, book) = (i64::from(line.counted), draft.balance(item, &here));
        postings.extend(settle(&mut draft, item, &here, &shrink, counted - book)?);
        lines.push(CountedLine { item: name.clone(), counted, book });
    }
    Ok(vec![Event::Stock(StockEvent::Counted {
        site: count.site.clone(),
        zone: count.zone.clone(),
        method: count.method,
        counted_at: count.counted_at.unwrap_or(now),
        lines,
        postings,
    })])
}

fn settle(
    draft: &mut Draft<'_>,
    item: crate::ItemNo,
    here: &Side,
    shrink: &Side,
    difference: i64,
) -> Result<Vec<Posting>, Refusal> {
    let draw = Draw { item, quantity: difference.abs(), lot: None, floor: Floor::None };
    match difference {
        0 => Ok(Vec::new()),
        1.. => draft.shift(draw, shrink, here, None),
        _ => draft.shift(draw, here, shrink, None),
    }
}
