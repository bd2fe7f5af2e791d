//! Files and folders for their owner alone.
//!
//! Everything inside the secure area (lake, feedback, audit, register of releases, staging) is made here, whatever the umask: files
//! with the mode 0600, folders with 0700. [`owner_only`] is the one function that gives them their mode.

use crate::{
    atomic::sync_folder,
    error::{At, Result},
};
use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

/// Prefix of a file that is being written beside its place. What a killed run left of it is swept by the next.
pub(crate) const ASIDE: &str = ".aside-";

/// Gives a file the mode 0600 and a folder 0700. On other systems than Unix nothing is done: access follows the folder above.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn owner_only(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let metadata = fs::symlink_metadata(path).at("look at", path)?;
        let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
        if !metadata.is_symlink() && metadata.permissions().mode() & 0o777 != mode {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).at("keep to its owner", path)?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Makes a folder for its owner alone, with those above it that are missing. One that is there is kept to its owner too.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn folder(path: &Path) -> Result<()> {
    let missing: Vec<&Path> =
        path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            // Another thread may have made it.
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(error).at("create folder", folder);
            }
            _ => {
                owner_only(folder)?;
                // The name of a new folder is in the one above it.
                sync_folder(folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
            }
        }
    }
    owner_only(path)
}

/// Creates a file for its owner alone; it must not be there.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn create(path: &Path) -> Result<File> {
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(path).at("create", path)?;
    owner_only(path)?;
    Ok(file)
}

/// Opens a file for its owner alone to be added to, and makes it if it is missing.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn append(path: &Path) -> Result<File> {
    let file = OpenOptions::new().read(true).append(true).create(true).open(path).at("open", path)?;
    owner_only(path)?;
    Ok(file)
}

/// Writes a file whole or not at all, for its owner alone, with its folder: aside, synced, renamed, and the folder synced, so that
/// a power cut leaves the old content or the new.
///
/// # Errors
/// [`crate::StoreError::Io`], and then the old content, if any, is untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder(parent)?;
    let mut aside = tempfile::Builder::new().prefix(ASIDE).tempfile_in(parent).at("create a file in", parent)?;
    owner_only(aside.path())?;
    aside.write_all(bytes).at("write", path)?;
    aside.as_file().sync_all().at("sync", path)?;
    aside.persist(path).map_err(|error| error.error).at("put in place", path)?;
    sync_folder(parent)
}

/// Everything below a folder, itself included, that others than its owner can use, in order. Links are not followed.
///
/// # Errors
/// [`crate::StoreError::Io`] if a folder cannot be read.
pub fn open_to_others(root: &Path) -> Result<Vec<PathBuf>> {
    let mut open = Vec::new();
    let mut left = vec![root.to_owned()];
    while let Some(path) = left.pop() {
        let metadata = fs::symlink_metadata(&path).at("look at", &path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            if !metadata.is_symlink() && metadata.permissions().mode() & 0o077 != 0 {
                open.push(path.clone());
            }
        }
        if metadata.is_dir() {
            for entry in fs::read_dir(&path).at("read", &path)? {
                left.push(entry.at("read", &path)?.path());
            }
        }
    }
    open.sort();
    Ok(open)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::{append, create, folder, open_to_others, owner_only, write_whole};
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn what_is_made_here_is_for_its_owner_alone_and_what_is_not_is_found() {
        let above = tempfile::tempdir().unwrap();
        let root = above.path().join("lake");
        folder(&root.join("a/b")).unwrap();
        create(&root.join("a/b/c")).unwrap();
        append(&root.join("a/d")).unwrap();
        write_whole(&root.join("e/f/g"), b"x").unwrap();
        assert_eq!(open_to_others(&root).unwrap(), Vec::<std::path::PathBuf>::new());
        let loose = root.join("e/f/g");
        fs::set_permissions(&loose, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(open_to_others(&root).unwrap(), std::slice::from_ref(&loose));
        owner_only(&loose).unwrap();
        assert_eq!(open_to_others(&root).unwrap(), Vec::<std::path::PathBuf>::new());
    }
}
