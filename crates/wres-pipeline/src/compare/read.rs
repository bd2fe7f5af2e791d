//! Reads what comparing takes from `results.json`.

use crate::error::{PipelineError, Result};
use serde::Deserialize;
use std::{io::Read, path::Path};
use wres_domain::Outcome;
use wres_ingest::input::open_named;
use wres_report::Run;

/// Most bytes of the results of a publication.
const LARGEST: u64 = 8 << 30;

/// What comparing takes of a publication.
#[derive(Debug, Deserialize)]
pub(super) struct Results {
    shape: String,
    pub(super) about: About,
    pub(super) outcomes: Vec<Outcome>,
}

/// What it says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    pub(super) run: Run,
}

/// The results in the folder of a publication.
pub(super) fn results(folder: &Path) -> Result<Results> {
    let path = if folder.is_dir() { folder.join("results.json") } else { folder.to_owned() };
    let wrong = |message: String| PipelineError::Compare { path: path.clone(), message };
    let mut text = String::new();
    open_named(&path, LARGEST)
        .and_then(|mut file| file.read_to_string(&mut text))
        .map_err(|error| wrong(format!("{error}. Give the folder of a publication, such as out/demo/latest")))?;
    let results: Results =
        serde_json::from_str(&text).map_err(|error| wrong(format!("it is not the results of a run: {error}")))?;
    if results.shape != wres_report::RESULTS_SHAPE {
        let message = format!(
            "its shape is {}, and this version reads shape {}: compare it with the version that made it",
            results.shape,
            wres_report::RESULTS_SHAPE
        );
        return Err(wrong(message));
    }
    Ok(results)
}
