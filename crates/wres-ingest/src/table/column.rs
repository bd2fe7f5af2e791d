//! One column of a file: how its cells are read.

use crate::{
    codes::Coder,
    findings::{CellIssues, Shown},
    key::IdentifierHasher,
    table::{
        builder::{ColumnBuilder, dictionary},
        cache::{Interner, MOST, ShortText, ShortTexts, TextMap},
        identifier::{LENGTHS, identifier},
    },
    values::{self, AGE_BANDS, AgeBands, DateRules, MARKS, Read, Trouble},
};
use arrow::array::{
    BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, Int64Builder, TimestampMillisecondBuilder,
    UInt16Builder, UInt64Builder,
};
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::{ColumnKind, Sensitivity, normalise};

/// How the cells of a column become values.
#[derive(Debug, Clone)]
pub(crate) enum CellReader {
    Key(IdentifierHasher),
    /// A code; for ethnicity an empty or unknown cell has a code too.
    Code {
        coder: Arc<Coder>,
        ethnicity: Option<Unknowns>,
    },
    Text,
    /// A grade and its rung.
    Grade(Arc<Coder>),
    Date(DateRules),
    DateTime(DateRules),
    BirthDate(DateRules, AgeBands),
    Money,
    Fte,
    /// Yes or no, with the site's own words.
    Flag(BTreeMap<String, Option<bool>>),
    Integer,
    Number,
    /// A number from 0 to 1.
    Share,
    MarkedCount,
}

/// Codes for ethnicity that is not known because of the cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unknowns {
    pub(crate) blank: u16,
    pub(crate) unmapped: u16,
}

/// A column of a file that is read.
#[derive(Debug, Clone)]
pub(crate) struct PlannedColumn {
    /// Position in the file.
    pub(crate) position: u32,
    /// Index in the dataset's schema.
    pub(crate) index: usize,
    pub(crate) header: String,
    pub(crate) kind: ColumnKind,
    pub(crate) required: bool,
    pub(crate) sensitivity: Sensitivity,
    pub(crate) reader: CellReader,
}

/// A column being read: its builder and what has been learnt of its texts.
pub(crate) struct ColumnState {
    pub(crate) builder: ColumnBuilder,
    codes: TextMap<Coded>,
    /// The short ones among them.
    short: ShortTexts<Coded>,
    /// How many identifiers of digits alone have each length.
    pub(crate) lengths: [u64; LENGTHS],
}

/// What a text means in a column of codes.
#[derive(Clone, Copy)]
struct Coded {
    value: Option<u16>,
    rung: Option<u16>,
    trouble: Option<Trouble>,
    odd: Option<Trouble>,
}

impl PlannedColumn {
    /// An empty column to read into.
    pub(crate) fn state(&self) -> ColumnState {
        let code = || UInt16Builder::new();
        let builder = match &self.reader {
            CellReader::Key(_) => ColumnBuilder::Key(UInt64Builder::new()),
            CellReader::Code { coder, .. } => ColumnBuilder::Code(code(), Arc::clone(coder.dictionary())),
            CellReader::Text => ColumnBuilder::Text(code(), Interner::default()),
            CellReader::Grade(rungs) => {
                ColumnBuilder::Graded(code(), Interner::default(), code(), Arc::clone(rungs.dictionary()))
            }
            CellReader::Date(_) => ColumnBuilder::Date(Date32Builder::new()),
            CellReader::DateTime(_) => ColumnBuilder::DateTime(TimestampMillisecondBuilder::new()),
            CellReader::BirthDate(..) => ColumnBuilder::Code(code(), dictionary(&AGE_BANDS)),
            CellReader::Money | CellReader::Integer => ColumnBuilder::Whole(Int64Builder::new()),
            CellReader::Fte => ColumnBuilder::Small(Int32Builder::new()),
            CellReader::Number | CellReader::Share => ColumnBuilder::Number(Float64Builder::new()),
            CellReader::Flag(_) => ColumnBuilder::Flag(BooleanBuilder::new()),
            CellReader::MarkedCount => ColumnBuilder::Marked(Int64Builder::new(), code(), dictionary(&MARKS)),
        };
        ColumnState { builder, codes: TextMap::default(), short: ShortTexts::default(), lengths: [0; LENGTHS] }
    }

