//! What a basket costs: the prices room says it.

use crate::machine::Omnichannel;
use crate::price::{Basket, BasketLine};
use crate::refusal::Refusal;
use realtail_kernel::{Channel, CouponCode, Currency, CustomerId, Instant, Label, Word};
use realtail_vocabulary::{
    CheckoutLine, CheckoutNote, PricedBasket, PricedLine, Quote, QuotedDiscount, QuotedLine, Redemption,
};

/// A basket that is to be priced.
pub(super) struct Asked<'a> {
    pub lines: &'a [CheckoutLine],
    pub codes: &'a [Word],
    pub channel: &'a Channel,
    pub customer: Option<&'a CustomerId>,
    pub currency: Option<Currency>,
    /// Where it goes: taxes go by this.
    pub goes: Option<&'a realtail_vocabulary::Delivery>,
    pub now: Instant,
}

/// What was quoted.
pub(super) struct Quoted {
    pub quote: Quote,
    pub currency: Currency,
    pub notes: Vec<CheckoutNote>,
}

pub(super) fn ask(state: &Omnichannel, asked: &Asked<'_>) -> Result<Quoted, Refusal> {
    let line = |(n, line): (u32, &CheckoutLine)| BasketLine {
        line: n,
        item: line.item.clone(),
        quantity: line.quantity,
        unit_price: None,
    };
    let known = asked.customer.map(|customer| state.customers.groups_of(customer));
    let (groups, member) = known.map_or((Vec::new(), false), |(groups, member)| (groups.to_vec(), member));
    let basket = Basket {
        channel: asked.channel.clone(),
        site: asked.goes.and_then(|goes| goes.site().cloned()),
        ship_to: asked.goes.and_then(|goes| goes.destination().cloned()),
        customer: asked.customer.cloned(),
        groups,
        member,
        coupons: asked.codes.iter().filter_map(|code| CouponCode::new(code.as_str()).ok()).collect(),
        currency: asked.currency,
        lines: (1..).zip(asked.lines).map(line).collect(),
        explain: false,
    };
    let priced = state.prices.evaluate(&state.catalogue, &basket, asked.now)?;
    let rejected = |code: &&Word| {
        let is_it = |coupon: &CouponCode| coupon.as_str().eq_ignore_ascii_case(code.as_str());
        let given = |redeemed: &Redemption| redeemed.coupon.as_ref().is_some_and(is_it);
        !priced.redemptions.iter().any(given)
    };
    let notes = asked.codes.iter().filter(rejected).cloned();
    Ok(Quoted {
        currency: priced.currency,
        notes: notes.map(|code| CheckoutNote::CodeRejected { code }).collect(),
        quote: quoted(&priced, asked.codes),
    })
}

fn quoted(priced: &PricedBasket, codes: &[Word]) -> Quote {
    let lines: Vec<QuotedLine> = priced.lines.iter().map(quoted_line).collect();
    let discounts = priced.redemptions.iter().filter(|redeemed| redeemed.amount > 0);
    Quote {
        discounts: discounts.map(|redeemed| quoted_discount(priced, redeemed, codes)).collect(),
        subtotal: lines.iter().map(|line| line.subtotal).sum(),
        discount: lines.iter().map(|line| line.discount).sum(),
        tax: lines.iter().map(|line| line.tax).sum(),
        delivery: 0,
        total: priced.total,
        lines,
    }
}

fn quoted_line(line: &PricedLine) -> QuotedLine {
    let on_top = line.taxes.iter().filter(|tax| !tax.inclusive);
    QuotedLine {
        unit_price: line.unit_price,
        subtotal: line.list_amount,
        discount: line.discounts.iter().map(|discount| discount.amount).sum(),
        tax: on_top.map(|tax| tax.amount).sum(),
        total: line.total,
    }
}

fn quoted_discount(priced: &PricedBasket, redeemed: &Redemption, codes: &[Word]) -> QuotedDiscount {
    let mut why = None;
    let mut lines = Vec::new();
    for (n, line) in (0u32..).zip(&priced.lines) {
        let parts = line.discounts.iter().filter(|discount| discount.promotion == redeemed.promotion);
        let amount: i64 = parts.inspect(|part| why = Some(part.why.clone())).map(|part| part.amount).sum();
        if amount != 0 {
            lines.push((n, amount));
        }
    }
    let shown = |coupon: &CouponCode| {
        codes.iter().find(|code| code.as_str().eq_ignore_ascii_case(coupon.as_str())).cloned()
    };
    let name =
        || Label::new(redeemed.promotion.as_str()).expect("a promotion's name is shorter than a title");
    QuotedDiscount {
        code: redeemed.coupon.as_ref().and_then(shown),
        title: why.and_then(|why| Label::new(why.as_ref()).ok()).unwrap_or_else(name),
        amount: redeemed.amount,
        lines,
    }
}
