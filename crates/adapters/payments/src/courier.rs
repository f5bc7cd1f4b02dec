//! Takes asks to providers as soon as they are durable, and brings the answers back in batches.

use crate::Settings;
use crate::desk::{Answered, Desk, NotTaken, Pending};
use crate::line::{Line, Step};
use crate::provider::{Found, Performed, Provider, Reply, Told, word};
use futures_util::stream::{FuturesUnordered, StreamExt};
use realtail_kernel::{PaymentId, Word};
use realtail_vocabulary::{PaymentAsk, ProviderAnswer};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tokio::time::Instant;

#[cfg(test)]
mod tests;

/// Calls begun, and messages taken in, before answers are handed in.
const TURN_MAX: usize = 512;
/// Batches of answers that may be on their way to the disk at once.
const BATCHES_MAX: usize = 8;
/// After this answers are handed in again that the engine was too busy to take.
const HAND_IN_AGAIN: Duration = Duration::from_millis(20);
/// What is on its way at a stop may still come back within this time.
const STOP_PATIENCE: Duration = Duration::from_secs(1);

/// The engine is stopping.
struct Over;

/// A call that has come back.
enum Back {
    Performed(Performed),
    Found(Found),
}

/// An answer on its way to the engine, with the provider that gave it.
struct Outgoing {
    counter: usize,
    answered: Answered,
}

/// A provider, and what waits for it.
struct Counter {
    provider: Arc<dyn Provider>,
    settings: Settings,
    line: Line,
}

/// The running courier. Stop it before the engine, whose handles it holds.
pub struct Payments {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Payments {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(
        desk: Arc<dyn Desk>,
        providers: Vec<(Arc<dyn Provider>, Settings)>,
    ) -> std::io::Result<Payments> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        // Looked at before anybody can ask for more, so that nothing new is taken for what waits from before the start.
        let begins = Begins::of(&*desk);
        let run = move || {
            runtime.block_on(carry(desk, begins, providers, stopped));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("payments".to_owned()).spawn(run)?;
        Ok(Payments { stop, thread })
    }

    /// Lets what is on its way come back, if it does so soon, and ends. What does not is looked up after the next start.
    pub fn stop(self) {
        let Payments { stop, thread } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the payments thread has panicked");
        }
    }
}

/// What there is to do at the start, and what comes from then on.
pub(crate) struct Begins {
    asks: UnboundedReceiver<Vec<PaymentAsk>>,
    waiting: Pending<Vec<PaymentAsk>>,
}

impl Begins {
    pub(crate) fn of(desk: &dyn Desk) -> Begins {
        Begins { asks: desk.asks(), waiting: desk.waiting() }
    }
}

/// Carries until it is stopped.
pub(crate) async fn carry(
    desk: Arc<dyn Desk>,
    Begins { mut asks, waiting }: Begins,
    providers: Vec<(Arc<dyn Provider>, Settings)>,
    mut stopped: watch::Receiver<bool>,
) {
    let waiting = tokio::select! {
        waiting = waiting => waiting,
        () = told_to_stop(&mut stopped) => return,
    };
    let events = |provider: &Arc<dyn Provider>| Some((provider.name().to_owned(), provider.events()?));
    for (name, events) in providers.iter().filter_map(|(provider, _)| events(provider)) {
        tokio::spawn(pass_on(desk.clone(), name, events));
    }
    let mut round = Round::new(desk, providers);
    if !waiting.is_empty() {
        tracing::info!("{} asks to payment providers wait from before the start", waiting.len());
    }
    // Whether they were sent before the process ended nobody knows, so the provider is asked first.
    waiting.into_iter().for_each(|ask| round.take(ask, Step::LookUp));
    while let Ok(()) = round.step(&mut asks, &mut stopped).await {}
}

/// Hands over what a provider inside this process has to tell, each event after its time.
async fn pass_on(desk: Arc<dyn Desk>, provider: String, mut events: UnboundedReceiver<Told>) {
    let mut on_their_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            event = events.recv() => {
                let Some(event) = event else { return };
                let (desk, provider) = (desk.clone(), provider.clone());
                on_their_way.push(async move {
                    tokio::time::sleep(event.after).await;
                    desk.told(&provider, event).await;
                });
            }
            Some(()) = on_their_way.next() => (),
        }
    }
}

/// A batch of answers, and whether the engine took it.
type Handed = (Vec<Outgoing>, Result<(), NotTaken>);

/// All counters, and what is on its way between them and the engine.
struct Round {
    desk: Arc<dyn Desk>,
    counters: Vec<Counter>,
    calls: FuturesUnordered<Pending<(usize, PaymentId, Back)>>,
    outgoing: Vec<Outgoing>,
    batches: FuturesUnordered<Pending<Handed>>,
    busy_until: Option<Instant>,
    /// Providers that asks name and that are not switched on.
    strangers: BTreeSet<Word>,
}

