//! The words of a definition, as they are written in TOML.

use super::wanted::WantedMeasure;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::IndicatorId;

/// What an indicator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Representation: in every stratum, cases are the people in it and the base is everybody.
    Share,
    /// Cases out of those at risk.
    Proportion,
    /// A proportion that is also read as a gap: share of the cases less share of the base, and less share of a population.
    LikelihoodAndGap,
    /// Survival: by band of months of service (`time_bands`), those who leave out of the months that anybody was still there. The
    /// condition says which leavers count.
    Survival,
    /// Waiting: by band of days (`time_bands`) since one date, those to whom the other came out of the days that anybody was still
    /// waiting. The condition is one test,
    /// `{ column, of, within_days }`: from the day in `of` to that in `column`, seen for so many days.
    Waiting,
    /// Transitions of a cohort: for every rung before, those on each rung now, or gone, out of those who were on it.
    Transitions,
    /// People by distinct full-time pay, or by distinct amount in another `column` of money; gaps in mean and median are computed
    /// from these.
    Pay,
    /// Hours worked, in hundredths of a full-time post: what a threshold of full-time equivalents is compared with.
    Hours,
}

/// When people belong to a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Every row of the dataset that passes the filter.
    #[default]
    Rows,
    /// People in post on the snapshot date.
    Snapshot,
    /// Everyone employed at any time in the period: this snapshot, the one before, and those who left in between.
    InPeriod,
    /// People in post on the snapshot date of the year before, followed into this one.
    Cohort,
}

/// Which rate of the group is worse for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Adverse {
    /// A higher rate than the reference group's is worse (discipline, harassment, leaving).
    HigherRate,
    /// A lower rate than the reference group's is worse (appointment, training, seniority).
    LowerRate,
    /// Neither side is worse in itself.
    Neither,
}

/// Which rate is divided by which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The group's rate over the reference group's, as BME : White.
    GroupOverReference,
    /// The reference group's rate over the group's, as White : BME.
    ReferenceOverGroup,
}

/// A value that a column is tested against.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// Yes or no.
    Flag(bool),
    /// A whole number; pounds where the column holds money.
    Integer(i64),
    /// A code.
    Text(String),
}

/// One test of one column. All tests of a list must hold; a null value fails every test except `known = false`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// The column of the dataset.
    pub column: String,
    /// The value equals this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Scalar>,
    /// The value is known and differs from this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_not: Option<Scalar>,
    /// The value is one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<Scalar>>,
    /// The value is known and none of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_of: Option<Vec<Scalar>>,
    /// The code has this nature in its list, such as `voluntary` among reasons for leaving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<String>,
    /// The number is this or more; for a rung, this rung or above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Scalar>,
    /// The number is less than this; for a rung, below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Scalar>,
    /// The date lies in the period (`true`) or outside it (`false`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_period: Option<bool>,
    /// The date lies in the twelve months before the period (`true`) or outside them (`false`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_year_before: Option<bool>,
    /// There is a value (`true`) or none (`false`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// The rung is above that in this other column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<String>,
    /// The day is that in the column `of`, or at most so many days after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// The same in working days, Monday to Friday; bank holidays count as working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_working_days: Option<u32>,
    /// The column of the day from which days are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The test is left out, and that is said, where the site did not supply the column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// Those who can be cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// What readers call it.
    pub label: String,
    /// The dataset whose rows it is made of.
    pub dataset: String,
    /// When people belong to it.
    #[serde(default)]
    pub when: When,
    /// Tests that a row must pass before people are told apart (posts, for staff).
    #[serde(default, rename = "where")]
    pub filters: Vec<Filter>,
}

/// What became of a member of a cohort by this snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// In post, on any rung.
    Remained,
    /// In post on the same rung.
    Stayed,
    /// In post on a higher rung.
    Up,
    /// In post on a lower rung.
    Down,
    /// No longer in post.
    Left,
}

/// A condition that a member of the population meets or not: tests on the member's own row, or on rows about the member in
/// another dataset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The dataset that has rows about the person; without it the tests are about the member's own row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<String>,
    /// The tests; all must hold.
    #[serde(default, rename = "where")]
    pub filters: Vec<Filter>,
    /// Further tests of which at least one must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<Filter>,
    /// How many rows of the other dataset must pass; 1 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// What became of a member of a cohort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
}

/// What a dimension divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// The base, and the cases with it: each stratum is a population of its own.
    #[default]
    Base,
    /// The cases alone: each stratum has the whole base.
    Cases,
}

/// A way of counting an indicator in parts: by rung, by pay band, by kind of leaving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// What readers call it.
    pub label: String,
    /// The column whose values are the strata. Without it each value has tests of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What it divides.
    #[serde(default)]
    pub split: Split,
    /// The strata from low to high, for a column of codes or for tests.
    #[serde(default)]
    pub values: Vec<DimensionValue>,
    /// The strata from low to high, for a column of numbers.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// What readers call the stratum of those whose value is not known or not listed. They stay in the base.
    #[serde(default = "unmapped")]
    pub unmapped: String,
}

