//! A shop's customers and their addresses.

use super::{Named, Shop, cell, tell};
use std::collections::BTreeMap;

impl Shop<'_> {
    /// Each with all addresses that are told of them.
    pub(super) fn customers(&self) -> anyhow::Result<()> {
        let Some(rows) = self.rows("customers.csv")? else { return Ok(()) };
        let addresses = self.rows("addresses.csv")?.unwrap_or_default();
        let mut by_customer: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
        for address in &addresses {
            by_customer.entry(cell(address, "customer_id")?).or_default().push(address);
        }
        tell("customers.csv", rows.len());
        tell("addresses.csv", addresses.len());
        Ok(())
    }
}
