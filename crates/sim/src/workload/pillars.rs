//! What shoppers, brands, planners and devices ask for, beside orders: the pillars in the runs that sell.

mod floor;
mod labour;
mod losses;
mod moves;
mod phones;
mod prices;
mod shown;

use super::{Workload, name};
use crate::chance::Chance;
use realtail_devices::Heard;
use realtail_intelligence as intelligence;
use realtail_kernel::{
    CustomerId, DeviceId, Instant, ItemId, Label, OrderId, OwnerId, PlacementId, PushId, SiteId, TaskId,
    TransferId, Word,
};
use realtail_media as media;
use realtail_mobile::Caps;
use realtail_omnichannel::task::{DoneTask, TaskCommand};
use realtail_omnichannel::{Command as Stock, CustomerCommand};
use realtail_platform::{Command, Pillar};
use realtail_vocabulary::{
    Consent, ContactChannel, CustomerRecord, Event, FloorTaskKind, IntelligenceEvent, MediaEvent,
    MobileEvent, PlanMoney, Purpose, ReplenishmentPlan, TaskEvent,
};
use std::collections::BTreeMap;

/// Everybody who ever does anything, under all numbers: some are registered, some are only heard of.
const PEOPLE: [&str; 4] = ["c0", "c1", "c2", "v0"];
/// How much of what happened is still looked at.
const RECENT: usize = 6;

/// What these runs are like, and what was heard of what was asked for.
#[derive(Clone, Debug)]
pub struct Around {
    /// Of devices, media, phones, plans.
    weights: [u64; 4],
    /// How many notices a shopper gets.
    pub caps: Caps,
    begun: usize,
    placements: Vec<(PlacementId, ItemId)>,
    notices: Vec<(PushId, CustomerId)>,
    tasks: Vec<TaskId>,
    /// Of these, goods to send.
    sends: Vec<TaskId>,
    /// Transfers that have left, and where they go.
    transfers: Vec<(TransferId, SiteId)>,
    accepted: BTreeMap<TransferId, SiteId>,
    /// Orders that were put down to something.
    led_to: Vec<OrderId>,
    /// The newest reading of each device, as whoever takes them in remembers.
    newest: BTreeMap<DeviceId, Heard>,
    asked: u64,
}

impl Around {
    pub(super) fn new(chance: &mut Chance) -> Around {
        let mut weights = [0; 4];
        for weight in &mut weights {
            *weight = [1, 1, 2, 4][chance.below(4)];
        }
        Around {
            weights,
            caps: Caps { a_day: 1 + chance.below(3), a_week: 2 + chance.below(4) },
            begun: 0,
            placements: Vec::new(),
            notices: Vec::new(),
            tasks: Vec::new(),
            sends: Vec::new(),
            transfers: Vec::new(),
            accepted: BTreeMap::new(),
            led_to: Vec::new(),
            newest: BTreeMap::new(),
            asked: 0,
        }
    }

    /// Everybody, under all numbers.
    pub fn people() -> impl Iterator<Item = CustomerId> {
        PEOPLE.iter().map(|number| name!(CustomerId, "{number}"))
    }

    /// Hears what came of what was asked for.
    pub fn hear(&mut self, event: &Event) {
        match event {
            Event::Media(MediaEvent::Placed(placed)) => {
                let shown = placed.slots.iter().map(|slot| (placed.placement.clone(), slot.item.clone()));
                self.placements.extend(shown);
            }
            Event::Media(MediaEvent::Attributed(sale)) => {
                self.led_to
                    .extend(OrderId::new(sale.sale.as_str()).ok().filter(|id| id.as_str().starts_with('o')));
            }
            Event::Mobile(MobileEvent::PushDecided { push, customer, .. }) => {
                self.notices.push((push.clone(), customer.clone()));
            }
            Event::Task(TaskEvent::Raised(raised)) => {
                self.tasks.push(raised.task.clone());
                if raised.kind == FloorTaskKind::Send {
                    self.sends.push(raised.task.clone());
                }
            }
            Event::Intelligence(IntelligenceEvent::TransferAccepted(accepted)) => {
                self.accepted.insert(accepted.transfer.clone(), accepted.to.clone());
            }
            Event::Intelligence(IntelligenceEvent::TransferReceived { transfer, .. }) => {
                self.transfers.retain(|(known, _)| known != transfer);
            }
            Event::Intelligence(IntelligenceEvent::TransferSent { transfer, .. }) => {
                let to = self.accepted.get(transfer).cloned();
                self.transfers.extend(to.map(|to| (transfer.clone(), to)));
            }
            _ => (),
        }
    }

