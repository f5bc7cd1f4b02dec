//! In which order offers go, kept as numbers so that no basket has to sort them.

use super::index::OfferNo;
use super::offer::Offer;
use std::cmp::Ordering;

/// The place of an offer among all, what goes first first.
pub(crate) type Place = u32;

/// All offers in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranking {
    order: Vec<OfferNo>,
    /// Of each offer its place in `order`.
    places: Vec<Place>,
}

impl Ranking {
    /// Gives the last of the offers its place; those behind it move on by one.
    pub fn add_last(&mut self, offers: &[Offer]) {
        let Some(new) = offers.last() else { return };
        let goes_first = |no: &OfferNo| offers[*no as usize].order(new) != Ordering::Greater;
        let place = self.order.partition_point(goes_first);
        let (no, place_no) = (offers.len() as OfferNo - 1, place as Place);
        self.order.insert(place, no);
        self.places.iter_mut().for_each(|other| *other += Place::from(*other >= place_no));
        self.places.push(place_no);
    }

    pub fn place(&self, no: OfferNo) -> Place {
        self.places[no as usize]
    }

    pub fn at(&self, place: Place) -> OfferNo {
        self.order[place as usize]
    }
}
