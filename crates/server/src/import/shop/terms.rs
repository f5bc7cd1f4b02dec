//! What a shop asks for its goods and for bringing them: prices, discounts, ways of delivery.

use super::{BATCH_MAX, Named, Shop, cell, minor, segment, some};
use anyhow::bail;
use serde_json::{Value, json};

/// The list that a shop's prices stand on.
const PRICE_LIST: &str = "list";

const PPM_OF_A_PERCENT: i64 = 10_000;

impl Shop<'_> {
    /// All products in one list.
    pub(super) fn price_list(&self, prices: &[Value]) -> anyhow::Result<()> {
        let list = format!("/v1/price-lists/{PRICE_LIST}");
        self.put(&list, &json!({"name": "List prices", "currency": self.currency}))?;
        for some in prices.chunks(BATCH_MAX) {
            self.post(&format!("{list}/prices"), &json!({"prices": some}))?;
        }
        Ok(())
    }

    /// Codes that take something off the whole basket.
    pub(super) fn discounts(&self, rows: &[Named]) -> anyhow::Result<usize> {
        for row in rows {
            let code = cell(row, "code")?;
            let value = minor(row, "value")?;
            let benefit = match cell(row, "type")? {
                "percentage" => {
                    json!({"kind": "percent", "rate_ppm": value.saturating_mul(PPM_OF_A_PERCENT)})
                }
                "fixed_amount" => {
                    json!({"kind": "threshold", "spend": 0, "off": {"kind": "amount", "amount": value}})
                }
                other => bail!("type {other:?}: give percentage or fixed_amount"),
            };
            let promotion = json!({
                "name": some(row, "description").unwrap_or(code),
                "benefit": benefit,
                "conditions": {"coupons": [code]},
            });
            self.put(&format!("/v1/promotions/{}", segment(code)), &promotion)?;
        }
        Ok(rows.len())
    }

    /// What shoppers pay for delivery, and when they pay nothing.
    pub(super) fn shipping_rates(&self, rows: &[Named]) -> anyhow::Result<usize> {
        let free = self.free_delivery()?;
        for row in rows {
            let country = some(row, "country_code").filter(|code| *code != "default");
            let service = cell(row, "service_level")?;
            let free: &[Value] = if service == "standard" { &free } else { &[] };
            let offer = json!({
                "title": cell(row, "title")?,
                "service": service,
                "country": country,
                "price": minor(row, "price")?,
                "currency": self.currency,
                "free": free,
            });
            self.put(&format!("/v1/delivery-offers/{}", segment(cell(row, "id")?)), &offer)?;
        }
        Ok(rows.len())
    }

    /// The promotions that make standard delivery free.
    fn free_delivery(&self) -> anyhow::Result<Vec<Value>> {
        let mut free = Vec::new();
        for row in self.rows("promotions.csv")?.unwrap_or_default() {
            match cell(&row, "type")? {
                "free_shipping" => (),
                other => bail!("promotions.csv: type {other:?}: free_shipping is what can be brought in"),
            }
            let from_subtotal =
                some(&row, "min_subtotal").map(|_| minor(&row, "min_subtotal")).transpose()?;
            let items: Vec<String> = some(&row, "eligible_item_ids").map_or_else(Vec::new, items);
            free.push(json!({"from_subtotal": from_subtotal, "items": items}));
        }
        Ok(free)
    }
}

/// A JSON list, or names with commas or semicolons between them.
fn items(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_else(|_| {
        let names = text.trim_matches(['[', ']']).split([',', ';']);
        let names = names.map(|name| name.trim().trim_matches(['"', '\'']).to_owned());
        names.filter(|name| !name.is_empty()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn items_are_a_list_in_any_spelling() {
        let check = |text: &str| assert_eq!(items(text), ["a", "b"], "{text}");
        check("[\"a\", \"b\"]");
        check("a, b");
        check("a;b");
        check("['a','b']");
    }
}
