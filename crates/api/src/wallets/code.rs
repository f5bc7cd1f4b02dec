//! Codes of gift cards: drawn, told once, and known again by their digests.

use crate::problem::Problem;
use realtail_vocabulary::Digest;
use sha2::{Digest as _, Sha256};

/// Letters and digits of which none is taken for another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 100 bits: so many that a quick digest without a secret gives nothing away.
const LENGTH: usize = 20;

/// Draws a code, in groups of four.
pub(crate) fn draw() -> Result<String, Problem> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|e| Problem::fault(format!("draw a code: {e}")))?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// The digest of a code, however it is typed.
pub(crate) fn digest_of(code: &str) -> Digest {
    let letter = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let plain: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(letter).collect();
    let mut hash = Sha256::new();
    hash.update(b"gift-card\0");
    hash.update(plain.as_bytes());
    Digest(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let code = draw().expect("drawn");
        assert_eq!((code.len(), code.split('-').count()), (24, 5));
        assert_ne!(draw().expect("drawn"), code);
        let digest = digest_of("0123-ABC1-XYZ0-0000-1111");
        for typed in ["o123abc1xyz000001111", " 0123 ABCI XYZO 0000 llll "] {
            assert_eq!(digest_of(typed), digest, "{typed}");
        }
        assert_ne!(digest_of("0123-ABC1-XYZ0-0000-1112"), digest);
    }
}
