//! One line on standard error that says how far things are.

use crate::Progress;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where standard error is a file or a pipe, a line comes no more often.
const PLAIN_EVERY: Duration = Duration::from_secs(5);

/// One line on standard error that says how far things are.
pub(crate) struct Board {
    kind: Kind,
    plain_at: Option<Instant>,
    dirty: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Terminal,
    Plain,
    Silent,
}

impl Board {
    /// Looks at what standard error is.
    pub(crate) fn new(progress: Progress) -> Board {
        let kind = match progress {
            Progress::Silent => Kind::Silent,
            Progress::Stderr if std::io::stderr().is_terminal() => Kind::Terminal,
            Progress::Stderr => Kind::Plain,
        };
        Board { kind, plain_at: None, dirty: false }
    }

    /// Says how things are now, in place of what was said before.
    pub(crate) fn show(&mut self, line: &str) {
        match self.kind {
            Kind::Silent => (),
            Kind::Terminal => {
                self.dirty = true;
                put(&format!("\r{line}\x1b[K"));
            }
            Kind::Plain => {
                if self.plain_at.is_none_or(|at| at.elapsed() >= PLAIN_EVERY) {
                    self.plain_at = Some(Instant::now());
                    put(&format!("{line}\n"));
                }
            }
        }
    }

    /// Says something that stays.
    pub(crate) fn note(&mut self, line: &str) {
        match self.kind {
            Kind::Silent => (),
            Kind::Terminal => put(&format!("\r{line}\x1b[K\n")),
            Kind::Plain => put(&format!("{line}\n")),
        }
        self.dirty = false;
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        if self.dirty {
            put("\n");
        }
    }
}

fn put(text: &str) {
    // Nobody can be told that standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A number with a comma at each thousand.
pub(crate) fn grouped(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// Seconds as minutes and seconds, or hours and minutes.
pub(crate) fn clock(seconds: f64) -> String {
    let seconds = seconds.clamp(0.0, 1e9) as u64;
    match seconds {
        0..3_600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3_600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")] {
            assert_eq!(grouped(number), expected);
        }
        for (seconds, expected) in [(0.0, "0:00"), (61.9, "1:01"), (3_600.0, "1 h 00 min"), (-1.0, "0:00")] {
            assert_eq!(clock(seconds), expected);
        }
    }
}
