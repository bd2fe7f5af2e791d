//! Free space.

use crate::error::Result;
use std::path::Path;

/// Bytes that the file system of a path has left for us; the nearest folder that is there is asked. `None` where the system does
/// not say.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn free_bytes(path: &Path) -> Result<Option<u64>> {
    #[cfg(unix)]
    {
        use crate::error::At;
        let there = path.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
        let told = rustix::fs::statvfs(there).map_err(std::io::Error::from).at("ask for the free space of", there)?;
        Ok(Some(told.f_bavail.saturating_mul(told.f_frsize)))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(None)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::free_bytes;

    #[test]
    fn the_folder_above_is_asked_for_a_path_that_is_not_there_yet() {
        let folder = tempfile::tempdir().unwrap();
        let free = free_bytes(&folder.path().join("a/b/c")).unwrap().unwrap();
        assert!(free > 0);
    }
}
