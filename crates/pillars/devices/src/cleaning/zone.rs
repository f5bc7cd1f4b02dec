//! What is known of a zone: whether anybody listens there, and how often tags answer.

use realtail_kernel::Instant;

/// How often tags answer in a zone of which nothing is known yet: seldom, so that nothing is taken for gone too soon.
const ANSWERS_AT_FIRST: f64 = 0.1;
/// How much one read changes what is thought of all.
const LEARNS: f64 = 1.0 / 256.0;
/// The least that is thought, or a zone of quiet tags would never be learnt.
const ANSWERS_MIN: f64 = 0.002;

#[derive(Debug)]
pub struct Zone {
    /// Since when somebody listens without a break, and until when.
    since: Instant,
    until: Instant,
    answers: f64,
}

impl Default for Zone {
    fn default() -> Zone {
        Zone { since: Instant::END, until: Instant::EPOCH, answers: ANSWERS_AT_FIRST }
    }
}

impl Zone {
    /// Somebody listens.
    pub fn heard(&mut self, now: Instant, deaf_after_ms: i64) {
        if now > self.until.plus_ms(deaf_after_ms) {
            self.since = now;
        }
        self.until = now.max(self.until);
    }

    /// Since when somebody listens, or listened, without a break.
    pub fn listening_since(&self) -> Instant {
        self.since
    }

    /// Until when somebody listened.
    pub fn listened_until(&self) -> Instant {
        self.until
    }

    /// How likely a tag of which little is known answers in one epoch.
    pub fn answers(&self) -> f64 {
        self.answers
    }

    /// A tag here answers with this likelihood.
    pub fn learn(&mut self, answers: f64) {
        self.answers = (self.answers + (answers - self.answers) * LEARNS).max(ANSWERS_MIN);
    }
}
