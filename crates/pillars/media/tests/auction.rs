//! Who is shown, for how much, and why the others are not.

mod desk;

use desk::{Desk, ask, id, plan};
use realtail_kernel::Instant;
use realtail_media::{Ask, Command};
use realtail_vocabulary::{CampaignPlan, DeliveryMethod, PaysFor, Sight, Surface};

/// Two brands with a campaign each for a pair of jeans.
fn two() -> Desk {
    let mut desk = Desk::new();
    desk.fund("denim", 10_000);
    desk.fund("other", 10_000);
    desk.campaign("a", plan("denim", "jeans", 100));
    desk.campaign("b", plan("other", "chinos", 60));
    desk
}

#[track_caller]
fn check(mut desk: Desk, ask: Ask, expected: &str) {
    let placed = desk.decide(ask);
    assert_eq!(desk.words(&placed), expected);
}

#[test]
fn the_most_relevant_bid_wins_and_pays_what_the_next_one_offers() {
    let both = [("jeans", 500_000), ("chinos", 500_000)];
    check(two(), ask(&both), "a jeans 60, b chinos Outbid");
    check(two(), ask(&[("jeans", 200_000), ("chinos", 500_000)]), "b chinos 40, a jeans Outbid");
    // Nobody behind: the reserve price.
    check(two(), Ask { slots: 2, ..ask(&both) }, "a jeans 60, b chinos 1");
    check(two(), ask(&[("socks", 900_000)]), "nothing");
    // A tie goes to who was planned first.
    let mut tie = two();
    tie.campaign("c", plan("other", "shorts", 100));
    check(tie, ask(&[("shorts", 500_000), ("jeans", 500_000)]), "a jeans 100, c shorts Outbid");
    // A view is worth more than a click of which one in fifty comes.
    let mut views = two();
    views.campaign("v", CampaignPlan { pays_for: PaysFor::View, ..plan("other", "shirt", 3) });
    check(views, ask(&[("shirt", 500_000), ("jeans", 500_000)]), "v shirt 2, a jeans Outbid");
}

#[test]
fn an_item_stands_in_one_slot() {
    let mut desk = two();
    desk.campaign("c", plan("other", "jeans", 80));
    let asked = Ask { slots: 3, ..ask(&[("jeans", 500_000), ("chinos", 500_000)]) };
    check(desk, asked, "a jeans 80, b chinos 1, c jeans SameItem");
}

#[test]
fn what_is_not_to_be_had_is_not_shown() {
    let both = [("jeans", 500_000), ("chinos", 500_000)];
    let gone = |methods: &[DeliveryMethod]| {
        let mut desk = two();
        desk.around.gone = methods.iter().map(|method| ("jeans".to_owned(), *method)).collect();
        desk
    };
    let carry_out = |desk, expected: &str| {
        check(desk, Ask { method: Some(DeliveryMethod::CarryOut), ..ask(&both) }, expected);
    };
    carry_out(gone(&[]), "a jeans 60, b chinos Outbid");
    carry_out(gone(&[DeliveryMethod::CarryOut]), "b chinos 1, a jeans NotObtainable");
    // It stays where it can be had another way.
    carry_out(gone(&[DeliveryMethod::Pickup]), "a jeans 60, b chinos Outbid");
    check(
        gone(&[DeliveryMethod::CarryOut, DeliveryMethod::Pickup]),
        ask(&both),
        "a jeans 60, b chinos Outbid",
    );
    let all = [DeliveryMethod::CarryOut, DeliveryMethod::Pickup, DeliveryMethod::Ship];
    check(gone(&all), ask(&both), "b chinos 1, a jeans NotObtainable");
    // Whoever is gone sets no price.
    let mut second = gone(&[]);
    second.around.gone = all.iter().map(|method| ("chinos".to_owned(), *method)).collect();
    check(second, ask(&both), "a jeans 1, b chinos NotObtainable");
}

