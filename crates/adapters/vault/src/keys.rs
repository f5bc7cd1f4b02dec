//! The file of keys: a header, then a slot for each customer, changed in place.

use crate::master::Master;
use crate::seal::{Key, decrypt, encrypt};
use crate::slot::{self, BYTES, Name, Slot};
use crate::{VaultFault, damaged, draw, io, sync_folder};
use hmac::{Hmac, Mac};
use realtail_kernel::CustomerId;
use sha2::Sha256;
use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

pub(crate) const FILE: &str = "keys";

const MAGIC: &[u8; 8] = b"RTVAULT1";
/// Blank slots that are put behind the last at once: the length of a file is dear to make durable.
const BLANK: usize = 8192;
/// Slots that are read at once when the vault is opened.
const AT_ONCE: usize = 1024;

/// The file of keys, and which slot is whose.
pub(crate) struct Keys {
    master: Master,
    /// Under which numbers, addresses and the like are hashed. It stands in the header, wrapped.
    pepper: Key,
    file: Arc<File>,
    path: PathBuf,
    slots: HashMap<Name, u32>,
    erased: usize,
    /// The first slot that nothing was ever written to.
    next: u32,
    /// Slots there is room for.
    room: u32,
}

impl Keys {
    /// Opens the file, or makes one.
    pub fn open(folder: &Path, master: Master) -> Result<Keys, VaultFault> {
        let path = folder.join(FILE);
        if !path.exists() {
            make(folder, &path, &master, &draw::<32>()?)?;
        }
        let file = File::options().read(true).write(true).open(&path);
        let file = file.map_err(|cause| io("open", &path, cause))?;
        let pepper = read_header(&file, &path, &master)?;
        let mut keys = Keys {
            master,
            pepper,
            file: Arc::new(file),
            path,
            slots: HashMap::new(),
            erased: 0,
            next: 0,
            room: 0,
        };
        keys.index()?;
        Ok(keys)
    }

    /// For making it durable.
    pub fn file(&self) -> Arc<File> {
        self.file.clone()
    }

    fn index(&mut self) -> Result<(), VaultFault> {
        let bytes = self.file.metadata().map_err(|cause| io("read", &self.path, cause))?.len();
        self.room = u32::try_from(bytes / BYTES as u64 - 1)
            .map_err(|_| damaged(&self.path, "it has more slots than a vault can have"))?;
        let (mut broken, mut last_broken) = (0, 0);
        let mut read = vec![0; AT_ONCE * BYTES];
        for first in (0..self.room).step_by(AT_ONCE) {
            let count = AT_ONCE.min((self.room - first) as usize);
            self.file
                .read_exact_at(&mut read[..count * BYTES], offset(first))
                .map_err(|cause| io("read", &self.path, cause))?;
            for (no, bytes) in (first..).zip(read[..count * BYTES].as_chunks::<BYTES>().0) {
                match slot::read(bytes) {
                    Slot::Empty => continue,
                    Slot::Live(name) => drop(self.slots.insert(name, no)),
                    Slot::Erased(name) => {
                        self.erased += 1;
                        self.slots.insert(name, no);
                    }
                    Slot::Broken => (broken, last_broken) = (broken + 1, no),
                }
                self.next = no + 1;
            }
        }
        if broken > 0 {
            tracing::error!(
                "{broken} slots of {} have a wrong checksum, the last at offset {}: what was sealed under the keys in them cannot be read",
                self.path.display(),
                offset(last_broken),
            );
        }
        Ok(())
    }

    /// The name under which a customer's key stands.
    pub fn name_of(&self, customer: &CustomerId) -> Name {
        self.hash("customer", customer.as_str())
    }

