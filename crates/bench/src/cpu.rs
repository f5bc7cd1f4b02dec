//! Processor time and memory of processes, as /proc tells them.

use std::fs::read_to_string;

/// Processor seconds spent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuTime {
    /// In the program.
    pub user_s: f64,
    /// In the kernel on its behalf.
    pub system_s: f64,
}

impl CpuTime {
    /// What this process spent.
    pub fn of_self() -> CpuTime {
        stat(&std::process::id().to_string()).map(|stat| stat.cpu).unwrap_or_default()
    }

    /// What a process and its children that still run spent.
    pub fn of_family(pid: u32) -> CpuTime {
        let mut sum = stat(&pid.to_string()).map(|stat| stat.cpu).unwrap_or_default();
        for child in children(pid) {
            sum = sum.plus(child.cpu);
        }
        sum
    }

    /// Both.
    pub fn total_s(self) -> f64 {
        self.user_s + self.system_s
    }

    /// The sum.
    pub fn plus(self, other: CpuTime) -> CpuTime {
        CpuTime { user_s: self.user_s + other.user_s, system_s: self.system_s + other.system_s }
    }

    /// The time since.
    pub fn since(self, earlier: CpuTime) -> CpuTime {
        CpuTime { user_s: self.user_s - earlier.user_s, system_s: self.system_s - earlier.system_s }
    }
}

/// Resident bytes of a process.
pub fn resident_bytes(pid: u32) -> Option<u64> {
    let status = read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

struct Stat {
    parent: u32,
    cpu: CpuTime,
}

fn children(pid: u32) -> Vec<Stat> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let names = processes.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let numbers = names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    numbers.filter_map(|name| stat(&name)).filter(|stat| stat.parent == pid).collect()
}

fn stat(pid: &str) -> Option<Stat> {
    let text = read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name may hold blanks and brackets: count fields from the last bracket.
    let fields: Vec<&str> = text[text.rfind(')')? + 1..].split_whitespace().collect();
    let ticks = |index: usize| Some(fields.get(index)?.parse::<f64>().ok()? / 100.0);
    // With the time of children already ended, such as PostgreSQL's backends.
    let cpu = CpuTime { user_s: ticks(11)? + ticks(13)?, system_s: ticks(12)? + ticks(14)? };
    Some(Stat { parent: fields.get(1)?.parse().ok()?, cpu })
}
