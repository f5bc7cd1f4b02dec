//! The pillar as one machine.

use crate::labour::{Labour, accept, lanes, roster, shifts};
use crate::loss::{Losses, mark, open};
use crate::model::{Model, give_back, train, try_out};
use crate::moves::{self, MoveCommand, Moves};
use crate::pricing::{self, Pricing, PricingCommand};
use crate::purchase::{Purchases, automatic, decline, learn_lead, place};
use crate::room::{NoRoom, Stockroom};
use crate::supplier::{self, SupplierCommand, Suppliers};
use crate::{plan, say};
use realtail_kernel::{
    Day, Instant, ItemId, Label, Machine, PurchaseOrderId, Rejection, SiteId, Stamp, Word,
};
use realtail_vocabulary::{
    DeclinedAdvice, Forecast, IntelligenceEvent, LaneAdvice, LossCase, LossMark, ModelTrial, ModelVersion,
    PlannedShift, PurchaseOrder, ReplenishmentPlan, Roster, ShiftPlan,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Plan how an item is replenished at a site.
    SetPlan(Box<ReplenishmentPlan>),
    /// Plan several, all or none.
    SetPlans(Vec<ReplenishmentPlan>),
    /// Plan it no more.
    RemovePlan(ItemId, SiteId),
    /// Take in what a model says.
    Say(Box<Forecast>),
    /// Place an order with a supplier.
    PlacePurchaseOrder(Box<PurchaseOrder>),
    /// Order by rule so many units of an item at a site, at a time of the retailer's world; only policies ask for this.
    OrderByRule(ItemId, SiteId, u32, Instant),
    /// Take in that an order to a supplier arrived, at a time of the retailer's world; only policies ask for this.
    LearnLeadTime(PurchaseOrderId, Instant),
    /// Do not follow a suggestion for a while.
    DeclineAdvice(Box<DeclinedAdvice>),
    /// Take in that a version of a model has been trained.
    TrainModel(Box<ModelVersion>),
    /// Take in how versions of a model did.
    TryModel(Box<ModelTrial>),
    /// Return to the version that served before.
    ReturnModel(Word, Label),
    /// Take in that somebody or something stands out.
    OpenLossCase(Box<LossCase>),
    /// Say what was found by looking.
    MarkLossCase(Box<LossMark>),
    /// Say who can work at a site, and by which rules.
    SetRoster(Box<Roster>),
    /// Plan nobody at a site any more.
    RemoveRoster(SiteId),
    /// Take in the shifts that were searched for a day.
    PlanShifts(Box<ShiftPlan>),
    /// Put a day's shifts in force: as planned, or these instead; who says so.
    AcceptShifts(SiteId, Day, Option<Vec<PlannedShift>>, Word),
    /// Take in that more lanes are needed soon than are open.
    AdviseLanes(Box<LaneAdvice>),
    /// Take in that so many open lanes are enough again.
    SufficeLanes(SiteId, u32),
    /// Something about suppliers and budgets.
    Supplier(SupplierCommand),
    /// Something about goods that move.
    Move(MoveCommand),
    /// Something about prices that are advised.
    Pricing(PricingCommand),
}

/// What models said, and what is planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Intelligence {
    plans: BTreeMap<(ItemId, SiteId), ReplenishmentPlan>,
    /// How many of the plans let a rule order.
    #[serde(default)]
    automatic: usize,
    said: BTreeMap<(ItemId, SiteId), Forecast>,
    #[serde(default)]
    pub(crate) purchases: Purchases,
    #[serde(default)]
    models: BTreeMap<Word, Model>,
    #[serde(default)]
    pub(crate) losses: Losses,
    #[serde(default)]
    pub(crate) labour: Labour,
    #[serde(default)]
    suppliers: Suppliers,
    #[serde(default)]
    moves: Moves,
    #[serde(default)]
    pricing: Pricing,
}

impl Intelligence {
    /// How an item is replenished at a site.
    pub fn plan(&self, item: &ItemId, site: &SiteId) -> Option<&ReplenishmentPlan> {
        self.plans.get(&(item.clone(), site.clone()))
    }

    /// Whether a rule may order anything at all.
    pub fn orders_by_rule(&self) -> bool {
        self.automatic > 0
    }

