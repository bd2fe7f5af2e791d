//! A publication appears whole or not at all, and `latest` moves last.

use crate::{
    atomic::sync_folder,
    error::{At, Result},
};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A publication while it is being written, beside the place where it will appear.
#[derive(Debug)]
pub struct Publication {
    aside: TempDir,
    output: PathBuf,
}

impl Publication {
    /// Starts a publication of a pipeline.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn begin(output: &Path) -> Result<Self> {
        fs::create_dir_all(output).at("create folder", output)?;
        let aside = tempfile::Builder::new().prefix(".aside-").tempdir_in(output).at("create a folder in", output)?;
        Ok(Self { aside, output: output.to_owned() })
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
        file.sync_all().at("sync", &path)
    }

    /// Puts the publication in place under the name of its run and lets `latest` point to it. If the run is already there,
    /// it is replaced: the same name stands for the same inputs.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`]; then what was published before still is.
    pub fn finish(self, run: &str) -> Result<PathBuf> {
        let place = self.output.join(run);
        let aside = self.aside.keep();
        make_readable(&aside)?;
        if place.exists() {
            let old = self.output.join(format!(".old-{run}-{}", std::process::id()));
            fs::rename(&place, &old).at("move away", &place)?;
            fs::rename(&aside, &place).at("put in place", &place)?;
            fs::remove_dir_all(&old).at("remove", &old)?;
        } else {
            fs::rename(&aside, &place).at("put in place", &place)?;
        }
        sync_folder(&self.output)?;
        point_latest(&self.output, run)?;
        Ok(place)
    }
}

/// The runs published below a folder, in no particular order, and the one that `latest` points to.
#[must_use]
pub fn published_runs(output: &Path) -> (Vec<String>, Option<String>) {
    let runs = fs::read_dir(output)
        .map(|entries| {
            entries
                .flatten()
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
                .filter_map(|entry| entry.file_name().into_string().ok())
                .filter(|name| !name.starts_with('.') && name != "latest")
                .collect()
        })
        .unwrap_or_default();
    let latest = fs::read_link(output.join("latest")).ok().and_then(|path| path.to_str().map(str::to_owned));
    (runs, latest)
}

/// A temporary folder is made for its owner alone; a publication is for its readers.
fn make_readable(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).at("open to readers", folder)?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn point_latest(output: &Path, run: &str) -> Result<()> {
    let latest = output.join("latest");
    #[cfg(unix)]
    {
        let aside = output.join(format!(".latest-{}", std::process::id()));
        let _ = fs::remove_file(&aside);
        std::os::unix::fs::symlink(run, &aside).at("create", &aside)?;
        fs::rename(&aside, &latest).at("move", &latest)?;
    }
    #[cfg(not(unix))]
    crate::atomic::write_whole(&latest, run.as_bytes())?;
    sync_folder(output)
}
