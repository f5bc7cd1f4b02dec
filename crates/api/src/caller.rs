//! Who calls, and what they may do.

use crate::app::App;
use crate::me::MeDocument;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use realtail_engine::Cause;
use realtail_kernel::{BrandId, Channel, Instant, KeyId, Position, SiteId};
use realtail_vocabulary::{Digest, Role};
use sha2::{Digest as _, Sha256};

/// The bearer of an API key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Which key.
    pub key: KeyId,
    /// Which entry the call answers, where its header `Realtail-Cause` says.
    pub cause: Option<Cause>,
    role: Role,
    site: Option<SiteId>,
    channel: Option<Channel>,
    brand: Option<BrandId>,
}

/// What a call does, as far as roles go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Looks.
    Look,
    /// Looks at what campaigns did.
    Report,
    /// Changes sites, items, regions, rules, purchase orders, webhooks.
    Manage,
    /// Moves or counts stock, receives shipments.
    Stock,
    /// Tells of sales and other signals.
    Signal,
    /// Places and resolves holds, places and cancels orders.
    Hold,
    /// Picks, hands over, takes goods back.
    Serve,
    /// Gives money back beside a return.
    Refund,
    /// Sees who customers are, registers them, keeps what was talked about.
    Person,
    /// Sees who stands out at tills and among orders, and says what was found by looking.
    Loss,
    /// Makes and revokes keys.
    Keys,
}

impl Caller {
    /// Who it is, for the bearer's own eyes.
    pub(crate) fn described(&self, now: Instant) -> MeDocument {
        let Caller { key, role, site, channel, brand, cause: _ } = self.clone();
        MeDocument { key, role, site, channel, brand, now }
    }

    /// Refuses what the role does not cover.
    pub(crate) fn may(&self, deed: Deed) -> Result<(), Problem> {
        let allowed = match self.role {
            Role::Admin => true,
            Role::Operator => deed != Deed::Keys,
            Role::Associate => {
                use Deed::{Hold, Look, Person, Report, Serve, Signal, Stock};
                matches!(deed, Look | Report | Stock | Signal | Hold | Serve | Person)
            }
            Role::Channel => {
                use Deed::{Hold, Look, Person, Report, Signal};
                matches!(deed, Look | Report | Signal | Hold | Person)
            }
            Role::ReadOnly => matches!(deed, Deed::Look | Deed::Report),
            Role::Brand => deed == Deed::Report,
        };
        if allowed {
            return Ok(());
        }
        let (role, deed) = (role_name(self.role), deed_name(deed));
        Err(Problem::forbidden(format!("a key with the role {role} may not {deed}")))
    }

    /// What its bearer may do.
    pub(crate) fn role(&self) -> Role {
        self.role
    }

    /// Refuses a site that the key is not for.
    pub(crate) fn at(&self, site: &SiteId) -> Result<(), Problem> {
        match &self.site {
            Some(own) if own != site => {
                Err(Problem::forbidden(format!("this key is for site {own}, not for {site}")))
            }
            _ => Ok(()),
        }
    }

    /// The site that a list is of: the one that is asked for, and the key's own where it has one.
    pub(crate) fn bounded(&self, asked: Option<SiteId>) -> Result<Option<SiteId>, Problem> {
        asked.iter().try_for_each(|site| self.at(site))?;
        Ok(asked.or_else(|| self.site.clone()))
    }

    /// Whether the key is for one site only.
    pub(crate) fn is_bound(&self) -> bool {
        self.site.is_some()
    }

    /// Whether it is a shop on a channel, and no person of ours.
    pub(crate) fn is_a_channel(&self) -> bool {
        self.role == Role::Channel
    }

    /// Whether it may see whom an order is for.
    pub(crate) fn sees_people(&self) -> bool {
        match self.role {
            Role::Admin | Role::Operator | Role::Channel | Role::Associate => true,
            Role::ReadOnly | Role::Brand => false,
        }
    }

    /// Whether it may see what proves at the counter that it is the shopper: whoever hands over is shown it instead.
    pub(crate) fn sees_codes(&self) -> bool {
        match self.role {
            Role::Admin | Role::Operator | Role::Channel => true,
            Role::Associate | Role::ReadOnly | Role::Brand => false,
        }
    }

    /// Refuses a brand that the key is not for.
    pub(crate) fn of_brand(&self, brand: &BrandId) -> Result<(), Problem> {
        if self.sees_brand(brand) {
            return Ok(());
        }
        Err(Problem::forbidden(format!("this key is for another brand than {brand}")))
    }

    /// Whether it may see what this brand's campaigns did.
    pub(crate) fn sees_brand(&self, brand: &BrandId) -> bool {
        self.role != Role::Brand || self.brand.as_ref() == Some(brand)
    }

