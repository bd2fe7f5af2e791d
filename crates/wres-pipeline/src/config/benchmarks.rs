//! Benchmark counts: the people who live where a site is.

use super::load::{Config, ConfigError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use wres_domain::{Ethnicity, Scope, Site};
use wres_ingest::raw::{RawOptions, open};

/// A table of residents by area and ethnic group. Areas are the codes of sites; other areas are left out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// The file, relative to the pipeline file: one table, its header in the first row.
    pub file: PathBuf,
    /// Where it comes from; printed beside every comparison.
    pub source: String,
    /// Column with the code of the area.
    pub area: String,
    /// Column with the ethnic group.
    pub group: String,
    /// Column with the number of people.
    pub count: String,
    /// Canonical ethnicity of each group as written; an empty text for rows that are not people.
    pub groups: BTreeMap<String, String>,
}

/// People by canonical ethnicity in the area of each site, of each region and of all sites together.
pub(crate) type Benchmarks = BTreeMap<Scope, Vec<(Ethnicity, u64)>>;

impl Config {
    /// Reads the benchmark, if one is configured. `sites` are those whose areas are wanted.
    ///
    /// # Errors
    /// [`ConfigError::Content`] naming the row that cannot be read.
    pub(crate) fn benchmarks(&self, sites: &[Site]) -> Result<Benchmarks, ConfigError> {
        match &self.file.population {
            None => Ok(Benchmarks::new()),
            Some(population) => read(&self.resolve(&population.file), population, sites),
        }
    }
}

fn read(path: &Path, population: &Population, sites: &[Site]) -> Result<Benchmarks, ConfigError> {
    let wrong = |message: String| ConfigError::Content { path: path.to_owned(), message };
    let file = open(path, &RawOptions::default()).map_err(|error| wrong(error.to_string()))?;
    let mut sums: BTreeMap<Scope, BTreeMap<Ethnicity, u64>> = BTreeMap::new();
    for record in file.tables.iter().flat_map(|table| table.records()) {
        let cell = |column: &str| {
            record.get(column).map(str::trim).ok_or_else(|| wrong(format!("there is no column `{column}`")))
        };
        let Some(site) = sites.iter().find(|site| cell(&population.area).is_ok_and(|area| area == site.id.as_str()))
        else {
            cell(&population.area)?;
            continue;
        };
        let group = cell(&population.group)?;
        let code = population.groups.get(group).ok_or_else(|| {
            wrong(format!("row {}: `population.groups` does not say what \"{group}\" is", record.number()))
        })?;
        if code.is_empty() {
            continue;
        }
        let ethnicity = Ethnicity::from_code(code)
            .ok_or_else(|| wrong(format!("`population.groups`: `{code}` is no canonical ethnicity")))?;
        let count: u64 = cell(&population.count)?
            .replace(',', "")
            .parse()
            .map_err(|_| wrong(format!("row {}: the number of people cannot be read", record.number())))?;
        let region = site.region.clone().map(Scope::Region);
        for scope in [Scope::Site(site.id.clone()), Scope::All].into_iter().chain(region) {
            let sum = sums.entry(scope).or_default().entry(ethnicity).or_default();
            *sum = sum.saturating_add(count);
        }
    }
    Ok(sums.into_iter().map(|(scope, groups)| (scope, groups.into_iter().collect())).collect())
}