fn unmapped() -> String {
    "Not mapped".to_owned()
}

/// One stratum of a dimension of codes or of tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionValue {
    /// Its code: the value in the column, `yes` and `no` for a flag, or a name for tests.
    pub code: String,
    /// What readers call it.
    pub label: String,
    /// The tests that make it, where the dimension has no column.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
}

/// One stratum of a dimension of numbers: `from <= value < below`. Pounds where the column holds money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its code.
    pub code: String,
    /// What readers call it.
    pub label: String,
    /// Lower edge, itself inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// Upper edge, itself outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
}

/// The words that sentences are made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Those at risk, in the plural: `staff`, `shortlisted applicants`.
    pub people: String,
    /// What is more or less likely: `to be appointed`.
    pub to_do: String,
    /// What the cases are, in the plural: `appointments`.
    pub events: String,
}

/// A number that decides what applies to a site, such as a duty that only larger bodies have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The base of the whole indicator, over all groups known or not, from which it is reached.
    pub at_least: u64,
    /// What applies from there on, in a sentence.
    pub reached: String,
    /// What applies below, in a sentence.
    pub below: String,
}

/// Sentence templates; each placeholder in braces is filled from the outcome. What a standard or an indicator leaves out is
/// as in `schemas/standards/sentences.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sentences {
    /// The interval lies above equality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_likely: Option<String>,
    /// The interval lies below equality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less_likely: Option<String>,
    /// The interval holds equality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_tell: Option<String>,
    /// A share of a stratum above the share of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over_represented: Option<String>,
    /// A share of a stratum below the share of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_represented: Option<String>,
    /// A share of a stratum that cannot be told from the share of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representation_unclear: Option<String>,
    /// A group that is compared with nobody: the reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alone: Option<String>,
    /// A group with a figure of its own and no comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_comparison: Option<String>,
    /// Those whose ethnicity is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// A figure that is hidden, absent or not estimable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_figure: Option<String>,
}

/// Ten people and what is counted among them: the definition's test and its documentation.
///
/// Each table is text with a header line, one line a row, cells divided by `|`, as it is read on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What to notice.
    pub says: String,
    /// Rows of this submission, by dataset.
    #[serde(default)]
    pub rows: BTreeMap<String, String>,
    /// Rows of the submission of the year before, by dataset.
    #[serde(default)]
    pub previous: BTreeMap<String, String>,
    /// Stratum, group of the binary grouping (or ethnicity), cases and base.
    pub expect: String,
}

/// One year of an indicator's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HistoryEntry {
    /// The standard that said so.
    pub standard: String,
    /// Its year, where it has one.
    pub year: Option<u16>,
    /// What changed.
    pub changed: String,
}

/// One indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicator {
    /// Its full name, such as `sc-wres-3`.
    pub id: IndicatorId,
    /// Its name within the standard, such as `3` or `7a`.
    pub key: String,
    /// What readers call it.
    pub title: String,
    /// What it compares.
    pub kind: Kind,
    /// The definition in a sentence.
    pub definition: String,
    /// The population's name in the standard.
    pub population: String,
    /// The condition that a member of the population must meet to be at risk; `None` for everybody.
    pub at_risk: Option<Condition>,
    /// Who is a case; `None` where the strata are the cases (a share) or nothing is (pay).
    pub case: Option<Condition>,
    /// Names of the dimensions that it is also counted by.
    pub by: Vec<String>,
    /// Of pay: the column of money that people are counted by; `None` for full-time annual pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Of a proportion: the column of survey weights by which its share is estimated as well, where the site sends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Where the bands of months of service, or of days of waiting, begin; empty for other kinds.
    pub time_bands: Vec<u32>,
    /// Figures that its counts are made into, beside rates and ratios.
    pub measures: Vec<WantedMeasure>,
    /// Which rate is worse for the group.
    pub adverse: Adverse,
    /// Which rate is divided by which.
    pub compare: Compare,
    /// A range of ratios that the scheme prints as a band, never as a verdict.
    pub display_range: Option<(f64, f64)>,
    /// Where the definition comes from.
    pub source: String,
    /// What to mind when reading it.
    pub note: Option<String>,
    /// The number that decides what applies to a site, where it is there for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Threshold>,
    /// The words of its sentences.
    pub words: Words,
    /// The sentence templates.
    pub sentences: Sentences,
    /// Its worked example.
    pub example: Option<Example>,
    /// What changed in which year, oldest first.
    pub history: Vec<HistoryEntry>,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Scalar;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a code, a whole number, true or false")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Flag(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Scalar, E> {
                Ok(Scalar::Integer(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Scalar {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Scalar".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A code, a whole number (pounds where the column holds money), true or false.",
            "type": ["string", "integer", "boolean"]
        })
    }
}
