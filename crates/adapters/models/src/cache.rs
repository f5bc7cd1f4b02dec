//! What is made from what is known, and so is neither kept nor compared.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that can be made again at any time.
#[derive(Clone, Debug)]
pub(crate) struct Cache<T>(Option<T>);

impl<T> Serialize for Cache<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de, T> Deserialize<'de> for Cache<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cache<T>, D::Error> {
        <()>::deserialize(deserializer).map(|()| Cache(None))
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Cache<T> {
        Cache(None)
    }
}

impl<T> PartialEq for Cache<T> {
    fn eq(&self, _: &Cache<T>) -> bool {
        true
    }
}

impl<T> Cache<T> {
    /// What was made last, unless it was dropped since.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }

    /// What was made last, or what is made now.
    pub fn get_or(&mut self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_insert_with(make)
    }

    /// What it was made from is another now.
    pub fn drop(&mut self) {
        self.0 = None;
    }
}
