//! The courier of one endpoint: reads on from its cursor, delivers, and writes down how far it has got.

use crate::Settings;
use crate::client::Client;
use crate::delivery::{Fate, Line};
use crate::ledger::{Ledger, Letter, NotRecorded, Note, Page, Standing};
use crate::queue::Queue;
use futures_util::stream::{FuturesUnordered, StreamExt};
use realtail_kernel::{Position, WebhookName};
use realtail_vocabulary::{ActionKind, DeadLetter};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Letters that are done before the cursor is written down.
const DONE_MAX: usize = 64;
/// The longest that the cursor waits to be written down.
const CURSOR_LAG_MAX: Duration = Duration::from_secs(1);
/// So many entries without an action for this endpoint move its cursor too, or a restart would read them all again.
const QUIET_MAX: u64 = 100_000;
/// Given-up deliveries that are tried again at once.
const AGAIN_MAX: usize = 4;
/// What is on its way at a stop may still arrive within this time.
const STOP_PATIENCE: Duration = Duration::from_secs(1);
/// After this the log is asked again, where it could not be read or take a note.
const ASK_AGAIN: Duration = Duration::from_millis(200);

/// A delivery that has ended.
enum Done {
    /// One in its turn.
    Turn(Letter, Fate),
    /// One that a person asked to try again.
    Again(Position, Fate),
}

type Underway = FuturesUnordered<Pin<Box<dyn Future<Output = Done> + Send>>>;

/// The engine is stopping, or the endpoint is gone.
struct Over;

/// Delivers to one endpoint.
pub(crate) struct Courier {
    ledger: Arc<dyn Ledger>,
    client: Client,
    settings: Arc<Settings>,
    name: WebhookName,
}

/// A courier on its way.
struct Tour {
    ledger: Arc<dyn Ledger>,
    settings: Arc<Settings>,
    name: WebhookName,
    line: Arc<Line>,
    kinds: Vec<ActionKind>,
    queue: Queue,
    underway: Underway,
    in_turn: usize,
    resend: BTreeSet<Position>,
    again: BTreeSet<Position>,
    reading: Option<JoinHandle<Result<Page, String>>>,
    /// Where the log ended when there last was something new.
    end: Position,
    /// The cursor as it is written down.
    recorded: Position,
    done: usize,
    done_since: Option<Instant>,
}

impl Courier {
    pub fn new(
        ledger: Arc<dyn Ledger>,
        client: Client,
        settings: Arc<Settings>,
        name: WebhookName,
    ) -> Courier {
        Courier { ledger, client, settings, name }
    }

    /// Delivers until the endpoint is gone or the outbox stops.
    pub async fn run(self, mut stopped: watch::Receiver<bool>) {
        let mut changed = self.ledger.changed();
        let Courier { ledger, client, settings, name } = self;
        let Some(standing) = ledger.endpoint(&name) else { return };
        let key = ledger.signing_key(&name);
        let line = Line::new(client, settings.clone(), ledger.clone(), key, standing.webhook.url.clone());
        let mut tour = Tour {
            ledger,
            settings,
            name,
            line: Arc::new(line),
            kinds: Vec::new(),
            queue: Queue::new(standing.cursor),
            underway: FuturesUnordered::new(),
            in_turn: 0,
            resend: BTreeSet::new(),
            again: BTreeSet::new(),
            reading: None,
            end: *changed.borrow_and_update(),
            recorded: standing.cursor,
            done: 0,
            done_since: None,
        };
        tour.heed(standing);
        while let Ok(()) = tour.step(&mut changed, &mut stopped).await {}
    }
}

impl Tour {
    /// Starts what can be started, and takes in whatever happens next.
    async fn step(
        &mut self,
        changed: &mut watch::Receiver<Position>,
        stopped: &mut watch::Receiver<bool>,
    ) -> Result<(), Over> {
        self.read();
        self.start();
        let flush_at = self.done_since.map(|since| since + CURSOR_LAG_MAX);
        tokio::select! {
            biased;
            () = crate::told_to_stop(stopped) => {
                self.finish().await;
                Err(Over)
            }
            new = changed.changed() => {
                new.map_err(|_| Over)?;
                self.end = *changed.borrow_and_update();
                let standing = self.ledger.endpoint(&self.name).ok_or(Over)?;
                self.heed(standing);
                Ok(())
            }
            Some(done) = self.underway.next() => self.settle(done).await,
            page = joined(&mut self.reading) => {
                self.reading = None;
                self.take(page).await
            }
            () = at(flush_at) => self.record_cursor().await,
        }
    }

    /// The endpoint as it stands now: its address, what it wants, what is to be tried again.
    fn heed(&mut self, standing: Standing) {
        let Standing { webhook, cursor, resend } = standing;
        self.line.redirect(&webhook.url);
        self.kinds = webhook.actions;
        self.resend = resend;
        if cursor > self.recorded {
            self.recorded = cursor;
        }
    }

    fn read(&mut self) {
        let (from, max) = (self.queue.read_from(), self.queue.room());
        if self.reading.is_some() || max == 0 || from >= self.end {
            return;
        }
        let (ledger, kinds) = (self.ledger.clone(), self.kinds.clone());
        self.reading = Some(tokio::task::spawn_blocking(move || ledger.letters_from(from, &kinds, max)));
    }

