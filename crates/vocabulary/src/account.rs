//! The accounts between which stock moves.

use realtail_kernel::{ShipmentId, SiteId, ZoneId};
use serde::{Deserialize, Deserializer, Serialize};

/// What state the units are in.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Can be sold.
    #[default]
    Sellable,
    /// Broken, soiled or incomplete.
    Damaged,
    /// Kept back, for example in a recall.
    Quarantine,
    /// Waits for somebody to look at it.
    Inspect,
}

impl Condition {
    /// Whether it is the condition that need not be said.
    pub fn is_sellable(&self) -> bool {
        *self == Condition::Sellable
    }
}

/// Where stock comes from and goes to that no site of ours holds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// Those who deliver to us.
    Supplier,
    /// Those who buy.
    Customer,
    /// What was thrown away.
    Waste,
    /// What is missing and nobody knows where.
    Shrink,
}

/// One side of a movement. Over all accounts the units of an item add up to zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Account {
    /// A site, or a zone in it.
    Site {
        /// The site.
        site: SiteId,
        /// The zone; without one the site as a whole.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        zone: Option<ZoneId>,
        /// The condition; sellable where it is not said.
        #[serde(skip_serializing_if = "Condition::is_sellable")]
        #[schema(required = false, default = "sellable")]
        condition: Condition,
    },
    /// What is under way.
    Shipment {
        /// The shipment.
        shipment: ShipmentId,
    },
    /// The world.
    Outside {
        /// Which part of it.
        outside: Outside,
    },
}

/// A set of fields that names no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an account is one of {{\"site\", \"zone\"?, \"condition\"?}}, {{\"shipment\"}} or {{\"outside\": supplier, customer, waste or shrink}}"
)]
pub struct AccountError;

/// All fields any account has, so that a wrong mix gets one clear word rather than three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    site: Option<SiteId>,
    zone: Option<ZoneId>,
    condition: Option<Condition>,
    shipment: Option<ShipmentId>,
    outside: Option<Outside>,
}

impl TryFrom<Fields> for Account {
    type Error = AccountError;

    fn try_from(fields: Fields) -> Result<Account, AccountError> {
        match fields {
            Fields { site: Some(site), zone, condition, shipment: None, outside: None } => {
                Ok(Account::Site { site, zone, condition: condition.unwrap_or_default() })
            }
            Fields { site: None, zone: None, condition: None, shipment: Some(shipment), outside: None } => {
                Ok(Account::Shipment { shipment })
            }
            Fields { site: None, zone: None, condition: None, shipment: None, outside: Some(outside) } => {
                Ok(Account::Outside { outside })
            }
            _ => Err(AccountError),
        }
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Account, D::Error> {
        Fields::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

impl Account {
    /// The sellable stock of a site as a whole.
    pub fn site(site: SiteId) -> Account {
        Account::Site { site, zone: None, condition: Condition::Sellable }
    }

    /// Which site it is in, if any.
    pub fn site_of(&self) -> Option<&SiteId> {
        match self {
            Account::Site { site, .. } => Some(site),
            Account::Shipment { .. } | Account::Outside { .. } => None,
        }
    }
}
