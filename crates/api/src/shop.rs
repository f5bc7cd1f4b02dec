//! What a shopper's own phone asks: open to all where the settings say so, and each session sees nothing but its own.

mod session;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(session::begin)).routes(routes!(session::me))
}