    /// All plans.
    pub fn plans(&self) -> impl Iterator<Item = &ReplenishmentPlan> {
        self.plans.values()
    }

    /// Items that are planned anywhere, by name.
    pub fn planned_items(&self) -> Vec<ItemId> {
        let mut items: Vec<ItemId> = self.plans.keys().map(|(item, _)| item.clone()).collect();
        items.dedup();
        items
    }

    pub(crate) fn all_said(&self) -> impl Iterator<Item = &Forecast> {
        self.said.values()
    }

    /// Orders to suppliers, and what was declined.
    pub fn purchases(&self) -> &Purchases {
        &self.purchases
    }

    /// Cases of loss.
    pub fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Rosters, shifts and lanes.
    pub fn labour(&self) -> &Labour {
        &self.labour
    }

    /// A model by its name.
    pub fn model(&self, model: &str) -> Option<&Model> {
        self.models.get(model)
    }

    /// All models, by name.
    pub fn models(&self) -> impl Iterator<Item = (&Word, &Model)> {
        self.models.iter()
    }

    /// Suppliers' terms, and budgets.
    pub fn suppliers(&self) -> &Suppliers {
        &self.suppliers
    }

    /// Transfers, and what came of what was advised.
    pub fn moves(&self) -> &Moves {
        &self.moves
    }

    /// Prices that are advised, and that were set.
    pub fn pricing(&self) -> &Pricing {
        &self.pricing
    }

    /// The plans of an item, by site.
    pub(crate) fn plans_of<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = &'a ReplenishmentPlan> {
        // No name of a site comes before it.
        let first = SiteId::new("!").map(|site| self.plans.range((item.clone(), site)..));
        first.into_iter().flatten().map(|(_, plan)| plan).take_while(move |plan| plan.item == *item)
    }

    /// What a model said last of the demand for an item at a site.
    pub fn said(&self, item: &ItemId, site: &SiteId) -> Option<&Forecast> {
        self.said.get(&(item.clone(), site.clone()))
    }

    /// Decides, beside the rest of the retailer as it is at that instant.
    ///
    /// # Errors
    /// A refusal, with nothing changed.
    pub fn decide_in(
        &self,
        command: &Command,
        room: &dyn Stockroom,
    ) -> Result<Vec<IntelligenceEvent>, Rejection> {
        match command {
            Command::SetPlan(plan) => plan::decide(self, std::slice::from_ref(plan)),
            Command::SetPlans(plans) => plan::decide(self, plans),
            Command::RemovePlan(item, site) => match self.plan(item, site) {
                None => Err(Rejection::unknown("replenishment plan", format!("{item} at {site}"))),
                Some(_) => {
                    Ok(vec![IntelligenceEvent::PlanRemoved { item: item.clone(), site: site.clone() }])
                }
            },
            Command::Say(forecast) => say::decide(forecast),
            Command::PlacePurchaseOrder(order) => place::decide(self, order),
            Command::OrderByRule(item, site, units, at) => {
                automatic::decide(self, item, site, *units, *at, room)
            }
            Command::LearnLeadTime(order, at) => learn_lead::decide(self, order, *at),
            Command::DeclineAdvice(declined) => decline::decide(self, declined, room.now()),
            Command::TrainModel(version) => train::decide(self, version),
            Command::TryModel(trial) => try_out::decide(self, trial),
            Command::ReturnModel(model, why) => give_back::decide(self, model, why),
            Command::OpenLossCase(case) => open::decide(self, case),
            Command::MarkLossCase(mark) => mark::decide(self, mark),
            Command::SetRoster(roster) => roster::decide(self, roster),
            Command::RemoveRoster(site) => roster::decide_removal(self, site),
            Command::PlanShifts(plan) => shifts::decide(self, plan),
            Command::AcceptShifts(site, day, shifts, by) => {
                accept::decide(self, site, *day, shifts.as_deref(), by)
            }
            Command::AdviseLanes(advice) => lanes::decide(self, advice),
            Command::SufficeLanes(site, lanes_open) => Ok(lanes::decide_sufficed(self, site, *lanes_open)),
            Command::Supplier(command) => supplier::decide(self, command),
            Command::Move(command) => moves::decide(self, command, room),
            Command::Pricing(command) => pricing::decide(self, command, room),
        }
    }
}

