//! `realtail import` against a running engine: what is taken, what is refused and how, and that twice is once.

mod engine;

use engine::{Engine, KEY};
use parquet::data_type::{ByteArrayType, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// An engine, and a folder of files to import into it.
struct Shop {
    engine: Engine,
    files: tempfile::TempDir,
    _data: tempfile::TempDir,
}

fn shop() -> Shop {
    let (data, files) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    Shop { engine: Engine::start(data.path()), files, _data: data }
}

impl Shop {
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.files.path().join(name), text).expect("writable");
    }

    /// Whether it went well, and what was said, with the file's folder left out.
    fn import(&self, arguments: &[&str]) -> (bool, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_realtail"))
            .args(["import", "--listen", &self.engine.address.to_string()])
            .args(arguments)
            .env("REALTAIL_KEY", KEY)
            .current_dir(self.files.path())
            .output()
            .expect("the binary runs");
        let text = [done.stderr, done.stdout].concat();
        (done.status.success(), String::from_utf8_lossy(&text).into_owned())
    }

    /// Imports what has nothing wrong.
    #[track_caller]
    fn good(&self, kind: &str, file: &str, word: &str) {
        let (good, said) = self.import(&[kind, file]);
        assert!(good && said.contains(word), "{kind} {file}: {said}");
    }

    /// Imports what has something wrong; every line of `words` is said.
    #[track_caller]
    fn bad(&self, kind: &str, file: &str, words: &[&str]) {
        let (good, said) = self.import(&[kind, file]);
        assert!(!good, "{kind} {file}: {said}");
        for word in words {
            assert!(said.contains(word), "{kind} {file} does not say {word:?}: {said}");
        }
    }

    fn position(&self) -> u64 {
        let (_, status) = self.engine.call("GET", "/v1/status", &Value::Null);
        status["position"].as_u64().expect("a position")
    }

    fn on_hand(&self, item: &str, site: &str) -> Value {
        let path = format!("/v1/availability?item={item}&site={site}");
        self.engine.call("GET", &path, &Value::Null).1["lines"][0]["on_hand"].clone()
    }
}

const ITEMS: &str = "SKU,Description,EAN,Category,Colour\n\
    milk,\"Milk, whole\",4006381333931,Dairy > Milk,white\n\
    bread,Bread,,Bakery,brown\n\
    wrong,Wrong,4006381333932,Bakery,none\n\
    ham,Ham,,Meat,pink\n";
const SITES: &str = "site,name,kind,timezone,lat,lon\n\
    north,North,store,Europe/Berlin,52.52,13.4\n\
    south,South,shed,Europe/Berlin,,\n\
    depot,Depot,warehouse,Europe/Berlin,,\n";
const STOCK: &str = "item,site,quantity\n\
    milk,north,10\n\
    bread,north,1.25\n\
    cheese,north,4\n\
    bread,nowhere,4\n\
    ham,north,7\n";
const SALES: &str = "sale,site,sold_at,item,quantity,price\n\
    R1,north,2026-11-20T10:00:00Z,milk,2,99\n\
    R1,north,2026-11-20T10:00:00Z,ham,1,499\n\
    R2,north,2026-11-20T10:05:00Z,milk,1,99\n\
    R2,north,2026-11-20T10:05:00Z,cheese,1,799\n\
    R3,north,yesterday,milk,1,99\n";

