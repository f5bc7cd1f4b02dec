//! Answering one message: by the assistant, off the threads that serve, or by passing it to the person who has the case.

use super::asking::Asking;
use super::desk::{Shop, ShopDesk};
use super::document::TurnDocument;
use super::door::{Asker, ToldAnswer};
use super::hall::{Kept, Room};
use super::hand_over;
use crate::app::App;
use crate::problem::Problem;
use axum::http::StatusCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedMutexGuard, mpsc};

/// So much may be said in one conversation.
const TURNS_MAX: usize = 200;
/// How long a message waits for another to be answered first.
const WAIT: Duration = Duration::from_secs(10);

/// A message, and the conversation it is said in.
pub(super) struct Message {
    pub asking: Asking,
    pub room: Arc<Room>,
    pub key: Option<String>,
    pub text: String,
}

fn busy() -> Problem {
    let detail = "as many messages are being answered as can be; say it again in a moment";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "assistant-busy", "The assistant is busy", detail).retry(2)
}

/// Answers a message.
pub(super) async fn reply(app: &App, message: Message) -> Result<TurnDocument, Problem> {
    let Message { asking, room, key, text } = message;
    let kept = tokio::time::timeout(WAIT, room.kept.clone().lock_owned()).await.map_err(|_| busy())?;
    if let (Some(key), Some((last, said, answer))) = (&key, &kept.last)
        && key == last
    {
        return if *said == text { Ok(answer.clone()) } else { Err(Problem::key_reused()) };
    }
    if kept.turns.len() >= TURNS_MAX {
        let detail = "so much was said here that it is time to begin another conversation";
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "conversation-full",
            "The conversation is long",
            detail,
        ));
    }
    let asked = TurnDocument::of_customer(&text, app.handle.now());
    let open = kept.case.clone().filter(|case| hand_over::is_open(app, case));
    let (mut kept, answer) = match open {
        Some(case) => {
            hand_over::pass_on(app, &asking, &case, &text).await?;
            (kept, TurnDocument::passed_on(app.handle.now()))
        }
        None => {
            let (mut kept, told) = think(app, &asking, &room, kept, text.clone()).await?;
            if let Some(given) = &told.hand_over {
                kept.case = Some(hand_over::hand_over(app, &asking, &room, &told, given).await?);
            }
            (kept, TurnDocument::of_assistant(&told, app.handle.now()))
        }
    };
    kept.turns.push(asked);
    kept.turns.push(answer.clone());
    kept.last = key.map(|key| (key, text, answer.clone()));
    Ok(answer)
}

/// Lets the assistant think on a thread of its own, and answers what it asks of the shop meanwhile.
async fn think(
    app: &App,
    asking: &Asking,
    room: &Room,
    mut kept: OwnedMutexGuard<Kept>,
    text: String,
) -> Result<(OwnedMutexGuard<Kept>, ToldAnswer), Problem> {
    let permit = app.hall().thinking.clone().acquire_owned();
    let permit = tokio::time::timeout(WAIT, permit).await.map_err(|_| busy())?.map_err(Problem::fault)?;
    let asker = asking.customer.as_ref().or(room.customer.as_ref());
    let asker = asker.map_or(Asker::Nobody, |customer| Asker::Customer(customer.to_string()));
    let turn = format!("{}/{}", room.conversation, kept.turns.len());
    let (jobs, mut asked) = mpsc::unbounded_channel();
    let thinking = tokio::task::spawn_blocking(move || {
        let told = kept.talk.reply(&ShopDesk { jobs }, &asker, &text);
        drop(permit);
        (kept, told)
    });
    let shop = Shop { app: app.clone(), caller: asking.caller.clone(), turn };
    while let Some(job) = asked.recv().await {
        job(shop.clone()).await;
    }
    thinking.await.map_err(Problem::fault)
}
