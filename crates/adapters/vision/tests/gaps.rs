//! Gaps that are planted in rendered shelves are found, and beside them few that are none; far better than by brightness.

mod score;
#[allow(dead_code, reason = "what is drawn for measuring is more than is tested")]
mod shelves;

use realtail_kernel::DeviceId;
use realtail_vision::{Detector, LookFault, Still, StillFault};
use score::{Score, by_brightness, looks};
use shelves::{Disturbance, Shops};

/// Scenes of each kind: the measurement itself is `examples/rendered.rs`.
const SCENES: u64 = 5;

fn scored(disturbance: Disturbance) -> (Score, Score) {
    let (mut ours, mut plain) = (Score::default(), Score::default());
    for seed in 3_001..3_001 + SCENES {
        let scene = shelves::scene(seed, disturbance, Shops::ForMeasuring);
        ours.add(&scene.truth, &looks(&scene, None));
        plain.add(&scene.truth, &by_brightness(&scene));
    }
    (ours, plain)
}

#[test]
fn gaps_are_found_whatever_the_light() {
    use Disturbance::{Dim, MovedCamera, Noise, None, Shadow, Slanted, Warm};
    // Goods as pale as the back of a shelf cost precision; grain, as of a cheap camera by night, costs half of the gaps.
    let lights = [None, Slanted, Dim, Warm, Shadow, MovedCamera].map(|light| (light, RECALL));
    for (disturbance, least) in lights.into_iter().chain([(Noise, RECALL_IN_GRAIN)]) {
        let (ours, plain) = scored(disturbance);
        let (precision, recall) = (ours.precision(), ours.recall());
        assert!(ours.gaps() > 20, "{disturbance:?}: too few gaps to say anything");
        assert!(precision > PRECISION && recall > least, "{disturbance:?}: {precision:.3} and {recall:.3}");
        let f1 = |s: &Score| 2.0 * s.precision() * s.recall() / (s.precision() + s.recall()).max(1e-9);
        assert!(f1(&ours) > f1(&plain) + 0.1, "{disturbance:?}: no better than by brightness");
    }
}

const PRECISION: f64 = 0.6;
const RECALL: f64 = 0.85;
const RECALL_IN_GRAIN: f64 = 0.4;

#[test]
fn what_a_trolley_hides_is_not_told_of() {
    let (ours, _) = scored(Disturbance::Trolley);
    assert!(ours.precision() > PRECISION, "{:.3}: behind a trolley nobody can say", ours.precision());
}

#[test]
fn a_jpeg_is_read_and_the_same_picture_has_the_same_fingerprint() {
    let image = include_bytes!("still.jpg");
    let still = Still::read(image).expect("a picture");
    assert_eq!([still.width(), still.height()], [240, 320]);
    let [r, g, b] = still.pixel(120, 2);
    assert!(
        (r - 0.35).abs() < 0.05 && (g - 0.35).abs() < 0.05 && (b - 0.35).abs() < 0.05,
        "the wall beside the bay: {r} {g} {b}"
    );
    let scene = shelves::scene(3_001, Disturbance::None, Shops::ForMeasuring);
    let camera = DeviceId::new("c").expect("a name");
    let look = || Detector::default().look(image, &scene.bay, &camera).expect("a look");
    assert_eq!(look().sha256.len(), 64);
    assert_eq!(look().sha256, look().sha256);
}

#[test]
fn what_cannot_be_looked_at_is_told_apart() {
    let scene = shelves::scene(3_001, Disturbance::None, Shops::ForMeasuring);
    let camera = DeviceId::new("c").expect("a name");
    let look = |image: &[u8]| Detector::default().look(image, &scene.bay, &camera).expect_err("no look");
    assert!(matches!(look(b"text"), LookFault::Still(StillFault::Format)));
    assert!(matches!(look(&[0xff, 0xd8, 0xff]), LookFault::Still(StillFault::Broken(_))));
    let other = DeviceId::new("z").expect("a name");
    let seen = Detector::default().look(b"", &scene.bay, &other);
    assert!(matches!(seen, Err(LookFault::NoView { .. })));
    // A head that promises more than may be unpacked is refused by its head.
    let mut huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x40\0\0\0\x40\0\x08\x02\0\0\0".to_vec();
    huge.extend([0xd9, 0x63, 0xe5, 0xd5]);
    assert!(!matches!(look(&huge), LookFault::Still(StillFault::Format)));
}

#[test]
fn whatever_bytes_come_none_of_them_panics() {
    let image = include_bytes!("still.jpg");
    let mut chance: u64 = 7;
    for round in 0..2_000 {
        let mut broken = image.to_vec();
        for _ in 0..1 + round % 8 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (chance >> 33) as usize % broken.len();
            broken[at] = (chance >> 25) as u8;
        }
        broken.truncate(broken.len() - (chance >> 40) as usize % broken.len() / 4);
        // Read or refused, and never more than it may be.
        if let Ok(still) = Still::read(&broken) {
            assert!(still.width() * still.height() <= realtail_vision::still::PIXELS_MAX);
        }
    }
}