#[test]
fn good_lines_are_taken_and_bad_ones_told() {
    let shop = shop();
    for (name, text) in [("i.csv", ITEMS), ("s.csv", SITES), ("stock.csv", STOCK), ("sales.csv", SALES)] {
        shop.write(name, text);
    }
    write_prices(&shop.files.path().join("prices.parquet"));
    shop.bad(
        "items",
        "i.csv",
        &[
            "i.csv: the column \"Colour\" is not used",
            "i.csv: line 4, gtin \"4006381333932\": GTIN 4006381333932 has the wrong check digit: expected 1",
            "i.csv: 4 rows, 3 taken, 1 refused",
        ],
    );
    shop.bad(
        "sites",
        "s.csv",
        &["s.csv: line 3, ", "shed", "`warehouse`", "s.csv: 3 rows, 2 taken, 1 refused"],
    );
    shop.bad(
        "stock",
        "stock.csv",
        &[
            "stock.csv: line 3, quantity \"1.25\": quantities are whole numbers of the item's unit; give whole pieces",
            "stock.csv: line 4, item \"cheese\": there is no such item; import it first, or say --create-missing",
            "stock.csv: line 5, site \"nowhere\": there is no such site; import it first, or say --create-missing",
            "stock.csv: 5 rows, 2 taken, 3 refused",
        ],
    );
    shop.good("prices", "prices.parquet", "prices.parquet: 2 rows, 2 taken, 0 refused");
    shop.bad(
        "sales",
        "sales.csv",
        &[
            "sales.csv: line 4, sale \"R2\": a receipt is taken whole or not at all, and its line 5 was refused",
            "sales.csv: line 5, item \"cheese\": there is no such item",
            "sales.csv: line 6, sold_at \"yesterday\": \"yesterday\" is no time; give RFC 3339",
            "sales.csv: 5 rows, 2 taken, 3 refused",
        ],
    );
    assert_eq!([shop.on_hand("milk", "north"), shop.on_hand("ham", "north")], [json!(8), json!(6)]);
    let (_, milk) = shop.engine.call("GET", "/v1/items/milk", &Value::Null);
    assert_eq!(milk["categories"], json!(["Dairy", "Milk"]), "{milk}");
    twice_is_once(&shop);
    what_was_missing_is_made(&shop);
}

/// All files again, with sales in between: nothing is written, so nothing is counted or sold twice.
fn twice_is_once(shop: &Shop) {
    let before = shop.position();
    for (kind, file) in
        [("items", "i.csv"), ("sites", "s.csv"), ("stock", "stock.csv"), ("sales", "sales.csv")]
    {
        shop.bad(kind, file, &["refused"]);
    }
    shop.good("prices", "prices.parquet", "2 taken (2 of them known before)");
    shop.bad("items", "i.csv", &["3 taken (3 of them known before), 1 refused"]);
    assert_eq!(shop.position(), before, "a second import has written something");
    assert_eq!(shop.on_hand("milk", "north"), 8);
}

/// The same files again, where only what was refused for an unknown item or site is left to be taken.
fn what_was_missing_is_made(shop: &Shop) {
    let (good, said) = shop.import(&["stock", "--create-missing", "stock.csv"]);
    assert!(!good && said.contains("4 taken (2 of them known before), 1 refused"), "{said}");
    assert!(said.contains("1 items and 1 sites made that were missing"), "{said}");
    assert_eq!([shop.on_hand("cheese", "north"), shop.on_hand("bread", "nowhere")], [json!(4), json!(4)]);
    assert_eq!(shop.on_hand("milk", "north"), 8, "what was counted before is not counted again");
    shop.bad("sales", "sales.csv", &["5 rows, 4 taken (2 of them known before), 1 refused"]);
    assert_eq!([shop.on_hand("cheese", "north"), shop.on_hand("milk", "north")], [json!(3), json!(7)]);
    // A receipt that comes with another content is not taken for the one that is known.
    shop.write("other.csv", &SALES.replace("ham,1,499", "ham,3,499"));
    shop.bad(
        "sales",
        "other.csv",
        &["other.csv: line 2, row \"\": a sale of this number came with another content"],
    );
    assert_eq!(shop.on_hand("ham", "north"), 6);
}

