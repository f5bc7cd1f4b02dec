//! An online shopper: holds a basket at a store, thinks, then collects it, gives it up or forgets it.

use crate::DemoError;
use crate::books::Asked;
use crate::chance::{Chance, Use};
use crate::http::{Answer, Call};
use crate::wire::{self, AskHold, HoldShown, HoldState, Problem};
use crate::world::{Way, World};
use hyper::StatusCode;
use realtail_kernel::{Channel, HoldId, ItemId, OwnerId, SiteId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// Who means to collect holds for so long, in wall time.
const PATIENT_MS: u64 = 60_000;

/// Who forgets holds for between so long and so long.
const FORGETFUL_MS: (f64, f64) = (2_000.0, 5_000.0);

/// How long a shopper thinks, at the usual speed.
const THINK_MS: (f64, f64) = (200.0, 1_500.0);

/// A basket at a store.
struct Shopper {
    world: Arc<World>,
    sale: u64,
    site: SiteId,
    /// What is wanted: pair, item and units.
    wanted: Vec<(u32, ItemId, u32)>,
    expires_in_ms: u64,
}

/// A hold that was granted.
struct Granted {
    hold: HoldId,
    asked: Asked,
    /// The engine lets go of it no sooner.
    until: Instant,
}

/// Buys the basket with this index.
pub(crate) async fn shop(world: Arc<World>, index: usize, way: Way) -> Result<(), DemoError> {
    let Some((basket, lines)) = world.retailer.basket(index) else { return Ok(()) };
    let mut units: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for (pair, line) in lines.iter().filter_map(|line| Some((line.pair?, line))) {
        units.entry(pair).or_insert((line.item, 0)).1 += line.quantity;
    }
    let number = |(pair, (item, units)): (u32, (u32, u32))| {
        world.retailer.items.get(item as usize).map(|item| (pair, item.item.clone(), units))
    };
    let mut chance = Chance::of(world.seed, Use::Think, basket.sale);
    let think = Duration::from_secs_f64(chance.between(THINK_MS.0, THINK_MS.1) / 1e3 * world.haste);
    let forgetful_ms = (chance.between(FORGETFUL_MS.0, FORGETFUL_MS.1) * world.haste) as u64;
    let shopper = Shopper {
        sale: basket.sale,
        site: wire::site(&world.retailer, basket.site)?.clone(),
        wanted: units.into_iter().filter_map(number).collect(),
        expires_in_ms: if way == Way::Forgotten { forgetful_ms } else { PATIENT_MS },
        world: Arc::clone(&world),
    };
    let Some(granted) = shopper.hold().await? else { return Ok(()) };
    match way {
        Way::Till | Way::Ordered(_) | Way::Collected => {
            world.think(think).await;
            shopper.collect(granted).await
        }
        Way::GivenUp => {
            world.think(think).await;
            shopper.give_up(granted).await
        }
        Way::Forgotten => shopper.forget(granted).await,
    }
}

impl Shopper {
    /// Asks for all of it; if that cannot be, once more for what is there.
    async fn hold(&self) -> Result<Option<Granted>, DemoError> {
        let refusal = match self.ask("", &self.wanted).await? {
            Ok(granted) => return Ok(Some(granted)),
            Err(refusal) => refusal,
        };
        let there = |(pair, item, units): &(u32, ItemId, u32)| {
            let shortage = refusal.shortages.iter().find(|shortage| shortage.item == *item);
            let left =
                shortage.map_or(*units, |s| (*units).min(u32::try_from(s.available).unwrap_or_default()));
            (left > 0).then(|| (*pair, item.clone(), left))
        };
        let less: Vec<_> = self.wanted.iter().filter_map(there).collect();
        if less.is_empty() || less == self.wanted {
            return Ok(None);
        }
        self.world.tally().holds_asked_again += 1;
        Ok(self.ask("-2", &less).await?.ok())
    }

    async fn ask(
        &self,
        again: &str,
        wanted: &[(u32, ItemId, u32)],
    ) -> Result<Result<Granted, Problem>, DemoError> {
        let hold = HoldId::new(format!("web-{}{again}", self.sale)).map_err(DemoError::data)?;
        let line = |(_, item, units): &(u32, ItemId, u32)| AskHold::line(item, *units, &self.site);
        let ask = AskHold {
            hold: hold.clone(),
            owner: OwnerId::new(format!("basket-{}", self.sale)).map_err(DemoError::data)?,
            channel: Channel::new("web").map_err(DemoError::data)?,
            expires_in_ms: self.expires_in_ms,
            lines: wanted.iter().map(line).collect::<Result<_, _>>()?,
        };
        let call = Call::post("/v1/holds", &ask)?;
        let pairs: Vec<(u32, u32)> = wanted.iter().map(|(pair, _, units)| (*pair, *units)).collect();
        let asked = self.world.books().asking(&pairs);
        let until = Instant::now() + Duration::from_millis(self.expires_in_ms);
        let answer = self.world.shoppers.send(call).await?;
        let mut tally = self.world.tally();
        tally.holds_asked += 1;
        match answer.status {
            StatusCode::CREATED | StatusCode::OK => {
                tally.holds_held += 1;
                let oversold = self.world.books().hold_granted(&asked);
                tally.lines_oversold_by_engine += oversold;
                if oversold > 0 {
                    tally.surprise(format!("hold {hold} was granted with {oversold} lines that nobody had"));
                }
                Ok(Ok(Granted { hold, asked, until }))
            }
            StatusCode::CONFLICT => {
                tally.holds_refused += 1;
                let problem: Problem = answer.parse()?;
                if !problem.is_shortage() {
                    tally.surprise(answer.refusal().to_string());
                }
                Ok(Err(problem))
            }
            _ => Err(answer.refusal()),
        }
    }

    async fn collect(&self, granted: Granted) -> Result<(), DemoError> {
        let (answer, released) = self.post(&granted, &json!({}), false).await?;
        match answer.status {
            StatusCode::OK | StatusCode::CREATED => self.collected(&granted, &answer, released),
            StatusCode::CONFLICT | StatusCode::NOT_FOUND => {
                if !released {
                    self.world.books().releasing(&granted.asked);
                }
                let problem: Problem = answer.parse()?;
                if problem.is_shortage() {
                    return self.collect_what_is_there(granted, &problem).await;
                }
                // It took us longer to come than we had said.
                self.world.books().hold_ended(&granted.asked);
                let mut tally = self.world.tally();
                tally.holds_expired += 1;
                tally.surprise(answer.refusal().to_string());
                Ok(())
            }
            _ => Err(answer.refusal()),
        }
    }

    /// Posts a hold. Where its time is over before the answer comes, its units may be free: says whether that was so.
    async fn post(
        &self,
        granted: &Granted,
        body: &Value,
        mut released: bool,
    ) -> Result<(Answer, bool), DemoError> {
        let post = Call::post(format!("/v1/holds/{}/post", granted.hold), body)?;
        let mut send = std::pin::pin!(self.world.shoppers.send(post));
        loop {
            tokio::select! {
                answer = &mut send => return Ok((answer?, released)),
                () = sleep_until(granted.until), if !released => {
                    self.world.books().releasing(&granted.asked);
                    released = true;
                }
            }
        }
    }

    fn collected(&self, granted: &Granted, answer: &Answer, released: bool) -> Result<(), DemoError> {
        let shown: HoldShown = answer.parse()?;
        let told = shown.posted.unwrap_or_default();
        let mut units_posted = 0;
        let mut books = self.world.books();
        for (pair, item, _) in self.of(&granted.asked) {
            let lines = told.iter().filter(|line| line.item == *item);
            let units = lines.map(|line| line.quantity.units() as u32).sum();
            books.posted(pair, units);
            if released {
                books.taken_back(pair, units);
            }
            units_posted += u64::from(units);
        }
        books.hold_ended(&granted.asked);
        drop(books);
        let mut tally = self.world.tally();
        tally.holds_posted += 1;
        tally.units_posted += units_posted;
        if shown.state != HoldState::Posted || units_posted == 0 {
            tally.surprise(format!("{} was posted otherwise than asked", granted.hold));
        }
        Ok(())
    }

    /// The pairs of a hold with their items and units.
    fn of<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = (u32, &'a ItemId, u32)> {
        asked.lines().filter_map(|(pair, units)| {
            let wanted = self.wanted.iter().find(|(wanted, ..)| *wanted == pair);
            wanted.map(|(_, item, _)| (pair, item, units))
        })
    }

    /// A till has sold what was held: the shelf is right, and the shopper goes home with what is left. The books count the
    /// hold as free already.
    async fn collect_what_is_there(&self, granted: Granted, problem: &Problem) -> Result<(), DemoError> {
        self.world.tally().holds_short += 1;
        let lines: Vec<Value> = self
            .of(&granted.asked)
            .map(|(_, item, units)| (item, problem.left_of(item, units)))
            .filter(|(_, left)| *left > 0)
            .map(|(item, left)| json!({"item": item, "quantity": left, "site": self.site}))
            .collect();
        if !lines.is_empty() {
            let (answer, _) = self.post(&granted, &json!({ "lines": lines }), true).await?;
            if answer.status.is_success() {
                return self.collected(&granted, &answer, true);
            }
        }
        self.void(granted).await
    }

    async fn give_up(&self, granted: Granted) -> Result<(), DemoError> {
        self.world.books().releasing(&granted.asked);
        self.void(granted).await
    }

    async fn void(&self, granted: Granted) -> Result<(), DemoError> {
        let void = Call::post(format!("/v1/holds/{}/void", granted.hold), &json!({}))?;
        let answer = self.world.shoppers.send(void).await?.success();
        self.world.books().hold_ended(&granted.asked);
        let mut tally = self.world.tally();
        match answer {
            Ok(_) => tally.holds_voided += 1,
            Err(refusal) => tally.surprise(refusal.to_string()),
        }
        Ok(())
    }

    /// Does nothing until the hold has run out, then looks whether it has.
    async fn forget(&self, granted: Granted) -> Result<(), DemoError> {
        let mut hurry = self.world.hurry.clone();
        tokio::select! {
            () = sleep_until(granted.until) => (),
            _ = hurry.wait_for(|hurry| *hurry) => {
                self.world.tally().holds_open += 1;
                return Ok(());
            }
        }
        self.world.books().releasing(&granted.asked);
        for wait_ms in [20, 100, 500, 2_000, 10_000] {
            sleep(Duration::from_millis(wait_ms)).await;
            let answer = self.world.shoppers.send(Call::get(format!("/v1/holds/{}", granted.hold))).await?;
            let gone = answer.status == StatusCode::NOT_FOUND
                || answer.success()?.parse::<HoldShown>()?.state == HoldState::Expired;
            if gone {
                self.world.books().hold_ended(&granted.asked);
                self.world.tally().holds_expired += 1;
                return Ok(());
            }
        }
        self.world.tally().surprise(format!("{} is still held after it ran out", granted.hold));
        Ok(())
    }
}
