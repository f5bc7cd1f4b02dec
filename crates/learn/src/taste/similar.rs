//! Items that are like another: bought with it, or bought instead of it.

use super::{Scored, Taste, strongest};

/// The latest buyers of an item that are looked at.
const BUYERS: usize = 200;

impl Taste {
    /// Items that are bought together with one, strongest first: by cosine of baskets.
    pub fn goes_with(&self, item: u32, length: usize) -> Vec<Scored> {
        let near = self.together.near(item).iter();
        let scored = near.map(|near| Scored { item: near.item, score: self.together.cosine(item, near) });
        strongest(scored.collect(), length)
    }

    /// Items that do for another, strongest first: the most bought of its kind and category, by how many households
    /// bought both, and the less the more often both lay in one basket. The score is the cosine of buyers over one plus
    /// the ratio of common baskets to those expected were each household to choose both independently.
    pub fn instead_of(&self, item: u32, length: usize) -> Vec<Scored> {
        self.of_its_groups(item, length, |(cosine, company)| cosine / (1.0 + company))
    }

    /// Items that are like another, strongest first: the most bought of its kind and category, by the cosine of buyers.
    pub fn similar_to(&self, item: u32, length: usize) -> Vec<Scored> {
        self.of_its_groups(item, length, |(cosine, _)| cosine)
    }

    fn of_its_groups(&self, item: u32, length: usize, score: impl Fn((f32, f32)) -> f32) -> Vec<Scored> {
        let article = self.article(item);
        let kind = self.kinds[article.kind as usize].popular.items();
        let category = self.categories[article.category as usize].popular.items();
        let mut others: Vec<u32> = kind.chain(category).filter(|other| *other != item).collect();
        others.sort_unstable();
        others.dedup();
        let scored =
            others.into_iter().map(|other| Scored { item: other, score: score(self.likened(item, other)) });
        strongest(scored.filter(|scored| scored.score > 0.0).collect(), length)
    }

    /// The cosine of the buyers of two items, and the ratio of common baskets to those that chance would have.
    fn likened(&self, item: u32, other: u32) -> (f32, f32) {
        let buyers = &self.buyers[item as usize];
        let looked_at = &buyers[buyers.len().saturating_sub(BUYERS)..];
        let (mut common, mut expected) = (0.0, 0.0);
        for household in looked_at {
            let household = &self.households[*household as usize];
            let (Some(one), Some(two)) = (household.items.of(item), household.items.of(other)) else {
                continue;
            };
            common += 1.0;
            expected += one.count as f32 * two.count as f32 / household.baskets as f32;
        }
        let scale = buyers.len() as f32 / looked_at.len().max(1) as f32;
        let cosine =
            common * scale / (buyers.len() as f32 * self.buyers[other as usize].len() as f32).sqrt().max(1.0);
        let together = self.together.both(item, other);
        // One basket more on both sides: little is known of rare items.
        (cosine, (together + 1.0) / (expected * scale + 1.0))
    }
}
