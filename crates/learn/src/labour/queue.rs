//! Queues: how long people wait at so many servers, and how many servers a target needs.

use super::QUARTER_SECONDS;
use crate::counts::{normal_below, normal_quantile};
use serde::{Deserialize, Serialize};

/// What share of people may be served how soon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// From nothing to just under one.
    pub share: f64,
    /// Seconds that they wait at most.
    pub wait_seconds: f64,
}

/// How many loads stand for all that there might be.
const SCENARIOS: u32 = 15;

/// The probability that somebody has to wait, of M/M/c with an offered load in Erlang (Erlang C; Erlang 1917), by the
/// recursion of Erlang B, which neither overflows nor loses digits. One where the load is no less than the servers.
pub fn waits(servers: u32, load: f64) -> f64 {
    if load <= 0.0 {
        return 0.0;
    }
    if load >= f64::from(servers) {
        return 1.0;
    }
    let blocked =
        (1..=servers).fold(1.0, |before, server| load * before / (f64::from(server) + load * before));
    let busy = load / f64::from(servers);
    blocked / (1.0 - busy * (1.0 - blocked))
}

/// The probability that somebody waits longer than that, first come, first served.
pub fn waits_longer(servers: u32, load: f64, service_seconds: f64, wait_seconds: f64) -> f64 {
    let free = f64::from(servers) - load;
    if free <= 0.0 { 1.0 } else { waits(servers, load) * (-free * wait_seconds / service_seconds).exp() }
}

/// The fewest servers that keep a target under an offered load in Erlang; none where there is no load.
pub fn needed(load: f64, service_seconds: f64, target: Target) -> u32 {
    if load <= 0.0 {
        return 0;
    }
    let mut servers = load.floor() as u32 + 1;
    while waits_longer(servers, load, service_seconds, target.wait_seconds) > 1.0 - target.share {
        servers += 1;
    }
    servers
}

/// The fewest servers that keep a target where the load itself is unsure, by its deviation over its mean: the share that is
/// served in time is that over loads of a gamma distribution, each by how many come under it (as in Whitt, Production and
/// Operations Management 15, 2006, for arrival rates that are not known). Loads beyond the servers are served too late.
pub fn needed_unsure(load: f64, deviation: f64, service_seconds: f64, target: Target) -> u32 {
    if load <= 0.0 {
        return 0;
    }
    let shape = 1.0 / deviation.powi(2).max(1e-6);
    // Quantiles of the gamma distribution (Wilson and Hilferty, 1931).
    let times = |at: u32| {
        let z = normal_quantile((f64::from(at) + 0.5) / f64::from(SCENARIOS));
        (1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt())).max(0.0).powi(3)
    };
    let loads: Vec<f64> = (0..SCENARIOS).map(|at| load * times(at)).collect();
    let whole: f64 = loads.iter().sum();
    let mut servers = needed(load, service_seconds, target);
    loop {
        let late = |load: &f64| load * waits_longer(servers, *load, service_seconds, target.wait_seconds);
        if loads.iter().map(late).sum::<f64>() <= (1.0 - target.share) * whole {
            return servers;
        }
        servers += 1;
    }
}

/// Servers by the square-root rule, so that a share of people waits at all: load plus a number of square roots of it (Halfin
/// and Whitt, Operations Research 29, 1981, with their function of that number). A check on [`needed`], good from some five
/// servers on.
pub fn square_root_servers(load: f64, waiting_share: f64) -> u32 {
    if load <= 0.0 {
        return 0;
    }
    let share = |beta: f64| {
        let density = (-0.5 * beta * beta).exp() / std::f64::consts::TAU.sqrt();
        1.0 / (1.0 + beta * normal_below(beta) / density)
    };
    let (mut low, mut high) = (0.0, 8.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if share(middle) > waiting_share { low = middle } else { high = middle }
    }
    (load + high * load.sqrt()).ceil() as u32
}

/// The highest offered load of each quarter hour, in Erlang, where arrivals change from one to the next: the number that
/// would be in service were there always a free server, which lags behind arrivals by a service (the modified offered load,
/// Jennings, Mandelbaum, Massey and Whitt, Management Science 42, 1996, section 4). Arrivals are per quarter hour, steady
/// within each; service is exponential.
pub fn loads(arrivals: &[f64], service_seconds: f64) -> Vec<f64> {
    let keep = (-QUARTER_SECONDS / service_seconds).exp();
    let mut load = 0.0;
    let each = arrivals.iter().map(|arrivals| {
        let steady = arrivals * service_seconds / QUARTER_SECONDS;
        let end = steady + (load - steady) * keep;
        let highest = f64::max(load, end);
        load = end;
        highest
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_that_of_the_tables() {
        // Of published tables of Erlang C; one server waits as often as it is busy.
        for (servers, load, waiting) in [
            (5, 4.0, 0.5541),
            (1, 0.5, 0.5),
            (2, 1.0, 1.0 / 3.0),
            (10, 8.0, 0.4092),
            (3, 3.0, 1.0),
            (4, 0.0, 0.0),
        ] {
            assert!(
                (waits(servers, load) - waiting).abs() < 5e-5,
                "{servers} {load}: {}",
                waits(servers, load)
            );
        }
        let longer = waits_longer(5, 4.0, 60.0, 60.0);
        assert!((longer - 0.5541 * f64::exp(-1.0)).abs() < 1e-4, "{longer}");
    }

    #[test]
    fn no_fewer_servers_would_do() {
        let target = Target { share: 0.8, wait_seconds: 60.0 };
        for load in [0.1, 0.9, 2.5, 7.3, 40.0] {
            let servers = needed(load, 90.0, target);
            assert!(waits_longer(servers, load, 90.0, 60.0) <= 0.2, "{load}");
            assert!(waits_longer(servers - 1, load, 90.0, 60.0) > 0.2, "{load}");
        }
        assert_eq!(needed(0.0, 90.0, target), 0);
    }

    #[test]
    fn who_is_unsure_needs_more() {
        let target = Target { share: 0.8, wait_seconds: 60.0 };
        for load in [3.0, 8.0, 20.0] {
            let sure = needed(load, 90.0, target);
            assert_eq!(needed_unsure(load, 0.0, 90.0, target), sure);
            let servers = [0.1, 0.3, 0.6].map(|deviation| needed_unsure(load, deviation, 90.0, target));
            assert!(servers.is_sorted() && servers[2] > sure, "{load}: {sure} {servers:?}");
        }
    }

    #[test]
    fn the_square_root_rule_agrees_where_it_should() {
        for load in [5.0, 12.0, 30.0, 100.0] {
            for waiting in [0.1, 0.3] {
                let exact = needed(load, 90.0, Target { share: 1.0 - waiting, wait_seconds: 0.0 });
                let rule = square_root_servers(load, waiting);
                assert!(rule.abs_diff(exact) <= 1, "{load} {waiting}: {rule} {exact}");
            }
        }
    }

    #[test]
    fn the_load_lags_behind_arrivals() {
        // A service as long as a quarter hour: after a first quarter 1 - 1/e of the steady load is there.
        let load = loads(&[10.0, 10.0, 0.0, 0.0], 900.0);
        for (load, expected) in load.iter().zip([6.3212, 8.6466, 8.6466, 3.1809]) {
            assert!((load - expected).abs() < 1e-3, "{load} {expected}");
        }
        // A short one is where arrivals are.
        assert!((loads(&[10.0, 20.0], 9.0)[1] - 0.2).abs() < 1e-9);
    }
}
