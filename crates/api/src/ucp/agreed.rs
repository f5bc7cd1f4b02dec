//! What this shop offers to agents, and what of it an agent has as well: the protocol's negotiation (its overview,
//! "Intersection Algorithm").

use super::{EARLIER, VERSION};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SPEC: &str = "https://ucp.dev/2026-04-08/specification";
const SCHEMAS: &str = "https://ucp.dev/2026-04-08/schemas/shopping";

/// A capability of this shop.
struct Offered {
    /// Its name behind `dev.ucp.shopping.`, which is that of its schema as well.
    name: &'static str,
    /// Where the protocol's documents tell of it.
    page: &'static str,
    /// What it adds to; nothing for what stands alone.
    extends: &'static [&'static str],
}

static OFFERED: [Offered; 6] = [
    Offered { name: "checkout", page: "checkout", extends: &[] },
    Offered { name: "cart", page: "cart", extends: &[] },
    Offered { name: "order", page: "order", extends: &[] },
    Offered { name: "discount", page: "discount", extends: &["checkout", "cart"] },
    Offered { name: "fulfillment", page: "fulfillment", extends: &["checkout"] },
    Offered { name: "buyer_consent", page: "buyer-consent", extends: &["checkout"] },
];

fn full(name: &str) -> String {
    format!("dev.ucp.shopping.{name}")
}

/// All that is offered, as the shop's profile has it.
pub(super) fn offered() -> Value {
    let each = OFFERED.iter().map(|Offered { name, page, extends }| {
        let mut capability = json!({
            "version": VERSION,
            "spec": format!("{SPEC}/{page}"),
            "schema": format!("{SCHEMAS}/{name}.json"),
        });
        match extends {
            [] => (),
            [one] => capability["extends"] = full(one).into(),
            many => capability["extends"] = many.iter().map(|one| full(one)).collect(),
        }
        (full(name), json!([capability]))
    });
    Value::Object(each.collect())
}

/// What both have, and in which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agreed(BTreeMap<&'static str, &'static str>);

impl Agreed {
    /// With an agent of which nothing is known: all that is offered.
    pub fn all() -> Agreed {
        Agreed(OFFERED.iter().map(|offered| (offered.name, VERSION)).collect())
    }

    /// With an agent that has some capabilities, each in some versions: each that both have, in the latest version that
    /// both have, without those that add to something that is not agreed on. Nothing where nothing is left.
    pub fn with(theirs: &BTreeMap<String, Vec<String>>) -> Option<Agreed> {
        let ours = || [VERSION].into_iter().chain(EARLIER);
        let common = OFFERED.iter().filter_map(|Offered { name, .. }| {
            let theirs = theirs.get(&full(name))?;
            Some((*name, ours().find(|version| theirs.iter().any(|their| their == version))?))
        });
        let mut agreed: BTreeMap<&str, &str> = common.collect();
        loop {
            let is_orphan = |offered: &&Offered| {
                let Offered { name, extends, .. } = offered;
                agreed.contains_key(name)
                    && !extends.is_empty()
                    && !extends.iter().any(|parent| agreed.contains_key(parent))
            };
            // What adds to what is gone goes as well, so it is looked again.
            let Some(orphan) = OFFERED.iter().find(is_orphan) else { break };
            agreed.remove(orphan.name);
        }
        (!agreed.is_empty()).then_some(Agreed(agreed))
    }

    /// Of what is agreed on, what an answer about a checkout, a cart or an order is made of.
    pub fn about(&self, root: &str) -> Value {
        let is_about = |offered: &&Offered| offered.name == root || offered.extends.contains(&root);
        let each = OFFERED.iter().filter(is_about).filter_map(|Offered { name, .. }| {
            let version = self.0.get(name)?;
            Some((full(name), json!([{"version": version}])))
        });
        Value::Object(each.collect::<Map<String, Value>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case reads `name version+version, …`; what comes out reads the same.
    #[track_caller]
    fn check(theirs: &str, expected: &str) {
        let each = theirs.split(", ").filter_map(|one| one.split_once(' '));
        let each =
            each.map(|(name, versions)| (full(name), versions.split('+').map(str::to_owned).collect()));
        let agreed = Agreed::with(&each.collect()).map_or_else(String::new, |Agreed(agreed)| {
            let each = agreed.iter().map(|(name, version)| format!("{name} {version}"));
            each.collect::<Vec<_>>().join(", ")
        });
        assert_eq!(agreed, expected, "{theirs}");
    }

    #[test]
    fn what_both_have_is_agreed_on_in_the_latest_version_of_both() {
        check("checkout 2026-04-08", "checkout 2026-04-08");
        check("checkout 2026-01-11+2026-04-08+2026-01-23", "checkout 2026-04-08");
        check("checkout 2026-01-11+2026-01-23+2099-01-01", "checkout 2026-01-23");
        check("checkout 2099-01-01, cart 2026-04-08", "cart 2026-04-08");
        check("loyalty 2026-04-08", "");
        check("", "");
    }

    #[test]
    fn what_adds_to_nothing_is_left_out() {
        check("fulfillment 2026-04-08", "");
        check("fulfillment 2026-04-08, order 2026-04-08", "order 2026-04-08");
        check(
            "discount 2026-04-08, fulfillment 2026-04-08, cart 2026-04-08",
            "cart 2026-04-08, discount 2026-04-08",
        );
        check("discount 2026-04-08, checkout 2099-01-01", "");
    }

    #[test]
    fn an_answer_names_what_it_is_made_of() {
        let names = |root: &str| {
            let about = Agreed::all().about(root);
            let names = about.as_object().expect("an object").keys();
            names
                .map(|name| name.trim_start_matches("dev.ucp.shopping.").to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(names("checkout"), "buyer_consent checkout discount fulfillment");
        assert_eq!(names("cart"), "cart discount");
        assert_eq!(names("order"), "order");
    }
}
