//! Reading and tidying the lake.

use crate::{
    atomic::write_whole,
    error::{At, Result, StoreError},
    manifest::Manifest,
    staging::{Staged, Staging},
};
use arrow::record_batch::RecordBatch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use polars::prelude::{LazyFrame, PlRefPath, ScanArgsParquet};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    path::{Path, PathBuf},
};
use wres_domain::{Dataset, Period, SiteId};

/// The datasets of a submission, ready to be counted: a frame that scans the Parquet file, and the columns the site supplied.
pub type Frames = BTreeMap<Dataset, (LazyFrame, Vec<String>)>;

/// A lake in a folder.
#[derive(Debug, Clone)]
pub struct Lake {
    root: PathBuf,
}

impl Lake {
    /// Opens a lake, creating its folders.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn open(root: &Path) -> Result<Self> {
        for folder in ["manifests", "staging"] {
            let path = root.join(folder);
            fs::create_dir_all(&path).at("create folder", &path)?;
        }
        Ok(Self { root: root.to_owned() })
    }

    /// A lake in a folder of its own that is removed when it is let go, for looking at a submission without keeping it.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn scratch() -> Result<(Self, tempfile::TempDir)> {
        let folder = tempfile::Builder::new().prefix("wres-").tempdir();
        let folder = folder.at("create a folder in", &std::env::temp_dir())?;
        Ok((Self::open(folder.path())?, folder))
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The accepted submission of a site for a period, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if its manifest cannot be read.
    pub fn manifest(&self, site: &SiteId, period: &Period) -> Result<Option<Manifest>> {
        let path = self.manifest_path(site, &period.label);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).at("read", &path),
        };
        match serde_json::from_slice::<Manifest>(&bytes) {
            Ok(manifest) if manifest.version == Manifest::VERSION => Ok(Some(manifest)),
            Ok(manifest) => Err(StoreError::Damaged { path, reason: format!("format version {}", manifest.version) }),
            Err(error) => Err(StoreError::Damaged { path, reason: error.to_string() }),
        }
    }

    /// Starts writing a submission aside.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn stage(&self, site: &SiteId, period: &Period) -> Result<Staging> {
        let parent = self.root.join("staging");
        let folder = tempfile::Builder::new().prefix(&format!("{}-{}-", period.label, site)).tempdir_in(&parent);
        Ok(Staging::new(folder.at("create a folder in", &parent)?, site.clone(), period.label.clone()))
    }

    /// Puts a finished submission in place: its Parquet files first, then its manifest. Files of an earlier submission that
    /// no longer stand for it are removed last.
    ///
    /// # Errors
    /// [`StoreError::Io`]; then the earlier submission still stands.
    pub fn accept(&self, staged: &Staged, manifest: &Manifest) -> Result<()> {
        staged.move_into(&self.root)?;
        let path = self.manifest_path(&manifest.site, &manifest.period);
        let bytes = serde_json::to_vec_pretty(manifest).map_err(std::io::Error::other).at("encode", &path)?;
        write_whole(&path, &bytes)?;
        self.sweep(manifest)
    }

    /// The frames of a submission.
    ///
    /// # Errors
    /// [`StoreError::Scan`] if a file that the manifest names cannot be opened.
    pub fn frames(&self, manifest: &Manifest) -> Result<Frames> {
        let mut frames = Frames::new();
        for (&dataset, file) in &manifest.files {
            let path = self.root.join(&file.path);
            let text = path.to_str().ok_or_else(|| StoreError::Damaged {
                path: path.clone(),
                reason: "its name is not valid Unicode".to_owned(),
            })?;
            let frame = LazyFrame::scan_parquet(PlRefPath::new(text), ScanArgsParquet::default())
                .map_err(|source| StoreError::Scan { path: path.clone(), source })?;
            frames.insert(dataset, (frame, file.supplied.clone()));
        }
        Ok(frames)
    }

    /// Hands over the rows of one dataset of a submission in Arrow batches; nothing if it has none.
    ///
    /// # Errors
    /// [`StoreError`] if the file that the manifest names cannot be read.
    pub fn batches(&self, manifest: &Manifest, dataset: Dataset, mut each: impl FnMut(&RecordBatch)) -> Result<()> {
        let Some(file) = manifest.files.get(&dataset) else { return Ok(()) };
        let path = self.root.join(&file.path);
        let damaged = |reason: String| StoreError::Damaged { path: path.clone(), reason };
        let bytes = File::open(&path).at("open", &path)?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes)
            .and_then(|builder| builder.build())
            .map_err(|error| damaged(error.to_string()))?;
        for batch in reader {
            each(&batch.map_err(|error| damaged(error.to_string()))?);
        }
        Ok(())
    }

    fn manifest_path(&self, site: &SiteId, period: &str) -> PathBuf {
        self.root.join("manifests").join(period).join(format!("{site}.json"))
    }

    /// Removes files of this site and period that the manifest does not name.
    fn sweep(&self, manifest: &Manifest) -> Result<()> {
        let named: BTreeSet<PathBuf> = manifest.files.values().map(|file| self.root.join(&file.path)).collect();
        for &dataset in Dataset::ALL {
            let folder = self.root.join(staged_folder(dataset, &manifest.period, &manifest.site));
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                if !named.contains(&entry.path()) {
                    fs::remove_file(entry.path()).at("remove", &entry.path())?;
                }
            }
        }
        Ok(())
    }
}

/// The folder of a dataset, in the `key=value` form that DuckDB, Polars and Spark read as columns.
pub(crate) fn staged_folder(dataset: Dataset, period: &str, site: &SiteId) -> PathBuf {
    PathBuf::from(dataset.name()).join(format!("period={period}")).join(format!("site={site}"))
}
