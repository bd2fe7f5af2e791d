//! Findings about cells, in words.

use crate::{
    codes,
    findings::{
        build::finding,
        catalogue::Kind,
        cells::{COMMON, CellIssues, Issue, Shown},
    },
    receipt::FoundCells,
    values::{Trouble, mask},
};
use std::collections::{BTreeMap, btree_map::Entry};
use wres_domain::{ColumnKind, Dataset, Finding, Location, Sensitivity, Severity};

/// What findings need to know about a column of a file.
#[derive(Debug, Clone)]
pub(crate) struct ColumnWords {
    pub(crate) position: u32,
    pub(crate) header: String,
    pub(crate) kind: ColumnKind,
    /// Its unit in the file, where the mapping states one.
    pub(crate) unit: Option<String>,
    pub(crate) required: bool,
    pub(crate) sensitivity: Sensitivity,
    /// A code that a value may mean, for values that may be shown.
    pub(crate) suggest: std::collections::BTreeMap<String, String>,
}

/// Different values shown in one finding.
const EXAMPLES: usize = 3;
/// Rows named in one finding.
const ROWS: usize = 5;

impl Trouble {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::RequiredBlank => Kind::RequiredBlank,
            Self::BlankWord => Kind::BlankWord,
            Self::ErrorCell => Kind::ErrorCell,
            Self::Hashes => Kind::Hashes,
            Self::DateUnreadable => Kind::DateUnreadable,
            Self::DateOrderUndeclared => Kind::DateOrderUndeclared,
            Self::DateOrderContradicted => Kind::DateOrderContradicted,
            Self::DateImpossible => Kind::DateImpossible,
            Self::DateYear => Kind::DateYear,
            Self::DateOpenEnd => Kind::DateOpenEnd,
            Self::DateSerial => Kind::DateSerial,
            Self::DateInstant => Kind::DateInstant,
            Self::DateTwoDigitYear => Kind::DateTwoDigitYear,
            Self::BirthDateImplausible => Kind::BirthDate,
            Self::NumberUnreadable => Kind::NumberUnreadable,
            Self::NumberSeparators => Kind::NumberSeparators,
            Self::NumberTooLarge => Kind::NumberTooLarge,
            Self::NumberNotWhole => Kind::NumberNotWhole,
            Self::NumberNegative => Kind::NumberNegative,
            Self::NumberPercent => Kind::NumberPercent,
            Self::ShareOutside => Kind::ShareOutside,
            Self::NumberThousands => Kind::NumberThousands,
            Self::CountWithShare => Kind::CountWithShare,
            Self::CountDash => Kind::CountDash,
            Self::MoneyNotAnnual => Kind::MoneyNotAnnual,
            Self::FlagUnknown => Kind::FlagUnknown,
            Self::FlagUndeclared => Kind::FlagUndeclared,
            Self::CodeUnknown => Kind::CodeUnknown,
            Self::EthnicityUnknown => Kind::EthnicityUnknown,
            Self::Footnote => Kind::Footnote,
            Self::IdDamaged => Kind::IdDamaged,
            Self::IdDecimal => Kind::IdDecimal,
            Self::IdVacant => Kind::IdVacant,
            Self::GradeUnmapped => Kind::GradeUnmapped,
            Self::Formula => Kind::Formula,
            Self::Control => Kind::Control,
            Self::Bidirectional => Kind::Bidirectional,
            Self::Mojibake => Kind::Mojibake,
            Self::RowTooWide => Kind::RowTooWide,
            Self::Malformed => Kind::Malformed,
            Self::CellTooLong => Kind::CellTooLong,
            Self::Repeat => Kind::Repeats,
        }
    }

    /// How much it weighs. What leaves a required cell without a value is an error.
    fn severity(self, required: bool, taken: bool) -> Severity {
        match self {
            Self::RowTooWide | Self::RequiredBlank | Self::CellTooLong => Severity::Error,
            Self::Repeat
            | Self::IdVacant
            | Self::IdDecimal
            | Self::GradeUnmapped
            | Self::Formula
            | Self::Control
            | Self::Bidirectional
            | Self::Mojibake
            | Self::Malformed
            | Self::CountDash
            | Self::DateInstant
            | Self::EthnicityUnknown => Severity::Query,
            Self::BlankWord
            | Self::DateOpenEnd
            | Self::DateSerial
            | Self::DateTwoDigitYear
            | Self::NumberThousands
            | Self::CountWithShare
            | Self::FlagUndeclared
            | Self::Footnote => Severity::Information,
            Self::NumberPercent if taken => Severity::Information,
            _ if required => Severity::Error,
            _ => Severity::Query,
        }
    }
}

