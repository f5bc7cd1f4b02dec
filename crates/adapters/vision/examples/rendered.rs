//! Measures the gap detector on rendered shelves: `cargo run --example rendered [setting]`; with `setting` on those it was set on.

#[path = "../tests/score/mod.rs"]
mod score;
#[path = "../tests/shelves/mod.rs"]
mod shelves;

use score::{Score, by_brightness, looks};
use shelves::{ALL, Shops};
use std::time::Instant;

const SCENES: u64 = 30;

fn main() {
    let setting = std::env::args().any(|arg| arg == "setting");
    let (shops, first) = if setting { (Shops::ForSetting, 1) } else { (Shops::ForMeasuring, 1_001) };
    println!(
        "| disturbance | gaps | precision | recall | with a full look before: precision | recall | brightness: precision | recall |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let (mut all, mut all_known, mut all_plain) = (Score::default(), Score::default(), Score::default());
    let mut took = Vec::new();
    for disturbance in ALL {
        let (mut ours, mut known, mut plain) = (Score::default(), Score::default(), Score::default());
        for seed in first..first + SCENES {
            let scene = shelves::scene(seed, disturbance, shops);
            let started = Instant::now();
            ours.add(&scene.truth, &looks(&scene, None));
            took.push(started.elapsed().as_secs_f64() * 1e3);
            known.add(&scene.truth, &looks(&scene, Some(&shelves::full(seed, disturbance, shops))));
            plain.add(&scene.truth, &by_brightness(&scene));
        }
        row(&format!("{disturbance:?}"), &ours, &known, &plain);
        all.join(&ours);
        all_known.join(&known);
        all_plain.join(&plain);
    }
    row("all", &all, &all_known, &all_plain);
    took.sort_by(f64::total_cmp);
    println!("judging a still: p50 {:.1} ms, max {:.1} ms", took[took.len() / 2], took[took.len() - 1]);
}

fn row(name: &str, ours: &Score, known: &Score, plain: &Score) {
    let both = |s: &Score| format!("{:.3} | {:.3}", s.precision(), s.recall());
    println!("| {name} | {} | {} | {} | {} |", ours.gaps(), both(ours), both(known), both(plain));
}