#[test]
fn what_a_file_does_not_speak_of_stays() {
    let shop = shop();
    let site = json!({"name": "S", "kind": "dark_store", "timezone": "Europe/Berlin", "daily_order_capacity": 40,
        "zones": [{"zone": "floor", "kind": "sales_floor"}]});
    assert_eq!(shop.engine.call("PUT", "/v1/sites/S", &site).0, 200);
    let item =
        json!({"name": "A", "gtin": "4006381333931", "brand": "Alder", "attributes": {"colour": "red"}});
    assert_eq!(shop.engine.call("PUT", "/v1/items/A", &item).0, 200);
    shop.write("s.csv", "site,name,kind\nS,South,\n");
    shop.write("i.csv", "item,name,brand\nA,Apple,\nA,Pear,\n");
    shop.good("sites", "s.csv", "1 taken, 0 refused");
    shop.bad("items", "i.csv", &["line 3, item \"A\": it stands in this file before", "1 taken, 1 refused"]);
    let (_, site) = shop.engine.call("GET", "/v1/sites/S", &Value::Null);
    assert_eq!(
        [&site["name"], &site["kind"], &site["daily_order_capacity"]],
        [&json!("South"), &json!("dark_store"), &json!(40)]
    );
    assert_eq!(site["zones"][0]["zone"], "floor");
    let (_, item) = shop.engine.call("GET", "/v1/items/A", &Value::Null);
    assert_eq!(
        [&item["name"], &item["gtin"], &item["brand"]],
        [&json!("Apple"), &json!("04006381333931"), &Value::Null]
    );
    assert_eq!(item["attributes"]["colour"], "red");
}

#[test]
fn customers_are_registered_once_and_what_is_wrong_is_not_repeated() {
    let shop = shop();
    let rows = "customer_id,Name,E-Mail,Phone,card,group,line1,zip,city,country\n\
        c1,Ann Example, Ann@Example.com ,+49 30 901820,L1,staff+gold,Main Street 1,10115,Berlin,DE\n\
        c2,Bob,bob(at)example.com,,,,,,,\n\
        c3,Cid,,030 901820,,,,,,\n\
        c4,Dan,,,L1,,,,,\n\
        c5,Eve,,,,,Side Street 2,,,Germany\n\
        c6,,,,,,,,,\n";
    shop.write("c.csv", rows);
    let words = [
        "line 3, email \"c2\": that is no e-mail address",
        "line 4, phone \"c3\": give a telephone number with its country code",
        "line 5, loyalty \"c4\": loyalty: loyalty number L1 is that of customer c1",
        "line 6, country \"c5\": give the two capital letters",
        "6 rows, 2 taken, 4 refused",
    ];
    shop.bad("customers", "c.csv", &words);
    let (_, said) = shop.import(&["customers", "c.csv"]);
    assert!(said.contains("2 taken (2 of them known before)"), "{said}");
    for private in ["bob(at)", "901820", "Germany", "Side Street"] {
        assert!(!said.contains(private), "{said}");
    }
    let find = |body: Value| shop.engine.call("POST", "/v1/customers:find", &body).1["customers"].clone();
    let found = find(json!({"email": "ann@example.com"}));
    assert_eq!(found[0]["customer"], "c1", "{found}");
    assert_eq!(
        found[0]["addresses"],
        json!([{"lines": ["Main Street 1"], "postal_code": "10115", "city": "Berlin", "country": "DE"}])
    );
    assert_eq!(found[0]["groups"], json!(["staff", "gold"]));
    assert_eq!(find(json!({"phone": "0049-30-901820"})), found);
    assert_eq!(find(json!({"loyalty": "L1"})), found);
}

