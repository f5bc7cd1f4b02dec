//! The money: nothing is overspent, whatever happens in which order.

mod desk;

use desk::{Desk, ask, id, money, plan};
use proptest::prelude::*;
use realtail_media::{Ask, Command};
use realtail_vocabulary::{CampaignPlan, InVain, MediaEvent, PaysFor, PlacementRules, Sight};

fn jeans() -> Ask {
    Ask { visitor: Some(id("v1")), ..ask(&[("jeans", 500_000)]) }
}

fn accounts(desk: &Desk) -> (i64, i64, i64) {
    let campaign = desk.media.campaigns.get(&id("a")).expect("planned");
    (desk.media.campaigns.brand(&id("denim")).expect("paid").funded, campaign.reserved, campaign.spent)
}

fn one(pays_for: PaysFor) -> Desk {
    let mut desk = Desk::new();
    desk.fund("denim", 100);
    desk.good(Command::SetRules(PlacementRules { reserve_price: 40, ..PlacementRules::default() }));
    desk.campaign("a", CampaignPlan { pays_for, ..plan("denim", "jeans", 50) });
    desk
}

#[test]
fn a_click_settles_what_was_reserved_and_time_gives_the_rest_back() {
    let mut desk = one(PaysFor::Click);
    let first = desk.decide(jeans()).expect("shown");
    assert_eq!(accounts(&desk), (60, 40, 0));
    let second = desk.decide(jeans()).expect("shown");
    assert_eq!(accounts(&desk), (20, 80, 0));
    // Twenty pay no bid of fifty.
    let third = desk.decide(jeans());
    assert_eq!(desk.words(&third), "a jeans NotFunded");
    desk.see(first.placement.as_str(), "v1", "jeans", Sight::Viewed);
    assert_eq!(accounts(&desk), (20, 80, 0), "a view costs nothing here");
    desk.see(first.placement.as_str(), "v1", "jeans", Sight::Clicked);
    assert_eq!(accounts(&desk), (20, 40, 40));
    desk.later(901);
    assert_eq!(accounts(&desk), (60, 0, 40));
    let late = desk.see(second.placement.as_str(), "v1", "jeans", Sight::Clicked);
    assert!(
        matches!(late[..], [MediaEvent::SeenInVain { reason: InVain::UnknownOrExpired, .. }]),
        "{late:?}"
    );
    assert_eq!(accounts(&desk), (60, 0, 40));
}

#[test]
fn what_counts_counts_once_and_for_whom_it_was_shown() {
    let mut desk = one(PaysFor::View);
    let placed = desk.decide(jeans()).expect("shown");
    let name = placed.placement.as_str();
    let vain = |events: Vec<MediaEvent>| match events.as_slice() {
        [MediaEvent::SeenInVain { reason, .. }] => Some(*reason),
        _ => None,
    };
    assert_eq!(vain(desk.see(name, "v2", "jeans", Sight::Viewed)), Some(InVain::OtherVisitor));
    assert_eq!(vain(desk.see(name, "v1", "socks", Sight::Viewed)), Some(InVain::OtherItem));
    assert_eq!(vain(desk.see("nonsense", "v1", "jeans", Sight::Viewed)), Some(InVain::UnknownOrExpired));
    assert_eq!(accounts(&desk), (60, 40, 0));
    assert_eq!(vain(desk.see(name, "v1", "jeans", Sight::Viewed)), None);
    assert_eq!(vain(desk.see(name, "v1", "jeans", Sight::Viewed)), Some(InVain::Repeated));
    assert_eq!(vain(desk.see(name, "v1", "jeans", Sight::Clicked)), None);
    assert_eq!(vain(desk.see(name, "v1", "jeans", Sight::Clicked)), Some(InVain::Repeated));
    assert_eq!(accounts(&desk), (60, 0, 40));
}

#[test]
fn a_budget_is_not_made_smaller_than_what_is_used() {
    let mut desk = one(PaysFor::Click);
    desk.decide(jeans()).expect("shown");
    let set = |plan: CampaignPlan| Command::SetCampaign(id("a"), Box::new(plan));
    let base = || plan("denim", "jeans", 50);
    let total = desk.ask(set(CampaignPlan { budget_total: 39, ..base() })).expect_err("refused");
    assert_eq!(total.to_string(), "budget_total: 40 is spent or reserved already; give no less");
    let day = desk.ask(set(CampaignPlan { budget_per_day: Some(39), ..base() })).expect_err("refused");
    assert_eq!(day.to_string(), "budget_per_day: 40 is spent or reserved today already; give no less");
    let back = desk.ask(Command::Fund(id("denim"), money(-61))).expect_err("refused");
    assert!(back.to_string().contains("no more can be taken back"), "{back}");
    desk.good(Command::Fund(id("denim"), money(-60)));
    desk.later(86_400);
    desk.good(set(CampaignPlan { budget_per_day: Some(1), ..base() }));
}

