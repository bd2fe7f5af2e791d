//! Values that may mean a code, and grades to be placed on the ladder.

use crate::{
    codes::{CodeList, Coder},
    draft::{columns::DraftColumn, make::guess, table::DraftTable},
    mapping::{Guess, GuessKind, Source, takes_ethnicity},
    schema::rung_column,
    values::{self, Read},
};
use std::collections::BTreeMap;
use wres_domain::{ColumnKind, normalise, parsed};

/// A column with more unknown values holds free text, of which no value is listed.
const MOST: usize = 40;

/// How sure a rung is that only the order of grades proposes.
const PROPOSED: u8 = 40;

fn ladder_of() -> Option<&'static CodeList> {
    crate::codes::list("wres")
}

/// The digits of a grade's name, without zeros before them.
fn number_of(grade: &str) -> Option<String> {
    let digits: String = grade.chars().filter(char::is_ascii_digit).collect();
    let bare = digits.trim_start_matches('0');
    (!bare.is_empty()).then(|| bare.to_owned())
}

impl DraftTable {
    /// The grades that no title of the ladder names, lowest first: by median pay where it is known, else by the number in their name.
    /// Empty if neither says anything.
    fn order_of_grades(&self, source: &Source, columns: &[DraftColumn]) -> Vec<(String, Option<i64>)> {
        let Some(header) = self.header(source) else { return Vec::new() };
        let schema = source.dataset.schema();
        let at = |name: &str| {
            let index = schema.columns.iter().position(|column| column.name == name)?;
            header.positions.get(index).copied().flatten().map(|position| position as usize)
        };
        let grades = columns.iter().filter(|column| rung_column(column.column).is_some()).flat_map(|c| &c.values);
        let mut pay: BTreeMap<String, Vec<i64>> = grades.map(|(grade, _)| (grade.clone(), Vec::new())).collect();
        if let (Some(grade), Some(salary)) = (at("grade"), at("salary_fte")) {
            for row in self.sample.rows.iter().filter(|row| row.number > header.last) {
                let cell = |at: usize| row.cells.get(at).map_or("", String::as_str);
                if let (Some(known), Read::Value(pence)) = (pay.get_mut(cell(grade)), values::money(cell(salary))) {
                    known.push(pence);
                }
            }
        }
        let number = |grade: &str| parsed::<i64>(&number_of(grade)?);
        let median = |mut pay: Vec<i64>| {
            pay.sort_unstable();
            pay.get(pay.len() / 2).copied()
        };
        let mut order: Vec<(String, Option<i64>)> = pay.into_iter().map(|(grade, pay)| (grade, median(pay))).collect();
        let all_paid = order.iter().all(|(_, pay)| pay.is_some());
        if !all_paid && !order.iter().all(|(grade, _)| number(grade).is_some()) {
            return Vec::new();
        }
        order.sort_by_key(|(grade, pay)| (if all_paid { *pay } else { number(grade) }, number(grade)));
        order
    }

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

    /// The grades of the table. A title that the ladder names is its rung. For the others a rung is proposed from their order by median
    /// pay, or by the number in their name: for a person to look at and correct.
    pub(super) fn grade_guesses(&self, source: &Source, columns: &[DraftColumn]) -> Vec<Guess> {
        let rungs: Vec<&str> = ladder_of()
            .map_or_else(Vec::new, |ladder| ladder.entries.iter().map(|entry| entry.code.as_str()).collect());
        let order = self.order_of_grades(source, columns);
        let by_number = order.iter().all(|(grade, _)| number_of(grade).is_some_and(|n| rungs.contains(&n.as_str())));
        let ladder = ladder_of();
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
                    None => match order.iter().position(|(known, _)| known == grade) {
                        Some(place) if !rungs.is_empty() => {
                            // A number that is a rung is that rung; else one grade a rung from the lowest, or more spread evenly.
                            let numbered =
                                rungs.iter().position(|rung| by_number && number_of(grade).as_deref() == Some(*rung));
                            let spread =
                                if order.len() <= rungs.len() { place } else { place * rungs.len() / order.len() };
                            let at = numbered.unwrap_or(spread);
                            let pay =
                                order[place].1.map_or_else(String::new, |pay| format!(", median pay {}", pay / 100));
                            let why = format!("{n} times{pay}; only proposed, from the order of the grades");
                            (rungs.get(at).copied().unwrap_or_default().to_owned(), PROPOSED, why)
                        }
                        _ => (String::new(), 0, format!("{n} times; say which rung it is")),
                    },
                };
                guesses.push(guess(GuessKind::Grade, "", grade, &means, score, why));
            }
        }
        guesses
    }
}
