//! Sealing: XChaCha20-Poly1305, whose nonces are long enough to be drawn at random for ever.

use crate::{VaultFault, draw};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// A key, which is overwritten in memory when it is not needed any more.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// What sealed data begins with, so that another way of sealing can be told from this.
const VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;

/// Seals `plain` so that it opens only with the same key and for the same `owner`.
pub(crate) fn seal(key: &Key, owner: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultFault> {
    let nonce = draw::<NONCE_BYTES>()?;
    let sealed = encrypt(key, &nonce, owner, plain)?;
    Ok([&[VERSION][..], &nonce[..], &sealed].concat())
}

/// Opens what `seal` has sealed.
pub(crate) fn open(key: &Key, owner: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultFault> {
    let broken = |cause| VaultFault::Broken { cause };
    let rest = match sealed {
        [VERSION, rest @ ..] => rest,
        _ => return Err(broken("another version has sealed it")),
    };
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(|| broken("it is too short"))?;
    decrypt(key, nonce, owner, sealed)
}

pub(crate) fn encrypt(
    key: &Key,
    nonce: &[u8; NONCE_BYTES],
    owner: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, VaultFault> {
    let payload = Payload { msg: plain, aad: owner };
    let sealed = XChaCha20Poly1305::new((&**key).into()).encrypt(&XNonce::from(*nonce), payload);
    sealed.map_err(|_| VaultFault::Broken { cause: "it is too long to be sealed" })
}

pub(crate) fn decrypt(
    key: &Key,
    nonce: &[u8; NONCE_BYTES],
    owner: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultFault> {
    let payload = Payload { msg: sealed, aad: owner };
    let plain = XChaCha20Poly1305::new((&**key).into()).decrypt(&XNonce::from(*nonce), payload);
    let cause = "it was sealed under another key or for another customer, or was changed";
    plain.map(Zeroizing::new).map_err(|_| VaultFault::Broken { cause })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_only_whole_and_for_its_owner() {
        let key = draw::<32>().expect("chance");
        let sealed = seal(&key, b"ann", b"Ann Example").expect("sealed");
        assert_eq!(&open(&key, b"ann", &sealed).expect("opens")[..], b"Ann Example");
        let refused = |key: &Key, owner: &[u8], sealed: &[u8]| open(key, owner, sealed).is_err();
        assert!(refused(&key, b"bob", &sealed));
        assert!(refused(&draw::<32>().expect("chance"), b"ann", &sealed));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(refused(&key, b"ann", &changed), "byte {at}");
            assert!(refused(&key, b"ann", &sealed[..at]), "cut at {at}");
        }
        assert_ne!(seal(&key, b"ann", b"Ann Example").expect("sealed"), sealed, "a nonce is drawn each time");
    }
}
