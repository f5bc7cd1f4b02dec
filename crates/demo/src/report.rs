//! What a replay came to, for people and for programs.

use crate::Tally;
use crate::progress::{clock, grouped};
use crate::wire::DelayRow;
use std::fmt::{Display, Formatter};

/// So many delays are printed, the most frequent first.
const DELAYS_SHOWN: usize = 10;

/// Our own books beside the engine's.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Audit {
    /// Pairs of item and site that were compared.
    pub pairs_compared: u64,
    /// Pairs where the engine has other units on hand or held than we know of. Must be 0.
    pub pairs_different: u64,
    /// The first few of them, in words.
    pub differences: Vec<String>,
    /// Whether the engine says that its units add up to nothing over all accounts.
    pub conserved: bool,
    /// What the engine itself says it promised without having it. Must be 0.
    pub oversold_by_engine: i64,
    /// What the engine says tills sold that the book did not have.
    pub oversold_at_till: i64,
    /// How far the engine's log went while the year was replayed.
    pub events: u64,
}

/// What a replay came to.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Report {
    /// Which retailer.
    pub retailer: String,
    /// The first and the last day.
    pub days: (String, String),
    /// Whether the whole span was replayed, or somebody stopped it.
    pub complete: bool,
    /// What was counted.
    pub tally: Tally,
    /// Our own books beside the engine's.
    pub audit: Audit,
    /// What the engine measured, in wall time.
    pub delays: Vec<DelayRow>,
    /// How often the engine said it was busy.
    pub busy: u64,
    /// How often a connection was lost and the same was sent again.
    pub connections_lost: u64,
    /// Wall time of the replay.
    pub wall_s: f64,
    /// Business time of the replay.
    pub business_s: f64,
}

impl Report {
    /// Whether all that must hold did hold.
    pub fn is_clean(&self) -> bool {
        let Report { tally, audit, .. } = self;
        tally.lines_oversold_by_engine == 0
            && tally.signals_refused == 0
            && tally.surprises.is_empty()
            && audit.oversold_by_engine == 0
            && audit.pairs_different == 0
            && audit.conserved
            && tally.returns == tally.refunds_exact
    }

    /// Of a hundred stocked lines at tills, so many sold what the book did not have.
    pub fn stock_out_share(&self) -> f64 {
        share(self.tally.lines_oversold_at_till, self.tally.lines_stocked)
    }

    fn rate(&self, count: u64) -> f64 {
        count as f64 / self.wall_s.max(1e-3)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Report { tally, audit, .. } = self;
        let end = if self.complete { "" } else { " (stopped)" };
        writeln!(f, "{}, {} to {}{end}", self.retailer, self.days.0, self.days.1)?;
        let speed = self.business_s / self.wall_s.max(1e-3);
        writeln!(
            f,
            "  time       {:.1} days in {}: {} times as fast",
            self.business_s / 86_400.0,
            clock(self.wall_s),
            grouped(speed as i128)
        )?;
        self.signals(f)?;
        self.holds(f)?;
        self.orders(f)?;
        self.floor(f)?;
        let engine = (tally.lines_oversold_by_engine as i64).max(audit.oversold_by_engine);
        writeln!(f, "  oversold   by the engine {}{}", grouped(engine), judged(engine == 0))?;
        writeln!(
            f,
            "             at the till {} lines, {:.1} % of {}: the book was wrong there, not the shelf",
            grouped(tally.lines_oversold_at_till),
            100.0 * self.stock_out_share(),
            grouped(tally.lines_stocked)
        )?;
        let conserved = if audit.conserved { "yes" } else { "no" };
        let entries = grouped(audit.events);
        writeln!(
            f,
            "  conserved  {conserved}, over {entries} entries of the log{}",
            judged(audit.conserved)
        )?;
        writeln!(
            f,
            "  books      {} pairs compared, {} different{}",
            grouped(audit.pairs_compared),
            grouped(audit.pairs_different),
            judged(audit.pairs_different == 0)
        )?;
        self.delays(f)?;
        audit
            .differences
            .iter()
            .chain(&tally.surprises)
            .try_for_each(|what| writeln!(f, "  surprise   {what}"))
    }
}

fn judged(good: bool) -> &'static str {
    if good { "" } else { "  <- must not be" }
}

impl Report {
    fn orders(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let tally = &self.tally;
        if tally.orders_asked == 0 {
            return Ok(());
        }
        writeln!(
            f,
            "  orders     {} placed, {} confirmed, {} declined, {} short of stock; {} completed, {} cancelled, {} open",
            grouped(tally.orders_asked),
            grouped(tally.orders_confirmed),
            grouped(tally.orders_declined),
            grouped(tally.orders_refused),
            grouped(tally.orders_completed),
            grouped(tally.orders_cancelled),
            grouped(tally.orders_open)
        )?;
        writeln!(
            f,
            "             {} units left with them; promises kept {} of {}",
            grouped(tally.units_ordered),
            grouped(tally.promises_kept),
            grouped(tally.promises)
        )?;
        let mean_ms = tally.reroute_us_total as f64 / 1e3 / tally.reroutes.max(1) as f64;
        writeln!(
            f,
            "             {} parts not found, {} of them routed anew, {mean_ms:.1} ms from the call to the answer, at most {:.1}",
            grouped(tally.rejects),
            grouped(tally.reroutes),
            tally.reroute_us_max as f64 / 1e3
        )?;
        writeln!(
            f,
            "  returns    {}, {} refunds exact to the cent, {:.2} given back{}",
            grouped(tally.returns),
            grouped(tally.refunds_exact),
            tally.refunded_cents as f64 / 100.0,
            judged(tally.returns == tally.refunds_exact)
        )
    }

