//! The dialogue at the terminal: what is likely is confirmed in lists, what is left is asked one by one, by label.

use super::{batch, typed::Typed};
use crate::{
    exit::{Exit, Failure},
    output::{legible, print, say},
};
use std::{
    io::{self, BufRead, Lines, StdinLock},
    path::Path,
};
use wres_domain::parsed;
use wres_ingest::{
    Answer, Choice, Limits, Question, SiteMapping, Submission, draft_table,
    mapping::{Guess, GuessKind, Source},
};

/// The comment that stands above a mapping that has been gone through. Other comments are kept beside it.
const HEAD: &str =
    "# Confirmed question by question. `confirmed = false` is what nobody has confirmed: it has no effect.\n";
/// Choices that are listed at a time; more are found by typing a part of them.
const LISTED: usize = 30;

const HELP: &str = "  Type the number of an answer, or its name or a part of its label.\n  y  yes, it is right    n  no, and nothing takes its \
                    place\n  s  later: ask again the next time    b  back to the question before\n  q  stop; everything answered is kept    ?  \
                    this help\n  A column without a header: a header's number, `= value` for the same in every row, `#` for the row number as \
                    key,\n  or `A + B` for a column put together from two headers.";

/// A dialogue about one mapping.
pub(super) struct Dialogue<'a> {
    mapping: SiteMapping,
    path: &'a Path,
    submission: &'a Submission,
    lines: Lines<StdinLock<'static>>,
    /// The mapping before each answer.
    before: Vec<SiteMapping>,
    later: Vec<Question>,
    /// How many times something was asked.
    asked: usize,
}

/// Asks about everything that is not confirmed and keeps every answer at once, so that nothing is lost whenever it ends.
pub(super) fn ask(mapping: SiteMapping, path: &Path, submission: &Submission) -> Result<Exit, Failure> {
    keep_comments(path)?;
    let lines = io::stdin().lock().lines();
    let mut dialogue = Dialogue { mapping, path, submission, lines, before: Vec::new(), later: Vec::new(), asked: 0 };
    if batch::ask(&mut dialogue)? {
        dialogue.ask_each(|_| true)?;
    }
    let open = dialogue.mapping.questions().len();
    match open {
        0 => print(format!("{}: everything is confirmed", path.display()))?,
        1 => print(format!("{}: 1 guess is not confirmed and has no effect", path.display()))?,
        n => print(format!("{}: {n} guesses are not confirmed and have no effect", path.display()))?,
    }
    let times =
        if dialogue.asked == 1 { "1 question was".to_owned() } else { format!("{} questions were", dialogue.asked) };
    say(format!("{times} asked."));
    if open > 0 {
        say("The same command goes on with them.");
    }
    Ok(Exit::Done)
}

