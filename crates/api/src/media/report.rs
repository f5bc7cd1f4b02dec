//! What campaigns did, from day to day.

use crate::app::App;
use crate::body::Query;
use crate::problem::Problem;
use realtail_kernel::{Day, Instant};
use realtail_media::{Campaign, DayTotals, day_of};
use realtail_vocabulary::Lost;
use serde::Serialize;
use std::collections::BTreeMap;

const DAY_US: i64 = 86_400_000_000;
const DAYS_MAX: i32 = 400;
/// How many days are told of where nothing is said.
const DAYS: i32 = 30;

/// The days that a report is about, both counted in.
pub(crate) struct Span {
    from: i32,
    to: i32,
}

/// Begins of days are instants, so a day is written and read as the first ten letters of one.
fn number_of(day: Day) -> Result<i32, Problem> {
    let begin: Instant = format!("{day}T00:00:00Z").parse().map_err(Problem::fault)?;
    Ok(day_of(begin))
}

fn name_of(day: i32) -> String {
    let begin = Instant::from_micros(i64::from(day) * DAY_US).to_string();
    begin.chars().take(10).collect()
}

impl Span {
    pub(crate) fn of(app: &App, query: &mut Query) -> Result<Span, Problem> {
        let to = query.one::<Day>("to")?.map(number_of).transpose()?;
        let to = to.unwrap_or_else(|| day_of(app.handle.now()));
        let from = query.one::<Day>("from")?.map(number_of).transpose()?.unwrap_or(to - DAYS + 1);
        if !(0..DAYS_MAX).contains(&(to - from)) {
            let detail =
                format!("give a day that is not after `to`, and less than {DAYS_MAX} days before it");
            return Err(Problem::invalid("from", detail));
        }
        Ok(Span { from, to })
    }
}

/// What was shown, what was done with it, what it cost and what it led to; amounts are in minor units. What came back is
/// taken out of the sales.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Figures {
    /// Slots that were won.
    won: u64,
    /// Viewable impressions: half of it could be seen for a second.
    impressions: u64,
    clicks: u64,
    /// Clicks of a hundred impressions.
    #[serde(skip_serializing_if = "Option::is_none")]
    ctr_percent: Option<f64>,
    spent: i64,
    /// Sales of the advertised items that are put down to the last touch.
    sales_last_touch: i64,
    /// The same where every touch gets an equal part.
    sales_linear: i64,
    /// Sales of other items of the brand, put down to the last touch.
    halo_last_touch: i64,
    /// The same where every touch gets an equal part.
    halo_linear: i64,
    units: i64,
    returned_units: i64,
    /// What came back, by the last touch.
    returned_last_touch: i64,
    /// Sales by the last touch for each unit of money that was spent.
    #[serde(skip_serializing_if = "Option::is_none")]
    roas: Option<f64>,
    /// The same by equal parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    roas_linear: Option<f64>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DayFigures {
    #[schema(format = Date)]
    day: String,
    #[serde(flatten)]
    figures: Figures,
}

/// How often something was not shown, and why.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LostFigures {
    reason: Lost,
    count: u64,
}

/// What campaigns did.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Report {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: String,
    /// What is set aside now.
    reserved: i64,
    #[serde(flatten)]
    figures: Figures,
    /// Days on which something happened.
    days: Vec<DayFigures>,
    /// Why it was not shown, the most frequent reason first.
    lost: Vec<LostFigures>,
}

fn ratio(a: i64, b: i64) -> Option<f64> {
    (b > 0).then(|| (a as f64 / b as f64 * 10_000.0).round() / 10_000.0)
}

fn figures(totals: &DayTotals) -> Figures {
    let (last, linear) = (totals.last - totals.returned_last, totals.linear - totals.returned_linear);
    Figures {
        won: totals.won,
        impressions: totals.views,
        clicks: totals.clicks,
        ctr_percent: ratio(totals.clicks as i64 * 100, totals.views as i64),
        spent: totals.spent,
        sales_last_touch: last,
        sales_linear: linear,
        halo_last_touch: totals.halo_last,
        halo_linear: totals.halo_linear,
        units: totals.units - totals.returned_units,
        returned_units: totals.returned_units,
        returned_last_touch: totals.returned_last,
        roas: ratio(last, totals.spent),
        roas_linear: ratio(linear, totals.spent),
    }
}

/// What these campaigns did in those days.
pub(super) fn report_of(campaigns: &[&Campaign], span: &Span) -> Report {
    let (mut all, mut days) = (DayTotals::default(), BTreeMap::<i32, DayTotals>::new());
    for campaign in campaigns {
        for (day, totals) in campaign.days.range(span.from..=span.to) {
            all.add(totals);
            days.entry(*day).or_default().add(totals);
        }
    }
    let count = |reason: Lost| LostFigures { reason, count: all.lost_for(reason) };
    let mut lost: Vec<LostFigures> = Lost::ALL.into_iter().map(count).filter(|row| row.count > 0).collect();
    lost.sort_by_key(|row| (std::cmp::Reverse(row.count), row.reason));
    let day = |(day, totals): (&i32, &DayTotals)| DayFigures { day: name_of(*day), figures: figures(totals) };
    Report {
        from: name_of(span.from),
        to: name_of(span.to),
        reserved: campaigns.iter().map(|campaign| campaign.reserved).sum(),
        figures: figures(&all),
        days: days.iter().map(day).collect(),
        lost,
    }
}
