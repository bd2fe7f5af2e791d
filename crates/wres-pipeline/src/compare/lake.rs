//! What the lake still knows of the files that differ.

use super::made_of::{Differences, FileRows};
use crate::{
    config::Config,
    error::{PipelineError, Result},
    provenance::{FileName, names_key},
};
use std::collections::BTreeMap;
use wres_ingest::Receipt;
use wres_store::{Cache, Lake, published_runs};

/// Rows of a file by its hash.
type Known = BTreeMap<String, FileRows>;

/// Fills in what files that differ are called inside, by name and hash, and what became of their rows, from the lake of a pipeline.
/// Of a version of a file that has been replaced since the lake knows the name and not the rows; they stay without.
///
/// # Errors
/// [`crate::PipelineError::Store`] if the lake cannot be read.
pub fn look_up_rows(differences: &mut Differences, config: &Config) -> Result<()> {
    if !config.lake().is_dir() {
        return Ok(());
    }
    let lake = Lake::open(&config.lake())?;
    let mut known: BTreeMap<(String, String), Known> = BTreeMap::new();
    for period in &config.periods {
        for site in &config.sites {
            let Some(manifest) = lake.manifest(&site.id, period)? else { continue };
            let receipts: Vec<Receipt> =
                serde_json::from_value(manifest.notes).map_err(|error| PipelineError::Compare {
                    path: config.lake(),
                    message: format!("what was read of {} for {} cannot be understood: {error}", site.id, period.label),
                })?;
            let rows = known.entry((period.label.clone(), site.id.to_string())).or_default();
            for receipt in receipts {
                // A workbook has a receipt for each sheet.
                let sum = rows.entry(receipt.blake3).or_insert(FileRows { read: 0, kept: 0 });
                sum.read += receipt.rows.read;
                sum.kept += receipt.rows.kept;
            }
        }
    }
    let names = names(config, &lake)?;
    let files = std::mem::take(&mut differences.files);
    differences.files = files
        .into_iter()
        .map(|mut one| {
            for hash in [&mut one.earlier, &mut one.later].into_iter().flatten() {
                if let Some(name) = names.iter().find(|name| name.outside == one.file && name.outside_hash == *hash) {
                    hash.clone_from(&name.inside_hash);
                }
            }
            if let Some(name) = names.iter().find(|name| name.outside == one.file) {
                one.file.clone_from(&name.inside);
            }
            let rows = known.get(&(one.period.clone(), one.site.clone()));
            let of = |hash: &Option<String>| rows?.get(hash.as_ref()?).copied();
            (one.earlier_rows, one.later_rows) = (of(&one.earlier), of(&one.later));
            one
        })
        .collect();
    Ok(())
}

/// What the files of all published runs are called inside.
fn names(config: &Config, lake: &Lake) -> Result<Vec<FileName>> {
    let cache = Cache::new(lake.root().join("cache"));
    let (runs, _) = published_runs(&config.output())?;
    Ok(runs.iter().filter_map(|run| cache.get::<Vec<FileName>>(&names_key(run))).flatten().collect())
}
