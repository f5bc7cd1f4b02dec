//! What is torn is cut, what is damaged is refused with its place, what was acknowledged is there.

use realtail_engine::log::{AppendError, Log};
use realtail_engine::log_suite::{append, batch, read};
use realtail_kernel::Position;
use realtail_log_embedded::{Cut, EmbeddedLog, OpenError, Opened, Settings};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SEGMENT_BYTES: u64 = 64 << 10;
const FRAMES_START: u64 = 4096;

#[test]
fn a_tail_torn_at_any_byte_is_cut() {
    let (dir, path, frames) = written(&[40, 100, 77]);
    let whole = std::fs::read(&path).expect("the segment");
    let (offset, end) = frames[2];
    for kept in offset..end {
        let mut torn = whole.clone();
        torn[kept as usize..end as usize].fill(0);
        std::fs::write(&path, &whole).expect("a write");
        check_cut(&dir, &path, &torn, offset, &torn[offset as usize..end as usize]);
        // The pages of a torn write need not reach the disk in order.
        let mut torn = whole.clone();
        torn[offset as usize..=kept as usize].fill(0);
        check_cut(&dir, &path, &torn, offset, &torn[offset as usize..end as usize]);
    }
}

#[test]
fn a_bit_turned_in_an_earlier_batch_is_refused_with_its_position() {
    let (dir, path, frames) = written(&[40, 100, 77]);
    let whole = std::fs::read(&path).expect("the segment");
    for (damaged, position) in [(0, 1), (1, 2)] {
        let (offset, end) = frames[damaged];
        for at in offset..end {
            let mut bytes = whole.clone();
            bytes[at as usize] ^= 1 << (at % 8);
            std::fs::write(&path, &bytes).expect("a write");
            match open(dir.path()) {
                Err(OpenError::Corrupt { path: file, offset: place, position: found, .. }) => {
                    assert_eq!((file, place, found), (path.clone(), offset, Position(position)));
                }
                Err(other) => panic!("byte {at}: {other}"),
                Ok(_) => panic!("byte {at} was not missed"),
            }
            assert!(std::fs::read(&path).expect("the segment") == bytes, "a refused log is left as it is");
        }
    }
}

#[test]
fn damage_in_an_earlier_segment_is_refused_when_it_is_read() {
    let dir = folder();
    let mut log = opened(dir.path());
    while segments(dir.path()).len() < 3 {
        let next = batch(log.next().0, 3, 9_000);
        append(&mut log, &next);
    }
    drop(log);
    let middle = segments(dir.path()).remove(1);
    let first: u64 = middle.file_stem().and_then(|name| name.to_str()?.parse().ok()).expect("a position");
    turn_bit(&middle, FRAMES_START + 100);
    let log = opened(dir.path());
    let read: Vec<_> = log.reader().read(Position(1)).collect();
    let (fault, sound) = read.split_last().expect("batches");
    assert_eq!(sound.iter().map(|batch| batch.as_ref().expect("sound").next().0).max(), Some(first));
    let fault = fault.as_ref().expect_err("the damage").to_string();
    assert!(fault.contains(&format!("offset {FRAMES_START} position {first}")), "{fault}");
    assert!(fault.contains(&middle.display().to_string()), "{fault}");
}

#[test]
fn a_damaged_header_or_a_missing_segment_is_refused() {
    let dir = folder();
    let mut log = opened(dir.path());
    while segments(dir.path()).len() < 3 {
        let next = batch(log.next().0, 1, 9_000);
        append(&mut log, &next);
    }
    drop(log);
    let files = segments(dir.path());
    for path in &files {
        for at in 0..32 {
            turn_bit(path, at);
            match open(dir.path()) {
                Err(OpenError::Corrupt { path: named, offset: 0, .. }) => assert_eq!(&named, path),
                Err(other) => panic!("byte {at}: {other}"),
                Ok(_) => panic!("byte {at} was not missed"),
            }
            turn_bit(path, at);
        }
    }
    std::fs::remove_file(&files[1]).expect("a file less");
    let log = opened(dir.path());
    assert!(log.reader().read(Position(1)).any(|batch| batch.is_err()), "the gap was not seen");
    drop(log);
    std::fs::remove_file(&files[0]).expect("a file less");
    assert!(matches!(open(dir.path()), Err(OpenError::Corrupt { position: Position(1), .. })));
}

#[test]
fn a_frame_inside_a_payload_is_not_taken_for_a_frame() {
    let (dir, path, frames) = written(&[16]);
    let inner =
        std::fs::read(&path).expect("the segment")[FRAMES_START as usize..frames[0].1 as usize].to_vec();
    let mut log = opened(dir.path());
    log.append(Position(2), 1, &inner).expect("an append");
    drop(log);
    turn_bit(&path, frames[0].1); // Tears the header of the frame that holds the other.
    match open(dir.path()) {
        // Of the same segment: rather refused than cut.
        Err(OpenError::Corrupt { position: Position(2), .. }) => (),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a header of this very segment was passed over"),
    }
    let (other_dir, other_path, _) = written(&[16]);
    let mut log = opened(other_dir.path());
    log.append(Position(2), 1, &inner).expect("an append");
    drop(log);
    turn_bit(&other_path, frames[0].1);
    assert!(open(other_dir.path()).expect("a log").cut.is_some(), "copied from another log");
}

#[test]
fn a_folder_in_use_is_refused_whoever_asks() {
    let dir = folder();
    let log = opened(dir.path());
    let refusal = open(dir.path()).err().expect("a refusal").to_string();
    assert_eq!(refusal, format!("log folder {} is in use by another process", dir.path().display()));
    assert!(!child(dir.path()).status().expect("a child").success());
    drop(log);
    drop(opened(dir.path()));
}