    /// Reads a cell into the column. Gives whether the row can be kept.
    #[inline]
    pub(crate) fn read(&self, cell: &str, row: u32, state: &mut ColumnState, issues: &mut CellIssues) -> bool {
        let mut note = Note { column: self, row, issues };
        match (&self.reader, &mut state.builder) {
            (CellReader::Key(hasher), ColumnBuilder::Key(values)) => {
                note.take(identifier(cell, hasher, &mut state.lengths), cell, |value| match value {
                    Some(value) => values.append_value(value),
                    None => values.append_null(),
                })
            }
            (CellReader::Date(rules), ColumnBuilder::Date(values)) => {
                note.take(cleaned(cell, |text| values::date(text, *rules)), cell, |value| values.append_option(value))
            }
            (CellReader::DateTime(rules), ColumnBuilder::DateTime(values)) => {
                note.take(cleaned(cell, |text| values::date_time(text, *rules)), cell, |value| {
                    values.append_option(value);
                })
            }
            (CellReader::BirthDate(rules, bands), ColumnBuilder::Code(values, _)) => {
                let band = cleaned(cell, |text| birth(text, *rules, bands));
                note.take(band, cell, |value| values.append_option(value))
            }
            (CellReader::Money, ColumnBuilder::Whole(values)) => {
                note.take(cleaned(cell, values::money), cell, |value| values.append_option(value))
            }
            (CellReader::Integer, ColumnBuilder::Whole(values)) => {
                note.take(cleaned(cell, values::integer), cell, |value| values.append_option(value))
            }
            (CellReader::Fte, ColumnBuilder::Small(values)) => {
                note.take(cleaned(cell, values::fte), cell, |value| values.append_option(value))
            }
            (CellReader::Number, ColumnBuilder::Number(values)) => {
                note.take(cleaned(cell, values::number), cell, |value| values.append_option(value))
            }
            (CellReader::Share, ColumnBuilder::Number(values)) => {
                note.take(cleaned(cell, values::share), cell, |value| values.append_option(value))
            }
            (CellReader::Flag(own), ColumnBuilder::Flag(values)) => {
                let value = cleaned(cell, |text| flag(text, own));
                note.take(value, cell, |value| values.append_option(value))
            }
            (CellReader::MarkedCount, ColumnBuilder::Marked(values, marks, _)) => {
                note.take(cleaned(cell, values::marked_count), cell, |value| {
                    values.append_option(value.and_then(Result::ok));
                    marks.append_option(value.and_then(Result::err));
                })
            }
            (CellReader::Code { .. } | CellReader::Text | CellReader::Grade(_), builder) => {
                let short = ShortText::of(cell);
                if let Some(coded) = short.and_then(|short| state.short.get(&short)) {
                    return note.coded(coded, cell, builder);
                }
                let coded = match state.codes.get(cell) {
                    Some(coded) => *coded,
                    None => {
                        let coded = self.code(cell, builder);
                        if state.codes.len() < MOST {
                            state.codes.insert(cell.into(), coded);
                        }
                        coded
                    }
                };
                if let Some(short) = short {
                    state.short.put(short, coded);
                }
                note.coded(coded, cell, builder)
            }
            // A reader and its builder are made together in `state`.
            (_, builder) => {
                builder.null();
                true
            }
        }
    }

    /// What a text means in a column of codes, texts or grades.
    fn code(&self, cell: &str, builder: &mut ColumnBuilder) -> Coded {
        let odd = oddity(cell);
        let clean = if odd.is_some() { values::without_marks(cell) } else { cell.into() };
        let text = values::trim(&clean);
        let mut coded = Coded { value: None, rung: None, trouble: None, odd };
        match (&self.reader, builder) {
            (CellReader::Code { coder, ethnicity }, _) => {
                if let Some(code) = coder.read(text) {
                    coded.value = Some(code);
                } else if text.is_empty() || values::is_blank_word(text) {
                    coded.value = ethnicity.map(|codes| codes.blank);
                    coded.trouble = (!text.is_empty()).then_some(Trouble::BlankWord);
                } else if let Some(code) = values::strip_footnote(text).and_then(|bare| coder.read(bare)) {
                    coded.value = Some(code);
                    coded.trouble = Some(Trouble::Footnote);
                } else {
                    coded.value = ethnicity.map(|codes| codes.unmapped);
                    let unknown = if ethnicity.is_some() { Trouble::EthnicityUnknown } else { Trouble::CodeUnknown };
                    coded.trouble = Some(values::is_error_cell(text).unwrap_or(unknown));
                }
            }
            (CellReader::Grade(rungs), ColumnBuilder::Graded(_, texts, _, _)) if !is_missing(text) => {
                coded.value = texts.number(text);
                coded.rung = rungs.read(text);
                coded.trouble = coded.rung.is_none().then_some(Trouble::GradeUnmapped);
            }
            (CellReader::Text, ColumnBuilder::Text(_, texts)) if !is_missing(text) => coded.value = texts.number(text),
            _ => coded.trouble = (!text.is_empty()).then_some(Trouble::BlankWord),
        }
        coded
    }

    /// A new batch begins: dictionaries start anew, and with them what is known of texts.
    pub(crate) fn next_batch(&self, state: &mut ColumnState) {
        if matches!(self.reader, CellReader::Text | CellReader::Grade(_)) {
            state.codes.clear();
            state.short.clear();
        }
    }

