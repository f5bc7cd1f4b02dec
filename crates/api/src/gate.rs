//! Where calls that come in together go to the engine together.
//!
//! Each event loop gathers the requests of one turn and hands them over at once, and gets their answers at once:
//! two thread wake-ups a turn instead of two a call.

use crate::app::App;
use crate::calls::Answer;
use crate::problem::Problem;
use realtail_engine::{NotTaken, Request};
use realtail_platform::Command;
use smallvec::SmallVec;
use std::cell::RefCell;
use std::future::Future;
use tokio::sync::oneshot;

type Waiting = oneshot::Sender<Result<Answer, NotTaken>>;

thread_local! {
    /// What came in during this turn of this thread's event loop.
    static TURN: RefCell<Vec<(Request<Command>, Waiting)>> = const { RefCell::new(Vec::new()) };
}

/// Hands a request to the engine; the outcome comes when all it rests on is durable.
pub(crate) fn submit(
    app: &App,
    request: Request<Command>,
) -> impl Future<Output = Result<Answer, Problem>> + use<> {
    let (sender, receiver) = oneshot::channel();
    let is_first = TURN.with_borrow_mut(|turn| {
        turn.push((request, sender));
        turn.len() == 1
    });
    if is_first {
        // Runs behind all calls that are ready in this turn.
        tokio::spawn(hand_over(app.clone()));
    }
    async move { receiver.await.unwrap_or(Err(NotTaken::Stopping)).map_err(Problem::from) }
}

async fn hand_over(app: App) {
    let turn = TURN.with_borrow_mut(std::mem::take);
    let (requests, waiting): (SmallVec<[_; 1]>, Vec<Waiting>) = turn.into_iter().unzip();
    let (sender, receiver) = oneshot::channel();
    let reply = Box::new(move |outcomes| {
        // The event loop has ended: nobody waits any more.
        let _ = sender.send(outcomes);
    });
    let taken = app.handle.submit(requests, reply);
    let outcomes = match taken {
        Ok(()) => receiver.await.map_err(|_| NotTaken::Stopping),
        Err(reason) => Err(reason),
    };
    match outcomes {
        // A caller that has gone away needs no answer.
        Ok(outcomes) => waiting.into_iter().zip(outcomes).for_each(|(w, outcome)| drop(w.send(Ok(outcome)))),
        Err(reason) => waiting.into_iter().for_each(|w| drop(w.send(Err(reason)))),
    }
}
