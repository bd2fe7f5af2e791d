//! What a site is asked to put right, in a workbook of its own rows.

use crate::{
    config::Config,
    error::{PipelineError, Result},
    intake::IntakeRecord,
    judge::is_open,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};
use wres_domain::{CORRECTIONS_FILE, Finding, Note, Period, Severity, Site, SiteId};
use wres_ingest::{
    Fingerprints, Limits, OriginalTable, SiteMapping, Submission, WantedRows, input::open_within, original_rows,
};
use wres_report::{Corrections, CorrectionsTable, Mark, MarkedRow, Query, render_corrections};
use wres_store::{Cache, StoreError, private};
use wres_validate::columns_of;

/// What a workbook of corrections is made for.
pub(crate) struct CorrectionsRequest<'a> {
    pub(crate) site: &'a Site,
    pub(crate) period: &'a Period,
    pub(crate) submission: &'a Submission,
    pub(crate) mapping: &'a SiteMapping,
    pub(crate) limits: Limits,
    pub(crate) fingerprints: &'a Fingerprints,
    pub(crate) record: &'a IntakeRecord,
    /// What counting found.
    pub(crate) counting: &'a [Finding],
    /// What the site said a year ago.
    pub(crate) last_year: &'a [Note],
}

/// The rows that need work, taken from the site's own files again, and the queries; `None` if there is nothing to be done that a
/// workbook could help with.
pub(crate) fn corrections(request: &CorrectionsRequest<'_>) -> Result<Option<Corrections>> {
    let record = request.record;
    let queries = queries(record, request.counting, request.last_year);
    let wanted = wanted(record);
    if wanted.is_empty() && queries.iter().all(|query| query.note.is_some()) {
        return Ok(None);
    }
    let (tables, _) = original_rows(
        request.submission,
        request.mapping,
        request.limits,
        request.fingerprints,
        &wanted,
        Corrections::MOST_ROWS,
    )
    .map_err(|error| PipelineError::Unreadable { message: error.to_string() })?;
    let tables = tables.into_iter().map(|table| marked(table, record)).filter(|table| !table.rows.is_empty()).collect();
    Ok(Some(Corrections { site: request.site.clone(), period: request.period.clone(), tables, queries }))
}

/// Writes the workbook into folders of feedback on a site, or removes that of last time if nothing is left to be done.
/// Its hash is written down first: killed in between, the workbook does not fit it and is made again.
pub(crate) fn write_corrections(folders: &[PathBuf], sums: &Cache, request: &CorrectionsRequest<'_>) -> Result<()> {
    let file = corrections(request)?.map(|corrections| render_corrections(&corrections)).transpose()?;
    let hash = file.as_ref().map(|file| blake3::hash(&file.bytes).to_hex().to_string());
    sums.put(&sum_key(&request.period.label, &request.site.id), &hash)?;
    for folder in folders {
        match &file {
            Some(file) => private::write_whole(&folder.join(&file.path), &file.bytes)?,
            None => {
                let old = folder.join(format!("feedback/{}/{CORRECTIONS_FILE}", request.site.id));
                if old.exists() {
                    fs::remove_file(&old).map_err(|source| PipelineError::Folder { path: old, source })?;
                }
            }
        }
    }
    Ok(())
}

/// Most bytes of a workbook of corrections.
const LARGEST: u64 = 1 << 30;

fn sum_key(period: &str, site: &SiteId) -> String {
    format!("corrections {period} {site}")
}

/// The hashes of workbooks of corrections, beside them in the lake.
pub(crate) fn sums_of_corrections(config: &Config) -> Cache {
    Cache::new(config.corrections().join("sums"))
}

/// The workbook of corrections of a submission, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] if it is not as it was written.
pub(crate) fn corrections_of(config: &Config, period: &str, site: &SiteId) -> Result<Option<Vec<u8>>> {
    corrections_at(config, &config.corrections().join(period), (period, site))
}

