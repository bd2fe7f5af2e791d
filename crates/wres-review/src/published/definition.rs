//! How a published table is described in a pipeline file.

use super::points::RateInterval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The published tables of a pipeline.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// Who published the tables, under which licence; printed in the publication.
    pub source: String,
    /// Tables with one count a row.
    #[serde(default)]
    pub counts: Vec<CountsTable>,
    /// Tables with one place and period a row, numerators and denominators in columns.
    #[serde(default)]
    pub rates: Vec<RatesTable>,
}

impl Published {
    /// The files of the tables, as the pipeline file names them.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let counts = self.counts.iter().map(|table| table.file.as_path());
        counts.chain(self.rates.iter().map(|table| table.file.as_path()))
    }
}

/// Which rows are about one site, a region or the whole, and how they are named.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Column that says what a row is about.
    pub column: String,
    /// Its value for one site.
    pub site: String,
    /// Its value for a region.
    pub region: String,
    /// Its value for the whole.
    pub all: String,
    /// Column with the code of a site.
    pub site_code: String,
    /// Column with the name of a site.
    pub site_name: String,
    /// Column with the name of the region: of a regional row, and of the region that a site lies in.
    pub region_name: String,
    /// Column with the name of the region in a regional row, where it is another one.
    #[serde(default)]
    pub region_row_name: Option<String>,
    /// Regions that are parts of another printed region: the part, then the whole.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
}

/// A table with one count a row.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountsTable {
    /// What readers call it.
    pub title: String,
    /// The file, below `paths.inbox`.
    pub file: PathBuf,
    /// Column with the period.
    pub period: String,
    /// Which rows are about what.
    pub levels: Levels,
    /// Column with the stratum, such as the seniority.
    pub stratum: String,
    /// The strata from low to high, without the whole.
    pub strata: Vec<String>,
    /// The value of the stratum column for the whole.
    pub whole: String,
    /// Column with the ethnic group.
    pub group: String,
    /// Canonical ethnicity of each group as written. A group whose ethnicity is `unknown_not_asked` and the like counts as
    /// unknown.
    pub groups: BTreeMap<String, String>,
    /// Groups that the publisher derived from others: not counted, but checked against the parts named here.
    #[serde(default)]
    pub derived: BTreeMap<String, Vec<String>>,
    /// Column with the count.
    pub count: String,
    /// Column with the mark that stands where there is no count, if marks have a column of their own.
    #[serde(default)]
    pub mark: Option<String>,
    /// Column with the total over the groups, as printed.
    #[serde(default)]
    pub total: Option<String>,
    /// The group whose row is the total over the groups, such as `Total`, where totals are rows and no column. Its parts belong
    /// into `derived`, so that it is checked and not counted. A mark under a printed total of 0 is 0.
    #[serde(default)]
    pub total_group: Option<String>,
    /// Column with the share of the total in percent, as printed.
    #[serde(default)]
    pub share: Option<String>,
    /// Decimals of the printed share.
    #[serde(default = "one")]
    pub decimals: u32,
    /// What is counted.
    pub indicators: Vec<PublishedIndicator>,
}

/// An indicator made from a table of counts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedIndicator {
    /// Full name of the indicator in its standard.
    pub id: String,
    /// Representation: in every stratum, cases are its people and the base is everybody; the dimension's name.
    #[serde(default)]
    pub dimension: Option<String>,
    /// Strata whose people are the cases.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Strata whose people are the base.
    #[serde(default)]
    pub base: Vec<String>,
}

/// A table with numerators and denominators in columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatesTable {
    /// What readers call it.
    pub title: String,
    /// The file, below `paths.inbox`.
    pub file: PathBuf,
    /// Column with the period.
    pub period: String,
    /// Which rows are about what.
    pub levels: Levels,
    /// The rates.
    pub rates: Vec<Rate>,
    /// Columns that add up from sites to regions and to the whole.
    #[serde(default)]
    pub additive: Vec<String>,
    /// Half the last printed digit of the additive columns' parts is what rounding may move each; 0 for counts of people.
    #[serde(default)]
    pub additive_decimals: BTreeMap<String, u32>,
}

/// A rate of a table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Its name.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// Column of the numerator.
    pub numerator: String,
    /// Columns that are added up to the denominator.
    pub denominator: Vec<String>,
    /// What the denominator is multiplied by, such as the 253 working days of a year.
    #[serde(default = "one_u64")]
    pub times: u64,
    /// The rate is per so many: 100 for a percentage.
    #[serde(default = "hundred")]
    pub per: u64,
    /// Column with the rate as printed.
    pub printed: String,
    /// Decimals of the printed rate.
    #[serde(default = "one")]
    pub decimals: u32,
    /// Whether the numerator is a part of the denominator and both are whole people, so that the rate has a Wilson interval.
    #[serde(default)]
    pub proportion: bool,
    /// How the rate comes to an interval where places are compared; `people` where it is a `proportion`, else none.
    #[serde(default)]
    pub interval: RateInterval,
}

impl Rate {
    /// How the rate comes to an interval where places are compared.
    pub(super) fn interval(&self) -> RateInterval {
        if self.proportion { RateInterval::People } else { self.interval }
    }
}

fn one() -> u32 {
    1
}

fn one_u64() -> u64 {
    1
}

fn hundred() -> u64 {
    100
}
