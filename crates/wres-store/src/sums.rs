//! The manifest of a publication: the hash of each of its files, in the form that `b3sum --check` reads.

use crate::{
    atomic::{hash_file, read_regular},
    error::{At, Result},
};
use rayon::prelude::*;
use std::{collections::BTreeMap, fs, path::Path};

/// Name of the file that holds the hash of every other file of a publication.
pub const SUMS_FILE: &str = "BLAKE3SUMS";

/// The manifest as text: a line for each file, by name.
pub(crate) fn text(sums: &BTreeMap<String, String>) -> String {
    sums.iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect()
}

/// The hash of a publication's manifest, which stands for the whole publication; `None` if it has none.
///
/// # Errors
/// [`crate::StoreError::Io`].
pub fn hash_of_sums(publication: &Path) -> Result<Option<String>> {
    Ok(read_regular(&publication.join(SUMS_FILE))?.map(|bytes| blake3::hash(&bytes).to_hex().to_string()))
}

/// What of a publication is not as it was published: a sentence for each file that differs, is missing, or was not there. `sums` is
/// the hash of its manifest, as it was written down elsewhere.
///
/// # Errors
/// [`crate::StoreError::Io`] if a folder cannot be read.
pub fn check_sums(publication: &Path, sums: &str) -> Result<Vec<String>> {
    let Some(bytes) = read_regular(&publication.join(SUMS_FILE))? else {
        return Ok(vec![format!("{SUMS_FILE} is missing")]);
    };
    if blake3::hash(&bytes).to_hex().as_str() != sums {
        return Ok(vec![format!("{SUMS_FILE} is not as it was published")]);
    }
    let text = String::from_utf8_lossy(&bytes);
    let mut wanted: BTreeMap<&str, &str> =
        text.lines().filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash)).collect();
    let mut wrong = Vec::new();
    let mut found = Vec::new();
    list(publication, "", &mut found)?;
    found.retain(|name| name != SUMS_FILE);
    let hashes: Vec<_> = found.par_iter().map(|name| hash_file(&publication.join(name))).collect();
    for (name, own) in found.iter().zip(hashes) {
        match (wanted.remove(name.as_str()), own) {
            (None, _) => wrong.push(format!("{name} was not published")),
            (Some(hash), Ok(own)) if own == hash => {}
            (Some(_), Ok(_)) => wrong.push(format!("{name} is not as it was published")),
            (Some(_), Err(error)) => wrong.push(error.to_string()),
        }
    }
    wrong.extend(wanted.keys().map(|name| format!("{name} is missing")));
    wrong.sort();
    Ok(wrong)
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).at("read", folder)? {
        let entry = entry.at("read", folder)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().at("look at", folder)?.is_dir() {
            list(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}
