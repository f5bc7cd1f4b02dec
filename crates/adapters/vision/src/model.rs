//! A model that was trained elsewhere, in ONNX, run in this process in pure Rust (tract).

use crate::boxes::{self, Found, ModelPlan};
use crate::still::Still;
use crate::{Model, ModelFault};
use std::path::Path;
use std::sync::Arc;
use tract_onnx::prelude::*;

/// A model that is loaded, its input of one square picture: `[1, 3, side, side]`, red, green and blue from 0 to 1.
pub struct OnnxModel {
    plan: ModelPlan,
    run: Arc<TypedRunnableModel>,
}

fn fault(what: &str, error: impl std::fmt::Display) -> ModelFault {
    ModelFault(format!("{what}: {error}"))
}

impl OnnxModel {
    /// Loads a model from a file.
    ///
    /// # Errors
    /// Where it is no model, or none for such an input.
    pub fn load(file: &Path, plan: ModelPlan) -> Result<OnnxModel, ModelFault> {
        let model = onnx().model_for_path(file).map_err(|e| fault(&format!("read {}", file.display()), e))?;
        OnnxModel::of(model, plan)
    }

    /// Loads a model from its bytes.
    ///
    /// # Errors
    /// Where they are no model, or none for such an input.
    pub fn of_bytes(mut bytes: &[u8], plan: ModelPlan) -> Result<OnnxModel, ModelFault> {
        OnnxModel::of(onnx().model_for_read(&mut bytes).map_err(|e| fault("read the bytes", e))?, plan)
    }

    fn of(model: InferenceModel, plan: ModelPlan) -> Result<OnnxModel, ModelFault> {
        if plan.side == 0 || plan.side > 4_096 || !plan.classes.contains(&plan.gap) {
            return Err(ModelFault(
                "its input has 1 to 4096 pixels a side, and its gap is one of its classes".to_owned(),
            ));
        }
        let input = f32::fact([1, 3, plan.side, plan.side]);
        let run = model
            .with_input_fact(0, input.into())
            .and_then(|model| model.into_optimized())
            .and_then(|model| model.into_runnable())
            .map_err(|e| fault("prepare it", e))?;
        Ok(OnnxModel { plan, run })
    }
}

impl Model for OnnxModel {
    fn find(&self, still: &Still) -> Result<Vec<Found>, ModelFault> {
        let side = self.plan.side;
        let scale = [still.width() as f64 / side as f64, still.height() as f64 / side as f64];
        let mut planes = vec![0.0_f32; 3 * side * side];
        for y in 0..side {
            for x in 0..side {
                let seen = still.at([(x as f64 + 0.5) * scale[0], (y as f64 + 0.5) * scale[1]]);
                for (c, channel) in seen.into_iter().enumerate() {
                    planes[(c * side + y) * side + x] = channel as f32;
                }
            }
        }
        let input =
            Tensor::from_shape(&[1, 3, side, side], &planes).map_err(|e| fault("fill its input", e))?;
        let answer = self.run.run(tvec!(input.into())).map_err(|e| fault("run it", e))?;
        let answer = answer.first().ok_or_else(|| ModelFault("it answers nothing".to_owned()))?;
        let numbers = answer.to_plain_array_view::<f32>().map_err(|e| fault("read its answer", e))?;
        let numbers: Vec<f32> = numbers.iter().copied().collect();
        boxes::read(&self.plan, answer.shape(), &numbers, scale).map_err(ModelFault)
    }
}
