//! What every basket must be, and how it is quoted: the same for carts and checkouts.

use crate::catalogue::ItemNo;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::Word;
use realtail_vocabulary::CheckoutLine;

const LINES_MAX: usize = 500;
const CODES_MAX: usize = 20;

/// The items of a basket that can be bought, with the item's own number where it came by another.
pub(super) fn check(
    state: &Omnichannel,
    lines: &[CheckoutLine],
) -> Result<(Vec<CheckoutLine>, Vec<ItemNo>), Refusal> {
    if lines.is_empty() || lines.len() > LINES_MAX {
        return Err(Refusal::invalid("line_items", format!("a basket has 1 to {LINES_MAX} lines")));
    }
    let mut named: Vec<CheckoutLine> = Vec::with_capacity(lines.len());
    let mut items = Vec::with_capacity(lines.len());
    for line in lines {
        if named.iter().any(|known| known.line == line.line) {
            let problem = format!("two lines are called {}; give each a name of its own", line.line);
            return Err(Refusal::invalid("line_items", problem));
        }
        let item = state.catalogue.item_no(&line.item)?;
        items.push(item);
        named.push(CheckoutLine { item: state.catalogue.item(item).item.clone(), ..line.clone() });
    }
    Ok((named, items))
}

/// Codes as they came, each once, whatever the case of its letters.
pub(super) fn codes(given: &[Word]) -> Result<Vec<Word>, Refusal> {
    if given.len() > CODES_MAX {
        return Err(Refusal::invalid("discounts", format!("give at most {CODES_MAX} codes")));
    }
    let mut codes: Vec<Word> = Vec::new();
    for code in given {
        let same = |known: &Word| known.as_str().eq_ignore_ascii_case(code.as_str());
        if !codes.iter().any(same) {
            codes.push(code.clone());
        }
    }
    Ok(codes)
}
