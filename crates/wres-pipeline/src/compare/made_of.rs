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
    /// Files that differ.
    pub files: BTreeSet<FileChange>,
}

/// A file of a submission that is another one than before, or that only one run has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FileChange {
    /// Label of the period.
    pub period: String,
    /// Code of the site.
    pub site: String,
    /// Name of the file: the name that the publication gives it, or its own once it has been looked up in the lake.
    pub file: String,
    /// Hash of its bytes in the earlier run, keyed, or BLAKE3 once it has been looked up in the lake; `None` where it was not there.
    pub earlier: Option<String>,
    /// The same in the later run.
    pub later: Option<String>,
    /// What became of its rows in the earlier run, where the lake still knows.
    pub earlier_rows: Option<FileRows>,
    /// The same in the later run.
    pub later_rows: Option<FileRows>,
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FileRows {
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
}

impl FileChange {
    /// What happened to it, in a word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (&self.earlier, &self.later) {
            (None, _) => "new",
            (_, None) => "gone",
            _ => "changed",
        }
    }
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
                let hash = |parts: &BTreeMap<String, BTreeSet<String>>| parts.get(name)?.first().cloned();
                let (earlier, later) = (hash(&before), hash(&after));
                out.files.insert(FileChange {
                    period,
                    site,
                    file,
                    earlier,
                    later,
                    earlier_rows: None,
                    later_rows: None,
                });
            }
        }
    }
    out
}
