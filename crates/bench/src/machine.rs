//! Where and when a run took place.

use std::fs::read_to_string;
use std::path::Path;

use serde::Serialize;

/// Where and when a run took place.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Processor cores.
    pub cores: usize,
    /// What the processor calls itself.
    pub processor: String,
    /// Memory in GiB.
    pub memory_gib: u64,
    /// The kernel's release.
    pub kernel: String,
    /// When, in UTC.
    pub date: String,
    /// Runnable processes just before the run: above 0.5 somebody else was at work.
    pub load_before: f64,
}

impl Machine {
    /// This one, now.
    pub fn here() -> Machine {
        let read = |file: &str| read_to_string(file).unwrap_or_default();
        let after = |text: &str, key: &str| {
            let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
            line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
        };
        let memory = after(&read("/proc/meminfo"), "MemTotal");
        let memory_kib: u64 = memory.trim_end_matches(" kB").parse().unwrap_or(0);
        Machine {
            cores: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            processor: after(&read("/proc/cpuinfo"), "model name"),
            memory_gib: (memory_kib + (1 << 19)) >> 20,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            date: jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string(),
            load_before: read("/proc/loadavg")
                .split(' ')
                .next()
                .and_then(|load| load.parse().ok())
                .unwrap_or(0.0),
        }
    }

    /// In one line.
    pub fn line(&self) -> String {
        let Machine { cores, processor, memory_gib, kernel, date, .. } = self;
        format!("{cores} cores ({processor}), {memory_gib} GiB, Linux {kernel}, {date}")
    }
}

/// Whether a folder lies in memory, where a sync costs nothing and proves nothing.
pub fn is_in_memory(folder: &Path) -> bool {
    const TMPFS: u64 = 0x0102_1994;
    const RAMFS: u64 = 0x8584_58f6;
    rustix::fs::statfs(folder).is_ok_and(|stat| [TMPFS, RAMFS].contains(&(stat.f_type as u64)))
}

/// Bytes that a folder takes on disk, leaving out the folders named.
pub fn disk_bytes(folder: &Path, leave_out: &[&str]) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() && leave_out.iter().any(|name| entry.file_name() == *name) => 0,
        Ok(found) if found.is_dir() => disk_bytes(&entry.path(), leave_out),
        Ok(found) => found.blocks() * 512,
        Err(_) => 0,
    });
    sizes.sum()
}
