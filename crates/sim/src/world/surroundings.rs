//! What goes on around the engine in runs that sell: readers listen, notices go out, models say what they expect.

use super::World;
use crate::invariants::{Breach, Held, breach};
use crate::learned::Learned;
use crate::mutation::{Mutation, Subject};
use crate::readers::Readers;
use crate::workload::Around;
use realtail_engine::Request;
use realtail_engine::log::Log;
use realtail_kernel::{Instant, PushId, Word};
use realtail_mobile::{Command as Mobile, invariants as mobile};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::SubscriptionEnd;

/// Everything around.
pub struct Surroundings {
    pub(super) readers: Readers,
    pub(super) learned: Learned,
}

impl<P: Subject> World<P> {
    /// One of them does something.
    pub(super) fn surroundings(&mut self, at: usize) -> Held {
        match self.chance.below(8) {
            0 => self.listen(at),
            1..=4 => return self.carry_notice(at),
            5 => {
                if let Some(around) = &mut self.surroundings {
                    return around.learned.leave_checkpoint();
                }
            }
            _ => self.say(at),
        }
        Ok(())
    }

    fn listen(&mut self, at: usize) {
        let Some(around) = &mut self.surroundings else { return };
        let node = &self.nodes[at];
        let mut now = self.now.max(node.clock);
        let retail = node.replica.machine.retail();
        let sites = self.workload.sites();
        let commands = around.readers.listen((node.id, retail), sites, &mut now, &mut self.chance);
        self.now = self.now.max(now);
        // Now and then what was found out is lost on its way, and whoever listens begins anew.
        if self.chance.percent(5) {
            return around.readers.forget();
        }
        commands.into_iter().for_each(|command| self.tell("tag.moved", command));
    }

    fn say(&mut self, at: usize) {
        let Some(around) = &self.surroundings else { return };
        let retail = self.nodes[at].replica.machine.retail();
        if let Some(command) = around.learned.forecast(retail, self.now, &mut self.chance) {
            self.tell("forecast.said", command);
        }
    }

    /// A courier takes one of the notices that wait, asks once more whether it may still be told, and tells.
    fn carry_notice(&mut self, at: usize) -> Held {
        let node = &self.nodes[at];
        let (retail, now) = (node.replica.machine.retail(), self.now.max(node.clock));
        let waiting: Vec<PushId> = retail.mobile.waiting().map(|(_, push, _)| push.clone()).collect();
        let Some(push) = self.chance.pick(&waiting).cloned() else { return Ok(()) };
        let Some((customer, notice)) = retail.mobile.notice(&push) else { return Ok(()) };
        let may = retail.mobile.may_be_told(customer, &notice.offer, retail, now);
        let may = if self.mutation == Some(Mutation::CourierAsksNoMore) { Ok(()) } else { may };
        let failed = |why: &str| Mobile::Failed(push.clone(), Word::new(why).expect("a word"));
        let command = match may {
            Err(why) => failed(why.as_str()),
            Ok(()) if now >= notice.expires_at => failed("expired"),
            Ok(()) => match self.chance.below(10) {
                0 | 1 => return Ok(()), // The push service is busy: later.
                2 => failed("refused"),
                3 => match retail.mobile.shopper(customer).and_then(|one| one.phones(now).next()) {
                    Some(phone) => {
                        let (customer, subscription) = (customer.clone(), phone.subscription.clone());
                        Mobile::Unsubscribe { customer, subscription, why: SubscriptionEnd::Gone }
                    }
                    None => failed("no_phone"),
                },
                _ => {
                    // A writer that was deposed does not know what was withdrawn since.
                    if node.replica.next == Log::next(&self.disk) {
                        may_be_sent(retail, &push, now)?;
                    }
                    Mobile::Sent(push.clone())
                }
            },
        };
        self.history.note(format!("courier at {now}: {command:?}"));
        self.tell("push.settled", Command::Mobile(command));
        Ok(())
    }

    fn tell(&mut self, signal: &'static str, command: Command) {
        self.ask_for(Request {
            command,
            signal: compact_str::CompactString::const_new(signal),
            by: compact_str::CompactString::const_new("around"),
            received_at: self.now,
            cause: None,
            keys: smallvec::smallvec![],
        });
    }
}

/// What must hold at the moment at which a notice is handed to the push service.
fn may_be_sent(retail: &Retail, push: &PushId, now: Instant) -> Result<(), Breach> {
    let Some((customer, notice)) = retail.mobile.notice(push) else { return Ok(()) };
    let named = |invariant, found: Result<(), String>| found.map_err(|words| breach(invariant, words));
    named("only_who_agrees_is_told", mobile::only_who_agrees_is_told(customer, retail))?;
    let quiet = mobile::nobody_is_told_in_quiet_hours(&retail.mobile, customer, now);
    named("nobody_is_told_in_quiet_hours", quiet)?;
    let hours = mobile::offers_keep_their_hours(&retail.mobile, &notice.offer, now);
    named("offers_keep_their_hours", hours)?;
    named("nothing_is_settled_twice", mobile::nothing_is_settled_twice(&retail.mobile, push))
}

impl Surroundings {
    /// Everything around, before anything has happened.
    pub(super) fn new(chance: &mut crate::chance::Chance) -> Surroundings {
        Surroundings { readers: Readers::new(chance), learned: Learned::default() }
    }
}

/// Everybody whose consent is looked after.
pub(super) fn people() -> Vec<realtail_kernel::CustomerId> {
    Around::people().collect()
}
