//! Cases of loss: which were opened, and what somebody found who looked.

pub(crate) mod mark;
pub(crate) mod open;

use realtail_kernel::{Instant, LossCaseId, Position, SiteId, Stamp};
use realtail_vocabulary::{LossCase, LossMark, LossVerdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// As many times what peers come to, and at least so many: what the plain rule would open a case for.
const PLAIN_TIMES: f64 = 3.0;
const PLAIN_SEEN: f64 = 5.0;

/// A case, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownCase {
    /// What was opened.
    pub case: LossCase,
    /// When.
    pub opened_at: Instant,
    /// The log entry that says so.
    pub position: Position,
    /// What somebody found, and when; nothing while nobody has looked.
    pub mark: Option<(LossMark, Instant)>,
}

impl KnownCase {
    /// What somebody found.
    pub fn verdict(&self) -> Option<LossVerdict> {
        self.mark.as_ref().map(|(mark, _)| mark.verdict)
    }

    /// Whether the plain rule would have opened it too: something was seen five times at least, and three times as often as
    /// peers come to.
    pub fn is_plain(&self) -> bool {
        let mut evidence = self.case.evidence.iter();
        evidence.any(|part| part.seen >= PLAIN_SEEN && part.seen >= PLAIN_TIMES * part.expected)
    }
}

/// How many marked cases were right: all of them, and those that the plain rule would have opened too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LossPrecision {
    /// Marked right.
    pub right: u32,
    /// Marked wrong.
    pub wrong: u32,
    /// Marked right, of those that the plain rule would have opened too: something was seen five times at least, and three
    /// times as often as peers come to.
    pub plain_right: u32,
    /// Marked wrong, of those.
    pub plain_wrong: u32,
}

/// All cases.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Losses {
    cases: BTreeMap<LossCaseId, KnownCase>,
    /// The newest last.
    in_order: Vec<LossCaseId>,
    /// By site, when the deeds happened that led to its cases, in the order in which they were opened.
    happened: BTreeMap<SiteId, Vec<Instant>>,
}

impl Losses {
    /// A case by its number.
    pub fn get(&self, case: &str) -> Option<&KnownCase> {
        self.cases.get(case)
    }

    /// All cases, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &KnownCase> {
        self.in_order.iter().rev().filter_map(|case| self.cases.get(case))
    }

    /// When the deeds happened that led to the cases of a site, in the order in which they were opened.
    pub(crate) fn happened(&self, site: &SiteId) -> &[Instant] {
        self.happened.get(site).map_or(&[], Vec::as_slice)
    }

    /// How many marked cases of a site were right, or of all sites.
    pub fn precision(&self, site: Option<&SiteId>) -> LossPrecision {
        let mut precision = LossPrecision::default();
        for known in self.cases.values().filter(|known| site.is_none_or(|site| known.case.site == *site)) {
            let plain = u32::from(known.is_plain());
            match known.verdict() {
                Some(LossVerdict::Right) => {
                    precision.right += 1;
                    precision.plain_right += plain;
                }
                Some(LossVerdict::Wrong) => {
                    precision.wrong += 1;
                    precision.plain_wrong += plain;
                }
                None => {}
            }
        }
        precision
    }

    pub(crate) fn apply_opened(&mut self, case: &LossCase, stamp: Stamp) {
        let known =
            KnownCase { case: case.clone(), opened_at: stamp.at, position: stamp.position, mark: None };
        self.happened.entry(case.site.clone()).or_default().push(case.happened_at);
        self.in_order.push(case.case.clone());
        self.cases.insert(case.case.clone(), known);
    }

    pub(crate) fn apply_marked(&mut self, mark: &LossMark, stamp: Stamp) {
        if let Some(known) = self.cases.get_mut(&mark.case) {
            known.mark = Some((mark.clone(), stamp.at));
        }
    }
}
