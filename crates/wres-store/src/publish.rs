//! A publication appears whole or not at all, and `latest` moves last.

use crate::{
    atomic::sync_folder,
    error::{At, Result},
    private::ASIDE,
    sums::{self, SUMS_FILE},
};

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tempfile::TempDir;

/// Prefix of a publication that is being replaced.
pub(crate) const OLD: &str = ".old-";

/// A publication while it is being written, beside the place where it will appear.
#[derive(Debug)]
pub struct Publication {
    aside: TempDir,
    output: PathBuf,
    /// The hash of each file by its name.
    sums: Mutex<BTreeMap<String, String>>,
}

impl Publication {
    /// Starts a publication of a pipeline.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn begin(output: &Path) -> Result<Self> {
        make_output(output)?;
        let aside = tempfile::Builder::new().prefix(ASIDE).tempdir_in(output).at("create a folder in", output)?;
        Ok(Self { aside, output: output.to_owned(), sums: Mutex::default() })
    }

    /// Writes a file of the publication.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`]; also if `relative` would leave the publication.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<()> {
        let path = self.aside.path().join(relative);
        let inside = Path::new(relative).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !inside {
            return Err(std::io::Error::other("the name leads out of the publication")).at("write", &path);
        }
        let folder = path.parent().unwrap_or(self.aside.path());
        fs::create_dir_all(folder).at("create folder", folder)?;
        let mut file = File::create_new(&path).at("create", &path)?;
        file.write_all(bytes).at("write", &path)?;
        file.sync_all().at("sync", &path)?;
        let hash = blake3::hash(bytes).to_hex().to_string();
        self.sums.lock().unwrap_or_else(PoisonError::into_inner).insert(relative.to_owned(), hash);
        Ok(())
    }

    /// Completes the publication with the manifest of its hashes and puts it in place under the name of its run. If the run is
    /// already there, it is replaced: the same name stands for the same inputs. `latest` does not move yet.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`]; then what was published before still is.
    pub fn place(self, run: &str) -> Result<PathBuf> {
        let sums = sums::text(&self.sums.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(SUMS_FILE, sums.as_bytes())?;
        let place = self.output.join(run);
        make_readable(self.aside.path())?;
        sync_folders(self.aside.path())?;
        let aside = self.aside.keep();
        if place.exists() {
            let old = self.output.join(format!("{OLD}{run}"));
            fs::rename(&place, &old).at("move away", &place)?;
            fs::rename(&aside, &place).at("put in place", &place)?;
            fs::remove_dir_all(&old).at("remove", &old)?;
        } else {
            fs::rename(&aside, &place).at("put in place", &place)?;
        }
        sync_folder(&self.output)?;
        Ok(place)
    }

    /// [`Publication::place`], and then `latest` points to it.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`]; then what was published before still is.
    pub fn finish(self, run: &str) -> Result<PathBuf> {
        let output = self.output.clone();
        let place = self.place(run)?;
        point_latest(&output, run)?;
        Ok(place)
    }
}

/// Makes the names of all files below a folder survive a power cut.
pub(crate) fn sync_folders(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).at("read", folder)? {
        let entry = entry.at("read", folder)?;
        if entry.file_type().at("look at", folder)?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// The runs published below a folder, in no particular order, and the one that `latest` points to. Where there is no folder nothing
/// was published.
///
/// # Errors
/// [`crate::StoreError::Io`] if the folder or `latest` is there and cannot be read.
pub fn published_runs(output: &Path) -> Result<(Vec<String>, Option<String>)> {
    let entries = match fs::read_dir(output) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((Vec::new(), None)),
        Err(error) => return Err(error).at("read", output),
    };
    let mut runs = Vec::new();
    for entry in entries {
        let entry = entry.at("read", output)?;
        let folder = entry.file_type().at("look at", &entry.path())?.is_dir();
        // A name that is no text is none of a run.
        if let Ok(name) = entry.file_name().into_string()
            && folder
            && !name.starts_with('.')
            && name != "latest"
        {
            runs.push(name);
        }
    }
    let latest = output.join("latest");
    #[cfg(unix)]
    let read = fs::read_link(&latest).map(|path| path.to_string_lossy().into_owned());
    #[cfg(not(unix))]
    let read = fs::read_to_string(&latest);
    match read {
        Ok(run) => Ok((runs, Some(run))),
        // Nothing is there, or something that this program did not put there.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput) => Ok((runs, None)),
        Err(error) => Err(error).at("read", &latest),
    }
}

/// Makes the folder of publications, open to their readers, unless it is there.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn make_output(output: &Path) -> Result<()> {
    if output.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(output).at("create folder", output)?;
    set_readable(output)
}

/// Opens a publication to its readers, whatever the umask of a run that keeps everything else to itself.
fn make_readable(folder: &Path) -> Result<()> {
    set_readable(folder)?;
    for entry in fs::read_dir(folder).at("read", folder)? {
        let entry = entry.at("read", folder)?;
        if entry.file_type().at("look at", folder)?.is_dir() {
            make_readable(&entry.path())?;
        } else {
            set_readable(&entry.path())?;
        }
    }
    Ok(())
}

fn set_readable(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if path.is_dir() { 0o755 } else { 0o644 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).at("open to readers", path)?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Lets `latest` point to a run: the last step of a publication.
///
/// # Errors
/// [`crate::StoreError::Io`]; then it points where it did.
pub fn point_latest(output: &Path, run: &str) -> Result<()> {
    let latest = output.join("latest");
    #[cfg(unix)]
    {
        let aside = output.join(format!("{ASIDE}latest"));
        let _ = fs::remove_file(&aside);
        std::os::unix::fs::symlink(run, &aside).at("create", &aside)?;
        fs::rename(&aside, &latest).at("move", &latest)?;
    }
    #[cfg(not(unix))]
    crate::atomic::write_whole(&latest, run.as_bytes())?;
    sync_folder(output)
}
