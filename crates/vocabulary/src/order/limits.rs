//! How long each step of an order may take.

use serde::{Deserialize, Serialize};

/// How long each step of an order may take, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrderLimits {
    /// Until providers must have answered; the units are held for as long.
    #[schema(minimum = 1, maximum = 1440)]
    pub payment_minutes: u32,
    /// Until a site should have begun.
    #[schema(minimum = 1, maximum = 10080)]
    pub claim_minutes: u32,
    /// Until the goods should have been picked.
    #[schema(minimum = 1, maximum = 10080)]
    pub pick_minutes: u32,
    /// Until the goods should lie ready, or have left.
    #[schema(minimum = 1, maximum = 10080)]
    pub ready_minutes: u32,
    /// Until the shopper should have collected; then the units are free again.
    #[schema(minimum = 1, maximum = 129600)]
    pub collect_minutes: u32,
    /// Between two looks at a parked fulfilment.
    #[schema(minimum = 1, maximum = 10080)]
    pub parked_minutes: u32,
    /// Until a parked fulfilment is cancelled.
    #[schema(minimum = 1, maximum = 129600)]
    pub parked_cancel_minutes: u32,
    /// Whether what no site has claimed in time goes to another by itself.
    pub reroute_unclaimed: bool,
}

impl Default for OrderLimits {
    fn default() -> OrderLimits {
        OrderLimits {
            payment_minutes: 15,
            claim_minutes: 30,
            pick_minutes: 60,
            ready_minutes: 120,
            collect_minutes: 7 * 24 * 60,
            parked_minutes: 15,
            parked_cancel_minutes: 3 * 24 * 60,
            reroute_unclaimed: false,
        }
    }
}
