//! What runs that were killed have left behind, removed by the next under the lock.

use crate::{
    error::{At, Result},
    lake::Lake,
    private::ASIDE,
    publish::OLD,
};
use std::{
    collections::BTreeSet,
    fs,
    ops::AddAssign,
    path::{Path, PathBuf},
};
use wres_domain::Dataset;

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Number of files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl AddAssign for Swept {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
    }
}

impl Lake {
    /// Removes what no manifest names and what was being written when a run was killed. Only for the holder of the lock.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn sweep_leftovers(&self) -> Result<Swept> {
        let mut swept = Swept::default();
        for entry in children(&self.root().join("staging"))? {
            swept += remove(&entry)?;
        }
        let (named, unsure) = self.named_files()?;
        for &dataset in Dataset::ALL {
            for path in below(&self.root().join(dataset.name()))? {
                // Where a manifest cannot be read, its files may be all there is.
                let of_unsure = unsure.iter().any(|folder| path.to_string_lossy().replace('\\', "/").contains(folder));
                if !named.contains(&path) && !of_unsure {
                    swept += remove(&path)?;
                }
            }
        }
        for path in children(&self.root().join("generations"))? {
            if name(&path).starts_with(ASIDE) {
                swept += remove(&path)?;
            }
        }
        swept += clear_half_written(self.root())?;
        Ok(swept)
    }
}

/// Removes files below a folder that were being written when a run was killed. Only for the holder of the lock.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn clear_half_written(folder: &Path) -> Result<Swept> {
    let mut swept = Swept::default();
    for path in below(folder)? {
        if name(&path).starts_with(ASIDE) || name(&path).starts_with(".tmp") {
            swept += remove(&path)?;
        }
    }
    Ok(swept)
}

/// Removes publications that were being written when a run was killed, and puts back one that was being replaced. Only for the
/// holder of the lock.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn clear_output(output: &Path) -> Result<Swept> {
    let mut swept = Swept::default();
    for path in children(output)? {
        if let Some(run) = name(&path).strip_prefix(OLD) {
            // The run that was killed may have been of an earlier version, which wrote its number behind the name.
            let place = output.join(run.split('-').next().unwrap_or(run));
            if place.exists() {
                swept += remove(&path)?;
            } else {
                fs::rename(&path, &place).at("put back", &place)?;
            }
        } else if name(&path).starts_with(ASIDE) || name(&path).starts_with(".latest-") {
            swept += remove(&path)?;
        }
    }
    Ok(swept)
}

/// Removes folders of exact outcomes of runs that are not published. Only for the holder of the lock.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn clear_unpublished(folder: &Path, runs: &[String]) -> Result<Swept> {
    let is_run = |name: &str| name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut swept = Swept::default();
    for path in children(folder)? {
        if is_run(name(&path)) && !runs.iter().any(|run| run == name(&path)) {
            swept += remove(&path)?;
        }
    }
    swept += clear_half_written(folder)?;
    Ok(swept)
}

/// Removes a publication, which vanishes at once, and gives what it held; with `pretend`, nothing is removed.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn remove_run(folder: &Path, run: &str, pretend: bool) -> Result<Swept> {
    let place = folder.join(run);
    if pretend || !place.exists() {
        return if place.exists() { size(&place) } else { Ok(Swept::default()) };
    }
    let aside = folder.join(format!("{ASIDE}{run}"));
    fs::rename(&place, &aside).at("move away", &place)?;
    remove(&aside)
}

/// Removes a file, a link, or a folder with all that is in it.
pub(crate) fn remove(path: &Path) -> Result<Swept> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Swept::default()),
        other => other.at("look at", path)?,
    };
    if !metadata.is_dir() {
        fs::remove_file(path).at("remove", path)?;
        return Ok(Swept { files: 1, bytes: metadata.len() });
    }
    let swept = size(path)?;
    fs::remove_dir_all(path).at("remove", path)?;
    Ok(swept)
}

/// Number and bytes of the files below a folder.
pub(crate) fn size(folder: &Path) -> Result<Swept> {
    let mut size = Swept::default();
    for path in below(folder)? {
        size += Swept { files: 1, bytes: fs::symlink_metadata(&path).at("look at", &path)?.len() };
    }
    Ok(size)
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// What lies in a folder; nothing if there is none.
pub(crate) fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        other => {
            other.at("read", folder)?.map(|entry| Ok(entry.at("read", folder)?.path())).collect::<Result<Vec<_>>>()
        }
    }
}

/// Every file and link below a folder; links are not followed.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in children(&next)? {
            if fs::symlink_metadata(&path).at("look at", &path)?.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// Names of files below a folder that a set keeps.
pub(crate) type Named = BTreeSet<PathBuf>;
