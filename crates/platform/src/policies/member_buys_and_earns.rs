//! A member who buys at a till earns points for it.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Money, Policy, Reference};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::WalletCommand;
use realtail_vocabulary::{Amount, Event, SaleLine, StockEvent};

/// See the file.
pub(super) struct MemberBuysAndEarns;

impl Policy<Retail> for MemberBuysAndEarns {
    fn name(&self) -> &'static str {
        "member_buys_and_earns"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Stock(StockEvent::Sold { sale, customer: Some(customer), lines, .. }) = event else {
            return Vec::new();
        };
        let Some(programme) = retail.omnichannel.wallets.programme() else { return Vec::new() };
        let (_, is_member) = retail.omnichannel.customers.groups_of(customer);
        let (true, Ok(source)) = (is_member, Reference::new(sale.as_str())) else { return Vec::new() };
        let Some(amount) = lines.iter().map(|line| paid(line, programme.currency)).sum() else {
            return Vec::new();
        };
        let spent = Money { amount, currency: programme.currency };
        let earn = WalletCommand::Earn { customer: customer.clone(), source, spent };
        vec![omnichannel::Command::Wallet(earn).into()]
    }
}

/// What was paid for a line, where it was in this currency. Minor units without one are in the retailer's.
pub(crate) fn paid(line: &SaleLine, currency: realtail_kernel::Currency) -> Option<i64> {
    let minor = |amount: &Amount| match amount {
        Amount::Minor(minor) => Some(*minor),
        Amount::Money(money) => (money.currency == currency).then_some(money.amount),
    };
    let discount = line.discount.as_ref().map_or(Some(0), minor)?;
    minor(&line.unit_price)?.checked_mul(line.quantity.units())?.checked_sub(discount)
}
