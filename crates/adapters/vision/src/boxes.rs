//! What a model that was trained elsewhere reports: boxes in the picture, without those of people, brought to facings.

use crate::gaps::Judgement;
use crate::homography::Homography;
use realtail_vocabulary::Bay;

/// Classes that no model may report to anybody: a box of such a class is dropped, whatever its number says.
const PEOPLE: [&str; 13] = [
    "person",
    "people",
    "human",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "face",
    "head",
    "pedestrian",
    "customer",
    "shopper",
];
/// Boxes of one class that share more than this with a surer one are the same thing seen twice.
const SAME_ABOVE: f64 = 0.5;
/// A facing of which so much lies in the box of a gap is empty.
const COVERED: f64 = 0.5;

/// How the numbers of a model are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One output of `[1, 4 + classes, boxes]`: middle, width and height in pixels of the input, then a score a class.
    Yolo,
    /// One output of `[1, boxes, 6]`: left, top, right and bottom in pixels of the input, score, and number of the class.
    Ssd,
}

/// What the settings say of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelPlan {
    /// Pixels a side of its square input.
    pub side: usize,
    /// How its output is laid out.
    pub layout: Layout,
    /// The names of its classes, in their order.
    pub classes: Vec<String>,
    /// The class that means an empty facing.
    pub gap: String,
    /// Boxes with a lower score are nothing.
    pub score_min: f64,
}

/// A box that a model reports, in pixels of the still.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its class, by name.
    pub class: String,
    /// Whether that class means an empty facing.
    pub is_gap: bool,
    /// How sure the model is, 0 to 1.
    pub score: f64,
    /// Left, top, right, bottom.
    pub area: [f64; 4],
}

/// Whether a class is one of people.
pub fn is_of_people(class: &str) -> bool {
    let lower = class.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| PEOPLE.contains(&word))
}

/// Drops the boxes of people, and tells how many there were.
pub fn without_people(found: Vec<Found>) -> (Vec<Found>, usize) {
    let all = found.len();
    let kept: Vec<Found> = found.into_iter().filter(|found| !is_of_people(&found.class)).collect();
    let dropped = all - kept.len();
    (kept, dropped)
}

/// The numbers of a model as boxes; `scale` takes pixels of its input to those of the still. Of numbers that are none,
/// and of boxes beyond the classes that are named, nothing is made.
pub fn read(
    plan: &ModelPlan,
    shape: &[usize],
    numbers: &[f32],
    scale: [f64; 2],
) -> Result<Vec<Found>, String> {
    let classes = plan.classes.len();
    let found = match (plan.layout, shape) {
        (Layout::Yolo, [1, rows, boxes]) if *rows == classes + 4 && numbers.len() == rows * boxes => {
            (0..*boxes).filter_map(|n| yolo(plan, |row| f64::from(numbers[row * boxes + n]))).collect()
        }
        (Layout::Ssd, [1, boxes, 6]) if numbers.len() == boxes * 6 => {
            (0..*boxes).filter_map(|n| ssd(plan, |at| f64::from(numbers[n * 6 + at]))).collect()
        }
        (Layout::Yolo, _) => {
            return Err(format!(
                "it answers {shape:?}; with {classes} classes a YOLO answers [1, {}, boxes]",
                classes + 4
            ));
        }
        (Layout::Ssd, _) => return Err(format!("it answers {shape:?}; an SSD answers [1, boxes, 6]")),
    };
    let scaled = |mut found: Found| {
        found.area = std::array::from_fn(|n| found.area[n] * scale[n % 2]);
        found
    };
    Ok(once(Vec::into_iter(found).map(scaled).collect()))
}

fn found(plan: &ModelPlan, class: usize, score: f64, area: [f64; 4]) -> Option<Found> {
    let name = plan.classes.get(class)?;
    let is_box = area.iter().all(|side| side.is_finite()) && area[2] > area[0] && area[3] > area[1];
    let is_found = is_box && score.is_finite() && score >= plan.score_min;
    is_found.then(|| Found { class: name.clone(), is_gap: *name == plan.gap, score: score.min(1.0), area })
}

fn yolo(plan: &ModelPlan, row: impl Fn(usize) -> f64) -> Option<Found> {
    let scores = (0..plan.classes.len()).map(|class| (class, row(4 + class)));
    let (class, score) = scores.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (x, y, width, height) = (row(0), row(1), row(2), row(3));
    found(plan, class, score, [x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0])
}

fn ssd(plan: &ModelPlan, at: impl Fn(usize) -> f64) -> Option<Found> {
    let class = at(5);
    let class = (0.0..1e6).contains(&class).then_some(class.round() as usize)?;
    found(plan, class, at(4), [at(0), at(1), at(2), at(3)])
}

