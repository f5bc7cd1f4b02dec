//! Examples near a sentence, in meaning (embeddings) and in wording; and what all examples together make of it.

use rustc_hash::FxHashMap;

use crate::embed::{Embedder, dot, normalise};
use crate::wording::Wording;

/// How much meaning counts, and wording the rest; this and what follows was chosen by leaving out a fifth of the examples.
const MEANING: f32 = 0.2;
/// Below the best example of a target, how much its second counts.
const SECOND: f32 = 0.15;
/// How much the whole of the examples counts, and the nearest of them the rest.
const WHOLE: f32 = 0.5;
/// Rounds through the examples, and the length of a step, when the whole of them is learnt.
const ROUNDS: usize = 8;
const STEP: f32 = 4.0;

/// Sentences with what each of them is an example of.
pub(crate) struct Nearest<T> {
    examples: Vec<Example>,
    /// Each target once, in order.
    targets: Vec<T>,
    /// The mean of all examples' vectors, which says nothing of any of them.
    centre: Vec<f32>,
    wording: Wording,
    /// Per feature of the wording, the examples that have it, and how heavily.
    places: FxHashMap<u64, Vec<(u32, f32)>>,
    /// What a feature says for each target; of the numbers of a vector, likewise.
    leanings: FxHashMap<u64, Vec<f32>>,
    vector_leanings: Vec<Vec<f32>>,
}

struct Example {
    /// An index into the targets.
    target: usize,
    vector: Vec<f32>,
    wording: Vec<(u64, f32)>,
}

impl<T: Copy + Ord> Nearest<T> {
    pub(crate) fn new(embedder: &Embedder, sentences: &[(T, &str)]) -> Nearest<T> {
        let mut targets: Vec<T> = sentences.iter().map(|(target, _)| *target).collect();
        targets.sort_unstable();
        targets.dedup();
        let vectors: Vec<Vec<f32>> = sentences.iter().map(|(_, text)| embedder.embed(text)).collect();
        let mut centre = vec![0.0; vectors.first().map_or(0, Vec::len)];
        for vector in &vectors {
            centre.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number / sentences.len() as f32);
        }
        let wording = Wording::learn(sentences.iter().map(|(_, text)| *text));
        let examples: Vec<Example> = std::iter::zip(sentences, vectors)
            .map(|((target, text), mut vector)| {
                move_from(&mut vector, &centre);
                let target = targets.partition_point(|other| other < target);
                Example { target, vector, wording: wording.of(text) }
            })
            .collect();
        let mut places: FxHashMap<u64, Vec<(u32, f32)>> = FxHashMap::default();
        for (index, example) in examples.iter().enumerate() {
            for (feature, share) in &example.wording {
                places.entry(*feature).or_default().push((index as u32, *share));
            }
        }
        let vector_leanings = vec![vec![0.0; targets.len()]; centre.len()];
        let leanings = FxHashMap::default();
        let mut nearest = Nearest { examples, targets, centre, wording, places, leanings, vector_leanings };
        nearest.learn();
        nearest
    }

    /// The targets with their likeness to the sentence, at most about one, the nearest first.
    pub(crate) fn rank(&self, embedder: &Embedder, sentence: &str) -> Vec<(T, f32)> {
        let mut vector = embedder.embed(sentence);
        move_from(&mut vector, &self.centre);
        let features = self.wording.of(sentence);
        let mut likenesses = vec![0f32; self.examples.len()];
        for (feature, share) in &features {
            for (example, theirs) in self.places.get(feature).into_iter().flatten() {
                likenesses[*example as usize] += share * theirs;
            }
        }
        let mut firsts = vec![(0f32, 0f32); self.targets.len()];
        for (example, wording) in std::iter::zip(&self.examples, likenesses) {
            let likeness = MEANING * dot(&vector, &example.vector) + (1.0 - MEANING) * wording;
            let (first, second) = &mut firsts[example.target];
            if likeness > *first {
                (*first, *second) = (likeness, *first);
            } else {
                *second = second.max(likeness);
            }
        }
        let whole = self.whole(&vector, &features);
        let scores = std::iter::zip(firsts, whole);
        let scores = scores.map(|((first, second), whole)| {
            (1.0 - WHOLE) * ((1.0 - SECOND) * first + SECOND * second) + WHOLE * whole
        });
        let mut ranked: Vec<(T, f32)> = std::iter::zip(self.targets.iter().copied(), scores).collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked
    }

    /// Whether a folded word occurs in any example.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.wording.knows(word)
    }

    /// Multinomial logistic regression by stochastic gradients, through the examples in a fixed order with long strides,
    /// so that neighbours, which are of one target, do not follow each other.
    fn learn(&mut self) {
        let examples = std::mem::take(&mut self.examples);
        let stride = stride_for(examples.len());
        for round in 0..ROUNDS {
            let step = STEP / (1.0 + round as f32 / 4.0);
            for index in 0..examples.len() {
                let example = &examples[index * stride % examples.len()];
                let mut errors = self.whole(&example.vector, &example.wording);
                errors[example.target] -= 1.0;
                for (leanings, number) in self.vector_leanings.iter_mut().zip(&example.vector) {
                    leanings
                        .iter_mut()
                        .zip(&errors)
                        .for_each(|(lean, error)| *lean -= step * MEANING * number * error);
                }
                for (feature, share) in &example.wording {
                    let leanings = self.leanings.entry(*feature).or_insert_with(|| vec![0.0; errors.len()]);
                    let pull = step * (1.0 - MEANING) * share;
                    leanings.iter_mut().zip(&errors).for_each(|(lean, error)| *lean -= pull * error);
                }
            }
        }
        self.examples = examples;
    }

    /// The probability of each target.
    fn whole(&self, vector: &[f32], features: &[(u64, f32)]) -> Vec<f32> {
        let mut sums = vec![0f32; self.targets.len()];
        for (leanings, number) in self.vector_leanings.iter().zip(vector) {
            sums.iter_mut().zip(leanings).for_each(|(sum, lean)| *sum += number * lean);
        }
        for (feature, share) in features {
            let Some(leanings) = self.leanings.get(feature) else { continue };
            sums.iter_mut().zip(leanings).for_each(|(sum, lean)| *sum += share * lean);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let total: f32 = sums.iter().sum();
        sums.iter_mut().for_each(|sum| *sum /= total);
        sums
    }
}

fn move_from(vector: &mut [f32], centre: &[f32]) {
    vector.iter_mut().zip(centre).for_each(|(number, middle)| *number -= middle);
    normalise(vector);
}

/// The first number from a golden share of `length` on that has no divisor in common with it.
fn stride_for(length: usize) -> usize {
    let shares = |one: usize| {
        let (mut a, mut b) = (one, length);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a > 1
    };
    (length * 5 / 8..).find(|one| *one > 0 && !shares(*one)).unwrap_or(1)
}