/// The findings about the cells of a table, and for each finding its cells.
pub(crate) fn cell_findings(
    issues: CellIssues,
    columns: &[ColumnWords],
    dataset: Dataset,
    place: &Location,
    first_index: usize,
) -> (Vec<Finding>, Vec<FoundCells>) {
    let (mut findings, mut cells) = (Vec::new(), Vec::new());
    for ((position, trouble, value), issue) in settled(issues) {
        let column = columns.iter().find(|column| column.position == position);
        findings.push(words(trouble, value.as_deref(), &issue, column, dataset, place));
        cells.push(FoundCells { finding: first_index + cells.len(), rows: issue.rows });
    }
    (findings, cells)
}

/// Decides which words are common enough to be shown. Those that are not are put together by their shapes.
fn settled(issues: CellIssues) -> impl Iterator<Item = ((u32, Trouble, Option<String>), Issue)> {
    let mut out: BTreeMap<(u32, Trouble, Option<String>), Issue> = BTreeMap::new();
    for ((position, trouble, value), mut issue) in issues.into_iter() {
        let rare = |shown: &Shown, n: u64| matches!(shown, Shown::IfCommon(_)) && n < COMMON;
        let all_rare = issue.shown.iter().all(|(shown, n)| rare(shown, *n)) && !issue.shown.is_empty();
        let mut shown = BTreeMap::new();
        for (word, n) in std::mem::take(&mut issue.shown) {
            let word = match word {
                Shown::IfCommon(word) if n < COMMON => Shown::Shape(mask(&word)),
                Shown::IfCommon(word) => Shown::Value(word),
                other => other,
            };
            *shown.entry(word).or_default() += n;
        }
        issue.shown = shown;
        let value = if all_rare { None } else { value };
        match out.entry((position, trouble, value)) {
            Entry::Vacant(entry) => {
                entry.insert(issue);
            }
            Entry::Occupied(mut entry) => entry.get_mut().merge(issue),
        }
    }
    out.into_iter()
}

fn words(
    trouble: Trouble,
    value: Option<&str>,
    issue: &Issue,
    column: Option<&ColumnWords>,
    dataset: Dataset,
    place: &Location,
) -> Finding {
    let personal = column.is_some_and(|column| column.sensitivity != Sensitivity::None);
    let names_value = personal && value.is_some();
    let mut place = place.clone();
    // What somebody is and the row it is in are never named together.
    if !names_value {
        place.row = issue.rows.iter().next().map(u64::from);
    }
    if let Some(column) = column {
        place = place.column(column.position, &column.header);
    }
    let rows: Vec<String> = issue.rows.iter().take(ROWS).map(|row| row.to_string()).collect();
    let more = if issue.count > ROWS as u64 { " and others" } else { "" };
    let rows =
        if names_value || issue.count < 2 { String::new() } else { format!(" (rows {}{more})", rows.join(", ")) };
    let found = format!("{}{}{rows}", what(trouble), examples(issue));
    let required = column.is_some_and(|column| column.required);
    let taken = column.is_some_and(|column| matches!(column.kind, ColumnKind::Number | ColumnKind::Fte));
    let mut finding = finding(
        trouble.kind(),
        trouble.severity(required, taken),
        Some(dataset),
        place,
        found,
        expected(trouble, column),
    );
    finding.count = issue.count;
    if let Some(suggestion) = value.and_then(|value| column?.suggest.get(value)) {
        finding.fix = format!("{suggestion} {}", finding.fix);
    }
    finding
}

/// The commonest values or shapes of an issue.
fn examples(issue: &Issue) -> String {
    let mut shown: Vec<(&Shown, &u64)> = issue.shown.iter().collect();
    shown.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let words: Vec<String> = shown
        .iter()
        .take(EXAMPLES)
        .filter_map(|(shown, _)| match shown {
            Shown::Value(value) | Shown::IfCommon(value) => Some(format!("\"{value}\"")),
            Shown::Shape(shape) if shape.is_empty() => None,
            Shown::Shape(shape) => Some(format!("of the shape {shape}")),
        })
        .collect();
    if words.is_empty() { String::new() } else { format!(" {}", words.join(", ")) }
}

/// Codes of a list that are named in a finding.
const NAMED: usize = 16;

/// What a list allows, in words: its codes, where they are not too many.
fn of_list(name: &str) -> String {
    let entries = codes::list(name).map(|list| list.entries.as_slice()).unwrap_or_default();
    if entries.is_empty() {
        return format!("a code of the list `{name}`");
    }
    let named: Vec<&str> = entries.iter().take(NAMED).map(|entry| entry.code.as_str()).collect();
    let more =
        if entries.len() > NAMED { format!(" and others that `wres codes show {name}` lists") } else { String::new() };
    format!("a code of the list `{name}`: {}{more}", named.join(", "))
}

