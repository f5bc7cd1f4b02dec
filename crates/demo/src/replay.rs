//! The year as it goes by: receipts, deliveries, counts and shoppers at the pace that was asked for.

use crate::agenda::{Agenda, Chore, Next};
use crate::http::Client;
use crate::lane::{Chores, Job, Lane};
use crate::load::{Loaded, date};
use crate::supply::DAY_MICROS;
use crate::world::{Ordered, Way, World};
use crate::{DemoError, Options, Report, audit, customer_order, floor, monitor, shopper};
use realtail_kernel::Instant;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant as WallInstant, sleep_until};

/// Jobs that wait for one lane. A fuller one makes the year wait.
const WAITING_MAX: usize = 500;

/// Shoppers that are busy at the same time.
const SHOPPERS_MAX: usize = 2_000;

/// No site is further in the year than another by more, or deliveries would arrive before they were ordered.
const APART_MAX_MICROS: i64 = DAY_MICROS / 2;

/// When in the UTC day sites order, and when they count: before opening and after lunch in New York.
const REVIEW_HOUR: i64 = 9;
const COUNT_HOUR: i64 = 19;
const HOUR_MICROS: i64 = DAY_MICROS / 24;

/// Replays the year until it is over or `stop` resolves, then compares our books with the engine's.
///
/// # Errors
/// Where the engine does not answer, or answers what it must not.
pub async fn replay(
    options: &Options,
    loaded: &Loaded,
    stop: impl Future<Output = ()>,
) -> Result<Report, DemoError> {
    let (tell_hurry, hurry) = watch::channel(false);
    let world =
        World::new(options, Arc::clone(&loaded.retailer), &loaded.targets, loaded.floor.clone(), hurry)?;
    let world = Arc::new(world);
    let client = Arc::new(Client::new(&options.base_url, &options.key, 1)?);
    let position = audit::status(&client).await?.position;
    let mut year = Year::begin(options, Arc::clone(&world));
    let watching = monitor::watch(options.clone(), Arc::clone(&world), Arc::clone(&client), year.span());
    let watching = tokio::spawn(watching);
    let (tell_over, over) = watch::channel(false);
    let plan = loaded.floor.clone();
    let shown = plan.map(|plan| tokio::spawn(floor::run(options.clone(), Arc::clone(&world), plan, over)));
    let ended = year.go_by(stop).await;
    if !matches!(ended, Ok(Ended::Complete)) {
        // Nobody waits for us then only when all who think have gone already.
        let _ = tell_hurry.send(true);
    }
    let finished = year.finish().await;
    // What the store still does must be done before the books are compared.
    let _ = tell_over.send(true);
    let shown = match shown {
        Some(shown) => shown.await.map_err(DemoError::data)?,
        None => Ok(()),
    };
    watching.abort();
    let (complete, wall) = (matches!(ended?, Ended::Complete), finished?);
    shown?;

    let delays = audit::delays(&client).await?.rows;
    let audit = audit::audit(&world, &client, position).await?;
    let (first, now) = (loaded.retailer.span().0, world.business_now());
    let tally = world.tally().clone();
    let troubles = [&world.tills.trouble, &world.shoppers.trouble];
    Ok(Report {
        retailer: loaded.retailer.name.to_owned(),
        days: (date(first), date(now)),
        complete,
        tally,
        audit,
        delays,
        busy: troubles.iter().map(|t| t.busy.load(Ordering::Relaxed)).sum(),
        connections_lost: troubles.iter().map(|t| t.lost.load(Ordering::Relaxed)).sum(),
        wall_s: wall.as_secs_f64(),
        business_s: now.micros_since(first) as f64 / 1e6,
    })
}

/// How the year ended.
enum Ended {
    Complete,
    Stopped,
}

struct Year {
    world: Arc<World>,
    agenda: Agenda,
    first: Instant,
    end: Instant,
    /// Up to when all sites have caught up.
    together: Instant,
    speed: f64,
    began: WallInstant,
    lanes: Vec<mpsc::Sender<Job>>,
    come_up: mpsc::UnboundedReceiver<(Instant, Chore)>,
    tasks: JoinSet<Result<(), DemoError>>,
    room: Arc<Semaphore>,
}

impl Year {
    fn begin(options: &Options, world: Arc<World>) -> Year {
        let (first, last) = world.retailer.span();
        let days = |days: u32| Instant::from_micros(first.micros() + i64::from(days) * DAY_MICROS);
        let after_last = Instant::from_micros(last.micros() + 1);
        let end = options.until_days.map_or(after_last, |until| days(until).min(after_last));
        let mut agenda = Agenda::new(world.retailer.baskets().map(|(basket, _)| basket.sold_at).collect());
        plan_chores(&mut agenda, first, world.retailer.sites.len() as u32);
        let (chores, come_up) = mpsc::unbounded_channel();
        let mut tasks = JoinSet::new();
        let lane = |_| start_lane(&world, &chores, &mut tasks);
        let lanes = (0..options.lanes.max(1)).map(lane).collect();
        let room = Arc::new(Semaphore::new(SHOPPERS_MAX));
        let (speed, began) = (options.speed.max(1e-3), WallInstant::now());
        Year { world, agenda, first, end, together: first, speed, began, lanes, come_up, tasks, room }
    }

