//! The shape of a standard's TOML file. Its JSON Schema is generated from these types.

use super::{
    language::{Adverse, Compare, Condition, Dimension, Example, Kind, Population, Sentences, Threshold, Words},
    wanted::WantedMeasure,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::collections::BTreeMap;
use wres_domain::{Grouping, Service};

/// A standard: a set of indicators with their populations and dimensions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A standard of workforce indicators")]
pub(crate) struct Document {
    /// Its name, with the year where it has one: lower-case letters, digits and dashes.
    pub(crate) id: String,
    /// The name that its indicators start with; the name without the year.
    pub(crate) family: String,
    /// What readers call it.
    pub(crate) title: String,
    /// The year that it is of.
    pub(crate) year: Option<u16>,
    /// The standard of the year before; this file then says only what changed.
    #[serde(rename = "extends")]
    pub(crate) _extends: Option<String>,
    /// What this year changed.
    #[serde(rename = "changed")]
    pub(crate) _changed: Option<String>,
    /// What it is for.
    pub(crate) summary: String,
    /// Where it comes from.
    pub(crate) source: String,
    /// The groupings that its figures are published by.
    #[schemars(schema_with = "groupings")]
    pub(crate) groupings: Vec<Grouping>,
    /// The services that are counted apart, beside all together.
    #[serde(default)]
    #[schemars(schema_with = "services")]
    pub(crate) services: Vec<Service>,
    /// Those who can be cases, by name.
    pub(crate) population: BTreeMap<String, Population>,
    /// Ways of counting in parts, by name. The one called `rung` orders the rungs of the ladder.
    #[serde(default)]
    pub(crate) dimension: BTreeMap<String, Dimension>,
    /// Sentence templates.
    #[serde(default)]
    pub(crate) sentences: Sentences,
    /// The indicators, by their name within the standard.
    pub(crate) indicator: Ordered<IndicatorDocument>,
}

/// One indicator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorDocument {
    /// What readers call it.
    pub(crate) title: String,
    /// What it compares.
    pub(crate) kind: Kind,
    /// The definition in a sentence.
    pub(crate) definition: String,
    /// The population's name.
    pub(crate) population: String,
    /// The condition that a member of the population must meet to be at risk.
    pub(crate) at_risk: Option<Condition>,
    /// Who is a case.
    pub(crate) case: Option<Condition>,
    /// Names of the dimensions that it is also counted by.
    #[serde(default)]
    pub(crate) by: Vec<String>,
    /// For pay: the column of money that people are counted by; `salary_fte`, full-time annual pay, unless said.
    pub(crate) column: Option<String>,
    /// For a proportion of rows: the column of survey weights by which its share is estimated as well, where the site sends it.
    pub(crate) weight: Option<String>,
    /// For survival and waiting: where the bands of months, or days, begin, from 0. Within a band everybody is taken to leave, or
    /// to be answered, at the same rate; the counts of wide bands are large enough to be shown.
    #[serde(default)]
    pub(crate) time_bands: Vec<u32>,
    /// Figures that its counts are made into, beside rates and ratios.
    #[serde(default)]
    pub(crate) measures: Vec<WantedMeasure>,
    /// Which rate is worse for the group.
    pub(crate) adverse: Adverse,
    /// Which rate is divided by which.
    pub(crate) compare: Compare,
    /// A range of ratios that the scheme prints as a band, never as a verdict.
    pub(crate) display_range: Option<[f64; 2]>,
    /// Where the definition comes from.
    pub(crate) source: String,
    /// What to mind when reading it.
    pub(crate) note: Option<String>,
    /// What this year changed.
    #[serde(rename = "changed")]
    pub(crate) _changed: Option<String>,
    /// In a year's delta: the indicator is no longer part of the standard.
    #[serde(default, rename = "removed")]
    pub(crate) _removed: bool,
    /// The number that decides what applies to a site.
    pub(crate) threshold: Option<Threshold>,
    /// The words of its sentences.
    pub(crate) words: Words,
    /// Sentence templates that differ from the standard's.
    #[serde(default)]
    pub(crate) sentences: Sentences,
    /// Its worked example.
    pub(crate) example: Option<Example>,
}

/// A table in the order in which it was written.
#[derive(Debug, Clone)]
pub(crate) struct Ordered<T>(pub(crate) Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Ordered<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table")
            }
            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Ordered<T>, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Ordered<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("TableOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let inner = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": inner })
    }
}

fn groupings(_: &mut SchemaGenerator) -> Schema {
    let codes: Vec<&str> = Grouping::ALL.into_iter().map(Grouping::code).collect();
    json_schema!({ "type": "array", "minItems": 1, "items": { "enum": codes } })
}

fn services(_: &mut SchemaGenerator) -> Schema {
    let codes: Vec<&str> = Service::ALL.into_iter().map(Service::code).collect();
    json_schema!({ "type": "array", "items": { "enum": codes } })
}
