//! A standard as loaded: checked, with its years folded together.

use super::{
    Dimension, HistoryEntry, Indicator, Population, check,
    columns::ethnicity_column,
    document::{Document, IndicatorDocument},
    embedded::{SENTENCES, STANDARDS},
    error::DefinitionError,
    language::Sentences,
    reader::{nearest, read},
    tree::{Node, Step, Value},
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{Dataset, Grouping, IndicatorId, Service};

/// How many years may build on one another.
const LONGEST_CHAIN: usize = 50;

/// A standard: a set of indicators with their populations and dimensions, of one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standard {
    /// Its name with the year, such as `sc-wres-2024`.
    pub id: String,
    /// The name that its indicators start with, such as `sc-wres`.
    pub family: String,
    /// What readers call it.
    pub title: String,
    /// The year that it is of, where the scheme has years.
    pub year: Option<u16>,
    /// What it is for.
    pub summary: String,
    /// Where it comes from.
    pub source: String,
    /// What changed in which year, oldest first.
    pub history: Vec<HistoryEntry>,
    /// The groupings that its figures are published by.
    pub groupings: Vec<Grouping>,
    /// The services that are counted apart, beside all together.
    pub services: Vec<Service>,
    /// Populations by name.
    pub populations: BTreeMap<String, Population>,
    /// Dimensions by name.
    pub dimensions: BTreeMap<String, Dimension>,
    /// Indicators in the order of the definition.
    pub indicators: Vec<Indicator>,
}

/// Sentence templates that standards share. That the embedded file reads is held by a test.
static SHARED_SENTENCES: LazyLock<Result<Sentences, DefinitionError>> =
    LazyLock::new(|| read(&Node::parse("sentences.toml", SENTENCES)?));

impl Standard {
    /// Rungs from low to high: the dimension called `rung`, or 1 to 9.
    #[must_use]
    pub fn ladder(&self) -> Vec<String> {
        match self.dimensions.get("rung") {
            Some(rung) if !rung.values.is_empty() => rung.values.iter().map(|value| value.code.clone()).collect(),
            _ => (1..=9).map(|rung: u8| rung.to_string()).collect(),
        }
    }

    /// Whether an indicator counts people, and not answers or checks that are about nobody.
    #[must_use]
    pub fn about_people(&self, indicator: &Indicator) -> bool {
        let population = self.populations.get(&indicator.population);
        let dataset = population.and_then(|population| Dataset::from_name(&population.dataset));
        dataset.is_none_or(|dataset| ethnicity_column(dataset).is_some())
    }

    /// A standard that is part of the program, by its name (`sc-wres-2024`) or its family (`sc-wres`: the newest year).
    ///
    /// # Errors
    /// [`DefinitionError`] if there is none of that name; the nearest is suggested.
    pub fn embedded(name: &str) -> Result<Self, DefinitionError> {
        let by_name = STANDARDS.iter().find(|(known, _)| *known == name);
        let by_family = || {
            let of_family = |known: &&(&str, &str)| {
                known
                    .0
                    .strip_prefix(name)
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
            };
            STANDARDS.iter().filter(of_family).max_by_key(|(known, _)| *known)
        };
        match by_name.or_else(by_family) {
            Some((known, text)) => {
                Self::parse(&format!("{known}.toml"), text, &|name| Self::embedded_text(name).map(str::to_owned))
            }
            None => Err(DefinitionError::whole(name, "no standard of this name is part of the program").hint(Some(
                nearest(name, Self::embedded_names())
                    .unwrap_or_else(|| format!("there are {}", Self::embedded_names().join(", "))),
            ))),
        }
    }

    /// Reads a standard from TOML. `source_name` is what errors call it; `resolve_extends` gives the text of the standard
    /// that this one extends, by its name ([`Standard::embedded_text`] serves for those that are part of the program).
    ///
    /// # Errors
    /// [`DefinitionError`], which points to line and key.
    pub fn parse(
        source_name: &str,
        text: &str,
        resolve_extends: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, DefinitionError> {
        let years = years(source_name, text, resolve_extends)?;
        let mut history = Vec::new();
        let mut of_indicators: BTreeMap<String, Vec<HistoryEntry>> = BTreeMap::new();
        for year in &years {
            record(year, &mut history, &mut of_indicators);
        }
        let mut years = years.into_iter();
        let Some(mut tree) = years.next() else {
            return Err(DefinitionError::whole(source_name, "the document is empty"));
        };
        for year in years {
            tree.overlay(year);
        }
        let document: Document = read(&tree)?;
        let standard = Self::build(document, history, of_indicators)?;
        check::check(&standard).map_err(|problem| problem.locate(&tree))?;
        Ok(standard)
    }

    /// Names of the standards that are part of the program.
    #[must_use]
    pub fn embedded_names() -> Vec<&'static str> {
        STANDARDS.iter().map(|(name, _)| *name).collect()
    }