impl Machine for Intelligence {
    type Command = Command;
    type Event = IntelligenceEvent;
    type Refusal = Rejection;

    /// Without the rest of the retailer nothing is there; see `decide_in`.
    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<IntelligenceEvent>, Rejection> {
        self.decide_in(command, &NoRoom(now))
    }

    fn apply(&mut self, event: &IntelligenceEvent, stamp: Stamp) {
        match event {
            IntelligenceEvent::PlanSet(plan) => {
                let before = self.plans.insert((plan.item.clone(), plan.site.clone()), (**plan).clone());
                self.automatic -= usize::from(before.is_some_and(|before| before.automatic));
                self.automatic += usize::from(plan.automatic);
            }
            IntelligenceEvent::PlanRemoved { item, site } => {
                let pair = (item.clone(), site.clone());
                let before = self.plans.remove(&pair);
                self.automatic -= usize::from(before.is_some_and(|before| before.automatic));
                self.said.remove(&pair);
            }
            IntelligenceEvent::ForecastSaid(forecast) => {
                self.said.insert((forecast.item.clone(), forecast.site.clone()), (**forecast).clone());
            }
            IntelligenceEvent::PurchaseOrderPlaced(order) => self.purchases.apply_placed(order, stamp),
            IntelligenceEvent::LeadTimeSeen(seen) => self.purchases.apply_seen(seen),
            IntelligenceEvent::AdviceDeclined(declined) => self.purchases.apply_declined(declined),
            IntelligenceEvent::ModelTrained(version) => {
                self.models.entry(version.model.clone()).or_default().train(version);
            }
            IntelligenceEvent::ModelTried(trial) => {
                self.models.entry(trial.model.clone()).or_default().try_out(trial);
            }
            IntelligenceEvent::ModelWentLive(live) => {
                self.models.entry(live.model.clone()).or_default().go_live(live, stamp);
            }
            IntelligenceEvent::LossCaseOpened(case) => self.losses.apply_opened(case, stamp),
            IntelligenceEvent::LossCaseMarked(mark) => self.losses.apply_marked(mark, stamp),
            IntelligenceEvent::RosterSet(roster) => self.labour.apply_roster(roster),
            IntelligenceEvent::RosterRemoved { site } => self.labour.apply_removed(site),
            IntelligenceEvent::ShiftsPlanned(plan) => self.labour.apply_planned(plan, stamp),
            IntelligenceEvent::ShiftsAccepted(accepted) => self.labour.apply_accepted(accepted, stamp),
            IntelligenceEvent::LanesAdvised(advice) => self.labour.apply_advised(advice, stamp),
            IntelligenceEvent::LanesSufficed { site, .. } => self.labour.apply_sufficed(site),
            IntelligenceEvent::SupplierTermsSet(terms) => self.suppliers.set_terms(terms),
            IntelligenceEvent::SupplierTermsRemoved { supplier } => self.suppliers.remove_terms(supplier),
            IntelligenceEvent::BudgetSet(budget) => self.suppliers.set_budget(budget),
            IntelligenceEvent::BudgetRemoved { budget } => self.suppliers.remove_budget(budget),
            IntelligenceEvent::TransferTermsSet(terms) => self.moves.apply_terms(terms),
            IntelligenceEvent::TransferAccepted(transfer) => self.moves.apply_accepted(transfer, stamp),
            IntelligenceEvent::TransferSent { transfer, quantity } => {
                self.moves.apply_sent(transfer, *quantity);
            }
            IntelligenceEvent::TransferReceived { transfer, quantity } => {
                self.moves.apply_received(transfer, *quantity);
            }
            IntelligenceEvent::TransferGivenUp { transfer, reason } => {
                self.moves.apply_given_up(transfer, reason);
            }
            IntelligenceEvent::PurchaseOrderChanged(change) => {
                self.purchases.apply_changed(change);
                self.moves.record.apply_changed(change.what, change.gain, stamp.at);
            }
            IntelligenceEvent::MoveDeclined(declined) => self.moves.apply_declined(declined, stamp.at),
            IntelligenceEvent::AdviceArrived(arrived) => self.moves.record.apply_arrived(arrived),
            IntelligenceEvent::AdviceJudged(judged) => self.moves.record.apply_judged(judged),
            IntelligenceEvent::Pricing(event) => self.pricing.apply(event, stamp),
        }
    }
}
