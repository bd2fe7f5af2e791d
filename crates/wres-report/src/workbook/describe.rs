//! The workbook as a whole.

use super::{
    front::{contents, cover, notes},
    indicator,
    model::{Sheet, Workbook, sheet_name},
    table,
};
use crate::{
    publication::{IndicatorText, Publication},
    tables::ComparisonTable,
};
use std::collections::BTreeMap;
use wres_domain::Outcome;

/// Describes the workbook of a publication.
pub(crate) fn describe(publication: &Publication, outcomes: &[&Outcome], tables: &[ComparisonTable]) -> Workbook {
    let about = publication.about.get();
    let mut by_indicator: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| indicator::wanted(outcome)) {
        by_indicator.entry(&outcome.place.indicator.0).or_default().push(outcome);
    }
    let indicators: Vec<(String, &IndicatorText)> = about
        .standards
        .iter()
        .flat_map(|standard| &standard.indicators)
        .map(|one| (sheet_name(&one.id.0), one))
        .collect();
    let mut sheets: Vec<Sheet> =
        vec![cover(about), contents(&indicators, tables), notes(about, publication.suppressions.get())];
    for (name, indicator) in &indicators {
        let rows = by_indicator.get(indicator.id.0.as_str()).map(Vec::as_slice).unwrap_or_default();
        sheets.push(indicator::sheet(name.clone(), indicator, about, rows));
    }
    sheets.extend(tables.iter().map(table::sheet));
    Workbook {
        title: about.title.clone(),
        author: about.publisher.clone().unwrap_or_else(|| format!("wres {}", about.run.version)),
        sheets,
    }
}
