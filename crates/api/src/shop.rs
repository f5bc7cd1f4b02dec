//! What a shopper's own phone asks: open to all where the settings say so, and each session sees nothing but its own.

mod me;
mod session;
mod subscription;
mod whereabouts;
mod wishes;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use whereabouts::moved;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(session::begin))
        .routes(routes!(me::me, me::erase))
        .routes(routes!(me::export))
        .routes(routes!(me::opened))
        .routes(routes!(subscription::push_key))
        .routes(routes!(subscription::subscribe, subscription::unsubscribe))
        .routes(routes!(wishes::set_quiet_hours, wishes::remove_quiet_hours))
        .routes(routes!(wishes::set_consents))
        .routes(routes!(whereabouts::position))
        .routes(routes!(whereabouts::signals))
}
