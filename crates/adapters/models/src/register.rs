//! Which versions of models there are, and which one serves, as the log says.

use realtail_kernel::Word;
use realtail_vocabulary::{IntelligenceEvent, ModelVersion};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Versions of a model that are remembered: the one that serves, the one before it, and those that may come after it.
const KEPT: usize = 6;

/// One model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// The newest last.
    trained: Vec<ModelVersion>,
    /// Which serve or served, the newest last; nothing where the plain rule did.
    served: Vec<Option<Word>>,
}

impl Versions {
    /// Which version serves; nothing where the plain rule does.
    pub fn live(&self) -> Option<&ModelVersion> {
        let live = self.served.last()?.as_ref()?;
        self.trained.iter().find(|known| known.version == *live)
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&ModelVersion> {
        self.trained.last()
    }

    /// Versions that are still of use: what serves, what served before, and the newest.
    pub fn useful(&self) -> impl Iterator<Item = &ModelVersion> {
        let served = self.served.iter().rev().take(2).flatten();
        let wanted: Vec<&Word> = served.chain(self.trained.last().map(|newest| &newest.version)).collect();
        self.trained.iter().filter(move |known| wanted.contains(&&known.version))
    }

    fn train(&mut self, version: &ModelVersion) {
        self.trained.push(version.clone());
        if self.trained.len() > KEPT {
            let useful: Vec<Word> = self.useful().map(|known| known.version.clone()).collect();
            let spare = self.trained.iter().position(|known| !useful.contains(&known.version));
            self.trained.remove(spare.unwrap_or(0));
        }
    }

    fn go_live(&mut self, version: Option<&Word>) {
        self.served.push(version.cloned());
        if self.served.len() > KEPT {
            self.served.remove(0);
        }
    }
}

/// All models by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Register {
    models: BTreeMap<Word, Versions>,
}

impl Register {
    /// A model by its name.
    pub fn model(&self, model: &str) -> Option<&Versions> {
        self.models.get(model)
    }

    /// Takes in what happened to models.
    pub fn take(&mut self, event: &IntelligenceEvent) {
        match event {
            IntelligenceEvent::ModelTrained(version) => {
                self.models.entry(version.model.clone()).or_default().train(version);
            }
            IntelligenceEvent::ModelWentLive(live) => {
                self.models.entry(live.model.clone()).or_default().go_live(live.version.as_ref());
            }
            IntelligenceEvent::ModelTried(_)
            | IntelligenceEvent::LeadTimeSeen(_)
            | IntelligenceEvent::LossCaseOpened(_)
            | IntelligenceEvent::SupplierTermsSet(_)
            | IntelligenceEvent::SupplierTermsRemoved { .. }
            | IntelligenceEvent::BudgetSet(_)
            | IntelligenceEvent::BudgetRemoved { .. }
            | IntelligenceEvent::TransferTermsSet(_)
            | IntelligenceEvent::TransferAccepted(_)
            | IntelligenceEvent::TransferSent { .. }
            | IntelligenceEvent::TransferReceived { .. }
            | IntelligenceEvent::TransferGivenUp { .. }
            | IntelligenceEvent::PurchaseOrderChanged(_)
            | IntelligenceEvent::MoveDeclined(_)
            | IntelligenceEvent::AdviceArrived(_)
            | IntelligenceEvent::AdviceJudged(_)
            | IntelligenceEvent::Pricing(_)
            | IntelligenceEvent::LossCaseMarked(_)
            | IntelligenceEvent::RosterSet(_)
            | IntelligenceEvent::RosterRemoved { .. }
            | IntelligenceEvent::ShiftsPlanned(_)
            | IntelligenceEvent::ShiftsAccepted(_)
            | IntelligenceEvent::LanesAdvised(_)
            | IntelligenceEvent::LanesSufficed { .. }
            | IntelligenceEvent::PlanSet(_)
            | IntelligenceEvent::PlanRemoved { .. }
            | IntelligenceEvent::ForecastSaid(_)
            | IntelligenceEvent::PurchaseOrderPlaced(_)
            | IntelligenceEvent::AdviceDeclined(_) => {}
        }
    }
}
