//! What others reach on the panel, as its definition gives it.

/// A method: WRMSSE on V1 and on T, wQL and bias on T, and processor seconds for 1,000 series.
pub struct Known {
    pub name: &'static str,
    pub v1: f64,
    pub hold_out: f64,
    pub wql: f64,
    pub bias: f64,
    pub seconds: f64,
}

const fn known(name: &'static str, [v1, hold_out, wql, bias, seconds]: [f64; 5]) -> Known {
    Known { name, v1, hold_out, wql, bias, seconds }
}

/// From the plainest to the best.
pub const KNOWN: [Known; 6] = [
    known("AutoETS", [0.9147, 0.8775, 0.7916, 0.129, 87.6]),
    known("Croston SBA", [0.7744, 0.7892, 0.7541, 0.051, 0.03]),
    known("TSB", [0.7754, 0.7871, 0.7446, 0.030, 0.02]),
    known("formula of the definition", [0.7291, 0.7493, 0.7073, 0.027, 0.05]),
    known("LightGBM quantile direct", [0.7192, 0.7224, 0.6956, 0.154, 99.3]),
    known("LightGBM Tweedie direct, log offset", [0.6921, 0.7256, 0.6790, -0.024, 36.1]),
];
