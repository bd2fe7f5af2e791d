//! Headers that may mean a column, and the list that a column of ethnicity may be in.

use crate::{
    codes,
    draft::{make::guess, table::DraftTable},
    layout::{Header, names_of},
    mapping::{Guess, GuessKind, Source, takes_ethnicity},
};
use wres_domain::{Column, Dataset, fitting, normalise};

/// How alike a header and a name must be for a guess, out of 100.
const ALIKE: u8 = 60;
/// Headers that are named beside a column that has none.
const NAMED: usize = 12;
/// How many of the values must be in a list of ethnicity for a column to be guessed one, out of 100.
const FITS: u8 = 80;

/// A column of a table, by header or by guess.
pub(super) struct DraftColumn {
    pub(super) column: &'static Column,
    pub(super) dataset: Dataset,
    pub(super) header: String,
    pub(super) values: Vec<(String, u64)>,
    /// For ethnicity, the list that was guessed.
    pub(super) list: Option<String>,
}

impl DraftTable {
    /// Guesses about headers, and about lists of ethnicity.
    pub(super) fn column_guesses(&self, source: &Source) -> Vec<Guess> {
        let Some(header) = self.header(source) else { return Vec::new() };
        let mut possible: Vec<(usize, u32, u8, String)> = Vec::new();
        for (index, column) in source.dataset.schema().columns.iter().enumerate() {
            if header.positions.get(index).copied().flatten().is_some() {
                continue;
            }
            for &position in &header.unknown {
                possible.extend(likeness(column, &header, position).map(|(score, why)| (index, position, score, why)));
            }
            if takes_ethnicity(source.dataset.name(), &column.name, &column.kind) {
                let by_value = self.best_ethnicity(&header, &header.unknown);
                possible.extend(by_value.map(|(position, score, why)| (index, position, score, why)));
            }
        }
        // The surest first: a header that is much like one column is not spent on another that it is less like.
        possible.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        let mut taken: Vec<(usize, u32, u8, String)> = Vec::new();
        for one in possible {
            if taken.iter().all(|other| other.0 != one.0 && other.1 != one.1) {
                taken.push(one);
            }
        }
        taken.sort_by_key(|one| one.0);
        let mut guesses = Vec::new();
        for (index, position, score, why) in taken {
            let Some(column) = source.dataset.schema().columns.get(index) else { continue };
            let written = header.cells.get(position as usize).map_or("", String::as_str);
            guesses.push(guess(GuessKind::Column, &column.name, written, "", score, why));
        }
        for column in self.columns(source, &guesses) {
            if takes_ethnicity(source.dataset.name(), &column.column.name, &column.column.kind) {
                guesses.extend(list_guess(&column));
            }
        }
        guesses
    }

    /// Required columns that no header is and none is like: a person says where they are, or what they hold.
    pub(super) fn missing_guesses(&self, source: &Source, guesses: &[Guess]) -> Vec<Guess> {
        let header = self.header(source);
        let schema = source.dataset.schema();
        let named = |index: usize| header.as_ref().and_then(|header| header.positions.get(index).copied().flatten());
        let guessed = |name: &str| guesses.iter().any(|guess| guess.kind == GuessKind::Column && guess.column == name);
        let missing = schema
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| column.required && named(*index).is_none() && !guessed(&column.name));
        let unused: Vec<String> = header
            .iter()
            .flat_map(|header| header.unknown.iter().filter_map(|position| header.cells.get(*position as usize)))
            .take(NAMED)
            .map(|header| format!("\"{header}\""))
            .collect();
        let left = if unused.is_empty() { String::new() } else { format!("; headers left: {}", unused.join(", ")) };
        missing
            .map(|(_, column)| {
                guess(
                    GuessKind::Stated,
                    &column.name,
                    "",
                    "",
                    0,
                    format!("{}{left}", column.description.trim_end_matches('.')),
                )
            })
            .collect()
    }

    /// The columns that the table has if all guesses about headers are right.
    pub(super) fn columns(&self, source: &Source, guesses: &[Guess]) -> Vec<DraftColumn> {
        let Some(header) = self.header(source) else { return Vec::new() };
        let of = |kind: GuessKind, name: &str| guesses.iter().find(|guess| guess.kind == kind && guess.column == name);
        let mut out = Vec::new();
        for (index, column) in source.dataset.schema().columns.iter().enumerate() {
            let guessed = || {
                let written = &of(GuessKind::Column, &column.name)?.written;
                header.cells.iter().position(|cell| cell == written).and_then(fitting)
            };
            if let Some(position) = header.positions.get(index).copied().flatten().or_else(guessed) {
                let list = of(GuessKind::Codelist, &column.name).map(|guess| guess.means.clone());
                let values = self.values(&header, position);
                let written = header.cells.get(position as usize).cloned().unwrap_or_default();
                out.push(DraftColumn { column, dataset: source.dataset, header: written, values, list });
            }
        }
        out
    }

    /// The unused header whose values are mostly in one list of ethnicity.
    fn best_ethnicity(&self, header: &Header, free: &[u32]) -> Option<(u32, u8, String)> {
        let fit = |position: &u32| {
            let values = self.values(header, *position);
            // Numbers and letters alone are in many lists; labels are not chance.
            let words = values.iter().any(|(value, _)| value.len() > 3);
            let best = codes::fit(&values).into_iter().next().filter(|_| words)?;
            let share = (best.share * 100.0) as u8;
            (share >= FITS)
                .then(|| (*position, share.min(90), format!("{share}% of its values are in `{}`", best.list)))
        };
        free.iter().filter_map(fit).max_by_key(|(_, score, _)| *score)
    }
}

/// How much a header is like the names of a column, and like which.
fn likeness(column: &Column, header: &Header, position: u32) -> Option<(u8, String)> {
    let written = normalise(header.cells.get(position as usize)?);
    let mut best: Option<(u8, String)> = None;
    for name in names_of(column) {
        let alike = (strsim::normalized_damerau_levenshtein(&written, &name) * 100.0) as u8;
        let inside =
            name.len() > 4 && written.len() > 4 && (written.contains(name.as_str()) || name.contains(written.as_str()));
        let score = if inside { alike.max(70) } else { alike };
        if score >= ALIKE && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, format!("like \"{name}\"")));
        }
    }
    best
}

/// The list that fits best. Where others fit as well, or nearly, it says so.
fn list_guess(column: &DraftColumn) -> Option<Guess> {
    let fits = codes::fit(&column.values);
    // Where words fit as well as a list that has them as labels, they are words: a list adds nothing but its codes.
    let words =
        fits.iter().find(|fit| fit.list == "labels" && fits.first().is_some_and(|first| fit.share >= first.share));
    let Some(best) = words.or(fits.first()).filter(|fit| fit.share >= 0.5) else {
        let why = "no code list has half of the values: say which list it is, or that it holds labels".to_owned();
        return Some(guess(GuessKind::Codelist, &column.column.name, "", "", 0, why));
    };
    let others: Vec<String> = fits
        .iter()
        .filter(|fit| fit.list != best.list && fit.share > best.share - 0.05)
        .map(|fit| format!("`{}`", fit.list))
        .collect();
    let share = (best.share * 100.0) as u8;
    let why = if others.is_empty() {
        format!("{share}% of values fit")
    } else {
        format!("{share}% of values fit, and as well or nearly {}: they may mean something else", others.join(", "))
    };
    let score = if others.is_empty() { share.min(95) } else { share / 2 };
    Some(guess(GuessKind::Codelist, &column.column.name, "", &best.list, score, why))
}
