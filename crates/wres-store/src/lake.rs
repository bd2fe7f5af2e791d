//! Reading and tidying the lake.

use crate::{
    atomic::{hash_bytes, hash_file, read_regular},
    cache::Cache,
    columns::columns,
    error::{At, Result, StoreError, damaged},
    ledger::Ledger,
    manifest::{DatasetFile, Manifest},
    private, sealed,
    staging::{Staged, Staging},
    sweep::{Named, below},
};
use arrow::record_batch::RecordBatch;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use wres_domain::{Dataset, DatasetColumns, Period, SiteId};

/// What the check value of the key is sealed as.
const KEY_CHECK: &str = "key check";
/// Name of the ledger.
const LEDGER: &str = "ledger.jsonl";
/// What is said of a file whose hash is not that of its manifest.
const OTHER_BYTES: &str = "its bytes are not those that were written";

/// A lake in a folder.
#[derive(Debug, Clone)]
pub struct Lake {
    root: PathBuf,
    /// Submissions of which a file has proved to be damaged in this run.
    suspects: Arc<Mutex<BTreeSet<(SiteId, String)>>>,
}

/// Something in a lake that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub reason: String,
}

impl Lake {
    /// Opens a lake, creating its folders.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn open(root: &Path) -> Result<Self> {
        private::folder(root)?;
        for folder in ["manifests", "staging"] {
            private::folder(&root.join(folder))?;
        }
        Ok(Self { root: root.to_owned(), suspects: Arc::default() })
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
    /// [`StoreError::Damaged`] if its manifest is not as it was written, or one of its files has proved not to be
    /// ([`Lake::suspect`]).
    pub fn manifest(&self, site: &SiteId, period: &Period) -> Result<Option<Manifest>> {
        let path = self.manifest_path(site, &period.label);
        let suspect = (site.clone(), period.label.clone());
        if self.suspects.lock().unwrap_or_else(PoisonError::into_inner).contains(&suspect) {
            return Err(StoreError::Damaged {
                path,
                reason: "a file that it names is not as it was written".to_owned(),
            });
        }
        match sealed::read::<Manifest>(&path, &sealed_as(site, &period.label))? {
            Some(manifest) if manifest.version != Manifest::VERSION => {
                Err(StoreError::Damaged { path, reason: format!("format version {}", manifest.version) })
            }
            other => Ok(other),
        }
    }

    /// Holds every file of a submission to the hash in its manifest.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] naming the first file that is not as it was written or is missing.
    pub fn verify(&self, manifest: &Manifest) -> Result<()> {
        manifest.files.values().try_for_each(|file| self.verified(file).map(drop))
    }

    /// From now on a submission counts as damaged, until it is taken in anew.
    pub fn suspect(&self, site: &SiteId, period: &str) {
        let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        suspects.insert((site.clone(), period.to_owned()));
    }

