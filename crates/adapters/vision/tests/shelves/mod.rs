//! Rendered shelves with planted gaps: goods, boards, price labels, a back panel, and what makes a picture hard to read.
//!
//! They are drawn, not photographed: no pictures of real shelves may be had here. What they measure is whether the
//! detector sees a gap for what it is under each disturbance by itself, not how it does in a given store.

use realtail_vision::Still;
use realtail_vision::homography::Homography;
use realtail_vocabulary::Bay;
use serde_json::json;

/// Pixels of the front of the bay for a centimetre, before it is seen from somewhere.
const SCALE: f64 = 5.0;
const WIDTH_CM: usize = 125;
const HEIGHT_CM: usize = 170;
pub const STILL: [usize; 2] = [960, 1280];

/// Chance that is the same each time: SplitMix64.
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + self.share() * (to - from)
    }

    /// About normal: of twelve even ones.
    fn noise(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

/// What makes a picture hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disturbance {
    None,
    Slanted,
    Dim,
    Warm,
    Shadow,
    Noise,
    Hangers,
    HalfEmptyRows,
    DarkGoods,
    MovedCamera,
    Trolley,
}

pub const ALL: [Disturbance; 11] = [
    Disturbance::None,
    Disturbance::Slanted,
    Disturbance::Dim,
    Disturbance::Warm,
    Disturbance::Shadow,
    Disturbance::Noise,
    Disturbance::Hangers,
    Disturbance::HalfEmptyRows,
    Disturbance::DarkGoods,
    Disturbance::MovedCamera,
    Disturbance::Trolley,
];

/// With which shops it is drawn: the detector's weights were set on the first, and are measured on the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shops {
    ForSetting,
    ForMeasuring,
}

/// What stands in a facing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    Full,
    Gap,
    /// So much stands before it that nobody can say.
    Hidden,
}

pub struct Scene {
    pub bay: Bay,
    pub still: Still,
    /// Shelf, place, facing, and what is there.
    pub truth: Vec<((usize, usize, usize), Truth)>,
}

struct Front {
    pixels: Vec<[f64; 3]>,
    /// Where something stands before the bay.
    covered: Vec<bool>,
}

const ACROSS: usize = (WIDTH_CM as f64 * SCALE) as usize;
const DOWN: usize = (HEIGHT_CM as f64 * SCALE) as usize;

impl Front {
    /// Paints a rectangle, in centimetres.
    fn paint(
        &mut self,
        [left, top, right, bottom]: [f64; 4],
        paint: impl Fn(f64, f64, [f64; 3]) -> [f64; 3],
    ) {
        let at = |cm: f64, most: usize| ((cm * SCALE).round().max(0.0) as usize).min(most);
        let (x0, x1, y0, y1) = (at(left, ACROSS), at(right, ACROSS), at(top, DOWN), at(bottom, DOWN));
        for y in y0..y1 {
            for x in x0..x1 {
                let pixel = &mut self.pixels[y * ACROSS + x];
                let (u, v) = ((x - x0) as f64 / (x1 - x0) as f64, (y - y0) as f64 / (y1 - y0) as f64);
                *pixel = paint(u, v, *pixel);
            }
        }
    }
}

struct Design {
    base: [f64; 3],
    label: [f64; 3],
    label_at: [f64; 4],
    lines: Vec<(f64, f64, f64)>,
    height: f64,
    /// How round it is: a tin is darker at its sides.
    round: f64,
}

impl Design {
    fn of(chance: &mut Chance, dark: bool, shops: Shops) -> Design {
        let strength = if dark { 0.3 } else { 1.0 };
        let pale = shops == Shops::ForMeasuring && chance.share() < 0.25;
        let mut colour = |least: f64| {
            let mut c = [0, 1, 2].map(|_| chance.between(0.05, 0.95));
            if pale {
                c = [0, 1, 2].map(|n: usize| 0.75 + 0.25 * c[n]);
            }
            c.map(|v| (least + v * (1.0 - least)) * strength)
        };
        let (base, label) = (colour(0.0), colour(0.15));
        let top = chance.between(0.15, 0.5);
        let label_at =
            [chance.between(0.05, 0.25), top, chance.between(0.7, 0.95), top + chance.between(0.2, 0.45)];
        let lines = (0..3 + (chance.next() % 6) as usize)
            .map(|_| {
                (chance.between(0.1, 0.9), chance.between(0.3, 0.8), chance.between(-0.5, 0.5) * strength)
            })
            .collect();
        Design {
            base,
            label,
            label_at,
            lines,
            height: chance.between(0.62, 0.92),
            round: chance.share() * 0.6,
        }
    }

