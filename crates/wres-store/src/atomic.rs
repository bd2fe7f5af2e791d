//! Files that appear whole or not at all.

use crate::{
    error::{At, Result},
    private::ASIDE,
};
use std::{
    fs::{self, File},
    io::{Read, Write},
    path::Path,
};

/// Bytes from which on hashing is shared between threads.
const SHARED: usize = 1 << 20;

/// Writes a file aside in the same folder, syncs it, and renames it into place. Creates missing folders.
///
/// # Errors
/// [`crate::StoreError::Io`], and then the old content, if any, is untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    // The parent of a name alone is empty, and means here.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).at("create folder", folder)?;
    let mut aside = tempfile::Builder::new().prefix(ASIDE).tempfile_in(folder).at("create a file in", folder)?;
    aside.write_all(bytes).at("write", path)?;
    aside.as_file().sync_all().at("sync", path)?;
    aside.persist(path).map_err(|error| error.error).at("put in place", path)?;
    sync_folder(folder)
}

/// Makes a rename inside the folder survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).at("sync folder", folder)?;
    }
    Ok(())
}

/// The BLAKE3 hash of a file's bytes, in hexadecimal, read in blocks.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub(crate) fn hash_file(path: &Path) -> Result<String> {
    let mut file = open_regular(path)?;
    let mut hasher = blake3::Hasher::new();
    let length = file.metadata().at("look at", path)?.len();
    let mut block = vec![0_u8; usize::try_from(length).unwrap_or(usize::MAX).clamp(1, 1 << 20)];
    loop {
        let read = file.read(&mut block).at("read", path)?;
        if read == 0 {
            return Ok(hasher.finalize().to_hex().to_string());
        }
        hasher.update_rayon(&block[..read]);
    }
}

/// The BLAKE3 hash of bytes, in hexadecimal. Threads help only where there is enough for them.
pub(crate) fn hash_bytes(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    if bytes.len() < SHARED {
        hasher.update(bytes)
    } else {
        hasher.update_rayon(bytes)
    };
    hasher.finalize().to_hex().to_string()
}

/// Opens a file that was written here. Whatever else lies in its place by now, such as a pipe, would hold the run for ever.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub(crate) fn open_regular(path: &Path) -> Result<File> {
    if !fs::symlink_metadata(path).at("open", path)?.is_file() {
        return Err(std::io::Error::other("it is not a regular file")).at("open", path);
    }
    File::open(path).at("open", path)
}

/// The bytes of a file that was written here; `None` if there is none.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub(crate) fn read_regular(path: &Path) -> Result<Option<Vec<u8>>> {
    match open_regular(path) {
        Err(crate::StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        opened => {
            let mut bytes = Vec::new();
            opened?.read_to_end(&mut bytes).at("read", path)?;
            Ok(Some(bytes))
        }
    }
}