#[test]
fn what_cannot_be_imported_is_refused_in_words() {
    let shop = shop();
    let before = shop.position();
    shop.write("c.csv", "customer,name\n1,A\n");
    shop.write("x.txt", "item,name\n1,A\n");
    shop.write("short.csv", "site,name\nS\n\u{fc},\"a\n");
    shop.write("key", "wrong-key\n");
    shop.bad("items", "x.txt", &["x.txt", "must end in .csv or .parquet"]);
    shop.bad("items", "none.csv", &["import none.csv", "No such file"]);
    shop.bad("items", "c.csv", &["there is no column item (or sku"]);
    shop.bad("sites", "short.csv", &["short.csv: line 2, row \"\": the row has 1 columns; give 2"]);
    std::fs::write(shop.files.path().join("torn.parquet"), b"PAR1").expect("writable");
    shop.bad("items", "torn.parquet", &["import torn.parquet", "read the Parquet file"]);
    shop.bad(
        "stocks",
        "c.csv",
        &["possible values: items, sites, stock, prices, promotions, customers, sales"],
    );
    shop.write("i.csv", "item,name\nA,Milk\n");
    let (good, said) = shop.import(&["items", "--key-file", "key", "i.csv"]);
    assert!(!good && said.contains("key") && !said.contains("wrong-key"), "{said}");
    assert_eq!(shop.engine.call("GET", "/v1/items/A", &Value::Null).0, 404);
    let after = shop.position();
    assert!(after <= before + 1, "only the site in short.csv may have been taken: {before} to {after}");
}

#[test]
fn prices_and_promotions_price_a_basket() {
    let shop = shop();
    shop.write("i.csv", "item,name,category\nmilk,Milk,Dairy\nham,Ham,Meat\n");
    shop.write("p.csv", "item,price,currency\nmilk,199,EUR\nham,499,EUR\nham,499,euro\n");
    shop.write(
        "promo.csv",
        "promotion,kind,value,take,pay,spend,categories,coupons,exclusive,name\n\
         dairy,percent,10,,,,Dairy,,,Dairy days\n\
         three,n_for_m,,3,2,,Meat,,,\n\
         big,threshold_amount,100,,,1000,,SAVE|save2,no,\n\
         none,gift,1,,,,,,,\n\
         half,percent,half,,,,,,,\n\
         two,n_for_m,,2,,,,,,\n\
         same,n_for_m,,2,2,,,,,\n",
    );
    shop.good("items", "i.csv", "2 taken, 0 refused");
    shop.bad(
        "prices",
        "p.csv",
        &["p.csv: line 4, currency \"euro\": \"euro\" is no currency", "2 taken, 1 refused"],
    );
    let refused = [
        "promo.csv: line 5, kind \"\": there is no such kind; write percent, ",
        "promo.csv: line 6, value \"\": a part is a number of percent",
        "promo.csv: line 7, pay \"\": a promotion of this kind needs pay; give it",
        "promo.csv: line 8, promotion \"same\": benefit.pay: pay less than 2",
        "7 rows, 3 taken, 4 refused",
    ];
    shop.bad("promotions", "promo.csv", &refused);
    let before = shop.position();
    shop.bad("promotions", "promo.csv", &refused);
    assert_eq!(shop.position(), before, "a second import has written something");
    let basket = json!({"channel": "web", "coupons": ["SAVE2"], "lines": [
        {"item": "milk", "quantity": 2}, {"item": "ham", "quantity": 3}]});
    let (status, priced) = shop.engine.call("POST", "/v1/baskets:price", &basket);
    assert_eq!(
        (status, &priced["total"], &priced["currency"]),
        (200, &json!(1256), &json!("EUR")),
        "{priced}"
    );
    assert_eq!(priced["lines"][0]["discounts"][0]["why"], "Dairy days (10 % off)");
}

fn write_prices(path: &Path) {
    let schema = "message prices { required binary item (STRING); required int64 price; optional binary site (STRING); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let file = std::fs::File::create(path).expect("writable");
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let mut column = group.next_column().expect("a column").expect("item");
    column
        .typed::<ByteArrayType>()
        .write_batch(&["4006381333931".into(), "ham".into()], None, None)
        .expect("written");
    column.close().expect("closed");
    let mut column = group.next_column().expect("a column").expect("price");
    column.typed::<Int64Type>().write_batch(&[99, 499], None, None).expect("written");
    column.close().expect("closed");
    let mut column = group.next_column().expect("a column").expect("site");
    column.typed::<ByteArrayType>().write_batch(&["north".into()], Some(&[0, 1]), None).expect("written");
    column.close().expect("closed");
    group.close().expect("closed");
    writer.close().expect("closed");
}