    fn colour(&self, u: f64, v: f64) -> [f64; 3] {
        let [left, top, right, bottom] = self.label_at;
        let mut c = if u > left && u < right && v > top && v < bottom { self.label } else { self.base };
        for (at, long, by) in &self.lines {
            if (v - at).abs() < 0.018 && (u - 0.5).abs() < long / 2.0 {
                c = c.map(|value| value + by);
            }
        }
        let side = 1.0 - self.round * (2.0 * u - 1.0).powi(2);
        c.map(|value| (value * side).clamp(0.02, 1.0))
    }
}

/// A bay of five shelves, full of items of their own widths.
fn planned(chance: &mut Chance) -> Bay {
    let shelves: Vec<serde_json::Value> = (0..5)
        .map(|s| {
            let (mut left, mut places) = (0.0, Vec::new());
            while left < WIDTH_CM as f64 - 18.0 {
                let width = chance.between(7.0, 14.0).round();
                let most = ((WIDTH_CM as f64 - left) / width).floor();
                let facings = chance.between(2.0, 5.9).floor().min(most);
                places.push(json!({"item": format!("item-{s}-{}", places.len()), "left_cm": left as u16,
                    "facing_width_cm": width as u16, "facings": facings as u16}));
                left += width * facings;
            }
            json!({"top_cm": s * 34, "height_cm": 29, "places": places})
        })
        .collect();
    serde_json::from_value(json!({"site": "s", "bay": "b", "width_cm": WIDTH_CM, "height_cm": HEIGHT_CM,
        "shelves": shelves, "views": [{"camera": "c", "corners_ppm": [[0, 0], [1, 0], [1, 1], [0, 1]]}]}))
    .expect("a bay")
}

/// Draws a bay with about one facing of seven empty.
pub fn scene(seed: u64, disturbance: Disturbance, shops: Shops) -> Scene {
    drawn(seed, disturbance, shops, Chance::of(seed ^ 0x5eed), true)
}

/// The same bay at another time: full, and with nothing in the way.
pub fn full(seed: u64, disturbance: Disturbance, shops: Shops) -> Scene {
    let goods = if disturbance == Disturbance::DarkGoods { disturbance } else { Disturbance::None };
    drawn(seed, goods, shops, Chance::of(seed ^ 0xf011), false)
}

