//! A shop's customers and their addresses.

use super::{Named, Shop, cell, segment, some, tell};
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Shop<'_> {
    /// Each with all addresses that are told of them.
    pub(super) fn customers(&self) -> anyhow::Result<()> {
        let Some(rows) = self.rows("customers.csv")? else { return Ok(()) };
        let addresses = self.rows("addresses.csv")?.unwrap_or_default();
        let mut by_customer: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for row in &addresses {
            by_customer.entry(cell(row, "customer_id")?).or_default().push(address(row)?);
        }
        for row in &rows {
            let id = cell(row, "id")?;
            let customer = json!({
                "name": some(row, "name"),
                "email": some(row, "email"),
                "addresses": by_customer.remove(id).unwrap_or_default(),
            });
            self.put(&format!("/v1/customers/{}", segment(id)), &customer)?;
        }
        if let Some(nobody) = by_customer.keys().next() {
            bail!("addresses.csv: customer {nobody:?} is not in customers.csv");
        }
        tell("customers.csv", rows.len());
        tell("addresses.csv", addresses.len());
        Ok(())
    }
}

fn address(row: &Named) -> anyhow::Result<Value> {
    Ok(json!({
        "label": cell(row, "id")?,
        "lines": some(row, "street_address").into_iter().collect::<Vec<_>>(),
        "city": some(row, "city"),
        "region": some(row, "state"),
        "postal_code": some(row, "postal_code"),
        "country": some(row, "country"),
    }))
}
