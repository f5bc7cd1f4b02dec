//! The panel and the predictions, written in the form of the definition.

use super::metrics::Prediction;
use super::panel::{Panel, Series};
use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;

/// Writes `panel.csv` and the predictions of a fold into a folder.
pub fn write(
    folder: &Path,
    panel: &Panel,
    fold: &str,
    origin: usize,
    predictions: &[Prediction],
) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    let file = |name: String, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))
    };
    file("panel.csv".to_owned(), panel.text())?;
    file(format!("forecast_{fold}.csv"), rows(&panel.series, origin, predictions))
}

fn rows(series: &[Series], origin: usize, predictions: &[Prediction]) -> String {
    let mut text = "level,product,store,day,mean,q10,q20,q30,q40,q50,q60,q70,q80,q90,q95\n".to_owned();
    for (series, prediction) in series.iter().zip(predictions) {
        for (day, (mean, quantiles)) in prediction.mean.iter().zip(&prediction.quantiles).enumerate() {
            let (level, store, day) = (series.level.name(), series.store.unwrap_or(0), origin + day);
            // Writing into a text cannot fail.
            let _ = write!(text, "{level},{},{store},{day},{mean:.6}", series.product);
            quantiles.iter().for_each(|units| {
                let _ = write!(text, ",{units}");
            });
            text.push('\n');
        }
    }
    text
}
