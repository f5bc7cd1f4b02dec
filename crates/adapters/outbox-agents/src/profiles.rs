//! The profiles of agents: fetched once, kept for as long as their heads say within bounds, never more than so many.

use crate::client::{Client, Fault};
use crate::profile::Profile;
use crate::replays::Replays;
use crate::unmet::{Unmet, Why};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use hyper::HeaderMap;
use hyper::header::CACHE_CONTROL;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Profiles that are kept. Anybody may name any number of addresses; the one that was asked for longest ago goes first.
const PROFILES_MAX: usize = 500;
/// Profiles that are fetched at once.
const FETCHES_MAX: usize = 32;
/// A profile is kept for at least so long, as the protocol asks, and fetched early no more often than so.
const KEPT_MIN: Duration = Duration::from_secs(60);
/// However long a profile says that it stays as it is: a key that was withdrawn must not count for days.
const KEPT_MAX: Duration = Duration::from_secs(3600);
/// For how long a profile that could not be fetched is not asked for again; it doubles with each failure.
const FAILED_MIN: Duration = Duration::from_secs(1);
/// The longest such wait.
const FAILED_MAX: Duration = Duration::from_secs(60);

type Found = Result<Arc<Profile>, Unmet>;
/// All who wait for a profile wait for the same answer.
type Answer = Shared<BoxFuture<'static, Found>>;

/// All profiles that are known. Cheap to clone.
#[derive(Clone)]
pub struct Profiles(Arc<Inner>);

struct Inner {
    client: Client,
    runtime: tokio::runtime::Handle,
    cache: Mutex<Cache>,
    replays: Replays,
    /// Dropped with the rest, which ends the thread.
    _end: oneshot::Sender<()>,
}

#[derive(Default)]
struct Cache {
    known: HashMap<String, Known>,
    /// When a host was asked early last, for a key that its profile did not have.
    early: HashMap<String, Instant>,
    fetching: usize,
}

struct Known {
    state: State,
    used_at: Instant,
}

enum State {
    Asked(Answer),
    Told { found: Found, until: Instant, failures: u32 },
}

impl Profiles {
    /// Fetches on a thread of its own, for at most `timeout` each; in plain words and from this machine only where `plain`
    /// says so: for tests alone, since anybody may name any address as that of a profile.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(timeout: Duration, plain: bool) -> std::io::Result<Profiles> {
        let client = Client::new(timeout, plain).map_err(std::io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (end, ended) = oneshot::channel();
        let handle = runtime.handle().clone();
        let run = move || {
            // It is over when the other end is gone.
            let _ = runtime.block_on(ended);
            runtime.shutdown_background();
        };
        std::thread::Builder::new().name("agent-profiles".to_owned()).spawn(run)?;
        let (cache, replays) = (Mutex::default(), Replays::default());
        Ok(Profiles(Arc::new(Inner { client, runtime: handle, cache, replays, _end: end })))
    }

    /// The profile at an address.
    ///
    /// # Errors
    /// Where it cannot be had, and why.
    pub async fn of(&self, url: &str) -> Found {
        match self.0.look(url) {
            Ok(found) => found,
            Err(answer) => answer.await,
        }
    }

    /// The profile at an address, fetched early since `known` does not have what is wanted of it; `known` again where its
    /// host was asked early a moment ago, or does not answer.
    pub(crate) async fn early(&self, url: &str, known: Arc<Profile>) -> Arc<Profile> {
        let answer = {
            let (mut cache, now) = (self.0.cache(), Instant::now());
            match cache.known.get(url).map(|known| &known.state) {
                Some(State::Told { found: Ok(newer), .. }) if !Arc::ptr_eq(newer, &known) => {
                    return newer.clone();
                }
                Some(State::Asked(answer)) => answer.clone(),
                Some(State::Told { .. }) | None => {
                    cache.early.retain(|_, at| now.duration_since(*at) < KEPT_MIN);
                    let host = url.split('/').take(3).collect::<Vec<&str>>().join("/");
                    if cache.early.contains_key(&host) || cache.early.len() >= PROFILES_MAX {
                        return known;
                    }
                    let Ok(answer) = self.0.ask(&mut cache, url, 0, Some(known.clone())) else {
                        return known;
                    };
                    cache.early.insert(host, now);
                    answer
                }
            }
        };
        answer.await.unwrap_or(known)
    }

    pub(crate) fn replays(&self) -> &Replays {
        &self.0.replays
    }
}

impl Inner {
    fn cache(&self) -> MutexGuard<'_, Cache> {
        // Each change leaves it whole.
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a profile, or the answer that is waited for.
    fn look(self: &Arc<Inner>, url: &str) -> Result<Found, Answer> {
        let (mut cache, now) = (self.cache(), Instant::now());
        let mut failures = 0;
        if let Some(known) = cache.known.get_mut(url) {
            known.used_at = now;
            match &known.state {
                State::Asked(answer) => return Err(answer.clone()),
                State::Told { found, until, .. } if now < *until => return Ok(found.clone()),
                State::Told { failures: before, .. } => failures = *before,
            }
        }
        match self.ask(&mut cache, url, failures, None) {
            Ok(answer) => Err(answer),
            Err(unmet) => Ok(Err(unmet)),
        }
    }

