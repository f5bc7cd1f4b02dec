//! Shoppers' phones: somebody agrees to be shown offers, looks for something, follows what a brand pays for, and buys it.

use super::Floor;
use super::campaign::percent;
use super::plan::Planned;
use super::signals::now;
use crate::chance::{Chance, Use};
use crate::http::{Answer, Call};
use crate::wire::{OrderShown, Problem, SIGNAL};
use crate::{DemoError, customer_order};
use hyper::StatusCode;
use realtail_kernel::ItemId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// A phone comes each so many rounds, unless so many are there already.
const EVERY: u64 = 2;
const PHONES_MAX: u64 = 6;
/// How long a shopper looks at something, at the usual speed.
const LOOK_MS: (f64, f64) = (100.0, 900.0);
/// Of a hundred who see an offer so many follow it, and of a hundred who look at an item so many buy it.
const FOLLOW_SHARE: f64 = 0.6;
const BUY_SHARE: f64 = 0.7;
/// A payment that is under way is asked after so often.
const ASKED_MAX: u32 = 100;
/// The example of RFC 8291, section 5: a good point of the curve, whose private half nobody here needs.
const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const CLICKED: &str = "retail.ad.clicked";
/// Names of what phones buy begin here, far from those of receipts.
const NUMBERS_FROM: u64 = 1 << 60;

/// Those who come by.
#[derive(Default)]
pub(super) struct Phones {
    rounds: u64,
    came: u64,
    left: Arc<AtomicU64>,
}

impl Phones {
    /// Now and then somebody opens the shop.
    pub(super) fn come(&mut self, floor: &Arc<Floor>, busy: &mut JoinSet<Result<(), DemoError>>) {
        self.rounds += 1;
        let there = self.came - self.left.load(Ordering::Relaxed);
        if !self.rounds.is_multiple_of(EVERY) || there >= PHONES_MAX {
            return;
        }
        let (floor, number, left) = (Arc::clone(floor), self.came, Arc::clone(&self.left));
        self.came += 1;
        busy.spawn(async move {
            let visited = visit(floor, number).await;
            left.fetch_add(1, Ordering::Relaxed);
            visited
        });
    }
}

#[derive(Deserialize)]
struct Session {
    shopper: String,
    token: String,
}

#[derive(Deserialize)]
struct Placed {
    placement: Option<String>,
    slots: Vec<Slot>,
}

#[derive(Deserialize)]
struct Slot {
    item: ItemId,
}

#[derive(Deserialize)]
struct Me {
    notices: Vec<Notice>,
}

#[derive(Deserialize)]
struct Notice {
    push: String,
    state: String,
}

struct Phone {
    floor: Arc<Floor>,
    session: Session,
    number: u64,
    chance: Chance,
}

async fn visit(floor: Arc<Floor>, number: u64) -> Result<(), DemoError> {
    let begin = Call::post("/v1/shop/sessions", &json!({}))?;
    let session: Session = floor.client.send(begin).await?.success()?.parse()?;
    let chance = Chance::of(floor.world.seed, Use::Floor, NUMBERS_FROM + number);
    floor.world.tally().floor.phones += 1;
    Phone { floor, session, number, chance }.shop().await
}

impl Phone {
    async fn shop(&mut self) -> Result<(), DemoError> {
        self.agree().await?;
        let floor = Arc::clone(&self.floor);
        let wanted: Vec<&Planned> = floor.plan.advertised().collect();
        let Some(first) = wanted.get(self.chance.below(wanted.len())) else { return Ok(()) };
        self.search(first).await?;
        self.look().await;
        let placed = self.placement(first).await?;
        let shown = placed.slots.first().and_then(|slot| wanted.iter().find(|p| p.item == slot.item));
        let (mut item, mut followed) = (*first, None);
        if let (Some(placement), Some(shown)) = (&placed.placement, shown) {
            self.tell("retail.ad.viewed", shown, json!({"placement": placement})).await?;
            self.look().await;
            if self.chance.unit() < FOLLOW_SHARE {
                self.tell(CLICKED, shown, json!({"placement": placement})).await?;
                (item, followed) = (shown, Some(placement.clone()));
            }
        }
        if followed.is_none() {
            // What somebody buys after a notice is put down to that, not to what a brand had shown.
            self.subscribe().await?;
        }
        self.tell("retail.page.viewed", item, json!({"channel": "app"})).await?;
        self.say_where().await?;
        self.look().await;
        self.open_notice().await?;
        if self.chance.unit() < BUY_SHARE { self.buy(item, followed).await } else { Ok(()) }
    }

    async fn look(&mut self) {
        let ms = self.chance.between(LOOK_MS.0, LOOK_MS.1);
        self.floor.take(ms).await;
    }

    async fn send(&self, call: Call) -> Result<Answer, DemoError> {
        self.floor.client.send(call.by(&self.session.token)).await
    }

    async fn good(&self, call: Call) -> Result<Answer, DemoError> {
        self.send(call).await?.success()
    }

    /// To being shown offers, to being measured, and to saying where one is.
    async fn agree(&self) -> Result<(), DemoError> {
        let one = |purpose: &str| json!({"purpose": purpose, "given": true, "wording": "demo-1"});
        let all: Vec<Value> =
            ["offers", "personalisation", "measurement", "location"].into_iter().map(one).collect();
        self.good(Call::put("/v1/shop/me/consents", &json!({ "consents": all }))?).await.map(drop)
    }

