//! What the lake still knows of the files that differ.

use super::made_of::{Differences, FileRows};
use crate::{config::Config, error::Result};
use std::collections::BTreeMap;
use wres_ingest::Receipt;
use wres_store::Lake;

/// Rows of a file by its hash.
type Known = BTreeMap<String, FileRows>;

/// Fills in what became of the rows of files that differ, from the submissions that stand in the lake of a pipeline. A version
/// of a file that has been replaced since is not in the lake, and stays without.
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
            let receipts: Vec<Receipt> = serde_json::from_value(manifest.notes).unwrap_or_default();
            let rows = known.entry((period.label.clone(), site.id.to_string())).or_default();
            for receipt in receipts {
                // A workbook has a receipt for each sheet.
                let sum = rows.entry(receipt.blake3).or_insert(FileRows { read: 0, kept: 0 });
                sum.read += receipt.rows.read;
                sum.kept += receipt.rows.kept;
            }
        }
    }
    let files = std::mem::take(&mut differences.files);
    differences.files = files
        .into_iter()
        .map(|mut one| {
            let rows = known.get(&(one.period.clone(), one.site.clone()));
            let of = |hash: &Option<String>| rows?.get(hash.as_ref()?).copied();
            (one.earlier_rows, one.later_rows) = (of(&one.earlier), of(&one.later));
            one
        })
        .collect();
    Ok(())
}
