//! A folder that is replaced as a whole, such as the feedback that belongs to a publication.

use crate::{
    atomic::sync_folder,
    error::{At, Result},
    private::{self, ASIDE},
    publish::{OLD, sync_folders},
    sums::{self, SUMS_FILE},
};
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use tempfile::TempDir;

/// Where generations lie, below the root.
const GENERATIONS: &str = "generations";

/// A new generation of a folder while it is being written, for its owner alone.
#[derive(Debug)]
pub struct Generation {
    aside: TempDir,
    folder: PathBuf,
    /// The hash of each file by its name.
    sums: Mutex<BTreeMap<String, String>>,
}

impl Generation {
    /// Starts a generation below a root.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn begin(root: &Path) -> Result<Self> {
        let folder = root.join(GENERATIONS);
        private::folder(&folder)?;
        let aside = tempfile::Builder::new().prefix(ASIDE).tempdir_in(&folder).at("create a folder in", &folder)?;
        private::owner_only(aside.path())?;
        Ok(Self { aside, folder, sums: Mutex::default() })
    }

    /// Writes a file of the generation. `relative` is made of ordinary names.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<()> {
        let path = self.aside.path().join(relative);
        private::folder(path.parent().unwrap_or(self.aside.path()))?;
        let mut file = private::create(&path)?;
        file.write_all(bytes).at("write", &path)?;
        file.sync_all().at("sync", &path)?;
        let hash = blake3::hash(bytes).to_hex().to_string();
        self.sums.lock().unwrap_or_else(PoisonError::into_inner).insert(relative.to_owned(), hash);
        Ok(())
    }

    /// Completes the generation with the manifest of its hashes and puts it in its place under a name; one of the same name is
    /// replaced. Gives the place.
    ///
    /// # Errors
    /// [`crate::StoreError::Io`].
    pub fn place(self, name: &str) -> Result<PathBuf> {
        let sums = sums::text(&self.sums.lock().unwrap_or_else(PoisonError::into_inner));
        self.write(SUMS_FILE, sums.as_bytes())?;
        let place = self.folder.join(name);
        let aside = self.aside.keep();
        sync_folders(&aside)?;
        if place.exists() {
            let old = self.folder.join(format!("{ASIDE}{name}"));
            fs::rename(&place, &old).at("move away", &place)?;
            fs::rename(&aside, &place).at("put in place", &place)?;
            fs::remove_dir_all(&old).at("remove", &old)?;
        } else {
            fs::rename(&aside, &place).at("put in place", &place)?;
        }
        sync_folder(&self.folder)?;
        Ok(place)
    }
}

/// Lets `<root>/<name>` stand for a generation from now on, in one step, and removes the generations before.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn stand_in(root: &Path, name: &str, generation: &str) -> Result<()> {
    let place = root.join(name);
    let folder = root.join(GENERATIONS);
    // A folder from before there were generations, or on a system without links.
    if fs::symlink_metadata(&place).is_ok_and(|metadata| metadata.is_dir()) {
        let old = folder.join(format!("{OLD}{name}"));
        fs::rename(&place, &old).at("move away", &place)?;
    }
    #[cfg(unix)]
    {
        let aside = root.join(format!("{ASIDE}{name}"));
        let _ = fs::remove_file(&aside);
        std::os::unix::fs::symlink(Path::new(GENERATIONS).join(generation), &aside).at("create", &aside)?;
        fs::rename(&aside, &place).at("put in place", &place)?;
    }
    #[cfg(not(unix))]
    fs::rename(folder.join(generation), &place).at("put in place", &place)?;
    sync_folder(root)?;
    for entry in fs::read_dir(&folder).at("read", &folder)? {
        let entry = entry.at("read", &folder)?;
        if entry.file_name().to_str() != Some(generation) {
            fs::remove_dir_all(entry.path()).at("remove", &entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Generation, stand_in};
    use std::fs;

    #[test]
    fn a_folder_is_replaced_as_a_whole_and_the_generation_before_is_removed() {
        let root = tempfile::tempdir().unwrap();
        // As it was before there were generations.
        fs::create_dir_all(root.path().join("feedback/old")).unwrap();
        for run in ["one", "two", "two"] {
            let generation = Generation::begin(root.path()).unwrap();
            generation.write("2024-25/a.html", run.as_bytes()).unwrap();
            generation.place(run).unwrap();
            stand_in(root.path(), "feedback", run).unwrap();
            assert_eq!(fs::read_to_string(root.path().join("feedback/2024-25/a.html")).unwrap(), run);
            assert!(!root.path().join("feedback/old").exists());
        }
        let left: Vec<_> = fs::read_dir(root.path().join("generations")).unwrap().flatten().collect();
        assert!(left.len() <= 1, "{left:?}");
    }
}
