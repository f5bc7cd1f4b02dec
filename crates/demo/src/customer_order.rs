//! An online order from the basket to the shopper's hands, with associates who take their time and do not find everything.

use crate::DemoError;
use crate::chance::{Chance, Use};
use crate::http::Call;
use crate::wire::{self, FulfilmentShown, OrderShown, Problem};
use crate::world::{Ordered, World};
use hyper::StatusCode;
use realtail_kernel::{ItemId, SiteId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long an associate takes for a step, and a shopper to come, at the usual speed.
const WORK_MS: (f64, f64) = (50.0, 600.0);
const COME_MS: (f64, f64) = (200.0, 2_000.0);
/// Of a hundred picks so many do not find the goods, and of a hundred orders so many come back in part.
const NOT_FOUND_SHARE: f64 = 0.03;
const RETURN_SHARE: f64 = 0.08;
/// Of a hundred payments so many are declined, and as many only time out at first.
const DECLINED_SHARE: f64 = 0.03;
/// Sites that may reject one order before it is left to a person.
const REJECTS_MAX: u32 = 5;

struct Buyer {
    world: Arc<World>,
    sale: u64,
    site: SiteId,
    way: Ordered,
    wanted: Vec<(u32, ItemId, u32)>,
    chance: Chance,
}

/// Orders the basket with this index and sees it through.
pub(crate) async fn order(world: Arc<World>, index: usize, way: Ordered) -> Result<(), DemoError> {
    let Some((basket, lines)) = world.retailer.basket(index) else { return Ok(()) };
    let mut units: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for (pair, line) in lines.iter().filter_map(|line| Some((line.pair?, line))) {
        units.entry(pair).or_insert((line.item, 0)).1 += line.quantity;
    }
    let number = |(pair, (item, units)): (u32, (u32, u32))| {
        world.retailer.items.get(item as usize).map(|item| (pair, item.item.clone(), units))
    };
    let mut buyer = Buyer {
        sale: basket.sale,
        site: wire::site(&world.retailer, basket.site)?.clone(),
        way,
        wanted: units.into_iter().filter_map(number).collect(),
        chance: Chance::of(world.seed, Use::Order, basket.sale),
        world,
    };
    let Some(order) = buyer.place().await? else { return Ok(()) };
    buyer.serve(order).await
}

/// Sees an order through that was placed otherwise, for one item of a store: it is collected there.
pub(crate) async fn see_through(
    world: Arc<World>,
    sale: u64,
    site: SiteId,
    wanted: (u32, ItemId, u32),
    placed: OrderShown,
) -> Result<(), DemoError> {
    let chance = Chance::of(world.seed, Use::Order, sale);
    Buyer { world, sale, site, way: Ordered::Pickup, wanted: vec![wanted], chance }.serve(placed).await
}

impl Buyer {
    fn body(&mut self) -> Value {
        let token = match self.chance.unit() {
            share if share < DECLINED_SHARE => "fail_token",
            share if share < 2.0 * DECLINED_SHARE => "timeout_then_success",
            _ => "success_token",
        };
        let position =
            self.world.retailer.sites.iter().find(|site| site.site == self.site).and_then(|s| s.position);
        let delivery = match self.way {
            Ordered::Pickup => json!({"method": "pickup", "site": self.site}),
            Ordered::CarryOut => json!({"method": "carry_out", "site": self.site}),
            Ordered::Ship => json!({"method": "ship", "to": {"country": "US", "position": position}}),
        };
        let line = |(_, item, units): &(u32, ItemId, u32)| json!({"item": item, "quantity": units});
        json!({
            "order": format!("web-{}", self.sale),
            "channel": "web",
            "delivery": delivery,
            "lines": self.wanted.iter().map(line).collect::<Vec<_>>(),
            "tenders": [{"kind": "test", "token": token}],
            "wait_ms": 20_000,
        })
    }

    async fn place(&mut self) -> Result<Option<OrderShown>, DemoError> {
        let body = self.body();
        let call = Call::post("/v1/orders", &body)?;
        let pairs: Vec<(u32, u32)> = self.wanted.iter().map(|(pair, _, units)| (*pair, *units)).collect();
        let asked = self.world.books().asking(&pairs);
        let answer = self.world.shoppers.send(call).await?;
        let mut tally = self.world.tally();
        tally.orders_asked += 1;
        match answer.status {
            StatusCode::CREATED | StatusCode::OK => {
                tally.orders_confirmed += 1;
                let order: OrderShown = answer.parse()?;
                let mut books = self.world.books();
                if self.way == Ordered::Ship {
                    self.taken(&mut books, &order.fulfilments);
                } else {
                    let oversold = books.hold_granted(&asked);
                    books.hold_ended(&asked);
                    tally.lines_oversold_by_engine += oversold;
                }
                Ok(Some(order))
            }
            StatusCode::PAYMENT_REQUIRED => {
                tally.orders_declined += 1;
                Ok(None)
            }
            StatusCode::CONFLICT => {
                tally.orders_refused += 1;
                if !answer.parse::<Problem>()?.is_shortage() {
                    tally.surprise(answer.refusal().to_string());
                }
                Ok(None)
            }
            _ => {
                tally.surprise(answer.refusal().to_string());
                Ok(None)
            }
        }
    }

    /// Which of our pairs a line of a fulfilment is.
    fn pair(&self, site: &SiteId, item: &ItemId) -> Option<u32> {
        self.world.pair_of(site, item)
    }

    /// Units that a site has promised from now on.
    fn taken(&self, books: &mut crate::books::Books, fulfilments: &[FulfilmentShown]) {
        for fulfilment in fulfilments {
            for line in &fulfilment.lines {
                if let Some(pair) = self.pair(&fulfilment.site, &line.item) {
                    books.taken_back(pair, line.quantity as u32);
                }
            }
        }
    }

    /// Every part of it, those that come up on the way too, until all have left or nobody can serve the rest.
    async fn serve(&mut self, placed: OrderShown) -> Result<(), DemoError> {
        let mut order = placed;
        if self.way == Ordered::CarryOut {
            self.left(&order.fulfilments);
        }
        let mut rejects = 0;
        while let Some(fulfilment) = order.fulfilments.iter().find(|f| f.is_to_pick()).cloned() {
            let (from, to) = WORK_MS;
            self.think(from, to).await;
            let lost = self.chance.unit() < NOT_FOUND_SHARE && rejects < REJECTS_MAX;
            rejects += u32::from(lost);
            order = if lost {
                self.reject(&order, &fulfilment).await?
            } else {
                self.hand_over(&order, &fulfilment).await?
            };
        }
        if order.state == "completed" {
            self.world.tally().orders_completed += 1;
            if self.chance.unit() < RETURN_SHARE {
                self.bring_back(&order).await?;
            }
        } else if order.state == "cancelled" {
            self.world.tally().orders_cancelled += 1;
        } else {
            self.world.tally().orders_open += 1;
        }
        Ok(())
    }

    async fn think(&mut self, from_ms: f64, to_ms: f64) {
        let ms = self.chance.between(from_ms, to_ms) * self.world.haste;
        self.world.think(Duration::from_secs_f64(ms / 1e3)).await;
    }

    async fn step(
        &self,
        order: &OrderShown,
        number: u16,
        step: &str,
        body: Value,
    ) -> Result<OrderShown, DemoError> {
        let path = format!("/v1/orders/{}/fulfilments/{number}/{step}", order.order);
        let call = Call::post(path, &body)?.once(format!("{}-{number}-{step}", order.order));
        self.world.tills.send(call).await?.success()?.parse()
    }

    /// The goods are not on the shelf: what the engine does about it, it does before it answers.
    async fn reject(&self, order: &OrderShown, lost: &FulfilmentShown) -> Result<OrderShown, DemoError> {
        {
            let mut books = self.world.books();
            for line in &lost.lines {
                if let Some(pair) = self.pair(&lost.site, &line.item) {
                    books.given_back(pair, line.quantity as u32);
                }
            }
        }
        let asked_at = Instant::now();
        let after = self.step(order, lost.number, "reject", json!({"reason": "not_found"})).await?;
        let took_us = asked_at.elapsed().as_micros() as u64;
        let fresh = &after.fulfilments[order.fulfilments.len().min(after.fulfilments.len())..];
        self.taken(&mut self.world.books(), fresh);
        let mut tally = self.world.tally();
        tally.rejects += 1;
        if !fresh.is_empty() {
            tally.reroutes += 1;
            tally.reroute_us_max = tally.reroute_us_max.max(took_us);
            tally.reroute_us_total += took_us;
        }
        Ok(after)
    }

    async fn hand_over(
        &mut self,
        order: &OrderShown,
        part: &FulfilmentShown,
    ) -> Result<OrderShown, DemoError> {
        let mut after = self.step(order, part.number, "pick", json!({})).await?;
        let kept = part.due_at.is_none_or(|due| realtail_kernel::Instant::from_micros(wall_micros()) <= due);
        {
            let mut tally = self.world.tally();
            tally.promises += 1;
            tally.promises_kept += u64::from(kept);
        }
        if part.method == "ship" {
            after = self.step(&after, part.number, "ship", json!({"carrier": "parcel"})).await?;
        } else {
            after = self.step(&after, part.number, "stage", json!({"place": "pickup shelf"})).await?;
            let (from, to) = COME_MS;
            self.think(from, to).await;
            let code = json!({"code": after.pickup_code});
            after = self.step(&after, part.number, "hand_over", code).await?;
        }
        self.left(std::slice::from_ref(part));
        Ok(after)
    }

    fn left(&self, parts: &[FulfilmentShown]) {
        let mut books = self.world.books();
        let mut units = 0;
        for part in parts {
            for line in &part.lines {
                if let Some(pair) = self.pair(&part.site, &line.item) {
                    books.posted(pair, line.quantity as u32);
                    units += line.quantity as u64;
                }
            }
        }
        drop(books);
        self.world.tally().units_ordered += units;
    }

    /// One unit of the first line comes back to the store, is good, and is for sale again at once.
    async fn bring_back(&mut self, order: &OrderShown) -> Result<(), DemoError> {
        let (from, to) = COME_MS;
        self.think(from, to).await;
        let Some(line) = order.lines.iter().find(|line| line.left > 0) else { return Ok(()) };
        // Who has bought it for nothing gets nothing back; half a cent is a cent.
        let units = line.quantity.max(1);
        let due = (line.total + units / 2) / units;
        let pair = self.pair(&self.site, &line.item);
        if let Some(pair) = pair {
            self.world.books().given_back(pair, 1);
        }
        let body = json!({
            "return": format!("return-{}", self.sale),
            "site": self.site,
            "order": order.order,
            "lines": [{"line": line.line, "quantity": 1, "reason": "changed_mind", "condition": "opened"}],
        });
        let answer = self.world.tills.send(Call::post("/v1/returns", &body)?).await?;
        if !answer.status.is_success() {
            self.world.tally().surprise(answer.refusal().to_string());
            return Ok(());
        }
        let shown: wire::ReturnShown = answer.parse()?;
        if let Some(pair) = pair {
            self.world.books().came_back(pair, 1);
        }
        let mut tally = self.world.tally();
        tally.returns += 1;
        tally.refunded_cents += shown.refund;
        // The first unit of a line costs its share of the line, rounded to the nearest cent.
        tally.refunds_exact += u64::from(shown.refund == due);
        Ok(())
    }
}

/// Wall time, as the engine counts it.
pub(crate) fn wall_micros() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_micros() as i64)
}
