//! The fallback: pieces of three to five letters hashed into a vector, after fastText (Bojanowski and others, 2017), untrained.

use crate::words;

const NUMBERS: usize = 256;

pub(super) fn embed(sentence: &str) -> Vec<f32> {
    let mut sum = vec![0.0; NUMBERS];
    for word in words::words(sentence) {
        let letters: Vec<char> = format!("<{word}>").chars().collect();
        for length in 3..=5 {
            for piece in letters.windows(length) {
                let hash = words::hash(&[&piece.iter().collect::<String>()]);
                // The top bit is the sign, so that what collides cancels out on average.
                sum[(hash % NUMBERS as u64) as usize] += if hash >> 63 == 0 { 1.0 } else { -1.0 };
            }
        }
    }
    sum
}
