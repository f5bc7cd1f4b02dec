//! Which sale is put down to what.

mod desk;

use desk::{Desk, ask, id, plan};
use realtail_media::{Ask, Command, day_of};
use realtail_vocabulary::{JoinedConsents, MediaEvent, NotAttributed, Sight, TakenOutLine, TouchKind};

fn shown() -> Desk {
    let mut desk = Desk::new();
    desk.fund("denim", 100_000);
    desk.fund("other", 100_000);
    desk.campaign("a", plan("denim", "jeans", 100));
    desk.campaign("b", plan("denim", "jeans+socks", 90));
    desk
}

/// Shows an item of whichever campaign wins, and lets the visitor do something with it.
fn touch(desk: &mut Desk, visitor: &str, item: &str, sight: Sight) {
    let asked = Ask { visitor: Some(id(visitor)), ..ask(&[(item, 500_000)]) };
    let placed = desk.decide(asked).expect("shown");
    desk.see(placed.placement.as_str(), visitor, item, sight);
}

/// Who gets what of a sale: last touch, equal part; a star for another item of the brand.
fn words(events: &[MediaEvent]) -> String {
    match events {
        [] => "nothing".to_owned(),
        [MediaEvent::Unattributed { reason, .. }] => format!("{reason:?}"),
        [MediaEvent::Attributed(sale)] => {
            let credit = |credit: &realtail_vocabulary::Credit| {
                let touch = match credit.touch {
                    TouchKind::View => "view",
                    TouchKind::Click => "click",
                    TouchKind::PushOpened => "push",
                };
                let star = if credit.halo { "*" } else { "" };
                format!("{touch}{star} {}/{}", credit.last, credit.linear)
            };
            let credits = sale.lines.iter().flat_map(|line| line.credits.iter().map(credit));
            credits.collect::<Vec<_>>().join(", ")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn a_sale_is_put_down_to_the_last_touch_and_to_all_alike() {
    let mut desk = shown();
    touch(&mut desk, "v1", "jeans", Sight::Viewed);
    desk.later(60);
    touch(&mut desk, "v1", "jeans", Sight::Clicked);
    desk.good(Command::OpenPush(id("v1"), id("offer"), id("jeans"), None));
    let sold = desk.sell("s1", "v1", &[("jeans", 1, 5_000)]);
    assert_eq!(words(&sold), "view 0/1666, click 0/1667, push 5000/1667");
    assert!(desk.sell("s1", "v1", &[("jeans", 1, 5_000)]).is_empty(), "once");
    assert_eq!(words(&desk.sell("s2", "v2", &[("jeans", 1, 5_000)])), "NoTouch");
    assert_eq!(words(&desk.sell("s3", "v2", &[("bread", 1, 200)])), "nothing");
    assert_eq!(desk.media.touches.push(&id("offer")).last, 5_000);
    // An offer that is part of a campaign counts for the campaign.
    let campaign = desk.media.campaigns.all().next().expect("one").campaign.clone();
    desk.good(Command::OpenPush(id("v3"), id("other"), id("jeans"), Some(campaign.clone())));
    let sold = desk.sell("s4", "v3", &[("jeans", 1, 5_000)]);
    assert_eq!(words(&sold), "push 5000/5000");
    assert_eq!(desk.media.touches.push(&id("other")).last, 0);
}

#[test]
fn a_touch_counts_for_as_long_as_is_stated() {
    for (sight, days, expected) in [
        (Sight::Viewed, 0, "view 5000/5000"),
        (Sight::Viewed, 1, "NoTouch"),
        (Sight::Clicked, 13, "click 5000/5000"),
        (Sight::Clicked, 14, "NoTouch"),
    ] {
        let mut desk = shown();
        touch(&mut desk, "v1", "jeans", sight);
        desk.later(days * 86_400);
        assert_eq!(words(&desk.sell("s1", "v1", &[("jeans", 1, 5_000)])), expected, "{sight:?} {days}");
    }
}

#[test]
fn another_item_of_the_brand_is_told_apart() {
    let mut desk = shown();
    touch(&mut desk, "v1", "jeans", Sight::Clicked);
    assert_eq!(words(&desk.sell("s1", "v1", &[("belt", 1, 900)])), "click* 900/900");
    let day = desk.media.campaigns.get(&id("a")).expect("planned").days[&day_of(desk.now)].clone();
    assert_eq!((day.last, day.halo_last, day.units), (0, 900, 0));
}

#[test]
fn a_customer_must_have_agreed_and_a_stranger_must_not_have_objected() {
    // registered, what was said before the touch, what was said before the sale
    for (registered, first, then, expected) in [
        (false, None, None, "click 5000/5000"),
        (false, Some(false), None, "NoConsent"),
        (true, None, None, "NoConsent"),
        (true, Some(true), None, "click 5000/5000"),
        (true, Some(true), Some(false), "NoConsent"),
        // What was withdrawn is not there when it is given again.
        (true, Some(false), Some(true), "NoTouch"),
    ] {
        let mut desk = shown();
        if registered {
            desk.around.registered.insert("v1".to_owned());
        }
        first.into_iter().for_each(|given| desk.consent("v1", given));
        touch(&mut desk, "v1", "jeans", Sight::Clicked);
        then.into_iter().for_each(|given| desk.consent("v1", given));
        let sold = desk.sell("s1", "v1", &[("jeans", 1, 5_000)]);
        assert_eq!(words(&sold), expected, "{registered} {first:?} {then:?}");
    }
    let mut desk = shown();
    touch(&mut desk, "v1", "jeans", Sight::Clicked);
    desk.consent("v1", false);
    desk.consent("v1", true);
    let sold = desk.sell("s1", "v1", &[("jeans", 1, 5_000)]);
    assert!(matches!(sold[..], [MediaEvent::Unattributed { reason: NotAttributed::NoTouch, .. }]));
}

/// What reached the one is not to be used once both are known to be one person, of whom the other said no.
#[test]
fn what_an_alias_refused_is_not_kept_of_the_one_who_goes_on() {
    // what the alias said, what the one who goes on said, what a later sale is put down to once that one agrees
    for (alias, own, expected) in [
        (Some(false), Some(true), "NoTouch"),
        (Some(false), None, "NoTouch"),
        (Some(true), Some(true), "click 5000/5000"),
        (None, Some(true), "click 5000/5000"),
    ] {
        let mut desk = shown();
        alias.into_iter().for_each(|given| desk.consent("old", given));
        own.into_iter().for_each(|given| desk.consent("v1", given));
        touch(&mut desk, "v1", "jeans", Sight::Clicked);
        desk.good(Command::JoinConsents(JoinedConsents { customer: id("old"), into: id("v1") }));
        desk.consent("v1", true);
        let sold = desk.sell("s1", "v1", &[("jeans", 1, 5_000)]);
        assert_eq!(words(&sold), expected, "{alias:?} {own:?}");
    }
}

#[test]
fn what_comes_back_is_taken_out_to_the_unit() {
    let mut desk = shown();
    touch(&mut desk, "v1", "jeans", Sight::Clicked);
    desk.sell("s1", "v1", &[("jeans", 3, 10_000)]);
    let out = |units| Command::TakeOut(id("s1"), vec![TakenOutLine { line: 1, units }]);
    let totals = |desk: &Desk| {
        let day = desk.media.campaigns.get(&id("a")).expect("planned").days[&day_of(desk.now)].clone();
        (day.units, day.last, day.returned_units, day.returned_last, day.returned_linear)
    };
    assert_eq!(totals(&desk), (3, 10_000, 0, 0, 0));
    desk.good(out(1));
    assert_eq!(totals(&desk), (3, 10_000, 1, 3_333, 3_333));
    // No more comes back than was sold.
    desk.good(out(5));
    assert_eq!(totals(&desk), (3, 10_000, 3, 10_000, 10_000));
    assert!(desk.good(out(1)).is_empty());
}
