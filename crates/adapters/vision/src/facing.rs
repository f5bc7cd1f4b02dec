//! What a facing looks like, in numbers that neither the light nor the distance changes much.

use crate::homography::Homography;
use crate::still::Still;
use realtail_vocabulary::{Bay, BayPlace, BayShelf};

/// Samples across and down a facing.
const ACROSS: usize = 12;
const DOWN: usize = 16;
/// Cells across and down, of which the mean colours are kept.
const CELLS_ACROSS: usize = 2;
const CELLS_DOWN: usize = 3;
/// How many numbers describe a facing.
pub(crate) const NUMBERS: usize = CELLS_ACROSS * CELLS_DOWN * 3;
/// The front edge of a board, which carries the price labels, is looked at down to so many centimetres.
const RAIL_CM: f64 = 4.0;

/// A facing as it was seen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// How bright it is beside the front edge of its board: 1 is as bright as that.
    pub luma: f64,
    /// How much is drawn on it: the mean step from a sample to the next, as a share of its own brightness.
    pub edges: f64,
    /// How coloured it is: how far its channels lie apart, as a share of its own brightness.
    pub chroma: f64,
    /// Mean colours, cell by cell.
    pub cells: [f64; NUMBERS],
    /// The colour of the front edge of the board below, which says how bright the light is there.
    pub rail: [f64; 3],
}

pub(crate) fn luma([r, g, b]: [f64; 3]) -> f64 {
    0.299 * r + 0.587 * g + 0.114 * b
}

/// A point of the bay, in centimetres, as it was seen: the mean of nine around it.
fn sample(still: &Still, onto: &Homography, [x, y]: [f64; 2], [dx, dy]: [f64; 2]) -> [f64; 3] {
    let mut sum = [0.0; 3];
    for n in 0..9 {
        let (across, down) = (f64::from(n % 3 - 1), f64::from(n / 3 - 1));
        let seen = still.at(onto.map([x + across * dx / 3.0, y + down * dy / 3.0]));
        sum.iter_mut().zip(seen).for_each(|(sum, seen)| *sum += seen / 9.0);
    }
    sum
}

/// The brighter half of what is seen of the front edge below a facing: what is printed on labels is dark.
fn rail(
    still: &Still,
    bay: &Bay,
    shelf: &BayShelf,
    left: f64,
    width: f64,
    onto: &Homography,
) -> Option<[f64; 3]> {
    let top = f64::from(shelf.top_cm) + f64::from(shelf.height_cm);
    let below = bay.shelves.iter().map(|other| f64::from(other.top_cm)).filter(|other| *other >= top);
    let end = below.fold(f64::from(bay.height_cm), f64::min).min(top + RAIL_CM);
    if end - top < 1.0 {
        return None;
    }
    let step = [width / ACROSS as f64, (end - top) / 3.0];
    let mut seen: Vec<[f64; 3]> = (0..ACROSS * 3)
        .map(|n| {
            let x = left + (((n % ACROSS) as f64) + 0.5) * step[0];
            sample(still, onto, [x, top + ((n / ACROSS) as f64 + 0.5) * step[1]], step)
        })
        .collect();
    seen.sort_by(|a, b| luma(*b).total_cmp(&luma(*a)));
    let brighter = &seen[..seen.len() / 2];
    Some(mean(brighter))
}

fn mean(colours: &[[f64; 3]]) -> [f64; 3] {
    [0, 1, 2].map(|c| colours.iter().map(|colour| colour[c]).sum::<f64>() / colours.len().max(1) as f64)
}

/// Looks at the part of a facing where something stands if anything does: above the board, and away from its neighbours.
pub(crate) fn look(
    still: &Still,
    bay: &Bay,
    shelf: &BayShelf,
    place: &BayPlace,
    facing: u16,
    onto: &Homography,
) -> Look {
    let width = f64::from(place.facing_width_cm);
    let left = f64::from(place.left_cm) + f64::from(facing) * width;
    let rail = rail(still, bay, shelf, left, width, onto).unwrap_or([0.8; 3]);
    let white = rail.map(|channel| channel.max(0.02));
    let (top, height) = (f64::from(shelf.top_cm), f64::from(shelf.height_cm));
    let step = [width * 0.7 / ACROSS as f64, height * 0.55 / DOWN as f64];
    let grid: Vec<[f64; 3]> = (0..ACROSS * DOWN)
        .map(|n| {
            let x = left + width * 0.15 + ((n % ACROSS) as f64 + 0.5) * step[0];
            let y = top + height * 0.38 + ((n / ACROSS) as f64 + 0.5) * step[1];
            let seen = sample(still, onto, [x, y], step);
            [0, 1, 2].map(|c| seen[c] / white[c])
        })
        .collect();
    let bright: Vec<f64> = grid.iter().map(|colour| luma(*colour)).collect();
    let luma_mean = bright.iter().sum::<f64>() / bright.len() as f64;
    let spread = |[r, g, b]: &[f64; 3]| r.max(*g).max(*b) - r.min(*g).min(*b);
    let chroma = grid.iter().map(spread).sum::<f64>() / grid.len() as f64 / luma_mean.max(0.05);
    Look { luma: luma_mean, edges: edges(&bright, luma_mean), chroma, cells: cells(&grid), rail }
}

/// The mean step between neighbours, beyond the even slope from top to bottom that a back panel in the shade has.
fn edges(bright: &[f64], mean: f64) -> f64 {
    let at = |x: usize, y: usize| bright[y * ACROSS + x];
    let mut steps = 0.0;
    for y in 0..DOWN - 1 {
        let row = |y: usize| (0..ACROSS).map(|x| at(x, y)).sum::<f64>() / ACROSS as f64;
        let slope = (row(y + 1) - row(y)).clamp(-0.04, 0.04);
        for x in 0..ACROSS - 1 {
            steps += (at(x + 1, y) - at(x, y)).abs() + (at(x, y + 1) - at(x, y) - slope).abs();
        }
    }
    steps / ((DOWN - 1) * (ACROSS - 1)) as f64 / mean.max(0.08)
}

fn cells(grid: &[[f64; 3]]) -> [f64; NUMBERS] {
    let mut cells = [0.0; NUMBERS];
    let (wide, high) = (ACROSS / CELLS_ACROSS, DOWN.div_ceil(CELLS_DOWN));
    for cell in 0..CELLS_ACROSS * CELLS_DOWN {
        let (cx, cy) = (cell % CELLS_ACROSS, cell / CELLS_ACROSS);
        let inside: Vec<[f64; 3]> = (cy * high..((cy + 1) * high).min(DOWN))
            .flat_map(|y| (cx * wide..(cx + 1) * wide).map(move |x| y * ACROSS + x))
            .map(|at| grid[at])
            .collect();
        cells[cell * 3..cell * 3 + 3].copy_from_slice(&mean(&inside));
    }
    cells
}

/// How far two facings lie apart: the mean difference of their cells.
pub(crate) fn apart(a: &[f64; NUMBERS], b: &[f64; NUMBERS]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f64>() / NUMBERS as f64
}
