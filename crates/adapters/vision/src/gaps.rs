//! Which facings are empty, found without training: by what a gap looks like, beside its neighbours and beside itself when full.
//!
//! Where nothing stands one sees the back panel in the shade of the shelf above. That is dark for the light that falls
//! there, has little drawn on it and little colour; goods are the opposite, each in its own way. None of the three is
//! enough alone, so they are weighed together, and then set beside four things that the bay itself tells:
//!
//! 1. The front edge of the board below lies in the same light. Brightness and colour are taken as shares of its own, so
//!    a shadow, a dim lamp or a warm one changes little.
//! 2. Facings of one item look alike. One that looks unlike most of its kind, and more like a gap, is one.
//! 3. Gaps look alike all over the bay. What resembles the surest gaps is one.
//! 4. What a facing looked like when it was full last. What still looks so is full, however dark it is.
//!
//! The weights were set by hand on rendered shelves, and are measured on others (`examples/rendered.rs`). Gradients and
//! self-similarity as the two sides of the problem, and the planogram as what one already knows, follow R. Rosado et
//! al., *Supervised learning for out-of-stock detection in panoramas of retail shelves* (IEEE International Conference
//! on Imaging Systems and Techniques, 2016), without its learning.

use crate::facing::{self, Look, NUMBERS, apart, luma};
use crate::homography::Homography;
use crate::still::Still;
use realtail_vocabulary::Bay;
use std::collections::BTreeMap;

/// A facing is hidden where the front edge below it has less than this share of the brightness that the edges of the bay
/// have in the middle: something stands before it.
const HIDDEN_BELOW: f64 = 0.38;
/// Or where the colour of that edge lies so far from theirs.
const HIDDEN_TINT: f64 = 0.22;
/// So surely full must a facing be to be remembered as such.
const SURELY_FULL: f64 = 0.1;

/// A facing, and how likely it is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// On which shelf, from 0.
    pub shelf: usize,
    /// In which place of it, from 0.
    pub place: usize,
    /// Which facing of that place, from 0.
    pub facing: usize,
    /// How likely it is empty, 0 to 1.
    pub gap: f64,
    /// Whether something stands before it, so that nobody can say.
    pub is_hidden: bool,
    cells: [f64; NUMBERS],
}

impl Judgement {
    /// Whether it is taken for empty.
    pub fn is_gap(&self) -> bool {
        self.gap > 0.5 && !self.is_hidden
    }
}

/// How the facings of a bay looked when they were full last: mean colours of six cells each.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    bay: Bay,
    full: BTreeMap<(usize, usize, usize), [f64; NUMBERS]>,
}

impl Memory {
    /// Of a bay that nobody looked at yet.
    pub fn of(bay: &Bay) -> Memory {
        Memory { bay: bay.clone(), full: BTreeMap::new() }
    }

    /// Whether it is of the bay as it is planned now.
    pub fn is_of(&self, bay: &Bay) -> bool {
        self.bay == *bay
    }

    /// Takes in what is surely full.
    pub fn remember(&mut self, judged: &[Judgement]) {
        let full = judged.iter().filter(|j| !j.is_hidden && j.gap < SURELY_FULL);
        self.full.extend(full.map(|j| ((j.shelf, j.place, j.facing), j.cells)));
    }
}

fn part(value: f64, from: f64, to: f64) -> f64 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

