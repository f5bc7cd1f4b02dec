//! An agent's profile, as far as it says where orders are told.

use serde_json::Value;

const ORDER: &str = "dev.ucp.shopping.order";

/// Where an agent wants to be told of orders. Some versions list capabilities, later ones name them.
pub(crate) fn webhook_url(profile: &[u8]) -> Result<String, String> {
    let profile: Value =
        serde_json::from_slice(profile).map_err(|e| format!("its profile is no JSON: {e}"))?;
    let capabilities = profile.pointer("/ucp/capabilities").or_else(|| profile.get("capabilities"));
    let of_order: Vec<&Value> = match capabilities {
        Some(Value::Object(by_name)) => match by_name.get(ORDER) {
            Some(Value::Array(versions)) => versions.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        },
        Some(Value::Array(all)) => all.iter().filter(|one| one["name"] == ORDER).collect(),
        _ => Vec::new(),
    };
    let url = of_order.iter().find_map(|capability| capability.pointer("/config/webhook_url")?.as_str());
    url.map(str::to_owned).ok_or_else(|| format!("its profile names no webhook_url for {ORDER}"))
}

#[cfg(test)]
mod tests {
    use super::webhook_url;

    #[test]
    fn the_address_is_found_in_either_form() {
        let check = |profile: &str, expected: Option<&str>| {
            assert_eq!(webhook_url(profile.as_bytes()).ok().as_deref(), expected, "{profile}");
        };
        let named = r#"{"ucp":{"capabilities":{"dev.ucp.shopping.order":[{"version":"2026-04-08","config":{"webhook_url":"https://a.example/w"}}]}}}"#;
        check(named, Some("https://a.example/w"));
        let listed = r#"{"ucp":{"capabilities":[{"name":"dev.ucp.shopping.cart"},{"name":"dev.ucp.shopping.order","config":{"webhook_url":"https://a.example/l"}}]}}"#;
        check(listed, Some("https://a.example/l"));
        check(r#"{"ucp":{"capabilities":{}}}"#, None);
        check("[", None);
    }
}
