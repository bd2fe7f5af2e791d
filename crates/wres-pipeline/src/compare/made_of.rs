//! What two runs were made of: program, configuration, definitions, code lists, mappings and files.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use wres_report::Run;

/// In what two runs differ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Differences {
    /// Version before and after, where they differ.
    pub version: Option<(String, String)>,
    /// Whether the pipeline file differs.
    pub configuration: bool,
    /// Indicators whose definition differs, or that only one run has.
    pub definitions: BTreeSet<String>,
    /// Code lists that differ.
    pub code_lists: BTreeSet<String>,
    /// Sites whose mapping differs.
    pub mappings: BTreeSet<String>,
    /// Files that differ, as period, site and file.
    pub files: BTreeSet<(String, String, String)>,
}

/// How the parts of a run are called in its provenance: the word before the name of the part.
pub(crate) const CONFIGURATION: &str = "configuration";
pub(crate) const DEFINITION: &str = "definition ";
pub(crate) const CODE_LIST: &str = "code list ";
pub(crate) const MAPPING: &str = "mapping ";

/// Compares the provenance of two runs.
pub(super) fn differences(earlier: &Run, later: &Run) -> Differences {
    let mut out = Differences {
        version: (earlier.version != later.version).then(|| (earlier.version.clone(), later.version.clone())),
        ..Differences::default()
    };
    let parts = |run: &Run| -> BTreeMap<String, BTreeSet<String>> {
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, value) in &run.provenance {
            parts.entry(name.clone()).or_default().insert(value.clone());
        }
        parts
    };
    let (before, after) = (parts(earlier), parts(later));
    for name in before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name)) {
        if name == CONFIGURATION {
            out.configuration = true;
        } else if let Some(indicator) = name.strip_prefix(DEFINITION) {
            out.definitions.insert(indicator.to_owned());
        } else if let Some(list) = name.strip_prefix(CODE_LIST) {
            out.code_lists.insert(list.to_owned());
        } else if let Some(site) = name.strip_prefix(MAPPING) {
            out.mappings.insert(site.to_owned());
        } else {
            let mut words = name.splitn(3, ' ').map(str::to_owned);
            if let (Some(period), Some(site), Some(file)) = (words.next(), words.next(), words.next()) {
                out.files.insert((period, site, file));
            }
        }
    }
    out
}
