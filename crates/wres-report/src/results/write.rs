//! Writes `results.json`.

use super::{
    SHAPE,
    column::{Column, encode},
};
use crate::{
    error::ReportError,
    file::File,
    publication::{About, Publication},
    tables::{COLUMNS, ComparisonTable, Datum, Kind},
};
use rayon::prelude::*;
use serde::{Serialize, Serializer, ser::SerializeMap};
use wres_disclosure::{Deviation, FindingsSummary, QualitySummary, SuppressionSummary};
use wres_domain::{Grouping, Outcome};

#[derive(Serialize)]
struct Results<'a> {
    shape: &'static str,
    about: &'a About,
    suppressions: &'a SuppressionSummary,
    deviations: &'a [Deviation],
    findings: &'a FindingsSummary,
    quality: &'a QualitySummary,
    tables: Named<Table>,
}

/// A table.
#[derive(Serialize)]
struct Table {
    rows: usize,
    columns: Named<Column>,
}

/// Pairs as an object that keeps their order.
struct Named<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        map.end()
    }
}

/// Renders `results.json`.
pub(crate) fn results(
    publication: &Publication,
    outcomes: &[&Outcome],
    compared: &[ComparisonTable],
) -> Result<File, ReportError> {
    let mut tables = vec![("outcomes".to_owned(), of_outcomes(outcomes))];
    tables.extend(compared.iter().map(|table| (table.name.to_owned(), of_table(table))));
    let results = Results {
        shape: SHAPE,
        about: publication.about.get(),
        suppressions: publication.suppressions.get(),
        deviations: publication.deviations.get(),
        findings: publication.findings.get(),
        quality: publication.quality.get(),
        tables: Named(tables),
    };
    let mut bytes = serde_json::to_vec(&results)
        .map_err(|error| ReportError::Table { file: "results.json", message: error.to_string() })?;
    bytes.push(b'\n');
    Ok(File::new("results.json", bytes))
}

fn of_outcomes(outcomes: &[&Outcome]) -> Table {
    let columns: Vec<_> = COLUMNS.iter().collect();
    let said = |outcome: &Outcome| {
        outcome.grouping == Grouping::Binary
            && outcome.comparison.as_ref().is_some_and(|one| one.ratio.value().is_some())
    };
    let data: Vec<(&str, Kind, Vec<Datum>)> = columns
        .par_iter()
        .map(|column| {
            let is_sentence = column.name == "sentence";
            let value = |outcome: &&Outcome| {
                if is_sentence && !said(outcome) { Datum::Empty } else { column.value(outcome) }
            };
            (column.name, column.kind, outcomes.iter().map(value).collect())
        })
        .collect();
    Table { rows: outcomes.len(), columns: Named(encode(data.into_iter())) }
}

/// Sentences are those of two groups and stand where the first figure of their row does; all of them are in the tables.
fn of_table(table: &ComparisonTable) -> Table {
    let figure = table.columns.iter().position(|column| column.kind == Kind::Number && !column.name.ends_with("level"));
    let grouping = table.columns.iter().position(|column| column.name == "grouping");
    let data = table.columns.iter().enumerate().map(|(at, column)| {
        let values = table.rows.iter().map(|row| {
            let two = grouping.is_none_or(|at| row.get(at) == Some(&Datum::Text(Grouping::Binary.code().to_owned())));
            let there = two && figure.is_none_or(|figure| row.get(figure).is_some_and(|datum| *datum != Datum::Empty));
            if column.name == "sentence" && !there {
                return Datum::Empty;
            }
            row.get(at).cloned().unwrap_or(Datum::Empty)
        });
        (column.name, column.kind, values.collect())
    });
    Table { rows: table.rows.len(), columns: Named(encode(data)) }
}

/// Outcomes in the one order that every file has: place, grouping, group.
pub(crate) fn ordered(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let mut ordered: Vec<&Outcome> = outcomes.iter().collect();
    ordered.par_sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    ordered
}
