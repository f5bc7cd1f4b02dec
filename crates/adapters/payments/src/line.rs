//! The asks that wait at one provider: one of each payment at a time, so many calls at once, and pauses.

use crate::Settings;
use crate::backoff::backoff;
use realtail_kernel::PaymentId;
use realtail_vocabulary::PaymentAsk;
use smallvec::SmallVec;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::Duration;
use tokio::time::Instant;

/// What to do next with an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Send it.
    Perform,
    /// It may have been sent: find out what became of it.
    LookUp,
}

/// Where an ask is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// An earlier ask of the same payment comes first.
    Behind,
    /// It can go.
    Ready,
    /// The provider has it.
    UnderWay,
    /// It is left alone for a while.
    Asleep(Instant),
    /// Its answer is being made durable.
    Answered,
}

/// An ask, and how far it has come.
#[derive(Debug)]
pub(crate) struct Case {
    pub ask: PaymentAsk,
    pub step: Step,
    /// How often nobody knew.
    pub tries: u32,
    /// Whether the engine was told that nobody knows.
    pub is_told: bool,
    place: Place,
}

/// The asks that wait at one provider.
pub(crate) struct Line {
    settings: Settings,
    /// All asks of a payment, the one whose turn it is first.
    payments: HashMap<PaymentId, SmallVec<[Case; 1]>>,
    ready: VecDeque<PaymentId>,
    asleep: BTreeSet<(Instant, PaymentId)>,
    under_way: usize,
    /// How often in a row the provider took nothing.
    failures: u32,
    paused_until: Option<Instant>,
}

impl Line {
    pub fn new(settings: Settings) -> Line {
        Line {
            settings,
            payments: HashMap::new(),
            ready: VecDeque::new(),
            asleep: BTreeSet::new(),
            under_way: 0,
            failures: 0,
            paused_until: None,
        }
    }

    /// Takes an ask in; one that is here already is not taken twice.
    pub fn take(&mut self, ask: PaymentAsk, step: Step) {
        let payment = ask.payment.clone();
        let cases = self.payments.entry(payment.clone()).or_default();
        if cases.iter().any(|case| case.ask.ask == ask.ask) {
            return;
        }
        let place = if cases.is_empty() { Place::Ready } else { Place::Behind };
        cases.push(Case { ask, step, tries: 0, is_told: false, place });
        if place == Place::Ready {
            self.ready.push_back(payment);
        } else if let Place::Asleep(until) = cases[0].place {
            // That there is a further ask means that the first was answered elsewhere, by a webhook.
            self.asleep.remove(&(until, payment.clone()));
            self.is_ready(&payment);
        }
    }

    /// The next payment that a call may be made for.
    pub fn next(&mut self, now: Instant) -> Option<PaymentId> {
        if self.paused_until.is_some_and(|until| until > now) {
            return None;
        }
        // A provider that was down is tried with one call before it gets all that waits.
        let window = if self.failures > 0 { 1 } else { self.settings.window };
        if self.under_way >= window { None } else { self.ready.pop_front() }
    }

    /// The ask of a payment whose turn it is.
    pub fn case(&mut self, payment: &PaymentId) -> Option<&mut Case> {
        self.payments.get_mut(payment)?.first_mut()
    }

    /// The provider has it, and has not answered yet.
    pub fn begin(&mut self, payment: &PaymentId) {
        self.under_way += 1;
        self.place(payment, Place::UnderWay);
    }

    /// The call has come back.
    pub fn come_back(&mut self) {
        self.under_way -= 1;
    }

    /// It can go.
    pub fn is_ready(&mut self, payment: &PaymentId) {
        self.place(payment, Place::Ready);
        self.ready.push_back(payment.clone());
    }

    /// It is left alone for a while.
    pub fn sleep(&mut self, payment: &PaymentId, now: Instant, wait: Option<Duration>) {
        let Some(case) = self.payments.get_mut(payment).and_then(|cases| cases.first_mut()) else { return };
        let until = now + backoff(&self.settings, case.tries).max(wait.unwrap_or_default());
        case.place = Place::Asleep(until);
        self.asleep.insert((until, payment.clone()));
    }

    /// Its answer is known.
    pub fn is_answered(&mut self, payment: &PaymentId) {
        self.failures = 0;
        self.place(payment, Place::Answered);
    }

