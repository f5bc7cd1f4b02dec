//! One slot of the file of keys: 128 bytes, so that no slot crosses the edge of a disk's sector.

use crate::VaultFault;
use crate::master::Master;
use crate::seal::{Key, decrypt, encrypt};
use zeroize::Zeroizing;

/// A keyed hash of a customer's number.
pub(crate) type Name = [u8; 16];

pub(crate) const BYTES: usize = 128;

const LIVE: u8 = 1;
const ERASED: u8 = 2;
const NAME: std::ops::Range<usize> = 8..24;
const NONCE: std::ops::Range<usize> = 24..48;
const WRAPPED: std::ops::Range<usize> = 48..96;

/// What stands in a slot.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Nothing was ever written here.
    Empty,
    /// Somebody's key, wrapped.
    Live(Name),
    /// Somebody's key was here.
    Erased(Name),
    /// Its checksum is wrong.
    Broken,
}

/// What a slot says.
pub(crate) fn read(bytes: &[u8; BYTES]) -> Slot {
    if bytes.iter().all(|byte| *byte == 0) {
        return Slot::Empty;
    }
    let mut name = [0; 16];
    name.copy_from_slice(&bytes[NAME]);
    match bytes[0] {
        _ if bytes[4..8] != checksum(bytes) => Slot::Broken,
        LIVE => Slot::Live(name),
        ERASED => Slot::Erased(name),
        _ => Slot::Broken,
    }
}

/// A slot with a key in it.
pub(crate) fn live(master: &Master, name: &Name, key: &Key) -> Result<[u8; BYTES], VaultFault> {
    let nonce = crate::draw::<24>()?;
    let wrapped = encrypt(master.key(), &nonce, name, &key[..])?;
    let mut bytes = [0; BYTES];
    bytes[0] = LIVE;
    bytes[NAME].copy_from_slice(name);
    bytes[NONCE].copy_from_slice(&nonce[..]);
    bytes[WRAPPED].copy_from_slice(&wrapped);
    let sum = checksum(&bytes);
    bytes[4..8].copy_from_slice(&sum);
    Ok(bytes)
}

/// The same without the key: so that it is known that nothing may be sealed for this name again.
pub(crate) fn erased(name: &Name) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    bytes[0] = ERASED;
    bytes[NAME].copy_from_slice(name);
    let sum = checksum(&bytes);
    bytes[4..8].copy_from_slice(&sum);
    bytes
}

/// The key in a slot.
pub(crate) fn key(master: &Master, name: &Name, bytes: &[u8; BYTES]) -> Result<Key, VaultFault> {
    let mut nonce = [0; 24];
    nonce.copy_from_slice(&bytes[NONCE]);
    let plain = decrypt(master.key(), &nonce, name, &bytes[WRAPPED])?;
    let mut key = Zeroizing::new([0; 32]);
    key.copy_from_slice(&plain);
    Ok(key)
}

fn checksum(bytes: &[u8; BYTES]) -> [u8; 4] {
    crc32c::crc32c_append(crc32c::crc32c(&bytes[..4]), &bytes[8..]).to_le_bytes()
}
