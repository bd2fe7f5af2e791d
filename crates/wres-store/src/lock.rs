//! One run at a time.

use crate::{
    error::{At, Result, StoreError},
    private::owner_only,
};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// The lock of a pipeline. The operating system gives it up when its owner dies, however it dies, so a lock never has to be
/// broken by hand; the text in the file says who holds it.
#[derive(Debug)]
pub struct RunLock {
    file: File,
    path: PathBuf,
    /// Whether the owner before did not give the lock up, but died.
    after_a_death: bool,
}

impl RunLock {
    /// Takes the lock and writes down its owner.
    ///
    /// # Errors
    /// [`StoreError::Locked`] with the owner's own words if another run holds it; [`StoreError::Io`].
    pub fn take(path: &Path, owner: &str) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).at("create folder", folder)?;
        if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(std::io::Error::other("it is not a regular file")).at("lock", path);
        }
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).at("open", path)?;
        owner_only(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                file.read_to_string(&mut owner).at("read", path)?;
                return Err(StoreError::Locked { path: path.to_owned(), owner });
            }
            Err(TryLockError::Error(error)) => return Err(error).at("lock", path),
        }
        let mut before = Vec::new();
        file.read_to_end(&mut before).at("read", path)?;
        file.set_len(0).at("write", path)?;
        file.seek(SeekFrom::Start(0)).at("write", path)?;
        file.write_all(owner.as_bytes()).at("write", path)?;
        // After a power cut it must still say that its owner did not come to an end.
        file.sync_all().at("sync", path)?;
        Ok(Self { file, path: path.to_owned(), after_a_death: !before.is_empty() })
    }

    /// Whether the owner before was killed, so that it may have left something behind.
    #[must_use]
    pub fn is_after_a_death(&self) -> bool {
        self.after_a_death
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // Closing the file gives the lock up as well; emptying it only keeps an old owner from being read.
        if let Err(error) = self.file.set_len(0).and_then(|()| self.file.unlock()) {
            tracing::warn!(path = %self.path.display(), %error, "the lock could not be given up cleanly");
        }
    }
}
