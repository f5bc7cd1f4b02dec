//! What files hold, rubbish included, and what is said about it.

use super::*;

#[test]
fn columns_go_by_many_names() {
    check(Kind::Items, "SKU,Description,EAN\nA,Milk,4006381333931", &["A name=Milk gtin=4006381333931"]);
    check(Kind::Items, "\u{feff}item,name\r\n\"A, 1\",\"Mi\"\"lk\"\r\n", &["A, 1 name=Mi\"lk"]);
    check(
        Kind::Items,
        "item,name,category\nA,Milk,Dairy > Milk",
        &["A name=Milk categories=[\"Dairy\",\"Milk\"]"],
    );
    check(Kind::Stock, "Store ID,article,qty\nS,A,3", &["A site=S quantity=3"]);
}

#[test]
fn what_is_missing_or_wrong_is_told_with_its_line() {
    check(
        Kind::Items,
        "item\nA",
        &["there is no column name (or description, title, item_name, product_name); the file has item"],
    );
    check(
        Kind::Items,
        "item,name\nA,Milk\nB,Bread,x",
        &["A name=Milk", "line 3, row \"\": the row has 3 columns; give 2, as in the first row"],
    );
    check(Kind::Items, "item,name\n,Milk", &["line 2, item \"\": it is empty; give a value"]);
    check(
        Kind::Stock,
        "item,site,quantity\nA,S,-1",
        &["line 2, quantity \"-1\": there is no less than nothing; give 0 or more"],
    );
    check(
        Kind::Stock,
        "item,site,quantity\nA,S,1.25",
        &[
            "line 2, quantity \"1.25\": quantities are whole numbers of the item's unit; give whole pieces, or 1250 for 1.25 kg of an item whose unit is g",
        ],
    );
    check(
        Kind::Stock,
        "item,site,quantity\nA,S,many",
        &["line 2, quantity \"many\": it is no number; give the units as digits only"],
    );
    check(
        Kind::Prices,
        "item,price\nA,1.99",
        &["line 2, unit_price \"1.99\": prices are whole numbers of the smallest coin; write 199 for 1.99"],
    );
    check(
        Kind::Stock,
        "item,site,quantity\nA,S,1\nA,S,2",
        &[
            "A site=S quantity=1",
            "line 3, item \"A\": it stands in this file before; give each item once for a site and zone",
        ],
    );
    check(
        Kind::Stock,
        "item,site,quantity\nZ,S,1",
        &[
            "line 2, item \"Z\": there is no such item; import it first, or say --create-missing to make it with its number for a name",
        ],
    );
}

#[test]
fn a_wrong_check_digit_is_told() {
    let told = read(Kind::Items, "item,name,gtin\nA,Milk,4006381333932");
    assert!(told[0].starts_with("line 2, gtin \"4006381333932\": "), "{told:?}");
}

#[test]
fn a_receipt_is_taken_whole_or_not_at_all() {
    let head = "sale,site,sold_at,item,quantity,price";
    let line = |rest: &str| format!("{rest},1,199\n");
    let (one, two) = (line("R1,S,2026-11-23T10:00:00Z,A"), line("R2,S,2026-11-23T10:00:00Z,A"));
    check(Kind::Sales, &format!("{head}\n{one}{one}{two}"), &["R1 of 2", "R2 of 1"]);
    check(
        Kind::Sales,
        &format!("{head}\n{one}{}{two}", line("R1,S,2026-11-23T10:00:00Z,Z")),
        &[
            "R2 of 1",
            "line 2, sale \"R1\": a receipt is taken whole or not at all, and its line 3 was refused; mend that and import again",
            "line 3, item \"Z\": there is no such item; import it first, or say --create-missing to make it with its number for a name",
        ],
    );
    check(
        Kind::Sales,
        &format!("{head}\n{one}{two}{one}"),
        &[
            "R1 of 1",
            "R2 of 1",
            "line 4, sale \"R1\": lines of this receipt stand further up; sort the file by receipt",
        ],
    );
    check(
        Kind::Sales,
        &format!("{head}\n{one}{}", line("R1,S,2026-11-23T10:00:01Z,A")),
        &[
            "line 2, sale \"R1\": a receipt is taken whole or not at all, and its line 3 was refused; mend that and import again",
            "line 3, sold_at \"2026-11-23T10:00:01Z\": line 2 of the same receipt says otherwise; give both the same",
        ],
    );
}

#[test]
fn an_item_may_be_called_by_its_gtin() {
    check(Kind::Stock, "gtin,site,quantity\n4006381333931,S,3", &["A site=S quantity=3"]);
    check(Kind::Stock, "gtin,site,quantity\n04006381333931,S,3.0", &["A site=S quantity=3"]);
}

#[track_caller]
fn check(kind: Kind, file: &str, expected: &[&str]) {
    assert_eq!(read(kind, file), expected, "{file:?}");
}

/// What is sent of a file, then what is refused of it.
fn read(kind: Kind, file: &str) -> Vec<String> {
    let source = std::io::Cursor::new(file.as_bytes().to_vec());
    let table = table::csv_table(source, String::new(), 0).expect("a first row");
    let places = match kinds::places(kind, &table.names) {
        Ok(places) => places,
        Err(error) => return vec![error.to_string()],
    };
    let mut known = Known::default();
    known.items.insert("A".to_owned());
    known.by_gtin.insert("4006381333931".parse().expect("a GTIN"), "A".to_owned());
    known.sites.insert("S".to_owned());
    let mut pieces = Pieces::default();
    for row in table.rows {
        let row = row.expect("readable");
        let made = kinds::make(kind, &places, &row).and_then(|made| known.admit(kind, made, false));
        pieces.take(kinds::receipt(kind, &places, &row), made);
    }
    pieces.close();
    let sent = pieces.whole.iter().map(|piece| match piece.rows[0].text("sale") {
        Some(sale) => format!("{sale} of {}", piece.rows.len()),
        None => shown(&piece.rows[0]),
    });
    let refused = pieces.refused.iter().map(|refused| {
        let Refused { line, column, value, reason } = refused;
        format!("line {line}, {column} {value:?}: {reason}")
    });
    sent.chain(refused).collect()
}

fn shown(made: &kinds::Made) -> String {
    let text = |name: &str| {
        let value = made.fields.get(name)?;
        Some(format!(" {name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
    };
    let rest: String =
        ["site", "name", "gtin", "categories", "quantity"].into_iter().filter_map(text).collect();
    format!("{}{rest}", made.text("item").unwrap_or_default())
}
