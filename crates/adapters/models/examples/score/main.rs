//! Replays a year of real receipts through the models day by day, and scores what they say on days they have not seen,
//! beside plain baselines: `cargo run --release -p realtail-models --example score -- FOLDER [tune|speed]`, where FOLDER holds
//! `transactions.parquet` and `products.parquet` of the Complete Journey. What it printed last stands in `score.txt`.

mod columns;
mod forecasts;
mod panel;
mod rules;
mod scores;
mod speed;

use realtail_models::rate::Tuning;
use std::path::PathBuf;

/// What goes wrong is told, and that is the end of it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or("which folder holds transactions.parquet?")?);
    let what = args.next();
    let receipts = panel::Receipts::read(&folder)?;
    match what.as_deref() {
        None => forecasts::score(&receipts, Tuning::default()),
        Some("tune") => {
            let tuning = forecasts::tune(&receipts);
            forecasts::score(&receipts, tuning);
        }
        Some("speed") => speed::measure(&receipts),
        Some(other) => return Err(format!("{other:?}? only `tune` or `speed` can stand there").into()),
    }
    Ok(())
}
