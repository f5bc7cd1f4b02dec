//! Made-up positions: neither retailer says where its stores are, and a map wants to know.

use crate::DemoError;
use crate::chance::{Chance, Use};
use crate::retailer::Region;
use realtail_kernel::RegionId;
use realtail_vocabulary::GeoPosition;

/// Towns around which stores are scattered; all on the clock of New York.
const TOWNS: [(&str, f64, f64); 8] = [
    ("columbus", 39.96, -83.00),
    ("cincinnati", 39.10, -84.51),
    ("cleveland", 41.50, -81.69),
    ("pittsburgh", 40.44, -79.99),
    ("charleston", 38.35, -81.63),
    ("lexington", 38.04, -84.50),
    ("toledo", 41.65, -83.54),
    ("knoxville", 35.96, -83.92),
];

/// Half a degree: some fifty kilometres.
const SPREAD_DEGREES: f64 = 0.25;

/// Where the store with this number lies, and near which town: by the seed, not by anything known.
pub(super) fn place(seed: u64, number: u64) -> (usize, GeoPosition) {
    let mut chance = Chance::of(seed, Use::Place, number);
    let town = chance.below(TOWNS.len());
    let (_, lat, lon) = TOWNS[town];
    let near = |at: f64, chance: &mut Chance| ((at + SPREAD_DEGREES * chance.bell()) * 1e4).round() / 1e4;
    let position = GeoPosition { lat: near(lat, &mut chance), lon: near(lon, &mut chance) };
    (town, position)
}

/// A region for each town that has a store, named so that nobody takes it for real: `made-up-columbus`.
pub(super) fn regions(towns: &[usize]) -> Result<Vec<Region>, DemoError> {
    let of = |town: usize| (0..towns.len() as u32).filter(move |i| towns.get(*i as usize) == Some(&town));
    TOWNS
        .iter()
        .enumerate()
        .map(|(town, (name, ..))| {
            let region = RegionId::new(format!("made-up-{name}")).map_err(DemoError::data)?;
            Ok(Region { region, sites: of(town).collect() })
        })
        .filter(|region| !region.as_ref().is_ok_and(|r| r.sites.is_empty()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_lie_near_their_town_and_in_one_region() {
        let towns: Vec<usize> = (0..457)
            .map(|number| {
                let (town, at) = place(1, number);
                assert!((at.lat - TOWNS[town].1).abs() <= 1.5 && (at.lon - TOWNS[town].2).abs() <= 1.5);
                town
            })
            .collect();
        let regions = regions(&towns).expect("names that are names");
        assert_eq!(regions.iter().map(|r| r.sites.len()).sum::<usize>(), 457);
        assert_eq!(place(1, 367), place(1, 367));
        assert_ne!(place(1, 367), place(2, 367));
    }
}