impl Round {
    fn new(desk: Arc<dyn Desk>, providers: Vec<(Arc<dyn Provider>, Settings)>) -> Round {
        let counter = |(provider, settings): (Arc<dyn Provider>, Settings)| {
            let line = Line::new(settings.clone());
            Counter { provider, settings, line }
        };
        Round {
            desk,
            counters: providers.into_iter().map(counter).collect(),
            calls: FuturesUnordered::new(),
            outgoing: Vec::new(),
            batches: FuturesUnordered::new(),
            busy_until: None,
            strangers: BTreeSet::new(),
        }
    }

    /// Starts what can be started, hands in what was answered, and takes in whatever happens next.
    async fn step(
        &mut self,
        asks: &mut UnboundedReceiver<Vec<PaymentAsk>>,
        stopped: &mut watch::Receiver<bool>,
    ) -> Result<(), Over> {
        for _ in 0..TURN_MAX {
            let Ok(new) = asks.try_recv() else { break };
            new.into_iter().for_each(|ask| self.take(ask, Step::Perform));
        }
        let now = Instant::now();
        let has_more = self.start(now);
        self.hand_in(now);
        let wake = self.next_wake();
        tokio::select! {
            biased;
            () = told_to_stop(stopped) => {
                self.finish().await;
                Err(Over)
            }
            Some((batch, result)) = self.batches.next() => self.handed_in(batch, result),
            Some((counter, payment, back)) = self.calls.next() => {
                self.come_back(counter, payment, back);
                Ok(())
            }
            () = std::future::ready(()), if has_more => Ok(()),
            new = next(asks) => {
                new.into_iter().for_each(|ask| self.take(ask, Step::Perform));
                Ok(())
            }
            () = at(wake) => Ok(()),
        }
    }

    fn take(&mut self, ask: PaymentAsk, step: Step) {
        let counter = self.counters.iter_mut().find(|c| c.provider.name() == ask.provider.as_str());
        match counter {
            Some(counter) => counter.line.take(self.desk.open(ask), step),
            None if self.strangers.contains(&ask.provider) => (),
            None => {
                let provider = &ask.provider;
                tracing::warn!(
                    "the payment provider {provider} is not switched on; what is asked of it waits"
                );
                self.strangers.insert(ask.provider);
            }
        }
    }

    /// Begins calls; whether there are more than fit into one turn.
    fn start(&mut self, now: Instant) -> bool {
        let mut begun = 0;
        for n in 0..self.counters.len() {
            self.counters[n].line.wake(now);
            while let Some(payment) = self.counters[n].line.next(now) {
                self.call(n, &payment, now);
                begun += 1;
                if begun == TURN_MAX {
                    return true;
                }
            }
        }
        false
    }

    fn call(&mut self, n: usize, payment: &PaymentId, now: Instant) {
        let Counter { provider, settings, line } = &mut self.counters[n];
        let Some(case) = line.case(payment) else { return };
        // A webhook may have been quicker than what would be looked up.
        let ask = case.ask.ask;
        if (case.tries > 0 || case.step == Step::LookUp) && !self.desk.lacks_answer(payment, ask) {
            return line.finish(payment, ask);
        }
        let timeout = settings.timeout;
        let (reply, payment) = match case.step {
            Step::Perform => match provider.perform(&case.ask) {
                Reply::Now(performed) => return self.performed(n, payment, performed, now),
                Reply::Later(call) => {
                    (in_time(timeout, call, Back::Performed, performed_late), payment.clone())
                }
            },
            Step::LookUp => match provider.look_up(&case.ask) {
                Reply::Now(found) => return self.found(n, payment, found, now),
                Reply::Later(call) => (in_time(timeout, call, Back::Found, found_late), payment.clone()),
            },
        };
        line.begin(&payment);
        self.calls.push(Box::pin(async move { (n, payment, reply.await) }));
    }

    fn come_back(&mut self, n: usize, payment: PaymentId, back: Back) {
        self.counters[n].line.come_back();
        let now = Instant::now();
        match back {
            Back::Performed(performed) => self.performed(n, &payment, performed, now),
            Back::Found(found) => self.found(n, &payment, found, now),
        }
    }

    fn performed(&mut self, n: usize, payment: &PaymentId, performed: Performed, now: Instant) {
        match performed {
            Performed::Answered(ProviderAnswer::Unsure { problem }) => {
                self.nobody_knows(n, payment, problem, None, now);
            }
            Performed::Answered(answer) => self.answered(n, payment, answer),
            Performed::NotTaken { problem, wait } => {
                let Counter { provider, line, .. } = &mut self.counters[n];
                let wait = line.pause(payment, now, wait);
                tracing::warn!(
                    "{} took nothing, and is left alone for {wait:.1?}: {problem}",
                    provider.name()
                );
            }
        }
    }