fn likely(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// What a facing looks like by itself: above 0 like a gap.
fn alone(look: &Look) -> f64 {
    let dark = 1.0 - part(look.luma, 0.15, 0.6);
    let plain = 1.0 - part(look.edges, 0.05, 0.3);
    let grey = 1.0 - part(look.chroma, 0.1, 0.5);
    2.5 * dark + 8.0 * plain + 4.0 * grey - 11.0
}

/// Judges all facings of a bay.
pub fn judge(still: &Still, bay: &Bay, onto: &Homography, memory: &Memory) -> Vec<Judgement> {
    let mut seen = Vec::new();
    for (s, shelf) in bay.shelves.iter().enumerate() {
        for (p, place) in shelf.places.iter().enumerate() {
            for facing in 0..place.facings {
                let look = facing::look(still, bay, shelf, place, facing, onto);
                seen.push(((s, p, usize::from(facing)), look));
            }
        }
    }
    let hidden = hidden(&seen);
    let mut scores: Vec<f64> = seen.iter().map(|(_, look)| alone(look)).collect();
    beside_the_bay(&mut scores, &seen, &hidden);
    beside_its_kind(&mut scores, bay, &seen, &hidden);
    let judged = seen.into_iter().zip(scores).zip(hidden);
    judged
        .map(|(((at, look), score), is_hidden)| {
            let score = score + memory.full.get(&at).map_or(0.0, |full| beside_itself(full, &look.cells));
            let (shelf, place, facing) = at;
            Judgement { shelf, place, facing, gap: likely(score), is_hidden, cells: look.cells }
        })
        .collect()
}

type Seen = [((usize, usize, usize), Look)];

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Where something stands before the bay: its front edges are not to be seen there.
fn hidden(seen: &Seen) -> Vec<bool> {
    let share = |look: &Look, c: usize| look.rail[c] / luma(look.rail).max(0.01);
    let usual = median(seen.iter().map(|(_, look)| luma(look.rail)).collect());
    let tint = [0, 1, 2].map(|c| median(seen.iter().map(|(_, look)| share(look, c)).collect()));
    let is_hidden = |look: &Look| {
        let off = (0..3).map(|c| (share(look, c) - tint[c]).abs()).fold(0.0, f64::max);
        luma(look.rail) < usual * HIDDEN_BELOW || off > HIDDEN_TINT
    };
    seen.iter().map(|(_, look)| is_hidden(look)).collect()
}

/// Gaps look alike all over the bay: the surest of them, three at least, say how.
fn beside_the_bay(scores: &mut [f64], seen: &Seen, hidden: &[bool]) {
    let sure: Vec<usize> = (0..seen.len()).filter(|n| scores[*n] > 2.0 && !hidden[*n]).collect();
    if sure.len() < 3 {
        return;
    }
    let typical: [f64; NUMBERS] =
        std::array::from_fn(|c| median(sure.iter().map(|n| seen[*n].1.cells[c]).collect()));
    for (score, (_, look)) in scores.iter_mut().zip(seen) {
        let like = 1.0 - part(apart(&typical, &look.cells), 0.05, 0.25);
        *score += if look.edges < 0.35 { 2.5 * like - 1.0 } else { -0.5 };
    }
}

/// Facings of one item look alike: where two kinds of them stand side by side, the one more like a gap is one.
fn beside_its_kind(scores: &mut [f64], bay: &Bay, seen: &Seen, hidden: &[bool]) {
    let before = scores.to_vec();
    for n in 0..seen.len() {
        let ((s, p, _), look) = &seen[n];
        let item = &bay.shelves[*s].places[*p].item;
        let others = (0..seen.len()).filter(|m| {
            let (s, p, _) = seen[*m].0;
            *m != n && !hidden[*m] && bay.shelves[s].places[p].item == *item
        });
        let unlike = others.filter(|m| apart(&seen[*m].1.cells, &look.cells) > 0.16);
        // The strongest contrast counts: a neighbour that is surely the other.
        let contrast = unlike
            .map(|m| before[n] - before[m])
            .fold((0.0_f64, 0.0_f64), |(more, less), by| (more.max(by), less.min(by)));
        scores[n] += 0.35 * part(contrast.0, 1.0, 5.0) * 4.0 - 0.35 * part(-contrast.1, 1.0, 5.0) * 4.0;
    }
}

/// What looks as it did when it was full is full; what does not may be anything.
fn beside_itself(full: &[f64; NUMBERS], now: &[f64; NUMBERS]) -> f64 {
    let far = apart(full, now);
    let strength: f64 = full.iter().sum::<f64>() / NUMBERS as f64;
    let far = far / strength.max(0.1);
    3.2 * part(far, 0.15, 0.45) - 2.5
}
