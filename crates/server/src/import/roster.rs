//! Rosters from a file: a row for each person; what shifts keep and what shoppers are promised stays as it is.

use super::table::{self, Row};
use crate::reach::{Call, Engine, reason};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NEEDED: [&str; 5] = ["site", "person", "roles", "contract_hours", "wage_per_hour"];

/// Sets the roster of each site that the file names, whole: who is not in it works there no more. Whether all were taken.
#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
pub(super) fn bring(engine: &Engine, file: &Path) -> anyhow::Result<bool> {
    let table = table::open(file)?;
    for name in NEEDED {
        if !table.names.iter().any(|known| known == name) {
            bail!(
                "there is no column {name:?}; give {}, and mon to sun with times such as 06:00-14:00",
                NEEDED.join(", ")
            );
        }
    }
    let shown = file.display();
    let mut sites: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut refused = 0;
    for row in table.rows {
        let row = row?;
        let cell = |name: &str| {
            let at = table.names.iter().position(|known| known == name)?;
            row.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
        };
        match person(&row, &cell) {
            Ok((site, person)) => sites.entry(site).or_default().push(person),
            Err(why) => {
                refused += 1;
                eprintln!("{shown}: line {}, {why}", row.line);
            }
        }
    }
    if refused > 0 {
        println!("{shown}: {refused} rows cannot be read, so no roster was set");
        return Ok(false);
    }
    let mut all_taken = true;
    for (site, people) in sites {
        let path = format!("/v1/sites/{site}/roster");
        let before = engine.ask(&Call::get(&path))?.unwrap_or_default();
        let mut roster = json!({"people": people});
        for kept in ["rules", "targets"] {
            if !before[kept].is_null() {
                roster[kept] = before[kept].clone();
            }
        }
        let body = roster.to_string();
        let call = Call { method: "PUT", path: &path, content_type: "application/json", body: &body };
        match engine.ask(&call).with_context(|| format!("set the roster of {site}"))? {
            Ok(_) => println!("{shown}: {} people at {site}", people.len()),
            Err(problem) => {
                all_taken = false;
                let field = problem["field"].as_str().unwrap_or_default();
                eprintln!("{shown}: the roster of {site} was refused: {field} {}", reason(&problem));
            }
        }
    }
    Ok(all_taken)
}

/// A site, and somebody who can work there; or what is wrong with the row, and what would be right.
fn person<'a>(row: &Row, cell: &dyn Fn(&str) -> Option<&'a str>) -> Result<(String, Value), String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let needed = |name: &str| cell(name).ok_or_else(|| format!("{name} is empty"));
    let minutes = |name: &str| {
        let hours = cell(name).unwrap_or("0");
        let number =
            hours.replace(',', ".").parse::<f64>().ok().filter(|hours| (0.0..=168.0).contains(hours));
        number
            .map(|hours| (hours * 60.0).round() as u32)
            .ok_or_else(|| format!("{name} {hours:?}: give hours a week, such as 37.5"))
    };
    let wage = needed("wage_per_hour")?;
    let wage: u32 = wage
        .parse()
        .map_err(|_| format!("wage_per_hour {wage:?}: give whole numbers of the smallest coin"))?;
    let roles: Vec<&str> = needed("roles")?.split('+').map(str::trim).collect();
    if let Some(other) = roles.iter().find(|role| !["till", "picking", "shelf"].contains(*role)) {
        return Err(format!("roles {other:?}: give till, picking, shelf with + between them"));
    }
    let mut available = Vec::new();
    for weekday in WEEKDAYS {
        let Some(hours) = cell(weekday) else { continue };
        let Some((from, to)) = hours.split_once('-') else {
            return Err(format!("{weekday} {hours:?}: give two times, such as 06:00-14:00, or nothing"));
        };
        available.push(json!({"weekday": weekday, "from": from.trim(), "to": to.trim()}));
    }
    let person = json!({
        "person": needed("person")?, "roles": roles, "available": available, "wage_per_hour": wage,
        "contract_minutes": minutes("contract_hours")?, "overtime_minutes": minutes("overtime_hours")?,
    });
    Ok((needed("site")?.to_owned(), person))
}
