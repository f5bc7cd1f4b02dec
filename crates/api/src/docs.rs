//! The interface described for people: one page, made from the OpenAPI document.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = ":root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
    h2{margin-top:2.5rem;text-transform:capitalize}details{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.4rem 0}\
    summary{cursor:pointer}code,.m{font:13px ui-monospace,monospace}.m{display:inline-block;min-width:4rem;font-weight:600}\
    td,th{text-align:left;padding:.15rem 1rem .15rem 0;vertical-align:top}table{border-collapse:collapse;margin:.5rem 0}";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The page.
pub(crate) fn page(document: &Value) -> String {
    let mut by_tag: BTreeMap<&str, String> = BTreeMap::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or("other");
            by_tag.entry(tag).or_default().push_str(&entry(path, method, operation, document));
        }
    }
    let mut html = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>Realtail: the interface</title><style>{STYLE}</style></head><body><h1>The interface</h1>\
         <p>Every call wants <code>Authorization: Bearer KEY</code>. Errors are problem documents (RFC 9457). Writes take \
         an optional <code>Idempotency-Key</code>. The whole as <a href=/openapi.json>OpenAPI 3.1</a>; the data of \
         signals at <a href=/schemas>/schemas</a>; the <a href=/>console</a>.</p>"
    );
    for (tag, entries) in by_tag {
        let _ = write!(html, "<h2>{}</h2>{entries}", escaped(tag));
    }
    html.push_str("</body></html>");
    html
}

fn entry(path: &str, method: &str, operation: &Value, document: &Value) -> String {
    let summary = operation["summary"].as_str().or(operation["description"].as_str()).unwrap_or("");
    let mut html = format!(
        "<details><summary><span class=m>{}</span><code>{}</code> {}</summary>",
        method.to_uppercase(),
        escaped(path),
        escaped(summary)
    );
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let (name, place) =
            (parameter["name"].as_str().unwrap_or(""), parameter["in"].as_str().unwrap_or(""));
        let about = parameter["description"].as_str().unwrap_or("");
        let _ = write!(html, "<div><code>{}</code> in {place} {}</div>", escaped(name), escaped(about));
    }
    for (kind, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = write!(html, "<h4>Body, {}</h4>{}", escaped(kind), fields(&content["schema"], document));
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        if !status.starts_with('2') {
            continue;
        }
        let schema = response["content"].as_object().and_then(|c| c.values().next()).map(|c| &c["schema"]);
        let shown = schema.map_or(String::new(), |schema| fields(schema, document));
        let _ = write!(html, "<h4>Answer {status}</h4>{shown}");
    }
    html.push_str("</details>");
    html
}

/// The fields of a schema, one level deep: what they refer to is named.
fn fields(schema: &Value, document: &Value) -> String {
    let schema = resolved(schema, document);
    let schema = if schema["type"] == "array" { resolved(&schema["items"], document) } else { schema };
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut rows = String::new();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let needed = if required.contains(&name.as_str()) { "" } else { "?" };
        let about = field["description"].as_str().unwrap_or("");
        let (name, kind) = (escaped(name), escaped(&kind_of(field)));
        let _ =
            write!(rows, "<tr><td><code>{name}{needed}</code><td><code>{kind}</code><td>{}", escaped(about));
    }
    if rows.is_empty() { String::new() } else { format!("<table>{rows}</table>") }
}

fn resolved<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next());
    name.map_or(schema, |name| &document["components"]["schemas"][name])
}

fn kind_of(field: &Value) -> String {
    if let Some(name) = field["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or("").to_owned();
    }
    for variants in ["oneOf", "anyOf", "allOf"] {
        if let Some(options) = field[variants].as_array() {
            let kinds: Vec<String> = options.iter().map(kind_of).filter(|kind| kind != "null").collect();
            return kinds.join(" | ");
        }
    }
    match &field["type"] {
        Value::String(kind) if kind == "array" => format!("[{}]", kind_of(&field["items"])),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            let named: Vec<&str> =
                kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect();
            if named == ["array"] { format!("[{}]", kind_of(&field["items"])) } else { named.join(" | ") }
        }
        _ => String::new(),
    }
}
