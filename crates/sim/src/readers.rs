//! Goods with tags, readers that miss some and hear others next door, and whoever weighs up what is heard.

use crate::chance::Chance;
use crate::workload::name;
use realtail_devices::Command as Devices;
use realtail_devices::cleaning::{Cleaner, Heard, Settings};
use realtail_kernel::{Epc, Instant, ItemId, SiteId, ZoneId};
use realtail_platform::{Command, Retail};
use std::collections::BTreeMap;

/// The tags of items that have a number by which tags tell what they are on, and some of nobody's.
const COMPANIES: [&str; 4] = ["0614141.000003", "4006381.033393", "0614141.100041", "0614141.099999"];
const TAGS_OF_EACH: usize = 4;
const ZONES: [&str; 3] = ["dock", "floor", "back"];
/// Between two times that a reader asks all tags.
const EPOCH_MS: i64 = 200;

/// Where a unit is: at which site, in which zone.
type Spot = Option<(usize, usize)>;

/// All tags, and the process that listens.
#[derive(Debug)]
pub struct Readers {
    tags: Vec<(Epc, Spot)>,
    /// Which process: another knows from before only what the state says.
    node: u64,
    cleaners: BTreeMap<SiteId, Cleaner>,
    /// Percent of epochs in which a tag answers, and in which it is heard next door.
    answers: u64,
    strays: u64,
}

impl Readers {
    /// Tags that are nowhere yet.
    pub fn new(chance: &mut Chance) -> Readers {
        let tag = |company: &str, serial: usize| -> Epc {
            format!("urn:epc:id:sgtin:{company}.{serial}").parse().expect("an EPC")
        };
        let tags =
            COMPANIES.iter().flat_map(|company| (0..TAGS_OF_EACH).map(move |n| (tag(company, n), None)));
        let tags = tags.collect();
        let (answers, strays) = ([40, 70, 95][chance.below(3)], [0, 5, 20][chance.below(3)]);
        Readers { tags, node: 0, cleaners: BTreeMap::new(), answers, strays }
    }

    /// Some goods are carried about; then readers listen for a while, and what is certain is told. The time goes on.
    pub fn listen(
        &mut self,
        (node, retail): (u64, &Retail),
        sites: usize,
        now: &mut Instant,
        chance: &mut Chance,
    ) -> Vec<Command> {
        if self.node != node {
            self.begin_from_state(node, retail, *now);
        }
        for (_, spot) in &mut self.tags {
            if chance.percent(12) {
                let zone = chance.below(ZONES.len());
                let stays_in = spot.map(|(site, _)| site).filter(|_| chance.percent(90));
                let site = stays_in.unwrap_or_else(|| chance.below(sites));
                *spot = chance.percent(75).then_some((site, zone));
            }
        }
        let bursts = [4, 12, 30][chance.below(3)];
        for _ in 0..bursts {
            *now = now.plus_ms(EPOCH_MS);
            self.listen_once(sites, *now, chance);
        }
        let mut commands = Vec::new();
        for (site, cleaner) in &mut self.cleaners {
            let mut facts: Vec<_> = cleaner.advance(*now).into_iter().map(|found| found.fact).collect();
            facts.iter_mut().for_each(|fact| fact.item = item_of(&fact.epc, retail));
            if !facts.is_empty() {
                commands.push(Command::Devices(Devices::Report { site: site.clone(), facts }));
            }
        }
        commands
    }

    /// What is not known, because nobody took it in, must be found out again.
    pub fn forget(&mut self) {
        self.node = 0;
    }

    fn listen_once(&mut self, sites: usize, now: Instant, chance: &mut Chance) {
        for site in 0..sites {
            let cleaner = cleaner(&mut self.cleaners, &name!(SiteId, "s{site}"));
            for zone in ZONES {
                cleaner.listens(&name!(ZoneId, "{zone}"), now);
            }
        }
        for (epc, spot) in &self.tags {
            let Some((site, zone)) = *spot else { continue };
            if !chance.percent(self.answers) {
                continue;
            }
            let stray = chance.percent(self.strays);
            let zone = ZONES[if stray { (zone + 1) % ZONES.len() } else { zone }];
            let rssi_dbm = Some(if stray { -70 } else { -52 });
            let heard = Heard { epc: epc.clone(), zone: name!(ZoneId, "{zone}"), rssi_dbm, at: now };
            cleaner(&mut self.cleaners, &name!(SiteId, "s{site}")).read(&heard, now);
        }
    }

    fn begin_from_state(&mut self, node: u64, retail: &Retail, now: Instant) {
        self.node = node;
        self.cleaners.clear();
        for (epc, presence) in retail.devices.tags.after(None) {
            cleaner(&mut self.cleaners, &presence.site).know(epc, &presence.zone, now);
        }
    }
}

fn cleaner<'a>(cleaners: &'a mut BTreeMap<SiteId, Cleaner>, site: &SiteId) -> &'a mut Cleaner {
    let settings = Settings { epoch_ms: EPOCH_MS, epochs_max: 60, ..Settings::default() };
    cleaners.entry(site.clone()).or_insert_with(|| Cleaner::new(settings))
}

/// What a tag is on, where the retailer knows.
fn item_of(epc: &Epc, retail: &Retail) -> Option<ItemId> {
    let catalogue = &retail.omnichannel.catalogue;
    let gtin = ItemId::new(epc.sgtin()?.gtin().to_string()).ok()?;
    Some(catalogue.item(catalogue.item_no(&gtin).ok()?).item.clone())
}