    fn floor(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let floor = &self.tally.floor;
        if floor.signals == 0 {
            return Ok(());
        }
        writeln!(
            f,
            "  store      shown whole: {} signals of its devices, {} tag facts; {} tasks raised, {} done; {} forecasts",
            grouped(floor.signals),
            grouped(floor.tag_facts),
            grouped(floor.tasks_raised),
            grouped(floor.tasks_done),
            grouped(floor.forecasts_said)
        )?;
        let of = &floor.forecasts;
        let share = |off: u64| 100.0 * off as f64 / of.sold_milliunits.max(1) as f64;
        writeln!(
            f,
            "  forecasts  {} ended, off by {:.1} % of what was sold (a plain rule {:.1} %, the week before {:.1} %), {:.1} % within the band of eight in ten; {} versions grown, {} times another one served",
            grouped(of.ended),
            share(of.off_milliunits),
            share(of.plain_milliunits),
            share(of.naive_milliunits),
            100.0 * of.inside as f64 / of.ended.max(1) as f64,
            of.versions,
            of.went_live
        )?;
        let of = &floor.advice;
        writeln!(
            f,
            "  advice     {} lines of orders came as suggested; of {} that were judged {:.2} was expected and {:.2} made",
            grouped(of.lines),
            grouped(of.judged),
            of.expected_cents as f64 / 100.0,
            of.made_cents as f64 / 100.0
        )?;
        writeln!(
            f,
            "             a fridge too warm {} times, a shelf low {} times",
            grouped(floor.too_warm),
            grouped(floor.shelves_low)
        )?;
        writeln!(
            f,
            "  phones     {} opened the shop and placed {} orders; {} notices decided, {} taken by their push service, {} opened; {} phones gone",
            grouped(floor.phones),
            grouped(floor.phone_orders),
            grouped(floor.notices_decided),
            grouped(floor.notices_sent),
            grouped(floor.notices_opened),
            grouped(floor.phones_gone)
        )?;
        writeln!(
            f,
            "  campaign   {} placements decided, {} clicked, {:.2} spent; {} sales put down to them, with {} advertised units for {:.2}",
            grouped(floor.placements_decided),
            grouped(floor.placements_clicked),
            floor.spent_cents as f64 / 100.0,
            grouped(floor.sales_put_down),
            grouped(floor.units_put_down),
            floor.sales_put_down_cents as f64 / 100.0
        )
    }

    fn signals(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let tally = &self.tally;
        writeln!(
            f,
            "  signals    {} taken ({:.0} a second), {} refused, {} sent twice; busy {}, connections lost {}",
            grouped(tally.signals_taken),
            self.rate(tally.signals_taken),
            grouped(tally.signals_refused),
            grouped(tally.signals_duplicate),
            grouped(self.busy),
            grouped(self.connections_lost)
        )?;
        writeln!(
            f,
            "  tills      {} receipts with {} lines ({:.0} a second)",
            grouped(tally.receipts),
            grouped(tally.lines),
            self.rate(tally.lines)
        )?;
        writeln!(
            f,
            "  docks      {} deliveries sent, {} received with {} units, {} units lost under way",
            grouped(tally.shipments_dispatched),
            grouped(tally.shipments_received),
            grouped(tally.units_received),
            grouped(tally.units_lost_under_way)
        )?;
        writeln!(
            f,
            "  counts     {} items counted, {} not as the book said",
            grouped(tally.items_counted),
            grouped(tally.items_counted_different)
        )
    }

    fn holds(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let tally = &self.tally;
        writeln!(
            f,
            "  holds      {} asked, {} held, {} refused ({} asked again for what was there)",
            grouped(tally.holds_asked),
            grouped(tally.holds_held),
            grouped(tally.holds_refused),
            grouped(tally.holds_asked_again)
        )?;
        writeln!(
            f,
            "             {} posted with {} units, {} voided, {} expired, {} open; a till had sold units of {}",
            grouped(tally.holds_posted),
            grouped(tally.units_posted),
            grouped(tally.holds_voided),
            grouped(tally.holds_expired),
            grouped(tally.holds_open),
            grouped(tally.holds_short)
        )
    }

    fn delays(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let mut rows: Vec<&DelayRow> = self.delays.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        for (index, row) in rows.into_iter().take(DELAYS_SHOWN).enumerate() {
            let head = if index == 0 { "delays" } else { "" };
            writeln!(
                f,
                "  {head:<10} {} -> {}: {} times, p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, max {:.1} ms",
                row.signal,
                row.action,
                grouped(row.count),
                row.p50_ms,
                row.p95_ms,
                row.p99_ms,
                row.max_ms
            )?;
        }
        Ok(())
    }
}
