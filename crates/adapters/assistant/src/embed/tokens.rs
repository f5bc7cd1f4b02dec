//! Byte-pair encoding (Sennrich and others, 2016) with the vocabulary and merges of a tokenizer file.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::EmbedFault;

/// Stands for a space in the vocabulary, and before the first word.
const SPACE: char = '▁';

/// Splits sentences into the ids of known pieces; letters that no piece knows become their bytes.
pub(super) struct Tokenizer {
    vocabulary: FxHashMap<String, u32>,
    /// Of two ids side by side: how early they merge, and into what.
    merges: FxHashMap<(u32, u32), (usize, u32)>,
}

#[derive(Deserialize)]
struct File {
    model: Model,
}

#[derive(Deserialize)]
struct Model {
    vocab: FxHashMap<String, u32>,
    merges: Vec<String>,
}

impl Tokenizer {
    pub(super) fn parse(json: &[u8]) -> Result<Tokenizer, EmbedFault> {
        let malformed = |what| EmbedFault::Malformed { what };
        let File { model } =
            serde_json::from_slice(json).map_err(|_| malformed("the tokenizer's file is not understood"))?;
        let mut merges = FxHashMap::default();
        for (rank, line) in model.merges.iter().enumerate() {
            let merge = line.split_once(' ').and_then(|(left, right)| {
                let id = |piece: &str| model.vocab.get(piece).copied();
                Some(((id(left)?, id(right)?), (rank, id(&format!("{left}{right}"))?)))
            });
            let (pair, into) =
                merge.ok_or(malformed("a merge names a piece that is not in the vocabulary"))?;
            merges.insert(pair, into);
        }
        Ok(Tokenizer { vocabulary: model.vocab, merges })
    }

    /// One more than the highest id.
    pub(super) fn ids(&self) -> usize {
        self.vocabulary.values().max().map_or(0, |id| *id as usize + 1)
    }

    /// Word by word: no piece of this vocabulary reaches over a space, so that is the same as over the whole.
    pub(super) fn encode(&self, sentence: &str) -> Vec<u32> {
        sentence.split_whitespace().flat_map(|word| self.encode_word(word)).collect()
    }

    fn encode_word(&self, word: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        for letter in std::iter::once(SPACE).chain(word.chars()) {
            match self.vocabulary.get(letter.encode_utf8(&mut [0; 4]) as &str) {
                Some(id) => ids.push(*id),
                None => {
                    ids.extend(letter.encode_utf8(&mut [0; 4]).bytes().filter_map(|byte| self.byte(byte)))
                }
            }
        }
        while let Some((at, into)) = self.next_merge(&ids) {
            ids[at] = into;
            ids.remove(at + 1);
        }
        ids
    }

    fn byte(&self, byte: u8) -> Option<u32> {
        self.vocabulary.get(&format!("<0x{byte:02X}>")).copied()
    }

    fn next_merge(&self, ids: &[u32]) -> Option<(usize, u32)> {
        let pairs = ids.windows(2).enumerate();
        let found = pairs.filter_map(|(at, pair)| {
            let (rank, into) = self.merges.get(&(pair[0], pair[1]))?;
            Some((*rank, at, *into))
        });
        found.min().map(|(_, at, into)| (at, into))
    }
}