    fn found(&mut self, n: usize, payment: &PaymentId, found: Found, now: Instant) {
        match found {
            Found::Answered(ProviderAnswer::Unsure { problem }) => {
                self.nobody_knows(n, payment, problem, None, now);
            }
            Found::Answered(answer) => self.answered(n, payment, answer),
            Found::NeverArrived => {
                let line = &mut self.counters[n].line;
                if let Some(case) = line.case(payment) {
                    case.step = Step::Perform;
                }
                line.is_ready(payment);
            }
            Found::StillUnsure { problem, wait } => self.nobody_knows(n, payment, word(&problem), wait, now),
        }
    }

    /// It is told once, and looked up until it is known.
    fn nobody_knows(
        &mut self,
        n: usize,
        payment: &PaymentId,
        problem: Word,
        wait: Option<Duration>,
        now: Instant,
    ) {
        let Counter { provider, line, .. } = &mut self.counters[n];
        let Some(case) = line.case(payment) else { return };
        let ask = case.ask.ask;
        case.step = Step::LookUp;
        case.tries = case.tries.saturating_add(1);
        if !std::mem::replace(&mut case.is_told, true) {
            tracing::warn!("payment {payment}, ask {ask}: {} is looked up: {problem}", provider.name());
            let answered =
                Answered { payment: payment.clone(), ask, answer: ProviderAnswer::Unsure { problem } };
            self.outgoing.push(Outgoing { counter: n, answered });
        }
        line.sleep(payment, now, wait);
    }

    fn answered(&mut self, n: usize, payment: &PaymentId, answer: ProviderAnswer) {
        let line = &mut self.counters[n].line;
        let Some(ask) = line.case(payment).map(|case| case.ask.ask) else { return };
        line.is_answered(payment);
        let answered = Answered { payment: payment.clone(), ask, answer };
        self.outgoing.push(Outgoing { counter: n, answered });
    }

    fn hand_in(&mut self, now: Instant) {
        let is_busy = self.busy_until.is_some_and(|until| until > now);
        if self.outgoing.is_empty() || is_busy || self.batches.len() >= BATCHES_MAX {
            return;
        }
        self.busy_until = None;
        let batch = std::mem::take(&mut self.outgoing);
        let taken = self.desk.answer(batch.iter().map(|outgoing| outgoing.answered.clone()).collect());
        self.batches.push(Box::pin(async move { (batch, taken.await) }));
    }

    fn handed_in(&mut self, batch: Vec<Outgoing>, result: Result<(), NotTaken>) -> Result<(), Over> {
        match result {
            Ok(()) => {
                for Outgoing { counter, answered } in &batch {
                    if !matches!(answered.answer, ProviderAnswer::Unsure { .. }) {
                        self.counters[*counter].line.finish(&answered.payment, answered.ask);
                    }
                }
                Ok(())
            }
            Err(NotTaken::Busy) => {
                self.outgoing.splice(0..0, batch);
                self.busy_until = Some(Instant::now() + HAND_IN_AGAIN);
                Ok(())
            }
            Err(NotTaken::Stopping) => Err(Over),
        }
    }

    fn next_wake(&self) -> Option<Instant> {
        let lines = self.counters.iter().filter_map(|counter| counter.line.next_wake());
        let busy = if self.outgoing.is_empty() { None } else { self.busy_until };
        lines.chain(busy).min()
    }

    /// At a stop: what comes back within a moment need not be looked up after the next start.
    async fn finish(&mut self) {
        let patience = tokio::time::sleep(STOP_PATIENCE);
        tokio::pin!(patience);
        loop {
            self.hand_in(Instant::now());
            let done = tokio::select! {
                biased;
                () = &mut patience => Err(Over),
                Some((batch, result)) = self.batches.next() => self.handed_in(batch, result),
                Some((counter, payment, back)) = self.calls.next() => {
                    self.come_back(counter, payment, back);
                    Ok(())
                }
                () = at(self.busy_until), if !self.outgoing.is_empty() => Ok(()),
                else => Err(Over),
            };
            if done.is_err() {
                return;
            }
        }
    }
}

fn in_time<T: Send + 'static>(
    timeout: Duration,
    call: Pending<T>,
    back: fn(T) -> Back,
    late: fn(Duration) -> Back,
) -> Pending<Back> {
    Box::pin(async move {
        match tokio::time::timeout(timeout, call).await {
            Ok(heard) => back(heard),
            Err(_) => late(timeout),
        }
    })
}

fn performed_late(timeout: Duration) -> Back {
    let problem = word(&format!("no answer within {timeout:?}"));
    Back::Performed(Performed::Answered(ProviderAnswer::Unsure { problem }))
}

fn found_late(timeout: Duration) -> Back {
    Back::Found(Found::StillUnsure { problem: format!("no answer within {timeout:?}"), wait: None })
}

/// Comes back once the courier is to stop, or nobody is left to say so.
async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

async fn next(asks: &mut UnboundedReceiver<Vec<PaymentAsk>>) -> Vec<PaymentAsk> {
    match asks.recv().await {
        Some(asks) => asks,
        // The engine has ended: wait to be stopped.
        None => std::future::pending().await,
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}
