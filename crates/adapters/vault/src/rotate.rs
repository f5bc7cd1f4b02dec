//! Another master: so that copies of the keys that were made before open nothing any more.

use crate::keys::{self, Keys};
use crate::master::{self, Master};
use crate::{VaultFault, io, sync_folder};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// The new files, in the order in which they are made; they take the names of the old ones in the same order.
fn fresh(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join("master.new"), folder.join("keys.new"))
}

pub(crate) fn rotate(folder: &Path) -> Result<usize, VaultFault> {
    let keys = Keys::open(folder, Master::open(folder, false)?)?;
    let (new_master, new_keys) = fresh(folder);
    let count = keys.copy_to(&new_keys, &Master::draw(&new_master)?)?;
    take_over(folder)?;
    Ok(count)
}

/// A rotation that was broken off is finished where both new files are whole, and given up where not.
pub(crate) fn finish(folder: &Path) -> Result<(), VaultFault> {
    let (new_master, new_keys) = fresh(folder);
    match (new_master.exists(), new_keys.exists()) {
        (false, false) => Ok(()),
        // The new keys have their name already, and the new master opens them.
        (true, false) if is_openable(folder, &new_master) => take_over(folder),
        // The keys may be half written, and the old ones are whole.
        (true, _) | (false, true) => {
            for path in [&new_keys, &new_master] {
                destroy(path)?;
            }
            sync_folder(folder)
        }
    }
}

fn is_openable(folder: &Path, master: &Path) -> bool {
    let opened = Master::read(master).ok().flatten().map(|master| Keys::open(folder, master));
    matches!(opened, Some(Ok(_)))
}

/// The keys first: from then on the old master opens nothing that has a name, and is overwritten before its name goes.
fn take_over(folder: &Path) -> Result<(), VaultFault> {
    let (new_master, new_keys) = fresh(folder);
    let (master, keys) = (folder.join(master::FILE), folder.join(keys::FILE));
    if new_keys.exists() {
        let old = open(&keys)?;
        rename(&new_keys, &keys)?;
        overwrite(&old, &keys)?;
    }
    overwrite(&open(&master)?, &master)?;
    rename(&new_master, &master)
}

fn open(path: &Path) -> Result<File, VaultFault> {
    File::options().write(true).open(path).map_err(|cause| io("open", path, cause))
}

fn rename(from: &Path, to: &Path) -> Result<(), VaultFault> {
    std::fs::rename(from, to).map_err(|cause| io("put in place", to, cause))?;
    sync_folder(to.parent().unwrap_or(Path::new(".")))
}

fn destroy(path: &Path) -> Result<(), VaultFault> {
    if !path.exists() {
        return Ok(());
    }
    overwrite(&open(path)?, path)?;
    std::fs::remove_file(path).map_err(|cause| io("remove", path, cause))
}

/// A file that has no name any more still lies on the disk.
fn overwrite(file: &File, path: &Path) -> Result<(), VaultFault> {
    let write = || {
        let blank = vec![0; 1 << 20];
        let bytes = file.metadata()?.len();
        let mut at = 0;
        while at < bytes {
            let some = blank.len().min(usize::try_from(bytes - at).unwrap_or(blank.len()));
            file.write_all_at(&blank[..some], at)?;
            at += some as u64;
        }
        file.sync_all()
    };
    write().map_err(|cause| io("overwrite", path, cause))
}
