//! How many planted gaps are found, and how many findings are none; beside a fixed threshold of brightness.

use super::shelves::{STILL, Scene, Truth};
use realtail_vision::gaps::{Memory, judge};
use realtail_vision::homography::Homography;

/// Below so much of full brightness a facing is empty, says the plain rule: what does best on the shops for setting.
pub const BRIGHTNESS: f64 = 0.27;

#[derive(Default)]
pub struct Score {
    found: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    /// Counts what was found; of what is hidden nothing may be said, so a finding there is wrong.
    pub fn add(&mut self, truth: &[((usize, usize, usize), Truth)], gaps: &[(usize, usize, usize)]) {
        for (at, truth) in truth {
            match (truth, gaps.contains(at)) {
                (Truth::Gap, true) => self.found += 1,
                (Truth::Gap, false) => self.missed += 1,
                (Truth::Full | Truth::Hidden, true) => self.wrong += 1,
                (Truth::Full | Truth::Hidden, false) => (),
            }
        }
    }

    #[allow(dead_code, reason = "the tests need no sum")]
    pub fn join(&mut self, other: &Score) {
        self.found += other.found;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    pub fn gaps(&self) -> usize {
        self.found + self.missed
    }

    pub fn precision(&self) -> f64 {
        self.found as f64 / (self.found + self.wrong).max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.found as f64 / self.gaps().max(1) as f64
    }
}

fn onto(scene: &Scene) -> Homography {
    let corners = scene.bay.views[0].corners_ppm;
    let corners =
        corners.map(|[x, y]| [f64::from(x) / 1e6 * STILL[0] as f64, f64::from(y) / 1e6 * STILL[1] as f64]);
    let size = [f64::from(scene.bay.width_cm), f64::from(scene.bay.height_cm)];
    Homography::of_rectangle(size, corners).expect("an area")
}

/// What the detector finds, by itself or after it saw the same bay full.
pub fn looks(scene: &Scene, before: Option<&Scene>) -> Vec<(usize, usize, usize)> {
    let mut memory = Memory::of(&scene.bay);
    if let Some(earlier) = before {
        let judged = judge(&earlier.still, &earlier.bay, &onto(earlier), &memory);
        memory.remember(&judged);
    }
    let judged = judge(&scene.still, &scene.bay, &onto(scene), &memory);
    judged.iter().filter(|j| j.is_gap()).map(|j| (j.shelf, j.place, j.facing)).collect()
}

/// What the plain rule finds: the mean brightness of the same part of a facing.
pub fn by_brightness(scene: &Scene) -> Vec<(usize, usize, usize)> {
    let onto = onto(scene);
    let mut found = Vec::new();
    for ((s, p, f), _) in &scene.truth {
        let (shelf, place) = (&scene.bay.shelves[*s], &scene.bay.shelves[*s].places[*p]);
        let width = f64::from(place.facing_width_cm);
        let left = f64::from(place.left_cm) + width * *f as f64;
        let mut sum = 0.0;
        for n in 0..192 {
            let x = left + width * (0.15 + 0.7 * (f64::from(n % 12) + 0.5) / 12.0);
            let down = 0.38 + 0.55 * (f64::from(n / 12) + 0.5) / 16.0;
            let [r, g, b] =
                scene.still.at(onto.map([x, f64::from(shelf.top_cm) + f64::from(shelf.height_cm) * down]));
            sum += (0.299 * r + 0.587 * g + 0.114 * b) / 192.0;
        }
        if sum < BRIGHTNESS {
            found.push((*s, *p, *f));
        }
    }
    found
}
