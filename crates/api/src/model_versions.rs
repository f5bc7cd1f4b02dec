//! Versions of models over HTTP: what each learnt from, how it did, which one serves, and the way back.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, Model, Served};
use realtail_kernel::{Label, Word};
use realtail_vocabulary::{ModelTrial, ModelVersion};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_models)).routes(routes!(get_model)).routes(routes!(return_model))
}

/// All models that were ever trained.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ModelList {
    models: Vec<ModelDocument>,
}

/// A model: its versions, how they did, and which one serves. All lists have the newest last.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ModelDocument {
    model: Word,
    /// The version that serves; nothing where the plain rule does.
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<Word>,
    /// The version that is tried out beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    shadow: Option<Word>,
    versions: Vec<ModelVersion>,
    trials: Vec<ModelTrial>,
    served: Vec<Served>,
}

/// Why a model is to return.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelReturnBody {
    /// In words.
    why: Label,
}

fn document(name: &Word, model: &Model) -> ModelDocument {
    ModelDocument {
        model: name.clone(),
        live: model.live().cloned(),
        shadow: model.shadow().map(|shadow| shadow.version.clone()),
        versions: model.versions.iter().cloned().collect(),
        trials: model.trials.iter().cloned().collect(),
        served: model.served.iter().cloned().collect(),
    }
}

fn told(app: &App, model: &Word) -> Response {
    let replica = app.read();
    match replica.machine.intelligence.model(model.as_str()) {
        Some(known) => axum::Json(document(model, known)).into_response(),
        None => Problem::not_found("model", model).into_response(),
    }
}

/// The models: which version of each serves, and how versions did on days that they had not learnt from.
#[utoipa::path(get, path = "/v1/models", tag = "intelligence",
    responses((status = 200, body = ModelList), Problems))]
async fn list_models(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let models = replica.machine.intelligence.models().map(|(name, model)| document(name, model)).collect();
    Ok(axum::Json(ModelList { models }).into_response())
}

/// One model.
#[utoipa::path(get, path = "/v1/models/{model}", tag = "intelligence", params(("model" = Word, Path)),
    responses((status = 200, body = ModelDocument), Problems))]
async fn get_model(
    State(app): State<App>,
    caller: Caller,
    Segment(model): Segment<Word>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    switched_on(&app)?;
    Ok(told(&app, &model))
}

/// Return to the version that served before, or to the plain rule where there was none.
#[utoipa::path(post, path = "/v1/models/{model}/return", tag = "intelligence", request_body = ModelReturnBody,
    params(("model" = Word, Path)), responses((status = 200, body = ModelDocument), Problems))]
async fn return_model(
    State(app): State<App>,
    caller: Caller,
    Segment(model): Segment<Word>,
    headers: HeaderMap,
    body: Json<ModelReturnBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "model.return", &headers, &body.bytes)?;
    let command = Command::ReturnModel(model.clone(), body.value.why);
    let command = realtail_platform::Command::Intelligence(command);
    call.run(command, |_, _| told(&app, &model), || told(&app, &model)).await
}