    /// The text of a standard that is part of the program.
    #[must_use]
    pub fn embedded_text(name: &str) -> Option<&'static str> {
        STANDARDS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }

    /// The indicator of a full name (`sc-wres-3`) or of a name within the standard (`3`).
    #[must_use]
    pub fn indicator(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id.0 == name || indicator.key == name)
    }

    /// What readers call a stratum: the label of a value or band of a dimension.
    #[must_use]
    pub fn stratum_label(&self, dimension: &str, value: &str) -> Option<&str> {
        let dimension = self.dimensions.get(dimension)?;
        if value == crate::plan::UNMAPPED {
            return Some(&dimension.unmapped);
        }
        let of_value = dimension.values.iter().find(|known| known.code == value).map(|known| known.label.as_str());
        of_value.or_else(|| dimension.bands.iter().find(|band| band.code == value).map(|band| band.label.as_str()))
    }

    fn build(
        document: Document,
        history: Vec<HistoryEntry>,
        mut of_indicators: BTreeMap<String, Vec<HistoryEntry>>,
    ) -> Result<Self, DefinitionError> {
        let shared = SHARED_SENTENCES.clone()?.over(&Sentences::default());
        let sentences = document.sentences.over(&shared);
        let indicators = document.indicator.0.into_iter().map(|(key, indicator)| {
            let history = of_indicators.remove(&key).unwrap_or_default();
            build_indicator(&document.family, key, indicator, &sentences, history)
        });
        Ok(Self {
            id: document.id,
            title: document.title,
            year: document.year,
            summary: document.summary,
            source: document.source,
            history,
            groupings: document.groupings,
            services: document.services,
            populations: document.population,
            dimensions: document.dimension,
            indicators: indicators.collect(),
            family: document.family,
        })
    }
}

/// The documents that a standard is made of, oldest first.
fn years(
    source_name: &str,
    text: &str,
    resolve_extends: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Node>, DefinitionError> {
    let mut years = vec![Node::parse(source_name, text)?];
    while let Some((name, origin)) = years.last().and_then(|year| {
        let name = year.text("extends")?.to_owned();
        Some((name, year.locate(&[Step::Key("extends".to_owned())]).clone()))
    }) {
        let fail = |message: String| DefinitionError {
            line: Some(origin.line),
            key: "extends".to_owned(),
            ..DefinitionError::whole(&origin.source, message)
        };
        if years.len() >= LONGEST_CHAIN {
            return Err(fail(format!(
                "more than {LONGEST_CHAIN} years build on one another: is `{name}` among its own?"
            )));
        }
        let text = resolve_extends(&name).ok_or_else(|| {
            fail(format!("there is no standard `{name}` to extend")).hint(nearest(&name, Standard::embedded_names()))
        })?;
        years.push(Node::parse(&format!("{name}.toml"), &text)?);
    }
    years.reverse();
    Ok(years)
}

/// Adds what one year says of itself to the history.
fn record(year: &Node, history: &mut Vec<HistoryEntry>, of_indicators: &mut BTreeMap<String, Vec<HistoryEntry>>) {
    let standard = year.text("id").unwrap_or_default().to_owned();
    let number = match year.get("year").map(|node| &node.value) {
        Some(Value::Integer(number)) => u16::try_from(*number).ok(),
        _ => None,
    };
    let entry = |changed: &str| HistoryEntry { standard: standard.clone(), year: number, changed: changed.to_owned() };
    history.push(entry(year.text("changed").unwrap_or("First defined.")));
    if let Some(Value::Table(indicators)) = year.get("indicator").map(|node| &node.value) {
        for (key, indicator) in indicators {
            let entries = of_indicators.entry(key.name.clone()).or_default();
            let changed = indicator.text("changed");
            match (changed, entries.is_empty()) {
                (Some(changed), _) => entries.push(entry(changed)),
                (None, true) => entries.push(entry("First defined.")),
                (None, false) => {}
            }
        }
    }
}

fn build_indicator(
    family: &str,
    key: String,
    document: IndicatorDocument,
    sentences: &Sentences,
    history: Vec<HistoryEntry>,
) -> Indicator {
    Indicator {
        id: IndicatorId(format!("{family}-{key}")),
        key,
        title: document.title,
        kind: document.kind,
        definition: document.definition,
        population: document.population,
        at_risk: document.at_risk,
        case: document.case,
        by: document.by,
        column: document.column,
        weight: document.weight,
        time_bands: document.time_bands,
        measures: document.measures,
        adverse: document.adverse,
        compare: document.compare,
        display_range: document.display_range.map(|[low, high]| (low, high)),
        source: document.source,
        note: document.note,
        threshold: document.threshold,
        words: document.words,
        sentences: document.sentences.over(sentences),
        example: document.example,
        history,
    }
}
