//! Which campaigns to look at: by item, by word, by category, by surface.

use realtail_kernel::{ItemId, Label};
use realtail_vocabulary::{CampaignPlan, Surface};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The words of a text, as they are compared.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// See the file. Made again after a snapshot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    by_item: FxHashMap<ItemId, Vec<(u32, u8)>>,
    /// By the first word of a keyword.
    by_word: BTreeMap<String, Vec<u32>>,
    by_category: BTreeMap<Label, Vec<u32>>,
    by_surface: BTreeMap<Surface, Vec<u32>>,
    /// The words of each keyword of each campaign.
    keywords: Vec<Vec<Vec<String>>>,
}

fn first_words(keywords: &[Vec<String>]) -> impl Iterator<Item = &String> {
    keywords.iter().filter_map(|words| words.first())
}

impl Index {
    /// The campaigns of an item, each with the item's place in it.
    pub(crate) fn of_item(&self, item: &ItemId) -> &[(u32, u8)] {
        self.by_item.get(item).map_or(&[], Vec::as_slice)
    }

    /// The campaigns that have keywords which begin with one of these words, each once.
    pub(crate) fn of_words(&self, words: &[String]) -> Vec<u32> {
        let mut found: Vec<u32> =
            words.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn of_category(&self, category: &Label) -> &[u32] {
        self.by_category.get(category).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn of_surface(&self, surface: Surface) -> &[u32] {
        self.by_surface.get(&surface).map_or(&[], Vec::as_slice)
    }

    /// How well a campaign fits a query, in parts per million: how many of its words the best keyword has. Nothing where
    /// no keyword has all its words in there.
    pub(crate) fn fits(&self, number: u32, query: &[String]) -> Option<u32> {
        let keywords = self.keywords.get(number as usize)?;
        let fitting = keywords.iter().filter(|words| words.iter().all(|word| query.contains(word)));
        let longest = fitting.map(Vec::len).max()?;
        Some((longest as u32 * 1_000_000 / query.len().max(1) as u32).clamp(1, 1_000_000))
    }

    pub(crate) fn enter(&mut self, number: u32, plan: &CampaignPlan) {
        for (place, item) in (0..).zip(&plan.items) {
            self.by_item.entry(item.clone()).or_default().push((number, place));
        }
        let keywords: Vec<Vec<String>> = plan.keywords.iter().map(|text| words_of(text.as_str())).collect();
        for word in first_words(&keywords) {
            self.by_word.entry(word.clone()).or_default().push(number);
        }
        for category in &plan.categories {
            self.by_category.entry(category.clone()).or_default().push(number);
        }
        for surface in &plan.surfaces {
            self.by_surface.entry(*surface).or_default().push(number);
        }
        if self.keywords.len() <= number as usize {
            self.keywords.resize(number as usize + 1, Vec::new());
        }
        self.keywords[number as usize] = keywords;
    }

    pub(crate) fn leave(&mut self, number: u32, plan: &CampaignPlan) {
        let others = |list: Option<&mut Vec<u32>>| {
            if let Some(list) = list {
                list.retain(|no| *no != number);
            }
        };
        for item in &plan.items {
            if let Some(list) = self.by_item.get_mut(item) {
                list.retain(|(no, _)| *no != number);
            }
        }
        let keywords = std::mem::take(&mut self.keywords[number as usize]);
        first_words(&keywords).for_each(|word| others(self.by_word.get_mut(word)));
        plan.categories.iter().for_each(|category| others(self.by_category.get_mut(category)));
        plan.surfaces.iter().for_each(|surface| others(self.by_surface.get_mut(surface)));
    }
}
