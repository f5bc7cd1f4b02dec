//! The shop that every contender holds stock of, and the marks its requests are written with.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::template::{Fill, Mark};

/// How long a hold stands.
pub const EXPIRES_IN_MS: u64 = 900_000;

/// So many items at so many sites.
#[derive(Clone, Copy, Debug)]
pub struct Shop {
    /// Items, `item-00000` and on.
    pub items: u32,
    /// Sites, `site-000` and on.
    pub sites: u32,
}

impl Shop {
    /// 10,000 items at 100 sites.
    pub const UNIFORM: Shop = Shop { items: 10_000, sites: 100 };
    /// One item that everybody wants.
    pub const HOT: Shop = Shop { items: 1, sites: 1 };

    /// How many item-site pairs that is.
    pub fn pairs(self) -> u64 {
        u64::from(self.items) * u64::from(self.sites)
    }

    /// What stands in requests for this shop.
    pub fn marks(self) -> [Mark; 4] {
        [
            Mark { name: "<item>", digits: 5, fill: Fill::Below(self.items) },
            Mark { name: "<site>", digits: 3, fill: Fill::Below(self.sites) },
            Mark { name: "<hold>", digits: 14, fill: Fill::Unique },
            Mark { name: "<owner>", digits: 6, fill: Fill::Below(1_000_000) },
        ]
    }
}

/// Now, as business time.
pub fn unix_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis() as u64
}
