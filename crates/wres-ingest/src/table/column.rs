//! One column of a file: how its cells are read.

use crate::{
    codes::Coder,
    findings::Shown,
    key::IdentifierHasher,
    raw::split::Rows,
    table::{
        builder::{ColumnBuilder, Values, dictionary},
        cache::{Interner, LongTexts, MOST, ShortText, ShortTexts, TextMap},
        identifier::{LENGTHS, identifier},
        origin::{Change, Origin},
    },
    values::{self, AGE_BANDS, AgeBands, DateRules, MARKS, Read, Trouble},
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
    pub(crate) origin: Origin,
    pub(crate) change: Option<Change>,
    /// Its unit in the file, as the mapping states it.
    pub(crate) unit: Option<String>,
    /// Whether it says which figure a row belongs to, so that a row with a value that is not known belongs to none.
    pub(crate) decides: bool,
}

/// A column being read: its builder and what has been learnt of its texts.
pub(crate) struct ColumnState {
    pub(crate) builder: ColumnBuilder,
    codes: TextMap<Coded>,
    /// The short ones among them.
    short: ShortTexts<Coded>,
    /// The long ones.
    long: LongTexts<Coded>,
    /// How many identifiers of digits alone have each length.
    pub(crate) lengths: [u64; LENGTHS],
    /// The same before the rows that are being read.
    before: [u64; LENGTHS],
}

impl ColumnState {
    /// Rows are about to be read that may be taken back.
    pub(crate) fn mark(&mut self) {
        self.before = self.lengths;
    }