    /// To being told of offers on the phone.
    async fn subscribe(&self) -> Result<(), DemoError> {
        let body = json!({"endpoint": self.floor.push_service.endpoint(self.number), "expirationTime": null,
            "keys": {"p256dh": P256DH, "auth": AUTH}});
        let answer = self.send(Call::put("/v1/shop/me/subscription", &body)?).await?;
        // An engine that calls no push service on its own machine has none that the phone could name.
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY { Ok(()) } else { answer.success().map(drop) }
    }

    /// Opens what came while the shopper looked, if anything did.
    async fn open_notice(&self) -> Result<(), DemoError> {
        if !self.floor.push_service.has_told(self.number) {
            return Ok(());
        }
        let me: Me = self.good(Call::get("/v1/shop/me")).await?.parse()?;
        for Notice { push, .. } in me.notices.into_iter().filter(|notice| notice.state == "sent") {
            let path = format!("/v1/shop/me/notices/{}/opened", percent(&push));
            self.good(Call::post(path, &json!({}))?).await?;
        }
        Ok(())
    }

    /// Types the first word of what is wanted.
    async fn search(&self, wanted: &Planned) -> Result<(), DemoError> {
        let path = format!("/v1/shop/search?limit=12&q={}{}", percent(wanted.word()), self.around());
        self.good(Call::get(path)).await.map(drop)
    }

    fn around(&self) -> String {
        self.position().map_or(String::new(), |(lat, lon)| format!("&lat={lat}&lon={lon}"))
    }

    /// At the store.
    fn position(&self) -> Option<(f64, f64)> {
        let site = self.floor.world.retailer.sites.get(self.floor.plan.index as usize)?;
        site.position.map(|position| (position.lat, position.lon))
    }

    async fn say_where(&self) -> Result<(), DemoError> {
        let Some((lat, lon)) = self.position() else { return Ok(()) };
        let body = json!({"lat": lat, "lon": lon, "accuracy_m": 20.0});
        self.good(Call::post("/v1/shop/me/position", &body)?).await.map(drop)
    }

    /// What a brand pays for beside what was found.
    async fn placement(&self, wanted: &Planned) -> Result<Placed, DemoError> {
        let body = json!({"surface": "search", "query": wanted.name, "slots": 1});
        self.good(Call::post("/v1/shop/placements", &body)?).await?.parse()
    }

    async fn tell(&self, kind: &str, item: &Planned, mut data: Value) -> Result<(), DemoError> {
        data["visitor"] = json!(self.session.shopper);
        data["item"] = json!(item.item);
        // The number under which the order tells it again: a click counts once.
        let id = match data["placement"].as_str() {
            Some(placement) if kind == CLICKED => format!("clicked/{placement}/{}", item.item),
            Some(_) | None => format!("{kind}/{}", item.item),
        };
        let event = json!({"specversion": "1.0", "id": id, "source": "shop", "type": kind, "time": now(),
            "data": data});
        let call = Call { content_type: SIGNAL, ..Call::post("/v1/shop/signals", &event)? };
        self.good(call).await.map(drop)
    }

    /// Holds one, thinks, pays, and collects it when it is ready.
    async fn buy(&mut self, item: &Planned, followed: Option<String>) -> Result<(), DemoError> {
        let asked = self.floor.world.books().asking(&[(item.pair, 1)]);
        let wish = json!({"item": item.item, "quantity": 1, "site": self.floor.plan.site});
        let held = self.send(Call::post("/v1/shop/holds", &wish)?.once("hold")).await?;
        if held.status == StatusCode::CONFLICT && held.parse::<Problem>()?.is_shortage() {
            return Ok(());
        }
        let shown: Value = held.success()?.parse()?;
        let oversold = self.floor.world.books().hold_granted(&asked);
        self.floor.world.tally().lines_oversold_by_engine += oversold;
        self.look().await;
        let hold = shown["hold"].as_str().unwrap_or_default();
        let order = json!({"hold": hold, "method": "pickup", "placement": followed,
            "payment": {"provider": "test", "token": "success_token"}});
        // An order that cannot be lets go of what was held before it is answered.
        self.floor.world.books().releasing(&asked);
        let answer = self.send(Call::post("/v1/shop/orders", &order)?.once("order")).await?;
        if !answer.status.is_success() {
            // A till has sold what was held.
            self.send(Call::post(format!("/v1/shop/holds/{hold}/void"), &json!({}))?).await?;
            self.floor.world.books().hold_ended(&asked);
            if answer.status != StatusCode::CONFLICT {
                self.floor.world.tally().surprise(answer.refusal().to_string());
            }
            return Ok(());
        }
        let order = self.confirmed(answer.parse()?).await?;
        {
            let mut books = self.floor.world.books();
            books.taken_back(item.pair, 1);
            books.hold_ended(&asked);
        }
        {
            let mut tally = self.floor.world.tally();
            tally.floor.phone_orders += 1;
            tally.orders_asked += 1;
            tally.orders_confirmed += 1;
        }
        let wanted = (item.pair, item.item.clone(), 1);
        let (world, site) = (Arc::clone(&self.floor.world), self.floor.plan.site.clone());
        customer_order::see_through(world, NUMBERS_FROM + self.number, site, wanted, order).await
    }

    /// A payment may take a moment longer than the answer.
    async fn confirmed(&self, mut order: OrderShown) -> Result<OrderShown, DemoError> {
        for _ in 0..ASKED_MAX {
            if !order.fulfilments.is_empty() {
                break;
            }
            sleep(Duration::from_millis(100)).await;
            order = self.good(Call::get(format!("/v1/shop/orders/{}", order.order))).await?.parse()?;
        }
        Ok(order)
    }
}
