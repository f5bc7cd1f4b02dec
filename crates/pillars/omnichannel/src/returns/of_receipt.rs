//! What may come back of a receipt, and what was paid for it.

use super::accept::{Claim, LineBack, ReceiptShown};
use super::receipts::CameBack;
use crate::machine::Omnichannel;
use crate::price::slice;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::Currency;
use realtail_vocabulary::{Amount, PaidLine, PaidTender, ReceiptRead, SaleLine, Tender};

/// A receipt as one decision about a return leaves it.
pub(super) struct ReceiptBack<'a> {
    state: &'a Omnichannel,
    pub shown: &'a ReceiptShown,
    pub read: ReceiptRead,
    pub currency: Currency,
    pub draft: CameBack,
}

impl<'a> ReceiptBack<'a> {
    pub fn new(state: &'a Omnichannel, shown: &'a ReceiptShown) -> Result<ReceiptBack<'a>, Refusal> {
        let known = state.returns.receipts.positions(&shown.sale);
        if !known.contains(&shown.position) {
            return Err(Refusal::Unknown { what: Thing::Receipt, id: shown.sale.to_string() });
        }
        let (read, currency) = read(shown)?;
        let before = state.returns.receipts.came_back(&shown.sale).cloned();
        let draft = before.unwrap_or_else(|| CameBack::nothing_of(&read));
        Ok(ReceiptBack { state, shown, read, currency, draft })
    }

    pub fn claim(&mut self, asked: &LineBack, field: &str) -> Result<Vec<Claim>, Refusal> {
        let item = asked.item.as_ref().map(|item| self.state.catalogue.item_no(item)).transpose()?;
        if asked.line.is_none() && item.is_none() {
            return Err(Refusal::invalid(&format!("{field}.line"), "name the receipt's line, or the item"));
        }
        let mut wanted = asked.quantity.units();
        let mut claims = Vec::new();
        for (n, sold) in self.shown.lines.iter().enumerate() {
            let line = n as u16 + 1;
            let of = self.state.catalogue.item_no(&sold.item)?;
            if asked.line.is_some_and(|wanted| wanted != line) || item.is_some_and(|item| item != of) {
                continue;
            }
            let (bought, before) = (self.draft.bought[n], self.draft.units[n]);
            let units = wanted.min(bought - before);
            if units > 0 {
                let value = slice(self.draft.paid[n], bought, before, units);
                self.draft.take(n, units, value);
                let bought_at = Some(self.shown.sold_at);
                claims.push(Claim { of_line: Some(line), item: of, units, value, bought_at });
                wanted -= units;
            }
        }
        if wanted == 0 { Ok(claims) } else { Err(self.too_many(asked, wanted, field)) }
    }

    fn too_many(&self, asked: &LineBack, missing: i64, field: &str) -> Refusal {
        let units = asked.quantity.units();
        let what = match (asked.line, &asked.item) {
            (Some(line), None) => format!("line {line}"),
            (Some(line), Some(item)) => format!("{item} in line {line}"),
            (None, Some(item)) => item.to_string(),
            (None, None) => "it".to_owned(),
        };
        let problem = format!(
            "of {what} on receipt {} {} units can come back, not {units}",
            self.shown.sale,
            units - missing
        );
        Refusal::invalid(&format!("{field}.quantity"), problem)
    }
}

fn amount(amount: Amount, currency: &mut Option<Currency>) -> Result<i64, Refusal> {
    let (amount, of) = match amount {
        Amount::Minor(amount) => (amount, Currency::NONE),
        Amount::Money(money) => (money.amount, money.currency),
    };
    match currency {
        Some(known) if *known != of && amount != 0 => {
            let problem = "the receipt has amounts in several currencies; give the money back by hand";
            Err(Refusal::WrongState { problem: problem.to_owned() })
        }
        Some(_) => Ok(amount),
        None => {
            *currency = Some(of);
            Ok(amount)
        }
    }
}

/// What a line was sold for.
fn cost(line: &SaleLine, currency: &mut Option<Currency>) -> Result<i64, Refusal> {
    let price = amount(line.unit_price, currency)?;
    let off = line.discount.map_or(Ok(0), |off| amount(off, currency))?;
    Ok(price.saturating_mul(line.quantity.units()).saturating_sub(off).max(0))
}

/// What a receipt says, as far as returns go by it.
///
/// # Errors
/// Where its amounts are in several currencies.
pub fn read(shown: &ReceiptShown) -> Result<(ReceiptRead, Currency), Refusal> {
    let mut currency = None;
    let costs: Vec<i64> =
        shown.lines.iter().map(|line| cost(line, &mut currency)).collect::<Result<_, _>>()?;
    let total = costs.iter().fold(0_i64, |sum, cost| sum.saturating_add(*cost));
    let tenders = tenders(&shown.tenders, total, &mut currency)?;
    let tendered = tenders.iter().fold(0_i64, |sum, tender| sum.saturating_add(tender.amount));
    // Where less was paid than the lines say, each line bears its part of that, so that the parts add up to what was paid.
    let paid = tendered.min(total);
    let mut before = 0;
    let line = |(line, cost): (&SaleLine, i64)| {
        let share = slice(paid, total, before, cost);
        before = before.saturating_add(cost);
        PaidLine { quantity: line.quantity, paid: share }
    };
    let lines = shown.lines.iter().zip(costs).map(line).collect();
    let read = ReceiptRead { position: shown.position, sold_at: shown.sold_at, lines, tenders };
    Ok((read, currency.unwrap_or(Currency::NONE)))
}

/// What each means can give back. What was tendered beyond the total was given back as change, in cash.
fn tenders(
    tenders: &[Tender],
    total: i64,
    currency: &mut Option<Currency>,
) -> Result<Vec<PaidTender>, Refusal> {
    let read = |tender: &Tender| {
        Ok(PaidTender { means: tender.kind.clone(), amount: amount(tender.amount, currency)?.max(0) })
    };
    let mut read: Vec<PaidTender> = tenders.iter().map(read).collect::<Result<_, _>>()?;
    if read.is_empty() {
        let means = realtail_kernel::Word::new("till").expect("a word");
        return Ok(vec![PaidTender { means, amount: total }]);
    }
    let tendered = read.iter().fold(0_i64, |sum, tender| sum.saturating_add(tender.amount));
    let mut change = tendered.saturating_sub(total).max(0);
    for tender in read.iter_mut().rev().filter(|tender| tender.means.as_str() == "cash") {
        let off = change.min(tender.amount);
        tender.amount -= off;
        change -= off;
    }
    Ok(read)
}

/// What the lines of a receipt come to, where they are in one currency.
pub(super) fn worth(lines: &[SaleLine]) -> Option<(i64, Currency)> {
    let mut currency = None;
    let costs = lines.iter().map(|line| cost(line, &mut currency)).collect::<Result<Vec<i64>, _>>().ok()?;
    let value = costs.iter().fold(0_i64, |sum, cost| sum.saturating_add(*cost));
    Some((value, currency.unwrap_or(Currency::NONE)))
}
