//! Rows that are sent as one: a row for itself, a receipt as a whole or not at all.

use super::kinds::Made;
use super::{Refused, digest};
use std::collections::BTreeSet;

/// Rows that are sent as one, never none.
#[derive(Debug)]
pub(super) struct Piece {
    pub rows: Vec<Made>,
}

/// Puts rows together.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    open: Option<Receipt>,
    /// Digests of the receipts that were closed.
    closed: BTreeSet<String>,
    pub whole: Vec<Piece>,
    pub refused: Vec<Refused>,
}

#[derive(Debug)]
struct Receipt {
    sale: String,
    rows: Vec<Made>,
    faults: Vec<Refused>,
}

impl Pieces {
    /// Takes the next row of the file.
    pub fn take(&mut self, receipt: Option<String>, row: Result<Made, Refused>) {
        let Some(sale) = receipt else {
            match row {
                Ok(made) => self.whole.push(Piece { rows: vec![made] }),
                Err(refused) => self.refused.push(refused),
            }
            return;
        };
        if self.open.as_ref().is_some_and(|open| open.sale != sale) {
            self.close();
        }
        let open = self.open.get_or_insert_with(|| Receipt { sale, rows: Vec::new(), faults: Vec::new() });
        match row.and_then(|made| fits(open.rows.first(), made)) {
            Ok(made) => open.rows.push(made),
            Err(refused) => open.faults.push(refused),
        }
    }

    /// The file has no more rows, or another receipt begins.
    pub fn close(&mut self) {
        let Some(Receipt { sale, rows, faults }) = self.open.take() else { return };
        let is_new = self.closed.insert(digest(&[&sale]));
        let reason = match faults.first() {
            Some(fault) => Some(format!(
                "a receipt is taken whole or not at all, and its line {} was refused; mend that and import again",
                fault.line
            )),
            None if !is_new => {
                Some("lines of this receipt stand further up; sort the file by receipt".to_owned())
            }
            None => None,
        };
        match reason {
            Some(reason) => self.refused.extend(rows.iter().map(|made| made.refuse("sale", reason.clone()))),
            None => self.whole.push(Piece { rows }),
        }
        self.refused.extend(faults);
    }

    /// The file cannot be read further, and the receipt that is open may go on behind the fault.
    pub fn break_off(&mut self) {
        let Some(Receipt { rows, faults, .. }) = self.open.take() else { return };
        let reason = "the file cannot be read to the end of this receipt; mend the file and import again";
        self.refused.extend(rows.iter().map(|made| made.refuse("sale", reason.to_owned())));
        self.refused.extend(faults);
    }
}

/// The lines of a receipt agree on all but what was sold.
fn fits(first: Option<&Made>, made: Made) -> Result<Made, Refused> {
    let Some(first) = first else { return Ok(made) };
    for column in ["site", "sold_at", "till", "customer"] {
        if first.fields.get(column) != made.fields.get(column) {
            let reason =
                format!("line {} of the same receipt says otherwise; give both the same", first.line);
            return Err(made.refuse(column, reason));
        }
    }
    Ok(made)
}
