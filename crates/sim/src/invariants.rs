//! What must hold beyond the pillar's own invariants: of answers, of the log, of recovery.

use crate::mutation::Subject;
use crate::node::Look;
use realtail_engine::{Entry, decode_batch, log::Batch};
use realtail_kernel::{Instant, ItemId, Platform, Position, SiteId};
use realtail_omnichannel::{ItemNo, SiteNo, invariants as stock};
use realtail_platform::{Refusal, Retail, invariants as pillars};
use realtail_vocabulary::{Account, Event, HoldEvent, Reason, StockEvent};
use std::collections::{BTreeMap, BTreeSet};

/// Which invariant does not hold, and how that shows.
#[derive(Clone, Debug)]
pub struct Breach {
    /// The invariant.
    pub invariant: &'static str,
    /// In words.
    pub words: String,
}

/// Holds, or does not.
pub type Held = Result<(), Breach>;

/// A breach in words.
pub fn breach(invariant: &'static str, words: impl Into<String>) -> Breach {
    Breach { invariant, words: words.into() }
}

fn named(invariant: &'static str, found: Result<(), String>) -> Held {
    found.map_err(|words| breach(invariant, words))
}

/// An answer rests only on what is durable.
pub fn answers_are_durable(position: Position, log_next: Position) -> Held {
    if position < log_next {
        return Ok(());
    }
    Err(breach("answers_are_durable", format!("answered with {position}, the log goes up to {log_next}")))
}

/// Readers see nothing that is not durable.
pub fn readers_see_only_what_is_durable(shown: Position, log_next: Position) -> Held {
    if shown <= log_next {
        return Ok(());
    }
    Err(breach(
        "readers_see_only_what_is_durable",
        format!("readers are shown {shown}, the log goes up to {log_next}"),
    ))
}

/// What a reader was shown is what the log says up to there.
pub fn readers_are_shown_the_log<P: Subject>(look: &Look, replica: &realtail_engine::Replica<P>) -> Held {
    if look.next == replica.next && look.is_of(replica.machine.retail()) {
        return Ok(());
    }
    let words = format!("what was shown before {} is not what is there before {}", look.next, replica.next);
    Err(breach("readers_are_shown_the_log", words))
}

/// What was answered stands in the log as it was answered, whatever has crashed since.
pub fn nothing_answered_is_lost(answered: &BTreeMap<Position, u32>, log: &BTreeMap<Position, u32>) -> Held {
    match answered.iter().find(|(position, digest)| log.get(position) != Some(digest)) {
        None => Ok(()),
        Some((position, _)) if log.contains_key(position) => {
            Err(breach("nothing_answered_is_lost", format!("entry {position} is another now")))
        }
        Some((position, _)) => Err(breach("nothing_answered_is_lost", format!("entry {position} is gone"))),
    }
}

/// Replay from the beginning, the state that lived, and a snapshot with what came after it are one and the same.
pub fn replay_gives_the_same_state<P: Platform + PartialEq>(
    what: &str,
    found: &realtail_engine::Replica<P>,
    replayed: &realtail_engine::Replica<P>,
) -> Held {
    if found == replayed {
        return Ok(());
    }
    let words = format!(
        "{what} at {} differs from a replay at {}; the machines are {}",
        found.next,
        replayed.next,
        if found.machine == replayed.machine { "the same" } else { "not the same" }
    );
    Err(breach("replay_gives_the_same_state", words))
}

/// The pillar's own invariants.
pub fn of_the_stock(retail: &Retail) -> Held {
    let state = &retail.omnichannel;
    named("units_are_conserved", stock::units_are_conserved(state))?;
    named("promises_add_up", stock::promises_add_up(state))?;
    named("lots_are_not_negative", stock::lots_are_not_negative(state))?;
    named("orders_stand_on_hold_and_payment", stock::order::orders_stand_on_hold_and_payment(state))?;
    named("payments_are_bounded", stock::order::payments_are_bounded(state))?;
    named("allocations_are_what_orders_serve", stock::order::allocations_are_what_orders_serve(state))?;
    named("order_lines_add_up", stock::order::order_lines_add_up(state))
}

/// The other pillars' invariants, as far as the state alone tells.
pub fn of_the_pillars(retail: &Retail, now: Instant) -> Held {
    let of_state =
        pillars::of_the_pillars(retail).and_then(|()| pillars::suggestions_are_whole_packs(retail, now));
    of_state.map_err(|(invariant, words)| breach(invariant, words))
}

/// A digest of each entry of a batch, by its position.
pub fn digests(batch: &Batch) -> Vec<(Position, u32)> {
    let (mut found, mut rest, mut position) = (Vec::new(), &batch.payload[..], batch.first);
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = (u32::from_le_bytes(*length) as usize).min(behind.len());
        found.push((position, crc32c::crc32c(&behind[..length])));
        rest = &behind[length..];
        position = position.next();
    }
    found
}

/// Follows the log entry by entry, and remembers what an invariant of the log needs.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    next: u64,
    origins: BTreeMap<Position, Position>,
    resolved: BTreeSet<realtail_kernel::HoldId>,
    disturbed: BTreeSet<(ItemId, SiteId)>,
    /// The digest of every entry.
    pub log: BTreeMap<Position, u32>,
}

