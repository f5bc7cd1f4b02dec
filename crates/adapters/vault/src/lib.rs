//! The vault: one key per person, beside the log and never in it. Whoever's key is destroyed is forgotten, since all that
//! the log has of a person is sealed under that person's key.
//!
//! The folder has two files. `keys` is an array of slots, one per person: a keyed hash of the customer's number, and the
//! key, wrapped. It is changed in place, so a key that is overwritten is nowhere else in it. `master` wraps the keys; it
//! is the one thing that makes `keys` readable.
//!
//! What destroying a key cannot reach is a copy of it. So a backup of the log may be kept for ever, and one of this folder
//! is kept apart from it, replaced by the next, and made without `master`, which is kept in a third place. To make all
//! earlier copies of `keys` unreadable, also where a disk keeps old blocks of files that were overwritten, rotate:
//! [`Vault::rotate`] writes all keys anew under another master and destroys the one before.

mod keys;
mod lock;
mod master;
mod rotate;
mod seal;
mod slot;
mod sync;

use keys::Keys;
use lock::Lock;
use master::Master;
use realtail_kernel::CustomerId;
use realtail_vocabulary::Sealed;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use sync::Syncer;
use zeroize::Zeroizing;

/// Why the vault cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultFault {
    /// The person was forgotten: nothing may be sealed for one whose key was destroyed.
    #[error("this customer was erased")]
    Erased,
    /// What was sealed is not what is there now, or was sealed for somebody else.
    #[error("what was sealed does not open: {cause}")]
    Broken {
        /// What is wrong with it.
        cause: &'static str,
    },
    /// It is more than may be kept of one person in one place.
    #[error(transparent)]
    TooMuch(#[from] realtail_vocabulary::TooMuchToSeal),
    /// Two processes must never write one vault.
    #[error("the vault {} is in use by another process; stop that first", path.display())]
    InUse {
        /// Its folder.
        path: PathBuf,
    },
    /// The folder is not as it was left.
    #[error("{}: {problem}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// The operating system refused.
    #[error("{doing} {}: {cause}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it was refused.
        cause: std::io::Error,
    },
    /// There is no chance to be had.
    #[error("draw a key: {0}")]
    Chance(String),
    /// The vault could not write, and the process must end.
    #[error("the vault has failed; what it was asked was not done")]
    Failed,
}

/// A write that is not durable before the vault says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Write(u64);

/// All keys. One process has it at a time.
pub struct Vault {
    keys: RwLock<Keys>,
    syncer: Syncer,
    _lock: Lock, // The last field: the lock goes when all else is gone.
}

impl Vault {
    /// Opens the vault in `folder`, or makes one. `on_fault` is called when a write could not be made durable: the process
    /// must end, since nobody knows what is on the disk.
    ///
    /// # Errors
    /// In use, damaged, or refused by the operating system.
    pub fn open(folder: &Path, on_fault: impl Fn(&str) + Send + 'static) -> Result<Vault, VaultFault> {
        make_folder(folder)?;
        let lock = Lock::take(folder)?;
        rotate::finish(folder)?;
        let master = Master::open(folder, !folder.join(keys::FILE).exists())?;
        let keys = Keys::open(folder, master)?;
        let syncer = Syncer::start(keys.file(), on_fault)?;
        Ok(Vault { keys: RwLock::new(keys), syncer, _lock: lock })
    }

    /// Seals something under a customer's key, which is drawn where there is none. It may be logged only when the write
    /// is durable: until then a crash may take the key away.
    ///
    /// # Errors
    /// Where the customer was erased, or the operating system refused.
    pub fn seal(&self, customer: &CustomerId, plain: &[u8]) -> Result<(Sealed, Write), VaultFault> {
        let name = self.read().name_of(customer);
        let found = self.read().key(&name)?;
        let (key, write) = match found {
            Some(key) => (key, self.syncer.newest_if_pending()),
            None => {
                let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
                // Somebody else may have drawn it meanwhile.
                let key = match keys.key(&name)? {
                    Some(key) => key,
                    None => keys.draw(&name)?,
                };
                (key, self.syncer.wrote())
            }
        };
        Ok((Sealed::new(seal::seal(&key, customer.as_str().as_bytes(), plain)?)?, write))
    }

    /// Opens what was sealed for a customer; nothing where the key was destroyed.
    ///
    /// # Errors
    /// Where it is not what was sealed for this customer.
    pub fn open_sealed(
        &self,
        customer: &CustomerId,
        sealed: &Sealed,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, VaultFault> {
        let keys = self.read();
        match keys.key(&keys.name_of(customer)) {
            Ok(Some(key)) => seal::open(&key, customer.as_str().as_bytes(), sealed.bytes()).map(Some),
            Ok(None) | Err(VaultFault::Erased) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Destroys a customer's key. Nothing is sealed for this customer any more.
    ///
    /// # Errors
    /// Where the operating system refused.
    pub fn erase(&self, customer: &CustomerId) -> Result<Write, VaultFault> {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let name = keys.name_of(customer);
        match keys.erase(&name)? {
            true => Ok(self.syncer.wrote()),
            false => Ok(self.syncer.newest_if_pending()),
        }
    }

    /// A hash that only this vault can make, by which something is found without being told.
    pub fn hash(&self, kind: &str, text: &str) -> [u8; 16] {
        self.read().hash(kind, text)
    }

    /// Waits until a write is durable.
    ///
    /// # Errors
    /// Where it never will be.
    pub async fn durable(&self, write: Write) -> Result<(), VaultFault> {
        self.syncer.wait(write).await
    }

    /// How many customers have a key.
    pub fn count(&self) -> usize {
        self.read().count()
    }

    /// Writes all keys anew under another master, and destroys the one before: copies of the folder that were made before
    /// open nothing any more. The engine must not be running on it.
    ///
    /// # Errors
    /// In use, damaged, or refused by the operating system; the vault is then as it was, or is finished at the next opening.
    pub fn rotate(folder: &Path) -> Result<usize, VaultFault> {
        let _lock = Lock::take(folder)?;
        rotate::finish(folder)?;
        rotate::rotate(folder)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_folder(folder: &Path) -> Result<(), VaultFault> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|cause| io("make", folder, cause))
}

fn io(doing: &'static str, path: &Path, cause: std::io::Error) -> VaultFault {
    VaultFault::Io { doing, path: path.to_owned(), cause }
}

fn damaged(path: &Path, problem: impl Into<String>) -> VaultFault {
    VaultFault::Damaged { path: path.to_owned(), problem: problem.into() }
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> Result<(), VaultFault> {
    let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|cause| io("sync", folder, cause))
}

fn draw<const BYTES: usize>() -> Result<Zeroizing<[u8; BYTES]>, VaultFault> {
    let mut bytes = Zeroizing::new([0; BYTES]);
    getrandom::fill(&mut bytes[..]).map_err(|e| VaultFault::Chance(e.to_string()))?;
    Ok(bytes)
}
