//! What the disk and the loopback give at most, beside which all else is read.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::bench::{Bench, step};
use crate::process::Folder;

const RECORD: usize = 4096;
const FILE: u64 = 64 << 20;

/// Measures both.
pub fn run(bench: &mut Bench) -> Result<()> {
    let length = Duration::from_millis(if bench.args.quick { 500 } else { 2_000 });
    let synced = step("how often the disk syncs", || syncs(&bench.args.temp, length))?;
    let how = "fdatasync after each 4 KiB written into a file zeroed before";
    bench.report.add_figure("disk syncs", synced, "per second", how);
    let pings = step("how fast the loopback is", || ping_pong(length))?;
    bench.report.add_figure(
        "loopback ping-pong",
        pings,
        "per second",
        "one byte there and back, two threads",
    );
    Ok(())
}

fn syncs(temp: &std::path::Path, length: Duration) -> Result<f64> {
    let folder = Folder::new(temp, "limits")?;
    let path = folder.path().join("zeroed");
    let mut file = File::create(&path).context("create a file")?;
    for _ in 0..FILE >> 20 {
        file.write_all(&[0; 1 << 20]).context("zero a file")?;
    }
    file.sync_all().context("sync a file")?;
    let record = [7; RECORD];
    let begin = Instant::now();
    let mut count = 0;
    while begin.elapsed() < length {
        file.write_all_at(&record, count * RECORD as u64 % FILE).context("write a record")?;
        file.sync_data().context("sync a record")?;
        count += 1;
    }
    Ok(count as f64 / begin.elapsed().as_secs_f64())
}

fn ping_pong(length: Duration) -> Result<f64> {
    let listener = TcpListener::bind("127.0.0.1:0").context("listen")?;
    let addr = listener.local_addr().context("ask for the port")?;
    let echo = std::thread::spawn(move || -> std::io::Result<()> {
        let (mut socket, _) = listener.accept()?;
        socket.set_nodelay(true)?;
        let mut byte = [0];
        while socket.read(&mut byte)? == 1 {
            socket.write_all(&byte)?;
        }
        Ok(())
    });
    let mut socket = TcpStream::connect(addr).context("connect")?;
    socket.set_nodelay(true).context("set TCP_NODELAY")?;
    let begin = Instant::now();
    let mut count = 0_u64;
    while begin.elapsed() < length {
        socket.write_all(&[1]).context("ping")?;
        socket.read_exact(&mut [0]).context("pong")?;
        count += 1;
    }
    let rate = count as f64 / begin.elapsed().as_secs_f64();
    drop(socket);
    echo.join().map_err(|_| anyhow::anyhow!("the echo panicked"))?.context("echo")?;
    Ok(rate)
}
