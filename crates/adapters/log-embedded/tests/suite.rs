//! The embedded log does what every log has to do, in small segments and in big ones.

use realtail_engine::log::Log;
use realtail_engine::log_suite::Store;
use realtail_log_embedded::{EmbeddedLog, Settings};
use tempfile::TempDir;

struct Folder {
    dir: TempDir,
    segment_bytes: u64,
}

impl Folder {
    fn new(segment_bytes: u64) -> Folder {
        Folder { dir: TempDir::new().expect("a temporary folder"), segment_bytes }
    }
}

impl Store for Folder {
    fn open(&self) -> Result<Box<dyn Log>, String> {
        let settings = Settings { segment_bytes: self.segment_bytes };
        let opened = EmbeddedLog::open(self.dir.path(), settings).map_err(|error| error.to_string())?;
        assert_eq!(opened.cut, None);
        Ok(Box::new(opened.log))
    }
}

mod in_small_segments {
    realtail_engine::log_suite!(super::Folder::new(64 << 10));
}

mod in_big_segments {
    realtail_engine::log_suite!(super::Folder::new(8 << 20));
}
