//! HTTP in and out: the contract as routes, described by an OpenAPI document generated from them.

mod admin;
mod app;
mod assistant;
mod availability;
mod body;
mod caller;
mod calls;
mod cases;
mod catalogue;
mod customers;
mod device_states;
mod devices;
mod directory;
mod docs;
mod events;
mod feed;
mod forecasts;
mod gate;
mod holds;
mod labour;
mod listen;
mod loss;
pub mod mcp;
mod me;
mod media;
mod meters;
mod model_versions;
mod models;
mod offers;
mod orders;
mod payments;
mod policies;
mod price;
mod pricing;
mod problem;
mod purchases;
mod push;
mod readings;
mod recommendations;
mod replenishments;
mod returns;
mod route;
mod schemas;
mod search;
mod settled;
mod shelves;
mod shop;
mod signals;
mod status;
mod stock;
mod suppliers;
mod supply;
mod tasks;
mod traces;
mod transfers;
mod ucp;
mod vault;
mod wallets;

pub use admin::{draw_key, signing_key};
pub use app::{App, Inner};
pub use assistant::{
    Asker, AssistantDoor, AssistantTalk, ShopCard, ShopDesk, ShopItem, ShopLine, ShopOrder, ShopOrderState,
    ShopPrice, ShopReturn, ShopStock, ShopStore, ToldAnswer, ToldCall, ToldHandOver, ToldSource, ToldTurn,
};
pub use caller::digest;
pub use calls::Logged;
pub use directory::{Directory, DirectoryKeeper};
pub use events::{cloud_event, read_log};
pub use feed::{Counts, Feed, Feeder, OUTBOX, PUSH_SENT, Percentiles, RECORDED, Seen, WEBHOOK_DELIVERED};
pub use labour::{LabourDoor, ToldLabour, needed_people};
pub use listen::{ListenError, Listening, Routes, listen};
pub use loss::{LossDoor, ShrinkCause, Shrunk};
pub use meters::{Meter, MeterKind};
pub use models::{
    ListAsk, ModelDoor, ToldBecause, ToldBought, ToldForecast, ToldForecastDay, ToldForetold, ToldItem,
    ToldList, ToldRecord, ToldScore, ToldTotal,
};
pub use payments::{
    PaymentDoor, PaymentNews, PaymentNotice, TestPayment, WebhookRefused, payment_answered,
    take_payment_webhook,
};
pub use pricing::{ToldEffect, ToldElasticity, ToldPeriod, ToldTrial};
pub use problem::Problem;
pub use push::{
    PushDoor, PushLetter, PushPhone, Scout, ScoutKeeper, push_customer, push_letter, pushes_waiting,
};
pub use readings::{Bearer, Measure, Reading, take_reading, take_signal, take_silence};
pub use shelves::{SeenShelf, VisionDoor, VisionFault};
pub use shop::{SearchAnswer, SearchAsk, SearchDoor, SearchMatch};
pub use ucp::{AgentDoor, Agents, Meeting, Met, NotMet, SignedCall, WhyNotMet, order_for_agent};
pub use vault::{Vault, VaultFault, open_token};

use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Info, OpenApi, OpenApiBuilder, RefOr, Schema, SecurityRequirement};
use utoipa_axum::router::OpenApiRouter;

/// A page or a file that people look at: its bytes and its content type, by path.
pub type Pages = Arc<dyn Fn(&str) -> Option<(&'static str, std::borrow::Cow<'static, [u8]>)> + Send + Sync>;

fn described_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(catalogue::routes())
        .merge(search::routes())
        .merge(stock::routes())
        .merge(availability::routes())
        .merge(holds::routes())
        .merge(orders::routes())
        .merge(returns::routes())
        .merge(tasks::routes())
        .merge(supply::routes())
        .merge(customers::routes())
        .merge(cases::routes())
        .merge(assistant::routes())
        .merge(wallets::routes())
        .merge(offers::routes())
        .merge(price::routes())
        .merge(push::routes())
        .merge(route::routes())
        .merge(shop::routes())
        .merge(forecasts::routes())
        .merge(replenishments::routes())
        .merge(purchases::routes())
        .merge(suppliers::routes())
        .merge(transfers::routes())
        .merge(loss::routes())
        .merge(labour::routes())
        .merge(pricing::routes())
        .merge(model_versions::routes())
        .merge(recommendations::routes())
        .merge(signals::routes())
        .merge(events::routes())
        .merge(traces::routes())
        .merge(policies::routes())
        .merge(devices::routes())
        .merge(media::routes())
        .merge(status::routes())
        .merge(admin::routes())
        .merge(me::routes())
        .merge(payments::routes())
        .merge(schemas::routes())
        .merge(device_states::routes())
        .merge(shelves::routes())
}

