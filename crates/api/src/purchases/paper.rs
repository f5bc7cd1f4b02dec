//! An order to a supplier, and a change of one, in the forms that suppliers read: X12 850 and 860 (version 004010) and CSV.

use realtail_intelligence::Placed;
use realtail_kernel::{Instant, ItemId};
use realtail_omnichannel::Catalogue;
use realtail_vocabulary::{PurchaseChange, PurchaseChangeKind, PurchaseOrder, SupplierTerms};
use std::fmt::Write;

/// Who sends, in an interchange of X12: up to 15 characters.
const SENDER: &str = "REALTAIL";
/// Ends a segment.
const END: char = '~';

/// The order as an X12 interchange with one 850. Segment by segment: interchange (ISA), group (GS), transaction (ST), order
/// (BEG), currency of the buyer (CUR) where the supplier's terms name one, wanted by (DTM 002), ship to (N1 ST), lines (PO1
/// with the buyer's number `IN` and the GTIN `UK`), count (CTT).
pub(super) fn x12(placed: &Placed, catalogue: &Catalogue, terms: Option<&SupplierTerms>) -> String {
    let order = &placed.order;
    let date = digits(placed.placed_at).0;
    let mut segments = vec![format!("BEG*00*SA*{}**{date}", field(order.order.as_str(), 22))];
    segments.extend(terms.and_then(|terms| terms.currency).map(|currency| format!("CUR*BY*{currency}")));
    segments.push(format!("DTM*002*{}", digits(order.expected_at).0));
    segments.push(format!("N1*ST*{0}*92*{0}", field(order.site.as_str(), 60)));
    for (number, line) in order.lines.iter().enumerate() {
        segments.push(format!(
            "PO1*{}*{}*EA***{}",
            number + 1,
            line.quantity.units(),
            product(catalogue, &line.item)
        ));
    }
    segments.push(format!("CTT*{}", order.lines.len()));
    let control = placed.position.0 % 1_000_000_000;
    interchange(order, ("850", "PO"), placed.placed_at, control, segments)
}

/// A change of an order as an X12 interchange with one 860: the order and the number of the change (BCH), ship to (N1 ST), the
/// line (POC) with `CT` where its date changes and `DI` where it is deleted, and its new date (DTM 002).
pub(super) fn change_x12(
    placed: &Placed,
    change: &PurchaseChange,
    catalogue: &Catalogue,
    now: Instant,
) -> String {
    let order = &placed.order;
    let number = order.lines.iter().position(|line| line.item == change.item).map_or(1, |at| at + 1);
    let what = match change.what {
        PurchaseChangeKind::Expedite => "CT",
        PurchaseChangeKind::Cancel => "DI",
    };
    let (name, date) = (field(order.order.as_str(), 22), digits(placed.placed_at).0);
    let mut segments = vec![
        format!("BCH*04*SA*{name}**{}*{date}", change.change),
        format!("N1*ST*{0}*92*{0}", field(order.site.as_str(), 60)),
        format!(
            "POC*{number}*{what}*{0}*{0}*EA***{1}",
            change.quantity.units(),
            product(catalogue, &change.item)
        ),
    ];
    if change.what == PurchaseChangeKind::Expedite {
        segments.push(format!("DTM*002*{}", digits(change.expected_at).0));
    }
    segments.push("CTT*1".to_owned());
    let control = (placed.position.0.wrapping_mul(1_000) + u64::from(change.change)) % 1_000_000_000;
    interchange(order, ("860", "PC"), now, control, segments)
}

/// What tells an item to a supplier: the buyer's number and the GTIN, with their qualifiers.
fn product(catalogue: &Catalogue, item: &ItemId) -> String {
    let gtin = gtin(catalogue, item).map_or(String::new(), |gtin| format!("*UK*{gtin:0>14}"));
    format!("IN*{}{gtin}", field(item.as_str(), 48))
}

