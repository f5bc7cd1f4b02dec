//! What a slot costs: the least its winner could have bid and still stood before the next, and never less than the reserve
//! price. The generalised second price auction of Edelman, Ostrovsky and Schwarz, "Internet Advertising and the
//! Generalized Second-Price Auction" (American Economic Review 97, 2007).

use realtail_vocabulary::{CampaignPlan, PaysFor, PlacementRules};

/// How much more one unit of a bid weighs: relevance, and for clicks how many of a million views are followed.
pub(super) fn weight(plan: &CampaignPlan, relevance_ppm: u32, rules: &PlacementRules) -> i128 {
    let rate = match plan.pays_for {
        PaysFor::Click => rules.clicks_per_million_views,
        PaysFor::View => 1_000_000,
    };
    i128::from(relevance_ppm) * i128::from(rate)
}

/// What the winner pays, where the next one has this score.
pub(super) fn price(weight: i128, bid: i64, next_score: Option<i128>, reserve_price: i64) -> i64 {
    let needed = next_score.map_or(0, |score| (score + weight - 1) / weight.max(1));
    i64::try_from(needed).unwrap_or(i64::MAX).clamp(reserve_price.min(bid), bid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_winner_pays_what_it_takes_to_stand_before_the_next() {
        // weight of the winner, its bid, score of the next, reserve price, what it costs
        for (weight, bid, next, reserve, costs) in [
            (10, 100, Some(600), 1, 60),
            (10, 100, Some(601), 1, 61),
            (10, 100, Some(1000), 1, 100),
            (10, 100, Some(10), 25, 25),
            (10, 100, None, 25, 25),
            // A more relevant item pays less than the bid of the one behind it.
            (20, 100, Some(900), 1, 45),
        ] {
            assert_eq!(price(weight, bid, next, reserve), costs, "{weight} {bid} {next:?}");
        }
    }
}
