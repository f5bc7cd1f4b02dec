//! Rows to the engine: in batches, each once, and halved where one is refused until the row at fault is found.

use super::kinds::{Known, Made};
use super::{Kind, Refused, Report};
use crate::keys::At;
use anyhow::{Context, bail};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// How often an engine that is busy is asked again.
const PATIENCE: u32 = 60;

/// A file on its way.
pub(super) struct Errand<'a> {
    pub engine: &'a At,
    pub kind: Kind,
    /// Its name and digest: from these and the lines come the keys under which the engine knows a batch again.
    pub file: String,
}

/// A call that stands for some rows.
struct Call {
    path: &'static str,
    content_type: &'static str,
    body: Value,
}

const JSON: &str = "application/json";
const EVENTS: &str = "application/cloudevents-batch+json";

/// All items and sites of the engine; items also by their GTIN.
pub(super) fn known(engine: &At) -> anyhow::Result<Known> {
    let mut known = Known::default();
    for (path, list, id) in [("/v1/items", "items", "item"), ("/v1/sites", "sites", "site")] {
        let mut cursor = String::new();
        loop {
            let page = ask(engine, "GET", &format!("{path}?limit=1000{cursor}"), JSON, None, "")?;
            let page = page.map_err(|problem| anyhow::anyhow!("{path}: {}", problem["detail"]))?;
            for entry in page[list].as_array().into_iter().flatten() {
                let ids = [&entry[id], &entry["gtin"]].into_iter().filter_map(Value::as_str);
                let ids = ids.flat_map(|id| [id.to_owned(), format!("{id:0>14}")]);
                if id == "item" { known.items.extend(ids) } else { known.sites.extend(ids) }
            }
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
    }
    Ok(known)
}

/// Asks until the engine has time. The problem document where it refuses.
fn ask(
    engine: &At,
    method: &str,
    path: &str,
    content_type: &str,
    key: Option<&str>,
    body: &str,
) -> anyhow::Result<Result<Value, Value>> {
    let mut headers = format!("Content-Type: {content_type}\r\n");
    if let Some(key) = key {
        headers.push_str(&format!("Idempotency-Key: {key}\r\n"));
    }
    for _ in 0..PATIENCE {
        let (status, answer) = engine.exchange(method, path, &headers, body)?;
        match status {
            200..300 => return Ok(Ok(serde_json::from_str(&answer).unwrap_or_default())),
            401 | 403 => bail!("{status}: {answer}"),
            429 | 503 => std::thread::sleep(Duration::from_secs(1)),
            400..500 => return Ok(Err(serde_json::from_str(&answer).unwrap_or_default())),
            _ => bail!("the engine answered {status} to {method} {path}: {answer}"),
        }
    }
    bail!("the engine has been too busy for {PATIENCE} s; import again later, nothing is taken twice")
}

impl Errand<'_> {
    /// Sends a batch, and notes what came of it.
    pub fn send(&self, known: &mut Known, batch: Vec<Made>, report: &mut Report) -> anyhow::Result<()> {
        self.make_missing(known)?;
        match self.kind {
            Kind::Items | Kind::Sites | Kind::Customers => self.halve(&batch, report),
            Kind::Stock => {
                let place = |made: &Made| (made.fields.get("site").cloned(), made.fields.get("zone").cloned());
                let mut rest = batch;
                while let Some(first) = rest.first().map(place) {
                    let (here, elsewhere): (Vec<_>, Vec<_>) = rest.into_iter().partition(|m| place(m) == first);
                    self.halve(&here, report)?;
                    rest = elsewhere;
                }
                Ok(())
            }
            Kind::Prices | Kind::Sales => self.signal(batch, report),
        }
    }

    fn make_missing(&self, known: &mut Known) -> anyhow::Result<()> {
        let missing: Vec<_> = std::mem::take(&mut known.missing).into_keys().collect();
        for chunk in missing.chunks(super::BATCH_MAX) {
            let of = |what: &'static str| chunk.iter().filter(move |(w, _)| *w == what).map(|(_, id)| id.clone());
            let items: Vec<Value> = of("item").map(|id| json!({"item": id, "name": id})).collect();
            let sites = of("site").map(|id| json!({"site": id, "name": id, "kind": "store", "timezone": "UTC"}));
            let sites: Vec<Value> = sites.collect();
            for (path, what, list) in [("/v1/items:batch", "items", items), ("/v1/sites:batch", "sites", sites)] {
                if !list.is_empty() {
                    eprintln!("making {} {what} that were not known", list.len());
                    let body = json!({what: list}).to_string();
                    let made = ask(self.engine, "POST", path, JSON, None, &body)?;
                    made.map_err(|problem| anyhow::anyhow!("make {what}: {}", problem["detail"]))?;
                }
            }
        }
        Ok(())
    }

    fn halve(&self, rows: &[Made], report: &mut Report) -> anyhow::Result<()> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(()) };
        let Call { path, content_type, body } = self.call(rows);
        let key = format!("import/{}/{}-{}", digest(&self.file), first.line, last.line);
        match ask(self.engine, "POST", path, content_type, Some(&key), &body.to_string())? {
            Ok(_) => report.taken += rows.len() as u64,
            Err(problem) if rows.len() == 1 => report.refused.push(refused(first, &problem)),
            Err(_) => {
                let (front, back) = rows.split_at(rows.len() / 2);
                self.halve(front, report)?;
                self.halve(back, report)?;
            }
        }
        Ok(())
    }

    fn call(&self, rows: &[Made]) -> Call {
        let list: Vec<&Map<String, Value>> = rows.iter().map(|made| &made.fields).collect();
        let (path, body) = match self.kind {
            Kind::Sites => ("/v1/sites:batch", json!({"sites": list})),
            Kind::Stock => {
                let line = |row: &&Map<String, Value>| json!({"item": row["item"], "counted": row["quantity"]});
                let lines: Vec<Value> = list.iter().map(line).collect();
                let mut body = json!({"site": list[0]["site"], "method": "manual", "lines": lines});
                if let Some(zone) = list[0].get("zone") {
                    body["zone"] = zone.clone();
                }
                ("/v1/stock/counts", body)
            }
            Kind::Items | Kind::Prices | Kind::Sales | Kind::Customers => ("/v1/items:batch", json!({"items": list})),
        };
        Call { path, content_type: JSON, body }
    }

    /// Signals are judged one by one.
    fn signal(&self, batch: Vec<Made>, report: &mut Report) -> anyhow::Result<()> {
        let mut groups: Vec<Vec<Made>> = Vec::new();
        for made in batch {
            match groups.last_mut() {
                Some(group) if made.group.is_some() && group[0].group == made.group => group.push(made),
                _ => groups.push(vec![made]),
            }
        }
        if groups.is_empty() {
            return Ok(());
        }
        let events: Vec<Value> = groups.iter().map(|group| self.event(group)).collect();
        let body = Value::from(events).to_string();
        let answer = ask(self.engine, "POST", "/v1/signals", EVENTS, None, &body)?;
        let answer = answer.map_err(|problem| anyhow::anyhow!("{}", problem["detail"]))?;
        let results = answer["results"].as_array().context("the engine's answer has no results")?;
        for (group, result) in groups.iter().zip(results) {
            let rows = group.len() as u64;
            match result["verdict"].as_str() {
                Some("accepted") => report.taken += rows,
                Some("duplicate") => (report.taken, report.known) = (report.taken + rows, report.known + rows),
                _ => report.refused.extend(group.iter().map(|made| refused(made, &result["problem"]))),
            }
        }
        Ok(())
    }

    fn event(&self, group: &[Made]) -> Value {
        let head = &group[0].fields;
        let only = |row: &Map<String, Value>, names: &[&str]| -> Map<String, Value> {
            row.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(n, v)| (n.clone(), v.clone())).collect()
        };
        let (id, kind, data) = match &group[0].group {
            Some(sale) => {
                let mut data = only(head, &["sale", "site", "sold_at", "till", "customer"]);
                let lines = group.iter().map(|made| only(&made.fields, &["item", "quantity", "unit_price"]));
                data.insert("lines".to_owned(), lines.collect::<Vec<_>>().into());
                (sale.clone(), "retail.sale.completed", data)
            }
            None => (format!("{}/{}", digest(&self.file), group[0].line), "retail.price.changed", head.clone()),
        };
        json!({"specversion": "1.0", "id": id, "source": "/import", "type": kind, "data": data})
    }
}

/// Short and printable, whatever the file is called.
fn digest(file: &str) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(file.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

fn refused(made: &Made, problem: &Value) -> Refused {
    let field = problem["field"].as_str().unwrap_or("");
    let column = field.rsplit('.').next().filter(|name| made.fields.contains_key(*name)).unwrap_or("row").to_owned();
    let value = made.fields.get(&column).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
    let reason = problem["detail"].as_str().or(problem["title"].as_str()).unwrap_or("the engine gave no reason");
    Refused { line: made.line, column, value: value.unwrap_or_default(), reason: reason.to_owned() }
}
