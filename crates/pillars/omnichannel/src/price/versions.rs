//! What a thing was set to at which time: nothing is forgotten, so that any past time can be asked about.

use realtail_kernel::Instant;
use serde::{Deserialize, Serialize};

/// All that something was set to, oldest first. Nothing stands for having been taken away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Versions<T>(Vec<(Instant, Option<T>)>);

impl<T> Default for Versions<T> {
    fn default() -> Versions<T> {
        Versions(Vec::new())
    }
}

impl<T> Versions<T> {
    /// What it is set to now.
    pub fn latest(&self) -> Option<&T> {
        self.0.last().and_then(|(_, value)| value.as_ref())
    }

    /// What it was set to at `at`.
    pub fn at(&self, at: Instant) -> Option<&T> {
        self.0.iter().rev().find(|(since, _)| *since <= at).and_then(|(_, value)| value.as_ref())
    }

    /// What it was first set to, where that was after `at`.
    pub fn first_after(&self, at: Instant) -> Option<&T> {
        self.0.first().filter(|(since, _)| *since > at).and_then(|(_, value)| value.as_ref())
    }

    /// When it was taken away last, up to `at`.
    pub fn removed_by(&self, at: Instant) -> Option<Instant> {
        self.0.iter().rev().find(|(since, value)| *since <= at && value.is_none()).map(|(since, _)| *since)
    }

    /// What it was set to up to `at` and since it was taken away last, with the times, oldest first. Nothing at all where it
    /// was not known then.
    pub fn known(&self, at: Instant) -> Option<impl Iterator<Item = (Instant, &T)>> {
        let known = &self.0[..self.0.partition_point(|(since, _)| *since <= at)];
        let gone = known.iter().rposition(|(_, value)| value.is_none()).map_or(0, |last| last + 1);
        let standing = known[gone..].iter().filter_map(|(since, value)| Some((*since, value.as_ref()?)));
        (!known.is_empty()).then_some(standing)
    }

    /// All of them with their time, oldest first.
    pub fn all(&self) -> impl Iterator<Item = (Instant, Option<&T>)> {
        self.0.iter().map(|(since, value)| (*since, value.as_ref()))
    }

    /// How often it was set or taken away.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn push(&mut self, since: Instant, value: Option<T>) {
        self.0.push((since, value));
    }
}
