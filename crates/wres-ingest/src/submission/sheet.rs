//! Reading the sheets of a workbook, and Parquet files, as tables.

use crate::{
    findings::{Kind, about_file, count_of, finding},
    mapping::{Source, nearest_name},
    raw::{
        gather::{Gathered, Over},
        parquet,
        split::Row,
        unit::Unit,
        workbook::{Hidden, Merged, RowSink, Workbook, WorkbookError},
    },
    submission::{
        outcome::{Deliver, Delivery, Halt, Outcome, receipt, unreadable},
        sample::Sample,
    },
    table::{BlockReader, PlanSettings, Repeats, TableReading},
};
use std::sync::Arc;
use wres_domain::{Location, Severity, normalise};

/// Rows that are read together, column by column.
const TOGETHER: usize = 256;

/// Rows that are read before they go on.
const STEP: u32 = 1 << 16;

/// Reads the sheets of a workbook that sources of the mapping name.
pub(super) fn read_workbook(
    unit: &Unit,
    sources: &[PlanSettings<'_>],
    outcome: &mut Outcome,
    deliver: &mut Deliver<'_>,
) -> Result<(), Halt> {
    let first = outcome.receipts.len();
    let mut book = match Workbook::open(&unit.source, unit.format) {
        Ok(book) => book,
        Err(error) => {
            for settings in sources {
                outcome.receipts.push(receipt(unit));
                let index = outcome.receipts.len() - 1;
                outcome.receipts[index].dataset = Some(settings.source.dataset);
            }
            let finding = workbook_finding(&unit.name, None, &error);
            for index in first..outcome.receipts.len() {
                outcome.receipts[index].refused = Some(finding.found.clone());
            }
            outcome.findings.push(finding);
            return Ok(());
        }
    };
    if book.macros || book.links {
        let what = match (book.macros, book.links) {
            (true, true) => "a workbook with macros, which also takes values from other files",
            (true, false) => "a workbook with macros",
            _ => "a workbook that takes values from other files",
        };
        outcome.findings.push(about_file(Kind::FileCarries, Severity::Query, &unit.name, what, "values only"));
    }
    for settings in sources {
        let settings = &PlanSettings { from_1904: book.from_1904, ..*settings };
        outcome.receipts.push(receipt(unit));
        let index = outcome.receipts.len() - 1;
        outcome.receipts[index].dataset = Some(settings.source.dataset);
        match choose(&mut book, settings.source) {
            Ok(Some(sheet)) => {
                outcome.receipts[index].sheet = Some(sheet.clone());
                let hidden = about_sheet(&book, &sheet, unit, *settings, outcome);
                let rows = &mut |sink: &mut RowSink<'_>| book.rows(&sheet, sink);
                read_rows((unit, Some(&sheet)), *settings, index, (rows, &hidden.merged), outcome, deliver)?;
                about_body(&hidden, &sheet, unit, settings.source, index, outcome);
            }
            Ok(None) => {
                let wanted = settings.source.sheet.clone().unwrap_or_default();
                let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
                let found = format!("no sheet \"{wanted}\"; the workbook has {}", quoted(&names));
                let mut finding =
                    about_file(Kind::FileSheet, Severity::Error, &unit.name, found, "the sheet of the mapping");
                if let Some(near) = nearest_name(&wanted, &names) {
                    finding.fix = format!("Perhaps \"{near}\" is meant. {}", finding.fix);
                }
                outcome.refuse(index, finding);
            }
            Err(error) => {
                let finding = workbook_finding(&unit.name, None, &error);
                outcome.refuse(index, finding);
            }
        }
    }
    Ok(())
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().take(20).map(|name| format!("\"{name}\"")).collect();
    names.join(", ")
}

/// The sheet of a source: the one it names, or the one whose header names the most columns (the first of several, and never
/// a hidden one unless there is no other).
fn choose(book: &mut Workbook, source: &Source) -> Result<Option<String>, WorkbookError> {
    let sheets = book.sheets().to_vec();
    if let Some(wanted) = &source.sheet {
        let exact = sheets.iter().find(|sheet| sheet.name == *wanted);
        let sheet = exact.or_else(|| sheets.iter().find(|sheet| normalise(&sheet.name) == normalise(wanted)));
        return Ok(sheet.map(|sheet| sheet.name.clone()));
    }
    let mut best: Option<(usize, String)> = None;
    for sheet in sheets.iter().filter(|sheet| !sheet.hidden).chain(sheets.iter().filter(|sheet| sheet.hidden)) {
        let mut sample = Sample::default();
        book.rows(&sheet.name, &mut |number, row| sample.push(number, &row))?;
        let fit = sample.fit(source);
        if best.as_ref().is_none_or(|(most, _)| fit > *most) {
            best = Some((fit, sheet.name.clone()));
        }
    }
    Ok(best.map(|(_, name)| name))
}

/// What a sheet hides.
fn about_sheet(book: &Workbook, sheet: &str, unit: &Unit, settings: PlanSettings<'_>, outcome: &mut Outcome) -> Hidden {
    let dataset = Some(settings.source.dataset);
    let place = Location::file(&unit.name).sheet(Some(sheet));
    if book.sheets().iter().any(|own| own.name == sheet && own.hidden) {
        let finding = finding(
            Kind::SheetHidden,
            Severity::Query,
            dataset,
            place.clone(),
            "a hidden sheet",
            "a sheet that is shown",
        );
        outcome.findings.push(finding);
    }
    let inspected = book.inspect(sheet);
    let hidden = match inspected {
        Ok(hidden) => hidden,
        // The same trouble stops the reading of the sheet, and is said there.
        Err(_) => return Hidden::default(),
    };
    if hidden.rows > 0 || hidden.columns > 0 || hidden.filter {
        let filter = if hidden.filter { ", and a filter" } else { "" };
        let found = format!(
            "{} and {}{filter}",
            count_of(hidden.rows, "hidden row"),
            count_of(hidden.columns, "hidden column")
        );
        outcome.findings.push(finding(Kind::HiddenParts, Severity::Query, dataset, place, found, "nothing hidden"));
    }
    hidden
}

/// What the rows below the header hide: merged cells, and formulas that nobody calculated.
fn about_body(hidden: &Hidden, sheet: &str, unit: &Unit, source: &Source, receipt: usize, outcome: &mut Outcome) {
    let dataset = Some(source.dataset);
    let header = outcome.receipts.get(receipt).and_then(|receipt| receipt.header_row).unwrap_or(0);
    let place = |row: u64| Location::file(&unit.name).sheet(Some(sheet)).row(row);
    let merged: Vec<&Merged> = hidden.merged.iter().filter(|one| u64::from(one.first) > header).collect();
    if let Some(first) = merged.iter().map(|one| one.first).min() {
        let filled: u64 = merged.iter().map(|one| u64::from(one.last - one.first)).sum();
        let found = format!("{} over several rows", count_of(merged.len() as u64, "merged cell"));
        let expected = "a value in each row";
        let place = place(u64::from(first));
        let mut finding = finding(Kind::MergedBody, Severity::Information, dataset, place, found, expected);
        finding.count = filled;
        outcome.findings.push(finding);
    }
    if hidden.unvalued > 0 {
        let found = format!("{} without a value", count_of(hidden.unvalued, "formula"));
        let expected = "the values of formulas";
        let at = place(hidden.first_unvalued);
        let mut finding = finding(Kind::FormulaUnvalued, Severity::Query, dataset, at, found, expected);
        finding.count = hidden.unvalued;
        outcome.findings.push(finding);
    }
}

/// Reads a Parquet file.
pub(super) fn read_parquet(
    unit: &Unit,
    settings: PlanSettings<'_>,
    outcome: &mut Outcome,
    deliver: &mut Deliver<'_>,
) -> Result<(), Halt> {
    outcome.receipts.push(receipt(unit));
    let index = outcome.receipts.len() - 1;
    outcome.receipts[index].dataset = Some(settings.source.dataset);
    let rows = &mut |sink: &mut RowSink<'_>| parquet::rows(&unit.source, sink).map_err(WorkbookError::Damaged);
    read_rows((unit, None), settings, index, (rows, &[]), outcome, deliver)
}

/// Goes through the rows of a sheet twice: for a sample, and to read them.
type Rows<'a> = dyn FnMut(&mut RowSink<'_>) -> Result<(), WorkbookError> + 'a;

