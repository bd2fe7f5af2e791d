//! Values that may mean a code, and grades to be placed on the ladder.

use crate::{
    codes::{CodeList, Coder},
    draft::{columns::DraftColumn, make::guess, table::DraftTable},
    mapping::{Guess, GuessKind, Source, takes_ethnicity},
    schema::rung_column,
    values::{self, Read, Trouble},
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

/// Fewest grades of one name and many numbers that are put to a person as ranges.
const RANGED: usize = 10;

/// Grades of one name and many numbers, such as spinal points, as ranges of those that are proposed for the same rung: forty questions
/// about forty points would be answered without looking. Other grades stay as they are.
pub(super) fn ranged(guesses: Vec<Guess>) -> Vec<Guess> {
    let numbered = |guess: &Guess| {
        let written = normalise(&guess.written);
        let name = written.trim_end_matches(|c: char| c.is_ascii_digit());
        let number: u32 = parsed(&written[name.len()..])?;
        (guess.score == PROPOSED).then(|| (name.trim_end().to_owned(), number))
    };
    let mut families: BTreeMap<String, Vec<(u32, Guess)>> = BTreeMap::new();
    let mut out = Vec::new();
    for guess in guesses {
        match numbered(&guess) {
            Some((name, number)) if !name.is_empty() => families.entry(name).or_default().push((number, guess)),
            _ => out.push(guess),
        }
    }
    for (_, mut family) in families {
        if family.len() < RANGED {
            out.extend(family.into_iter().map(|(_, guess)| guess));
            continue;
        }
        family.sort_by_key(|(number, _)| *number);
        for run in family.chunk_by(|(_, one), (_, other)| one.means == other.means) {
            match run {
                [(first, one), .., (last, _)] => {
                    let name = one.written.trim_end_matches(|c: char| c.is_ascii_digit());
                    let written = format!("{name}{first}-{last}");
                    let why = format!("{} grades; only proposed, from the order of the grades", run.len());
                    out.push(guess(GuessKind::Grade, "", &written, &one.means, PROPOSED, why));
                }
                others => out.extend(others.iter().map(|(_, guess)| guess.clone())),
            }
        }
    }
    out
}

/// Words in a column of yes or no that are neither.
fn flag_guesses(column: &DraftColumn) -> Vec<Guess> {
    let is_word =
        |value: &str| matches!(values::flag(value), Read::Bad(Trouble::FlagUnknown)) && value.parse::<f64>().is_err();
    let unknown: Vec<&(String, u64)> = column.values.iter().filter(|(value, _)| is_word(value)).collect();
    if unknown.len() > MOST {
        return Vec::new();
    }
    let guessed = |(value, n): &(String, u64)| {
        let word = normalise(value);
        let first = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let (means, score, why) = match first {
            "yes" | "y" => ("yes", 70, format!("{n} times; begins with yes")),
            // "No answer" is no answer.
            "no" | "n"
                if !["answer", "data", "info", "record", "response", "reply", "known"]
                    .iter()
                    .any(|other| word.contains(other)) =>
            {
                ("no", 70, format!("{n} times; begins with no"))
            }
            _ => ("", 0, format!("{n} times; neither yes nor no: say what it means")),
        };
        guess(GuessKind::Value, &column.column.name, value, means, score, why)
    };
    unknown.into_iter().map(guessed).collect()
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
            if column.column.kind == ColumnKind::Flag {
                guesses.extend(flag_guesses(column));
            }
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
        // A title of social work is its rung; any other may be one of the whole council, whose rungs have the same numbers.
        let ladders = [ladder_of(), crate::codes::list("council")];
        let rung = |grade: &str| {
            let grade = normalise(grade);
            ladders.into_iter().flatten().flat_map(|ladder| &ladder.entries).find_map(|entry| {
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
