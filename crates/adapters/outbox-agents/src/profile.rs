//! An agent's profile: which protocol it speaks, what it can do, where orders are told, and what its signatures are
//! checked with.

use crate::key::Key;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const ORDER: &str = "dev.ucp.shopping.order";

// Anybody may publish anything, and what is kept of it stays in memory.
const CAPABILITIES_MAX: usize = 64;
const NAME_BYTES_MAX: usize = 128;
const VERSIONS_MAX: usize = 8;
const KEYS_MAX: usize = 16;

/// An agent's profile, as far as it matters here.
#[derive(Debug)]
pub struct Profile {
    /// The version of the protocol that the agent speaks: `2026-04-08`.
    pub version: Option<String>,
    /// In which versions it has which capabilities, by their names.
    pub capabilities: BTreeMap<String, Vec<String>>,
    /// Where it wants to be told of orders.
    pub(crate) webhook_url: Option<String>,
    pub(crate) keys: Vec<Key>,
}

impl Profile {
    /// Reads one; what cannot be read is told in a sentence.
    pub(crate) fn read(profile: &[u8]) -> Result<Profile, String> {
        let profile: Value = serde_json::from_slice(profile).map_err(|e| format!("it is no JSON: {e}"))?;
        let profile = profile.as_object().ok_or("it is no JSON object")?;
        let none = Map::new();
        let own = match profile.get("ucp") {
            None => &none,
            Some(Value::Object(own)) => own,
            Some(_) => return Err("its member ucp is no object".to_owned()),
        };
        let entries = entries(own.get("capabilities").or_else(|| profile.get("capabilities")))?;
        Ok(Profile {
            version: own.get("version").and_then(date),
            capabilities: capabilities(&entries)?,
            webhook_url: webhook_url(&entries),
            keys: keys(profile)?,
        })
    }
}

/// Each capability in each version. Some releases of the protocol list them, later ones name them.
fn entries(capabilities: Option<&Value>) -> Result<Vec<(&str, &Value)>, String> {
    match capabilities {
        None => Ok(Vec::new()),
        Some(Value::Object(by_name)) => {
            let each = by_name.iter().flat_map(|(name, versions)| match versions {
                Value::Array(versions) => versions.iter().map(|one| (name.as_str(), one)).collect(),
                one => vec![(name.as_str(), one)],
            });
            Ok(each.collect())
        }
        Some(Value::Array(all)) => {
            Ok(all.iter().filter_map(|one| Some((one["name"].as_str()?, one))).collect())
        }
        Some(_) => Err("its capabilities are neither named nor listed".to_owned()),
    }
}

fn capabilities(entries: &[(&str, &Value)]) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, entry) in entries {
        let Some(version) = entry.get("version").and_then(date) else { continue };
        if name.len() > NAME_BYTES_MAX {
            return Err(format!("the name of a capability has more than {NAME_BYTES_MAX} bytes"));
        }
        let versions = found.entry((*name).to_owned()).or_default();
        versions.push(version);
        if versions.len() > VERSIONS_MAX || found.len() > CAPABILITIES_MAX {
            return Err(format!(
                "it has more than {CAPABILITIES_MAX} capabilities, or one in more than {VERSIONS_MAX} versions"
            ));
        }
    }
    Ok(found)
}

/// A version is the day of a release; what is none is nobody's version.
fn date(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| text.len() == "2026-04-08".len())?;
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-').then(|| text.to_owned())
}

fn webhook_url(entries: &[(&str, &Value)]) -> Option<String> {
    let mut of_order = entries.iter().filter(|(name, _)| *name == ORDER);
    of_order.find_map(|(_, entry)| entry.pointer("/config/webhook_url")?.as_str()).map(str::to_owned)
}

/// In `signing_keys`, as the release that is spoken here has it, and in `keys`, a JWK Set (RFC 7517), as later ones do.
fn keys(profile: &Map<String, Value>) -> Result<Vec<Key>, String> {
    let lists = ["signing_keys", "keys"].into_iter().filter_map(|name| profile.get(name)?.as_array());
    let all: Vec<&Value> = lists.flatten().collect();
    if all.len() > 2 * KEYS_MAX {
        return Err(format!("it has more than {KEYS_MAX} keys"));
    }
    Ok(all.into_iter().filter_map(Key::read).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_in_either_form() {
        let check = |profile: &str, expected: &str| {
            let told = match Profile::read(profile.as_bytes()) {
                Ok(Profile { version, capabilities, webhook_url, .. }) => {
                    let each =
                        capabilities.iter().map(|(name, versions)| format!("{name} {}", versions.join("+")));
                    let each: Vec<String> = each.collect();
                    format!(
                        "{}: {}; {}",
                        version.as_deref().unwrap_or("-"),
                        each.join(", "),
                        webhook_url.as_deref().unwrap_or("-")
                    )
                }
                Err(why) => why,
            };
            assert_eq!(told, expected, "{profile}");
        };
        check(
            r#"{"ucp":{"version":"2026-04-08","capabilities":{"dev.ucp.shopping.order":[{"version":"2026-04-08","config":{"webhook_url":"https://a.example/w"}}],"dev.ucp.shopping.cart":[{"version":"2026-01-23"},{"version":"2026-04-08"}]}}}"#,
            "2026-04-08: dev.ucp.shopping.cart 2026-01-23+2026-04-08, dev.ucp.shopping.order 2026-04-08; https://a.example/w",
        );
        check(
            r#"{"ucp":{"version":"2026-01-11","capabilities":[{"name":"dev.ucp.shopping.cart","version":"draft"},{"name":"dev.ucp.shopping.order","version":"2026-01-11","config":{"webhook_url":"https://a.example/l"}}]}}"#,
            "2026-01-11: dev.ucp.shopping.order 2026-01-11; https://a.example/l",
        );
        check(r#"{"ucp":{"capabilities":{}}}"#, "-: ; -");
        check(r#"{"agent":{"id":"x"}}"#, "-: ; -");
        check(r#"{"ucp":{"capabilities":7}}"#, "its capabilities are neither named nor listed");
        check(r#"{"ucp":[]}"#, "its member ucp is no object");
        check("[]", "it is no JSON object");
        check("[", "it is no JSON: EOF while parsing a list at line 1 column 1");
    }

    #[test]
    fn more_than_anybody_has_is_not_kept() {
        let many: Map<String, Value> =
            (0..65).map(|n| (format!("c{n}"), serde_json::json!([{"version": "2026-04-08"}]))).collect();
        let profile = serde_json::json!({"ucp": {"capabilities": many}}).to_string();
        assert!(Profile::read(profile.as_bytes()).is_err());
    }
}