    /// Takes back the rows from one on, read since [`Self::mark`].
    pub(crate) fn take_back(&mut self, rows: usize) {
        self.builder.truncate(rows);
        self.lengths = self.before;
    }
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
        let builder = match &self.reader {
            CellReader::Key(_) => ColumnBuilder::Key(Values::default()),
            CellReader::Code { coder, .. } => ColumnBuilder::Code(Values::default(), Arc::clone(coder.dictionary())),
            CellReader::Text => ColumnBuilder::Text(Values::default(), Interner::default()),
            CellReader::Grade(rungs) => ColumnBuilder::Graded(
                Values::default(),
                Interner::default(),
                Values::default(),
                Arc::clone(rungs.dictionary()),
            ),
            CellReader::Date(_) => ColumnBuilder::Date(Values::default()),
            CellReader::DateTime(_) => ColumnBuilder::DateTime(Values::default()),
            CellReader::BirthDate(..) => ColumnBuilder::Code(Values::default(), dictionary(&AGE_BANDS)),
            CellReader::Money | CellReader::Integer => ColumnBuilder::Whole(Values::default()),
            CellReader::Fte => ColumnBuilder::Small(Values::default()),
            CellReader::Number | CellReader::Share => ColumnBuilder::Number(Values::default()),
            CellReader::Flag(_) => ColumnBuilder::Flag(Values::default()),
            CellReader::MarkedCount => ColumnBuilder::Marked(Values::default(), Values::default(), dictionary(&MARKS)),
        };
        ColumnState {
            builder,
            codes: TextMap::default(),
            short: ShortTexts::default(),
            long: LongTexts::default(),
            lengths: [0; LENGTHS],
            before: [0; LENGTHS],
        }
    }

    /// Reads the cells of some rows into the column.
    pub(crate) fn read(&self, cells: &Cells<'_>, state: &mut ColumnState, notes: &mut Notes<'_>) {
        let ColumnState { builder, codes, short, long, lengths, .. } = state;
        let mut known = Known { codes, short, long };
        match (&self.reader, builder) {
            (CellReader::Key(hasher), ColumnBuilder::Key(values)) => {
                self.down(cells, notes, values, |cell| identifier(cell, hasher, lengths));
            }
            (CellReader::Date(rules), ColumnBuilder::Date(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, |text| values::date(text, *rules)));
            }
            (CellReader::DateTime(rules), ColumnBuilder::DateTime(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, |text| values::date_time(text, *rules)));
            }
            (CellReader::BirthDate(rules, bands), ColumnBuilder::Code(values, _)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, |text| birth(text, *rules, bands)));
            }
            (CellReader::Money, ColumnBuilder::Whole(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, values::money));
            }
            (CellReader::Integer, ColumnBuilder::Whole(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, values::integer));
            }
            (CellReader::Fte, ColumnBuilder::Small(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, values::fte));
            }
            (CellReader::Number, ColumnBuilder::Number(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, values::number));
            }
            (CellReader::Share, ColumnBuilder::Number(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, values::share));
            }
            (CellReader::Flag(own), ColumnBuilder::Flag(values)) => {
                self.down(cells, notes, values, |cell| cleaned(cell, |text| flag(text, own)));
            }
            (CellReader::MarkedCount, ColumnBuilder::Marked(values, marks, _)) => {
                cells.each(self, |row, cell| {
                    let value = notes.take(row, cleaned(cell, values::marked_count));
                    let (count, mark) = match value {
                        Some(Ok(count)) => (Some(count), None),
                        Some(Err(mark)) => (None, Some(mark)),
                        None => (None, None),
                    };
                    values.push(count);
                    marks.push(mark);
                });
            }
            (CellReader::Code { .. }, ColumnBuilder::Code(values, _)) => {
                cells.each(self, |row, cell| {
                    values.push(notes.coded(row, known.get(cell, || self.code(cell, None))).value);
                });
            }
            (CellReader::Text, ColumnBuilder::Text(values, texts)) => {
                cells.each(self, |row, cell| {
                    values.push(notes.coded(row, known.get(cell, || self.code(cell, Some(texts)))).value);
                });
            }
            (CellReader::Grade(_), ColumnBuilder::Graded(values, texts, rungs, _)) => {
                cells.each(self, |row, cell| {
                    let coded = notes.coded(row, known.get(cell, || self.code(cell, Some(texts))));
                    values.push(coded.value);
                    rungs.push(coded.rung);
                });
            }
            // A reader without its builder would lose the column: a fault of the program, told as one.
            _ => unreachable!("a reader and its builder are made together in `state`"),
        }
    }

    /// Reads each cell by itself into a value.
    #[inline]
    fn down<T: Default>(
        &self,
        cells: &Cells<'_>,
        notes: &mut Notes<'_>,
        values: &mut Values<T>,
        mut read: impl FnMut(&str) -> Read<T>,
    ) {
        cells.each(self, |row, cell| values.push(notes.take(row, read(cell))));
    }

    /// What a text means in a column of codes, texts or grades.
    /// `texts` is the dictionary that grows.
    fn code(&self, cell: &str, texts: Option<&mut Interner>) -> Coded {
        let odd = oddity(cell);
        let clean = if odd.is_some() { values::without_marks(cell) } else { cell.into() };
        let text = values::trim(&clean);
        let mut coded = Coded { value: None, rung: None, trouble: None, odd };
        match (&self.reader, texts) {
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
            (CellReader::Grade(rungs), Some(texts)) if !is_missing(text) => {
                coded.value = texts.number(text);
                coded.rung = rungs.read(text);
                coded.trouble = coded.rung.is_none().then_some(Trouble::GradeUnmapped);
            }
            (CellReader::Text, Some(texts)) if !is_missing(text) => coded.value = texts.number(text),
            _ => coded.trouble = (!text.is_empty()).then_some(Trouble::BlankWord),
        }
        coded
    }

    /// A new batch begins: dictionaries start anew, and with them what is known of texts.
    pub(crate) fn next_batch(&self, state: &mut ColumnState) {
        if matches!(self.reader, CellReader::Text | CellReader::Grade(_)) {
            state.codes.clear();
            state.short.clear();
            state.long.clear();
        }
    }

    /// What may be shown of a cell.
    pub(crate) fn shown(&self, cell: &str, trouble: Trouble) -> Shown {
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

/// Something to say about a cell: which of the rows that are read together, which column of the plan, and what.
pub(crate) type Noted = (u32, usize, Trouble);

/// The cells of rows that are read together.
pub(crate) struct Cells<'a> {
    pub(crate) rows: Rows<'a>,
    /// Which of the rows are read.
    pub(crate) data: &'a [u32],
    /// Words that mean an empty cell, in lower case.
    pub(crate) missing: &'a [String],
}

