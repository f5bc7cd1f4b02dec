//! Reading: any number of threads, each with its own file handle and buffer, while the writer goes on.

use crate::frame::Header;
use crate::segment::{Scan, ScanError, Segment};
use realtail_engine::log::{Batch, LogFault, LogReader};
use realtail_kernel::Position;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

/// The segments of a log, and how far they are durable.
pub struct Segments {
    list: RwLock<Vec<Arc<Segment>>>,
    next: AtomicU64,
}

impl Segments {
    pub fn new(list: Vec<Arc<Segment>>, next: Position) -> Segments {
        Segments { list: RwLock::new(list), next: AtomicU64::new(next.0) }
    }

    /// A new segment, known before anything in it is durable.
    pub fn add(&self, segment: Arc<Segment>) {
        self.list.write().expect("the list is never left half written").push(segment);
    }

    /// All before `next` is durable now.
    pub fn reach(&self, next: Position) {
        self.next.store(next.0, Ordering::Release);
    }

    /// The segment that holds `position`, and where the one behind it begins.
    fn holding(&self, position: Position) -> (Arc<Segment>, Option<Position>) {
        let list = self.list.read().expect("the list is never left half written");
        let behind = list.partition_point(|segment| segment.first <= position).max(1);
        (Arc::clone(&list[behind - 1]), list.get(behind).map(|segment| segment.first))
    }
}

impl LogReader for Segments {
    fn next(&self) -> Position {
        Position(self.next.load(Ordering::Acquire))
    }

    fn read(&self, from: Position) -> Box<dyn Iterator<Item = Result<Batch, LogFault>> + Send + '_> {
        Box::new(Batches { segments: self, from, position: from, until: self.next(), place: None })
    }
}

/// Walks from frame to frame, verifying each.
struct Batches<'a> {
    segments: &'a Segments,
    /// What was asked for: batches before it are walked over.
    from: Position,
    /// The first position of the next frame, once there is a place.
    position: Position,
    until: Position,
    place: Option<Place>,
}

struct Place {
    segment: Arc<Segment>,
    scan: Scan,
    offset: u64,
    /// Where the segment behind this one begins.
    end: Option<Position>,
}

impl Iterator for Batches<'_> {
    type Item = Result<Batch, LogFault>;

    fn next(&mut self) -> Option<Result<Batch, LogFault>> {
        while self.position < self.until {
            match self.step() {
                Ok(None) => (),
                Ok(Some(batch)) => return Some(Ok(batch)),
                Err(fault) => {
                    self.until = self.position; // Nothing can be read behind a broken frame.
                    return Some(Err(fault));
                }
            }
        }
        None
    }
}

impl Batches<'_> {
    /// Reads one frame; none if it ends before what was asked for.
    fn step(&mut self) -> Result<Option<Batch>, LogFault> {
        let mut place = match self.place.take() {
            Some(place) if place.end.is_none_or(|end| self.position < end) => place,
            Some(_) | None => self.enter()?,
        };
        let (header, payload) = match place.scan.frame(place.offset, self.position) {
            Ok(frame) => frame,
            Err(error) => return Err(read_fault(&place.segment, place.offset, self.position, &error)),
        };
        let batch = (header.next() > self.from).then(|| header.batch(payload));
        place.segment.learn(crate::Mark { position: self.position, offset: place.offset });
        (self.position, place.offset) = after(&header, place.offset);
        self.place = Some(place);
        Ok(batch)
    }

    /// Goes to the last known place at or before the position.
    fn enter(&mut self) -> Result<Place, LogFault> {
        let (segment, end) = self.segments.holding(self.position);
        let mark = segment.mark(self.position);
        self.position = mark.position;
        Ok(Place { scan: Scan::open(&segment)?, segment, offset: mark.offset, end })
    }
}

fn after(header: &Header, offset: u64) -> (Position, u64) {
    (header.next(), offset + header.frame_bytes())
}

fn read_fault(segment: &Segment, offset: u64, position: Position, error: &ScanError) -> LogFault {
    let place = format!("{} offset {offset} position {position}", segment.path.display());
    LogFault { doing: "read batch", place, cause: error.to_string() }
}
