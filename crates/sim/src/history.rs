//! What happened in a run: a digest of all of it, and its last steps in words.

use std::collections::VecDeque;
use std::fmt::Write;

const KEPT: usize = 30;

/// The steps of a run.
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: u64,
    digest: u64,
    last: VecDeque<String>,
}

impl History {
    /// Notes a step.
    pub fn note(&mut self, words: impl Into<String>) {
        let words = words.into();
        for byte in words.bytes() {
            // FNV-1a: order and content both count.
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        self.steps += 1;
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(words);
    }

    /// A number that two runs have in common only if they did the same.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// The last steps, one a line.
    pub fn last_steps(&self) -> String {
        let first = self.steps.saturating_sub(self.last.len() as u64) + 1;
        (first..).zip(&self.last).fold(String::new(), |mut text, (n, step)| {
            let _ = writeln!(text, "  {n:>5} {step}");
            text
        })
    }
}