    /// Begins to fetch a profile. Where that fails, `kept` stays the answer for the shortest time.
    fn ask(
        self: &Arc<Inner>,
        cache: &mut Cache,
        url: &str,
        failures: u32,
        kept: Option<Arc<Profile>>,
    ) -> Result<Answer, Unmet> {
        self.client.address(url).map_err(|fault| Unmet::new(Why::InvalidAddress, text(fault)))?;
        if cache.fetching >= FETCHES_MAX {
            return Err(Unmet::new(Why::Busy, "many profiles are being fetched; try again in a moment"));
        }
        cache.fetching += 1;
        let (sender, receiver) = oneshot::channel();
        let (inner, address) = (self.clone(), url.to_owned());
        self.runtime.spawn(async move {
            let found = inner.fetch(&address, failures, kept).await;
            // Whoever waited may have gone.
            let _ = sender.send(found);
        });
        let stopping = || Err(Unmet::new(Why::Unreachable, "the shop is stopping"));
        let answer = receiver.map(move |told| told.unwrap_or_else(|_| stopping())).boxed().shared();
        cache.make_room();
        let state = State::Asked(answer.clone());
        cache.known.insert(url.to_owned(), Known { state, used_at: Instant::now() });
        Ok(answer)
    }

    async fn fetch(&self, url: &str, failures: u32, kept: Option<Arc<Profile>>) -> Found {
        let fetched = self.client.get(url).await;
        let read = fetched.map_err(|fault| Unmet::new(Why::Unreachable, format!("{url}: {}", text(fault))));
        let read = read.and_then(|(head, body)| {
            let profile = Profile::read(&body);
            let profile = profile.map_err(|why| Unmet::new(Why::Malformed, format!("{url}: {why}")))?;
            Ok((Arc::new(profile), kept_for(&head)))
        });
        let (found, stays, failures) = match (read, kept) {
            (Ok((profile, stays)), _) => (Ok(profile), stays, 0),
            (Err(_), Some(kept)) => (Ok(kept), KEPT_MIN, 0),
            (Err(unmet), None) => {
                let doubled = FAILED_MIN.saturating_mul(2u32.saturating_pow(failures));
                (Err(unmet), doubled.min(FAILED_MAX), failures.saturating_add(1))
            }
        };
        let mut cache = self.cache();
        cache.fetching -= 1;
        if let Some(known) = cache.known.get_mut(url) {
            known.state = State::Told { found: found.clone(), until: Instant::now() + stays, failures };
        }
        found
    }
}

impl Cache {
    fn make_room(&mut self) {
        if self.known.len() < PROFILES_MAX {
            return;
        }
        let told = self.known.iter().filter(|(_, known)| matches!(known.state, State::Told { .. }));
        let oldest = told.min_by_key(|(_, known)| known.used_at).map(|(url, _)| url.clone());
        if let Some(oldest) = oldest {
            self.known.remove(&oldest);
        }
    }
}

fn text(fault: Fault) -> String {
    match fault {
        Fault::Later(text) | Fault::Never(text) => text,
    }
}

/// For how long a profile is kept.
fn kept_for(head: &HeaderMap) -> Duration {
    let lines = head.get_all(CACHE_CONTROL).into_iter().filter_map(|line| line.to_str().ok());
    let said = lines
        .flat_map(|line| line.split(','))
        .find_map(|one| one.trim().strip_prefix("max-age=")?.parse().ok());
    Duration::from_secs(said.unwrap_or(0)).clamp(KEPT_MIN, KEPT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_kept_as_long_as_its_head_says_within_bounds() {
        let check = |said: Option<&'static str>, expected_s: u64| {
            let mut head = HeaderMap::new();
            head.extend(said.map(|said| (CACHE_CONTROL, hyper::header::HeaderValue::from_static(said))));
            assert_eq!(kept_for(&head).as_secs(), expected_s, "{said:?}");
        };
        check(None, 60);
        check(Some("public, max-age=300"), 300);
        check(Some("max-age=1"), 60);
        check(Some("max-age=31536000"), 3600);
        check(Some("no-store"), 60);
        check(Some("max-age=soon"), 60);
    }

    #[test]
    fn no_more_than_so_many_are_known_and_the_one_in_use_stays() {
        let mut cache = Cache::default();
        let now = Instant::now();
        for n in 0..PROFILES_MAX {
            let found = Err(Unmet::new(Why::Malformed, ""));
            let state = State::Told { found, until: now, failures: 1 };
            let used_at = if n == 0 { now + KEPT_MAX } else { now + Duration::from_secs(n as u64) };
            cache.known.insert(n.to_string(), Known { state, used_at });
        }
        cache.make_room();
        assert_eq!(cache.known.len(), PROFILES_MAX - 1);
        assert!(cache.known.contains_key("0") && !cache.known.contains_key("1"));
    }
}
