//! What a shopper agrees to, and when the shopper is not to be disturbed.

use super::me;
use super::session::Shopper;
use crate::app::App;
use crate::body::Json;
use crate::calls::{Call, submit};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use realtail_engine::{Outcome, Outcomes, Request};
use realtail_kernel::Word;
use realtail_mobile::Command as Mobile;
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{Consent, ContactChannel, Purpose, WallHours};
use serde::Deserialize;
use smallvec::SmallVec;

/// The most consents of one call: all there are, and then some.
const CONSENTS_MAX: usize = 32;

/// What a shopper agrees to from now on, or does not; what is not named stays as it is.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentsBody {
    #[schema(max_items = 32)]
    consents: Vec<ConsentBody>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConsentBody {
    purpose: Purpose,
    /// By what; pages and notices alike where it is not said.
    channel: Option<ContactChannel>,
    given: bool,
    /// The version of the text that the shopper was shown.
    wording: Word,
}

/// Say when not to be disturbed: until another time is said, no notice is sent then.
#[utoipa::path(put, path = "/v1/shop/me/quiet-hours", tag = "shop", request_body = WallHours,
    responses((status = 200, body = WallHours), Problems))]
pub(crate) async fn set_quiet_hours(
    State(app): State<App>,
    shopper: Shopper,
    body: Json<WallHours>,
) -> Result<Response, Problem> {
    let quiet = body.value;
    if quiet.from == quiet.to {
        let detail = "quiet hours that end when they begin are none; say so with DELETE";
        return Err(Problem::invalid("to", detail));
    }
    let call = Call::keyed(&app, &shopper.caller, "shop.quiet_hours", None, b"");
    let command = Mobile::SetQuietHours(shopper.customer, Some(quiet.clone()));
    let answer = || axum::Json(&quiet).into_response();
    call.run(Command::Mobile(command), |_, _| answer(), answer).await
}

/// Have no quiet hours.
#[utoipa::path(delete, path = "/v1/shop/me/quiet-hours", tag = "shop", responses((status = 204), Problems))]
pub(crate) async fn remove_quiet_hours(
    State(app): State<App>,
    shopper: Shopper,
) -> Result<Response, Problem> {
    let call = Call::keyed(&app, &shopper.caller, "shop.quiet_hours", None, b"");
    let command = Mobile::SetQuietHours(shopper.customer, None);
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::Mobile(command), |_, _| gone(), gone).await
}

/// Agree to something, or withdraw it, which acts at once: consent is looked at when something is done, not when it is
/// planned.
#[utoipa::path(put, path = "/v1/shop/me/consents", tag = "shop", request_body = ConsentsBody,
    responses((status = 200, body = Vec<Consent>), Problems))]
pub(crate) async fn set_consents(
    State(app): State<App>,
    shopper: Shopper,
    body: Json<ConsentsBody>,
) -> Result<Response, Problem> {
    let consents = body.value.consents;
    if consents.len() > CONSENTS_MAX {
        return Err(Problem::invalid("consents", format!("send at most {CONSENTS_MAX} consents a call")));
    }
    let mut requests = SmallVec::<[Request<Command>; 1]>::new();
    for ConsentBody { purpose, channel, given, wording } in consents {
        let channels = channel.map_or(vec![ContactChannel::Onsite, ContactChannel::Push], |one| vec![one]);
        for channel in channels {
            let (customer, wording) = (shopper.customer.clone(), wording.clone());
            let consent = Consent { customer, purpose, channel, given, wording };
            requests.push(Request {
                command: Command::Media(realtail_media::Command::ChangeConsent(consent)),
                signal: compact_str::CompactString::const_new("shop.consent"),
                by: compact_str::CompactString::new(shopper.caller.key.as_str()),
                received_at: app.handle.now(),
                cause: shopper.caller.cause,
                keys: SmallVec::new(),
            });
        }
    }
    all_done(submit(&app, requests).await?)?;
    Ok(axum::Json(me::consents_of(&app, &shopper.customer)).into_response())
}

/// The first that was refused, if one was.
pub(super) fn all_done(outcomes: Outcomes<Retail>) -> Result<(), Problem> {
    for outcome in outcomes {
        if let Outcome::Refused(refusal) = outcome {
            return Err(Problem::from(&refusal));
        }
    }
    Ok(())
}
