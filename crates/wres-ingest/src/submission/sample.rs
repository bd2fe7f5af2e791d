//! The first rows of a table, from which it is planned.

use crate::{
    codes,
    findings::{Kind, finding},
    layout::{Header, find_header},
    mapping::{Source, takes_ethnicity},
    raw::{TextRow, split::Row},
    table::{PlanSettings, TablePlan, plan, undeclared_list},
    values::trim,
};
use std::collections::BTreeMap;
use wres_domain::{Dataset, Finding, Location, Severity};

/// Rows that are looked at before the reading begins.
const PLANNED: usize = 1000;
/// Rows that are looked at for a draft: what is rare is asked about too.
const DRAFTED: usize = 20_000;

/// The first rows that have any content.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) rows: Vec<TextRow>,
    most: usize,
}

impl Default for Sample {
    fn default() -> Self {
        Self { rows: Vec::new(), most: PLANNED }
    }
}

impl Sample {
    /// Room for the rows that a draft looks at.
    pub(crate) fn of_draft() -> Self {
        Self { rows: Vec::new(), most: DRAFTED }
    }

    /// Adds a row. Gives whether more are wanted.
    pub(crate) fn push(&mut self, number: u32, row: &Row<'_>) -> bool {
        let cells: Vec<String> = row.iter().map(|cell| trim(cell).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(TextRow { number, cells });
        }
        self.rows.len() < self.most
    }

    /// How many columns the best header names; for choosing a sheet.
    pub(super) fn fit(&self, source: &Source) -> usize {
        find_header(&self.rows, source.dataset, source).map_or(0, |header| header.positions.iter().flatten().count())
    }

    /// Plans the table. `None`, with a finding, if it has no header.
    pub(super) fn plan(
        &self,
        settings: PlanSettings<'_>,
        place: &Location,
        findings: &mut Vec<Finding>,
    ) -> Option<(Header, TablePlan)> {
        let source = settings.source;
        let Some(header) = find_header(&self.rows, source.dataset, source) else {
            findings.push(self.no_header(source, place));
            return None;
        };
        let plan = plan(&header, settings, place, findings);
        self.about_lists(&header, source, place, findings);
        Some((header, plan))
    }

    fn no_header(&self, source: &Source, place: &Location) -> Finding {
        let schema = source.dataset.schema();
        let required: Vec<&str> =
            schema.columns.iter().filter(|column| column.required).map(|column| column.name.as_str()).collect();
        let found =
            if self.rows.is_empty() { "nothing in the table" } else { "no row that names the columns of the dataset" };
        let expected = format!("headers for {}", required.join(", "));
        finding(Kind::HeaderMissing, Severity::Error, Some(source.dataset), place.clone(), found, expected)
    }

    /// Lists of ethnicity that are not declared, or fit badly.
    fn about_lists(&self, header: &Header, source: &Source, place: &Location, findings: &mut Vec<Finding>) {
        let dataset = source.dataset;
        for (index, column) in dataset.schema().columns.iter().enumerate() {
            let Some(position) = header.positions.get(index).copied().flatten() else { continue };
            if !takes_ethnicity(dataset.name(), &column.name, &column.kind) {
                continue;
            }
            let shown = header.cells.get(position as usize).map_or("", String::as_str);
            let values = self.values(header, position);
            match source.codelists.get(&column.name) {
                None => findings.push(undeclared_list(dataset, place, position, shown, &values)),
                Some(declared) => findings.extend(doubtful_list(dataset, place, position, shown, declared, &values)),
            }
        }
    }

    /// The values of a column below the header, with how often they occur.
    pub(crate) fn values(&self, header: &Header, position: u32) -> Vec<(String, u64)> {
        let mut counts = BTreeMap::<String, u64>::new();
        for row in self.rows.iter().filter(|row| row.number > header.last) {
            if let Some(cell) = row.cells.get(position as usize).filter(|cell| !cell.is_empty()) {
                *counts.entry(cell.clone()).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }
}

/// Says so if the declared list knows few of the values and another nearly all.
fn doubtful_list(
    dataset: Dataset,
    place: &Location,
    position: u32,
    header: &str,
    declared: &str,
    values: &[(String, u64)],
) -> Option<Finding> {
    let fits = codes::fit(values);
    let share = fits.iter().find(|fit| fit.list == declared).map_or(0.0, |fit| fit.share);
    let best = fits.first()?;
    (share < 0.8 && best.share >= 0.95 && best.list != declared).then(|| {
        let found = format!(
            "{:.0}% of the first values in `{declared}` and {:.0}% in `{}`",
            share * 100.0,
            best.share * 100.0,
            best.list
        );
        let place = place.clone().column(position, header);
        finding(Kind::ListDoubtful, Severity::Query, Some(dataset), place, found, "the list that the file is in")
    })
}
