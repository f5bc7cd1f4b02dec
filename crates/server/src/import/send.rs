//! Rows to the engine: in batches, each once, and halved where one is refused until the row at fault is found.

use super::known::Missing;
use super::pieces::Piece;
use super::{BATCH_MAX, Kind, Refused, Report, digest};
use crate::reach::{Call, Engine, reason};
use anyhow::Context;
use serde_json::{Map, Value, json};

const JSON: &str = "application/json";
const EVENTS: &str = "application/cloudevents-batch+json";

/// A file on its way.
pub(super) struct Errand<'a> {
    pub engine: &'a Engine,
    pub kind: Kind,
    /// Its name and digest: from these and its lines come the ids under which the engine knows a row again.
    pub file: String,
}

impl Errand<'_> {
    /// Sends what a file holds, after what it needs.
    pub fn send(&self, missing: &mut Missing, pieces: Vec<Piece>, report: &mut Report) -> anyhow::Result<()> {
        let (items, sites) = (std::mem::take(&mut missing.items), std::mem::take(&mut missing.sites));
        report.made_items += items.len();
        report.made_sites += sites.len();
        for (path, list, things) in [("/v1/items:batch", "items", items), ("/v1/sites:batch", "sites", sites)]
        {
            for some in things.chunks(BATCH_MAX) {
                let body = json!({list: some}).to_string();
                let made = self.post(path, JSON, &body)?;
                made.map_err(|problem| {
                    anyhow::anyhow!("make {list} that are missing: {}", reason(&problem))
                })?;
            }
        }
        match self.kind {
            Kind::Items => self.set_new("/v1/items:batch", "items", pieces, report),
            Kind::Sites => self.set_new("/v1/sites:batch", "sites", pieces, report),
            Kind::Promotions => self.put_promotions(&pieces, report),
            Kind::Customers => self.register(&pieces, report),
            Kind::Stock | Kind::Prices | Kind::Sales | Kind::Shop | Kind::Roster => {
                self.signal(&pieces, report)
            }
        }
    }

    fn post(&self, path: &str, content_type: &str, body: &str) -> anyhow::Result<Result<Value, Value>> {
        self.engine.ask(&Call { method: "POST", path, content_type, body })
    }

    /// Customers are judged one by one. What is wrong is told without what was given: it is about persons.
    fn register(&self, pieces: &[Piece], report: &mut Report) -> anyhow::Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let rows: Vec<&Map<String, Value>> = pieces.iter().map(|piece| &piece.rows[0].fields).collect();
        let answer = self.post("/v1/customers:batch", JSON, &json!({"customers": rows}).to_string())?;
        let answer = match answer {
            Ok(answer) => answer,
            Err(problem) if pieces.len() == 1 => {
                refuse_person(&pieces[0], &problem, report);
                return Ok(());
            }
            // One of them cannot be read, and then none is.
            Err(_) => {
                let (front, back) = pieces.split_at(pieces.len() / 2);
                self.register(front, report)?;
                return self.register(back, report);
            }
        };
        let results = answer["results"].as_array().context("the engine's answer has no results")?;
        for (piece, result) in pieces.iter().zip(results) {
            match result["status"].as_u64() {
                Some(200) => report.take(1, usize::from(result["changed"] == false)),
                _ => refuse_person(piece, &result["problem"], report),
            }
        }
        Ok(())
    }

    /// What the engine has so already is not written down again.
    fn set_new(&self, path: &str, list: &str, pieces: Vec<Piece>, report: &mut Report) -> anyhow::Result<()> {
        let (known, new): (Vec<Piece>, Vec<Piece>) =
            pieces.into_iter().partition(|piece| piece.rows[0].is_known);
        report.take(known.len(), known.len());
        if new.is_empty() { Ok(()) } else { self.set(path, list, &new, report) }
    }

    /// A batch is taken whole or not at all.
    fn set(&self, path: &str, list: &str, pieces: &[Piece], report: &mut Report) -> anyhow::Result<()> {
        let fields: Vec<&Map<String, Value>> =
            pieces.iter().flat_map(|piece| &piece.rows).map(|made| &made.fields).collect();
        match self.post(path, JSON, &json!({list: fields}).to_string())? {
            Ok(_) => report.take(fields.len(), 0),
            Err(problem) if pieces.len() == 1 => refuse(&pieces[0], &problem, report),
            Err(_) => {
                let (front, back) = pieces.split_at(pieces.len() / 2);
                self.set(path, list, front, report)?;
                self.set(path, list, back, report)?;
            }
        }
        Ok(())
    }

    /// Signals are judged one by one, and each is known again by its id.
    fn signal(&self, pieces: &[Piece], report: &mut Report) -> anyhow::Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let events: Vec<Value> = pieces.iter().map(|piece| self.event(piece)).collect();
        let answer = match self.post("/v1/signals", EVENTS, &Value::from(events).to_string())? {
            Ok(answer) => answer,
            Err(problem) if pieces.len() == 1 => {
                refuse(&pieces[0], &problem, report);
                return Ok(());
            }
            // The batch as a whole was too large.
            Err(_) => {
                let (front, back) = pieces.split_at(pieces.len() / 2);
                self.signal(front, report)?;
                return self.signal(back, report);
            }
        };
        let results = answer["results"].as_array().context("the engine's answer has no results")?;
        for (piece, result) in pieces.iter().zip(results) {
            let rows = piece.rows.len();
            match result["verdict"].as_str() {
                Some("accepted") => report.take(rows, 0),
                Some("duplicate") => report.take(rows, rows),
                _ => refuse(piece, &result["problem"], report),
            }
        }
        Ok(())
    }

    fn event(&self, piece: &Piece) -> Value {
        let head = &piece.rows[0];
        let line = format!("{}/{}", digest(&[&self.file]), head.line);
        let (id, source, kind, data) = match self.kind {
            Kind::Sales => {
                let data = receipt(piece);
                // By its content: a receipt that comes with another one is told apart, and refused by its number.
                (digest(&[&data.to_string()]), "/import/sales", "retail.sale.completed", data)
            }
            Kind::Stock => (line, "/import/stock", "retail.stock.counted", count(&head.fields)),
            Kind::Prices
            | Kind::Promotions
            | Kind::Items
            | Kind::Sites
            | Kind::Customers
            | Kind::Shop
            | Kind::Roster => (line, "/import/prices", "retail.price.changed", price(&head.fields)),
        };
        json!({"specversion": "1.0", "id": id, "source": source, "type": kind, "data": data})
    }
}