#[test]
fn every_loser_has_its_reason() {
    let now = Desk::new().now;
    let base = || plan("denim", "jeans", 100);
    let jeans = || ask(&[("jeans", 500_000)]);
    let search = |query: &str| Ask { query: Some(id(query)), ..jeans() };
    let one = |plan: CampaignPlan, ask: Ask, expected: &str| {
        let mut desk = Desk::new();
        desk.fund("denim", 1_000);
        desk.campaign("a", plan);
        check(desk, ask, expected);
    };
    one(CampaignPlan { starts_at: now.plus_ms(1), ..base() }, jeans(), "a jeans NotStarted");
    one(CampaignPlan { ends_at: Some(now), ..base() }, jeans(), "a jeans Ended");
    one(base(), Ask { surface: Surface::Signage, ..jeans() }, "a jeans OtherSurface");
    one(CampaignPlan { sites: vec![id("north")], ..base() }, jeans(), "a jeans OtherSite");
    let pickup = || CampaignPlan { methods: vec![DeliveryMethod::Pickup], ..base() };
    one(pickup(), Ask { method: Some(DeliveryMethod::Ship), ..jeans() }, "a jeans OtherMethod");
    let keyword = || CampaignPlan { keywords: vec![id("Blue Jeans")], ..base() };
    one(keyword(), search("jeans"), "a jeans NoKeywordMatch");
    one(keyword(), search("skinny BLUE jeans"), "a jeans 1");
    let category = || CampaignPlan { categories: vec![id("men")], ..base() };
    one(category(), Ask { category: Some(id("women")), ..jeans() }, "a jeans OtherCategory");
    one(CampaignPlan { budget_total: 99, ..base() }, jeans(), "a jeans BudgetSpent");
    one(CampaignPlan { budget_per_day: Some(99), ..base() }, jeans(), "a jeans Paced");
    one(CampaignPlan { bid: 1_001, ..base() }, jeans(), "a jeans NotFunded");
    let mut paused = two();
    paused.good(Command::SwitchCampaign(id("a"), false));
    check(paused, jeans(), "a jeans Paused");
    let mut dear = two();
    let rules = realtail_vocabulary::PlacementRules { reserve_price: 101, ..Default::default() };
    dear.good(Command::SetRules(rules));
    check(dear, jeans(), "a jeans BelowReserve");
}

#[test]
fn campaigns_are_found_by_word_category_or_surface() {
    let found = |plan: CampaignPlan, ask: Ask| {
        let mut desk = Desk::new();
        desk.fund("denim", 1_000);
        desk.campaign("a", plan);
        let placed = desk.decide(Ask { candidates: None, ..ask });
        desk.words(&placed)
    };
    let keyword = || CampaignPlan { keywords: vec![id("jeans")], ..plan("denim", "jeans+shorts", 10) };
    let query = |text: &str| Ask { query: Some(id(text)), slots: 2, ..ask(&[]) };
    assert_eq!(found(keyword(), query("blue jeans")), "a jeans 1, a shorts 1");
    assert_eq!(found(keyword(), query("socks")), "nothing");
    let category = CampaignPlan {
        categories: vec![id("men")],
        surfaces: vec![Surface::Category],
        ..plan("denim", "jeans", 10)
    };
    let men = Ask { category: Some(id("men")), surface: Surface::Category, ..ask(&[]) };
    assert_eq!(found(category, men), "a jeans 1");
    let sign = CampaignPlan { surfaces: vec![Surface::Signage], ..plan("denim", "jeans", 10) };
    assert_eq!(found(sign, Ask { surface: Surface::Signage, ..ask(&[]) }), "a jeans 1");
}

#[test]
fn a_visitor_sees_it_as_often_as_the_brand_wants() {
    let mut desk = two();
    desk.campaign("a", CampaignPlan { views_per_visitor_and_day: Some(1), ..plan("denim", "jeans", 100) });
    let asked = |visitor: &str| Ask { visitor: Some(id(visitor)), ..ask(&[("jeans", 500_000)]) };
    let placed = desk.decide(asked("v1")).expect("shown");
    desk.see(placed.placement.as_str(), "v1", "jeans", Sight::Viewed);
    let (again, other) = (desk.decide(asked("v1")), desk.decide(asked("v2")));
    assert_eq!(desk.words(&again), "a jeans FrequencyCap");
    assert_eq!(desk.words(&other), "a jeans 1");
    desk.later(86_400);
    let tomorrow = desk.decide(asked("v1"));
    assert_eq!(desk.words(&tomorrow), "a jeans 1");
}

#[test]
fn what_cannot_be_is_refused_with_the_field() {
    let mut desk = two();
    let mut refused = |plan: CampaignPlan| {
        let answer = desk.ask(Command::SetCampaign(id("a"), Box::new(plan)));
        answer.expect_err("refused").to_string()
    };
    let base = || plan("denim", "jeans", 100);
    assert_eq!(refused(CampaignPlan { bid: 0, ..base() }), "bid: 0 is not between 1 and 1000000000");
    assert_eq!(refused(CampaignPlan { items: vec![], ..base() }), "items: name at least one item");
    assert_eq!(refused(plan("denim", "jeans+jeans", 1)), "items: ItemId(\"jeans\") stands twice");
    assert_eq!(
        refused(CampaignPlan { keywords: vec![id("!")], ..base() }),
        "keywords: Label(\"!\") has no word in it"
    );
    assert_eq!(refused(plan("other", "jeans", 1)), "campaign a is paid by denim; plan another campaign");
    let before = Some(Instant::from_micros(0));
    assert_eq!(refused(CampaignPlan { ends_at: before, ..base() }), "ends_at: give a time after starts_at");
    let dollars = CampaignPlan { currency: "USD".to_owned().try_into().expect("a currency"), ..base() };
    assert_eq!(refused(dollars), "currency: bids are compared, so all brands pay in EUR, not in USD");
}
