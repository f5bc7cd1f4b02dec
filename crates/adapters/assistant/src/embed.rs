//! Sentences as vectors: the mean of the vectors of their tokens, from a package, or hashed pieces of words without it.

mod hashed;
mod safetensors;
mod tokens;

use std::path::{Path, PathBuf};

use safetensors::Matrix;
use tokens::Tokenizer;

/// Where the package keeps what is read, below its folder.
const WEIGHTS: &str = "wordllama/weights/l2_supercat_256.safetensors";
const TOKENS: &str = "wordllama/tokenizers/l2_supercat_tokenizer_config.json";

/// Why embeddings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum EmbedFault {
    /// A file is not there or cannot be read.
    #[error("read {path}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{what}")]
    Malformed {
        /// What is wrong with it.
        what: &'static str,
    },
}

/// Turns sentences into vectors of length one, or of zeros where nothing in them is known.
pub struct Embedder {
    kind: Kind,
}

enum Kind {
    Tokens { tokenizer: Tokenizer, vectors: Matrix },
    Hashed,
}

impl Embedder {
    /// Hashed pieces of words: needs no files, knows no meanings.
    pub fn hashed() -> Embedder {
        Embedder { kind: Kind::Hashed }
    }

    /// The first file of the package that is not in a folder, if one is missing.
    pub fn missing(folder: &Path) -> Option<PathBuf> {
        [WEIGHTS, TOKENS].into_iter().map(|file| folder.join(file)).find(|file| !file.is_file())
    }

    /// Reads the unpacked package `wordllama` 0.4.0.post1 from its folder: 32,000 token vectors of 256 numbers, trained
    /// for sentences by Miller (2024), and the byte-pair vocabulary of Llama 2.
    pub fn open(folder: &Path) -> Result<Embedder, EmbedFault> {
        let read = |file: &str| {
            let path = folder.join(file);
            std::fs::read(&path).map_err(|source| EmbedFault::Read { path, source })
        };
        let vectors = Matrix::parse(read(WEIGHTS)?, "embedding.weight")?;
        let tokenizer = Tokenizer::parse(&read(TOKENS)?)?;
        if tokenizer.ids() > vectors.rows() {
            return Err(EmbedFault::Malformed { what: "the vocabulary has more tokens than vectors" });
        }
        Ok(Embedder { kind: Kind::Tokens { tokenizer, vectors } })
    }

    /// Whether meanings are known, or only spellings.
    pub fn is_trained(&self) -> bool {
        matches!(self.kind, Kind::Tokens { .. })
    }

    /// The vector of a sentence; case is not told apart.
    pub fn embed(&self, sentence: &str) -> Vec<f32> {
        let mut sum = match &self.kind {
            Kind::Hashed => hashed::embed(sentence),
            Kind::Tokens { tokenizer, vectors } => {
                let mut sum = vec![0.0; vectors.columns()];
                for id in tokenizer.encode(&sentence.to_lowercase()) {
                    vectors.add_row(id as usize, &mut sum);
                }
                sum
            }
        };
        normalise(&mut sum);
        sum
    }
}

/// Scales to length one; what is all zeros stays so.
pub(crate) fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

pub(crate) fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests;
