//! A still in memory: read from JPEG or PNG, within bounds that hold before anything is unpacked.

use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most pixels of a still: what a camera of 24 megapixels takes.
pub const PIXELS_MAX: usize = 24_000_000;
/// The widest or highest still.
pub const SIDE_MAX: usize = 12_000;
/// The least of either side: on less no facing can be made out.
pub const SIDE_MIN: usize = 64;

/// Why it cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum StillFault {
    /// Neither of the two formats.
    #[error("the picture is neither a JPEG nor a PNG; send one of them as it came from the camera")]
    Format,
    /// Too large, or too small.
    #[error(
        "the picture has {width} x {height} pixels; send {SIDE_MIN} to {SIDE_MAX} a side, and at most {PIXELS_MAX}"
    )]
    Size {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
    },
    /// It is broken.
    #[error("the picture cannot be read: {0}")]
    Broken(String),
}

/// Pixels, row by row, red, green and blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Still {
    width: usize,
    rgb: Vec<u8>,
}

impl Still {
    /// A still of so many pixels a row.
    ///
    /// # Errors
    /// Where the sides are out of bounds, or the bytes are no whole rows.
    pub fn of_rgb(width: usize, rgb: Vec<u8>) -> Result<Still, StillFault> {
        let height = rgb.len() / 3 / width.max(1);
        check(width, height)?;
        if rgb.len() != width * height * 3 {
            return Err(StillFault::Broken("its last row is not whole".to_owned()));
        }
        Ok(Still { width, rgb })
    }

    /// Reads a JPEG or a PNG.
    ///
    /// # Errors
    /// Where it is neither, is broken, or out of bounds.
    pub fn read(image: &[u8]) -> Result<Still, StillFault> {
        match image {
            [0xff, 0xd8, ..] => jpeg(image),
            [0x89, b'P', b'N', b'G', ..] => png(image),
            _ => Err(StillFault::Format),
        }
    }

    /// Pixels across.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels down.
    pub fn height(&self) -> usize {
        self.rgb.len() / 3 / self.width
    }

    /// The colour of a pixel, 0 to 1; that of the nearest one where it lies outside.
    pub fn pixel(&self, x: i64, y: i64) -> [f64; 3] {
        let within = |at: i64, len: usize| at.clamp(0, len as i64 - 1) as usize;
        let first = (within(y, self.height()) * self.width + within(x, self.width)) * 3;
        [0, 1, 2].map(|c| f64::from(self.rgb[first + c]) / 255.0)
    }

    /// The colour between pixels, by how near each of the four is.
    pub fn at(&self, [x, y]: [f64; 2]) -> [f64; 3] {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let corner = |dx, dy| self.pixel(left + dx, top + dy);
        let (a, b, c, d) = (corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1));
        [0, 1, 2].map(|n| (a[n] * (1.0 - fx) + b[n] * fx) * (1.0 - fy) + (c[n] * (1.0 - fx) + d[n] * fx) * fy)
    }
}

fn check(width: usize, height: usize) -> Result<(), StillFault> {
    let fits = |side: usize| (SIDE_MIN..=SIDE_MAX).contains(&side);
    if fits(width) && fits(height) && width * height <= PIXELS_MAX {
        Ok(())
    } else {
        Err(StillFault::Size { width, height })
    }
}

fn jpeg(image: &[u8]) -> Result<Still, StillFault> {
    let broken = |fault: zune_jpeg::errors::DecodeErrors| StillFault::Broken(fault.to_string());
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(SIDE_MAX)
        .set_max_height(SIDE_MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(image), options);
    decoder.decode_headers().map_err(broken)?;
    let (width, height) = decoder.dimensions().ok_or(StillFault::Format)?;
    check(width, height)?;
    Still::of_rgb(width, decoder.decode().map_err(broken)?)
}

fn png(image: &[u8]) -> Result<Still, StillFault> {
    let broken = |fault: png::DecodingError| StillFault::Broken(fault.to_string());
    let limits = png::Limits { bytes: PIXELS_MAX * 8 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(image), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    check(width, height)?;
    let size = reader.output_buffer_size().ok_or(StillFault::Size { width, height })?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes).map_err(broken)?;
    bytes.truncate(info.buffer_size());
    let samples = info.color_type.samples();
    let rgb = match samples {
        3 => bytes,
        4 => bytes.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect(),
        _ => bytes.chunks_exact(samples).flat_map(|p| [p[0]; 3]).collect(),
    };
    Still::of_rgb(width, rgb)
}
