//! Makes visitors unknowable: SipHash-2-4 (Aumasson, Bernstein 2012) of their number under a salt of the retailer's own.

use realtail_vocabulary::Pseudonym;

fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[3]);
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].wrapping_add(v[3]);
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].wrapping_add(v[1]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[2] = v[2].rotate_left(32);
}

/// The pseudonym of a number under a salt.
pub(crate) fn pseudonym(salt: [u64; 2], number: &str) -> Pseudonym {
    let bytes = number.as_bytes();
    let mut v = [
        salt[0] ^ 0x736f_6d65_7073_6575,
        salt[1] ^ 0x646f_7261_6e64_6f6d,
        salt[0] ^ 0x6c79_6765_6e65_7261,
        salt[1] ^ 0x7465_6462_7974_6573,
    ];
    let mut take = |word: u64| {
        v[3] ^= word;
        round(&mut v);
        round(&mut v);
        v[0] ^= word;
    };
    let whole = bytes.chunks_exact(8);
    let mut last = [0; 8];
    last[..whole.remainder().len()].copy_from_slice(whole.remainder());
    last[7] = bytes.len() as u8;
    for word in whole {
        take(word.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    }
    take(u64::from_le_bytes(last));
    v[2] ^= 0xff;
    (0..4).for_each(|_| round(&mut v));
    Pseudonym(v[0] ^ v[1] ^ v[2] ^ v[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of the reference implementation: key 00 01 … 0f, messages 00, 00 01, … as far as they are text.
    #[test]
    fn it_is_siphash_2_4() {
        let salt = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        let message: String = (0u8..15).map(char::from).collect();
        for (bytes, expected) in [
            (0, 0x726f_db47_dd0e_0e31),
            (1, 0x74f8_39c5_93dc_67fd),
            (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5),
        ] {
            assert_eq!(pseudonym(salt, &message[..bytes]), Pseudonym(expected), "{bytes} bytes");
        }
    }
}