#[derive(Clone, Debug)]
enum Step {
    Fund(i64),
    Plan { campaign: u8, bid: i64, total: i64, per_day: Option<i64>, view: bool },
    Pause(u8, bool),
    Decide { slots: u8, first: u32, second: u32 },
    See { placement: usize, item: bool, click: bool },
    Wait(i64),
    Gone(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (-300i64..500).prop_map(Step::Fund),
        (0u8..3, 1i64..60, 1i64..400, prop::option::of(1i64..200), any::<bool>()).prop_map(
            |(campaign, bid, total, per_day, view)| Step::Plan { campaign, bid, total, per_day, view }
        ),
        (0u8..3, any::<bool>()).prop_map(|(campaign, on)| Step::Pause(campaign, on)),
        (1u8..4, 1u32..1_000_000, 1u32..1_000_000).prop_map(|(slots, first, second)| Step::Decide {
            slots,
            first,
            second
        }),
        (1u8..4, 1u32..1_000_000, 1u32..1_000_000).prop_map(|(slots, first, second)| Step::Decide {
            slots,
            first,
            second
        }),
        (0usize..20, any::<bool>(), any::<bool>()).prop_map(|(placement, item, click)| Step::See {
            placement,
            item,
            click
        }),
        (1i64..2_000).prop_map(Step::Wait),
        Just(Step::Wait(90_000)),
        any::<bool>().prop_map(Step::Gone),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// `Desk::apply` checks the invariants behind each event; what is charged is checked here beside the budgets.
    #[test]
    fn no_order_of_things_overspends(steps in prop::collection::vec(step(), 1..80)) {
        let mut desk = Desk::new();
        let (mut placements, mut paid_in, mut charged) = (Vec::new(), 0, 0);
        for step in steps {
            let command = match step {
                Step::Fund(amount) => {
                    if desk.ask(Command::Fund(id("denim"), money(amount))).is_ok() {
                        paid_in += amount;
                    }
                    continue;
                }
                Step::Plan { campaign, bid, total, per_day, view } => {
                    let pays_for = if view { PaysFor::View } else { PaysFor::Click };
                    let plan = CampaignPlan { budget_total: total, budget_per_day: per_day, pays_for,
                        ..plan("denim", "jeans+socks", bid) };
                    Command::SetCampaign(id(&format!("c{campaign}")), Box::new(plan))
                }
                Step::Pause(campaign, on) => Command::SwitchCampaign(id(&format!("c{campaign}")), on),
                Step::Decide { slots, first, second } => {
                    let asked = Ask { slots, ..ask(&[("jeans", first), ("socks", second)]) };
                    placements.extend(desk.decide(asked).map(|placed| placed.placement));
                    continue;
                }
                Step::See { placement, item, click } => {
                    let Some(name) = placements.get(placement).cloned() else { continue };
                    let sight = if click { Sight::Clicked } else { Sight::Viewed };
                    let item = if item { "jeans" } else { "socks" };
                    for event in desk.see(name.as_str(), "v", item, sight) {
                        if let MediaEvent::PlacementSeen { charged: cost, .. } = event {
                            charged += cost;
                        }
                    }
                    prop_assert!(charged <= paid_in, "{charged} of {paid_in}");
                    continue;
                }
                Step::Wait(seconds) => {
                    desk.later(seconds);
                    continue;
                }
                Step::Gone(gone) => {
                    use realtail_vocabulary::DeliveryMethod::{CarryOut, Pickup, Ship};
                    let all = [CarryOut, Pickup, Ship].map(|method| ("jeans".to_owned(), method));
                    desk.around.gone = if gone { all.into_iter().collect() } else { Default::default() };
                    continue;
                }
            };
            let _ = desk.ask(command);
        }
        desk.later(200_000);
        let reserved: i64 = desk.media.campaigns.all().map(|campaign| campaign.reserved).sum();
        prop_assert_eq!((reserved, desk.media.placements.count()), (0, 0), "all is given back in the end");
    }
}