/// What was found, in words that may be followed by an example.
fn what(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::RequiredBlank => "an empty cell",
        Trouble::BlankWord => "a word for an empty cell,",
        Trouble::ErrorCell => "an error of the spreadsheet",
        Trouble::Hashes => "the sign of a column that was too narrow",
        Trouble::DateUnreadable => "text that is not a date,",
        Trouble::DateOrderUndeclared => "a date whose order nobody declared,",
        Trouble::DateOrderContradicted => "a date that fits another order only,",
        Trouble::DateImpossible => "a day that does not exist,",
        Trouble::DateYear => "a year before 1900 or after 2199,",
        Trouble::DateOpenEnd => "a date that stands for an open end",
        Trouble::DateSerial => "a serial number of a spreadsheet,",
        Trouble::DateInstant => "an instant with a time zone: which day is meant?",
        Trouble::DateTwoDigitYear => "a year of two digits,",
        Trouble::BirthDateImplausible => "a date of birth after the snapshot or over 110 years before it",
        Trouble::NumberUnreadable => "text that is not a number,",
        Trouble::NumberSeparators => "a number with separators that could mean two things,",
        Trouble::NumberTooLarge => "a number too large,",
        Trouble::NumberNotWhole => "a number that is not whole,",
        Trouble::NumberNegative => "a negative number,",
        Trouble::NumberPercent => "a percentage,",
        Trouble::ShareOutside => "a share below 0 or above 1,",
        Trouble::NumberThousands => "a number in thousands,",
        Trouble::CountWithShare => "a count and a percentage,",
        Trouble::CountDash => "a dash",
        Trouble::MoneyNotAnnual => "pay that is not one year's amount,",
        Trouble::FlagUnknown => "neither yes nor no,",
        Trouble::FlagUndeclared => "no answer",
        Trouble::CodeUnknown => "a value that is not in the list,",
        Trouble::EthnicityUnknown => "a value that the declared list does not have,",
        Trouble::Footnote => "a footnote mark,",
        Trouble::IdDamaged => "an identifier turned into a rounded number,",
        Trouble::IdDecimal => "an identifier that ends in .0,",
        Trouble::IdVacant => "a vacant post",
        Trouble::GradeUnmapped => "a grade that is not on the ladder,",
        Trouble::Formula => "text that begins like a formula,",
        Trouble::Control => "control characters",
        Trouble::Bidirectional => "marks that turn the direction of writing",
        Trouble::Mojibake => "characters of a wrong decoding,",
        Trouble::RowTooWide => "a row with more cells than the header",
        Trouble::Malformed => "text after a closing quotation mark",
        Trouble::CellTooLong => "a cell longer than the limit",
        Trouble::Repeat => "a row that repeats another exactly",
    }
}

fn expected(trouble: Trouble, column: Option<&ColumnWords>) -> String {
    match trouble {
        Trouble::ShareOutside => return "a share such as 0.146, or 14.6%".to_owned(),
        Trouble::Repeat => return "each row once".to_owned(),
        Trouble::CellTooLong => return "a cell within the limit".to_owned(),
        Trouble::RowTooWide => return "as many cells as the header has".to_owned(),
        Trouble::IdDamaged | Trouble::IdDecimal => return "the identifier as the source system writes it".to_owned(),
        Trouble::IdVacant => return "a person in each row".to_owned(),
        Trouble::GradeUnmapped => return "a grade that the mapping places on the ladder".to_owned(),
        Trouble::Formula | Trouble::Control | Trouble::Bidirectional | Trouble::Mojibake | Trouble::Malformed => {
            return "plain text".to_owned();
        }
        _ => {}
    }
    let Some(column) = column else { return "a value".to_owned() };
    if let Some(unit) = &column.unit {
        return format!("a number in the unit that the mapping states, `{unit}`");
    }
    let value = match &column.kind {
        ColumnKind::Key => "an identifier",
        ColumnKind::Code(list) if list == "ethnicity" => "a code or label of the declared list",
        ColumnKind::Code(list) => return of_list(list),
        ColumnKind::Date | ColumnKind::BirthDate => "a date such as 2025-03-31",
        ColumnKind::DateTime => "a date, or a date and time such as 2025-03-31 14:30",
        ColumnKind::Money => "full-time annual pay in pounds, such as 32000",
        ColumnKind::Fte => "a share of full time, such as 0.6",
        ColumnKind::Flag => "yes or no",
        ColumnKind::Text => "text",
        ColumnKind::Integer => "a whole number",
        ColumnKind::Number => "a number",
        ColumnKind::MarkedCount => "a whole number, or a mark such as [c]",
    };
    value.to_owned()
}
