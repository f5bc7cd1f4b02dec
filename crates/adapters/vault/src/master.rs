//! The key that wraps all others, in a file of its own.

use crate::seal::Key;
use crate::{VaultFault, damaged, draw, io, sync_folder};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

pub(crate) const FILE: &str = "master";

/// The key that wraps all others.
pub(crate) struct Master(Key);

impl Master {
    pub fn key(&self) -> &Key {
        &self.0
    }

    /// Reads it; `fresh` where a new one may be made, since no key is wrapped yet.
    pub fn open(folder: &Path, fresh: bool) -> Result<Master, VaultFault> {
        let path = folder.join(FILE);
        match Master::read(&path)? {
            Some(master) => Ok(master),
            None if fresh => Master::draw(&path),
            None => Err(damaged(
                &path,
                "it is missing, and without it no customer's data can be read. Put it back from where it is kept, \
                 or move the whole folder away to begin without anybody's data",
            )),
        }
    }

    /// The one in a file, if there is a file.
    pub fn read(path: &Path) -> Result<Option<Master>, VaultFault> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(io("read", path, cause)),
        };
        let mode = std::fs::metadata(path).map_err(|cause| io("read", path, cause))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(damaged(path, "others than its owner may read it; say chmod 600"));
        }
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(damaged(path, "it should hold 32 bytes; put it back from where it is kept"));
        }
        key.copy_from_slice(&bytes);
        Ok(Some(Master(key)))
    }

    /// A new one, in a new file.
    pub fn draw(path: &Path) -> Result<Master, VaultFault> {
        let key = draw::<32>()?;
        let write = || {
            let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            file.write_all(&key[..])?;
            file.sync_all()
        };
        write().map_err(|cause| io("write", path, cause))?;
        sync_folder(path.parent().unwrap_or(Path::new(".")))?;
        Ok(Master(key))
    }
}