    /// Holds the lake to the key that it was made with. `check` is a value that only the key gives; a new lake writes it down.
    ///
    /// # Errors
    /// [`StoreError::OtherKey`]; then nothing was changed.
    pub fn hold_to_key(&self, check: &str) -> Result<()> {
        let path = self.root.join("key.check");
        let other = |lake: String| StoreError::OtherKey { path: self.root.clone(), lake, given: check.to_owned() };
        match sealed::read::<String>(&path, KEY_CHECK) {
            Ok(Some(known)) if known == check => return Ok(()),
            Ok(Some(known)) => return Err(other(known)),
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "the check value of the key is damaged; the manifests are asked instead");
            }
        }
        for path in below(&self.root.join("manifests"))? {
            if let Some(manifest) = self.manifest_at(&path).filter(|manifest| manifest.key_id != check) {
                return Err(other(manifest.key_id));
            }
        }
        sealed::write(&path, KEY_CHECK, &check)
    }

    /// Everything in the lake that is not as it was written: manifests, the files they name, cached values, the ledger.
    ///
    /// # Errors
    /// [`StoreError::Io`] if a folder cannot be read.
    pub fn scrub(&self) -> Result<Vec<Damage>> {
        let mut damage = Vec::new();
        for path in below(&self.root.join("manifests"))? {
            match self.manifest_at(&path) {
                None => damage.push(Damage { path, reason: "it is not as it was written".to_owned() }),
                Some(manifest) => {
                    for file in manifest.files.values() {
                        if let Err(error) = self.verified(file) {
                            damage.push(Damage { path: self.root.join(&file.path), reason: error.to_string() });
                        }
                    }
                }
            }
        }
        for path in Cache::new(self.root.join("cache")).damaged()? {
            damage.push(Damage { path, reason: "it is not as it was written; the next run makes it anew".to_owned() });
        }
        let ledger = self.root.join(LEDGER);
        match Ledger::new(&ledger).read() {
            Err(error @ StoreError::Tampered { .. }) => {
                damage.push(Damage { path: ledger, reason: error.to_string() });
            }
            other => drop(other?),
        }
        Ok(damage)
    }

    /// The ledger of the lake.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger::new(&self.root.join(LEDGER))
    }

    /// The files that manifests name, and folders of submissions whose manifest cannot be read.
    pub(crate) fn named_files(&self) -> Result<(Named, Vec<String>)> {
        let (mut named, mut unsure) = (Named::new(), Vec::new());
        for path in below(&self.root.join("manifests"))? {
            match self.manifest_at(&path) {
                Some(manifest) => named.extend(manifest.files.values().map(|file| self.root.join(&file.path))),
                None => {
                    let part = |path: Option<&std::ffi::OsStr>| {
                        path.and_then(|name| name.to_str()).unwrap_or_default().to_owned()
                    };
                    let period = part(path.parent().and_then(Path::file_name));
                    unsure.push(format!("period={period}/site={}/", part(path.file_stem())));
                }
            }
        }
        Ok((named, unsure))
    }

    /// The manifest in a file, if it is as it was written and stands for the site and period that the file is named for.
    fn manifest_at(&self, path: &Path) -> Option<Manifest> {
        let Ok(site) = SiteId::new(path.file_stem()?.to_str()?) else { return None };
        let period = path.parent()?.file_name()?.to_str()?;
        let Ok(manifest) = sealed::read::<Manifest>(path, &sealed_as(&site, period)) else { return None };
        manifest
    }

    /// The path of a file, once its bytes have been held to their hash.
    fn verified(&self, file: &DatasetFile) -> Result<PathBuf> {
        let path = self.root.join(&file.path);
        let hash = hash_file(&path).map_err(|error| damaged(&path, &error))?;
        if hash == file.hash { Ok(path) } else { Err(damaged(&path, &OTHER_BYTES)) }
    }

    /// The path and the bytes of a file, held to their hash.
    fn verified_bytes(&self, file: &DatasetFile) -> Result<(PathBuf, Bytes)> {
        let path = self.root.join(&file.path);
        let bytes = read_regular(&path).map_err(|error| damaged(&path, &error))?;
        let bytes = bytes.ok_or_else(|| damaged(&path, &"it is gone"))?;
        if hash_bytes(&bytes) == file.hash { Ok((path, bytes.into())) } else { Err(damaged(&path, &OTHER_BYTES)) }
    }

    /// Starts writing a submission aside.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn stage(&self, site: &SiteId, period: &Period) -> Result<Staging> {
        let parent = self.root.join("staging");
        let folder = tempfile::Builder::new().prefix(&format!("{}-{}-", period.label, site)).tempdir_in(&parent);
        let folder = folder.at("create a folder in", &parent)?;
        private::owner_only(folder.path())?;
        Ok(Staging::new(folder, site.clone(), period.label.clone()))
    }

    /// Puts a finished submission in place: its Parquet files first, then its manifest. Files of an earlier submission that
    /// no longer stand for it are removed last.
    ///
    /// # Errors
    /// [`StoreError::Io`]; then the earlier submission still stands.
    pub fn accept(&self, staged: &Staged, manifest: &Manifest) -> Result<()> {
        staged.move_into(&self.root)?;
        let path = self.manifest_path(&manifest.site, &manifest.period);
        sealed::write(&path, &sealed_as(&manifest.site, &manifest.period), manifest)?;
        let taken_anew = (manifest.site.clone(), manifest.period.clone());
        self.suspects.lock().unwrap_or_else(PoisonError::into_inner).remove(&taken_anew);
        self.sweep(manifest)
    }

    /// The columns asked for of each dataset of a submission. Every file is held to its hash, and one of which columns are asked is
    /// read once for both; of a dataset of which none is asked there is the number of rows.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if a file is not as it was written or cannot be read.
    pub fn columns(
        &self,
        manifest: &Manifest,
        asked: &BTreeMap<Dataset, BTreeSet<String>>,
    ) -> Result<BTreeMap<Dataset, DatasetColumns>> {
        let of = |(dataset, file): (&Dataset, &DatasetFile)| {
            let columns = match asked.get(dataset) {
                Some(asked) => {
                    let (path, bytes) = self.verified_bytes(file)?;
                    columns(&bytes, asked, &file.supplied).map_err(|error| damaged(&path, &error))?
                }
                None => {
                    self.verified(file)?;
                    let rows = usize::try_from(file.rows).unwrap_or(usize::MAX);
                    DatasetColumns {
                        rows,
                        supplied: file.supplied.iter().cloned().collect(),
                        ..DatasetColumns::default()
                    }
                }
            };
            Ok((*dataset, columns))
        };
        manifest.files.iter().map(of).collect()
    }

    /// Hands over the rows of one dataset of a submission in Arrow batches, once its file has been held to its hash; nothing if it
    /// has none.
    ///
    /// # Errors
    /// [`StoreError`] if the file that the manifest names cannot be read.
    pub fn batches(&self, manifest: &Manifest, dataset: Dataset, mut each: impl FnMut(&RecordBatch)) -> Result<()> {
        let Some(file) = manifest.files.get(&dataset) else { return Ok(()) };
        let path = self.verified(file)?;
        let bytes = File::open(&path).at("open", &path)?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes)
            .and_then(|builder| builder.build())
            .map_err(|error| damaged(&path, &error))?;
        for batch in reader {
            each(&batch.map_err(|error| damaged(&path, &error))?);
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

/// What a manifest is sealed as.
fn sealed_as(site: &SiteId, period: &str) -> String {
    format!("manifest {period} {site}")
}

/// The folder of a dataset, in the `key=value` form that DuckDB, Polars and Spark read as columns.
pub(crate) fn staged_folder(dataset: Dataset, period: &str, site: &SiteId) -> PathBuf {
    PathBuf::from(dataset.name()).join(format!("period={period}")).join(format!("site={site}"))
}