impl Watch {
    /// Takes in a batch that has become durable; gives its entries.
    ///
    /// # Errors
    /// The first breach.
    pub fn batch(&mut self, batch: &Batch) -> Result<Vec<Entry<Event, Refusal>>, Breach> {
        let entries = decode_batch::<Event, Refusal>(batch)
            .map_err(|e| breach("what_is_written_can_be_read", e.to_string()))?;
        self.log.extend(digests(batch));
        for (position, entry) in &entries {
            self.positions_have_no_gaps(*position)?;
            self.causes_are_right(*position, entry)?;
            delays_are_not_negative(*position, entry)?;
            for event in &entry.events {
                self.holds_are_resolved_once(event)?;
                self.disturb(event);
            }
        }
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn positions_have_no_gaps(&mut self, position: Position) -> Held {
        self.next += 1;
        if position.0 == self.next {
            return Ok(());
        }
        Err(breach("positions_have_no_gaps", format!("{position} stands where {} should", self.next)))
    }

    /// An entry from outside has no cause; any other follows from an entry before it, of the same origin.
    fn causes_are_right(&mut self, position: Position, entry: &Entry<Event, Refusal>) -> Held {
        let words = match entry.cause {
            None if matches!(entry.events.first(), Some(Event::Action(_))) => {
                format!("the action at {position} follows from nothing")
            }
            None => {
                self.origins.insert(position, position);
                return Ok(());
            }
            Some(cause) if cause.entry >= position => format!("{position} follows from {}", cause.entry),
            Some(cause) if self.origins.get(&cause.entry) != Some(&cause.origin) => {
                format!("{position} says it began at {}, its cause {} does not", cause.origin, cause.entry)
            }
            Some(cause) => {
                self.origins.insert(position, cause.origin);
                return Ok(());
            }
        };
        Err(breach("causes_are_right", words))
    }

    fn holds_are_resolved_once(&mut self, event: &Event) -> Held {
        let Event::Hold(event) = event else { return Ok(()) };
        let resolves = match event {
            HoldEvent::Posted { .. } | HoldEvent::Voided { .. } | HoldEvent::Expired { .. } => true,
            HoldEvent::Placed { .. }
            | HoldEvent::Drawn { .. }
            | HoldEvent::Extended { .. }
            | HoldEvent::Fulfilled { .. }
            | HoldEvent::Released { .. }
            | HoldEvent::PartlyFulfilled { .. }
            | HoldEvent::Reassigned { .. } => false,
        };
        if !resolves || self.resolved.insert(event.hold().clone()) {
            return Ok(());
        }
        Err(breach("holds_are_resolved_once", format!("{} was resolved before", event.hold())))
    }

    /// Facts take units away without asking.
    fn disturb(&mut self, event: &Event) {
        let fact = match event {
            Event::Stock(StockEvent::Sold { .. } | StockEvent::Counted { .. }) => true,
            // That goods have left is a fact, and so is what was taken off a shelf.
            Event::Hold(HoldEvent::PartlyFulfilled { .. }) => true,
            Event::Stock(StockEvent::Moved { reason, .. }) => matches!(
                reason,
                Reason::Sale
                    | Reason::Count
                    | Reason::Damage
                    | Reason::Waste
                    | Reason::Theft
                    | Reason::Adjustment
            ),
            _ => false,
        };
        // What was taken off a shelf in place of another item is a fact too.
        if let Event::Hold(HoldEvent::Reassigned { released, promised, .. }) = event
            && let ([was], [is]) = (&released[..], &promised[..])
            && was.site == is.site
            && was.item != is.item
        {
            self.disturbed.insert((is.item.clone(), is.site.clone()));
        }
        for posting in event.postings().iter().filter(|_| fact) {
            if let Account::Site { site, .. } = &posting.from {
                self.disturbed.insert((posting.item.clone(), site.clone()));
            }
        }
    }

    /// More is promised than there is only while a fact that took units away is not made up for.
    ///
    /// # Errors
    /// The first pair that is oversold by the engine itself.
    pub fn nothing_is_oversold(&mut self, retail: &Retail) -> Held {
        let state = &retail.omnichannel;
        let name = |item: ItemNo, site: SiteNo| {
            (state.catalogue.item(item).item.clone(), state.catalogue.site(site).site.clone())
        };
        let disturbed = |item, site| self.disturbed.contains(&name(item, site));
        named("nothing_is_oversold", stock::nothing_is_oversold(state, disturbed))?;
        self.disturbed.retain(|(item, site)| {
            let numbers = (state.catalogue.item_no(item), state.catalogue.site_no(site));
            let (Ok(item), Ok(site)) = numbers else { return false };
            state.stock.cell(item, site).is_some_and(|c| c.held + c.allocated > c.on_hand.max(0))
        });
        Ok(())
    }
}

fn delays_are_not_negative(position: Position, entry: &Entry<Event, Refusal>) -> Held {
    if entry.received_at <= entry.at {
        return Ok(());
    }
    let words = format!("{position} was decided at {} and received at {}", entry.at, entry.received_at);
    Err(breach("delays_are_not_negative", words))
}