/// The workbook of corrections of a submission in a folder of feedback, if there is one.
///
/// # Errors
/// [`StoreError::Damaged`] if it is not the one that was made last.
pub(crate) fn corrections_at(
    config: &Config,
    folder: &Path,
    (period, site): (&str, &SiteId),
) -> Result<Option<Vec<u8>>> {
    let path = folder.join(format!("feedback/{site}/{CORRECTIONS_FILE}"));
    let wanted: Option<String> = sums_of_corrections(config).get(&sum_key(period, site)).flatten();
    let mut bytes = Vec::new();
    let read = open_within(&config.lake(), &path, LARGEST).and_then(|mut file| file.read_to_end(&mut bytes));
    let hash = match read {
        Ok(_) => Some(blake3::hash(&bytes).to_hex().to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(source) => return Err(PipelineError::Folder { path, source }),
    };
    if hash == wanted {
        return Ok(hash.map(|_| bytes));
    }
    let reason = "it is not the workbook that was made last".to_owned();
    Err(StoreError::Damaged { path, reason }.into())
}

/// Rows that an open finding is about, by file and sheet.
fn wanted(record: &IntakeRecord) -> Vec<WantedRows> {
    let mut tables: BTreeMap<(String, Option<String>), BTreeSet<u32>> = BTreeMap::new();
    for found in &record.cells {
        let Some(finding) = record.findings.get(found.finding) else { continue };
        let Some(file) = finding.place.file.as_ref().filter(|_| is_open(finding, &record.notes)) else { continue };
        let rows = tables.entry((file.clone(), finding.place.sheet.clone())).or_default();
        rows.extend(found.rows.iter().filter(|&row| row > 0));
    }
    tables
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|((file, sheet), rows)| WantedRows { file, sheet, rows })
        .collect()
}

/// Queries, one for each thing that a note can be about. Those that a note explains stay, so that the note is not lost when the
/// workbook is sent again.
fn queries(record: &IntakeRecord, counting: &[Finding], last_year: &[Note]) -> Vec<Query> {
    let mut queries: Vec<Query> = Vec::new();
    let all = record.findings.iter().chain(counting);
    for finding in all.filter(|finding| finding.severity == Severity::Query) {
        let own = Note {
            code: finding.code.clone(),
            dataset: finding.dataset.clone(),
            column: finding.place.header.clone(),
            count: finding.count,
            text: String::new(),
        };
        match queries.iter_mut().find(|query| own.is_about(&query.finding)) {
            Some(query) => query.finding.count = query.finding.count.max(finding.count),
            None => queries.push(Query {
                finding: finding.clone(),
                last_year: said(last_year, finding),
                note: record.notes.iter().find(|note| note.explains(finding)).map(|note| note.text.clone()),
            }),
        }
    }
    queries
}

/// What a site says about a finding.
pub(crate) fn said(notes: &[Note], finding: &Finding) -> Option<String> {
    notes.iter().find(|note| note.is_about(finding)).map(|note| note.text.clone())
}

/// The rows of a table with what needs work in them.
fn marked(table: OriginalTable, record: &IntakeRecord) -> CorrectionsTable {
    let mut marks: BTreeMap<u32, Vec<Mark>> = table.rows.iter().map(|row| (row.number, Vec::new())).collect();
    for found in &record.cells {
        let Some(finding) = record.findings.get(found.finding) else { continue };
        let of_table = finding.place.file.as_ref() == Some(&table.file) && finding.place.sheet == table.sheet;
        if !of_table || !is_open(finding, &record.notes) {
            continue;
        }
        let mark = mark(finding, &table);
        for row in found.rows.iter() {
            if let Some(marks) = marks.get_mut(&row) {
                marks.push(mark.clone());
            }
        }
    }
    let rows = table
        .rows
        .into_iter()
        .map(|row| MarkedRow {
            marks: marks.remove(&row.number).unwrap_or_default(),
            number: row.number,
            cells: row.cells,
        })
        .collect();
    let OriginalTable { file, blake3, sheet, header, allowed, left_out, .. } = table;
    CorrectionsTable { file, sheet, blake3, header, allowed, rows, left_out }
}

fn mark(finding: &Finding, table: &OriginalTable) -> Mark {
    let others = columns_of(&finding.code).iter().filter_map(|column| table.places.get(*column).copied());
    let mut columns: Vec<u32> = finding.place.column.into_iter().chain(others).collect();
    let mut seen = BTreeSet::new();
    columns.retain(|column| seen.insert(*column));
    let header = finding.place.header.as_ref().map(|header| format!("{header}: ")).unwrap_or_default();
    let text =
        format!("{header}found {}; expected {}. {} [{}]", finding.found, finding.expected, finding.fix, finding.code);
    Mark { columns, severity: finding.severity, text }
}
