//! Guesses put to the person at the terminal, one by one.

use crate::{
    exit::{Exit, Failure},
    output::{legible, print, say},
};
use std::{
    io::{self, BufRead},
    path::Path,
};
use wres_ingest::{Answer, Limits, Question, SiteMapping, Submission, input::read_named_text};

/// The comment that stands above a mapping that has been gone through. Other comments are kept beside it.
const HEAD: &str =
    "# Confirmed question by question. `confirmed = false` is what nobody has confirmed: it has no effect.\n";

/// What was typed.
enum Typed {
    Said(Answer),
    Skip,
    Quit,
}

/// Asks about everything that is not confirmed and keeps every answer at once, so that nothing is lost whenever it ends.
pub(super) fn ask(mut mapping: SiteMapping, path: &Path, submission: &Submission) -> Result<Exit, Failure> {
    let mut lines = io::stdin().lock().lines();
    keep_comments(path)?;
    let mut skipped: Vec<Question> = Vec::new();
    'questions: while let Some(question) = mapping.questions().into_iter().find(|one| !skipped.contains(one)) {
        say(legible(&question.to_string()));
        let samples = question.samples(submission, Limits::default())?;
        if !samples.is_empty() {
            say(format!("  values look like {}", samples.join(" | ")));
        }
        loop {
            say("  y yes, n no, another name for what it is, s skip, q stop and keep");
            let typed = match lines.next() {
                None => Typed::Quit,
                Some(line) => read(&line.map_err(anyhow::Error::from)?),
            };
            match typed {
                Typed::Quit => break 'questions,
                Typed::Skip => {
                    skipped.push(question);
                    break;
                }
                Typed::Said(answer) => match mapping.answered(&question, &answer) {
                    Ok(answered) => {
                        mapping = answered;
                        save(&mapping, path)?;
                        break;
                    }
                    Err(error) => say(format!("  That cannot be: {error}")),
                },
            }
        }
    }
    let open = mapping.questions().len();
    match open {
        0 => print(format!("{}: everything is confirmed", path.display()))?,
        1 => print(format!("{}: 1 guess is not confirmed and has no effect", path.display()))?,
        n => print(format!("{}: {n} guesses are not confirmed and have no effect", path.display()))?,
    }
    if open > 0 {
        say("The same command goes on with them.");
    }
    Ok(Exit::Done)
}

fn read(line: &str) -> Typed {
    match line.trim() {
        "y" | "Y" | "yes" => Typed::Said(Answer::Yes),
        "n" | "N" | "no" => Typed::Said(Answer::No),
        "q" | "Q" | "quit" => Typed::Quit,
        "s" | "S" | "skip" | "" => Typed::Skip,
        // A code may itself be called `y` or `n`: in quotation marks it is a name.
        name => Typed::Said(Answer::Rather(name.trim_matches('"').to_owned())),
    }
}

fn save(mapping: &SiteMapping, path: &Path) -> Result<(), Failure> {
    let text = format!("{HEAD}{}", mapping.to_toml()?);
    Ok(wres_pipeline::write_whole(path, text.as_bytes())?)
}

/// A mapping is written anew, which loses comments. One with comments of its own is kept beside it.
fn keep_comments(path: &Path) -> Result<(), Failure> {
    let text = read_named_text(path).unwrap_or_default();
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