    /// The provider took nothing: it is left alone for a while, and this ask is the first that it gets then.
    pub fn pause(&mut self, payment: &PaymentId, now: Instant, wait: Option<Duration>) -> Duration {
        self.place(payment, Place::Ready);
        self.ready.push_front(payment.clone());
        if self.paused_until.is_none_or(|until| until <= now) {
            self.failures += 1;
        }
        let wait = backoff(&self.settings, self.failures).max(wait.unwrap_or_default());
        self.paused_until = self.paused_until.max(Some(now + wait));
        wait
    }

    /// The ask is at its end, and the next of its payment has its turn.
    pub fn finish(&mut self, payment: &PaymentId, ask: u32) {
        let Some(cases) = self.payments.get_mut(payment) else { return };
        if cases.first().is_none_or(|case| case.ask.ask != ask) {
            return;
        }
        cases.remove(0);
        if cases.is_empty() {
            self.payments.remove(payment);
        } else {
            self.is_ready(payment);
        }
    }

    /// Those that have slept long enough can go.
    pub fn wake(&mut self, now: Instant) {
        while self.asleep.first().is_some_and(|(until, _)| *until <= now) {
            let Some((_, payment)) = self.asleep.pop_first() else { return };
            self.is_ready(&payment);
        }
    }

    /// When something can go that cannot now.
    pub fn next_wake(&self) -> Option<Instant> {
        let asleep = self.asleep.first().map(|(until, _)| *until);
        let paused = if self.ready.is_empty() { None } else { self.paused_until };
        asleep.into_iter().chain(paused).min()
    }

    fn place(&mut self, payment: &PaymentId, place: Place) {
        if let Some(case) = self.case(payment) {
            case.place = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_provider::asks::{authorise, capture};

    fn line(window: usize) -> Line {
        Line::new(Settings { window, ..Settings::default() })
    }

    fn started(line: &mut Line, now: Instant) -> Vec<String> {
        let mut started = Vec::new();
        while let Some(payment) = line.next(now) {
            line.begin(&payment);
            started.push(payment.to_string());
        }
        started
    }

    #[test]
    fn asks_of_one_payment_go_one_after_the_other() {
        let (mut line, now) = (line(8), Instant::now());
        line.take(authorise("a", 1, "success_token", 100), Step::Perform);
        line.take(capture("a", 2, 100), Step::Perform);
        line.take(capture("a", 2, 100), Step::Perform);
        line.take(authorise("b", 1, "success_token", 100), Step::Perform);
        assert_eq!(started(&mut line, now), ["a", "b"]);
        let payment = PaymentId::new("a").expect("a name");
        line.come_back();
        line.is_answered(&payment);
        assert!(started(&mut line, now).is_empty(), "the answer is not durable yet");
        line.finish(&payment, 1);
        assert_eq!(started(&mut line, now), ["a"]);
        line.finish(&payment, 1);
        assert_eq!(line.case(&payment).map(|case| case.ask.ask), Some(2), "the first cannot end twice");
        line.finish(&payment, 2);
        assert!(line.case(&payment).is_none());
    }

    #[test]
    fn no_more_calls_than_the_window_and_one_after_a_failure() {
        let (mut line, now) = (line(2), Instant::now());
        for n in 0..4 {
            line.take(authorise(&format!("p{n}"), 1, "success_token", 1), Step::Perform);
        }
        assert_eq!(started(&mut line, now), ["p0", "p1"]);
        let first = PaymentId::new("p0").expect("a name");
        line.come_back();
        let wait = line.pause(&first, now, Some(Duration::from_secs(3)));
        assert_eq!(wait, Duration::from_secs(3));
        line.come_back();
        assert!(started(&mut line, now).is_empty(), "it is left alone");
        assert_eq!(line.next_wake(), Some(now + wait));
        assert_eq!(started(&mut line, now + wait), ["p0"], "one tries first");
        line.come_back();
        line.is_answered(&first);
        assert_eq!(started(&mut line, now + wait), ["p2", "p3"]);
    }

    #[test]
    fn a_further_ask_wakes_the_one_before() {
        let (mut line, now) = (line(2), Instant::now());
        line.take(authorise("a", 1, "success_token", 1), Step::Perform);
        let payment = line.next(now).expect("ready");
        line.sleep(&payment, now, None);
        assert!(started(&mut line, now).is_empty());
        line.take(capture("a", 2, 1), Step::Perform);
        assert_eq!(started(&mut line, now), ["a"]);
        assert_eq!(line.next_wake(), None);
    }
}
