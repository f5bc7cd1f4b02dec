//! What was predicted, in the definition's form.

use super::prepare::Cut;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Files that are written together at the end.
pub struct Export {
    folder: Option<PathBuf>,
    /// Numbers of products by place.
    products: Vec<u32>,
    files: BTreeMap<&'static str, String>,
}

impl Export {
    /// Into a folder, or nowhere.
    pub fn new(folder: Option<&Path>, products: Vec<u32>) -> Export {
        Export { folder: folder.map(Path::to_path_buf), products, files: BTreeMap::new() }
    }

    /// Notes a ranked list of a household or a basket.
    pub fn list(&mut self, file: &'static str, whose: u64, cut: &Cut, list: &[u32]) -> Result<()> {
        let first = if file.starts_with("nbr.") || file.starts_with("nbr_new") {
            "household_id"
        } else {
            "basket_id"
        };
        if self.folder.is_none() {
            return Ok(());
        }
        let text = self.files.entry(file).or_insert_with(|| format!("{first},rank,product_id\n"));
        for (rank, item) in list.iter().enumerate() {
            let product = self.products[cut.items[*item as usize] as usize];
            writeln!(text, "{whose},{},{product}", rank + 1)?;
        }
        Ok(())
    }

    /// Notes the score of a coupon for a household.
    pub fn offer(&mut self, household: u32, campaign: u32, coupon: u64, score: f32) -> Result<()> {
        if self.folder.is_none() {
            return Ok(());
        }
        let header = || "household_id,campaign_id,coupon_upc,score\n".to_owned();
        writeln!(
            self.files.entry("offers.csv").or_insert_with(header),
            "{household},{campaign},{coupon},{score}"
        )?;
        Ok(())
    }

    /// Writes all files; tells where.
    pub fn write(self) -> Result<String> {
        let Some(folder) = self.folder else { return Ok(String::new()) };
        std::fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
        for (file, text) in &self.files {
            let path = folder.join(file);
            std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))?;
        }
        Ok(format!("wrote {} files to {}\n", self.files.len(), folder.display()))
    }
}
