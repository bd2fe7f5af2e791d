//! Guesses put to a person, one at a time. Nothing is confirmed but by an answer.

use crate::{
    context::Limits,
    draft::table::tables_of,
    error::IngestError,
    mapping::{Guess, GuessKind, MappingError, SiteMapping, Source, matches_pattern},
    submission::{Submission, discover},
    values::mask,
};
use wres_domain::{ColumnKind, Dataset, Sensitivity, fitting};

/// Values shown beside a question.
const SAMPLES: usize = 3;

/// Something that the draft of a mapping guesses and that nobody has confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// That a table is a dataset.
    Table {
        /// File of the table.
        file: String,
        /// Sheet of a workbook.
        sheet: Option<String>,
        /// The dataset.
        dataset: Dataset,
    },
    /// A guess about a table.
    OfTable {
        /// File of the table.
        file: String,
        /// Sheet of a workbook.
        sheet: Option<String>,
        /// The dataset it is taken for.
        dataset: Dataset,
        /// The guess.
        guess: Guess,
    },
    /// A guess about all tables: a grade, or an order of dates.
    OfSite(Guess),
}

/// What a person says about a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is right.
    Yes,
    /// It is wrong, and there is nothing to put in its place.
    No,
    /// It is something else: another dataset, column, list, code, rung or order, by its name.
    Rather(String),
}

impl SiteMapping {
    /// Everything that nobody has confirmed, in the order of the mapping: each table before the guesses about it.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        for source in &self.sources {
            let (file, sheet, dataset) = (source.file.clone(), source.sheet.clone(), source.dataset);
            if !source.confirmed {
                questions.push(Question::Table { file: file.clone(), sheet: sheet.clone(), dataset });
            }
            let open = source.guesses.iter().filter(|guess| !guess.confirmed);
            questions.extend(open.map(|guess| Question::OfTable {
                file: file.clone(),
                sheet: sheet.clone(),
                dataset,
                guess: guess.clone(),
            }));
        }
        questions.extend(self.guesses.iter().filter(|guess| !guess.confirmed).cloned().map(Question::OfSite));
        questions
    }

    /// The mapping after an answer. What is said not to be so is taken out; a table that is no dataset goes with all guesses
    /// about it. A table that is another dataset keeps none of the guesses about it, because they were made for the first.
    ///
    /// # Errors
    /// [`MappingError`] if the answer cannot be: a name that there is not, or a yes to a guess that means nothing. The mapping
    /// is then as it was.
    pub fn answered(&self, question: &Question, answer: &Answer) -> Result<Self, MappingError> {
        let mut mapping = self.clone();
        match question {
            Question::Table { file, sheet, dataset } => {
                let is_it = |source: &Source| {
                    (&source.file, &source.sheet, source.dataset) == (file, sheet, *dataset) && !source.confirmed
                };
                match answer {
                    Answer::No => mapping.sources.retain(|source| !is_it(source)),
                    Answer::Yes => mapping.sources.iter_mut().filter(|s| is_it(s)).for_each(|s| s.confirmed = true),
                    Answer::Rather(name) => {
                        let other = Dataset::ALL.iter().find(|other| other.name() == name).ok_or_else(|| {
                            let names: Vec<&str> = Dataset::ALL.iter().map(|dataset| dataset.name()).collect();
                            MappingError::Wrong(vec![format!(
                                "there is no dataset `{name}`; there are {}",
                                names.join(", ")
                            )])
                        })?;
                        for source in mapping.sources.iter_mut().filter(|source| is_it(source)) {
                            source.dataset = *other;
                            source.confirmed = true;
                            source.guesses.retain(|guess| guess.confirmed);
                        }
                    }
                }
            }
            Question::OfTable { file, sheet, guess, .. } => {
                for source in mapping.sources.iter_mut().filter(|s| (&s.file, &s.sheet) == (file, sheet)) {
                    settle(&mut source.guesses, guess, answer);
                }
            }
            Question::OfSite(guess) => settle(&mut mapping.guesses, guess, answer),
        }
        // Whatever can be wrong in a mapping file can be wrong in an answer, and is refused in the same words.
        Self::from_toml(&mapping.to_toml()?)
    }
}

fn settle(guesses: &mut Vec<Guess>, about: &Guess, answer: &Answer) {
    match answer {
        Answer::No => guesses.retain(|guess| guess != about),
        Answer::Yes => guesses.iter_mut().filter(|guess| *guess == about).for_each(|guess| guess.confirmed = true),
        Answer::Rather(name) => {
            for guess in guesses.iter_mut().filter(|guess| *guess == about) {
                match guess.kind {
                    GuessKind::Column => guess.column.clone_from(name),
                    // A header by its name is a column like any other.
                    GuessKind::Stated if !is_stated(name) => {
                        guess.kind = GuessKind::Column;
                        guess.written.clone_from(name);
                    }
                    _ => guess.means.clone_from(name),
                }
                guess.confirmed = true;
            }
        }
    }
}

