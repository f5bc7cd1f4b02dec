//! A queue of shoppers at lanes, event by event: first come, first served, lanes open and close on the quarter hour.

/// A shopper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shopper {
    /// When, in seconds of the day.
    pub at_seconds: f64,
    /// How long to serve, in seconds.
    pub service_seconds: f64,
}

/// What a day's queue came to.
#[derive(Clone, Debug, Default)]
pub struct Served {
    /// How long each waited, in the order of arrivals, in seconds.
    pub waits: Vec<f64>,
}

/// Serves a day's shoppers, in order of time, at so many lanes as `lanes` says when asked with the second and those in the
/// queue and at lanes. A lane that closes serves who stands at it; the last lane closes when nobody is left.
pub fn serve(shoppers: &[Shopper], mut lanes: impl FnMut(f64, u32) -> u32) -> Served {
    let mut served = Served::default();
    let mut busy: Vec<f64> = Vec::new();
    let mut next = 0;
    let mut waiting: std::collections::VecDeque<Shopper> = std::collections::VecDeque::new();
    let mut now: f64 = 0.0;
    while next < shoppers.len() || !waiting.is_empty() {
        busy.retain(|until| *until > now);
        let people = (busy.len() + waiting.len()) as u32;
        // At night, after the last shift, somebody stays for those who are there.
        let open = lanes(now, people).max(u32::from(people > 0)) as usize;
        while busy.len() < open {
            let Some(first) = waiting.pop_front() else { break };
            served.waits.push(now - first.at_seconds);
            busy.push(now + first.service_seconds);
        }
        let arrival = shoppers.get(next).map_or(f64::INFINITY, |shopper| shopper.at_seconds);
        let leaves = busy.iter().copied().fold(f64::INFINITY, f64::min);
        // Lanes may have opened meanwhile: the queue looks again every minute.
        let again = if waiting.is_empty() { f64::INFINITY } else { now + 60.0 };
        now = arrival.min(leaves).min(again);
        if arrival <= now {
            waiting.push_back(shoppers[next]);
            next += 1;
        }
    }
    served
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_learn::chance::Chance;
    use realtail_learn::labour::waits;

    #[test]
    fn one_after_the_other_at_one_lane() {
        let at = |at_seconds, service_seconds| Shopper { at_seconds, service_seconds };
        let shoppers = [at(0.0, 100.0), at(10.0, 50.0), at(200.0, 10.0), at(200.0, 10.0)];
        assert_eq!(serve(&shoppers, |_, _| 1).waits, [0.0, 90.0, 0.0, 10.0]);
        assert_eq!(serve(&shoppers, |_, _| 2).waits, [0.0; 4]);
        assert_eq!(serve(&shoppers, |_, _| 0).waits, [0.0, 90.0, 0.0, 10.0]);
    }

    #[test]
    fn who_waits_is_who_erlang_says() {
        let mut chance = Chance::new(6);
        let mut at_seconds = 0.0;
        let shoppers: Vec<Shopper> = (0..200_000)
            .map(|_| {
                at_seconds -= 20.0 * (1.0 - chance.unit()).ln();
                Shopper { at_seconds, service_seconds: -80.0 * (1.0 - chance.unit()).ln() }
            })
            .collect();
        let waited = serve(&shoppers, |_, _| 5).waits;
        let share = waited.iter().filter(|wait| **wait > 0.0).count() as f64 / waited.len() as f64;
        assert!((share - waits(5, 4.0)).abs() < 0.02, "{share}");
    }
}
