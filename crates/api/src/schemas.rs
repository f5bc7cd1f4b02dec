//! JSON Schemas of the signals, generated from the types that read them.

use crate::app::App;
use crate::body::Segment;
use crate::problem::{Problem, Problems};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use realtail_vocabulary::SignalType;
use serde_json::{Map, Value, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_schemas)).routes(routes!(get_schema))
}

/// The types of signals, and where their schemas are.
#[utoipa::path(get, path = "/schemas", tag = "signals", responses((status = 200, body = serde_json::Value)))]
async fn list_schemas() -> Response {
    let schema =
        |kind: &SignalType| json!({"type": kind.name(), "schema": format!("/schemas/{}", kind.name())});
    axum::Json(json!({"schemas": SignalType::ALL.iter().map(schema).collect::<Vec<_>>()})).into_response()
}

/// The JSON Schema of a signal's data.
#[utoipa::path(get, path = "/schemas/{type}", tag = "signals", params(("type" = String, Path)),
    responses((status = 200, body = serde_json::Value, content_type = "application/schema+json"), Problems))]
async fn get_schema(Segment(kind): Segment<String>) -> Result<Response, Problem> {
    let found = SignalType::ALL.iter().find(|known| known.name() == kind);
    let found = found.ok_or_else(|| Problem::not_found("signal type", &kind))?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], axum::Json(schema_of(*found))).into_response())
}

/// One document with all it refers to.
pub(crate) fn schema_of(kind: SignalType) -> Value {
    let (schema, referred) = kind.schema();
    let value = |schema| serde_json::to_value(schema).unwrap_or_default();
    let mut document = value(schema);
    let definitions: Map<String, Value> =
        referred.into_iter().map(|(name, schema)| (name, value(schema))).collect();
    if let Value::Object(map) = &mut document {
        map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("$id".to_owned(), json!(format!("/schemas/{}", kind.name())));
        map.insert("title".to_owned(), json!(kind.name()));
        map.insert("$defs".to_owned(), Value::Object(definitions));
    }
    point_to_definitions(&mut document);
    document
}

fn point_to_definitions(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                match value {
                    Value::String(text) if name == "$ref" => {
                        *text = text.replace("#/components/schemas/", "#/$defs/");
                    }
                    other => point_to_definitions(other),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(point_to_definitions),
        _ => (),
    }
}