    pub fn hash(&self, kind: &str, text: &str) -> [u8; 16] {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.pepper[..]).expect("any length is a key");
        mac.update(&(kind.len() as u64).to_le_bytes());
        mac.update(kind.as_bytes());
        mac.update(text.as_bytes());
        let whole = mac.finalize().into_bytes();
        let mut hash = [0; 16];
        hash.copy_from_slice(&whole[..16]);
        hash
    }

    pub fn count(&self) -> usize {
        self.slots.len() - self.erased
    }

    /// The key of a name, if it has one.
    pub fn key(&self, name: &Name) -> Result<Option<Key>, VaultFault> {
        let Some(no) = self.slots.get(name) else { return Ok(None) };
        let bytes = self.slot(*no)?;
        match slot::read(&bytes) {
            Slot::Live(_) => slot::key(&self.master, name, &bytes).map(Some),
            Slot::Erased(_) => Err(VaultFault::Erased),
            Slot::Empty | Slot::Broken => Err(VaultFault::Broken { cause: "the slot of the key is damaged" }),
        }
    }

    /// Draws a key for a name that has none.
    pub fn draw(&mut self, name: &Name) -> Result<Key, VaultFault> {
        let key = draw::<32>()?;
        let bytes = slot::live(&self.master, name, &key)?;
        self.append(name, &bytes)?;
        Ok(key)
    }

    /// Overwrites the key of a name, and tells whether anything had to be written.
    pub fn erase(&mut self, name: &Name) -> Result<bool, VaultFault> {
        let bytes = slot::erased(name);
        match self.slots.get(name) {
            Some(no) if slot::read(&self.slot(*no)?) == Slot::Erased(*name) => return Ok(false),
            Some(no) => self.write(*no, &bytes)?,
            None => self.append(name, &bytes)?,
        }
        self.erased += 1;
        Ok(true)
    }

    fn append(&mut self, name: &Name, bytes: &[u8; BYTES]) -> Result<(), VaultFault> {
        if self.next == self.room {
            let blank = vec![0; BLANK * BYTES];
            let grown = self.file.write_all_at(&blank, offset(self.room)).and_then(|()| self.file.sync_all());
            grown.map_err(|cause| io("grow", &self.path, cause))?;
            self.room += BLANK as u32;
        }
        self.write(self.next, bytes)?;
        self.slots.insert(*name, self.next);
        self.next += 1;
        Ok(())
    }

    fn slot(&self, no: u32) -> Result<[u8; BYTES], VaultFault> {
        let mut bytes = [0; BYTES];
        self.file.read_exact_at(&mut bytes, offset(no)).map_err(|cause| io("read", &self.path, cause))?;
        Ok(bytes)
    }

    fn write(&self, no: u32, bytes: &[u8; BYTES]) -> Result<(), VaultFault> {
        self.file.write_all_at(bytes, offset(no)).map_err(|cause| io("write", &self.path, cause))
    }

    /// Writes all there is to a new file, wrapped anew, and tells how many keys it has.
    pub fn copy_to(&self, path: &Path, master: &Master) -> Result<usize, VaultFault> {
        use std::io::Write;
        make(path.parent().unwrap_or(Path::new(".")), path, master, &self.pepper)?;
        let failed = |cause| io("write", path, cause);
        let mut file = std::io::BufWriter::new(File::options().append(true).open(path).map_err(failed)?);
        let mut count = 0;
        for no in 0..self.next {
            let bytes = self.slot(no)?;
            let anew = match slot::read(&bytes) {
                Slot::Live(name) => {
                    count += 1;
                    slot::live(master, &name, &slot::key(&self.master, &name, &bytes)?)?
                }
                Slot::Erased(_) => bytes,
                Slot::Empty | Slot::Broken => continue,
            };
            file.write_all(&anew).map_err(failed)?;
        }
        let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
        file.sync_all().map_err(failed)?;
        Ok(count)
    }
}

/// A file with a header and no slots.
fn make(folder: &Path, path: &Path, master: &Master, pepper: &Key) -> Result<(), VaultFault> {
    let nonce = draw::<24>()?;
    let wrapped = encrypt(master.key(), &nonce, MAGIC, &pepper[..])?;
    let mut header = [0; BYTES];
    header[..8].copy_from_slice(MAGIC);
    header[8..32].copy_from_slice(&nonce[..]);
    header[32..80].copy_from_slice(&wrapped);
    // Whole under its name or not there at all.
    let begun = path.with_extension("begun");
    let write = || {
        use std::io::Write;
        let mut options = File::options();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&begun)?;
        file.write_all(&header)?;
        file.sync_all()?;
        std::fs::rename(&begun, path)
    };
    write().map_err(|cause| io("make", path, cause))?;
    sync_folder(folder)
}

fn read_header(file: &File, path: &Path, master: &Master) -> Result<Key, VaultFault> {
    let mut header = [0; BYTES];
    file.read_exact_at(&mut header, 0).map_err(|cause| io("read", path, cause))?;
    if header[..8] != *MAGIC {
        return Err(damaged(
            path,
            "it is no file of keys of this version; put it back from where it is kept",
        ));
    }
    let mut nonce = [0; 24];
    nonce.copy_from_slice(&header[8..32]);
    let wrong =
        |_| damaged(path, "its keys are wrapped by another master; put back the `master` that belongs to it");
    let plain = decrypt(master.key(), &nonce, MAGIC, &header[32..80]).map_err(wrong)?;
    let mut pepper = Zeroizing::new([0; 32]);
    pepper.copy_from_slice(&plain);
    Ok(pepper)
}

fn offset(no: u32) -> u64 {
    (u64::from(no) + 1) * BYTES as u64
}
