//! A growing array whose clone costs nothing until one side changes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;
use std::sync::Arc;

/// Elements a page holds: small enough that copying one is quick, large enough that the pages are few.
const PAGE: usize = 256;

type Page<T> = SmallVec<[T; PAGE]>;

/// An array in pages that clones share until they write to them. A page's elements lie in the page itself, so that an
/// element of a big array is two steps through memory away, not three.
///
/// A clone copies one pointer per 256 elements, so a frozen view of ten million costs well under a
/// millisecond; the first write to a shared page copies that page alone.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    pages: Vec<Arc<Page<T>>>,
    len: usize,
}

impl<T> Default for Paged<T> {
    fn default() -> Paged<T> {
        Paged { pages: Vec::new(), len: 0 }
    }
}

impl<T: Clone> Paged<T> {
    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.pages.get(index / PAGE)?.get(index % PAGE)
    }

    /// The element at `index`, to be changed.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        Arc::make_mut(self.pages.get_mut(index / PAGE)?).get_mut(index % PAGE)
    }

    /// Adds an element and tells its index.
    pub fn push(&mut self, element: T) -> usize {
        if self.len.is_multiple_of(PAGE) {
            self.pages.push(Arc::new(Page::new()));
        }
        if let Some(page) = self.pages.last_mut() {
            Arc::make_mut(page).push(element);
        }
        self.len += 1;
        self.len - 1
    }

    /// All elements in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.pages.iter().flat_map(|page| page.iter())
    }
}

impl<T: Clone> std::ops::Index<usize> for Paged<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.pages[index / PAGE][index % PAGE]
    }
}

impl<T: Clone> std::ops::IndexMut<usize> for Paged<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut Arc::make_mut(&mut self.pages[index / PAGE])[index % PAGE]
    }
}

impl<T: Clone> FromIterator<T> for Paged<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Paged<T> {
        let mut paged = Paged::default();
        for element in elements {
            paged.push(element);
        }
        paged
    }
}

impl<T: Clone + PartialEq> PartialEq for Paged<T> {
    fn eq(&self, other: &Paged<T>) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<T: Clone + Serialize> Serialize for Paged<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let mut seq = serializer.serialize_seq(Some(self.len))?;
        for element in self.iter() {
            seq.serialize_element(element)?;
        }
        seq.end()
    }
}

impl<'de, T: Clone + Deserialize<'de>> Deserialize<'de> for Paged<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Paged<T>, D::Error> {
        struct Elements<T>(std::marker::PhantomData<T>);
        impl<'de, T: Clone + Deserialize<'de>> serde::de::Visitor<'de> for Elements<T> {
            type Value = Paged<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a sequence")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Paged<T>, A::Error> {
                let mut paged = Paged::default();
                while let Some(element) = seq.next_element()? {
                    paged.push(element);
                }
                Ok(paged)
            }
        }
        deserializer.deserialize_seq(Elements(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_keeps_what_it_saw() {
        let mut live: Paged<usize> = (0..1000).collect();
        let frozen = live.clone();
        live[300] = 7;
        live.push(1000);
        assert_eq!((frozen[300], frozen.len()), (300, 1000));
        assert_eq!((live[300], live[1000], live.len()), (7, 1000, 1001));
        assert_eq!(frozen.iter().copied().collect::<Vec<_>>(), (0..1000).collect::<Vec<_>>());
    }
}
