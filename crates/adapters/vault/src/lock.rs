//! One process has the vault at a time.

use crate::{VaultFault, io};
use rustix::fs::FlockOperation;
use std::fs::File;
use std::path::Path;

/// Held as long as it lives, and given back by the operating system whatever becomes of the process.
pub(crate) struct Lock(#[expect(dead_code, reason = "held, not used")] File);

impl Lock {
    pub fn take(folder: &Path) -> Result<Lock, VaultFault> {
        let path = folder.join("lock");
        let file = File::options().write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(|cause| io("open", &path, cause))?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Lock(file)),
            Err(rustix::io::Errno::WOULDBLOCK) => Err(VaultFault::InUse { path: folder.to_owned() }),
            Err(errno) => Err(io("lock", &path, errno.into())),
        }
    }
}
