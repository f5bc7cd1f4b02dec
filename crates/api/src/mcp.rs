//! The Model Context Protocol: what shopping agents and associates' assistants may do here, as tools. Each tool is one call
//! of the interface, made with the key of whoever asks, so a tool can do no more than that key.

mod tools;

use axum::body::Body;
use axum::http::{Request, header, request::Parts};
use futures_util::future::BoxFuture;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, ServerHandler};
use serde_json::{Value, json};
use std::sync::Arc;

/// A call of the interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// The body; `null` for none.
    pub body: Value,
    /// Under which key it is carried out once, where the tool was given one.
    pub idempotency_key: Option<String>,
    /// Whose call it is: the header that came with it.
    pub authorization: Option<String>,
}

/// Where calls go: this process, or an engine elsewhere.
pub trait Shop: Send + Sync + 'static {
    /// The status and the body of the answer.
    fn ask(&self, call: Asked) -> BoxFuture<'_, Result<(u16, Value), String>>;
}

/// The tools, and the shop they are for.
#[derive(Clone)]
pub(crate) struct Desk(Arc<dyn Shop>);

impl Desk {
    fn new(shop: impl Shop) -> Desk {
        Desk(Arc::new(shop))
    }
}

impl ServerHandler for Desk {
    fn get_info(&self) -> ServerConfig {
        let about = "Realtail, the real-time retail engine. Search for items, ask what is available and what a basket \
                     costs, promise, hold, order, follow orders, take returns; associates see and do their tasks. \
                     Quantities are whole units of an item (pieces, grams, millilitres); money is in minor units.";
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("realtail", env!("CARGO_PKG_VERSION")))
            .with_instructions(about)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = Value::Object(request.arguments.unwrap_or_default());
        let mut call = match tools::call(&request.name, arguments) {
            Some(Ok(call)) => call,
            Some(Err(problem)) => {
                return Ok(CallToolResult::structured_error(json!({"detail": problem})).into());
            }
            None => {
                return Err(ErrorData::invalid_params(format!("there is no tool {:?}", request.name), None));
            }
        };
        let parts = context.extensions.get::<Parts>();
        let given = parts.and_then(|parts| parts.headers.get(header::AUTHORIZATION)?.to_str().ok());
        call.authorization = given.map(str::to_owned);
        match self.0.ask(call).await {
            Ok((200..300, answer)) => Ok(CallToolResult::structured(answer).into()),
            // What the engine says of it is for whoever asked to read.
            Ok((_, problem)) => Ok(CallToolResult::structured_error(problem).into()),
            Err(fault) => Err(ErrorData::internal_error(fault, None)),
        }
    }
}

/// The tools over standard input and output, until whoever asks hangs up.
///
/// # Errors
/// Where the other side does not speak the protocol.
pub async fn over_stdio(shop: impl Shop) -> Result<(), String> {
    let served = rmcp::serve_server(Desk::new(shop), rmcp::transport::stdio()).await;
    served.map_err(|e| e.to_string())?.waiting().await.map(|_| ()).map_err(|e| e.to_string())
}

/// The tools over streamable HTTP, without sessions: each call stands for itself.
pub(crate) fn service(shop: impl Shop) -> StreamableHttpService<Desk, NeverSessionManager> {
    let desk = Desk::new(shop);
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        // Whoever reaches this needs a key, which no page of a browser has.
        .disable_allowed_hosts();
    StreamableHttpService::new(move || Ok(desk.clone()), Arc::new(NeverSessionManager::default()), config)
}

impl Shop for crate::listen::Routes {
    fn ask(&self, call: Asked) -> BoxFuture<'_, Result<(u16, Value), String>> {
        Box::pin(async move {
            let Asked { method, path, body, idempotency_key, authorization } = call;
            let mut request = Request::builder().method(method).uri(&path);
            for (name, value) in [("authorization", authorization), ("idempotency-key", idempotency_key)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let body = if body.is_null() {
                Body::empty()
            } else {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            };
            let request = request.body(body).map_err(|e| format!("ask {method} {path}: {e}"))?;
            let response = self.answer(request).await;
            let status = response.status().as_u16();
            let bytes = axum::body::to_bytes(response.into_body(), crate::body::BODY_BYTES_MAX).await;
            let bytes = bytes.map_err(|e| format!("read the answer to {method} {path}: {e}"))?;
            Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
        })
    }
}