/// An interchange of one group with one transaction of a set (850) and a functional group (PO).
fn interchange(
    order: &PurchaseOrder,
    (set, group): (&str, &str),
    at: Instant,
    control: u64,
    segments: Vec<String>,
) -> String {
    let receiver =
        order.supplier.as_ref().map_or_else(|| "SUPPLIER".to_owned(), |name| field(name.as_str(), 15));
    let (date, time) = digits(at);
    let count = segments.len() + 2;
    let first = format!("ST*{set}*{:04}", 1);
    let last = format!("SE*{count}*{:04}", 1);
    let open = format!(
        "ISA*00*{:10}*00*{:10}*ZZ*{SENDER:15}*ZZ*{receiver:15}*{}*{time}*U*00401*{control:09}*0*P*>{END}GS*{group}*{SENDER}*{receiver}*{date}*{time}*{control}*X*004010{END}",
        "",
        "",
        &date[2..],
    );
    let close = format!("GE*1*{control}{END}IEA*1*{control:09}{END}");
    let body: String =
        [first].into_iter().chain(segments).chain([last]).map(|segment| segment + &END.to_string()).collect();
    open + &body + &close
}

/// The order as a table, one line each.
pub(super) fn csv(placed: &Placed, catalogue: &Catalogue) -> String {
    let order = &placed.order;
    let supplier = order.supplier.as_ref().map_or("", |name| name.as_str());
    let mut text = "order,supplier,site,expected_at,item,gtin,quantity\r\n".to_owned();
    for line in &order.lines {
        let gtin = gtin(catalogue, &line.item).unwrap_or_default();
        let cells = [order.order.as_str(), supplier, order.site.as_str()].map(cell).join(",");
        let _ = write!(
            text,
            "{cells},{},{},{gtin},{}\r\n",
            order.expected_at,
            cell(line.item.as_str()),
            line.quantity.units()
        );
    }
    text
}

/// A change of an order as a table of one line: with no units left where it is called off.
pub(super) fn change_csv(placed: &Placed, change: &PurchaseChange, catalogue: &Catalogue) -> String {
    let order = &placed.order;
    let supplier = order.supplier.as_ref().map_or("", |name| name.as_str());
    let cells = [order.order.as_str(), supplier, order.site.as_str()].map(cell).join(",");
    let gtin = gtin(catalogue, &change.item).unwrap_or_default();
    let (what, quantity) = match change.what {
        PurchaseChangeKind::Expedite => ("expedite", change.quantity.units()),
        PurchaseChangeKind::Cancel => ("cancel", 0),
    };
    format!(
        "order,supplier,site,change,what,expected_at,item,gtin,quantity\r\n{cells},{},{what},{},{},{gtin},{quantity}\r\n",
        change.change,
        change.expected_at,
        cell(change.item.as_str())
    )
}

fn gtin(catalogue: &Catalogue, item: &ItemId) -> Option<String> {
    let item = catalogue.item_no(item).ok()?;
    catalogue.item(item).gtin.as_ref().map(ToString::to_string)
}

/// Capital letters, digits and plain signs, as X12's basic set has them; what separates is not among them.
fn field(text: &str, max: usize) -> String {
    let plain = |letter: char| match letter.to_ascii_uppercase() {
        plain @ ('A'..='Z' | '0'..='9' | ' ' | '-' | '.' | '/') => plain,
        _ => '-',
    };
    text.chars().map(plain).take(max).collect::<String>().trim().to_owned()
}

