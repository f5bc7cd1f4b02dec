//! The JetStream log does what every log has to do, against a real server.

#[allow(dead_code)] // Not every test needs all of it.
mod nats;

use nats::{SYNCED, Server};
use realtail_engine::log::Log;
use realtail_engine::log_suite::Store;
use realtail_log_jetstream::{JetStreamLog, Settings};

struct Stream(Server);

impl Stream {
    fn new() -> Stream {
        Stream(Server::start(SYNCED, "max_payload: 8MB"))
    }
}

impl Store for Stream {
    fn open(&self) -> Result<Box<dyn Log>, String> {
        let settings = Settings { servers: self.0.url(), ..Settings::default() };
        Ok(Box::new(JetStreamLog::open(&settings).map_err(|error| error.to_string())?))
    }
}

realtail_engine::log_suite!(Stream::new());
