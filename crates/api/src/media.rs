//! Consent, campaigns, placements and what brands see of them, over HTTP.

mod brands;
mod campaigns;
mod consents;
pub(crate) mod placements;
mod report;

use crate::app::App;
use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
pub(crate) use placements::seen;
use realtail_kernel::Rejection;
use realtail_platform::{Pillar, Refusal};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(consents::routes())
        .merge(campaigns::routes())
        .merge(brands::routes())
        .merge(placements::routes())
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

/// Says that the pillar is switched off, where it is: what it holds is then not shown either.
fn is_on(app: &App) -> Result<(), Problem> {
    if app.read().machine.switches.is_on(Pillar::Media) {
        return Ok(());
    }
    let off = Rejection::SwitchedOff { pillar: Pillar::Media.as_str().into() };
    Err(Problem::from(&Refusal::from(off)))
}