fn only(row: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let named = row.iter().filter(|(name, _)| names.contains(&name.as_str()));
    named.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn receipt(piece: &Piece) -> Value {
    let mut data = only(&piece.rows[0].fields, &["sale", "site", "sold_at", "till", "customer"]);
    let lines = piece.rows.iter().map(|made| only(&made.fields, &["item", "quantity", "unit_price"]));
    data.insert("lines".to_owned(), lines.collect::<Vec<_>>().into());
    data.into()
}

fn price(row: &Map<String, Value>) -> Value {
    let mut data = row.clone();
    if let Some(currency) = data.remove("currency") {
        data.insert("unit_price".to_owned(), json!({"amount": row["unit_price"], "currency": currency}));
    }
    data.into()
}

fn count(row: &Map<String, Value>) -> Value {
    let mut data = only(row, &["site", "zone"]);
    data.insert("method".to_owned(), "manual".into());
    data.insert("lines".to_owned(), json!([{"item": row["item"], "counted": row["quantity"]}]));
    data.into()
}

fn refuse(piece: &Piece, problem: &Value, report: &mut Report) {
    let field = problem["field"].as_str().unwrap_or("");
    let name = field.rsplit('.').next().unwrap_or("");
    for made in &piece.rows {
        let column = if made.fields.contains_key(name) { name } else { "row" };
        report.refuse(made.refuse(column, reason(problem).to_owned()));
    }
}

/// The line and the column say enough: what stands there is about a person.
fn refuse_person(piece: &Piece, problem: &Value, report: &mut Report) {
    let head = &piece.rows[0];
    let field = problem["field"].as_str().unwrap_or("");
    let name = field.rsplit('.').next().unwrap_or("");
    let column = if name.is_empty() { "row" } else { name };
    report.refuse(Refused {
        line: head.line,
        column: column.to_owned(),
        value: head.text("customer").unwrap_or_default().to_owned(),
        reason: reason(problem).to_owned(),
    });
}
