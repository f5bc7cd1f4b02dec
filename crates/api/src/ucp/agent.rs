//! Who calls: any agent where the shop is open to all; what its headers and its profile say of it.

use super::agreed::Agreed;
use super::answer::{CAPABILITIES_INCOMPATIBLE, Refused, VERSION_UNSUPPORTED};
use super::door::{Met, NotMet, SignedCall, WhyNotMet};
use super::{EARLIER, VERSION};
use crate::app::App;
use crate::caller::{Caller, Deed};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

/// How agents are met.
#[derive(Clone, Debug)]
pub struct Agents {
    /// Any agent may buy; otherwise only one that comes with an API key.
    pub open: bool,
    /// Whether requests are taken that are not signed and come without an API key.
    pub unsigned: bool,
    /// Guards what the protocol's test suites need: without it, none of that is offered.
    pub simulation_secret: Option<String>,
    /// For how long a checkout keeps its units after each change.
    pub hold_ms: i64,
    /// Under which address agents reach this shop, where it is not the one they called.
    pub url: Option<String>,
    /// The public key under which orders are signed that agents are told of, as a JSON Web Key.
    pub signing_key: Option<serde_json::Value>,
    /// What agents must show to shoppers: kinds (`privacy_policy`, `terms_of_service`) and addresses.
    pub links: Vec<(String, String)>,
}

impl Default for Agents {
    fn default() -> Agents {
        Agents {
            open: true,
            unsigned: true,
            simulation_secret: None,
            hold_ms: 15 * 60 * 1000,
            url: None,
            signing_key: None,
            links: Vec::new(),
        }
    }
}

/// The longest address of a profile that is kept.
const PROFILE_BYTES_MAX: usize = 2_000;

/// An agent that calls.
pub(super) struct Agent {
    /// Under which key its writes are logged.
    pub caller: Caller,
    /// Where its profile is.
    pub profile: Option<String>,
    /// What it has in common with this shop.
    pub agreed: Agreed,
    /// The SHA-256 digest that the body must have, where a good signature says so.
    pub digest: Option<[u8; 32]>,
    /// Whether it may see and change what is known of the shop's customers: its key says so, or all of this is a test.
    pub is_trusted: bool,
    /// Under which address it reached us.
    pub base: String,
}

impl FromRequestParts<App> for Agent {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Agent, Refused> {
        let headers = &parts.headers;
        let said = text(headers, "ucp-agent").unwrap_or_default();
        let base = base(app, headers);
        let instead = || app.shop_open.then(|| format!("{base}/shop"));
        if let Some(version) = member(said, "version") {
            speaks_our_version(version).map_err(|refused| refused.or_go_on_at(instead()))?;
        }
        let has_key = headers.contains_key(header::AUTHORIZATION);
        let caller = if has_key || !app.agents.open { Caller::of(app, headers)? } else { Caller::agent()? };
        caller.may(if parts.method == "GET" { Deed::Look } else { Deed::Hold })?;
        let is_test = app.agents.simulation_secret.is_some();
        let is_trusted = is_test || has_key && caller.may(Deed::Person).is_ok();
        let profile = profile(headers, said, is_test).map_err(|refused| refused.or_go_on_at(instead()))?;
        let met = meet(app, parts, &base, profile, has_key).await;
        let met = met.map_err(|refused| refused.or_go_on_at(instead()))?;
        let agreed = match &met {
            Some(met) => agree(met, member(said, "version"), is_test),
            None => Ok(Agreed::all()),
        };
        let agreed = agreed.map_err(|refused| refused.or_go_on_at(instead()))?;
        let digest = met.and_then(|met| met.digest);
        Ok(Agent { caller, profile: profile.map(str::to_owned), agreed, digest, is_trusted, base })
    }
}

/// Where an agent's profile is. Nothing is asked of whoever has no `UCP-Agent` header: it gets all that is offered.
///
/// The protocol's own test suite and samples name profiles that are nowhere: `...`, and hosts under `.example`, which
/// RFC 2606 keeps free. Where all of this is a test, they are taken as if nothing had been said.
fn profile<'a>(headers: &HeaderMap, said: &'a str, is_test: bool) -> Result<Option<&'a str>, Refused> {
    if !headers.contains_key("ucp-agent") {
        return Ok(None);
    }
    let named = member(said, "profile");
    let is_nowhere = |url: &str| {
        let host = url.split_once("://").map(|(_, rest)| rest.split(['/', ':']).next().unwrap_or_default());
        host.is_none_or(|host| host.ends_with(".example"))
    };
    match named {
        named if is_test && named.is_none_or(is_nowhere) => Ok(None),
        Some(url) if url.len() <= PROFILE_BYTES_MAX => Ok(Some(url)),
        _ => {
            let detail = format!(
                "the UCP-Agent header names none, or one of more than {PROFILE_BYTES_MAX} bytes: write profile=\"https://…\""
            );
            Err(NotMet { why: WhyNotMet::InvalidAddress, detail }.into())
        }
    }
}

