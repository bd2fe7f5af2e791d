//! A submission while it is being written.

use crate::{
    atomic::{hash_file, sync_folder},
    encoder::Encoder,
    error::{At, Result, StoreError},
    lake::staged_folder,
    manifest::DatasetFile,
    private,
};
use arrow::record_batch::RecordBatch;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use wres_domain::{Dataset, SiteId};

/// A submission that is being written aside. Dropped unfinished, it leaves nothing behind.
pub struct Staging {
    folder: TempDir,
    site: SiteId,
    period: String,
    writers: BTreeMap<Dataset, Writer>,
}

struct Writer {
    path: PathBuf,
    inner: Encoder,
    rows: u64,
    supplied: Vec<String>,
}

/// A submission whose files are complete and synced, but not yet in place.
pub struct Staged {
    folder: TempDir,
    files: BTreeMap<Dataset, DatasetFile>,
}

impl Staging {
    pub(crate) fn new(folder: TempDir, site: SiteId, period: String) -> Self {
        Self { folder, site, period, writers: BTreeMap::new() }
    }

    /// Appends rows to a dataset. `supplied` are the columns that the site sent; later rows of the same dataset add to them.
    ///
    /// # Errors
    /// [`StoreError`] if the file cannot be written or a batch has another schema than those before it.
    pub fn write(&mut self, dataset: Dataset, supplied: &[String], batches: &[RecordBatch]) -> Result<()> {
        let Some(first) = batches.first() else { return Ok(()) };
        if !self.writers.contains_key(&dataset) {
            let path = self.folder.path().join(format!("{}.parquet", dataset.name()));
            let file = private::create(&path)?;
            let inner = Encoder::new(file, first.schema())
                .map_err(|source| StoreError::Parquet { path: path.clone(), source })?;
            self.writers.insert(dataset, Writer { path, inner, rows: 0, supplied: Vec::new() });
        }
        // The entry was made above if it was missing.
        let Some(writer) = self.writers.get_mut(&dataset) else { return Ok(()) };
        for column in supplied {
            if !writer.supplied.contains(column) {
                writer.supplied.push(column.clone());
            }
        }
        writer.rows += batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
        writer.inner.write(batches).map_err(|source| StoreError::Parquet { path: writer.path.clone(), source })
    }

    /// Completes the files, with site, period and supplied columns in their metadata.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn finish(self) -> Result<Staged> {
        let mut files = BTreeMap::new();
        for (dataset, writer) in self.writers {
            let metadata = [
                ("wres:dataset", dataset.name().to_owned()),
                ("wres:period", self.period.clone()),
                ("wres:site", self.site.to_string()),
                ("wres:supplied", writer.supplied.join(",")),
            ];
            let failed = |source| StoreError::Parquet { path: writer.path.clone(), source };
            let file = writer.inner.finish(metadata).map_err(failed)?;
            file.sync_all().at("sync", &writer.path)?;
            let hash = hash_file(&writer.path)?;
            let path = staged_folder(dataset, &self.period, &self.site).join(format!("{}.parquet", &hash[..32]));
            let path = path.to_string_lossy().replace('\\', "/");
            files.insert(dataset, DatasetFile { path, hash, rows: writer.rows, supplied: writer.supplied });
        }
        Ok(Staged { folder: self.folder, files })
    }
}

impl Staged {
    /// The files, as the manifest will name them.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<Dataset, DatasetFile> {
        &self.files
    }

    pub(crate) fn move_into(&self, root: &Path) -> Result<()> {
        for (dataset, file) in &self.files {
            let from = self.folder.path().join(format!("{}.parquet", dataset.name()));
            let to = root.join(&file.path);
            let folder = to.parent().unwrap_or(root);
            private::folder(folder)?;
            fs::rename(&from, &to).at("put in place", &to)?;
            sync_folder(folder)?;
        }
        Ok(())
    }
}
