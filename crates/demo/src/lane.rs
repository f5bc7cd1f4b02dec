//! One connection of tills and docks. What a site says, it says on one of them, in order.

use crate::agenda::{Chore, Delivery, Sent};
use crate::chance::{Chance, Use};
use crate::floor::advice;
use crate::http::{Call, JSON};
use crate::supply::DAY_MICROS;
use crate::wire::{self, CloudEvent, CountAnswer, Outcome, SIGNAL, SIGNALS, Verdict, Verdicts};
use crate::world::World;
use crate::{BaseStock, DemoError};
use hyper::Method;
use realtail_kernel::{Instant, PurchaseOrderId, Quantity, ShipmentId};
use realtail_vocabulary::{CountLine, CountMethod, Dispatch, Receipt, ShipmentLine, StockCount};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// What a site does.
#[derive(Debug)]
pub(crate) enum Job {
    /// Rings up the receipt with this index.
    RingUp(usize),
    /// Does a chore that is due at this time.
    Chore(Instant, Chore),
    /// Says when all that was given before is done.
    Tell(oneshot::Sender<()>),
}

/// Chores that come up, with when.
pub(crate) type Chores = mpsc::UnboundedSender<(Instant, Chore)>;

/// No call carries more signals.
const BATCH_SIGNALS_MAX: usize = 250;

/// Of a thousand lines of a delivery, so many arrive with a unit missing.
const LINES_SHORT_SHARE: f64 = 0.005;

/// How many items a count looks at beside those whose book is below zero, and how often one of them has been lost.
const COUNTED_ITEMS: usize = 20;
const LOST_SHARE: f64 = 0.05;

/// What a signal in a call was about, for when its verdict comes.
enum Said {
    Sale(usize),
    TakenIn(Delivery, Vec<u32>),
    Sent(Delivery, Instant),
}

/// A connection of tills and docks.
pub(crate) struct Lane {
    world: Arc<World>,
    chores: Chores,
    events: Vec<CloudEvent>,
    said: Vec<Said>,
}

impl Lane {
    /// Does what comes until nothing more can come. What waits goes out in one call: the faster time runs, the more.
    pub(crate) async fn run(
        world: Arc<World>,
        mut jobs: mpsc::Receiver<Job>,
        chores: Chores,
    ) -> Result<(), DemoError> {
        let mut lane = Lane { world, chores, events: vec![], said: vec![] };
        while let Some(job) = jobs.recv().await {
            lane.take(job).await?;
            while lane.events.len() < BATCH_SIGNALS_MAX {
                let Ok(job) = jobs.try_recv() else { break };
                lane.take(job).await?;
            }
            lane.flush().await?;
        }
        Ok(())
    }

    async fn take(&mut self, job: Job) -> Result<(), DemoError> {
        match job {
            Job::RingUp(index) => self.ring_up(index),
            Job::Tell(done) => {
                self.flush().await?;
                // Whoever asked may have been told to stop.
                let _ = done.send(());
                Ok(())
            }
            Job::Chore(at, Chore::TakeIn(delivery)) => self.take_in(at, delivery),
            Job::Chore(at, Chore::Count { site }) => {
                self.flush().await?;
                self.count(at, site).await
            }
            Job::Chore(at, Chore::Review { site }) => {
                // The book has to know what was sold before it is looked at.
                self.flush().await?;
                self.review(at, site).await?;
                self.flush().await
            }
        }
    }

    fn ring_up(&mut self, index: usize) -> Result<(), DemoError> {
        let Some((basket, lines)) = self.world.retailer.basket(index) else { return Ok(()) };
        let sale = wire::sale(&self.world.retailer, basket, lines)?;
        let id = format!("sale-{}", basket.sale);
        let event = CloudEvent::new("retail.sale.completed", id, &sale.site, basket.sold_at, &sale)?;
        self.events.push(event);
        self.said.push(Said::Sale(index));
        Ok(())
    }

    fn take_in(&mut self, at: Instant, delivery: Delivery) -> Result<(), DemoError> {
        let found: Vec<u32> =
            delivery.lines.iter().map(|sent| self.found(&delivery.shipment, sent)).collect();
        let complete = delivery.lines.iter().zip(&found).all(|(sent, found)| sent.units == *found);
        let lines = delivery.lines.iter().zip(&found).filter(|(_, found)| **found > 0);
        let lines =
            lines.map(|(sent, found)| self.shipment_line(sent.pair, *found)).collect::<Result<_, _>>()?;
        let site = wire::site(&self.world.retailer, delivery.site)?.clone();
        let receipt = Receipt {
            shipment: ShipmentId::new(&delivery.shipment).map_err(DemoError::data)?,
            site: site.clone(),
            lines: if complete { None } else { Some(lines) },
            more_to_come: false,
            received_at: Some(at),
        };
        let id = format!("in-{}", delivery.shipment);
        self.events.push(CloudEvent::new("retail.shipment.received", id, &site, at, &receipt)?);
        self.said.push(Said::TakenIn(delivery, found));
        Ok(())
    }

