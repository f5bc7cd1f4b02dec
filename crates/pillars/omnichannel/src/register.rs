//! Things with names, found at once: an array that clones for nothing, and an index that is made again.

use realtail_kernel::{Index, Paged};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// Something with a name that never changes.
pub trait Named {
    /// Its name.
    fn name(&self) -> &str;
}

/// What is large is kept behind a pointer, so that a change to one copies no others.
impl<T: Named> Named for std::sync::Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }
}

/// All things of a kind. None is ever taken out, so a number stays good.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "T: Clone + Serialize + serde::de::DeserializeOwned")]
pub struct Register<T> {
    things: Paged<T>,
    #[serde(skip)]
    numbers: Index,
}

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register { things: Paged::default(), numbers: Index::default() }
    }
}

impl<T: Clone + PartialEq> PartialEq for Register<T> {
    fn eq(&self, other: &Register<T>) -> bool {
        self.things == other.things
    }
}

impl<T: Named + Clone> Register<T> {
    /// The number of the thing of this name.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.find(hash(name), |no| self.at(no).is_some_and(|thing| thing.name() == name))
    }

    /// The thing of this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.at(self.number(name)?)
    }

    /// The thing of this name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let no = self.number(name)?;
        self.things.get_mut(no as usize)
    }

    /// The thing of this number.
    pub fn at(&self, no: u32) -> Option<&T> {
        self.things.get(no as usize)
    }

    /// The thing of this number, to be changed.
    pub fn at_mut(&mut self, no: u32) -> Option<&mut T> {
        self.things.get_mut(no as usize)
    }

    /// Adds a thing whose name is new, and tells its number.
    pub fn add(&mut self, thing: T) -> u32 {
        let no = self.things.push(thing) as u32;
        self.remember(no);
        no
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// All of them, in the order in which they came.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }

    fn remember(&mut self, no: u32) {
        if let Some(thing) = self.things.get(no as usize) {
            self.numbers.insert(hash(thing.name()), no);
        }
    }

    /// A copy that costs next to nothing and finds nothing by its name.
    pub fn freeze(&self) -> Register<T> {
        Register { things: self.things.clone(), numbers: Index::default() }
    }

    /// Makes again what a snapshot does not keep.
    pub fn index(&mut self) {
        self.numbers = Index::default();
        for no in 0..self.things.len() as u32 {
            self.remember(no);
        }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}