/// The seed decides what is sold there, `chance` how it stands today.
fn drawn(seed: u64, disturbance: Disturbance, shops: Shops, mut chance: Chance, with_gaps: bool) -> Scene {
    let mut goods = Chance::of(seed);
    let mut bay = planned(&mut goods);
    let measuring = shops == Shops::ForMeasuring;
    let panel = match (goods.next() % 4, measuring) {
        (0, false) => [0.62, 0.62, 0.64],
        (1, false) => [0.8, 0.8, 0.8],
        (_, false) => [0.45, 0.45, 0.47],
        (0, true) => [0.85, 0.84, 0.8],
        (1, true) => [0.7, 0.66, 0.58],
        (2, true) => [0.3, 0.31, 0.33],
        (_, true) => [0.55, 0.57, 0.6],
    };
    let holes = measuring && goods.share() < 0.4;
    let mut front = Front { pixels: vec![[0.5; 3]; ACROSS * DOWN], covered: vec![false; ACROSS * DOWN] };
    let mut truth = Vec::new();
    for (s, shelf) in bay.shelves.iter().enumerate() {
        let (top, bottom) = (f64::from(shelf.top_cm), f64::from(shelf.top_cm + shelf.height_cm));
        // The back panel in the shade of the shelf above, and the board in front of it.
        let deep = goods.between(0.5, 0.75);
        front.paint([0.0, top, WIDTH_CM as f64, bottom], |u, v, _| {
            let hole = holes && (u * 60.0).fract() < 0.25 && (v * 14.0).fract() < 0.25;
            let board = v > 0.8;
            let shade = if board { 0.55 + (v - 0.8) * 1.6 } else { deep * (0.45 + 0.45 * v) };
            panel.map(|c| c * shade * if hole && !board { 0.6 } else { 1.0 })
        });
        for (p, place) in shelf.places.iter().enumerate() {
            let dark = goods.share() < 0.5 && disturbance == Disturbance::DarkGoods;
            let design = Design::of(&mut goods, dark, shops);
            // A whole row sold out is as likely as single facings.
            let all = with_gaps && chance.share() < 0.07;
            for facing in 0..place.facings {
                let is_gap = all || (with_gaps && chance.share() < 0.1);
                let width = f64::from(place.facing_width_cm);
                let left = f64::from(place.left_cm) + width * f64::from(facing);
                truth.push(((s, p, usize::from(facing)), if is_gap { Truth::Gap } else { Truth::Full }));
                if is_gap {
                    continue;
                }
                let back = disturbance == Disturbance::HalfEmptyRows && chance.share() < 0.5;
                let size = if back { chance.between(0.72, 0.85) } else { 1.0 };
                let light = chance.between(0.92, 1.0) * if back { 0.65 } else { 1.0 };
                let wide = width * chance.between(0.86, 0.96) * size;
                let x = left + (width - wide) * chance.between(0.2, 0.8);
                let floor = bottom - if back { 2.5 } else { 0.0 };
                let high = (bottom - top) * design.height * size;
                front.paint([x, floor - high, x + wide, floor], |u, v, _| {
                    design.colour(u, v).map(|c| c * light)
                });
            }
        }
        rail(&mut front, &mut chance, shelf.top_cm + shelf.height_cm, shops);
    }
    if disturbance == Disturbance::Hangers {
        hangers(&mut front, &mut chance, &bay);
    }
    if disturbance == Disturbance::Trolley {
        trolley(&mut front, &mut chance);
        for ((s, p, f), truth) in &mut truth {
            let (shelf, place) = (&bay.shelves[*s], &bay.shelves[*s].places[*p]);
            let width = f64::from(place.facing_width_cm);
            let left = f64::from(place.left_cm) + width * *f as f64;
            let within = |cm: f64| (cm * SCALE) as usize;
            let (mut all, mut covered) = (0, 0);
            for y in within(f64::from(shelf.top_cm) + 10.0)..within(f64::from(shelf.top_cm + shelf.height_cm))
            {
                for x in within(left)..within(left + width) {
                    all += 1;
                    covered += usize::from(front.covered[y * ACROSS + x]);
                }
            }
            if covered * 10 > all * 3 {
                *truth = Truth::Hidden;
            }
        }
    }
    light(&mut front, &mut chance, disturbance);
    let still = taken(&front, &mut chance, disturbance, &mut bay);
    Scene { bay, still, truth }
}

/// The front edge of a board, with price labels.
fn rail(front: &mut Front, chance: &mut Chance, top: u16, shops: Shops) {
    let tone = if shops == Shops::ForMeasuring { chance.between(0.7, 0.95) } else { 0.85 };
    let (top, end) = (f64::from(top), f64::from(top) + 5.0);
    front.paint([0.0, top, WIDTH_CM as f64, end], |_, _, _| [tone; 3]);
    let mut x = chance.between(1.0, 6.0);
    while x < WIDTH_CM as f64 - 6.0 {
        let ink = chance.between(0.05, 0.3);
        let is_offer = chance.share() < 0.15;
        front.paint([x, top + 0.7, x + 5.5, end - 0.7], |u, v, _| {
            let paper = if is_offer { [0.95, 0.85, 0.2] } else { [0.97; 3] };
            if (v - 0.45).abs() < 0.25 && (u * 9.0).fract() < 0.45 { [ink; 3] } else { paper }
        });
        x += chance.between(8.0, 16.0);
    }
}

/// Cards that hang over the goods.
fn hangers(front: &mut Front, chance: &mut Chance, bay: &Bay) {
    for shelf in &bay.shelves {
        for _ in 0..4 {
            let x = chance.between(0.0, WIDTH_CM as f64 - 7.0);
            let top = f64::from(shelf.top_cm + shelf.height_cm) - 8.0;
            let paper = [chance.between(0.7, 1.0), chance.between(0.2, 0.9), chance.between(0.1, 0.4)];
            front.paint([x, top, x + 6.0, top + 9.0], |u, v, _| {
                if (v * 5.0).fract() < 0.3 && u > 0.15 && u < 0.85 { [0.1; 3] } else { paper }
            });
        }
    }
}

