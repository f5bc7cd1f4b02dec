//! Which pillars take part, and which policies are in force.

use crate::policies;
use realtail_kernel::{Rejection, Word};
use realtail_vocabulary::SwitchEvent;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A pillar beside the omnichannel one, on which the others stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pillar {
    /// Readers, shelves, thermometers.
    Devices,
    /// Forecasts, replenishment, recommendations.
    Intelligence,
    /// Consent, campaigns, placements.
    Media,
    /// Notices to phones.
    Mobile,
}

impl Pillar {
    /// All of them.
    pub const ALL: [Pillar; 4] = [Pillar::Devices, Pillar::Intelligence, Pillar::Media, Pillar::Mobile];

    /// Its name in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Pillar::Devices => "devices",
            Pillar::Intelligence => "intelligence",
            Pillar::Media => "media",
            Pillar::Mobile => "mobile",
        }
    }
}

/// Which pillars take part, and which policies are in force: all that were never switched off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Switches {
    policies_off: BTreeSet<Word>,
    pillars_off: BTreeSet<Word>,
}

impl Switches {
    /// Whether a policy is in force.
    pub fn in_force(&self, policy: &str) -> bool {
        !self.policies_off.contains(policy)
    }

    /// Whether a pillar takes part. What it did before it was switched off still stands.
    pub fn is_on(&self, pillar: Pillar) -> bool {
        !self.pillars_off.contains(pillar.as_str())
    }

    /// Refuses what is asked of a pillar that is off.
    pub(crate) fn check(&self, pillar: Pillar) -> Result<(), Rejection> {
        if self.is_on(pillar) {
            return Ok(());
        }
        Err(Rejection::SwitchedOff { pillar: pillar.as_str().into() })
    }

    pub(crate) fn switch_pillar(&self, pillar: Pillar, on: bool) -> Vec<SwitchEvent> {
        if self.is_on(pillar) == on {
            return Vec::new();
        }
        vec![SwitchEvent::Pillar { pillar: word(pillar.as_str()), on }]
    }

    pub(crate) fn switch_policy(&self, policy: &str, on: bool) -> Result<Vec<SwitchEvent>, Rejection> {
        let Some(known) = policies::ALL.iter().find(|known| known.name() == policy) else {
            return Err(Rejection::unknown("policy", policy));
        };
        if self.in_force(policy) == on {
            return Ok(Vec::new());
        }
        Ok(vec![SwitchEvent::Policy { policy: word(known.name()), on }])
    }

    pub(crate) fn apply(&mut self, event: &SwitchEvent) {
        let (off, name, on) = match event {
            SwitchEvent::Policy { policy, on } => (&mut self.policies_off, policy, on),
            SwitchEvent::Pillar { pillar, on } => (&mut self.pillars_off, pillar, on),
        };
        if *on {
            off.remove(name);
        } else {
            off.insert(name.clone());
        }
    }
}

fn word(name: &str) -> Word {
    Word::new(name).expect("pillars and policies are named in plain words")
}
