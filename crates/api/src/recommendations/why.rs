//! Why something is recommended, in words and numbers.

use crate::models::ToldBecause;
use realtail_kernel::ItemId;
use serde::Serialize;

/// Why an item is recommended. It tells of the customer who was named, and of baskets without their owners; never of other
/// customers.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Why {
    /// Which item speaks for it most.
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<ItemId>,
    /// Baskets with both.
    #[serde(skip_serializing_if = "Option::is_none")]
    together: Option<u32>,
    /// Baskets with that item.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<u32>,
    /// In how many baskets the customer bought it.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    /// How many days ago the customer bought it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_days: Option<f64>,
    /// Every how many days the customer buys it.
    #[serde(skip_serializing_if = "Option::is_none")]
    every_days: Option<f64>,
    /// The same in words.
    text: String,
}

impl Why {
    pub fn of(because: &ToldBecause) -> Why {
        let nothing = |text: String| Why {
            with: None,
            together: None,
            of: None,
            times: None,
            last_days: None,
            every_days: None,
            text,
        };
        match because {
            ToldBecause::Bought { times, last_days, every_days } => {
                let often =
                    if *times == 1 { "bought once".to_owned() } else { format!("bought {times} times") };
                let every = every_days.map_or(String::new(), |days| format!(", every {days:.0} days or so"));
                Why {
                    times: Some(*times),
                    last_days: Some(*last_days),
                    every_days: *every_days,
                    ..nothing(format!("{often}, last {}{every}", ago(*last_days)))
                }
            }
            ToldBecause::With { with, together, of } => Why {
                with: Some(with.clone()),
                together: Some(*together),
                of: Some(*of),
                ..nothing(format!("bought with {with} in {together} of {of} baskets"))
            },
            ToldBecause::Alike => nothing("of its category, and bought by the same people".to_owned()),
            ToldBecause::OfAKind => nothing("of its kind".to_owned()),
            ToldBecause::Popular => nothing("much bought of late".to_owned()),
        }
    }
}

/// So many days before now.
pub(crate) fn ago(days: f64) -> String {
    match days.round() {
        days if days < 1.0 => "today".to_owned(),
        days if days < 2.0 => "a day ago".to_owned(),
        days => format!("{days:.0} days ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_told_in_words() {
        let bought = |times, last_days, every_days| ToldBecause::Bought { times, last_days, every_days };
        for (because, text) in [
            (bought(7, 9.2, Some(8.4)), "bought 7 times, last 9 days ago, every 8 days or so"),
            (bought(1, 0.2, None), "bought once, last today"),
            (bought(2, 1.3, None), "bought 2 times, last a day ago"),
            (
                ToldBecause::With { with: ItemId::new("jeans").unwrap(), together: 6, of: 9 },
                "bought with jeans in 6 of 9 baskets",
            ),
        ] {
            assert_eq!(Why::of(&because).text, text);
        }
    }
}
