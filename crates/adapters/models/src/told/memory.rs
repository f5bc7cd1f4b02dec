//! A log in memory, for tests.

use realtail_engine::log::{Batch, LogFault, LogReader};
use realtail_engine::{Entry, encode_entry};
use realtail_kernel::{Instant, Position};
use realtail_vocabulary::Event;

/// An entry of one event, told long after all that happens in tests.
pub(crate) fn entry(event: Event) -> Entry<Event, ()> {
    Entry {
        at: Instant::from_micros(20_400 * 86_400_000_000),
        received_at: Instant::from_micros(20_400 * 86_400_000_000),
        signal: "test".into(),
        by: "test".into(),
        cause: None,
        keys: Default::default(),
        events: vec![event],
        refusal: None,
    }
}

/// A log in memory.
pub(crate) struct Memory(Vec<Batch>);

impl Memory {
    pub fn new(events: &[Event]) -> Memory {
        let batch = |(position, event): (u64, &Event)| {
            let mut payload = Vec::new();
            encode_entry(Position(position), &entry(event.clone()), &mut payload).unwrap();
            Batch { first: Position(position), count: 1, payload }
        };
        Memory((1..).zip(events).map(batch).collect())
    }
}

impl LogReader for Memory {
    fn next(&self) -> Position {
        Position(self.0.len() as u64 + 1)
    }

    fn read(&self, from: Position) -> Box<dyn Iterator<Item = Result<Batch, LogFault>> + Send + '_> {
        Box::new(self.0.iter().filter(move |batch| batch.first >= from).cloned().map(Ok))
    }
}