/// The one place where it is asked who an agent is: its profile is read, and its signature is checked where it has one.
async fn meet(
    app: &App,
    parts: &Parts,
    base: &str,
    profile: Option<&str>,
    has_key: bool,
) -> Result<Option<Met>, Refused> {
    let Parts { headers, method, uri, .. } = parts;
    let is_signed = ["signature", "signature-input"].iter().any(|name| headers.contains_key(*name));
    if !is_signed && !has_key && !app.agents.unsigned {
        let detail = "this shop takes only what is signed (RFC 9421), or comes with an API key".to_owned();
        return Err(NotMet { why: WhyNotMet::SignatureMissing, detail }.into());
    }
    let Some(profile) = profile else {
        if is_signed {
            let detail = "no UCP-Agent header names the profile that has its key".to_owned();
            return Err(NotMet { why: WhyNotMet::KeyNotFound, detail }.into());
        }
        return Ok(None);
    };
    let (authority, prefix) = authority(base);
    let path = format!("{prefix}{}", uri.path());
    let length = text(headers, "content-length");
    let call = SignedCall {
        method: method.as_str(),
        authority: &authority,
        path: &path,
        query: uri.query(),
        headers,
        has_body: headers.contains_key(header::TRANSFER_ENCODING)
            || length.is_some_and(|length| length != "0"),
        now_s: app.handle.now().micros() / 1_000_000,
    };
    Ok(Some(app.agent_door.meet(profile, is_signed.then_some(call)).await?))
}

/// What a signature calls the host of an address (RFC 9421, 2.2.3), and the path that stands before all paths there.
fn authority(base: &str) -> (String, &str) {
    let (scheme, rest) = base.split_once("://").unwrap_or(("http", base));
    let (host, prefix) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let usual = if scheme == "https" { ":443" } else { ":80" };
    (host.strip_suffix(usual).unwrap_or(host).to_ascii_lowercase(), prefix)
}

/// What this shop and an agent have in common.
fn agree(met: &Met, said: Option<&str>, is_test: bool) -> Result<Agreed, Refused> {
    match (&met.version, said) {
        // What the protocol's own test suite falls back on, which is no profile of the protocol.
        (None, _) if is_test => return Ok(Agreed::all()),
        (None, _) => {
            let detail = "it does not say in ucp.version which version of the protocol it speaks".to_owned();
            return Err(NotMet { why: WhyNotMet::Malformed, detail }.into());
        }
        // The header has the last word, and was looked at before.
        (Some(_), Some(_)) => (),
        (Some(version), None) => speaks_our_version(version)?,
    }
    Agreed::with(&met.capabilities).ok_or_else(|| {
        let detail = "the agent's profile and this shop's have no capability in a version that both have; \
                      /.well-known/ucp names what is offered here";
        Refused::new(StatusCode::OK, CAPABILITIES_INCOMPATIBLE, detail)
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A member of a structured header: `profile="https://…"; version="2026-04-08"`.
fn member<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let members = header.split([';', ',']).filter_map(|member| member.trim().split_once('='));
    let (_, value) = members.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
}

/// Refuses a version of the protocol that is no release that is read here.
fn speaks_our_version(version: &str) -> Result<(), Refused> {
    if version == VERSION || EARLIER.contains(&version) {
        return Ok(());
    }
    let detail = format!("version {version} of the protocol is not spoken here; this shop speaks {VERSION}");
    Err(Refused::new(StatusCode::UNPROCESSABLE_ENTITY, VERSION_UNSUPPORTED, detail))
}

/// Where an agent reaches this shop.
pub(super) fn base(app: &App, headers: &HeaderMap) -> String {
    if let Some(url) = &app.agents.url {
        return url.trim_end_matches('/').to_owned();
    }
    let scheme = text(headers, "x-forwarded-proto").filter(|s| *s == "https").unwrap_or("http");
    let host = text(headers, "host").unwrap_or("localhost");
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_however_it_is_spaced() {
        let check = |header: &str, name: &str, expected: Option<&str>| {
            assert_eq!(member(header, name), expected, "{header}");
        };
        check("profile=\"https://a.example/p\"", "profile", Some("https://a.example/p"));
        check("profile=\"x\"; version=\"2026-04-08\"", "version", Some("2026-04-08"));
        check("profile=\"x\", Version=2026-04-08", "version", Some("2026-04-08"));
        check("profile=\"x\"", "version", None);
        check("", "profile", None);
    }

    #[test]
    fn hosts_are_called_as_signatures_call_them() {
        let check = |base: &str, host: &str, prefix: &str| {
            assert_eq!(authority(base), (host.to_owned(), prefix), "{base}");
        };
        check("https://Shop.example", "shop.example", "");
        check("https://shop.example:443/ucp", "shop.example", "/ucp");
        check("https://shop.example:80", "shop.example:80", "");
        check("http://127.0.0.1:7700", "127.0.0.1:7700", "");
        check("http://shop.example:80", "shop.example", "");
    }

    #[test]
    fn only_in_tests_is_a_profile_that_is_nowhere_taken_for_none() {
        let check = |said: &str, is_test: bool, expected: &str| {
            let headers = HeaderMap::from_iter([(
                axum::http::HeaderName::from_static("ucp-agent"),
                axum::http::HeaderValue::from_str(said).expect("a value"),
            )]);
            let found = profile(&headers, said, is_test);
            let found = found.map_or("refused", |found| found.unwrap_or("none"));
            assert_eq!(found, expected, "{said} {is_test}");
        };
        for (said, outside) in [
            ("profile=\"...\"", "..."),
            ("x", "refused"),
            ("profile=\"https://agent.example/p\"", "https://agent.example/p"),
        ] {
            check(said, true, "none");
            check(said, false, outside);
        }
        check("profile=\"http://localhost:1/p\"", true, "http://localhost:1/p");
        assert!(matches!(profile(&HeaderMap::new(), "", false), Ok(None)));
    }
}
