//! Numbers for names, in the order in which they were first heard.

use crate::rate::No;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::hash::Hash;

/// Names and their numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Names<T: Eq + Hash> {
    names: Vec<T>,
    numbers: FxHashMap<T, No>,
}

impl<T: Clone + Eq + Hash> Default for Names<T> {
    fn default() -> Names<T> {
        Names { names: Vec::new(), numbers: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    /// The number of a name that was heard before.
    pub fn get(&self, name: &T) -> Option<No> {
        self.numbers.get(name).copied()
    }

    /// The number of a name, its own from now on.
    pub fn number(&mut self, name: &T) -> No {
        if let Some(number) = self.get(name) {
            return number;
        }
        let number = self.names.len() as No;
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
    }

    /// All numbers that are given out.
    pub fn numbers(&self) -> impl Iterator<Item = No> {
        0..self.names.len() as No
    }

    /// The name of a number.
    pub fn name(&self, number: No) -> Option<&T> {
        self.names.get(number as usize)
    }
}

impl<T: Serialize + Clone + Eq + Hash> Serialize for Names<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.names.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Clone + Eq + Hash> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Names<T>, D::Error> {
        let names = Vec::<T>::deserialize(deserializer)?;
        let numbers = names.iter().cloned().zip(0..).collect();
        Ok(Names { names, numbers })
    }
}
