//! Results on standard output, talk on standard error.

use crate::{
    args::Global,
    exit::{Exit, Failure},
};
use serde::Serialize;
use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

/// Writes a result. A reader that has gone away (`| head`) is not an error.
pub(crate) fn print(text: impl std::fmt::Display) -> anyhow::Result<()> {
    quiet_pipe(writeln!(io::stdout().lock(), "{text}"))
}

/// Writes a result as JSON.
pub(crate) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print(serde_json::to_string_pretty(value)?)
}

/// Says something to the person at the terminal.
pub(crate) fn say(text: impl std::fmt::Display) {
    // Talk that cannot be heard is no reason to stop the work.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says what went wrong, with every cause, and the same as JSON where JSON was asked for.
pub(crate) fn say_error(failure: &Failure, global: &Global) {
    if global.json {
        let causes: Vec<String> = failure.error.chain().map(ToString::to_string).collect();
        say(serde_json::json!({ "error": causes.join(": "), "exit_code": failure.exit.code() }));
        return;
    }
    let mut causes = failure.error.chain().map(ToString::to_string);
    say(format!("error: {}", causes.next().unwrap_or_default()));
    let mut last = String::new();
    for cause in causes {
        if !last.ends_with(&cause) {
            say(format!("  because {cause}"));
        }
        last = cause;
    }
}

/// Prints what clap found and gives its code; `--help` and `--version` are not errors.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
    // If even the message cannot be printed there is nobody left to tell.
    let _ = error.print();
    ExitCode::from(code.code())
}

/// Reports a failure and gives the code of the program.
pub(crate) fn finish(outcome: Result<Exit, Failure>, global: &Global) -> ExitCode {
    let exit = match outcome {
        Ok(exit) => exit,
        Err(failure) => {
            say_error(&failure, global);
            failure.exit
        }
    };
    ExitCode::from(exit.code())
}

/// Whether a person watches standard error.
pub(crate) fn watched() -> bool {
    io::stderr().is_terminal()
}

/// Turns a broken pipe into success.
pub(crate) fn quiet_pipe(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Text of a file as it may go to a terminal: what would move the cursor or turn the writing is shown as a question mark.
pub(crate) fn legible(written: &str) -> String {
    if written.is_empty() {
        return "(empty)".to_owned();
    }
    let odd = |c: char| {
        c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    written.chars().map(|c| if odd(c) { '?' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::legible;

    #[test]
    fn text_of_a_file_cannot_write_on_the_terminal() {
        assert_eq!(legible("a\u{1b}[2Jb\u{202E}c"), "a?[2Jb?c");
        assert_eq!(legible(""), "(empty)");
    }
}
