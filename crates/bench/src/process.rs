//! Servers started for a run: found, started in folders of their own, stopped and removed whatever happens.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// What must not outlive this process, should it be interrupted.
static LEFT_BEHIND: Mutex<Leftovers> = Mutex::new(Leftovers { pids: Vec::new(), folders: Vec::new() });

struct Leftovers {
    pids: Vec<u32>,
    folders: Vec<PathBuf>,
}

/// On Ctrl-C and SIGTERM: stop all servers, remove all folders, leave.
pub fn clean_up_when_interrupted() -> Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]).context("watch for Ctrl-C")?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            eprintln!("\ninterrupted: stopping servers and removing folders");
            remove_leftovers();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

fn remove_leftovers() {
    let Ok(mut left) = LEFT_BEHIND.lock() else { return };
    for pid in left.pids.drain(..) {
        send(pid, Signal::KILL);
    }
    std::thread::sleep(Duration::from_millis(300));
    for folder in left.folders.drain(..) {
        std::fs::remove_dir_all(folder).unwrap_or_default();
    }
}

fn send(pid: u32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid as i32) {
        kill_process(pid, signal).unwrap_or_default();
    }
}

/// Every server leads a group of its own.
fn send_to_group(leader: u32, signal: Signal) {
    if let Some(leader) = Pid::from_raw(leader as i32) {
        kill_process_group(leader, signal).unwrap_or_default();
    }
}

/// A thousand clients need more open files than a shell allows at first.
pub fn allow_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap_or_default();
}

/// A folder that goes away with its owner.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a new folder under `parent`.
    pub fn new(parent: &Path, name: &str) -> Result<Folder> {
        let stamp = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let path = parent.join(format!("realtail-bench-{name}-{}-{}", std::process::id(), stamp.as_nanos()));
        std::fs::create_dir_all(&path).with_context(|| format!("make folder {}", path.display()))?;
        if let Ok(mut left) = LEFT_BEHIND.lock() {
            left.folders.push(path.clone());
        }
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap_or_default();
        if let Ok(mut left) = LEFT_BEHIND.lock() {
            left.folders.retain(|folder| folder != &self.0);
        }
    }
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    name: String,
    child: Child,
    /// Where it listens.
    pub addr: SocketAddr,
    stop_with: Signal,
    has_family: bool,
    log: PathBuf,
}

impl Server {
    /// Starts a server that will listen on `addr`; what it prints goes to a file in `folder`.
    pub fn start(name: &str, mut command: Command, addr: SocketAddr, folder: &Path) -> Result<Server> {
        let log = folder.join(format!("{name}.out"));
        let out = std::fs::File::create(&log).with_context(|| format!("create {}", log.display()))?;
        let err = out.try_clone().context("share the log file")?;
        // A group of its own: Ctrl-C in the terminal reaches us, and we stop it.
        command.stdin(Stdio::null()).stdout(out).stderr(err).process_group(0);
        let child = command.spawn().with_context(|| format!("start {name} ({:?})", command.get_program()))?;
        if let Ok(mut left) = LEFT_BEHIND.lock() {
            left.pids.push(child.id());
        }
        Ok(Server { name: name.to_owned(), child, addr, stop_with: Signal::TERM, has_family: false, log })
    }

    /// Stops with this signal rather than SIGTERM.
    pub fn stopping_with(mut self, signal: Signal) -> Server {
        self.stop_with = signal;
        self
    }

    /// Tells the processes it started as well, which it does not do itself.
    pub fn with_family(mut self) -> Server {
        self.has_family = true;
        self
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until `ready` says so.
    pub fn wait_until(
        &mut self,
        patience: Duration,
        mut ready: impl FnMut(SocketAddr) -> bool,
    ) -> Result<Duration> {
        let begin = Instant::now();
        loop {
            if ready(self.addr) {
                return Ok(begin.elapsed());
            }
            if let Some(status) = self.child.try_wait().context("look after a server")? {
                bail!("{} ended with {status}: {}", self.name, self.last_words());
            }
            if begin.elapsed() > patience {
                bail!("{} was not ready after {patience:?}: {}", self.name, self.last_words());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// The end of what it printed.
    pub fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let tail: Vec<&str> = text.lines().rev().take(8).collect();
        tail.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// Stops it and waits.
    pub fn stop(&mut self) {
        match self.has_family {
            true => send_to_group(self.child.id(), self.stop_with),
            false => send(self.child.id(), self.stop_with),
        }
        self.reap(Duration::from_secs(20));
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&mut self) {
        send(self.child.id(), Signal::KILL);
        self.reap(Duration::from_secs(20));
    }

    fn reap(&mut self, patience: Duration) {
        let begin = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if begin.elapsed() > patience {
                self.child.kill().unwrap_or_default();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let pid = self.child.id();
        if let Ok(mut left) = LEFT_BEHIND.lock() {
            left.pids.retain(|&other| other != pid);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A loopback address that nobody listens on.
pub fn free_addr() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").context("find a free port")?;
    listener.local_addr().context("ask for the port")
}

/// Whether somebody accepts connections there.
pub fn accepts(addr: SocketAddr) -> bool {
    TcpStream::connect_timeout(&addr, Duration::from_millis(200)).is_ok()
}

/// The first of these programs that is there.
pub fn find_program(names: &[&str], folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    places.extend(std::env::split_paths(&path));
    let tries = names.iter().flat_map(|name| places.iter().map(move |place| place.join(name)));
    tries.into_iter().find(|file| file.is_file())
}
