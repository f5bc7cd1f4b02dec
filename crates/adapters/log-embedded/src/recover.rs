//! What is done to the files before the first append: the last segment is verified, a torn end is cut off.

use crate::frame::STEP;
use crate::segment::{FRAMES_START, Mark, Scan, ScanError, Segment};
use crate::{Cut, OpenError, io_fault};
use realtail_kernel::Position;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

/// The last segment, ready for the next frame.
pub struct Recovered {
    pub file: File,
    pub end: u64,
    pub next: Position,
    pub cut: Option<Cut>,
}

/// All segments of the folder, in order, their headers checked.
pub fn segments(dir: &Path) -> Result<Vec<Arc<Segment>>, OpenError> {
    let listed = std::fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let listed = listed.map_err(|error| io_fault("list log folder", dir, &error))?;
    let mut found: Vec<_> = listed
        .iter()
        .filter_map(|entry| Segment::named(&entry.path()).map(|first| (first, entry.path())))
        .collect();
    found.sort();
    match found.first() {
        Some((first, path)) if *first != Position(1) => {
            let cause = format!("the log begins with position {first}, so segments before it are missing");
            Err(OpenError::Corrupt { path: path.clone(), offset: 0, position: Position(1), cause })
        }
        _ => found.into_iter().map(|(first, path)| Segment::open(path, first).map(Arc::new)).collect(),
    }
}

/// Verifies the segment to its end and cuts off what is torn there.
///
/// A batch is only written once the one before is durable. So an unsound frame is a torn end if no
/// header of its segment is behind it, and otherwise damage to what was durable.
pub fn last_segment(segment: &Segment) -> Result<Recovered, OpenError> {
    let fault = |error: io::Error| io_fault("recover segment", &segment.path, &error);
    let file = File::options().read(true).write(true).open(&segment.path).map_err(fault)?;
    let mut scan = Scan::open(segment)?;
    let (mut end, mut next, mut last) = (FRAMES_START, segment.first, None);
    let flaw = loop {
        match scan.frame(end, next) {
            Ok((header, _)) => {
                segment.learn(Mark { position: next, offset: end });
                last = Some(end);
                (end, next) = (end + header.frame_bytes(), header.next());
            }
            Err(ScanError::Flaw(flaw)) => break flaw,
            Err(ScanError::Io(error)) => return Err(fault(error).into()),
        }
    };
    // Behind, not at: a torn write may leave a sound header with a payload that never came.
    if scan.header_behind(end + STEP).map_err(fault)?.is_some() {
        let cause = format!("{flaw}, and yet there are batches behind it");
        return Err(OpenError::Corrupt { path: segment.path.clone(), offset: end, position: next, cause });
    }
    let used = scan.used_until(end).map_err(fault)?;
    let cut = (used > end).then(|| Cut {
        path: segment.path.clone(),
        offset: end,
        bytes: used - end,
        position: next,
    });
    settle(&file, last.unwrap_or(end), end, used).map_err(fault)?;
    Ok(Recovered { file, end, next, cut })
}

/// Makes durable what recovery goes by: zeros behind the end, and the last frame once more, for its
/// sync may have failed before the process stopped, and then only the memory of the system holds it.
fn settle(file: &File, last: u64, end: u64, used: u64) -> io::Result<()> {
    let mut bytes = vec![0; (used.max(end) - last) as usize];
    file.read_exact_at(&mut bytes[..(end - last) as usize], last)?;
    file.write_all_at(&bytes, last)?;
    file.sync_all()
}
