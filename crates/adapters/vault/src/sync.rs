//! Making writes durable, all that wait at once.

use crate::{VaultFault, Write};
use std::fs::File;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::watch;

/// A thread that makes writes durable.
pub(crate) struct Syncer {
    shared: Arc<Shared>,
    durable: watch::Receiver<u64>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    written: AtomicU64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    wanted: u64,
    is_over: bool,
}

impl Syncer {
    pub fn start(file: Arc<File>, on_fault: impl Fn(&str) + Send + 'static) -> Result<Syncer, VaultFault> {
        let shared =
            Arc::new(Shared { written: AtomicU64::new(0), state: Mutex::default(), changed: Condvar::new() });
        let (sender, durable) = watch::channel(0);
        let run = {
            let shared = shared.clone();
            move || run(&shared, &file, &sender, on_fault)
        };
        let thread = std::thread::Builder::new().name("vault".to_owned()).spawn(run);
        let thread = thread.map_err(|e| VaultFault::Chance(format!("start thread: {e}")))?;
        Ok(Syncer { shared, durable, thread: Some(thread) })
    }

    /// Something was written: it will be made durable.
    pub fn wrote(&self) -> Write {
        let written = self.shared.written.fetch_add(1, Ordering::AcqRel) + 1;
        let mut state = self.shared.lock();
        state.wanted = state.wanted.max(written);
        self.shared.changed.notify_one();
        Write(written)
    }

    /// What was written last, if it is not durable yet.
    pub fn newest_if_pending(&self) -> Write {
        let written = self.shared.written.load(Ordering::Acquire);
        if *self.durable.borrow() >= written { Write(0) } else { Write(written) }
    }

    pub async fn wait(&self, write: Write) -> Result<(), VaultFault> {
        if *self.durable.borrow() >= write.0 {
            return Ok(());
        }
        let mut durable = self.durable.clone();
        durable.wait_for(|durable| *durable >= write.0).await.map(drop).map_err(|_| VaultFault::Failed)
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn run(shared: &Shared, file: &File, durable: &watch::Sender<u64>, on_fault: impl Fn(&str)) {
    let mut done = 0;
    loop {
        let wanted = {
            let mut state = shared.lock();
            while state.wanted == done && !state.is_over {
                state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.wanted == done {
                return;
            }
            state.wanted
        };
        // A failed sync is never tried again: nobody knows what is on the disk then.
        if let Err(cause) = file.sync_data() {
            on_fault(&format!("sync the vault: {cause}"));
            return;
        }
        done = wanted;
        durable.send_replace(done);
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the vault's thread has panicked");
        }
    }
}