/// A trolley before the lower shelves: a basket of wire over a dark floor, with things in it.
fn trolley(front: &mut Front, chance: &mut Chance) {
    let (left, width) = (chance.between(5.0, 60.0), chance.between(40.0, 55.0));
    let top = chance.between(88.0, 110.0);
    let cargo = [chance.between(0.1, 0.6), chance.between(0.1, 0.6), chance.between(0.1, 0.6)];
    let area = [left, top, left + width, HEIGHT_CM as f64];
    front.paint(area, |u, v, _| {
        let wire = (u * 16.0).fract() < 0.2 || (v * 14.0).fract() < 0.15;
        if wire {
            [0.6; 3]
        } else if v > 0.35 && u > 0.2 && u < 0.8 {
            cargo
        } else {
            [0.12; 3]
        }
    });
    let at = |cm: f64| (cm * SCALE) as usize;
    for y in at(area[1])..DOWN {
        for x in at(area[0])..at(area[2]).min(ACROSS) {
            front.covered[y * ACROSS + x] = true;
        }
    }
}

fn light(front: &mut Front, chance: &mut Chance, disturbance: Disturbance) {
    let (side, drop) = (chance.between(-0.15, 0.15), chance.between(0.05, 0.25));
    let tint = match disturbance {
        Disturbance::Warm => [1.0, 0.82, 0.6],
        _ => [1.0; 3],
    };
    let all = if disturbance == Disturbance::Dim { chance.between(0.25, 0.4) } else { 0.95 };
    let (from, slope) = (chance.between(20.0, 90.0), chance.between(-0.6, 0.6));
    let shaded = chance.between(0.45, 0.6);
    for y in 0..DOWN {
        for x in 0..ACROSS {
            let (u, v) = (x as f64 / ACROSS as f64, y as f64 / DOWN as f64);
            let mut by = all * (1.0 + side * (u - 0.5) - drop * v);
            if disturbance == Disturbance::Shadow && u * 125.0 > from + slope * v * 100.0 {
                by *= shaded;
            }
            let pixel = &mut front.pixels[y * ACROSS + x];
            *pixel = std::array::from_fn(|c| pixel[c] * by * tint[c]);
        }
    }
}

/// The picture that a camera takes of it; the planogram is told where its corners are.
fn taken(front: &Front, chance: &mut Chance, disturbance: Disturbance, bay: &mut Bay) -> Still {
    let [wide, high] = STILL;
    let lean = if disturbance == Disturbance::Slanted { 0.16 } else { 0.04 };
    let mut corner = |x: f64, y: f64| {
        let by = [chance.between(0.0, lean), chance.between(0.0, lean)];
        let inward = |at: f64, by: f64| if at < 0.5 { 0.06 + by } else { 0.94 - by };
        [inward(x, by[0]) * wide as f64, inward(y, by[1]) * high as f64]
    };
    let corners = [corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)];
    let moved = if disturbance == Disturbance::MovedCamera { 0.008 } else { 0.0015 };
    bay.views[0].corners_ppm = corners.map(|[x, y]| {
        let ppm = |at: f64, side: usize, by: f64| ((at / side as f64 + by) * 1e6) as i32;
        [ppm(x, wide, chance.between(-moved, moved)), ppm(y, high, chance.between(-moved, moved))]
    });
    let onto = Homography::of_rectangle([WIDTH_CM as f64, HEIGHT_CM as f64], corners).expect("an area");
    let back = onto.inverse().expect("a way back");
    let grain = if disturbance == Disturbance::Noise { 0.06 } else { 0.012 };
    let mut rgb = Vec::with_capacity(wide * high * 3);
    for y in 0..high {
        for x in 0..wide {
            let mut sum = [0.0; 3];
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let [u, v] = back.map([x as f64 + dx, y as f64 + dy]);
                let (u, v) = (u * SCALE, v * SCALE);
                let inside = u >= 0.0 && v >= 0.0 && u < ACROSS as f64 && v < DOWN as f64;
                let seen = if inside { front.pixels[v as usize * ACROSS + u as usize] } else { [0.35; 3] };
                sum.iter_mut().zip(seen).for_each(|(sum, seen)| *sum += seen / 4.0);
            }
            rgb.extend(sum.map(|c| ((c + grain * chance.noise()).clamp(0.0, 1.0) * 255.0) as u8));
        }
    }
    Still::of_rgb(wide, rgb).expect("a still")
}
