//! Guesses of one kind that are likely, confirmed together: a list, and one answer for all that are right.

use super::{ask::Dialogue, typed::Typed};
use crate::{
    exit::Failure,
    output::{legible, say},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, parsed};
use wres_ingest::{Answer, Question, SiteMapping, mapping::Source};

/// Least score of a guess that is listed as likely.
const LIKELY: u8 = 40;

/// A kind of guess, in the order in which they are asked: each builds on those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Tables,
    Headers,
    Lists,
    Dates,
    Units,
    Values,
    Grades,
}

const GROUPS: [(Group, &str); 7] = [
    (Group::Tables, "These are the tables:"),
    (Group::Headers, "These headers are these columns:"),
    (
        Group::Lists,
        "Ethnicity is written in these code lists (the same code means different things in different lists):",
    ),
    (Group::Dates, "Dates are written so:"),
    (Group::Units, "These columns are in these units:"),
    (Group::Values, "These values mean:"),
    (Group::Grades, "These grades are on these rungs:"),
];

/// Puts the likely guesses of each kind to the person. Gives whether the dialogue goes on.
pub(super) fn ask(dialogue: &mut Dialogue<'_>) -> Result<bool, Failure> {
    let mut at = 0;
    while let Some((group, title)) = GROUPS.get(at) {
        // What a table is decides its headers, and these which values there are.
        if *group == Group::Lists && !dialogue.headers()? {
            return Ok(false);
        }
        if *group == Group::Headers && !dialogue.tables()? {
            return Ok(false);
        }
        let likely: Vec<Question> = dialogue
            .mapping()
            .questions()
            .into_iter()
            .filter(|one| is_likely(*group, one, dialogue.mapping()))
            .collect();
        if likely.is_empty() {
            at += 1;
            continue;
        }
        dialogue.count();
        say(format!("({} of {}) {title}", at + 1, GROUPS.len()));
        for (number, question) in likely.iter().enumerate() {
            say(format!("  {:>3}  {}", number + 1, legible(&in_words(question))));
        }
        match listed(dialogue, &likely)? {
            Step::On => at += 1,
            Step::Back => at = 0,
            Step::Stop => return Ok(false),
        }
    }
    Ok(true)
}

enum Step {
    On,
    Back,
    Stop,
}

fn listed(dialogue: &mut Dialogue<'_>, likely: &[Question]) -> Result<Step, Failure> {
    loop {
        let mut instead = BTreeMap::new();
        let typed = dialogue.typed(
            "  y all are right, numbers of those that are not (such as 2 5), what lines are instead (such as 3=5 or 3-6=5), n ask \
             about each, s later, b back, ? help, q stop",
        )?;
        let wrong: BTreeSet<usize> = match typed {
            Typed::Yes => BTreeSet::new(),
            Typed::No | Typed::Later => return Ok(Step::On),
            Typed::Quit => return Ok(Step::Stop),
            Typed::Help => {
                dialogue.help();
                continue;
            }
            Typed::Back => {
                if dialogue.back()? {
                    return Ok(Step::Back);
                }
                continue;
            }
            Typed::Said(said) => {
                let Some((wrong, rather)) = corrected(&said, likely.len()) else {
                    say(
                        "  Type y, or the numbers of the lines that are not right, or what lines are instead, such as 3=5 or 3-6=5.",
                    );
                    continue;
                };
                instead = rather;
                wrong
            }
        };
        let right: Vec<(Question, Answer)> = likely
            .iter()
            .enumerate()
            .filter(|(at, _)| !wrong.contains(&(at + 1)))
            .map(|(at, question)| {
                let rather = instead.get(&(at + 1)).cloned();
                (question.clone(), rather.map_or(Answer::Yes, Answer::Rather))
            })
            .collect();
        if dialogue.accept(&right)? {
            return Ok(Step::On);
        }
    }
}

