//! Who calls: any agent where the shop is open to all, and what its headers say of it.

use super::VERSION;
use super::answer::{Refused, VERSION_UNSUPPORTED};
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
        speaks_our_version(said)?;
        let has_key = headers.contains_key(header::AUTHORIZATION);
        let caller = if has_key || !app.agents.open { Caller::of(app, headers)? } else { Caller::agent()? };
        caller.may(if parts.method == "GET" { Deed::Look } else { Deed::Hold })?;
        let is_trusted =
            app.agents.simulation_secret.is_some() || has_key && caller.may(Deed::Person).is_ok();
        let profile = member(said, "profile").filter(|url| url.len() <= PROFILE_BYTES_MAX);
        Ok(Agent { caller, profile: profile.map(str::to_owned), is_trusted, base: base(app, headers) })
    }
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

/// Earlier releases whose requests are read as well: they ask for less of the same. Answers are in ours.
const EARLIER: [&str; 2] = ["2026-01-11", "2026-01-23"];

/// Refuses an agent that speaks a version which is no release that is read here. One that says nothing of it speaks ours:
/// its profile, where it would stand, is not fetched for a call.
fn speaks_our_version(said: &str) -> Result<(), Refused> {
    match member(said, "version") {
        Some(version) if version != VERSION && !EARLIER.contains(&version) => {
            let detail =
                format!("version {version} of the protocol is not spoken here; this shop speaks {VERSION}");
            Err(Refused::new(StatusCode::UNPROCESSABLE_ENTITY, VERSION_UNSUPPORTED, detail))
        }
        _ => Ok(()),
    }
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
}
