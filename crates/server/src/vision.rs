//! The detector of gaps on shelves, behind the interface's door.

use crate::config::Config;
use realtail_api::{SeenShelf, VisionDoor, VisionFault};
use realtail_kernel::DeviceId;
use realtail_vision::{Detector, LookFault, ModelPlan};
use realtail_vocabulary::Bay;
use std::path::Path;
use std::sync::Arc;

struct Eye(Detector);

impl VisionDoor for Eye {
    fn look(&self, image: &[u8], bay: &Bay, camera: &DeviceId) -> Result<SeenShelf, VisionFault> {
        let told = |fault: LookFault| match fault {
            LookFault::Still(fault) => VisionFault::Picture(fault.to_string()),
            LookFault::NoView { .. } | LookFault::Corners(_) => VisionFault::View(fault.to_string()),
            LookFault::Model(fault) => VisionFault::Detector(fault.to_string()),
        };
        let seen = self.0.look(image, bay, camera).map_err(told)?;
        Ok(SeenShelf { places: seen.places, sha256: seen.sha256, people_dropped: seen.people_dropped })
    }
}

/// The detector, and the model that the settings name.
pub fn door(config: &Config) -> anyhow::Result<Arc<dyn VisionDoor>> {
    let detector = match config.shelf_model()? {
        Some((file, plan)) => with_model(&file, plan)?,
        None => Detector::default(),
    };
    Ok(Arc::new(Eye(detector)))
}

#[cfg(feature = "onnx")]
fn with_model(file: &Path, plan: ModelPlan) -> anyhow::Result<Detector> {
    let model = realtail_vision::model::OnnxModel::load(file, plan)?;
    Ok(Detector::with_model(Box::new(model)))
}

#[cfg(not(feature = "onnx"))]
fn with_model(file: &Path, _plan: ModelPlan) -> anyhow::Result<Detector> {
    anyhow::bail!(
        "vision.model = {}: this binary was built without models; build it with `--features onnx`",
        file.display()
    )
}