/// Whether an answer says what a column without a header holds, and not which header it has.
fn is_stated(answer: &str) -> bool {
    answer.trim() == "#" || answer.trim_start().starts_with('=') || answer.contains(" + ")
}

impl Question {
    /// Whether the guess proposes nothing, so that only a person can say what it is.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        match self {
            Self::Table { .. } => false,
            Self::OfTable { guess, .. } | Self::OfSite(guess) => {
                guess.means.is_empty() && guess.kind != GuessKind::Column
            }
        }
    }

    /// The shapes of the commonest values that a guess about a header would give its column: every letter as `A`, every digit
    /// as `9`. None for columns that tell something about a person, and none for other guesses, which name the value itself.
    ///
    /// # Errors
    /// [`IngestError`] if the folder cannot be listed.
    pub fn samples(&self, submission: &Submission, limits: Limits) -> Result<Vec<String>, IngestError> {
        let Self::OfTable { file, sheet, dataset, guess } = self else { return Ok(Vec::new()) };
        let column = dataset.schema().column(&guess.column);
        let shows = |column: &&wres_domain::Column| {
            column.sensitivity == Sensitivity::None && !matches!(column.kind, ColumnKind::Key | ColumnKind::BirthDate)
        };
        if guess.kind != GuessKind::Column || column.filter(shows).is_none() {
            return Ok(Vec::new());
        }
        let mut samples = Vec::new();
        for found in discover(submission, &limits)?.0 {
            let tables = tables_of(&found.path, &found.name, limits);
            let is_it = |table: &super::table::DraftTable| matches_pattern(file, &table.file) && table.sheet == *sheet;
            for table in tables.iter().filter(|table| is_it(table)) {
                let Some(header) = table.header(&table.source(*dataset)) else { continue };
                let place = header.cells.iter().position(|cell| *cell == guess.written);
                let Some(place) = place.and_then(fitting) else { continue };
                let mut values = table.values(&header, place);
                values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                for (value, _) in values {
                    let shape = mask(&value);
                    if samples.len() < SAMPLES && !shape.is_empty() && !samples.contains(&shape) {
                        samples.push(shape);
                    }
                }
            }
        }
        Ok(samples)
    }
}

impl std::fmt::Display for Question {
    /// The question in words, with how sure the guess is and why.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let table = |file: &str, sheet: &Option<String>| match sheet {
            Some(sheet) => format!("{file}, sheet \"{sheet}\""),
            None => file.to_owned(),
        };
        let (place, guess) = match self {
            Self::Table { file, sheet, dataset } => {
                return write!(f, "{}: is it the dataset `{}`?", table(file, sheet), dataset.name());
            }
            Self::OfTable { file, sheet, guess, .. } => (format!("{}: ", table(file, sheet)), guess),
            Self::OfSite(guess) => (String::new(), guess),
        };
        let Guess { kind, column, written, means, score, why, .. } = guess;
        let what = match (kind, means.is_empty()) {
            (GuessKind::Column, _) => format!("is the header \"{written}\" the column `{column}`?"),
            (GuessKind::Codelist, true) => format!("in which code list is the column `{column}`?"),
            (GuessKind::Codelist, false) => format!("is the column `{column}` in the code list `{means}`?"),
            (GuessKind::Value, false) => format!("does \"{written}\" in the column `{column}` mean `{means}`?"),
            (GuessKind::Value, true) => format!("what does \"{written}\" in the column `{column}` mean?"),
            (GuessKind::Grade, false) => format!("is the grade \"{written}\" on rung `{means}` of the ladder?"),
            (GuessKind::Grade, true) => format!("on which rung of the ladder is the grade \"{written}\"?"),
            (GuessKind::Stated, true) => format!(
                "no header is the column `{column}`, which the dataset needs: which header holds it, or `= value` if it is the same in \
                 every row, `#` for the row number, or `A + B` to put it together?"
            ),
            (GuessKind::Stated, false) => format!("is the column `{column}` `{means}`?"),
            (GuessKind::Unit, true) => format!(
                "in which unit is the column `{column}`? A unit is words, `/` or `*`, and a number, such as `hours / 37`"
            ),
            (GuessKind::Unit, false) => {
                format!("is the column `{column}` in {}?", guess.meaning(Dataset::Staff))
            }
            (GuessKind::CutOff, false) => format!("is the column `{column}` {}?", guess.meaning(Dataset::Staff)),
            (GuessKind::CutOff, true) => {
                format!("the column `{column}` is yes or no and holds scores: from which score on is it yes?")
            }
            (GuessKind::TimeZone, _) => format!("have instants their day by the clock of `{means}`?"),
            (GuessKind::DateOrder, _) => format!("are dates in the order `{means}`?"),
        };
        write!(f, "{place}{what} (score {score}: {why})")
    }
}