fn read_rows(
    (unit, sheet): (&Unit, Option<&str>),
    settings: PlanSettings<'_>,
    index: usize,
    (rows, merged): (&mut Rows<'_>, &[Merged]),
    outcome: &mut Outcome,
    deliver: &mut Deliver<'_>,
) -> Result<(), Halt> {
    let place = Location::file(&unit.name).sheet(sheet);
    let mut sample = Sample::default();
    if let Err(error) = rows(&mut |number, row| sample.push(number, &row)) {
        outcome.refuse(index, workbook_finding(&unit.name, sheet, &error));
        return Ok(());
    }
    let mut findings = Vec::new();
    let Some((header, plan)) = sample.plan(settings, &place, &mut findings) else {
        let last = findings.pop();
        outcome.add(findings, Vec::new());
        if let Some(finding) = last {
            outcome.refuse(index, finding);
        }
        return Ok(());
    };
    drop(sample);
    outcome.add(findings, Vec::new());
    let plan = Arc::new(plan);
    let supplied = plan.supplied();
    let receipt = &mut outcome.receipts[index];
    receipt.header_row = Some(u64::from(header.first));
    receipt.columns = plan.found_columns();
    receipt.stated.clone_from(&plan.stated);
    let mut reading = TableReading::new(Arc::clone(&plan), place);
    let mut repeats = Repeats::new(settings.context.limits.repeat_rows);
    let mut reader = BlockReader::new(&plan);
    let (overlay, mut corrected) = (settings.overlay(&unit.name, sheet), 0);
    let mut over = Over::below(header.last, merged);
    let (mut gathered, mut first) = (Gathered::default(), 0);
    let mut last = 0;
    let mut since = 0;
    let mut halt = None;
    let mut step = |reader: &mut BlockReader<'_>, reading: &mut TableReading| -> Result<(), Halt> {
        let mut rows = reader.take()?;
        if plan.drops_repeats {
            repeats.mark(std::iter::once(&mut rows));
        }
        let batches = reading.accept(rows, 0)?;
        deliver(Delivery { receipt: index, dataset: plan.dataset, supplied: Arc::clone(&supplied), batches })
    };
    let mut each = |number: u32, row: Row<'_>| -> Result<(), Halt> {
        let blank = number.saturating_sub(last).saturating_sub(1);
        // Rows that are read together follow one another.
        if blank > 0 || gathered.len() == TOGETHER {
            reader.rows(&gathered.rows(), first)?;
            gathered.clear();
        }
        reader.blank(blank);
        last = number;
        if number <= plan.header_row {
            reader.skip(&row, number, number >= plan.header_first);
            return Ok(());
        }
        if gathered.len() == 0 {
            first = number;
        }
        over.reach(number, &row);
        match overlay.and_then(|overlay| overlay.row(number, &row)) {
            Some(row) => {
                corrected += 1;
                gathered.push(&row.row(), &over);
            }
            None => gathered.push(&row, &over),
        }
        since += 1;
        if since == STEP {
            since = 0;
            reader.rows(&gathered.rows(), first)?;
            gathered.clear();
            step(&mut reader, &mut reading)?;
        }
        Ok(())
    };
    let read = rows(&mut |number, row| match each(number, row) {
        Ok(()) => true,
        Err(stop) => {
            halt = Some(stop);
            false
        }
    });
    let finished = match halt {
        Some(halt) => Err(halt),
        None => {
            reader.rows(&gathered.rows(), first)?;
            step(&mut reader, &mut reading)
        }
    };
    reading.beyond = repeats.is_beyond();
    let (ledger, set_aside, findings, cells) = reading.finish();
    let receipt = &mut outcome.receipts[index];
    (receipt.rows, receipt.set_aside) = (ledger, set_aside);
    receipt.corrected = corrected;
    if plan.refused {
        receipt.refused = Some("its columns or code lists are not as they must be".to_owned());
    }
    outcome.add(findings, cells);
    if let Err(error) = read {
        outcome.refuse(index, workbook_finding(&unit.name, sheet, &error));
    }
    finished
}

fn workbook_finding(name: &str, sheet: Option<&str>, error: &WorkbookError) -> wres_domain::Finding {
    let mut finding = match error {
        WorkbookError::Io(error) => unreadable(name, error),
        WorkbookError::Password => {
            let found = "a workbook that is protected by a password";
            about_file(Kind::FileUnreadable, Severity::Error, name, found, "a workbook without a password")
        }
        // What the library says may quote the content of the file.
        WorkbookError::Damaged(_) => {
            about_file(Kind::FileUnreadable, Severity::Error, name, "a damaged file", "a file that a spreadsheet opens")
        }
    };
    finding.place.sheet = sheet.map(str::to_owned);
    finding
}
