//! Promotions of the common kinds, a row for each: what the row becomes, and how it is sent.

use super::kinds::Made;
use super::pieces::Piece;
use super::send::Errand;
use super::{Refused, Report};
use crate::reach::{Call, reason};
use serde_json::{Map, Value, json};

/// What may stand in the column `kind`.
const KINDS: &str = "percent, amount_off, fixed_price, member_price, n_for_m, cheapest_free, threshold_percent or \
    threshold_amount";

/// The promotion that a row is for, as the engine takes it, under its name; or the column at fault, and what is wrong.
pub(super) fn document(mut fields: Map<String, Value>) -> Result<Map<String, Value>, (&'static str, String)> {
    let benefit = benefit(&mut fields)?;
    let mut taken = |name: &str| fields.remove(name);
    let goods =
        some([("items", taken("items")), ("categories", taken("categories")), ("brands", taken("brands"))]);
    let conditions = some([
        ("sites", taken("sites")),
        ("channels", taken("channels")),
        ("groups", taken("groups")),
        ("coupons", taken("coupons")),
        ("members_only", taken("members_only")),
        ("valid_from", taken("valid_from")),
        ("valid_until", taken("valid_until")),
    ]);
    let limits = some([
        ("budget", taken("budget")),
        ("uses", taken("uses")),
        ("uses_per_customer", taken("uses_per_customer")),
    ]);
    let stacking = taken("exclusive").map(|yes| json!(if yes == true { "exclusive" } else { "stackable" }));
    let body = some([
        ("name", taken("name")),
        ("benefit", Some(benefit)),
        ("goods", Some(goods)),
        ("conditions", Some(conditions)),
        ("priority", taken("priority")),
        ("stacking", stacking),
        ("limits", Some(limits)),
    ]);
    let name = taken("promotion").unwrap_or_default();
    Ok(Map::from_iter([("promotion".to_owned(), name), ("body".to_owned(), body)]))
}

/// What was said.
fn some<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect::<Map<_, _>>()
        .into()
}

fn benefit(fields: &mut Map<String, Value>) -> Result<Value, (&'static str, String)> {
    let kind = fields.remove("kind").unwrap_or_default();
    let (value, spend) = (fields.remove("value"), fields.remove("spend"));
    let (take, pay) = (fields.remove("take"), fields.remove("pay"));
    let missing =
        |column: &'static str| (column, format!("a promotion of this kind needs {column}; give it"));
    let percent = || rate_ppm(value.as_ref().and_then(Value::as_str).unwrap_or_default());
    let minor = || {
        let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
        let amount = text.parse::<i64>();
        amount.map_err(|_| {
            ("value", "amounts are whole numbers of the smallest coin; write 199 for 1.99".to_owned())
        })
    };
    let of = take.clone().ok_or_else(|| missing("take"));
    Ok(match kind.as_str().unwrap_or_default() {
        "percent" => json!({"kind": "percent", "rate_ppm": percent()?}),
        "amount_off" => json!({"kind": "amount_off", "amount": minor()?}),
        "fixed_price" => json!({"kind": "fixed_price", "unit_price": minor()?}),
        "member_price" => json!({"kind": "member_price", "unit_price": minor()?}),
        "n_for_m" => json!({"kind": "n_for_m", "take": of?, "pay": pay.ok_or_else(|| missing("pay"))?}),
        "cheapest_free" => json!({"kind": "cheapest_free", "of": of?}),
        "threshold_percent" => json!({"kind": "threshold", "spend": spend.ok_or_else(|| missing("spend"))?,
            "off": {"kind": "percent", "rate_ppm": percent()?}}),
        "threshold_amount" => json!({"kind": "threshold", "spend": spend.ok_or_else(|| missing("spend"))?,
            "off": {"kind": "amount", "amount": minor()?}}),
        _ => return Err(("kind", format!("there is no such kind; write {KINDS}"))),
    })
}

/// `12.5` or `12.5%` in parts per million.
fn rate_ppm(text: &str) -> Result<u32, (&'static str, String)> {
    let wrong = || ("value", "a part is a number of percent above 0 and up to 100; write 12.5".to_owned());
    let (whole, rest) =
        text.trim_end_matches(['%', ' ']).split_once('.').unwrap_or((text.trim_end_matches(['%', ' ']), ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(rest) || rest.len() > 4 || whole.len() > 3 {
        return Err(wrong());
    }
    let parts = format!("{whole}{rest:0<4}").parse::<u32>().map_err(|_| wrong())?;
    if (1..=1_000_000).contains(&parts) { Ok(parts) } else { Err(wrong()) }
}

impl Errand<'_> {
    /// Each promotion by itself: the same one again changes nothing.
    pub(super) fn put_promotions(&self, pieces: &[Piece], report: &mut Report) -> anyhow::Result<()> {
        for made in pieces.iter().flat_map(|piece| &piece.rows) {
            let name = made.text("promotion").unwrap_or_default();
            let path = format!("/v1/promotions/{}", super::shop::segment(name));
            let body = made.fields.get("body").map(Value::to_string).unwrap_or_default();
            let call = Call { method: "PUT", path: &path, content_type: "application/json", body: &body };
            match self.engine.ask(&call)? {
                Ok(_) => report.take(1, 0),
                Err(problem) => report.refuse(refused(made, &problem)),
            }
        }
        Ok(())
    }
}

fn refused(made: &Made, problem: &Value) -> Refused {
    made.refuse("promotion", reason(problem).to_owned())
}

#[cfg(test)]
mod tests {
    use super::rate_ppm;

    #[test]
    fn percent_is_read_to_the_ten_thousandth() {
        for (text, ppm) in [("10", 100_000), ("12.5%", 125_000), ("33.3333 %", 333_333), ("100", 1_000_000)] {
            assert_eq!(rate_ppm(text), Ok(ppm), "{text}");
        }
        for text in ["", "0", "101", "-1", "1e1", "1.23456", "%"] {
            assert!(rate_ppm(text).is_err(), "{text}");
        }
    }
}
