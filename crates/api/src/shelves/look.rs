//! What is seen of shelves: told by a box that looks at pictures itself, or found in a still that is sent here.

use crate::app::App;
use crate::body::{self, Query};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_devices::Command as DeviceCommand;
use realtail_kernel::{BayId, DeviceId, Instant, SiteId, Word};
use realtail_platform::{Command, Pillar};
use realtail_vocabulary::{Bay, DeviceEvent, Event, Observed, SeenPlace, ShelfLook, ShelfSeen, Signal};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_image))
}

/// What was found in a still.
#[derive(Clone, Debug)]
pub struct SeenShelf {
    /// Place by place.
    pub places: Vec<SeenPlace>,
    /// SHA-256 of the picture as it came, in hexadecimal digits.
    pub sha256: String,
    /// How many boxes of people a model reported: they were dropped unread.
    pub people_dropped: usize,
}

/// Why nothing was found.
#[derive(Clone, Debug)]
pub enum VisionFault {
    /// The picture is none, or out of bounds.
    Picture(String),
    /// The planogram does not say where the bay is in it.
    View(String),
    /// The detector is broken.
    Detector(String),
}

/// What looks at stills, as the interface sees it. It keeps no picture.
pub trait VisionDoor: Send + Sync {
    /// Looks at a still of a bay, a JPEG or PNG as it came. It takes a while: not on a thread that serves.
    ///
    /// # Errors
    /// Where nothing can be found out.
    fn look(&self, image: &[u8], bay: &Bay, camera: &DeviceId) -> Result<SeenShelf, VisionFault>;
}

/// What came of a look.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LookDocument {
    #[serde(flatten)]
    look: ShelfLook,
    /// Items that are sure to be missing as of this look.
    missing: Vec<realtail_kernel::ItemId>,
    /// Items that were missing and are back.
    back: Vec<realtail_kernel::ItemId>,
    /// How many boxes of people a model reported. They were dropped; nothing of them is kept.
    people_dropped: usize,
    /// How long the look took, in milliseconds, without waiting for others and for the log.
    took_ms: f64,
}

/// The command of a look, where its camera is known and the pillar takes part; else it is only observed.
pub(crate) fn command(
    app: &App,
    caller: &Caller,
    (source, id): (Word, Word),
    seen: ShelfSeen,
    (time, received_at): (Option<Instant>, Instant),
) -> Result<Command, Problem> {
    caller.at(&seen.site)?;
    let camera = DeviceId::new(seen.camera.as_str()).ok().filter(|camera| {
        let replica = app.read();
        let retail = &replica.machine;
        retail.switches.is_on(Pillar::Devices) && retail.devices.registry.device(camera).is_some()
    });
    let Some(camera) = camera else {
        let signal = Signal::ShelfSeen(seen);
        return Ok(Command::Observe(Box::new(Observed { source, id, time, signal })));
    };
    app.devices_seen(&camera, received_at);
    let ShelfSeen { site, bay, seen_at, image, places, .. } = seen;
    let at = seen_at.or(time).unwrap_or(received_at);
    let look = ShelfLook { camera, site, bay, at, image, places };
    Ok(Command::Devices(DeviceCommand::LookAtShelf(Box::new(look))))
}

/// Look at a still of a bay: which facings are empty. The picture is not kept, only its fingerprint and what was found.
/// Nobody in it is recognised.
#[utoipa::path(post, path = "/v1/shelf-images", tag = "devices",
    params(("site" = SiteId, Query), ("bay" = BayId, Query),
        ("camera" = Option<DeviceId>, Query, description = "Which of the views of the planogram; the first where it is not said"),
        ("seen_at" = Option<Instant>, Query, description = "When it was taken; now where it is not said")),
    request_body(description = "A JPEG or a PNG as it came from the camera, at most 8 MiB",
        content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"))),
    responses((status = 200, body = LookDocument), Problems))]
async fn post_image(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
    headers: HeaderMap,
    image: Body,
) -> Result<Response, Problem> {
    caller.may(Deed::Signal)?;
    let missing =
        |what: &'static str| Problem::malformed(format!("say {what} in the query")).with("field", what);
    let site = query.one::<SiteId>("site")?.ok_or_else(|| missing("site"))?;
    let bay = query.one::<BayId>("bay")?.ok_or_else(|| missing("bay"))?;
    let (camera, seen_at) = (query.one::<DeviceId>("camera")?, query.one::<Instant>("seen_at")?);
    query.end()?;
    caller.at(&site)?;
    must_be_a_picture(&headers)?;
    let planned = {
        let replica = app.read();
        let known = replica.machine.devices.bays.bay(&site, &bay);
        known.ok_or_else(|| Problem::not_found("planogram of bay", &bay))?.bay.clone()
    };
    let camera = camera.or_else(|| planned.views.first().map(|view| view.camera.clone()));
    let camera = camera.ok_or_else(|| {
        let detail = format!("the planogram of bay {bay} has no view; give it a camera and the corners of the bay in its pictures");
        Problem::invalid("bay", detail)
    })?;
    // Read before it waits for its turn: the time of a still is when it came.
    let bytes = body::read(image).await?;
    let at = seen_at.unwrap_or_else(|| app.handle.now());
    let call = Call::new(&app, &caller, "retail.shelf.seen", &headers, &bytes)?;
    let turn = app.look_in_turn().await;
    let (looker, seen_by, still) = (app.clone(), camera.clone(), bytes.clone());
    let looking = tokio::task::spawn_blocking(move || {
        let started = std::time::Instant::now();
        let seen = looker.vision.look(&still, &planned, &seen_by);
        (seen, started.elapsed().as_secs_f64() * 1e3)
    });
    let (seen, took_ms) = looking.await.map_err(Problem::fault)?;
    drop(turn);
    let SeenShelf { places, sha256, people_dropped } = seen.map_err(problem)?;
    app.devices_seen(&camera, app.handle.now());
    if places.is_empty() {
        let detail =
            "nothing of the bay can be made out: something stands before all of it, or the corners are wrong";
        return Err(Problem::invalid("image", detail));
    }
    let image = Word::new(&sha256).map_err(Problem::fault)?;
    let look = ShelfLook { camera, site, bay, at, image: Some(image), places };
    let answer = |events: &[Event]| {
        let item = |is_missing: bool| {
            let of = move |event: &Event| match event {
                Event::Device(DeviceEvent::ShelfRanLow { item, .. }) if is_missing => Some(item.clone()),
                Event::Device(DeviceEvent::ShelfFilled { item, .. }) if !is_missing => Some(item.clone()),
                _ => None,
            };
            events.iter().filter_map(of).collect::<Vec<_>>()
        };
        let (missing, back) = (item(true), item(false));
        axum::Json(LookDocument { look: look.clone(), missing, back, people_dropped, took_ms })
            .into_response()
    };
    let command = Command::Devices(DeviceCommand::LookAtShelf(Box::new(look.clone())));
    call.run(command, |_, entry| answer(&entry.events), || answer(&[])).await
}

fn must_be_a_picture(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if ["image/jpeg", "image/png"].contains(&kind.split(';').next().unwrap_or("").trim()) {
        return Ok(());
    }
    let detail = format!("Content-Type is {kind:?}; send image/jpeg or image/png");
    let (status, title) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "That is no picture");
    Err(Problem::new(status, "not-a-picture", title, detail))
}

fn problem(fault: VisionFault) -> Problem {
    match fault {
        VisionFault::Picture(detail) => Problem::invalid("image", detail),
        VisionFault::View(detail) => Problem::invalid("camera", detail),
        VisionFault::Detector(detail) => Problem::fault(detail),
    }
}