impl Dialogue<'_> {
    pub(super) fn mapping(&self) -> &SiteMapping {
        &self.mapping
    }

    /// Counts a question and reads what is typed to it; a file that ends says to stop.
    pub(super) fn typed(&mut self, prompt: &str) -> Result<Typed, Failure> {
        say(prompt);
        Ok(match self.lines.next() {
            None => Typed::Quit,
            Some(line) => Typed::read(&line.map_err(anyhow::Error::from)?),
        })
    }

    pub(super) fn count(&mut self) {
        self.asked += 1;
    }

    pub(super) fn help(&self) {
        say(HELP);
    }

    /// Takes answers over together, and keeps them.
    pub(super) fn accept(&mut self, answers: &[(Question, Answer)]) -> Result<bool, Failure> {
        let mut mapping = self.mapping.clone();
        for (question, answer) in answers {
            match mapping.answered(question, answer) {
                Ok(answered) => mapping = answered,
                Err(error) => {
                    say(format!("  That cannot be: {error}"));
                    return Ok(false);
                }
            }
        }
        for (question, answer) in answers {
            // What a table is, and which header a column has, says which values there are to ask about.
            if let (Question::Table { file, sheet, .. } | Question::OfTable { file, sheet, .. }, Answer::Rather(_)) =
                (question, answer)
                && names_a_column(question)
            {
                mapping = self.looked_at_again(mapping, file, sheet.as_deref())?;
            }
        }
        self.before.push(std::mem::replace(&mut self.mapping, mapping));
        save(&self.mapping, self.path)?;
        Ok(true)
    }

    /// The mapping with new guesses about a table that is another dataset than was thought.
    fn looked_at_again(
        &self,
        mut mapping: SiteMapping,
        file: &str,
        sheet: Option<&str>,
    ) -> Result<SiteMapping, Failure> {
        let is_it = |source: &&mut Source| source.file == file && source.sheet.as_deref() == sheet;
        if let Some(source) = mapping.sources.iter_mut().find(is_it) {
            let (guesses, grades) = draft_table(self.submission, &mapping.site, source, Limits::default())?;
            let known = |guess: &Guess| {
                let same = |one: &Guess| {
                    (one.kind, &one.column, &one.written) == (guess.kind, &guess.column, &guess.written)
                        || (names_header(one) && names_header(guess) && one.column == guess.column)
                };
                source.guesses.iter().any(same)
            };
            let guesses: Vec<Guess> = guesses.into_iter().filter(|guess| !known(guess)).collect();
            source.guesses.extend(guesses);
            let new = |one: &Guess| !mapping.guesses.iter().any(|known| known.written == one.written);
            let grades: Vec<Guess> = grades.into_iter().filter(new).collect();
            mapping.guesses.extend(grades);
        }
        Ok(mapping)
    }

    /// Takes the last answer back. Gives whether there was one.
    pub(super) fn back(&mut self) -> Result<bool, Failure> {
        let Some(before) = self.before.pop() else {
            say("  There is nothing before this.");
            return Ok(false);
        };
        self.mapping = before;
        self.later.clear();
        save(&self.mapping, self.path)?;
        Ok(true)
    }

    /// Asks about tables that are like no dataset: what they are decides what else there is to ask. Gives whether the dialogue goes on.
    pub(super) fn tables(&mut self) -> Result<bool, Failure> {
        self.ask_each(|question| matches!(question, Question::Table { .. }))
    }

    /// Asks which header each column has that no list has settled. Gives whether the dialogue goes on.
    pub(super) fn headers(&mut self) -> Result<bool, Failure> {
        self.ask_each(|question| matches!(question, Question::OfTable { guess, .. } if names_header(guess)))
    }

    /// Asks what no list has settled, one by one. Gives whether the dialogue goes on.
    fn ask_each(&mut self, about: fn(&Question) -> bool) -> Result<bool, Failure> {
        let open = |dialogue: &Self| dialogue.open().into_iter().filter(about).collect::<Vec<_>>();
        let mut asked = 0;
        while let Some(question) = open(self).into_iter().next() {
            asked += 1;
            self.count();
            let all = asked + open(self).len() - 1;
            say(format!("[{asked} of {all}] {}", legible(&question.to_string())));
            let samples = question.samples(self.submission, Limits::default())?;
            if !samples.is_empty() {
                say(format!("  values look like {}", samples.join(" | ")));
            }
            let choices = question.choices(self.submission, Limits::default())?;
            list(&choices, "");
            loop {
                let typed =
                    self.typed("  y yes, n no, a number or a name, s later, b back, ? help, q stop and keep")?;
                match typed {
                    Typed::Quit => return Ok(false),
                    Typed::Help => self.help(),
                    Typed::Later => {
                        self.later.push(question);
                        break;
                    }
                    Typed::Back => {
                        if self.back()? {
                            asked = asked.saturating_sub(2);
                            break;
                        }
                    }
                    Typed::Yes if question.says_nothing() => {
                        say("  There is nothing yet to say yes to: type the number of what it is.");
                    }
                    Typed::Yes => {
                        if self.accept(&[(question.clone(), Answer::Yes)])? {
                            break;
                        }
                    }
                    Typed::No => {
                        if self.accept(&[(question.clone(), Answer::No)])? {
                            break;
                        }
                    }
                    Typed::Said(said) => {
                        let Some(name) = chosen(&said, &choices) else { continue };
                        if self.accept(&[(question.clone(), Answer::Rather(name))])? {
                            break;
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    fn open(&self) -> Vec<Question> {
        self.mapping.questions().into_iter().filter(|one| !self.later.contains(one)).collect()
    }
}

/// Whether a guess is about which header a column has, or that it has none.
fn names_header(guess: &Guess) -> bool {
    matches!(guess.kind, GuessKind::Column | GuessKind::Stated)
}

/// Whether an answer other than yes or no to a question says which column a table or header is.
fn names_a_column(question: &Question) -> bool {
    match question {
        Question::Table { .. } => true,
        Question::OfTable { guess, .. } => names_header(guess),
        Question::OfSite(_) => false,
    }
}

/// Lists the choices that have a word in them.
fn list(choices: &[Choice], word: &str) {
    let has = |choice: &Choice| word.is_empty() || choice.label.to_lowercase().contains(&word.to_lowercase());
    let found: Vec<(usize, &Choice)> = choices.iter().enumerate().filter(|(_, choice)| has(choice)).collect();
    for (at, choice) in found.iter().take(LISTED) {
        say(format!("  {:>3}  {}", at + 1, legible(&choice.label)));
    }
    if found.len() > LISTED {
        say(format!("  ... and {} more: type a part of the label", found.len() - LISTED));
    }
}

/// The answer that was meant: by number, by name, by label, or by a part of one label alone. Where several are meant they are listed.
fn chosen(said: &str, choices: &[Choice]) -> Option<String> {
    let bare = said.trim_matches('"');
    if bare.len() == said.len() {
        if let Some(choice) = parsed::<usize>(said).and_then(|n| choices.get(n.checked_sub(1)?)) {
            return Some(choice.name.clone());
        }
        let lower = said.to_lowercase();
        let is_it = |choice: &&Choice| choice.name == said || choice.label.to_lowercase() == lower;
        if let Some(choice) = choices.iter().find(is_it) {
            return Some(choice.name.clone());
        }
        let parts: Vec<&Choice> =
            choices.iter().filter(|choice| choice.label.to_lowercase().contains(&lower)).collect();
        match parts.as_slice() {
            [] => {}
            [only] => return Some(only.name.clone()),
            _ => {
                list(choices, said);
                return None;
            }
        }
    }
    Some(bare.to_owned())
}

fn save(mapping: &SiteMapping, path: &Path) -> Result<(), Failure> {
    let text = format!("{HEAD}{}", mapping.to_toml()?);
    Ok(wres_pipeline::write_whole(path, text.as_bytes())?)
}

/// A mapping is written anew, which loses comments. One with comments of its own is kept beside it.
fn keep_comments(path: &Path) -> Result<(), Failure> {
    let text = wres_pipeline::read_named_text(path)?;
    let own = |line: &&str| line.starts_with('#') && !HEAD.contains(*line) && !of_draft(line);
    if text.lines().any(|line| own(&line)) {
        let beside = path.with_extension("toml.before");
        wres_pipeline::write_whole(&beside, text.as_bytes())?;
        say(format!("The mapping is written anew, without its comments. As it was it is kept in {}", beside.display()));
    }
    Ok(())
}

/// Whether a comment is one that the draft itself writes.
fn of_draft(line: &str) -> bool {
    ["# A draft. ", "# dataset it says", "# not recognised: "].iter().any(|start| line.starts_with(start))
        || (line.contains(": ") && line.contains("(score "))
}