impl Cells<'_> {
    /// The cell of a row in a column, cut free of white space.
    pub(crate) fn get(&self, row: u32, position: u32) -> &str {
        let cell = self.data.get(row as usize).map_or("", |&index| self.rows.cell(index as usize, position));
        self.meant(values::trim(cell))
    }

    /// Goes down a column.
    #[inline]
    fn each(&self, column: &PlannedColumn, mut read: impl FnMut(u32, &str)) {
        if column.origin != Origin::File || column.change.is_some() {
            self.made(column, read);
            return;
        }
        for (row, &index) in (0..).zip(self.data) {
            let cell = values::trim(self.rows.cell(index as usize, column.position));
            read(row, if self.missing.is_empty() { cell } else { self.meant(cell) });
        }
    }

    /// Goes down a column whose cells are made of what the file and the mapping say.
    #[cold]
    fn made(&self, column: &PlannedColumn, mut read: impl FnMut(u32, &str)) {
        let (mut joined, mut changed) = (String::new(), String::new());
        for (row, &index) in (0..).zip(self.data) {
            let at = |position: u32| self.meant(values::trim(self.rows.cell(index as usize, position)));
            let cell = match &column.origin {
                Origin::File => at(column.position),
                Origin::Stated(value) => value,
                Origin::Together(positions) => {
                    joined.clear();
                    for part in positions.iter().map(|position| at(*position)).filter(|part| !part.is_empty()) {
                        if !joined.is_empty() {
                            joined.push(' ');
                        }
                        joined.push_str(part);
                    }
                    &joined
                }
            };
            match column.change {
                Some(change) => {
                    change.write(cell, &mut changed);
                    read(row, &changed);
                }
                None => read(row, cell),
            }
        }
    }

    fn meant<'t>(&self, cell: &'t str) -> &'t str {
        let same = |word: &&String| word.len() == cell.len() || !cell.is_ascii();
        let is_missing = self.missing.iter().filter(same).any(|word| cell.to_lowercase() == **word);
        if is_missing { "" } else { cell }
    }
}

/// What is known of the texts of a column.
struct Known<'a> {
    codes: &'a mut TextMap<Coded>,
    short: &'a mut ShortTexts<Coded>,
    long: &'a mut LongTexts<Coded>,
}

impl Known<'_> {
    #[inline]
    fn get(&mut self, cell: &str, code: impl FnOnce() -> Coded) -> Coded {
        let short = ShortText::of(cell);
        let known = match &short {
            Some(short) => self.short.get(short),
            None => self.long.get(cell),
        };
        match known {
            Some(coded) => coded,
            None => self.look_up(short, cell, code),
        }
    }

    fn look_up(&mut self, short: Option<ShortText>, cell: &str, code: impl FnOnce() -> Coded) -> Coded {
        let coded = match self.codes.get(cell) {
            Some(coded) => *coded,
            None => {
                let coded = code();
                if self.codes.len() < MOST {
                    self.codes.insert(cell.into(), coded);
                }
                coded
            }
        };
        match short {
            Some(short) => self.short.put(short, coded),
            None => self.long.put(cell, coded),
        }
        coded
    }
}

/// Takes down what there is to say about the cells of a column, and which rows cannot be kept because of them.
pub(crate) struct Notes<'a> {
    /// Its place in the plan.
    pub(crate) column: usize,
    pub(crate) required: bool,
    /// Whether a row with a code that is not known belongs nowhere.
    pub(crate) decides: bool,
    pub(crate) noted: &'a mut Vec<Noted>,
    pub(crate) keep: &'a mut [bool],
}

impl Notes<'_> {
    #[inline]
    fn take<T>(&mut self, row: u32, read: Read<T>) -> Option<T> {
        match read {
            Read::Value(value) => Some(value),
            other => self.trouble(row, other),
        }
    }

    #[cold]
    fn trouble<T>(&mut self, row: u32, read: Read<T>) -> Option<T> {
        let (value, trouble, bad) = match read {
            Read::Value(value) => (Some(value), None, false),
            Read::Noted(value, trouble) => (Some(value), Some(trouble), false),
            Read::Empty(trouble) => (None, trouble, false),
            Read::Bad(trouble) => (None, Some(trouble), true),
        };
        if let Some(trouble) = trouble {
            self.add(row, trouble);
        }
        if value.is_none() && self.required {
            if !bad && trouble != Some(Trouble::IdVacant) {
                self.add(row, Trouble::RequiredBlank);
            }
            self.drop(row);
        }
        value
    }

    #[inline]
    fn coded(&mut self, row: u32, coded: Coded) -> Coded {
        if coded.odd.is_some() || coded.trouble.is_some() || (self.required && coded.value.is_none()) {
            self.trouble_of_code(row, coded);
        }
        coded
    }

    #[cold]
    fn trouble_of_code(&mut self, row: u32, coded: Coded) {
        for trouble in coded.odd.into_iter().chain(coded.trouble) {
            self.add(row, trouble);
        }
        if coded.value.is_none() && self.required {
            if matches!(coded.trouble, None | Some(Trouble::BlankWord)) {
                self.add(row, Trouble::RequiredBlank);
            }
            self.drop(row);
        }
        if self.decides && coded.trouble == Some(Trouble::CodeUnknown) {
            self.drop(row);
        }
    }

    fn add(&mut self, row: u32, trouble: Trouble) {
        self.noted.push((row, self.column, trouble));
    }

    fn drop(&mut self, row: u32) {
        if let Some(keep) = self.keep.get_mut(row as usize) {
            *keep = false;
        }
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
