//! What can be answered to a question, by label, so that nobody needs to know a code.

use crate::{
    codes::{self, ListKind},
    context::Limits,
    draft::{confirm::Question, table::tables_of, units},
    error::IngestError,
    mapping::{Guess, GuessKind, matches_pattern, takes_ethnicity},
    submission::{Submission, discover},
};
use wres_domain::{Column, ColumnKind, Dataset, Ethnicity, Group};

/// One answer that can be given to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the answer is called in the mapping.
    pub name: String,
    /// What it is, for a person.
    pub label: String,
}

impl Choice {
    fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into() }
    }
}

impl Question {
    /// The answers that can be given, in the order in which they are listed. For a column without a header these are the headers of the
    /// file that nothing else uses.
    ///
    /// # Errors
    /// [`IngestError`] if the folder cannot be listed.
    pub fn choices(&self, submission: &Submission, limits: Limits) -> Result<Vec<Choice>, IngestError> {
        let (dataset, guess) = match self {
            Self::Table { .. } => {
                return Ok(Dataset::ALL
                    .iter()
                    .map(|one| Choice::new(one.name(), format!("{}: {}", one.name(), one.schema().row)))
                    .collect());
            }
            Self::OfTable { dataset, guess, .. } => (*dataset, guess),
            Self::OfSite(guess) => (Dataset::Staff, guess),
        };
        let column = dataset.schema().column(&guess.column);
        Ok(match guess.kind {
            GuessKind::Column => {
                let columns = dataset.schema().columns.iter();
                columns.map(|column| Choice::new(&column.name, &column.description)).collect()
            }
            GuessKind::Codelist => lists(),
            GuessKind::Value => column.map(|column| codes_of(dataset, column)).unwrap_or_default(),
            GuessKind::Grade => rungs(),
            GuessKind::DateOrder => vec![
                Choice::new("dmy", "day, month, year: 31/03/2025"),
                Choice::new("mdy", "month, day, year: 03/31/2025"),
                Choice::new("ymd", "year, month, day: 25/03/31"),
                Choice::new("iso", "only dates such as 2025-03-31"),
            ],
            GuessKind::Stated => self.headers(submission, limits)?,
            GuessKind::Unit => column.map(|column| units::choices_of(&column.kind)).unwrap_or_default(),
            GuessKind::TimeZone => units::zones(),
            GuessKind::CutOff => Vec::new(),
        })
    }

    /// The headers of the question's table that no column uses.
    fn headers(&self, submission: &Submission, limits: Limits) -> Result<Vec<Choice>, IngestError> {
        let Self::OfTable { file, sheet, dataset, .. } = self else { return Ok(Vec::new()) };
        let mut out: Vec<Choice> = Vec::new();
        for found in discover(submission, &limits)?.0 {
            for table in tables_of(&found.path, &found.name, limits) {
                if !matches_pattern(file, &table.file) || table.sheet != *sheet {
                    continue;
                }
                let Some(header) = table.header(&table.source(*dataset)) else { continue };
                for position in &header.unknown {
                    let cell = header.cells.get(*position as usize).map_or("", String::as_str);
                    if out.iter().all(|known| known.name != cell) {
                        out.push(Choice::new(cell, format!("the header \"{cell}\"")));
                    }
                }
            }
        }
        Ok(out)
    }
}

impl Guess {
    /// What the guess says, by label: the meaning of a code, a list or a rung.
    #[must_use]
    pub fn meaning(&self, dataset: Dataset) -> String {
        let choices = match self.kind {
            GuessKind::Codelist => lists(),
            GuessKind::Value => {
                dataset.schema().column(&self.column).map(|column| codes_of(dataset, column)).unwrap_or_default()
            }
            GuessKind::Grade => rungs(),
            GuessKind::Unit => return units::in_words(&self.means),
            GuessKind::CutOff if !self.means.is_empty() => return format!("yes from {} on", self.means),
            GuessKind::TimeZone => units::zones(),
            _ => Vec::new(),
        };
        let known = choices.into_iter().find(|choice| choice.name == self.means);
        known.map_or_else(|| self.means.clone(), |choice| choice.label)
    }
}

/// The code lists of ethnicity.
fn lists() -> Vec<Choice> {
    let lists = codes::lists().iter().filter(|list| list.kind == ListKind::Ethnicity);
    let labels = Choice::new("labels", "words and no codes, such as \"White British\"");
    std::iter::once(labels)
        .chain(lists.map(|list| Choice::new(&list.name, format!("{} ({})", list.title, list.holder))))
        .collect()
}

fn entries(list: &str) -> Vec<Choice> {
    let entries = codes::list(list).map(|list| list.entries.as_slice()).unwrap_or_default();
    entries.iter().map(|entry| Choice::new(&entry.code, &entry.label)).collect()
}

/// The rungs, by what they are in social work and in the rest of a council.
fn rungs() -> Vec<Choice> {
    let (social_work, council) = (entries("wres"), entries("council"));
    let label = |rung: Choice| match council.iter().find(|other| other.name == rung.name && other.label != rung.label) {
        Some(other) => Choice { label: format!("{} (in the whole council: {})", rung.label, other.label), ..rung },
        None => rung,
    };
    social_work.into_iter().map(label).collect()
}

fn codes_of(dataset: Dataset, column: &Column) -> Vec<Choice> {
    if takes_ethnicity(dataset.name(), &column.name, &column.kind) {
        let groups = Ethnicity::ALL.iter().map(|ethnicity| Choice::new(ethnicity.code(), ethnicity.label()));
        let of_groupings = [Group::White, Group::Bme, Group::Asian, Group::Black, Group::Mixed, Group::Other];
        let more = of_groupings.into_iter().filter(|_| column.kind == ColumnKind::Text);
        return groups.chain(more.map(|group| Choice::new(group.code(), group.label()))).collect();
    }
    match &column.kind {
        ColumnKind::Code(list) => entries(list),
        ColumnKind::Flag => [("yes", "yes"), ("no", "no"), ("unknown", "not answered")]
            .map(|(name, label)| Choice::new(name, label))
            .into(),
        _ => Vec::new(),
    }
}
