//! Encryption that only one phone can undo (RFC 8291), as one record of `aes128gcm` (RFC 8188).

use crate::desk::Phone;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::{SecureRandom, SystemRandom};

/// A point of P-256 that is not compressed.
const POINT_BYTES: usize = 65;
const AUTH_BYTES: usize = 16;
const SALT_BYTES: usize = 16;
const RECORD_BYTES: u32 = 4_096;
/// What fits into one record beside the header, the mark of the last record, and the tag.
pub(crate) const PLAIN_BYTES_MAX: usize = 3_993;

/// Looks at a phone's keys before they are kept.
///
/// # Errors
/// What is wrong with them.
pub fn check_keys(key: &[u8], auth: &[u8]) -> Result<(), &'static str> {
    if key.len() != POINT_BYTES || key.first() != Some(&4) {
        return Err("p256dh is no point of P-256: 65 bytes that begin with 4, in base64url");
    }
    if auth.len() != AUTH_BYTES {
        return Err("auth has 16 bytes, in base64url");
    }
    // Only a point of the curve agrees on anything.
    let random = SystemRandom::new();
    let agreed = EphemeralPrivateKey::generate(&ECDH_P256, &random)
        .and_then(|own| agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, key), |_| ()));
    agreed.map_err(|_| "p256dh is no point of P-256: 65 bytes that begin with 4, in base64url")
}

/// Encrypts for a phone, with a key and a salt that are used this once.
pub(crate) fn encrypt(phone: &Phone, plain: &[u8], random: &SystemRandom) -> Result<Vec<u8>, Unspecified> {
    if plain.len() > PLAIN_BYTES_MAX {
        return Err(Unspecified);
    }
    let own = EphemeralPrivateKey::generate(&ECDH_P256, random)?;
    let own_point = own.compute_public_key()?;
    let mut salt = [0; SALT_BYTES];
    random.fill(&mut salt)?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &phone.key);
    agree_ephemeral(own, &theirs, |secret| record(secret, phone, own_point.as_ref(), &salt, plain))?
}

fn record(
    secret: &[u8],
    phone: &Phone,
    own_point: &[u8],
    salt: &[u8; SALT_BYTES],
    plain: &[u8],
) -> Result<Vec<u8>, Unspecified> {
    let info = [b"WebPush: info\0", phone.key.as_slice(), own_point];
    let shared: [u8; 32] = derive(&phone.auth, secret, &info)?;
    let key: [u8; 16] = derive(salt, &shared, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = derive(salt, &shared, &[b"Content-Encoding: nonce\0"])?;
    // A two marks the last record.
    let mut sealed = [plain, &[2]].concat();
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)?;
    let length = u8::try_from(own_point.len()).map_err(|_| Unspecified)?;
    Ok([salt.as_slice(), &RECORD_BYTES.to_be_bytes(), &[length], own_point, &sealed].concat())
}

/// So many bytes are derived.
struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut derived = [0; N];
    Salt::new(HKDF_SHA256, salt).extract(secret).expand(info, Bytes(N))?.fill(&mut derived)?;
    Ok(derived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use realtail_kernel::SubscriptionId;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("base64url")
    }

    fn phone() -> Phone {
        Phone {
            subscription: SubscriptionId::new("s").expect("a name"),
            endpoint: "https://push.example/".to_owned(),
            key: bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            ),
            auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        }
    }

    /// RFC 8291, section 5 and appendix A, from the secret on which both sides agree.
    #[test]
    fn the_example_of_the_standard_comes_out_as_it_stands_there() {
        let own =
            bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let secret = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let salt: [u8; 16] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let plain = b"When I grow up, I want to be a watermelon";
        let sealed = record(&secret, &phone(), &own, &salt, plain).expect("sealed");
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(sealed), expected);
    }

    #[test]
    fn each_time_it_is_encrypted_anew_and_fits_one_record() {
        let random = SystemRandom::new();
        let once = encrypt(&phone(), b"hello", &random).expect("sealed");
        assert_ne!(once, encrypt(&phone(), b"hello", &random).expect("sealed"));
        let most = encrypt(&phone(), &[b'x'; PLAIN_BYTES_MAX], &random).expect("sealed");
        assert!(most.len() <= 4_096, "{}", most.len());
        assert!(encrypt(&phone(), &[b'x'; PLAIN_BYTES_MAX + 1], &random).is_err());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let Phone { key, auth, .. } = phone();
        assert_eq!(check_keys(&key, &auth), Ok(()));
        assert!(check_keys(&key, &auth[1..]).is_err());
        assert!(check_keys(&key[1..], &auth).is_err());
        let beside_the_curve = [&[4; 1][..], &[7; 64]].concat();
        assert!(check_keys(&beside_the_curve, &auth).is_err());
    }
}
