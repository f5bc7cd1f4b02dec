//! Rankers that were grown: which questions there are, and which versions serve.

use realtail_kernel::Word;
use realtail_learn::taste::ranker::Ranker;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A question that a ranker answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// What a customer will buy again next.
    Next,
    /// What a customer never bought and will buy next.
    New,
    /// What a basket lacks.
    Basket,
}

impl Question {
    /// All of them, in the order of their numbers.
    pub const ALL: [Question; 3] = [Question::Next, Question::New, Question::Basket];

    /// Its model's name in the register.
    pub const fn model(self) -> &'static str {
        match self {
            Question::Next => "next-basket",
            Question::New => "new-to-customer",
            Question::Basket => "basket-completion",
        }
    }

    /// The name of the plain rule that serves while no version of the model does.
    pub const fn plain(self) -> &'static str {
        match self {
            Question::Next => "decayed-purchases",
            Question::New => "near-purchases",
            Question::Basket => "bought-together",
        }
    }
}

/// Changes whenever the same baskets would have a plain rule say something else.
pub(crate) const PLAIN_VERSION: &str = "2";

/// A version that serves.
#[derive(Clone, Debug)]
pub(crate) struct Serving {
    pub version: Word,
    pub ranker: Arc<Ranker>,
}

/// What serves, question by question. It is made again from files or from the log, so it is neither kept nor compared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rankers {
    #[serde(skip)]
    serving: [Option<Serving>; 3],
}

impl PartialEq for Rankers {
    fn eq(&self, _: &Rankers) -> bool {
        true
    }
}

impl Rankers {
    /// What serves; nothing where the plain rule does.
    pub fn serving(&self, question: Question) -> Option<&Serving> {
        self.serving[question as usize].as_ref()
    }

    /// Lets a version serve, or none.
    pub fn serve(&mut self, question: Question, serving: Option<Serving>) {
        self.serving[question as usize] = serving;
    }
}
