//! `[context]`: files about places that stand beside the figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Files about the places of a publication: how deprived they are, which are like them, and how codes of areas changed. A nation of
/// sites needs no stanza a site.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Another system of codes, and what each is in the codes of the sites.
    #[serde(default)]
    pub codes: Option<CodeLookup>,
    /// Codes of areas that changed: the code of a site, and the older code under which context files may have it. An area that was
    /// divided gives its value to each of its parts.
    #[serde(default)]
    pub changes: BTreeMap<String, String>,
    /// How deprived each area is.
    #[serde(default)]
    pub deprivation: Option<Deprivation>,
    /// The statistical neighbours of each area.
    #[serde(default)]
    pub neighbours: Option<Neighbours>,
}

/// A table with two codes of each area.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeLookup {
    /// The file, below `paths.inbox`.
    pub file: PathBuf,
    /// Sheet of a workbook; the first without it.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Column with the other code.
    pub from: String,
    /// Column with the code of the site.
    pub to: String,
}

/// A table with one value of deprivation an area; higher is more deprived.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deprivation {
    /// The file, below `paths.inbox`.
    pub file: PathBuf,
    /// Sheet of a workbook; the first without it.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Column with the code of the area: of a site, an older one, or one that `codes` knows.
    pub area: String,
    /// Column with the value.
    pub value: String,
    /// What the value is called, and where it comes from; printed beside every comparison.
    pub source: String,
    /// With how many areas of the nearest values an area is compared.
    #[serde(default = "ten")]
    pub nearest: usize,
}

/// A table with the neighbours of an area in columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// The file, below `paths.inbox`.
    pub file: PathBuf,
    /// Sheet of a workbook; the first without it.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Column with the code of the area.
    pub area: String,
    /// Columns with the codes of its neighbours.
    pub columns: Vec<String>,
    /// Where they come from; printed beside every comparison.
    pub source: String,
}

fn ten() -> usize {
    10
}

impl Context {
    /// The files, with the sheet that is read of each.
    pub fn files(&self) -> impl Iterator<Item = (&Path, Option<&str>)> {
        let codes = self.codes.iter().map(|table| (table.file.as_path(), table.sheet.as_deref()));
        let deprivation = self.deprivation.iter().map(|table| (table.file.as_path(), table.sheet.as_deref()));
        let neighbours = self.neighbours.iter().map(|table| (table.file.as_path(), table.sheet.as_deref()));
        codes.chain(deprivation).chain(neighbours)
    }
}
