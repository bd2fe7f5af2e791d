//! Reads what comparing takes from `results.json`.

use crate::error::{PipelineError, Result};
use std::{io::Read, path::Path};
use wres_ingest::input::open_named;
use wres_report::{ReadResults, read_results};

/// Most bytes of the results of a publication.
const LARGEST: u64 = 8 << 30;

/// The results in the folder of a publication.
pub(super) fn results(folder: &Path) -> Result<ReadResults> {
    let path = if folder.is_dir() { folder.join("results.json") } else { folder.to_owned() };
    let wrong = |message: String| PipelineError::Compare { path: path.clone(), message };
    let mut text = String::new();
    open_named(&path, LARGEST)
        .and_then(|mut file| file.read_to_string(&mut text))
        .map_err(|error| wrong(format!("{error}. Give the folder of a publication, such as out/demo/latest")))?;
    read_results(&text).map_err(wrong)
}