    /// Now and then a unit is missing, never the only one.
    fn found(&self, shipment: &str, sent: &Sent) -> u32 {
        let number = shipment.bytes().fold(u64::from(sent.pair), |n, b| n.wrapping_mul(31) + u64::from(b));
        let short = Chance::of(self.world.seed, Use::Delivery, number).unit() < LINES_SHORT_SHARE;
        if short && sent.units > 1 { sent.units - 1 } else { sent.units }
    }

    /// Orders what is missing to the targets; of what the engine plans, what it suggests.
    async fn review(&mut self, at: Instant, site: u32) -> Result<(), DemoError> {
        let rule = BaseStock::default();
        let again = Instant::from_micros(at.micros() + i64::from(rule.review_days) * DAY_MICROS);
        self.come_up(again, Chore::Review { site });
        let arrives = Instant::from_micros(at.micros() + i64::from(rule.lead_days) * DAY_MICROS);
        let code = wire::site(&self.world.retailer, site)?.clone();
        let shipment = format!("{code}-{}", at.micros() / DAY_MICROS);
        let world = Arc::clone(&self.world);
        let planned = world.planned_at(site);
        let is_planned = |pair: u32| planned.iter().any(|planned| planned.pair == pair);
        let lines: Vec<Sent> = {
            let books = world.books();
            let pairs = world.retailer.pairs_of(site).filter(|pair| !is_planned(*pair));
            pairs
                .map(|pair| Sent { pair, units: books.missing(pair) })
                .filter(|sent| sent.units > 0)
                .collect()
        };
        self.send(at, arrives, Delivery { shipment: shipment.clone(), site, lines }, None)?;
        if !planned.is_empty() {
            let order = PurchaseOrderId::new(format!("po-{shipment}")).map_err(DemoError::data)?;
            let lines = advice::order(&world.tills, &code, planned, &order, (at, arrives)).await?;
            let lines = lines.into_iter().map(|(pair, units)| Sent { pair, units }).collect();
            self.send(
                at,
                arrives,
                Delivery { shipment: format!("{shipment}-po"), site, lines },
                Some(order),
            )?;
        }
        Ok(())
    }

    fn send(
        &mut self,
        at: Instant,
        arrives: Instant,
        delivery: Delivery,
        order: Option<PurchaseOrderId>,
    ) -> Result<(), DemoError> {
        if delivery.lines.is_empty() {
            return Ok(());
        }
        let code = wire::site(&self.world.retailer, delivery.site)?.clone();
        let lines = delivery.lines.iter().map(|sent| self.shipment_line(sent.pair, sent.units));
        let dispatch = Dispatch {
            shipment: ShipmentId::new(&delivery.shipment).map_err(DemoError::data)?,
            from: None,
            to: code.clone(),
            lines: lines.collect::<Result<_, _>>()?,
            expected_at: Some(arrives),
            order,
        };
        let id = format!("out-{}", delivery.shipment);
        self.events.push(CloudEvent::new("retail.shipment.dispatched", id, &code, at, &dispatch)?);
        self.said.push(Said::Sent(delivery, arrives));
        Ok(())
    }

    fn shipment_line(&self, pair: u32, units: u32) -> Result<ShipmentLine, DemoError> {
        let retailer = &self.world.retailer;
        let pair = retailer.pairs.get(pair as usize).ok_or_else(|| DemoError::data("no such pair"))?;
        let item = retailer.items.get(pair.item as usize).ok_or_else(|| DemoError::data("no such item"))?;
        Ok(ShipmentLine {
            item: item.item.clone(),
            quantity: Quantity::try_from(i64::from(units)).map_err(DemoError::data)?,
            lot: None,
            expires_at: None,
            condition: Default::default(),
        })
    }

    fn come_up(&self, at: Instant, chore: Chore) {
        // Nobody listens any more once the replay stops.
        let _ = self.chores.send((at, chore));
    }

    async fn flush(&mut self) -> Result<(), DemoError> {
        let (events, said) = (std::mem::take(&mut self.events), std::mem::take(&mut self.said));
        if events.is_empty() {
            return Ok(());
        }
        {
            let mut books = self.world.books();
            for said in &said {
                if let Said::TakenIn(delivery, found) = said {
                    delivery
                        .lines
                        .iter()
                        .zip(found)
                        .for_each(|(sent, found)| books.arriving(sent.pair, *found));
                }
            }
        }
        let (content_type, body) = match events.as_slice() {
            [event] => (SIGNAL, serde_json::to_vec(event)),
            events => (SIGNALS, serde_json::to_vec(events)),
        };
        let body = body.map_err(DemoError::data)?.into();
        let call = Call { method: Method::POST, content_type, body, ..Call::get("/v1/signals") };
        let verdicts: Verdicts = self.world.tills.send(call).await?.success()?.parse()?;
        if verdicts.results.len() != said.len() {
            let problem = format!("{} verdicts for {} signals", verdicts.results.len(), said.len());
            return Err(DemoError::Answer { call: "POST /v1/signals".to_owned(), problem });
        }
        for (said, verdict) in said.into_iter().zip(verdicts.results) {
            self.book(said, verdict);
        }
        Ok(())
    }

