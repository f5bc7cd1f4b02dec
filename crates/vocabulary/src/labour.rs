//! Who can work when at a site, what shifts keep, what shoppers are promised, and what is planned from it.

use realtail_kernel::{Day, Label, Position, Reference, SiteId, TimeOfDay, Weekday, Word};
use serde::{Deserialize, Serialize};

/// What somebody does for a shift.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LabourRole {
    /// Sits at a till.
    Till,
    /// Picks orders.
    Picking,
    /// Fills shelves.
    Shelf,
}

impl LabourRole {
    /// All of them.
    pub const ALL: [LabourRole; 3] = [LabourRole::Till, LabourRole::Picking, LabourRole::Shelf];
}

/// When somebody can work on a day of the week, on the clock of the site. Times lie on the quarter hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailableHours {
    /// On which day.
    pub weekday: Weekday,
    /// From when on.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
}

/// Somebody who can work at a site: by the retailer's own number, and never by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterPerson {
    /// The retailer's number for the person.
    pub person: Reference,
    /// At what.
    #[schema(min_items = 1)]
    pub roles: Vec<LabourRole>,
    /// When: one span for each day of the week at most.
    pub available: Vec<AvailableHours>,
    /// Minutes a week that the contract pays.
    pub contract_minutes: u32,
    /// Minutes a week beyond the contract, at most.
    #[serde(default)]
    pub overtime_minutes: u32,
    /// Wage of an hour, in minor units of the retailer's own currency.
    pub wage_per_hour: u32,
}

/// What shifts keep. All minutes are whole quarter hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftRules {
    /// The shortest shift, with its break.
    pub shortest_minutes: u32,
    /// The longest shift, with its break.
    pub longest_minutes: u32,
    /// Work without a break, at most.
    pub unbroken_minutes: u32,
    /// A break, which is not paid.
    pub break_minutes: u32,
    /// Rest between the end of a shift and the next day's.
    pub rest_minutes: u32,
    /// Of the wage, for what goes beyond the contract.
    #[schema(minimum = 100, maximum = 1000)]
    pub overtime_percent: u32,
}

/// At least 4 hours, at most 9.5, half an hour of break after 6 (Directive 2003/88/EC, articles 3 and 4, ask for 11 hours of rest
/// and a break after 6 hours).
impl Default for ShiftRules {
    fn default() -> ShiftRules {
        ShiftRules {
            shortest_minutes: 240,
            longest_minutes: 570,
            unbroken_minutes: 360,
            break_minutes: 30,
            rest_minutes: 660,
            overtime_percent: 150,
        }
    }
}

/// What shoppers are promised, and how long work takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceTargets {
    /// So many of a million shoppers wait at the tills no longer than `wait_seconds`.
    #[schema(minimum = 500_000, maximum = 999_000)]
    pub served_share_ppm: u32,
    /// See `served_share_ppm`.
    pub wait_seconds: u32,
    /// Tills that there are.
    #[schema(minimum = 1, maximum = 200)]
    pub tills: u32,
    /// Seconds that a shopper takes at a till, beside the lines of the basket.
    pub basket_seconds: u32,
    /// Milliseconds that each line takes at a till.
    pub line_milliseconds: u32,
    /// Seconds to pick a line of an order.
    pub pick_line_seconds: u32,
    /// Orders are picked within so many minutes.
    pub pick_within_minutes: u32,
    /// Seconds to bring a unit from the backroom to its shelf; with 0 nobody is planned for it.
    pub shelf_unit_seconds: u32,
    /// From the advice to open a lane until it is open.
    pub open_lane_minutes: u32,
    /// What an hour of one person too few costs, in minor units: it is covered where a shift costs less.
    pub uncovered_cost_per_hour: u32,
}

/// Nine of ten wait two minutes at most.
impl Default for ServiceTargets {
    fn default() -> ServiceTargets {
        ServiceTargets {
            served_share_ppm: 900_000,
            wait_seconds: 120,
            tills: 6,
            basket_seconds: 25,
            line_milliseconds: 4_500,
            pick_line_seconds: 60,
            pick_within_minutes: 120,
            shelf_unit_seconds: 0,
            open_lane_minutes: 10,
            uncovered_cost_per_hour: 6_000,
        }
    }
}

/// Who can work at a site, and by which rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// Where.
    pub site: SiteId,
    /// Who.
    pub people: Vec<RosterPerson>,
    /// What their shifts keep.
    #[serde(default)]
    pub rules: ShiftRules,
    /// What they are there for.
    #[serde(default)]
    pub targets: ServiceTargets,
}

/// A shift of a day, on the clock of the site. Times lie on the quarter hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedShift {
    /// Whose.
    pub person: Reference,
    /// At what.
    pub role: LabourRole,
    /// When it begins.
    pub from: TimeOfDay,
    /// When it ends.
    pub to: TimeOfDay,
    /// When the break begins, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_from: Option<TimeOfDay>,
}

/// Why somebody is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UncoveredWhy {
    /// Nobody who can do it has hours left and time then.
    NobodyCan,
    /// All who can have a shift: they work elsewhere in it, have their break, or may not work longer.
    AllHaveShifts,
    /// A shift for it would cost more than it is worth.
    NotWorthAShift,
}

/// A span in which people are missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UncoveredSpan {
    /// At what.
    pub role: LabourRole,
    /// From when.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
    /// Minutes of work that are missing.
    pub missing_minutes: u32,
    /// Why.
    pub why: UncoveredWhy,
}

/// People needed in each quarter hour of a day, from midnight on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NeededPeople {
    /// At what.
    pub role: LabourRole,
    /// How many; 96 numbers.
    pub people: Vec<u32>,
}

/// A day's plan of shifts at a site, as it was searched for. Amounts are in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShiftPlan {
    /// Where.
    pub site: SiteId,
    /// When.
    pub day: Day,
    /// At most one a person.
    pub shifts: Vec<PlannedShift>,
    /// What it was planned for.
    pub needs: Vec<NeededPeople>,
    /// Where people are missing, and why.
    pub uncovered: Vec<UncoveredSpan>,
    /// Wages of all shifts.
    pub wages: i64,
    /// Minutes paid beyond contracts.
    pub overtime_minutes: u32,
    /// Wages and the cost of what is uncovered.
    pub cost: i64,
    /// No plan costs less than this.
    pub cost_bound: i64,
    /// Which model told what is needed.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// A digest of what was planned from.
    pub fingerprint: Word,
    /// The newest log entry that it rests on.
    pub current_to: Position,
}

/// Shifts of a day that are in force: as they were planned, or as a person changed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AcceptedShifts {
    /// Where.
    pub site: SiteId,
    /// When.
    pub day: Day,
    /// The shifts.
    pub shifts: Vec<PlannedShift>,
    /// Who said so, as the name of a key.
    pub by: Word,
}

/// More lanes are needed soon than are open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LaneAdvice {
    /// Where.
    pub site: SiteId,
    /// For which time of the retailer's world.
    pub needed_at: realtail_kernel::Instant,
    /// Tills that sold something in the last quarter hour.
    pub lanes_open: u32,
    /// Lanes that keep what is promised.
    pub lanes_needed: u32,
    /// Shoppers expected in a quarter hour then.
    pub shoppers_per_quarter_hour: f64,
    /// Why, in words and numbers.
    pub reason: Label,
    /// Which model says so.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// The newest log entry that it rests on.
    pub current_to: Position,
}