    /// An order that was put down to something.
    pub(super) fn led_to(&self, chance: &mut Chance) -> Option<OrderId> {
        Around::recent(chance, &self.led_to).cloned()
    }

    fn recent<'a, T>(chance: &mut Chance, of: &'a [T]) -> Option<&'a T> {
        chance.pick(&of[of.len().saturating_sub(RECENT)..])
    }
}

impl Workload {
    /// Something for one of the pillars; first what they stand on.
    pub(super) fn around(&mut self, around: &mut Around, chance: &mut Chance, now: Instant) -> Command {
        around.begun += 1;
        match around.begun {
            1 => return media::Command::SetSalt([chance.number(), chance.number()]).into_command(),
            2 | 3 => return self.fund(chance),
            4..=6 => return self.campaign(chance, now),
            7..=9 => return self.device(chance),
            10 | 11 => return self.offer(chance, now),
            12..=14 => return self.subscribe(chance),
            15..=20 => return self.consents(chance, 90),
            21 => return phones::quiet_hours(chance),
            _ if chance.percent(12) => return self.stock_up(chance, now),
            _ => (),
        }
        if chance.percent(8) {
            return self.person_changes(chance);
        }
        if chance.percent(15)
            && let Some(step) = moves::further(around, chance)
        {
            return step;
        }
        if chance.percent(5) {
            // One store alone, so that what happens to its prices meets.
            return prices::any((self.an_item_name(chance), name!(SiteId, "s0")), chance, now);
        }
        if chance.permille(6) {
            return Command::SwitchPillar(Pillar::ALL[chance.below(4)], chance.percent(80));
        }
        let total: u64 = around.weights.iter().sum();
        let mut drawn = chance.number() % total;
        let kind = around.weights.iter().position(|weight| {
            let here = drawn < *weight;
            drawn = drawn.saturating_sub(*weight);
            here
        });
        match kind {
            Some(0) => self.on_the_floor(around, chance, now),
            Some(1) => self.shown(around, chance, now),
            Some(2) => self.phones(around, chance, now),
            _ => self.plans(chance, now),
        }
    }

    fn an_item_name(&self, chance: &mut Chance) -> ItemId {
        name!(ItemId, "i{}", chance.below(self.items))
    }

    /// Few do most, so that what reaches somebody is followed by what that one does.
    pub(super) fn person(chance: &mut Chance) -> CustomerId {
        let number = if chance.percent(40) { PEOPLE[0] } else { PEOPLE[chance.below(PEOPLE.len())] };
        name!(CustomerId, "{number}")
    }

    fn visitor(chance: &mut Chance) -> OwnerId {
        let person = Workload::person(chance);
        name!(OwnerId, "{person}")
    }