    fn book(&self, said: Said, verdict: Verdict) {
        let mut tally = self.world.tally();
        match verdict.verdict {
            Outcome::Accepted => tally.signals_taken += 1,
            Outcome::Duplicate => {
                tally.signals_taken += 1;
                tally.signals_duplicate += 1;
            }
            Outcome::Refused => {
                tally.signals_refused += 1;
                tally.surprise(format!("a signal was refused: {}", verdict.problem.unwrap_or_default()));
                return;
            }
        }
        let mut books = self.world.books();
        match said {
            Said::Sale(index) => {
                let lines = self.world.retailer.basket(index).map_or(&[][..], |(_, lines)| lines);
                tally.receipts += 1;
                tally.lines += lines.len() as u64;
                tally.lines_oversold_at_till += verdict.oversold_at_till.len() as u64;
                for (pair, line) in lines.iter().filter_map(|line| Some((line.pair?, line))) {
                    tally.lines_stocked += 1;
                    books.sold(pair, line.quantity);
                }
            }
            Said::TakenIn(delivery, found) => {
                tally.shipments_received += 1;
                for (sent, found) in delivery.lines.iter().zip(found) {
                    tally.units_received += u64::from(found);
                    tally.units_lost_under_way += u64::from(sent.units - found);
                    books.arrived(sent.pair, found, sent.units);
                }
            }
            Said::Sent(delivery, arrives) => {
                tally.shipments_dispatched += 1;
                delivery.lines.iter().for_each(|sent| books.dispatched(sent.pair, sent.units));
                self.come_up(arrives, Chore::TakeIn(delivery));
            }
        }
    }

    /// Somebody walks through the store: items whose book is below zero are found to be out, and of the others one in
    /// twenty has lost a unit. Counted by call rather than by signal, since the answer says what the book said.
    async fn count(&mut self, at: Instant, site: u32) -> Result<(), DemoError> {
        let again = at.micros() + i64::from(BaseStock::default().review_days) * DAY_MICROS;
        self.come_up(Instant::from_micros(again), Chore::Count { site });
        let counted = self.walk(at, site);
        if counted.is_empty() {
            return Ok(());
        }
        let code = wire::site(&self.world.retailer, site)?.clone();
        let line = |(pair, counted): &(u32, u32)| {
            Ok(CountLine { item: self.shipment_line(*pair, 1)?.item, counted: *counted })
        };
        let lines = counted.iter().map(line).collect::<Result<Vec<_>, DemoError>>()?;
        let key = format!("count-{code}-{}", at.micros());
        let count =
            StockCount { site: code, zone: None, lines, counted_at: Some(at), method: CountMethod::Manual };
        let call = Call::post("/v1/stock/counts", &count)?.once(key);
        let call = Call { content_type: JSON, ..call };
        counted.iter().for_each(|(pair, _)| self.world.books().counting(*pair));
        let answer: CountAnswer = self.world.tills.send(call).await?.success()?.parse()?;
        let mut tally = self.world.tally();
        let mut books = self.world.books();
        for ((pair, _), line) in counted.iter().zip(&count.lines) {
            let difference = answer.lines.iter().find(|l| l.item == line.item).map_or(0, |l| l.difference);
            books.counted(*pair, difference);
            tally.items_counted += 1;
            tally.items_counted_different += u64::from(difference != 0);
        }
        Ok(())
    }

    /// What is looked at, and what is found.
    fn walk(&self, at: Instant, site: u32) -> Vec<(u32, u32)> {
        let pairs = self.world.retailer.pairs_of(site);
        let number = (u64::from(site) << 40) ^ (at.micros() / DAY_MICROS) as u64;
        let mut chance = Chance::of(self.world.seed, Use::Count, number);
        let books = self.world.books();
        let below = pairs.clone().filter(|pair| books.on_hand(*pair) < 0);
        let drawn =
            (0..COUNTED_ITEMS.min(pairs.len())).map(|_| pairs.start + chance.below(pairs.len()) as u32);
        let mut looked_at: Vec<u32> = below.chain(drawn).collect();
        looked_at.sort_unstable();
        looked_at.dedup();
        let found = |pair: u32| {
            let lost = i64::from(chance.unit() < LOST_SHARE);
            u32::try_from(books.on_hand(pair) - lost).unwrap_or_default()
        };
        let mut found = found;
        looked_at.into_iter().map(|pair| (pair, found(pair))).collect()
    }
}
