//! How far a long errand is: a bar on a terminal, a line now and then in a file.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// What is done sooner needs no bar.
const QUIET: Duration = Duration::from_secs(2);
const BAR_EVERY: Duration = Duration::from_millis(200);
const LINE_EVERY: Duration = Duration::from_secs(5);
const BAR_WIDTH: usize = 30;

/// How far an errand is.
pub struct Progress {
    /// What is being done.
    what: String,
    /// Where it will be done.
    total: u64,
    started: Instant,
    told: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    /// Begins.
    pub fn new(what: String, total: u64) -> Progress {
        let is_terminal = std::io::stderr().is_terminal();
        Progress { what, total, started: Instant::now(), told: None, is_terminal }
    }

    /// Where it will be done, known later than the beginning.
    pub fn set_total(&mut self, total: u64) {
        self.total = total;
    }

    /// Tells how far it is, if it is time to.
    pub fn tell(&mut self, done: u64, words: impl FnOnce() -> String) {
        let every = if self.is_terminal { BAR_EVERY } else { LINE_EVERY };
        let is_time = self.told.map_or(self.started.elapsed() >= QUIET, |told| told.elapsed() >= every);
        if !is_time {
            return;
        }
        self.told = Some(Instant::now());
        let line = line(&self.what, done, self.total, &words());
        if self.is_terminal {
            eprint!("\r{line}\x1b[K");
        } else {
            eprintln!("{line}");
        }
    }

    /// Makes room for what is said next.
    pub fn clear(&mut self) {
        if self.is_terminal && self.told.is_some() {
            eprint!("\r\x1b[K");
        }
    }

    /// Seconds since the beginning.
    pub fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}

fn line(what: &str, done: u64, total: u64, words: &str) -> String {
    let share = if total == 0 { 1.0 } else { (done as f64 / total as f64).min(1.0) };
    let full = (share * BAR_WIDTH as f64) as usize;
    let bar = format!("{}{}", "#".repeat(full), ".".repeat(BAR_WIDTH - full));
    format!("{what} [{bar}] {:.0} %, {words}", (share * 100.0).floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_full_at_the_end_and_not_before() {
        let check = |done, total, expected: &str| assert_eq!(line("f", done, total, "w"), expected);
        check(0, 10, "f [..............................] 0 %, w");
        check(999, 1000, "f [#############################.] 99 %, w");
        check(10, 10, "f [##############################] 100 %, w");
        check(11, 10, "f [##############################] 100 %, w");
        check(0, 0, "f [##############################] 100 %, w");
    }
}
