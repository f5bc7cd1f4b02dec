//! An order to a supplier in the forms that suppliers read: X12 850 (version 004010) and CSV.

use realtail_intelligence::Placed;
use realtail_kernel::{Instant, ItemId};
use realtail_omnichannel::Catalogue;
use std::fmt::Write;

/// Who sends, in an interchange of X12: up to 15 characters.
const SENDER: &str = "REALTAIL";
/// Ends a segment.
const END: char = '~';

/// The order as an X12 interchange with one 850. Segment by segment: interchange (ISA), group (GS), transaction (ST), order
/// (BEG), wanted by (DTM 002), ship to (N1 ST), lines (PO1 with the buyer's number `IN` and the GTIN `UK`), count (CTT).
pub(super) fn x12(placed: &Placed, catalogue: &Catalogue) -> String {
    let order = &placed.order;
    let receiver =
        order.supplier.as_ref().map_or_else(|| "SUPPLIER".to_owned(), |name| field(name.as_str(), 15));
    let (date, time) = digits(placed.placed_at);
    let control = placed.position.0 % 1_000_000_000;
    let mut segments = vec![
        format!("ST*850*{:04}", 1),
        format!("BEG*00*SA*{}**{date}", field(order.order.as_str(), 22)),
        format!("DTM*002*{}", digits(order.expected_at).0),
        format!("N1*ST*{0}*92*{0}", field(order.site.as_str(), 60)),
    ];
    for (number, line) in order.lines.iter().enumerate() {
        let gtin = gtin(catalogue, &line.item).map_or(String::new(), |gtin| format!("*UK*{gtin:0>14}"));
        let item = field(line.item.as_str(), 48);
        segments.push(format!("PO1*{}*{}*EA***IN*{item}{gtin}", number + 1, line.quantity.units()));
    }
    segments.push(format!("CTT*{}", order.lines.len()));
    segments.push(format!("SE*{}*{:04}", segments.len() + 1, 1));
    let open = format!(
        "ISA*00*{:10}*00*{:10}*ZZ*{SENDER:15}*ZZ*{receiver:15}*{}*{}*U*00401*{control:09}*0*P*>{END}GS*PO*{SENDER}*{receiver}*{date}*{}*{control}*X*004010{END}",
        "",
        "",
        &date[2..],
        &time,
        &time
    );
    let close = format!("GE*1*{control}{END}IEA*1*{control:09}{END}");
    let body: String = segments.iter().map(|segment| format!("{segment}{END}")).collect();
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
        let text = x12(&placed(), &Catalogue::default()).replace(END, "~\n");
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
}