/// The OpenAPI 3.1 document, generated from the routes.
pub fn openapi() -> OpenApi {
    described(described_routes().split_for_parts().1)
}

fn described(mut document: OpenApi) -> OpenApi {
    let mut info = Info::new("Realtail", env!("CARGO_PKG_VERSION"));
    info.description = Some("The real-time retail engine: stock that is true in every channel.".to_owned());
    info.license = Some(
        utoipa::openapi::LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build(),
    );
    document.info = info;
    name_operations(&mut document);
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let problem = <Problem as utoipa::PartialSchema>::schema();
    components.schemas.insert("Problem".to_owned(), problem);
    open_what_is_extended(&mut components.schemas);
    OpenApiBuilder::from(document)
        .security(Some([SecurityRequirement::new("key", Vec::<String>::new())]))
        .build()
}

/// An answer that holds all that a body has, and more, would be refused by what the body says of other fields: it has the
/// body's fields without that.
fn open_what_is_extended(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let known = schemas.clone();
    for schema in schemas.values_mut() {
        let RefOr::T(Schema::AllOf(all)) = schema else { continue };
        for part in &mut all.items {
            let RefOr::Ref(of) = &part else { continue };
            let name = of.ref_location.rsplit('/').next().unwrap_or_default();
            if let Some(RefOr::T(Schema::Object(object))) = known.get(name)
                && object.additional_properties.is_some()
            {
                let mut open = object.clone();
                open.additional_properties = None;
                *part = RefOr::T(Schema::Object(open));
            }
        }
    }
}

/// Names each operation after its method and path, so that no two are called the same.
fn name_operations(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let words: Vec<&str> =
            path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let named = words.join("_");
        let operations = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
            ("patch", &mut item.patch),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{named}"));
            }
        }
    }
}

/// All routes, with `pages` for everything that is not a call.
pub fn routes(app: App, pages: Pages) -> Routes {
    let (router, document) = described_routes().split_for_parts();
    let document = serde_json::to_value(described(document)).unwrap_or_default();
    let docs = docs::page(&document);
    let document = serde_json::to_string_pretty(&document).unwrap_or_default();
    let json = move || {
        let document = document.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], document) }
    };
    let for_people = pages.clone();
    let router = router
        .route("/openapi.json", axum::routing::get(json))
        .route("/docs", axum::routing::get(async move || axum::response::Html(docs.clone())))
        .merge(ucp::routes(move |request| page(&for_people, request.method(), request.uri())))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(move |method: Method, uri: Uri| {
            let pages = pages.clone();
            async move { page(&pages, &method, &uri) }
        })
        .with_state(app.clone());
    // The tools are calls of these routes, so they are not among them.
    let tools = mcp::service(Routes::new(app.clone(), router.clone()));
    Routes::new(app, router.route_service("/mcp", tools))
}

async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    let detail = format!("{} does not take {method}; /openapi.json lists what does", uri.path());
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "That method is not for this path",
        detail,
    )
}

/// What people look at. Paths that no file has belong to the console's own router, so they get its first page.
fn page(pages: &Pages, method: &Method, uri: &Uri) -> Response {
    if let Some(answer) = ucp::no_such_path(uri) {
        return answer;
    }
    let path = uri.path().trim_start_matches('/');
    let is_call = ["v1/", "schemas/", "epcis/"].iter().any(|prefix| path.starts_with(prefix));
    if is_call || !matches!(*method, Method::GET | Method::HEAD) {
        return Problem::not_found("path", uri.path()).into_response();
    }
    let wanted = if path.is_empty() { "index.html" } else { path };
    let found = pages(wanted).or_else(|| if wanted.contains('.') { None } else { pages("index.html") });
    match found {
        Some((kind, bytes)) => {
            let forever = wanted.contains("immutable/");
            let cache = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], bytes.into_owned())
                .into_response()
        }
        None => Problem::not_found("page", uri.path()).into_response(),
    }
}