/// Lines that are not right, and lines that are something else: `2 5`, `3=5`, `3-6=permanent`. `None` if it cannot be read.
fn corrected(said: &str, lines: usize) -> Option<(BTreeSet<usize>, BTreeMap<usize, String>)> {
    let (mut wrong, mut instead) = (BTreeSet::new(), BTreeMap::new());
    for part in said.split([' ', ',']).filter(|part| !part.is_empty()) {
        let (which, what) = part.split_once('=').map_or((part, None), |(which, what)| (which, Some(what)));
        let (first, last) = which.split_once('-').unwrap_or((which, which));
        let (first, last): (usize, usize) = (parsed(first)?, parsed(last)?);
        if first == 0 || first > last || last > lines {
            return None;
        }
        match what {
            None => wrong.extend(first..=last),
            Some("") => return None,
            Some(what) => instead.extend((first..=last).map(|line| (line, what.to_owned()))),
        }
    }
    Some((wrong, instead))
}

fn is_likely(group: Group, question: &Question, mapping: &SiteMapping) -> bool {
    use wres_ingest::mapping::GuessKind;
    let guess = match question {
        // A table whose header had to be guessed too is like no dataset: it is asked about by itself.
        Question::Table { file, sheet, .. } => {
            let of_table = |source: &&Source| source.file == *file && source.sheet == *sheet;
            let odd = mapping.sources.iter().find(of_table).is_some_and(|source| source.header_row.is_some());
            return group == Group::Tables && !odd;
        }
        Question::OfTable { guess, .. } | Question::OfSite(guess) => guess,
    };
    let of_group = match guess.kind {
        GuessKind::Column => Group::Headers,
        GuessKind::Codelist => Group::Lists,
        GuessKind::DateOrder | GuessKind::TimeZone => Group::Dates,
        GuessKind::Unit | GuessKind::CutOff => Group::Units,
        GuessKind::Value => Group::Values,
        GuessKind::Grade => Group::Grades,
        GuessKind::Stated => Group::Headers,
    };
    let says = !guess.means.is_empty() || guess.kind == GuessKind::Column;
    of_group == group && says && guess.score >= LIKELY
}

/// A guess in one line, by label.
fn in_words(question: &Question) -> String {
    let table = |file: &str, sheet: &Option<String>| match sheet {
        Some(sheet) => format!("{file}, sheet \"{sheet}\""),
        None => file.to_owned(),
    };
    let (place, dataset, guess) = match question {
        Question::Table { file, sheet, dataset } => {
            return format!("{}: {} ({})", table(file, sheet), dataset.name(), dataset.schema().row);
        }
        Question::OfTable { file, sheet, dataset, guess } => (table(file, sheet), *dataset, guess),
        Question::OfSite(guess) => (String::new(), Dataset::Staff, guess),
    };
    let meaning = guess.meaning(dataset);
    let what = match (guess.written.is_empty(), guess.column.is_empty()) {
        (false, false) if guess.means.is_empty() => format!("\"{}\" is {}", guess.written, guess.column),
        (false, false) => format!("{} \"{}\" is {meaning}", guess.column, guess.written),
        (false, true) => format!("\"{}\" is {meaning}", guess.written),
        (true, false) => format!("{}: {meaning}", guess.column),
        (true, true) => meaning,
    };
    let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
    format!("{place}{what} ({})", guess.why)
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn lines_are_said_to_be_wrong_or_something_else() {
        let read = corrected("2, 5 3=4 6-8=9", 9);
        let instead = [(3, "4"), (6, "9"), (7, "9"), (8, "9")].map(|(line, what)| (line, what.to_owned()));
        assert_eq!(read, Some((BTreeSet::from([2, 5]), BTreeMap::from(instead))));
        for wrong in ["0", "10", "x", "3=", "5-2", "2=1 ?"] {
            assert_eq!(corrected(wrong, 9), None, "{wrong}");
        }
    }
}
