//! Reporting what was found out about tags.

use super::{Presence, Tags};
use realtail_kernel::{Epc, Rejection, SiteId};
use realtail_vocabulary::{DeviceEvent, TagFact};
use std::collections::BTreeMap;

/// The most facts in one report.
const FACTS_MAX: usize = 10_000;

/// Those of the facts that are news; each with where the tag really was.
pub(crate) fn report(tags: &Tags, site: &SiteId, facts: &[TagFact]) -> Result<Vec<DeviceEvent>, Rejection> {
    if facts.len() > FACTS_MAX {
        let problem = format!("{} are too many; report at most {FACTS_MAX} at once", facts.len());
        return Err(Rejection::invalid("facts", problem));
    }
    // Where the tags are after the facts before: one may be told of twice.
    let mut moved: BTreeMap<&Epc, Option<&TagFact>> = BTreeMap::new();
    let mut news = Vec::new();
    for fact in facts {
        let before = match moved.get(&fact.epc) {
            Some(fact) => fact.and_then(|fact| fact.to.as_ref()),
            None => tags.presence(&fact.epc).filter(|presence| presence.site == *site).map(|p| &p.zone),
        };
        if before == fact.to.as_ref() {
            continue;
        }
        news.push(TagFact {
            from: before.cloned(),
            item: item(tags.presence(&fact.epc), fact),
            ..fact.clone()
        });
        moved.insert(&fact.epc, fact.to.is_some().then_some(fact));
    }
    if news.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![DeviceEvent::TagsMoved { site: site.clone(), facts: news }])
}

/// What it is on: as whoever reports knows now, else as it was known when it came.
fn item(presence: Option<&Presence>, fact: &TagFact) -> Option<realtail_kernel::ItemId> {
    fact.item.clone().or_else(|| presence?.item.clone())
}

#[cfg(test)]
mod tests {
    use crate::tags::counts_are_true;
    use crate::{Command, Devices};
    use realtail_kernel::{Instant, ItemId, Machine, SiteId, ZoneId};
    use realtail_vocabulary::{DeviceEvent, TagFact};

    /// `1>floor` came to the floor, `1>` left. All are of the item A.
    fn facts(text: &str) -> Vec<TagFact> {
        let fact = |word: &str| {
            let (serial, to) = word.split_once('>').expect("a fact reads `serial>zone`");
            TagFact {
                epc: format!("urn:epc:id:sgtin:0614141.112345.{serial}").parse().expect("an EPC"),
                item: Some(ItemId::new("A").expect("an item")),
                from: None,
                to: (!to.is_empty()).then(|| ZoneId::new(to).expect("a zone")),
                at: Instant::from_micros(5),
                confidence_ppm: 990_000,
            }
        };
        text.split_whitespace().map(fact).collect()
    }

    /// Reports one after the other, each `site: facts`; tells what was news in the last, and the counts behind it.
    #[track_caller]
    fn check(reports: &[&str], news: &str, counts: &str) {
        let mut devices = Devices::default();
        let mut last = String::new();
        for text in reports {
            let (site, told) = text.split_once(':').expect("a report reads `site: facts`");
            let command = Command::Report { site: SiteId::new(site).expect("a site"), facts: facts(told) };
            let events = devices.ask(&command, Instant::EPOCH).expect("taken");
            last = events.iter().map(render).collect();
            assert_eq!(counts_are_true(&devices.tags), Ok(()));
        }
        assert_eq!(last, news);
        let item = ItemId::new("A").expect("an item");
        let zones = |site: &str| {
            let site = SiteId::new(site).expect("a site");
            let zones = devices.tags.zones(&site, &item).map(|(zone, n)| format!("{site}/{zone} {n}"));
            zones.collect::<Vec<_>>()
        };
        assert_eq!([zones("X"), zones("Y")].concat().join(", "), counts);
    }

    fn render(event: &DeviceEvent) -> String {
        let DeviceEvent::TagsMoved { facts, .. } = event else { panic!("{event:?}") };
        let zone = |zone: &Option<ZoneId>| zone.as_ref().map_or("-".to_owned(), ZoneId::to_string);
        let fact = |f: &TagFact| {
            format!("{} {}>{}", f.epc.sgtin().expect("one").serial(), zone(&f.from), zone(&f.to))
        };
        facts.iter().map(fact).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn only_what_is_news_is_told() {
        check(&["X: 1>floor 2>back"], "1 ->floor, 2 ->back", "X/back 1, X/floor 1");
        check(&["X: 1>floor", "X: 1>floor"], "", "X/floor 1");
        check(&["X: 1>floor", "X: 1>back"], "1 floor>back", "X/back 1");
        check(&["X: 1>floor", "X: 1>"], "1 floor>-", "");
        check(&["X: 1>"], "", "");
        check(&["X: 1>floor 1>back 1> 1>floor"], "1 ->floor, 1 floor>back, 1 back>-, 1 ->floor", "X/floor 1");
        // It went on to another site before anybody noticed that it had left the first.
        check(&["X: 1>floor", "Y: 1>dock"], "1 ->dock", "Y/dock 1");
        check(&["X: 1>floor", "Y: 1>dock", "X: 1>"], "", "Y/dock 1");
    }

    #[test]
    fn too_much_at_once_is_refused() {
        let site = SiteId::new("X").expect("a site");
        let facts: Vec<TagFact> = facts("1>floor").into_iter().cycle().take(10_001).collect();
        let refused = Devices::default().decide(&Command::Report { site, facts }, Instant::EPOCH);
        assert_eq!(
            refused.expect_err("too many").to_string(),
            "facts: 10001 are too many; report at most 10000 at once"
        );
    }
}
