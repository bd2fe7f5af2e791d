//! What was confirmed for other sites, offered to the next: as a guess with its source, never applied unseen.

use crate::{
    draft::make::Draft,
    mapping::{Guess, GuessKind, SiteMapping, Source},
};
use wres_domain::{Dataset, normalise};

/// How sure a guess is that repeats what was confirmed for another site.
const CONFIRMED_ELSEWHERE: u8 = 85;

impl Draft {
    /// Fills guesses in that others have confirmed for the same words: values, grades, lists and headers. Where two sites differ nothing is
    /// filled in.
    pub fn remember(&mut self, others: &[SiteMapping]) {
        let settled: Vec<SiteMapping> = others.iter().map(|other| other.settled().0).collect();
        for source in &mut self.mapping.sources {
            for guess in &mut source.guesses {
                let asked = guess.clone();
                fill(guess, &settled, |other| of_source(other, source.dataset, &asked));
            }
        }
        for guess in &mut self.mapping.guesses {
            let asked = guess.clone();
            fill(guess, &settled, |other| {
                let same = other.grades.iter().find(|(grade, _)| normalise(grade) == normalise(&asked.written));
                same.map(|(_, rung)| rung.clone()).filter(|_| asked.kind == GuessKind::Grade)
            });
        }
    }
}

fn fill(guess: &mut Guess, others: &[SiteMapping], said: impl Fn(&SiteMapping) -> Option<String>) {
    let found: Vec<(String, &SiteMapping)> = others.iter().filter_map(|other| Some((said(other)?, other))).collect();
    let Some((means, first)) = found.first() else { return };
    if found.iter().any(|(other, _)| other != means) {
        return;
    }
    let sites = if found.len() == 1 { first.site.to_string() } else { format!("{} sites", found.len()) };
    guess.score = guess.score.max(CONFIRMED_ELSEWHERE);
    guess.why = format!("{}; confirmed so for {sites}", guess.why);
    match guess.kind {
        GuessKind::Stated if !means.starts_with(['=', '#']) && !means.contains(" + ") => {
            guess.kind = GuessKind::Column;
            guess.written.clone_from(means);
        }
        GuessKind::Column => {}
        // What the values themselves say of their unit is not overruled by another site.
        GuessKind::Unit if !guess.means.is_empty() => {}
        _ => guess.means.clone_from(means),
    }
}

/// What a mapping says of the same words in the same dataset.
fn of_source(other: &SiteMapping, dataset: Dataset, guess: &Guess) -> Option<String> {
    let mut sources = other.sources.iter().filter(|source| source.confirmed && source.dataset == dataset);
    let said = |source: &Source| match guess.kind {
        GuessKind::Value => {
            let values = source.values.get(&guess.column)?;
            let same = values.iter().find(|(value, _)| normalise(value) == normalise(&guess.written));
            same.map(|(_, code)| code.clone())
        }
        GuessKind::Codelist => source.codelists.get(&guess.column).cloned(),
        GuessKind::Column => {
            let header = source.columns.get(&guess.column)?;
            (normalise(header) == normalise(&guess.written)).then(|| header.clone())
        }
        GuessKind::Stated => {
            let constant = source.constants.get(&guess.column).map(|value| format!("= {value}"));
            let numbered = source.numbered.contains(&guess.column).then(|| "#".to_owned());
            let together = source.together.get(&guess.column).map(|headers| headers.join(" + "));
            constant.or(numbered).or(together)
        }
        GuessKind::Unit => source.units.get(&guess.column).cloned(),
        GuessKind::CutOff => source.cut_offs.get(&guess.column).map(i64::to_string),
        GuessKind::TimeZone => source.time_zone.clone().or_else(|| other.time_zone.clone()),
        GuessKind::Grade | GuessKind::DateOrder => None,
    };
    sources.find_map(said)
}
