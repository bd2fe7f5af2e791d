//! What stands in a workbook of corrections.

use std::collections::BTreeMap;
use wres_domain::{Finding, Period, Severity, Site};

/// Everything that a site is asked to put right or to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrections {
    /// The site.
    pub site: Site,
    /// The period that it reports on.
    pub period: Period,
    /// Its tables that have rows that need work.
    pub tables: Vec<CorrectionsTable>,
    /// What it may explain.
    pub queries: Vec<Query>,
}

impl Corrections {
    /// Most rows of one table in the workbook. Nobody puts more right by hand; the others come when these are done.
    pub const MOST_ROWS: usize = 10_000;
}

/// Rows of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionsTable {
    /// Name of the file as the site sent it.
    pub file: String,
    /// Its sheet, for a workbook.
    pub sheet: Option<String>,
    /// BLAKE3 of the file, in hexadecimal.
    pub blake3: String,
    /// The headers of all its columns.
    pub header: Vec<String>,
    /// Words that a column may hold, by its place, the first being 0.
    pub allowed: BTreeMap<u32, Vec<String>>,
    /// The rows in the order of the file.
    pub rows: Vec<MarkedRow>,
    /// Rows that need work and are not in the workbook.
    pub left_out: u64,
}

/// A row of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRow {
    /// Its number in the file.
    pub number: u32,
    /// Its cells, as many as there are headers.
    pub cells: Vec<String>,
    /// What needs work; none for a row that the site has put right before.
    pub marks: Vec<Mark>,
}

/// What needs work in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The columns that it is about, the first being 0; none if it is about the row as a whole.
    pub columns: Vec<u32>,
    /// Weight.
    pub severity: Severity,
    /// What was found, what is expected, how to put it right, and the code.
    pub text: String,
}

/// A query that a site may explain in place of putting it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The query.
    pub finding: Finding,
    /// What the site said about the same thing last year.
    pub last_year: Option<String>,
    /// What it says this year.
    pub note: Option<String>,
}