    fn consents(&self, chance: &mut Chance, given: u64) -> Command {
        const PURPOSES: [(Purpose, ContactChannel); 5] = [
            (Purpose::Measurement, ContactChannel::Onsite),
            (Purpose::Offers, ContactChannel::Push),
            (Purpose::Location, ContactChannel::Push),
            (Purpose::Personalisation, ContactChannel::Push),
            (Purpose::Measurement, ContactChannel::Email),
        ];
        let customer = Workload::person(chance);
        let most = if given > 80 { 4 } else { 1 + chance.below(5) };
        let first = if given > 80 { 0 } else { chance.below(PURPOSES.len() - most + 1) };
        let consent = |(purpose, channel): &(Purpose, ContactChannel)| Consent {
            customer: customer.clone(),
            purpose: *purpose,
            channel: *channel,
            given: chance.percent(given),
            wording: name!(Word, "v1"),
        };
        let consents = PURPOSES[first..first + most].iter().map(consent).collect();
        media::Command::ChangeConsents(consents).into_command()
    }

    /// Who somebody is, and what that one agrees to.
    fn person_changes(&self, chance: &mut Chance) -> Command {
        let customer = Workload::person(chance);
        let command = match chance.below(12) {
            0..=2 => CustomerCommand::Set(Box::new(CustomerRecord {
                customer,
                loyalty: None,
                groups: Default::default(),
                identity: None,
                profile: None,
            })),
            3 => CustomerCommand::Merge { customer, into: Workload::person(chance) },
            4 if chance.percent(30) => CustomerCommand::Erase(customer),
            _ => return self.consents(chance, 65),
        };
        Stock::Customer(command).into()
    }

    fn plans(&self, chance: &mut Chance, now: Instant) -> Command {
        let (item, site) = (self.an_item_name(chance), self.site(chance));
        if chance.percent(15) {
            return Command::Intelligence(intelligence::Command::RemovePlan(item, site));
        }
        if chance.percent(20) {
            return losses::any(site, chance, now);
        }
        if chance.percent(25) {
            // One store alone has a roster: what happens to it must meet.
            return labour::any(name!(SiteId, "s0"), chance, now);
        }
        if chance.percent(45) {
            let to = self.site(chance);
            return moves::any((item, site, to), chance, now);
        }
        let shelf_capacity = chance.between(1, 12) as u32;
        let source = chance.percent(25).then(|| self.site(chance)).filter(|source| *source != site);
        Command::Intelligence(intelligence::Command::SetPlan(Box::new(ReplenishmentPlan {
            item,
            site,
            shelf_capacity,
            fill_at: chance.below(shelf_capacity as usize + 1) as u32,
            pack_size: chance.between(1, 7) as u32,
            lead_time_days: chance.below(5) as u16,
            review_days: 1 + chance.below(4) as u16,
            service_level_ppm: [500_000, 900_000, 950_000, 999_999][chance.below(4)],
            supplier: source.is_none().then(|| name!(Label, "s{}", chance.below(2))),
            source,
            automatic: chance.below(3) == 0,
            money: chance.percent(40).then(|| PlanMoney {
                unit_cost: chance.between(1, 500),
                short_cost: chance.between(1, 2_000),
                holding_ppm_per_day: chance.below(20_000) as u32,
                line_cost: chance.between(0, 200),
                life_days: chance.percent(30).then(|| chance.between(1, 9) as u16),
                presentation_units: chance.below(3) as u32,
                order_units_min: chance.below(8) as u32,
                pallet_size: None,
                pallet_saving: 0,
            }),
        })))
    }

    fn task(&self, around: &Around, chance: &mut Chance) -> Option<Command> {
        let task = Around::recent(chance, &around.tasks)?.clone();
        let by = name!(Word, "badge-{}", chance.below(2));
        let command = match chance.below(4) {
            0 => TaskCommand::NotDone(task, by, name!(Word, "not_found")),
            1 | 2 => {
                let quantity = chance.percent(50).then(|| chance.between(1, 4));
                TaskCommand::Done(DoneTask { task, by, quantity })
            }
            _ => TaskCommand::Claim(task, by),
        };
        Some(Stock::Task(command).into())
    }
}

/// A pillar's command as one for the whole.
trait IntoCommand {
    fn into_command(self) -> Command;
}

impl IntoCommand for media::Command {
    fn into_command(self) -> Command {
        Command::Media(self)
    }
}
