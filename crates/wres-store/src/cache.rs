//! Values kept under the hash of what they were computed from.

use crate::{
    atomic::write_whole,
    error::{At, Result},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{fs, path::PathBuf};

/// A content-addressed cache of values that can be computed again.
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

    /// The value under a key, if there is one that can be read. A damaged value is a miss: it is computed again.
    #[must_use]
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let bytes = fs::read(self.path(key)).ok()?;
        match serde_json::from_slice(&bytes) {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::warn!(key, %error, "a cached value is damaged and will be computed again");
                None
            }
        }
    }

    /// Keeps a value under a key.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn put<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let path = self.path(key);
        let bytes = serde_json::to_vec(value).map_err(std::io::Error::other).at("encode", &path)?;
        write_whole(&path, &bytes)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{}.json", blake3::hash(key.as_bytes()).to_hex()))
    }
}
