//! Values kept under the hash of what they were computed from.

use crate::{
    error::{At, Result},
    sealed,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// How long a value is used before that is written down again.
const USED: Duration = Duration::from_secs(24 * 60 * 60);

/// A content-addressed cache of values that can be computed again. Each carries the hash of its key and its bytes.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// A cache in a folder, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The value under a key, if there is one that is as it was written. A damaged value is a miss: it is computed again.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let path = self.path(key);
        match sealed::read(&path, key) {
            Ok(Some(value)) => {
                mark_used(&path);
                Some(value)
            }
            Ok(None) => None,
            Err(error) => {
                tracing::warn!(%error, "a cached value is damaged and will be computed again");
                None
            }
        }
    }

    /// Keeps a value under a key.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn put<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        sealed::write(&self.path(key), key, value)
    }

    /// Removes values that nobody has asked for since a time, except those under the keys of `standing`. Gives their number and
    /// bytes; with `pretend`, nothing is removed.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn prune(&self, standing: &[String], before: SystemTime, pretend: bool) -> Result<(u64, u64)> {
        let standing: BTreeSet<PathBuf> = standing.iter().map(|key| self.path(key)).collect();
        let (mut files, mut bytes) = (0, 0);
        if !self.folder.is_dir() {
            return Ok((0, 0));
        }
        for entry in fs::read_dir(&self.folder).at("read", &self.folder)? {
            let path = entry.at("read", &self.folder)?.path();
            let metadata = fs::symlink_metadata(&path).at("look at", &path)?;
            if standing.contains(&path) || metadata.modified().is_ok_and(|used| used >= before) {
                continue;
            }
            files += 1;
            bytes += metadata.len();
            if !pretend {
                fs::remove_file(&path).at("remove", &path)?;
            }
        }
        Ok((files, bytes))
    }

    /// Values that are not as they were written.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`] if the folder cannot be read.
    pub fn damaged(&self) -> Result<Vec<PathBuf>> {
        if !self.folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut damaged = Vec::new();
        for entry in fs::read_dir(&self.folder).at("read", &self.folder)? {
            let path = entry.at("read", &self.folder)?.path();
            if sealed::what_is(&path).is_none_or(|key| self.path(&key) != path) {
                damaged.push(path);
            }
        }
        damaged.sort();
        Ok(damaged)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{}.json", blake3::hash(key.as_bytes()).to_hex()))
    }
}

/// Notes that a value is still asked for, so that what is pruned by age is what nobody needs.
fn mark_used(path: &Path) {
    let now = SystemTime::now();
    let old = fs::metadata(path).and_then(|metadata| metadata.modified());
    if old.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > USED)) {
        // A value that cannot be marked is only computed again some day.
        let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(now));
    }
}
