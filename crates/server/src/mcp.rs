//! `realtail mcp`: the tools of a running engine, for an assistant that runs this as its child.

use crate::reach::{At, Call, Engine};
use clap::Args;
use futures_util::future::BoxFuture;
use realtail_api::mcp::{Asked, Shop, over_stdio};
use serde_json::Value;
use std::process::ExitCode;
use std::sync::Arc;

/// Which engine, with which key: the tools may do what the key may.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    at: At,
}

/// The engine at the other end of a connection.
struct Elsewhere(Arc<Engine>);

impl Shop for Elsewhere {
    fn ask(&self, call: Asked) -> BoxFuture<'_, Result<(u16, Value), String>> {
        let engine = self.0.clone();
        Box::pin(async move {
            let asked = tokio::task::spawn_blocking(move || exchange(&engine, &call)).await;
            asked.map_err(|e| e.to_string())?.map_err(|e| format!("{e:#}"))
        })
    }
}

fn exchange(engine: &Engine, call: &Asked) -> anyhow::Result<(u16, Value)> {
    let body = if call.body.is_null() { String::new() } else { call.body.to_string() };
    let sent = Call { method: call.method, path: &call.path, content_type: "application/json", body: &body };
    let (status, answer) = engine.exchange_once(&sent, call.idempotency_key.as_deref())?;
    Ok((status, serde_json::from_str(&answer).unwrap_or_default()))
}

/// Serves until the assistant hangs up.
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let shop = Elsewhere(Arc::new(flags.at.engine()?));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(over_stdio(shop)).map_err(|e| anyhow::anyhow!("speak with the assistant: {e}"))?;
    // Standard input is read on a thread that cannot be told to stop.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}
