//! The service assistant over HTTP: a conversation is opened, messages are answered with their sources, and what the
//! assistant cannot answer is handed over to a person.

mod asking;
mod desk;
mod document;
mod door;
mod facts;
mod hall;
mod hand_over;
mod reply;

use crate::app::App;
use crate::body::{Json, PrivateJson, Segment};
use crate::problem::{Problem, Problems};
use asking::Asking;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
pub use desk::ShopDesk;
use document::{ConversationDocument, TurnDocument};
pub use door::{
    Asker, AssistantDoor, AssistantTalk, ToldAnswer, ToldCall, ToldHandOver, ToldSource, ToldTurn,
};
pub use facts::{
    ShopCard, ShopItem, ShopLine, ShopOrder, ShopOrderState, ShopPrice, ShopReturn, ShopStock, ShopStore,
};
pub(crate) use hall::Hall;
pub(crate) use hand_over::Transcript;
use realtail_kernel::CustomerId;
use serde::Deserialize;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(read))
        .routes(routes!(say))
        .routes(routes!(settle))
}

/// The longest message.
const LETTERS_MAX: usize = 1_200;

/// A conversation as it is opened.
#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConversationBody)]
pub(crate) struct OpenBody {
    /// The customer it is with, as the caller's own shop knows; a shopper's session says that itself.
    customer: Option<CustomerId>,
}

/// What is said.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MessageBody)]
pub(crate) struct SayBody {
    #[schema(min_length = 1, max_length = 1200)]
    text: String,
}

fn off(why: &str) -> Problem {
    let title = "The service assistant is not there";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "assistant-not-there", title, why).retry(3600)
}

fn door(app: &App) -> Result<&Arc<dyn AssistantDoor>, Problem> {
    app.assistant.as_ref().map_err(|why| off(why))
}

fn private(status: StatusCode, value: impl serde::Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(value)).into_response()
}

/// Open a conversation with the service assistant, as a shopper with a session or with a key that may see people.
///
/// It is kept in memory for half an hour after the last message. What outlives it is the case that a person takes over; a
/// customer who has one meets it again here.
#[utoipa::path(post, path = "/v1/assistant/conversations", tag = "assistant", request_body = OpenBody,
    responses((status = 201, body = ConversationDocument), Problems))]
async fn open(State(app): State<App>, asking: Asking, body: Json<OpenBody>) -> Result<Response, Problem> {
    let door = Arc::clone(door(&app)?);
    let begun = tokio::task::spawn_blocking(move || door.begin()).await.map_err(Problem::fault)?;
    let talk = begun.map_err(|why| off(&why))?;
    let asking = asking.about(&app, body.value.customer)?;
    let room = app.hall().open(&asking, talk, app.handle.now())?;
    let document = document::of(&app, &room).await?;
    Ok(private(StatusCode::CREATED, document))
}

/// Read a conversation: what was said, with sources, and what a person has answered since.
#[utoipa::path(get, path = "/v1/assistant/conversations/{conversation}", tag = "assistant",
    params(("conversation" = String, Path)), responses((status = 200, body = ConversationDocument), Problems))]
async fn read(
    State(app): State<App>,
    asking: Asking,
    Segment(conversation): Segment<String>,
) -> Result<Response, Problem> {
    let room = app.hall().find(&asking, &conversation, app.handle.now())?;
    Ok(private(StatusCode::OK, document::of(&app, &room).await?))
}

/// Say something, and be answered. While a person has the case, it goes to that person.
///
/// The same `Idempotency-Key` again gives the same answer, as long as the conversation is kept.
#[utoipa::path(post, path = "/v1/assistant/conversations/{conversation}/messages", tag = "assistant",
    request_body = SayBody, params(("conversation" = String, Path)),
    responses((status = 200, body = TurnDocument), Problems))]
async fn say(
    State(app): State<App>,
    asking: Asking,
    Segment(conversation): Segment<String>,
    headers: HeaderMap,
    body: PrivateJson<SayBody>,
) -> Result<Response, Problem> {
    door(&app)?;
    let text = body.value.text.trim().to_owned();
    if text.is_empty() || text.chars().count() > LETTERS_MAX {
        let detail = format!("a message has 1 to {LETTERS_MAX} letters; say the rest in another");
        return Err(Problem::invalid("text", detail));
    }
    let now = app.handle.now();
    let room = app.hall().find(&asking, &conversation, now)?;
    app.hall().may_say(&asking, now)?;
    let key = crate::calls::idempotency_key(&headers)?;
    let key = key.map(|key| key.to_str().unwrap_or_default().to_owned());
    // Whoever breaks off meanwhile does not break off what has begun: a return, a hand-over.
    let (app, told) = (app.clone(), reply::Message { asking, room, key, text });
    let answering = tokio::spawn(async move { app.answer(reply::reply(&app, told)).await });
    let turn = answering.await.map_err(Problem::fault)??;
    Ok(private(StatusCode::OK, turn))
}

/// Say that no person has to answer any more: the case is closed, and the assistant answers again.
#[utoipa::path(post, path = "/v1/assistant/conversations/{conversation}/settle", tag = "assistant",
    params(("conversation" = String, Path)), responses((status = 200, body = ConversationDocument), Problems))]
async fn settle(
    State(app): State<App>,
    asking: Asking,
    Segment(conversation): Segment<String>,
) -> Result<Response, Problem> {
    let room = app.hall().find(&asking, &conversation, app.handle.now())?;
    let case = room.kept.lock().await.case.clone();
    if let Some(case) = case {
        hand_over::settle(&app, &asking, &case).await?;
    }
    Ok(private(StatusCode::OK, document::of(&app, &room).await?))
}
