//! What stands in a sheet or text file: title, header, rows, totals.

use super::{
    cell::{Column, Written, date, write},
    words::header,
};
use crate::{
    plan::SiteOutline,
    style::Dates,
    table::{Table, Value},
};
use std::borrow::Cow;
use wres_domain::{Dataset, Period};

/// Columns that no dataset has, before and after the others.
const EXTRA: [&str; 2] = ["Cost centre", "Line manager post"];

/// A laid-out table, row by row.
pub(crate) struct Sheet<'a> {
    outline: &'a SiteOutline,
    period: &'a Period,
    table: &'a Table,
    columns: Vec<Column>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(outline: &'a SiteOutline, period: &'a Period, table: &'a Table) -> Self {
        let columns = table.columns.iter().map(|name| Column::of(table.dataset, name)).collect();
        Self { outline, period, table, columns }
    }

    fn extra(&self) -> bool {
        self.outline.style.extra_columns && self.table.dataset == Dataset::Staff
    }

    /// The lines above the header, each one cell.
    pub(crate) fn above(&self) -> Vec<String> {
        if !self.outline.style.title {
            return Vec::new();
        }
        let snapshot = self.period.snapshot.number();
        vec![
            format!("{}: {} extract {}", self.outline.name, self.table.dataset.name(), self.period.label),
            format!("As at {}. Source: HR system. Excludes schools.", date(Dates::Dots, snapshot)),
            String::new(),
        ]
    }

    /// The header.
    pub(crate) fn header(&self) -> Vec<String> {
        let named =
            self.table.columns.iter().map(|name| header(self.outline.style.headers, self.table.dataset, name).0);
        if self.extra() {
            [EXTRA[0].to_owned()].into_iter().chain(named).chain([EXTRA[1].to_owned()]).collect()
        } else {
            named.collect()
        }
    }

    /// Writes every row, in order, cell by cell.
    pub(crate) fn rows(&self, mut each: impl FnMut(usize, &mut dyn Iterator<Item = Written>)) {
        let style = &self.outline.style;
        let extra = self.extra();
        for row in 0..self.table.rows() {
            let cells = self.table.row(row);
            let before = extra.then(|| Written::Text(Cow::Owned(format!("CC{}", 4_100 + row % 37))));
            let after = extra.then(|| Written::Text(Cow::Owned(format!("M{:04}", row / 9))));
            let named = cells.iter().zip(&self.columns).map(|(value, column)| write(style, *column, *value));
            each(row, &mut before.into_iter().chain(named).chain(after));
        }
    }

    /// The row of totals below the rest, where the site has one: people's file only, posts and their full-time equivalent.
    pub(crate) fn totals(&self) -> Option<Vec<Written>> {
        if !self.outline.style.totals || self.table.dataset != Dataset::Staff {
            return None;
        }
        let hundredths: i64 = (0..self.table.rows())
            .map(|row| match self.table.get(row, "hours_fte") {
                Value::Hundredths(hundredths) => i64::from(hundredths),
                _ => 0,
            })
            .sum();
        let mut cells = vec![Written::Empty; self.header().len()];
        let offset = usize::from(self.extra());
        let hours = self.table.column("hours_fte")?;
        let sum = Value::Hundredths(i32::try_from(hundredths).unwrap_or(i32::MAX));
        cells[0] = Written::Text(Cow::Borrowed("Total"));
        cells[hours + offset] = write(&self.outline.style, Column::Plain, sum);
        Some(cells)
    }
}
