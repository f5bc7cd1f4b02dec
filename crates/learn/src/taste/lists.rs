//! What is asked of the models: the next basket, what was never bought, what a basket lacks.

use super::features::Moment;
use super::ranker::Ranker;
use super::{Scored, Taste, complete, discover, next, strongest};
use serde::{Deserialize, Serialize};

/// Grown rankers of three questions. They are asked of a [`Taste`] that may have learnt much since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Lists {
    /// Of own items.
    pub next: Ranker,
    /// Of items never bought.
    pub discover: Ranker,
    /// Of what goes with a basket.
    pub complete: Ranker,
}

impl Lists {
    /// What the household will most likely buy next, strongest first: own items, and items never bought where those are
    /// likelier. Scores are raw scores of a logistic model. Nothing is listed for whoever never bought.
    pub fn next(&self, taste: &Taste, household: u32, day: f32, length: usize) -> Vec<Scored> {
        let moment = Moment::of(taste, household, day);
        let mut all = self.next.rank(&next::candidates(&moment), length);
        all.extend(self.discover.rank(&discover::candidates(&moment), length));
        strongest(all, length)
    }

    /// The same of own items alone.
    pub fn again(&self, taste: &Taste, household: u32, day: f32, length: usize) -> Vec<Scored> {
        self.next.rank(&next::candidates(&Moment::of(taste, household, day)), length)
    }

    /// What the household never bought and will most likely buy next, strongest first.
    pub fn never_bought(&self, taste: &Taste, household: u32, day: f32, length: usize) -> Vec<Scored> {
        self.discover.rank(&discover::candidates(&Moment::of(taste, household, day)), length)
    }

    /// What will most likely be added to a basket of distinct items, strongest first. A household that is not known is
    /// answered from the basket alone.
    pub fn complete(
        &self,
        taste: &Taste,
        household: u32,
        day: f32,
        basket: &[u32],
        length: usize,
    ) -> Vec<Scored> {
        self.complete.rank(&complete::candidates(&Moment::of(taste, household, day), basket), length)
    }
}
