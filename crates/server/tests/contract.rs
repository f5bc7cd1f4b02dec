//! The interface against its own OpenAPI document: no 500, and no answer outside the schema.

mod engine;

use engine::{Engine, KEY};
use std::process::Command;

#[test]
fn no_answer_is_outside_the_document() {
    let program = std::env::var("REALTAIL_SCHEMATHESIS").unwrap_or_else(|_| "schemathesis".to_owned());
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    let done = Command::new(&program)
        .arg("run")
        .arg(format!("http://{}/openapi.json", engine.address))
        .args(["-H", &format!("Authorization: Bearer {KEY}")])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "12", "--request-timeout", "20"])
        .args([
            "--checks",
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
        ])
        // A stream of events has no end to wait for.
        .args(["--exclude-path", "/v1/events", "--no-color"])
        .current_dir(data.path())
        .output();
    let done = done.unwrap_or_else(|e| {
        panic!("{program}: {e}; `./dev test` fetches it and names it in REALTAIL_SCHEMATHESIS")
    });
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains(" passed"), "{said}");
    let (status, found) = engine.call("GET", "/v1/status", &serde_json::Value::Null);
    assert_eq!((status, &found["conserved"]), (200, &serde_json::json!(true)), "after all that");
}