/// Quoted where a comma, a quote or a line break asks for it (RFC 4180). What a spreadsheet would take for a formula is
/// quoted behind an apostrophe.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Date and time of day in universal time, as X12 writes them: `20261127` and `0815`.
fn digits(at: Instant) -> (String, String) {
    let text = at.to_string();
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let (date, time) = text.split_once('T').unwrap_or((&text, ""));
    (digits(date), digits(time).chars().take(4).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use realtail_kernel::Position;

    fn placed() -> Placed {
        let order = serde_json::json!({"order": "po-7", "supplier": "Dairy, North*", "site": "north",
            "expected_at": "2026-11-30T08:00:00Z",
            "lines": [{"item": "milk", "quantity": 12}, {"item": "=cream", "quantity": 6}]});
        let order = serde_json::from_value(order).expect("an order");
        let placed_at = "2026-11-27T08:15:00Z".parse().expect("a time");
        Placed { order, placed_at, position: Position(4711) }
    }

    #[test]
    fn an_850_says_what_the_order_says() {
        let text = x12(&placed(), &Catalogue::default(), None).replace(END, "~\n");
        expect![[r#"
            ISA*00*          *00*          *ZZ*REALTAIL       *ZZ*DAIRY- NORTH-  *261127*0815*U*00401*000004711*0*P*>~
            GS*PO*REALTAIL*DAIRY- NORTH-*20261127*0815*4711*X*004010~
            ST*850*0001~
            BEG*00*SA*PO-7**20261127~
            DTM*002*20261130~
            N1*ST*NORTH*92*NORTH~
            PO1*1*12*EA***IN*MILK~
            PO1*2*6*EA***IN*-CREAM~
            CTT*2~
            SE*8*0001~
            GE*1*4711~
            IEA*1*000004711~
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn a_table_is_safe_in_a_spreadsheet() {
        expect![[r#"
            order,supplier,site,expected_at,item,gtin,quantity
            po-7,"Dairy, North*",north,2026-11-30T08:00:00Z,milk,,12
            po-7,"Dairy, North*",north,2026-11-30T08:00:00Z,'=cream,,6
        "#]]
        .assert_eq(&csv(&placed(), &Catalogue::default()).replace('\r', ""));
    }

    #[test]
    fn the_currency_of_the_terms_stands_on_the_paper() {
        let terms = serde_json::json!({"supplier": "Dairy", "order_days": ["mon"], "delivery_days": ["mon"],
            "currency": "EUR"});
        let terms: SupplierTerms = serde_json::from_value(terms).expect("terms");
        let text = x12(&placed(), &Catalogue::default(), Some(&terms));
        assert!(text.contains("BEG*00*SA*PO-7**20261127~CUR*BY*EUR~DTM*002"), "{text}");
        assert!(text.contains("SE*9*0001~"), "{text}");
    }

    #[test]
    fn an_860_says_what_is_changed() {
        let change = |what: &str| -> PurchaseChange {
            serde_json::from_value(
                serde_json::json!({"order": "po-7", "change": 2, "item": "=cream", "what": what,
                "quantity": 6, "expected_at": "2026-11-28T08:00:00Z", "cost": 500}),
            )
            .expect("a change")
        };
        let now = "2026-11-27T10:00:00Z".parse().expect("a time");
        let text = |what: &str| {
            let text = change_x12(&placed(), &change(what), &Catalogue::default(), now);
            let from = text.find("GS*").expect("a group");
            text[from..].replace(END, "~\n")
        };
        expect![[r#"
            GS*PC*REALTAIL*DAIRY- NORTH-*20261127*1000*4711002*X*004010~
            ST*860*0001~
            BCH*04*SA*PO-7**2*20261127~
            N1*ST*NORTH*92*NORTH~
            POC*2*CT*6*6*EA***IN*-CREAM~
            DTM*002*20261128~
            CTT*1~
            SE*7*0001~
            GE*1*4711002~
            IEA*1*004711002~
        "#]]
        .assert_eq(&text("expedite"));
        assert!(
            text("cancel").contains("POC*2*DI*6*6*EA***IN*-CREAM~\nCTT*1~\nSE*6*0001~"),
            "{}",
            text("cancel")
        );
        expect![[r#"
            order,supplier,site,change,what,expected_at,item,gtin,quantity
            po-7,"Dairy, North*",north,2,cancel,2026-11-28T08:00:00Z,'=cream,,0
        "#]]
        .assert_eq(&change_csv(&placed(), &change("cancel"), &Catalogue::default()).replace('\r', ""));
    }
}
