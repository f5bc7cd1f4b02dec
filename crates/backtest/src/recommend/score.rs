//! The definition's figures of ranked lists.

/// Sums over lists, each list counting the same.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    lists: f64,
    recall: [f64; 2],
    gain: [f64; 2],
    hit: f64,
    repeat: (f64, f64),
    explore: (f64, f64),
}

/// At which lengths lists are cut.
const LENGTHS: [usize; 2] = [10, 20];

impl Lists {
    /// Scores a list against what was bought; `own` tells which items the household had bought before.
    pub fn add(&mut self, list: &[u32], bought: &[u32], own: impl Fn(u32) -> bool) {
        if bought.is_empty() {
            return;
        }
        self.lists += 1.0;
        let hits: Vec<bool> = list.iter().map(|item| bought.contains(item)).collect();
        for (at, length) in LENGTHS.into_iter().enumerate() {
            let hits = &hits[..length.min(hits.len())];
            self.recall[at] += hits.iter().filter(|hit| **hit).count() as f64 / bought.len() as f64;
            let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
            let found: f64 =
                hits.iter().enumerate().filter(|(_, hit)| **hit).map(|(rank, _)| gain(rank)).sum();
            self.gain[at] += found / (0..bought.len().min(length)).map(gain).sum::<f64>();
        }
        self.hit += f64::from(u8::from(hits.iter().take(10).any(|hit| *hit)));
        for (repeat, sums) in [(true, &mut self.repeat), (false, &mut self.explore)] {
            let wanted: Vec<u32> = bought.iter().copied().filter(|item| own(*item) == repeat).collect();
            if !wanted.is_empty() {
                let found = list.iter().take(10).filter(|item| wanted.contains(item)).count();
                *sums = (sums.0 + found as f64 / wanted.len() as f64, sums.1 + 1.0);
            }
        }
    }

    /// Recall among the first 10 and 20.
    pub fn recall(&self) -> [f64; 2] {
        self.recall.map(|sum| sum / self.lists)
    }

    /// Normalised discounted gain of the first 10 and 20.
    pub fn gain(&self) -> [f64; 2] {
        self.gain.map(|sum| sum / self.lists)
    }

    /// Share of lists with a hit among the first 10.
    pub fn hit(&self) -> f64 {
        self.hit / self.lists
    }

    /// Recall among the first 10 of items bought before, and of items never bought.
    pub fn repeat_and_explore(&self) -> [f64; 2] {
        [self.repeat, self.explore].map(|(sum, lists)| sum / lists)
    }

    /// How many lists.
    pub fn count(&self) -> usize {
        self.lists as usize
    }
}

/// Sums over baskets of which one item was held out.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    queries: f64,
    hits: [f64; 2],
    reciprocal: f64,
    gain: f64,
    /// Hits and queries where the item had been bought before, and where it had not.
    by_origin: [(f64, f64); 2],
}

impl Completions {
    /// Scores a list against the item that was held out.
    pub fn add(&mut self, list: &[u32], out: u32, repeat: bool) {
        let rank = list.iter().position(|item| *item == out);
        let within = |length: usize| f64::from(u8::from(rank.is_some_and(|rank| rank < length)));
        self.queries += 1.0;
        self.hits[0] += within(10);
        self.hits[1] += within(20);
        if let Some(rank) = rank {
            self.reciprocal += within(20) / (rank as f64 + 1.0);
            self.gain += within(10) / (rank as f64 + 2.0).log2();
        }
        let origin = &mut self.by_origin[usize::from(!repeat)];
        *origin = (origin.0 + within(10), origin.1 + 1.0);
    }

    /// How many queries.
    pub fn count(&self) -> usize {
        self.queries as usize
    }

    /// The figures behind a name: HR@10, HR@20, MRR@20, N@10, HR@10rep, HR@10new.
    pub fn row(&self, name: &str) -> Vec<String> {
        let [repeat, new] = self.by_origin.map(|(hits, queries)| hits / queries);
        let sums = [self.hits[0], self.hits[1], self.reciprocal, self.gain].map(|sum| sum / self.queries);
        let mut row = vec![name.to_owned()];
        row.extend(sums.into_iter().chain([repeat, new]).map(figure));
        row
    }
}

/// A share with four digits, in the definition's manner.
pub fn figure(share: f64) -> String {
    let text = format!("{share:.4}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}