    async fn take(&mut self, page: Result<Page, String>) -> Result<(), Over> {
        let from = self.queue.read_from();
        match page {
            Ok(page) => {
                self.queue.add(page);
                if self.queue.read_from() == from {
                    // Nothing to be had yet: wait until there is more.
                    self.end = from;
                }
            }
            Err(fault) => {
                tracing::error!("webhook {}: read the log: {fault}", self.name);
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
        if self.queue.done_through().0 >= self.recorded.0 + QUIET_MAX {
            return self.record_cursor().await;
        }
        Ok(())
    }

    fn start(&mut self) {
        while self.in_turn < self.settings.window {
            let Some(letter) = self.queue.next() else { break };
            let line = self.line.clone();
            self.in_turn += 1;
            self.underway.push(Box::pin(async move {
                let fate = line.deliver(&letter).await;
                Done::Turn(letter, fate)
            }));
        }
        let waiting = self.resend.difference(&self.again).copied();
        let waiting: Vec<Position> = waiting.take(AGAIN_MAX.saturating_sub(self.again.len())).collect();
        for position in waiting {
            self.again.insert(position);
            let (line, ledger) = (self.line.clone(), self.ledger.clone());
            self.underway.push(Box::pin(async move {
                Done::Again(position, deliver_again(&line, ledger, position).await)
            }));
        }
    }

    async fn settle(&mut self, done: Done) -> Result<(), Over> {
        match done {
            Done::Turn(letter, fate) => {
                self.in_turn -= 1;
                match fate {
                    Fate::Arrived => self.ledger.delivered(&letter),
                    Fate::GivenUp { attempts, error } => {
                        self.give_up(letter.position, attempts, error).await?;
                    }
                }
                self.queue.done(&letter);
                self.done += 1;
                self.done_since.get_or_insert_with(Instant::now);
                if self.done >= DONE_MAX { self.record_cursor().await } else { Ok(()) }
            }
            Done::Again(position, fate) => {
                match fate {
                    Fate::Arrived => {
                        self.record(Note::Redelivered { webhook: self.name.clone(), position }).await?;
                    }
                    Fate::GivenUp { attempts, error } => self.give_up(position, attempts, error).await?,
                }
                self.resend.remove(&position);
                self.again.remove(&position);
                Ok(())
            }
        }
    }

    async fn give_up(&mut self, position: Position, attempts: u32, error: String) -> Result<(), Over> {
        let webhook = self.name.clone();
        tracing::warn!("webhook {webhook}: gave up action {position} after {attempts} tries: {error}");
        let given_up_at = self.ledger.now();
        self.record(Note::GiveUp(DeadLetter { webhook, position, attempts, error, given_up_at })).await
    }

    async fn record_cursor(&mut self) -> Result<(), Over> {
        (self.done, self.done_since) = (0, None);
        let through = self.queue.done_through();
        if through <= self.recorded {
            return Ok(());
        }
        self.record(Note::Advance { webhook: self.name.clone(), through }).await?;
        self.recorded = through;
        Ok(())
    }

    /// Writes a note down, however long the engine is too busy to take it.
    async fn record(&mut self, note: Note) -> Result<(), Over> {
        loop {
            match self.ledger.record(note.clone()).await {
                Ok(()) => return Ok(()),
                Err(NotRecorded::Stopping) => return Err(Over),
                Err(NotRecorded::Busy) => tokio::time::sleep(ASK_AGAIN).await,
            }
        }
    }

    /// At a stop: what arrives within a moment need not be sent again after the next start.
    async fn finish(&mut self) {
        let patience = tokio::time::sleep(STOP_PATIENCE);
        tokio::pin!(patience);
        loop {
            let done = tokio::select! {
                done = self.underway.next() => done,
                () = &mut patience => None,
            };
            let Some(done) = done else { break };
            if self.settle(done).await.is_err() {
                return;
            }
        }
        let _ = self.record_cursor().await;
    }
}

async fn deliver_again(line: &Line, ledger: Arc<dyn Ledger>, position: Position) -> Fate {
    let letters = tokio::task::spawn_blocking(move || ledger.letters_at(position)).await;
    let given_up = |error: String| Fate::GivenUp { attempts: 0, error };
    let letters = match letters {
        Ok(Ok(letters)) => letters,
        Ok(Err(fault)) => return given_up(format!("read the log: {fault}")),
        Err(fault) => return given_up(format!("read the log: {fault}")),
    };
    if letters.is_empty() {
        return given_up("the log has no action at this entry".to_owned());
    }
    for letter in &letters {
        let fate = line.deliver(letter).await;
        if fate != Fate::Arrived {
            return fate;
        }
    }
    Fate::Arrived
}

/// What was read, once it is; never where nothing is being read.
async fn joined(reading: &mut Option<JoinHandle<Result<Page, String>>>) -> Result<Page, String> {
    match reading {
        Some(reading) => reading.await.unwrap_or_else(|fault| Err(fault.to_string())),
        None => std::future::pending().await,
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}