    /// Refuses all that is no brand's to see, before anything of it is read.
    fn reaches(&self, parts: &Parts) -> Result<(), Problem> {
        let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        if self.role != Role::Brand || parts.method == Method::GET && OF_BRANDS.contains(&path) {
            return Ok(());
        }
        Err(Problem::forbidden("a key with the role brand sees its own brand's campaigns, and nothing else"))
    }

    /// Refuses a channel that the key is not for.
    pub(crate) fn on(&self, channel: &Channel) -> Result<(), Problem> {
        match &self.channel {
            Some(own) if own != channel => {
                Err(Problem::forbidden(format!("this key is for the channel {own}, not for {channel}")))
            }
            _ => Ok(()),
        }
    }
}

/// All that the key of a brand reaches. What each answers is bounded to the brand.
const OF_BRANDS: [&str; 6] = [
    "/v1/me",
    "/v1/brands",
    "/v1/brands/{brand}/report",
    "/v1/campaigns",
    "/v1/campaigns/{campaign}",
    "/v1/campaigns/{campaign}/report",
];

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Operator => "operator",
        Role::Associate => "associate",
        Role::Channel => "channel",
        Role::ReadOnly => "read_only",
        Role::Brand => "brand",
    }
}

fn deed_name(deed: Deed) -> &'static str {
    match deed {
        Deed::Look => "look",
        Deed::Report => "see what campaigns did",
        Deed::Manage => "change the catalogue, rules, orders or webhooks",
        Deed::Stock => "move or count stock",
        Deed::Signal => "send sales or signals",
        Deed::Hold => "place or resolve holds and orders",
        Deed::Serve => "pick, hand over or take back",
        Deed::Refund => "give money back",
        Deed::Person => "see or change who customers are",
        Deed::Loss => "see cases of loss",
        Deed::Keys => "manage keys",
    }
}

/// The digest of a key's secret.
pub fn digest(secret: &str) -> Digest {
    Digest(Sha256::digest(secret.as_bytes()).into())
}

fn unauthorized(detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "No good API key came with the request", detail)
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Problem> {
        let caller = Caller::of(app, &parts.headers)?;
        caller.reaches(parts)?;
        Ok(Caller { cause: cause_of(app, &parts.headers).await?, ..caller })
    }
}

/// The header by which a caller says which entry it answers: the task that is done, the notice that was opened.
const CAUSE: &str = "realtail-cause";

/// The entry that the caller answers, and the first of its trace.
pub(crate) async fn cause_of(app: &App, headers: &HeaderMap) -> Result<Option<Cause>, Problem> {
    let Some(value) = headers.get(CAUSE) else { return Ok(None) };
    let read = || value.to_str().ok()?.parse::<u64>().ok().map(Position);
    let entry =
        read().ok_or_else(|| Problem::malformed("Realtail-Cause takes the position of a log entry"))?;
    app.cause(entry).await.map(Some)
}

impl Caller {
    /// An agent without a key, where the shop is open to all: it buys on its own channel, and no more.
    pub(crate) fn agent() -> Result<Caller, Problem> {
        Caller::on_a_channel("agent", "agent")
    }

    /// A shopper's own phone, and the entry that its call answers.
    pub(crate) fn shop(cause: Option<Cause>) -> Result<Caller, Problem> {
        Ok(Caller { cause, ..Caller::on_a_channel("shop", "app")? })
    }

    fn on_a_channel(key: &str, channel: &str) -> Result<Caller, Problem> {
        let fault = |error: realtail_kernel::NotAnIdentifier| Problem::fault(error);
        Ok(Caller {
            key: KeyId::new(key).map_err(fault)?,
            cause: None,
            role: Role::Channel,
            site: None,
            channel: Some(Channel::new(channel).map_err(fault)?),
            brand: None,
        })
    }

    /// Who sent these headers, and which entry the call answers.
    pub(crate) async fn answering(app: &App, headers: &HeaderMap) -> Result<Caller, Problem> {
        let caller = Caller::of(app, headers)?;
        Ok(Caller { cause: cause_of(app, headers).await?, ..caller })
    }

    /// Who sent these headers.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Result<Caller, Problem> {
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(secret) = header.and_then(|value| value.strip_prefix("Bearer ")) else {
            return Err(unauthorized("send the header Authorization: Bearer KEY"));
        };
        Caller::of_digest(app, digest(secret.trim()))
    }

    /// Who bears the key whose secret has this digest.
    pub(crate) fn of_digest(app: &App, digest: Digest) -> Result<Caller, Problem> {
        if Some(digest) == app.admin_digest {
            let (key, role) = (app.admin_key.clone(), Role::Admin);
            return Ok(Caller { key, cause: None, role, site: None, channel: None, brand: None });
        }
        let access = app.feed.access();
        let Some(key) = access.bearer(&digest) else {
            return Err(unauthorized("the key is unknown or was revoked"));
        };
        Ok(Caller {
            key: key.key.clone(),
            cause: None,
            role: key.role,
            site: key.site.clone(),
            channel: key.channel.clone(),
            brand: key.brand.clone(),
        })
    }
}