#[test]
fn what_was_acknowledged_survives_a_killed_process() {
    let dir = folder();
    for round in 0..8 {
        let mut child = child(dir.path()).stdout(Stdio::piped()).spawn().expect("a child");
        std::thread::sleep(std::time::Duration::from_millis(150 + 40 * round));
        child.kill().expect("a kill");
        let said = child.wait_with_output().expect("what the child said").stdout;
        let said = String::from_utf8(said).expect("text");
        let whole = said.rsplit_once('\n').map_or("", |(lines, _)| lines);
        let acknowledged = whole.lines().filter_map(|line| line.strip_prefix("next ")?.parse().ok()).max();
        let log = open(dir.path()).expect("a log").log;
        assert!(Some(log.next().0) >= acknowledged, "round {round}: {} < {acknowledged:?}", log.next());
        for found in read(&*log.reader(), 1) {
            assert!(found == batch(found.first.0, found.count, found.payload.len()), "round {round}");
        }
    }
}

/// Not a test of its own: what the tests above start as another process.
#[test]
fn child_that_appends() {
    let Ok(dir) = std::env::var("REALTAIL_TEST_LOG") else { return };
    let mut log = opened(Path::new(&dir));
    loop {
        let first = log.next().0;
        append(&mut log, &batch(first, 1 + first as u32 % 4, first as usize * 37 % 5_000));
        println!("next {}", log.next());
    }
}

#[test]
fn a_full_disk_shows_before_it_is_full() {
    let Some(disk) = SmallDisk::mount(1 << 20) else {
        eprintln!("not run: only root can mount a small disk");
        return;
    };
    let mut log = opened(&disk.0.path().join("log"));
    let mut appended = Vec::new();
    let fault = loop {
        let room = log.room_bytes().expect("a known room");
        let next = batch(log.next().0, 2, 5_000);
        match log.append(next.first, 2, &next.payload) {
            Ok(()) => appended.push(next),
            Err(AppendError::Fault(fault)) => {
                assert!(room < 2 * 5_100, "refused with room for {room} bytes");
                break fault.to_string();
            }
            Err(stale) => panic!("{stale}"),
        }
    };
    assert!(appended.len() > 100 && fault.contains("No space left"), "{fault}");
    check_poisoned(&mut log);
    drop(log);
    let log = opened(&disk.0.path().join("log"));
    assert!(read(&*log.reader(), 1) == appended);
}

struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount(bytes: u64) -> Option<SmallDisk> {
        let dir = folder();
        let size = format!("size={bytes}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(dir.path()).status();
        mounted.is_ok_and(|status| status.success()).then_some(SmallDisk(dir))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

fn check_cut(dir: &TempDir, path: &Path, bytes: &[u8], offset: u64, tail: &[u8]) {
    if std::fs::read(path).expect("the segment") == bytes {
        return; // Only zeros were torn off.
    }
    std::fs::write(path, bytes).expect("a write");
    let left = tail.iter().rposition(|byte| *byte != 0).map_or(0, |last| last as u64 + 1);
    let cut = Cut { path: path.to_owned(), offset, bytes: left, position: Position(3) };
    let mut kept = vec![batch(1, 1, 40), batch(2, 1, 100)];
    for expected in [(left > 0).then_some(cut), None] {
        let Opened { mut log, cut } = open(dir.path()).expect("a log");
        assert_eq!(cut, expected);
        assert!(read(&*log.reader(), 1) == kept);
        kept.push(batch(log.next().0, 1, 9));
        append(&mut log, &kept[kept.len() - 1]);
    }
}

fn check_poisoned(log: &mut EmbeddedLog) {
    let next = log.next();
    match log.append(next, 1, b"") {
        Err(AppendError::Fault(fault)) => assert!(fault.cause.contains("not tried"), "{fault}"),
        other => panic!("{other:?}"),
    }
}

/// A log of batches with one entry each; the segment, and where in it each frame lies.
fn written(sizes: &[usize]) -> (TempDir, PathBuf, Vec<(u64, u64)>) {
    let dir = folder();
    let mut log = opened(dir.path());
    let (mut frames, mut offset) = (Vec::new(), FRAMES_START);
    for (at, size) in sizes.iter().enumerate() {
        append(&mut log, &batch(at as u64 + 1, 1, *size));
        let end = (offset + 32 + *size as u64).next_multiple_of(8);
        frames.push((offset, end));
        offset = end;
    }
    let path = segments(dir.path()).remove(0);
    (dir, path, frames)
}

fn child(dir: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().expect("this program"));
    child.args(["--exact", "child_that_appends", "--nocapture"]).env("REALTAIL_TEST_LOG", dir);
    child.stdout(Stdio::null()).stderr(Stdio::null());
    child
}

fn segments(dir: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(dir).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = listed.filter(|path| path.extension().is_some_and(|end| end == "log")).collect();
    files.sort();
    files
}

fn turn_bit(path: &Path, at: u64) {
    let file = File::options().read(true).write(true).open(path).expect("the segment");
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).expect("a read");
    file.write_all_at(&[byte[0] ^ 4], at).expect("a write");
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

fn open(dir: &Path) -> Result<Opened, OpenError> {
    EmbeddedLog::open(dir, Settings { segment_bytes: SEGMENT_BYTES })
}

fn opened(dir: &Path) -> EmbeddedLog {
    open(dir).expect("a log").log
}
