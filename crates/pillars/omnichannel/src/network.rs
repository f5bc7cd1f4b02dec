//! Whether what is held on regions can still be served by their sites, and what each site must keep for them.
//!
//! Regions may overlap, so adding up the sites of each region by itself would count a shared site twice.
//! The question is a maximum flow from regions to sites (Ford and Fulkerson 1956), on graphs small enough
//! that augmenting paths one at a time are quick.

use crate::catalogue::{RegionNo, SiteNo};
use std::collections::BTreeMap;

/// What regions ask for, and what sites can give, of one item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// Units asked of each region, with the region's sites.
    pub demands: BTreeMap<RegionNo, (i64, Vec<SiteNo>)>,
    /// Units each site can give. A site below zero gives nothing, and takes nothing from another.
    pub capacities: BTreeMap<SiteNo, i64>,
}

impl Network {
    /// Whether any region asks for anything.
    pub fn is_idle(&self) -> bool {
        self.demands.values().all(|(units, _)| *units == 0)
    }

    /// The most that can be served, leaving out one site where `without` names it.
    pub fn served(&self, without: Option<SiteNo>) -> i64 {
        let mut flow = Flow {
            network: self,
            without,
            left: self.capacities.iter().map(|(s, c)| (*s, (*c).max(0))).collect(),
            sent: BTreeMap::new(),
        };
        let mut served = 0;
        for (region, (units, _)) in &self.demands {
            let mut wanted = *units;
            while wanted > 0 {
                let pushed = flow.augment(*region, wanted, &mut Vec::new());
                if pushed == 0 {
                    break;
                }
                wanted -= pushed;
                served += pushed;
            }
        }
        served
    }

    /// What `site` must keep so that regions are served as well as they can be: what no other site can take over.
    /// What nobody can serve any more is no reason to keep units that would not serve it either.
    pub fn required(&self, site: SiteNo) -> i64 {
        self.served(None) - self.served(Some(site))
    }

    /// How many more units `region` could ask for without taking from what others are served.
    pub fn room(&self, region: RegionNo, sites: &[SiteNo]) -> i64 {
        let mut more = self.clone();
        let everything: i64 = sites.iter().filter_map(|s| self.capacities.get(s)).map(|c| (*c).max(0)).sum();
        more.demands.entry(region).or_insert_with(|| (0, sites.to_vec())).0 += everything;
        more.served(None) - self.served(None)
    }
}

struct Flow<'a> {
    network: &'a Network,
    without: Option<SiteNo>,
    left: BTreeMap<SiteNo, i64>,
    sent: BTreeMap<(RegionNo, SiteNo), i64>,
}

impl Flow<'_> {
    /// Sends up to `wanted` units from `region` along one path, moving other regions aside where that helps.
    fn augment(&mut self, region: RegionNo, wanted: i64, seen: &mut Vec<SiteNo>) -> i64 {
        let network = self.network;
        let Some((_, sites)) = network.demands.get(&region) else { return 0 };
        for site in sites.iter().copied() {
            if Some(site) == self.without || seen.contains(&site) {
                continue;
            }
            seen.push(site);
            let left = self.left.get(&site).copied().unwrap_or(0);
            let pushed = if left > 0 { left.min(wanted) } else { self.make_room(region, site, wanted, seen) };
            if pushed > 0 {
                if left > 0 {
                    *self.left.entry(site).or_default() -= pushed;
                }
                *self.sent.entry((region, site)).or_default() += pushed;
                return pushed;
            }
        }
        0
    }

    /// Moves units of another region away from `site` to elsewhere.
    fn make_room(&mut self, region: RegionNo, site: SiteNo, wanted: i64, seen: &mut Vec<SiteNo>) -> i64 {
        let others: Vec<(RegionNo, i64)> = self
            .sent
            .iter()
            .filter(|((r, s), units)| *s == site && *r != region && **units > 0)
            .map(|((r, _), units)| (*r, *units))
            .collect();
        for (other, units) in others {
            let pushed = self.augment(other, units.min(wanted), seen);
            if pushed > 0 {
                *self.sent.entry((other, site)).or_default() -= pushed;
                return pushed;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(demands: &[(u32, i64, &[u32])], capacities: &[i64]) -> Network {
        let sites = |s: &[u32]| s.iter().map(|n| SiteNo(*n)).collect();
        Network {
            demands: demands.iter().map(|(r, units, s)| (RegionNo(*r), (*units, sites(s)))).collect(),
            capacities: (0..).map(SiteNo).zip(capacities.iter().copied()).collect(),
        }
    }

    #[test]
    fn a_site_keeps_what_no_other_can_give() {
        // demands, capacities -> served, required of each site
        for (demands, capacities, served, required) in [
            (&[(0, 3, &[0u32, 1][..])][..], &[2, 2][..], 3, &[1, 1][..]),
            (&[(0, 4, &[0, 1])], &[2, 2], 4, &[2, 2]),
            (&[(0, 1, &[0, 1])], &[2, 2], 1, &[0, 0]),
            // A shared site is counted once, not once for each region.
            (&[(0, 2, &[0, 1]), (1, 2, &[1, 2])], &[1, 2, 1], 4, &[1, 2, 1]),
            (&[(0, 2, &[0, 1]), (1, 2, &[1, 2])], &[0, 2, 0], 2, &[0, 2, 0]),
            // A site below zero takes nothing from its neighbour.
            (&[(0, 2, &[0, 1])], &[-5, 2], 2, &[0, 2]),
        ] {
            let network = network(demands, capacities);
            assert_eq!(network.served(None), served, "{network:?}");
            let found: Vec<i64> = (0..capacities.len() as u32).map(|s| network.required(SiteNo(s))).collect();
            assert_eq!(found, required, "{network:?}");
        }
    }

    #[test]
    fn room_is_what_a_region_can_still_promise() {
        let two = network(&[(0, 2, &[0, 1])], &[2, 2, 2]);
        assert_eq!(two.room(RegionNo(1), &[SiteNo(1), SiteNo(2)]), 4);
        assert_eq!(two.room(RegionNo(0), &[SiteNo(0), SiteNo(1)]), 2);
    }

    /// Against trying all assignments, unit by unit.
    #[test]
    fn flow_equals_exhaustive_search() {
        fn exhaustive(units: &[(u32, &[u32])], left: &mut [i64]) -> i64 {
            let Some(((_, sites), rest)) = units.split_first() else { return 0 };
            let mut best = exhaustive(rest, left);
            for site in *sites {
                if left[*site as usize] > 0 {
                    left[*site as usize] -= 1;
                    best = best.max(1 + exhaustive(rest, left));
                    left[*site as usize] += 1;
                }
            }
            best
        }
        let regions: [&[u32]; 3] = [&[0, 1], &[1, 2], &[0, 2, 3]];
        for seed in 0u64..400 {
            let digit = |n: u32| (seed.wrapping_mul(6364136223846793005).rotate_left(n * 7) % 3) as i64;
            let demands: Vec<(u32, i64, &[u32])> =
                (0..3u32).map(|r| (r, digit(r), regions[r as usize])).collect();
            let capacities: Vec<i64> = (3..7).map(digit).collect();
            let units: Vec<(u32, &[u32])> =
                demands.iter().flat_map(|(r, n, s)| std::iter::repeat_n((*r, *s), *n as usize)).collect();
            let network = network(&demands, &capacities);
            assert_eq!(network.served(None), exhaustive(&units, &mut capacities.clone()), "{network:?}");
        }
    }
}
