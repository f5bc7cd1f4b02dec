//! Settings of what looks at stills of shelves.

use super::{Config, Known};
use anyhow::bail;
use realtail_vision::{Layout, ModelPlan};
use std::path::PathBuf;

/// What can be set.
pub(super) const KNOWN: &[Known] = &[
    Known {
        name: "vision.model",
        default: "",
        about: "file of an ONNX model that finds gaps on shelves; empty is none",
    },
    Known { name: "vision.model_side", default: "640", about: "pixels a side of the model's square input" },
    Known {
        name: "vision.model_layout",
        default: "yolo",
        about: "how it answers: yolo, [1, 4 + classes, boxes], or ssd, [1, boxes, 6]",
    },
    Known {
        name: "vision.model_classes",
        default: "gap",
        about: "names of its classes in their order, apart by commas; those of people are dropped",
    },
    Known { name: "vision.model_gap", default: "gap", about: "the class that means an empty facing" },
    Known { name: "vision.model_score_min", default: "0.5", about: "boxes with a lower score are nothing" },
];

impl Config {
    /// The model that looks at stills of shelves, where there is one.
    pub fn shelf_model(&self) -> anyhow::Result<Option<(PathBuf, ModelPlan)>> {
        if self.text("vision.model").is_empty() {
            return Ok(None);
        }
        let layout = match self.text("vision.model_layout") {
            "yolo" => Layout::Yolo,
            "ssd" => Layout::Ssd,
            other => bail!("vision.model_layout is {other:?}; give yolo or ssd"),
        };
        let classes = self.text("vision.model_classes").split(',').map(|class| class.trim().to_owned());
        let (side, score_min) = (self.parsed("vision.model_side")?, self.parsed("vision.model_score_min")?);
        let gap = self.text("vision.model_gap").to_owned();
        let plan = ModelPlan { side, layout, classes: classes.collect(), gap, score_min };
        Ok(Some((PathBuf::from(self.text("vision.model")), plan)))
    }
}
