//! Looks at stills of shelves: finds empty facings against the planogram. It knows nothing of people, and keeps no picture.
//!
//! A still is laid over the planogram of its bay by the four corners that the planogram gives for the camera
//! ([`homography`]); each facing is then judged by what it looks like ([`gaps`]), and, where a model was given, by what
//! that finds in the picture ([`boxes`], and `model` with the feature `onnx`). A still is held in memory for as long as
//! the look takes. What stays is how each facing looked when it was full last: a few numbers, of which no picture can be
//! made again.

pub mod boxes;
mod facing;
pub mod gaps;
pub mod homography;
#[cfg(feature = "onnx")]
pub mod model;
pub mod still;

pub use boxes::{Layout, ModelPlan};
pub use still::{Still, StillFault};

use boxes::Found;
use gaps::{Judgement, Memory};
use homography::Homography;
use realtail_kernel::{DeviceId, SiteId};
use realtail_vocabulary::{Bay, SeenPlace};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A model that was trained elsewhere: what it finds in a still.
pub trait Model: Send + Sync {
    /// Boxes in the pixels of the still, of whatever class.
    ///
    /// # Errors
    /// Where the model does not answer, or not as its plan says.
    fn find(&self, still: &Still) -> Result<Vec<Found>, ModelFault>;
}

/// Why a model does not answer.
#[derive(Debug, thiserror::Error)]
#[error("shelf model: {0}")]
pub struct ModelFault(pub String);

/// Why nothing was found out.
#[derive(Debug, thiserror::Error)]
pub enum LookFault {
    /// It is no picture that can be looked at.
    #[error(transparent)]
    Still(#[from] StillFault),
    /// The planogram does not say where this camera sees the bay.
    #[error(
        "the planogram of bay {bay} has no view of camera {camera}; give it the corners of the bay in its pictures"
    )]
    NoView {
        /// Of which bay.
        bay: String,
        /// Of which camera.
        camera: String,
    },
    /// The corners span nothing.
    #[error("the four corners of bay {0} in the picture span no area")]
    Corners(String),
    /// The model does not answer.
    #[error(transparent)]
    Model(#[from] ModelFault),
}

/// What was found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// Place by place, as the log has it.
    pub places: Vec<SeenPlace>,
    /// SHA-256 of the picture as it came, in hexadecimal digits.
    pub sha256: String,
    /// How many boxes of people a model reported: they were dropped unread.
    pub people_dropped: usize,
}

/// Looks at stills, and remembers how full facings looked.
#[derive(Default)]
pub struct Detector {
    model: Option<Box<dyn Model>>,
    full: Mutex<BTreeMap<(SiteId, DeviceId, String), Memory>>,
}

impl Detector {
    /// One that asks a model too.
    pub fn with_model(model: Box<dyn Model>) -> Detector {
        Detector { model: Some(model), full: Mutex::default() }
    }

    /// Looks at a still, a JPEG or PNG of at most [`still::PIXELS_MAX`] pixels.
    ///
    /// # Errors
    /// Where it cannot be read, or the planogram does not say where the bay is in it.
    pub fn look(&self, image: &[u8], bay: &Bay, camera: &DeviceId) -> Result<Looked, LookFault> {
        let view = bay.views.iter().find(|view| view.camera == *camera);
        let view =
            view.ok_or_else(|| LookFault::NoView { bay: bay.bay.to_string(), camera: camera.to_string() })?;
        let still = Still::read(image)?;
        let corners = view.corners_ppm.map(|[x, y]| {
            let part = |ppm: i32, pixels: usize| f64::from(ppm) / 1e6 * pixels as f64;
            [part(x, still.width()), part(y, still.height())]
        });
        let size = [f64::from(bay.width_cm), f64::from(bay.height_cm)];
        let onto = Homography::of_rectangle(size, corners);
        let onto = onto.ok_or_else(|| LookFault::Corners(bay.bay.to_string()))?;
        let key = (bay.site.clone(), camera.clone(), bay.bay.to_string());
        let memory = self.lock().get(&key).filter(|memory| memory.is_of(bay)).cloned();
        let mut memory = memory.unwrap_or_else(|| Memory::of(bay));
        let mut judged = gaps::judge(&still, bay, &onto, &memory);
        let mut people_dropped = 0;
        if let Some(model) = &self.model {
            let (kept, dropped) = boxes::without_people(model.find(&still)?);
            people_dropped = dropped;
            boxes::settle(&mut judged, &kept, bay, &onto);
        }
        memory.remember(&judged);
        self.lock().insert(key, memory);
        Ok(Looked { places: places(bay, &judged), sha256: fingerprint(image), people_dropped })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<(SiteId, DeviceId, String), Memory>> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fingerprint(image: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(image).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is told of each place; a place of which nothing could be seen is not told of.
fn places(bay: &Bay, judged: &[Judgement]) -> Vec<SeenPlace> {
    let mut told = Vec::new();
    for (s, shelf) in bay.shelves.iter().enumerate() {
        for (p, place) in shelf.places.iter().enumerate() {
            let here: Vec<&Judgement> =
                judged.iter().filter(|j| j.shelf == s && j.place == p && !j.is_hidden).collect();
            if here.is_empty() {
                continue;
            }
            let empty: Vec<u16> = here.iter().filter(|j| j.is_gap()).map(|j| j.facing as u16 + 1).collect();
            let facings_empty = empty.len() as u16;
            let sure = here.iter().map(|j| j.gap.max(1.0 - j.gap)).fold(1.0, f64::min);
            told.push(SeenPlace {
                item: Some(place.item.clone()),
                shelf: Some(s as u16 + 1),
                place: Some(p as u16 + 1),
                facings_seen: here.len() as u16 - facings_empty,
                facings_empty,
                empty,
                confidence_ppm: (sure * 1e6) as u32,
            });
        }
    }
    told
}