    fn span(&self) -> (Instant, Instant) {
        (self.first, self.end)
    }

    fn due(&self, at: Instant) -> WallInstant {
        let business_s = at.micros_since(self.first).max(0) as f64 / 1e6;
        self.began + Duration::from_secs_f64((business_s / self.speed).min(1e9))
    }

    async fn go_by(&mut self, stop: impl Future<Output = ()>) -> Result<Ended, DemoError> {
        let mut stop = std::pin::pin!(stop);
        loop {
            while let Ok((at, chore)) = self.come_up.try_recv() {
                self.agenda.add(at, chore);
            }
            while let Some(done) = self.tasks.try_join_next() {
                done.map_err(DemoError::data)??;
            }
            let Some(at) = self.agenda.next_at().filter(|at| *at < self.end) else {
                return Ok(Ended::Complete);
            };
            let due = self.due(at);
            if due > WallInstant::now() {
                tokio::select! {
                    () = &mut stop => return Ok(Ended::Stopped),
                    () = sleep_until(due) => (),
                    Some((at, chore)) = self.come_up.recv() => {
                        self.agenda.add(at, chore);
                        continue;
                    }
                }
            }
            let Some((at, next)) = self.agenda.take() else { continue };
            self.world.advance(at);
            tokio::select! {
                biased;
                () = &mut stop => return Ok(Ended::Stopped),
                () = self.begin_next(at, next) => (),
            }
        }
    }

    async fn begin_next(&mut self, at: Instant, next: Next) {
        if at.micros_since(self.together) > APART_MAX_MICROS {
            self.catch_up().await;
            self.together = at;
        }
        match next {
            Next::Chore(chore) => {
                let site = match &chore {
                    Chore::TakeIn(delivery) => delivery.site,
                    Chore::Count { site } | Chore::Review { site } => *site,
                };
                self.give(site, Job::Chore(at, chore)).await;
            }
            Next::Receipt(index) => {
                let Some((basket, lines)) = self.world.retailer.basket(index) else { return };
                let (site, way) = (basket.site, self.world.way(basket.sale, lines));
                match way {
                    Way::Till => self.give(site, Job::RingUp(index)).await,
                    Way::Ordered(ordered) => self.send_buyer(index, ordered).await,
                    Way::Collected | Way::GivenUp | Way::Forgotten => self.send_shopper(index, way).await,
                }
            }
        }
    }

    /// A lane that is gone has failed; why is found among the tasks.
    async fn give(&self, site: u32, job: Job) {
        if let Some(lane) = self.lanes.get(site as usize % self.lanes.len()) {
            let _ = lane.send(job).await;
        }
    }

    async fn catch_up(&self) {
        let mut told = Vec::with_capacity(self.lanes.len());
        for lane in &self.lanes {
            let (tell, done) = oneshot::channel();
            if lane.send(Job::Tell(tell)).await.is_ok() {
                told.push(done);
            }
        }
        for done in told {
            let _ = done.await;
        }
    }

    async fn send_shopper(&mut self, index: usize, way: Way) {
        let Ok(permit) = Arc::clone(&self.room).acquire_owned().await else { return };
        let world = Arc::clone(&self.world);
        self.tasks.spawn(async move {
            let _permit = permit;
            shopper::shop(world, index, way).await
        });
    }

    async fn send_buyer(&mut self, index: usize, way: Ordered) {
        let Ok(permit) = Arc::clone(&self.room).acquire_owned().await else { return };
        let world = Arc::clone(&self.world);
        self.tasks.spawn(async move {
            let _permit = permit;
            customer_order::order(world, index, way).await
        });
    }

    /// Lets all who are busy come to their end. How long the whole took.
    async fn finish(mut self) -> Result<Duration, DemoError> {
        self.lanes.clear();
        let mut problem = None;
        while let Some(done) = self.tasks.join_next().await {
            let done = done.map_err(DemoError::data).and_then(|done| done);
            problem = problem.or(done.err());
        }
        problem.map_or(Ok(self.began.elapsed()), Err)
    }
}

fn start_lane(
    world: &Arc<World>,
    chores: &Chores,
    tasks: &mut JoinSet<Result<(), DemoError>>,
) -> mpsc::Sender<Job> {
    let (lane, jobs) = mpsc::channel(WAITING_MAX);
    tasks.spawn(Lane::run(Arc::clone(world), jobs, chores.clone()));
    lane
}

/// The first time that each site orders and counts; each time brings up the next. Sites are spread over the week.
fn plan_chores(agenda: &mut Agenda, first: Instant, sites: u32) {
    let midnight = first.micros().div_euclid(DAY_MICROS) * DAY_MICROS;
    let at = |day: u32, hour: i64, site: u32| {
        // A few seconds apart, so that not all stores send at one moment.
        let second = i64::from(site) * 3_000_000;
        Instant::from_micros(midnight + i64::from(day) * DAY_MICROS + hour * HOUR_MICROS + second)
    };
    for site in 0..sites {
        agenda.add(at(1 + site % 7, REVIEW_HOUR, site), Chore::Review { site });
        agenda.add(at((4 + site) % 7, COUNT_HOUR, site), Chore::Count { site });
    }
}
