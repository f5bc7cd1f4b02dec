//! Where and when a run took place.

use std::fs::read_to_string;
use std::os::unix::fs::FileExt;
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

/// Bytes written into the files of a folder, leaving out the folders named and the zeros that files end with:
/// a log that zeroes its files before it fills them has not written those.
pub fn written_bytes(folder: &Path, leave_out: &[&str]) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let sizes = entries.flatten().map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() && leave_out.iter().any(|name| entry.file_name() == *name) => 0,
        Ok(kind) if kind.is_dir() => written_bytes(&entry.path(), leave_out),
        Ok(_) => without_trailing_zeros(&entry.path()).unwrap_or(0),
        Err(_) => 0,
    });
    sizes.sum()
}

fn without_trailing_zeros(path: &Path) -> std::io::Result<u64> {
    let file = std::fs::File::open(path)?;
    let mut chunk = vec![0; 1 << 20];
    let mut end = file.metadata()?.len();
    while end > 0 {
        let start = end.saturating_sub(chunk.len() as u64);
        let part = &mut chunk[..(end - start) as usize];
        file.read_exact_at(part, start)?;
        if let Some(last) = part.iter().rposition(|&byte| byte != 0) {
            return Ok(start + last as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_were_not_written() {
        let folder = crate::process::Folder::new(&std::env::temp_dir(), "written").expect("a folder");
        let check = |bytes: &[u8], expected| {
            std::fs::write(folder.path().join("file"), bytes).expect("written");
            assert_eq!(written_bytes(folder.path(), &["snapshots"]), expected);
        };
        check(&[], 0);
        check(&[0; 9], 0);
        check(&[1, 0, 2, 0], 3);
        check(&[vec![5; 3], vec![0; 3 << 20]].concat(), 3);
        std::fs::create_dir(folder.path().join("snapshots")).expect("a folder");
        std::fs::write(folder.path().join("snapshots/one"), [1; 100]).expect("written");
        check(&[1], 1);
    }
}
