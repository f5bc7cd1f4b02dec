//! Gift cards that refunds go on: made up at the door, and shown to whoever asked for the refund.

use crate::app::App;
use crate::problem::Problem;
use realtail_kernel::{GiftCardId, ReturnId};
use realtail_omnichannel::returns::NewCard;
use sha2::{Digest as _, Sha256};

const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A card for a return of which `parts` parts of the refund went elsewhere before.
pub(super) fn new(app: &App, return_id: &ReturnId, parts: usize) -> Result<NewCard, Problem> {
    let name = match parts {
        0 => format!("return-{return_id}"),
        n => format!("return-{return_id}-{n}"),
    };
    let card = GiftCardId::new(name).map_err(|e| Problem::malformed(e.to_string()))?;
    let digest = crate::caller::digest(&code(app, &card));
    Ok(NewCard { card, digest })
}

/// The code that spends it: eighty bits, derived and not drawn, so that an answer that was lost on the way can be given
/// again, and kept nowhere.
pub(super) fn code(app: &App, card: &GiftCardId) -> String {
    let mut hash = Sha256::new();
    hash.update(app.webhook_secret);
    hash.update(b"\0gift card of a return\0");
    hash.update(card.as_str().as_bytes());
    let bytes: [u8; 32] = hash.finalize().into();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let groups = bytes[..16].chunks(4).map(|group| group.iter().map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}