    /// What may be shown of a cell.
    fn shown(&self, cell: &str, trouble: Trouble) -> Shown {
        let known_word = || Coder::ethnicity_hint(cell).known_word;
        let value = match trouble {
            Trouble::CodeUnknown | Trouble::GradeUnmapped | Trouble::FlagUnknown => {
                self.sensitivity == Sensitivity::None
            }
            Trouble::EthnicityUnknown => known_word(),
            _ => false,
        };
        let word = || values::trim(&values::without_marks(cell)).chars().take(60).collect::<String>();
        // A label has letters and no digits; what has digits may be a date, a number or an identifier.
        let label = |word: &str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_numeric);
        let listed = matches!(trouble, Trouble::CodeUnknown | Trouble::EthnicityUnknown | Trouble::FlagUnknown);
        if value {
            Shown::Value(word())
        } else if matches!(trouble, Trouble::ErrorCell | Trouble::Hashes) {
            Shown::Value(if trouble == Trouble::Hashes { "#####".to_owned() } else { cell.to_uppercase() })
        } else if listed && label(&word()) {
            Shown::IfCommon(word())
        } else if matches!(trouble, Trouble::RequiredBlank | Trouble::IdVacant) {
            Shown::Shape(String::new())
        } else {
            Shown::Shape(values::mask(cell))
        }
    }
}

/// Takes what was read of a cell into the column and into the findings.
struct Note<'a> {
    column: &'a PlannedColumn,
    row: u32,
    issues: &'a mut CellIssues,
}

impl Note<'_> {
    #[inline]
    fn take<T>(&mut self, read: Read<T>, cell: &str, append: impl FnOnce(Option<T>)) -> bool {
        match read {
            Read::Value(value) => {
                append(Some(value));
                true
            }
            other => self.trouble(other, cell, append),
        }
    }

    #[cold]
    fn trouble<T>(&mut self, read: Read<T>, cell: &str, append: impl FnOnce(Option<T>)) -> bool {
        let required = self.column.required;
        let (value, trouble, bad) = match read {
            Read::Value(value) => (Some(value), None, false),
            Read::Noted(value, trouble) => (Some(value), Some(trouble), false),
            Read::Empty(trouble) => (None, trouble, false),
            Read::Bad(trouble) => (None, Some(trouble), true),
        };
        if let Some(trouble) = trouble {
            self.add(trouble, cell);
        }
        let keep = value.is_some() || !required;
        if !keep && !bad && trouble != Some(Trouble::IdVacant) {
            self.add(Trouble::RequiredBlank, cell);
        }
        append(value);
        keep
    }

    fn coded(&mut self, coded: Coded, cell: &str, builder: &mut ColumnBuilder) -> bool {
        if let Some(odd) = coded.odd {
            self.add(odd, cell);
        }
        if let Some(trouble) = coded.trouble {
            self.add(trouble, cell);
        }
        match builder {
            ColumnBuilder::Code(values, _) | ColumnBuilder::Text(values, _) => values.append_option(coded.value),
            ColumnBuilder::Graded(values, _, rungs, _) => {
                values.append_option(coded.value);
                rungs.append_option(coded.rung);
            }
            other => other.null(),
        }
        let keep = coded.value.is_some() || !self.column.required;
        if !keep && matches!(coded.trouble, None | Some(Trouble::BlankWord)) {
            self.add(Trouble::RequiredBlank, cell);
        }
        keep
    }

    fn add(&mut self, trouble: Trouble, cell: &str) {
        let column = self.column;
        self.issues.add(column.position, trouble, self.row, || column.shown(cell, trouble));
    }
}

pub(super) fn is_missing(text: &str) -> bool {
    text.is_empty() || values::is_blank_word(text)
}

/// Reads a cell; if that fails, once more without characters that cannot be seen.
#[inline]
fn cleaned<T>(cell: &str, read: impl Fn(&str) -> Read<T>) -> Read<T> {
    match read(cell) {
        Read::Bad(trouble) => {
            let Some(odd) = oddity(cell).filter(|odd| *odd != Trouble::Formula) else { return Read::Bad(trouble) };
            match read(values::trim(&values::without_marks(cell))) {
                Read::Value(value) => Read::Noted(value, odd),
                other => other,
            }
        }
        read => read,
    }
}

/// The first thing that is odd about the characters of a cell.
pub(super) fn oddity(cell: &str) -> Option<Trouble> {
    let marks = values::marks(cell);
    if marks.control {
        Some(Trouble::Control)
    } else if marks.bidirectional {
        Some(Trouble::Bidirectional)
    } else if marks.formula {
        Some(Trouble::Formula)
    } else if marks.mojibake {
        Some(Trouble::Mojibake)
    } else {
        None
    }
}

fn birth(text: &str, rules: DateRules, bands: &AgeBands) -> Read<u16> {
    let band = |days: i32| bands.band(days).ok_or(Trouble::BirthDateImplausible);
    match values::date(text, rules) {
        Read::Value(days) => band(days).map_or_else(Read::Bad, Read::Value),
        Read::Noted(days, trouble) => band(days).map_or_else(Read::Bad, |band| Read::Noted(band, trouble)),
        Read::Empty(trouble) => Read::Empty(trouble),
        Read::Bad(trouble) => Read::Bad(trouble),
    }
}

fn flag(text: &str, own: &BTreeMap<String, Option<bool>>) -> Read<bool> {
    if !own.is_empty()
        && let Some(meaning) = own.get(&normalise(text))
    {
        return meaning.map_or(Read::Empty(Some(Trouble::FlagUndeclared)), Read::Value);
    }
    values::flag(text)
}
