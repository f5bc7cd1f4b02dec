//! Stands for the engine: a list of actions, and the notes of the outbox applied as the platform would.

use bytes::Bytes;
use realtail_kernel::{Instant, Position, WebhookName};
use realtail_outbox_webhook::{Ledger, Letter, NotRecorded, Note, Page, Recorded, Standing};
use realtail_vocabulary::{ActionKind, DeadLetter, Webhook};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

#[derive(Default)]
pub struct State {
    pub letters: Vec<Letter>,
    pub endpoints: BTreeMap<WebhookName, Standing>,
    pub dead: BTreeMap<(WebhookName, Position), DeadLetter>,
    pub delivered: Vec<String>,
    /// So many notes are met with "busy" first.
    pub busy: usize,
    /// Notes that moved a cursor.
    pub advances: usize,
}

pub struct Engine {
    state: Arc<Mutex<State>>,
    end: watch::Sender<Position>,
}

pub fn name(text: &str) -> WebhookName {
    WebhookName::new(text).expect("a name")
}

impl Engine {
    pub fn new() -> Arc<Engine> {
        Arc::new(Engine { state: Arc::default(), end: watch::Sender::new(Position(1)) })
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic")
    }

    pub fn set_webhook(&self, webhook: &str, url: String) {
        let webhook = Webhook { webhook: name(webhook), url, actions: Vec::new() };
        let cursor = Position(self.end.borrow().0 - 1);
        let standing = Standing { webhook: webhook.clone(), cursor, resend: BTreeSet::new() };
        self.state().endpoints.insert(webhook.webhook, standing);
        self.end.send_modify(|_| ());
    }

    pub fn remove_webhook(&self, webhook: &str) {
        self.state().endpoints.remove(&name(webhook));
        self.end.send_modify(|_| ());
    }

    /// Asks to try again what was given up.
    pub fn resend(&self, webhook: &str, position: u64) {
        let (webhook, position) = (name(webhook), Position(position));
        let mut state = self.state();
        state.dead.remove(&(webhook.clone(), position)).expect("a dead letter");
        state.endpoints.get_mut(&webhook).expect("an endpoint").resend.insert(position);
        drop(state);
        self.end.send_modify(|_| ());
    }

    /// Each word is an action, about what the word says.
    pub fn act(&self, subjects: &str) {
        for subject in subjects.split_whitespace() {
            let position = *self.end.borrow();
            self.state().letters.push(Letter {
                position,
                n: 0,
                subject: subject.to_owned(),
                body: Bytes::from(format!(
                    "{{\"id\":\"{position}.0\",\"traceid\":\"1\",\"subject\":\"{subject}\"}}"
                )),
                signal: "test".to_owned(),
                received_at: self.now(),
            });
            self.end.send_replace(position.next());
        }
    }

    pub fn cursor(&self, webhook: &str) -> u64 {
        self.state().endpoints[&name(webhook)].cursor.0
    }

    pub fn dead(&self, webhook: &str) -> Vec<(u64, u32, String)> {
        let of = |(w, position): &(WebhookName, Position), letter: &DeadLetter| {
            (*w == name(webhook)).then(|| (position.0, letter.attempts, letter.error.clone()))
        };
        self.state().dead.iter().filter_map(|(key, letter)| of(key, letter)).collect()
    }
}

/// Waits until something is so.
#[track_caller]
pub fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..2000 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never: {what}");
}

fn apply(state: &mut State, note: Note) {
    match note {
        Note::Advance { webhook, through } => {
            if let Some(endpoint) = state.endpoints.get_mut(&webhook) {
                assert!(endpoint.cursor <= through, "a cursor went back to {through}");
                endpoint.cursor = through;
                state.advances += 1;
            }
        }
        Note::GiveUp(letter) => {
            if let Some(endpoint) = state.endpoints.get_mut(&letter.webhook) {
                endpoint.resend.remove(&letter.position);
                state.dead.insert((letter.webhook.clone(), letter.position), letter);
            }
        }
        Note::Redelivered { webhook, position } => {
            if let Some(endpoint) = state.endpoints.get_mut(&webhook) {
                assert!(endpoint.resend.remove(&position), "{position} was not to be tried again");
            }
        }
    }
}

impl Ledger for Engine {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        Instant::from_micros(i64::try_from(since.as_micros()).expect("before the end of time"))
    }

    fn changed(&self) -> watch::Receiver<Position> {
        self.end.subscribe()
    }

    fn endpoints(&self) -> Vec<WebhookName> {
        self.state().endpoints.keys().cloned().collect()
    }

    fn endpoint(&self, webhook: &WebhookName) -> Option<Standing> {
        self.state().endpoints.get(webhook).cloned()
    }

    fn signing_key(&self, _: &WebhookName) -> [u8; 32] {
        [7; 32]
    }

    fn letters_from(&self, from: Position, _: &[ActionKind], max: usize) -> Result<Page, String> {
        let state = self.state();
        let letters = state.letters.iter().filter(|l| l.position >= from).take(max).cloned();
        let letters: Vec<Letter> = letters.collect();
        let through = letters.last().map_or(Position(from.0 - 1), |l| l.position);
        Ok(Page { letters, through })
    }

    fn letters_at(&self, position: Position) -> Result<Vec<Letter>, String> {
        Ok(self.state().letters.iter().filter(|l| l.position == position).cloned().collect())
    }

    fn record(&self, note: Note) -> Recorded {
        let mut state = self.state();
        let taken = if state.busy > 0 {
            state.busy -= 1;
            Err(NotRecorded::Busy)
        } else {
            apply(&mut state, note);
            Ok(())
        };
        drop(state);
        Box::pin(async move { taken })
    }

    fn delivered(&self, letter: &Letter) {
        self.state().delivered.push(letter.id());
    }
}
