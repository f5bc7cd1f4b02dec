//! Where each receipt stands in the log, and what of it came back.

use realtail_kernel::{Index, Paged, Position, SaleId};
use realtail_vocabulary::{AcceptedReturn, PaidTender, ReceiptRead, RefundPlace};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What of a receipt came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameBack {
    /// Of each line, how much was bought.
    pub bought: Vec<i64>,
    /// What was paid for it.
    pub paid: Vec<i64>,
    /// How much of it came back.
    pub units: Vec<i64>,
    /// What was paid for that.
    pub value: Vec<i64>,
    /// What was given back for all lines.
    pub refunded: i64,
    /// Of each tender, what it can give back at most.
    pub tenders: Vec<PaidTender>,
    /// What it has given back.
    pub given_back: Vec<i64>,
}

impl CameBack {
    /// A receipt of which nothing has come back.
    pub(super) fn nothing_of(receipt: &ReceiptRead) -> CameBack {
        let (lines, tenders) = (receipt.lines.len(), receipt.tenders.len());
        CameBack {
            bought: receipt.lines.iter().map(|line| line.quantity.units()).collect(),
            paid: receipt.lines.iter().map(|line| line.paid).collect(),
            units: vec![0; lines],
            value: vec![0; lines],
            refunded: 0,
            tenders: receipt.tenders.clone(),
            given_back: vec![0; tenders],
        }
    }

    pub(super) fn take(&mut self, line: usize, units: i64, value: i64) {
        if let (Some(u), Some(v)) = (self.units.get_mut(line), self.value.get_mut(line)) {
            *u += units;
            *v += value;
        }
    }

    /// What was paid for all of it.
    pub fn total(&self) -> i64 {
        self.paid.iter().sum()
    }
}

/// Where receipts stand in the log. Sixteen bytes each, since a chain of stores makes out a hundred million a year: the
/// number itself is in the log, so only a hash of it is kept here, and whoever reads the entry sees whether it is the one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Receipts {
    sold: Paged<(u64, Position)>,
    came_back: BTreeMap<SaleId, CameBack>,
    #[serde(skip)]
    index: Index,
}

impl PartialEq for Receipts {
    fn eq(&self, other: &Receipts) -> bool {
        self.sold == other.sold && self.came_back == other.came_back
    }
}

/// FNV-1a, with the bits spread: it stands in snapshots, so it must not change with a version of some crate.
fn hash(sale: &SaleId) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let mut hash = sale.as_str().bytes().fold(0xcbf2_9ce4_8422_2325, fnv);
    hash ^= hash >> 32;
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Receipts {
    /// The entries that may have this receipt, the oldest first: one, but for two numbers with one hash.
    pub fn positions(&self, sale: &SaleId) -> Vec<Position> {
        let wanted = hash(sale);
        let found = self.index.like(wanted).filter_map(|no| self.sold.get(no as usize).copied());
        let mut found: Vec<Position> = found.filter(|(hash, _)| *hash == wanted).map(|(_, at)| at).collect();
        found.sort_unstable();
        found
    }

    /// What of a receipt came back, if anything did.
    pub fn came_back(&self, sale: &SaleId) -> Option<&CameBack> {
        self.came_back.get(sale)
    }

    /// All receipts of which something came back.
    pub fn all_that_came_back(&self) -> impl Iterator<Item = (&SaleId, &CameBack)> {
        self.came_back.iter()
    }

    /// How many receipts there are.
    pub fn len(&self) -> usize {
        self.sold.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sold.is_empty()
    }

    pub(super) fn sold(&mut self, sale: &SaleId, position: Position) {
        let no = self.sold.push((hash(sale), position)) as u32;
        self.remember(no);
    }

    pub(super) fn take_back(&mut self, sale: &SaleId, receipt: &ReceiptRead, accepted: &AcceptedReturn) {
        let known = self.came_back.entry(sale.clone()).or_insert_with(|| CameBack::nothing_of(receipt));
        for line in &accepted.lines {
            let Some(of) = line.of_line.and_then(|of| (of as usize).checked_sub(1)) else { continue };
            known.take(of, line.quantity.units(), line.value);
            known.refunded += line.refund;
        }
        for part in &accepted.refunds {
            if let RefundPlace::Till { tender: Some(tender), .. } = part.to
                && let Some(given) = known.given_back.get_mut(tender as usize)
            {
                *given += part.amount;
            }
        }
    }

    fn remember(&mut self, no: u32) {
        if let Some((hash, _)) = self.sold.get(no as usize) {
            self.index.insert(*hash, no);
        }
    }

    /// A copy to be written down.
    pub(super) fn freeze(&self) -> Receipts {
        Receipts { sold: self.sold.clone(), came_back: self.came_back.clone(), index: Index::default() }
    }

    /// Makes again what is not kept in a snapshot.
    pub(super) fn index(&mut self) {
        self.index = Index::default();
        for no in 0..self.sold.len() as u32 {
            self.remember(no);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_found_where_it_stands() {
        let mut receipts = Receipts::default();
        let sale = |n: u64| SaleId::new(format!("sale-{n}")).expect("a number");
        for n in 1..=5_000 {
            receipts.sold(&sale(n), Position(n));
        }
        // The same number came again after its key had been forgotten: the first is the receipt.
        receipts.sold(&sale(7), Position(9_999));
        let mut frozen = receipts.freeze();
        frozen.index();
        for known in [&receipts, &frozen] {
            assert_eq!(known.positions(&sale(7)), [Position(7), Position(9_999)]);
            assert_eq!(known.positions(&sale(4_321)), [Position(4_321)]);
            assert!(known.positions(&sale(5_001)).is_empty());
        }
    }
}
