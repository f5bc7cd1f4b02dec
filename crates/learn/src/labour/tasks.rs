//! Tasks with due times, spread so that as few people as can be are needed at once.

use super::QUARTERS;
use serde::{Deserialize, Serialize};

/// Work that may be done between two times.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The quarter hour from which it can be done.
    pub from: usize,
    /// The quarter hour by whose beginning it must be done.
    pub due: usize,
    /// Work, in quarter hours of one person.
    pub work: f64,
}

/// People at work in each quarter hour of a day, so that all is done in time and the greatest number is the least that it can
/// be, and so within what is left: the quarter hours that are the most crowded are settled first, at their own pace (Yao,
/// Demers and Shenker, FOCS 1995, for the speed of a processor; people are its speed). Work whose time is over when it is told
/// is due within its first quarter hour.
pub fn level(tasks: &[Task]) -> Vec<f64> {
    let clamp = |task: &Task| {
        let from = task.from.min(QUARTERS - 1);
        Task { from, due: task.due.clamp(from + 1, QUARTERS), work: task.work }
    };
    let mut left: Vec<Task> = tasks.iter().map(clamp).filter(|task| task.work > 0.0).collect();
    let mut people: Vec<Option<f64>> = vec![None; QUARTERS];
    while let Some((from, due, pace)) = most_crowded(&left, &people) {
        people[from..due].iter_mut().for_each(|of| {
            of.get_or_insert(pace);
        });
        left.retain(|task| task.from < from || task.due > due);
    }
    people.into_iter().map(Option::unwrap_or_default).collect()
}

/// The span whose own tasks need the most people over its quarter hours that are not settled.
fn most_crowded(left: &[Task], people: &[Option<f64>]) -> Option<(usize, usize, f64)> {
    let mut best: Option<(usize, usize, f64)> = None;
    for from in 0..QUARTERS {
        if !left.iter().any(|task| task.from == from) {
            continue;
        }
        let mut due_work = vec![0.0; QUARTERS + 1];
        left.iter().filter(|task| task.from >= from).for_each(|task| due_work[task.due] += task.work);
        let (mut work, mut free) = (0.0, 0);
        for due in from + 1..=QUARTERS {
            work += due_work[due];
            free += usize::from(people[due - 1].is_none());
            // A task whose every quarter is settled by others adds to the first of them; it cannot be where `free` is nothing.
            let pace = if free > 0 { work / free as f64 } else { 0.0 };
            if due_work[due] > 0.0 && best.is_none_or(|(.., most)| pace > most) {
                best = Some((from, due, pace));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_spread_as_far_as_due_times_let_it() {
        let task = |from, due, work| Task { from, due, work };
        for (tasks, expected) in [
            (vec![task(0, 4, 4.0)], vec![1.0, 1.0, 1.0, 1.0]),
            (vec![task(0, 4, 4.0), task(1, 2, 3.0)], vec![4.0 / 3.0, 3.0, 4.0 / 3.0, 4.0 / 3.0]),
            (vec![task(0, 2, 4.0), task(0, 4, 2.0)], vec![2.0, 2.0, 1.0, 1.0]),
            (vec![task(2, 1, 1.0)], vec![0.0, 0.0, 1.0, 0.0]),
            (vec![], vec![0.0; 4]),
        ] {
            let people = level(&tasks);
            for (people, expected) in people.iter().zip(&expected) {
                assert!((people - expected).abs() < 1e-9, "{tasks:?}: {people} {expected}");
            }
        }
    }

    #[test]
    fn all_work_is_done_in_time() {
        let mut chance = crate::chance::Chance::new(5);
        for _ in 0..50 {
            let tasks: Vec<Task> = (0..30)
                .map(|_| {
                    let from = chance.below(90);
                    Task { from, due: from + 1 + chance.below(6), work: 3.0 * chance.unit() }
                })
                .collect();
            let people = level(&tasks);
            // Whatever is first due is done first: nothing is late.
            let mut left = tasks.clone();
            for (quarter, people) in people.iter().enumerate() {
                let mut hands = *people;
                left.sort_by_key(|task| task.due);
                for task in left.iter_mut().filter(|task| task.from <= quarter) {
                    let done = task.work.min(hands);
                    task.work -= done;
                    hands -= done;
                }
                let late: f64 =
                    left.iter().filter(|task| task.due <= quarter + 1).map(|task| task.work).sum();
                assert!(late < 1e-6, "{quarter}: {late}");
            }
        }
    }
}