/// Of boxes that are the same thing, the surest.
fn once(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Found> = Vec::new();
    for next in found {
        let is_same = |other: &Found| other.class == next.class && shared(other.area, next.area) > SAME_ABOVE;
        if !kept.iter().any(is_same) {
            kept.push(next);
        }
    }
    kept
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    (a[2].min(b[2]) - a[0].max(b[0])).max(0.0) * (a[3].min(b[3]) - a[1].max(b[1])).max(0.0)
}

fn area([left, top, right, bottom]: [f64; 4]) -> f64 {
    (right - left) * (bottom - top)
}

/// What two boxes have in common, as a share of what either covers.
fn shared(a: [f64; 4], b: [f64; 4]) -> f64 {
    let both = overlap(a, b);
    both / (area(a) + area(b) - both).max(1e-9)
}

/// What the model says outweighs how a facing looks: in the box of a gap it is empty, in a box of anything else it is not.
/// Of facings without a box it says nothing.
pub fn settle(judged: &mut [Judgement], found: &[Found], bay: &Bay, onto: &Homography) {
    for judgement in judged.iter_mut() {
        let shelf = &bay.shelves[judgement.shelf];
        let place = &shelf.places[judgement.place];
        let width = f64::from(place.facing_width_cm);
        let left = f64::from(place.left_cm) + width * judgement.facing as f64;
        let (top, bottom) = (f64::from(shelf.top_cm), f64::from(shelf.top_cm + shelf.height_cm));
        let corners = [[left, top], [left + width, top], [left + width, bottom], [left, bottom]];
        let corners = corners.map(|corner| onto.map(corner));
        let least = |n: usize| corners.iter().map(|corner| corner[n]).fold(f64::INFINITY, f64::min);
        let most = |n: usize| corners.iter().map(|corner| corner[n]).fold(f64::NEG_INFINITY, f64::max);
        let here = [least(0), least(1), most(0), most(1)];
        let surest = found
            .iter()
            .filter(|found| overlap(found.area, here) > COVERED * area(here))
            .max_by(|a, b| a.score.total_cmp(&b.score));
        if let Some(found) = surest {
            judgement.gap = if found.is_gap { found.score } else { 1.0 - found.score };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(layout: Layout) -> ModelPlan {
        let classes = ["gap", "product", "person"].map(str::to_owned).to_vec();
        ModelPlan { side: 100, layout, classes, gap: "gap".to_owned(), score_min: 0.3 }
    }

    fn told(found: &[Found]) -> Vec<String> {
        let rounded = |found: &Found| found.area.map(|side| side.round() as i64);
        found.iter().map(|f| format!("{} {:.1} {:?}", f.class, f.score, rounded(f))).collect()
    }

    #[test]
    fn both_layouts_become_boxes_and_what_is_seen_twice_is_one() {
        // Three boxes: a gap, the same gap again, a person.
        #[rustfmt::skip]
        let yolo = [
            20.0, 21.0, 70.0,
            20.0, 20.0, 50.0,
            10.0, 10.0, 20.0,
            20.0, 20.0, 60.0,
            0.9, 0.8, 0.0,
            0.1, 0.0, 0.1,
            0.0, 0.0, 0.95,
        ];
        let found = read(&plan(Layout::Yolo), &[1, 7, 3], &yolo, [2.0, 1.0]).expect("boxes");
        assert_eq!(told(&found), ["person 0.9 [120, 20, 160, 80]", "gap 0.9 [30, 10, 50, 30]"]);
        let ssd = [
            15.0,
            10.0,
            25.0,
            30.0,
            0.7,
            0.0,
            f32::NAN,
            0.0,
            1.0,
            1.0,
            0.9,
            1.0,
            0.0,
            0.0,
            9.0,
            9.0,
            0.9,
            7.0,
        ];
        let found = read(&plan(Layout::Ssd), &[1, 3, 6], &ssd, [1.0, 1.0]).expect("boxes");
        assert_eq!(told(&found), ["gap 0.7 [15, 10, 25, 30]"]);
        let wrong = read(&plan(Layout::Yolo), &[1, 3, 7], &yolo, [1.0, 1.0]);
        assert_eq!(
            wrong,
            Err("it answers [1, 3, 7]; with 3 classes a YOLO answers [1, 7, boxes]".to_owned())
        );
    }

    #[test]
    fn people_are_dropped_whatever_they_are_called() {
        let found = |class: &str| Found {
            class: class.to_owned(),
            is_gap: false,
            score: 0.9,
            area: [0.0, 0.0, 1.0, 1.0],
        };
        let all = ["Person", "human_face", "gap", "woman-standing", "mango", "product"].map(found).to_vec();
        let (kept, dropped) = without_people(all);
        assert_eq!(kept.iter().map(|f| &f.class[..]).collect::<Vec<_>>(), ["gap", "mango", "product"]);
        assert_eq!(dropped, 3);
    }
}
