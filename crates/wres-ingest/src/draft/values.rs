//! Values that may mean a code, and grades to be placed on the ladder.

use crate::{
    codes::Coder,
    draft::{columns::DraftColumn, make::guess, table::DraftTable},
    mapping::{Guess, GuessKind, takes_ethnicity},
    schema::rung_column,
};
use wres_domain::{ColumnKind, normalise};

/// A column with more unknown values holds free text, of which no value is listed.
const MOST: usize = 40;

impl DraftTable {
    /// Values that are in no list, with the code that they are like. Those that are like none are there with no meaning, for a
    /// person to give one.
    pub(super) fn value_guesses(&self, columns: &[DraftColumn]) -> Vec<Guess> {
        let mut guesses = Vec::new();
        for column in columns {
            let ethnicity = takes_ethnicity(column.dataset.name(), &column.column.name, &column.column.kind);
            let coder = match (&column.column.kind, &column.list) {
                _ if ethnicity => column.list.as_ref().and_then(|list| Coder::ethnicity(list, None)),
                (ColumnKind::Code(list), _) => Coder::values(list, None),
                _ => None,
            };
            let Some(coder) = coder else { continue };
            let unknown: Vec<&(String, u64)> = column
                .values
                .iter()
                .filter(|(value, _)| coder.read(value).is_none() && !crate::values::is_blank_word(value))
                .collect();
            if unknown.len() > MOST {
                continue;
            }
            for (value, n) in unknown {
                let hint = if ethnicity { Coder::ethnicity_hint(value).suggestion } else { None };
                let (means, score, why) = match (hint, coder.alike(value)) {
                    (Some((code, label)), _) => (code, 60, format!("{n} times; probably {label}")),
                    // What is merely spelt alike says nothing about ethnicity.
                    (None, Some(code)) if !ethnicity => (code, 70, format!("{n} times; spelt much alike")),
                    _ => (String::new(), 0, format!("{n} times; like no code: say what it means")),
                };
                guesses.push(guess(GuessKind::Value, &column.column.name, value, &means, score, why));
            }
        }
        guesses
    }

    /// The grades of the table. A rung is guessed only from a title that the ladder names.
    pub(super) fn grade_guesses(&self, columns: &[DraftColumn]) -> Vec<Guess> {
        let ladder = crate::codes::list("wres");
        let rung = |grade: &str| {
            let grade = normalise(grade);
            ladder?.entries.iter().find_map(|entry| {
                let titles = std::iter::once(&entry.label).chain(&entry.also);
                titles
                    .into_iter()
                    .any(|title| normalise(title) == grade)
                    .then(|| (entry.code.clone(), entry.label.clone()))
            })
        };
        let mut guesses = Vec::new();
        for column in columns.iter().filter(|column| rung_column(column.column).is_some()) {
            if column.values.len() > MOST * 5 {
                continue;
            }
            for (grade, n) in &column.values {
                let (means, score, why) = match rung(grade) {
                    Some((code, label)) => (code, 70, format!("{n} times; the title of the rung {label}")),
                    None => (String::new(), 0, format!("{n} times; say which rung it is")),
                };
                guesses.push(guess(GuessKind::Grade, "", grade, &means, score, why));
            }
        }
        guesses
    }
}
