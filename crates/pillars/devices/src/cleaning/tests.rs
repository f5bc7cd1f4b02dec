//! Streams of reads, and what they come to.

use super::{Cleaner, Finding, Heard, Settings};
use realtail_kernel::{Epc, Instant, ZoneId};

fn epc(serial: u32) -> Epc {
    format!("urn:epc:id:sgtin:0614141.112345.{serial}").parse().expect("an EPC")
}

fn zone(name: &str) -> ZoneId {
    ZoneId::new(name).expect("a zone")
}

fn ms(ms: i64) -> Instant {
    Instant::from_micros(1_000_000_000_000 + ms * 1000)
}

/// A site that is told what is heard.
struct Site {
    cleaner: Cleaner,
    now: i64,
    seed: u64,
    found: Vec<String>,
}

impl Site {
    fn new() -> Site {
        Site { cleaner: Cleaner::new(Settings::default()), now: 0, seed: 5, found: Vec::new() }
    }

    /// Whether something of this likelihood, in a hundred, happens.
    fn chance(&mut self, percent: u64) -> bool {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % 100 < percent
    }

    /// For so many seconds the tag 1 answers in these zones, each with a likelihood in one epoch and a strength.
    fn hear(&mut self, seconds: i64, zones: &[(&str, u64, i16)]) -> &mut Site {
        for _ in 0..seconds * 5 {
            self.now += 200;
            for (name, percent, dbm) in zones {
                if self.chance(*percent) {
                    let heard =
                        Heard { epc: epc(1), zone: zone(name), rssi_dbm: Some(*dbm), at: ms(self.now) };
                    self.cleaner.read(&heard, ms(self.now));
                }
                self.cleaner.listens(&zone(name), ms(self.now));
            }
            self.take();
        }
        self
    }

    /// For so many seconds nothing answers in these zones, and the readers listen.
    fn quiet(&mut self, seconds: i64, zones: &[&str]) -> &mut Site {
        let zones: Vec<(&str, u64, i16)> = zones.iter().map(|zone| (*zone, 0, 0)).collect();
        self.hear(seconds, &zones)
    }

    fn take(&mut self) {
        let found = self.cleaner.advance(ms(self.now));
        self.found.extend(found.iter().map(|Finding { fact, .. }| {
            let name = |zone: &Option<ZoneId>| zone.as_ref().map_or("-".to_owned(), ZoneId::to_string);
            format!("{}>{}", name(&fact.from), name(&fact.to))
        }));
    }

    #[track_caller]
    fn came_to(&self, facts: &str) {
        assert_eq!(self.found.join(" "), facts, "after {} s", self.now / 1000);
    }
}

#[test]
fn a_tag_that_is_missed_often_stays_where_it_is() {
    for percent in [90, 60, 30, 10] {
        let mut site = Site::new();
        site.hear(900, &[("floor", percent, -55)]).came_to("->floor");
        // The quieter it is, the longer it takes to be sure that it left.
        site.quiet(240, &["floor"]).came_to("->floor floor>-");
    }
}

#[test]
fn a_tag_that_answers_well_leaves_soon() {
    let mut site = Site::new();
    site.hear(60, &[("floor", 90, -55)]).quiet(3, &["floor"]).came_to("->floor");
    site.quiet(4, &["floor"]).came_to("->floor floor>-");
}

#[test]
fn a_tag_that_is_heard_next_door_stays_and_one_that_is_carried_over_moves() {
    let mut site = Site::new();
    site.hear(300, &[("floor", 70, -50), ("back", 30, -64)]).came_to("->floor");
    site.hear(10, &[("floor", 20, -64), ("back", 80, -50)]).came_to("->floor floor>back");
    site.hear(300, &[("floor", 20, -64), ("back", 80, -50)]).came_to("->floor floor>back");
}

#[test]
fn a_tag_between_two_antennas_does_not_go_to_and_fro() {
    let mut site = Site::new();
    site.hear(600, &[("floor", 60, -57), ("back", 60, -58)]);
    assert!(site.found.len() <= 3, "{:?}", site.found);
}

#[test]
fn one_stray_read_is_no_arrival() {
    let mut site = Site::new();
    let heard = Heard { epc: epc(1), zone: zone("floor"), rssi_dbm: None, at: ms(0) };
    site.cleaner.read(&heard, ms(0));
    site.quiet(700, &["floor"]).came_to("");
    assert_eq!(site.cleaner.tags(), 0, "it is forgotten");
}

#[test]
fn what_was_known_before_does_not_arrive_and_leaves_when_somebody_listens() {
    let mut site = Site::new();
    site.cleaner.know(&epc(1), &zone("floor"), ms(0));
    site.hear(60, &[("floor", 60, -55)]).came_to("");
    let mut site = Site::new();
    site.cleaner.know(&epc(1), &zone("floor"), ms(0));
    // No reader has connected yet: nothing is known.
    site.quiet(3600, &[]).came_to("");
    site.quiet(240, &["back"]).came_to("");
    site.quiet(1000, &["floor"]).came_to("floor>-");
}

#[test]
fn a_reader_that_was_away_says_nothing_of_what_left_meanwhile_before_it_has_listened_again() {
    let mut site = Site::new();
    site.hear(60, &[("floor", 60, -55)]).quiet(600, &[]).came_to("->floor");
    site.hear(60, &[("floor", 60, -55)]).came_to("->floor");
}

#[test]
fn memory_is_bounded_and_given_back() {
    let mut cleaner = Cleaner::new(Settings { tags_max: 100, ..Settings::default() });
    for serial in 0..1_000 {
        let heard = Heard { epc: epc(serial), zone: zone("floor"), rssi_dbm: None, at: ms(0) };
        cleaner.read(&heard, ms(0));
        cleaner.read(&heard, ms(300));
    }
    assert_eq!((cleaner.tags(), cleaner.advance(ms(300)).len()), (100, 100));
    let mut left = 0;
    for second in 1..4_000 {
        cleaner.listens(&zone("floor"), ms(second * 1000));
        left += cleaner.advance(ms(second * 1000)).len();
    }
    assert_eq!((cleaner.tags(), left), (0, 100));
    assert_eq!(cleaner.next_due(), None);
}

#[test]
fn a_fact_is_as_old_as_the_read_that_made_it_certain() {
    let mut cleaner = Cleaner::new(Settings::default());
    for at in [0, 50, 400] {
        let heard = Heard { epc: epc(1), zone: zone("floor"), rssi_dbm: Some(-50), at: ms(at - 20) };
        cleaner.read(&heard, ms(at));
    }
    let found = cleaner.advance(ms(450));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].certain_at, found[0].fact.at), (ms(400), ms(380)));
    assert!(found[0].fact.confidence_ppm > 800_000, "{found:?}");
}
