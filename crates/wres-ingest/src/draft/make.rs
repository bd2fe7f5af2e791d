//! Puts a draft together.

use crate::{
    context::Limits,
    draft::{
        table::{DraftTable, tables_of},
        values::ranged,
    },
    error::IngestError,
    mapping::{Guess, GuessKind, SiteMapping, Source, matches_pattern},
    submission::{Submission, discover},
};
use std::collections::BTreeMap;
use wres_domain::{Dataset, SiteId};

/// A draft of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The mapping: nothing in it is confirmed.
    pub mapping: SiteMapping,
    /// For each source, in the order of the mapping, how sure it is (0 to 100) that it is this dataset, and why.
    pub sources: Vec<(u8, String)>,
    /// Files and sheets that no dataset fits.
    pub unrecognised: Vec<String>,
}

/// What the reason of a guess says where pay orders the grades.
const MEDIAN: &str = "median pay";
/// Least score of a table to be guessed a dataset.
const LEAST: u8 = 40;

/// Looks at the files of a submission and drafts a mapping for a site.
///
/// Headers that are synonyms of a column need no entry and get none. Guessed are: which table is which dataset, headers that
/// are like a synonym, the code list of ethnicity (from how many values fit), the order of dates, values that are like a code,
/// and grades to be placed on the ladder.
///
/// # Errors
/// [`IngestError`] if the folder cannot be listed.
pub fn draft_mapping(submission: &Submission, site: &SiteId, limits: Limits) -> Result<Draft, IngestError> {
    let (files, _) = discover(submission, &limits)?;
    let mut draft = Draft { mapping: empty(site), sources: Vec::new(), unrecognised: Vec::new() };
    let mut grades = BTreeMap::new();
    for file in &files {
        let tables = tables_of(&file.path, &file.name, limits);
        if tables.is_empty() {
            draft.unrecognised.push(crate::raw::unit::shown(&file.name));
        }
        let found: Vec<_> = tables.iter().map(DraftTable::dataset).collect();
        // A file of which no table is like a dataset still has one that is most like one: a person says what it is.
        let recognised =
            |one: &Option<(Dataset, u8, String)>| one.as_ref().is_some_and(|(_, score, _)| *score >= LEAST);
        let best = if found.iter().any(recognised) {
            None
        } else {
            (0..found.len()).max_by_key(|at| found[*at].as_ref().map(|(_, score, _)| *score))
        };
        for (at, (table, found)) in tables.into_iter().zip(found).enumerate() {
            match found {
                Some((dataset, score, why)) if score >= LEAST || best == Some(at) => {
                    let source = table.source(dataset);
                    let guesses = table.guesses(&source, &mut grades);
                    draft.mapping.sources.push(Source { guesses, ..source });
                    draft.sources.push((score, why));
                }
                _ => draft.unrecognised.push(table.name()),
            }
        }
    }
    draft.mapping.guesses = ranged(grades.into_values().collect());
    Ok(draft)
}

fn empty(site: &SiteId) -> SiteMapping {
    SiteMapping {
        site: site.clone(),
        date_order: None,
        time_zone: None,
        two_digit_years_until: None,
        ladder: "wres".to_owned(),
        ignore: Vec::new(),
        sources: Vec::new(),
        grades: BTreeMap::new(),
        guesses: Vec::new(),
    }
}

/// Guesses about one table, for the dataset that a person has said it is: those of the table, and those about grades.
///
/// # Errors
/// [`IngestError`] if the folder cannot be listed.
pub fn draft_table(
    submission: &Submission,
    site: &SiteId,
    source: &Source,
    limits: Limits,
) -> Result<(Vec<Guess>, Vec<Guess>), IngestError> {
    let (files, _) = discover(submission, &limits)?;
    let mut grades = BTreeMap::new();
    // What is confirmed of the table is what it is.
    let alone = SiteMapping { sources: vec![source.clone()], ..empty(site) };
    let (settled, _) = alone.settled();
    let source = settled.sources.first().unwrap_or(source);
    for file in &files {
        for table in tables_of(&file.path, &file.name, limits) {
            if matches_pattern(&source.file, &table.file) && table.sheet == source.sheet {
                let guesses = table.guesses(source, &mut grades);
                return Ok((guesses, ranged(grades.into_values().collect())));
            }
        }
    }
    Ok((Vec::new(), Vec::new()))
}

/// Least score of a guess that a first look takes for granted.
const GRANTED: u8 = 60;

impl Draft {
    /// The mapping with every table and every likely guess taken as right, and how many guesses that were: for a first look
    /// at files, and for nothing that is kept.
    #[must_use]
    pub fn taken_for_granted(&self) -> (SiteMapping, usize) {
        let mut mapping = self.mapping.clone();
        let mut taken = mapping.sources.len();
        for source in &mut mapping.sources {
            source.confirmed = true;
        }
        let of_sources = mapping.sources.iter_mut().flat_map(|source| &mut source.guesses);
        for guess in of_sources.chain(&mut mapping.guesses) {
            guess.confirmed = guess.score >= GRANTED && (!guess.means.is_empty() || guess.kind == GuessKind::Column);
            taken += usize::from(guess.confirmed);
        }
        let (settled, _) = mapping.settled();
        (settled, taken)
    }

    /// The draft as a file, with what to do in comments.
    ///
    /// # Errors
    /// [`crate::MappingError::Toml`] if it cannot be written.
    pub fn to_toml(&self) -> Result<String, crate::MappingError> {
        let mut text = String::from(
            "# A draft. Nothing here is read until it is confirmed: for each source remove `confirmed = false` if it is the\n\
             # dataset it says, and for each guess set `confirmed = true` if it is right, or correct or delete it.\n",
        );
        for (source, (score, why)) in self.mapping.sources.iter().zip(&self.sources) {
            let sheet = source.sheet.as_ref().map(|sheet| format!(", sheet \"{sheet}\"")).unwrap_or_default();
            text.push_str(&format!("# {}{sheet}: {} (score {score}: {why})\n", source.file, source.dataset.name()));
        }
        for name in &self.unrecognised {
            text.push_str(&format!("# not recognised: {name}\n"));
        }
        text.push('\n');
        text.push_str(&self.mapping.to_toml()?);
        Ok(text)
    }
}

/// A guess that nobody has confirmed.
pub(super) fn guess(
    kind: crate::mapping::GuessKind,
    column: &str,
    written: &str,
    means: &str,
    score: u8,
    why: String,
) -> Guess {
    Guess {
        kind,
        column: column.to_owned(),
        written: written.to_owned(),
        means: means.to_owned(),
        score,
        why,
        confirmed: false,
    }
}

impl DraftTable {
    /// All guesses about a table that is taken for a source. Guesses about grades are for the whole mapping.
    fn guesses(&self, source: &Source, grades: &mut BTreeMap<String, Guess>) -> Vec<Guess> {
        let mut guesses = self.column_guesses(source);
        guesses.extend(self.missing_guesses(source, &guesses));
        let columns = self.columns(source, &guesses);
        guesses.extend(self.date_guess(&columns));
        guesses.extend(self.unit_guesses(&columns));
        guesses.extend(self.value_guesses(&columns));
        for guess in self.grade_guesses(source, &columns) {
            // Where pay orders the grades, their names alone do not.
            let known = grades.entry(wres_domain::normalise(&guess.written)).or_insert_with(|| guess.clone());
            if !known.why.contains(MEDIAN) && guess.why.contains(MEDIAN) {
                *known = guess;
            }
        }
        guesses
    }
}
