//! One matrix out of a safetensors file: eight bytes of length, a JSON header, and the numbers.

use serde::Deserialize;

use super::EmbedFault;

/// Half-precision rows, kept as they came: widened when they are read.
pub(super) struct Matrix {
    bytes: Vec<u8>,
    start: usize,
    rows: usize,
    columns: usize,
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

impl Matrix {
    /// Checks that the tensor is there, of half precision, of two dimensions, and wholly inside the file.
    pub(super) fn parse(bytes: Vec<u8>, name: &str) -> Result<Matrix, EmbedFault> {
        let malformed = |what| EmbedFault::Malformed { what };
        let length = bytes.first_chunk().ok_or(malformed("the file of vectors is too short"))?;
        let header_bytes = usize::try_from(u64::from_le_bytes(*length)).ok();
        let data = header_bytes.and_then(|length| length.checked_add(8)).filter(|end| *end <= bytes.len());
        let data = data.ok_or(malformed("the header of the vectors is longer than the file"))?;
        let header: serde_json::Value = serde_json::from_slice(&bytes[8..data])
            .map_err(|_| malformed("the header of the vectors is no JSON"))?;
        let entry = header.get(name).and_then(|entry| Entry::deserialize(entry).ok());
        let entry = entry.ok_or(malformed("the file of vectors has no such tensor"))?;
        let [rows, columns] = entry.shape[..] else { return Err(malformed("the tensor is no matrix")) };
        let size = rows.checked_mul(columns).and_then(|numbers| numbers.checked_mul(2));
        let (from, to) = entry.data_offsets;
        let inside = to.checked_add(data).is_some_and(|end| end <= bytes.len());
        if entry.dtype != "F16" || from > to || size != Some(to - from) || !inside {
            return Err(malformed("the tensor is not of half precision or not of its size"));
        }
        Ok(Matrix { bytes, start: data + from, rows, columns })
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds a row to `sum`; a row that is not there adds nothing.
    pub(super) fn add_row(&self, row: usize, sum: &mut [f32]) {
        if row >= self.rows {
            return;
        }
        let start = self.start + row * self.columns * 2;
        let pairs = self.bytes[start..start + self.columns * 2].chunks_exact(2);
        for (total, pair) in sum.iter_mut().zip(pairs) {
            *total += widen(u16::from_le_bytes([pair[0], pair[1]]));
        }
    }
}

/// IEEE 754 half to single precision.
pub(super) fn widen(half: u16) -> f32 {
    let (exponent, fraction) = ((half >> 10) & 0x1f, f32::from(half & 0x3ff));
    let size = match exponent {
        0 => fraction * 2f32.powi(-24),
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f32.powi(i32::from(exponent) - 15),
    };
    if half >> 15 == 0 { size } else { -size }
}
