//! What a person sees while a run goes on: one bar a stage on a terminal, a line a site otherwise.

use crate::{args::Global, output};
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::Mutex;
use wres_pipeline::{Progress, Stage};

/// Shows the progress of a run.
pub(crate) struct Shown {
    bar: Option<Mutex<ProgressBar>>,
    lines: bool,
}

impl Shown {
    /// A bar on a terminal, lines otherwise, nothing under `--quiet`.
    pub(crate) fn new(global: &Global) -> Self {
        let talk = !global.quiet && !global.json;
        let bar = talk && output::watched() && !global.plain;
        Self { bar: bar.then(|| Mutex::new(ProgressBar::hidden())), lines: talk && !bar }
    }

    fn with_bar(&self, act: impl FnOnce(&mut ProgressBar)) {
        if let Some(bar) = &self.bar
            && let Ok(mut bar) = bar.lock()
        {
            act(&mut bar);
        }
    }
}

impl Progress for Shown {
    fn begin(&self, stage: Stage, steps: u64) {
        self.with_bar(|bar| {
            bar.finish_and_clear();
            *bar = ProgressBar::new(steps);
            // The template is a constant; were it wrong, the bar's own style would serve.
            if let Ok(style) = ProgressStyle::with_template("{prefix:>9} {bar:32} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
            bar.set_prefix(stage.name());
        });
    }

    fn step(&self, stage: Stage, what: &str) {
        self.with_bar(|bar| {
            bar.set_message(what.to_owned());
            bar.inc(1);
        });
        if self.lines {
            output::say(format!("{:>9} {what}", stage.name()));
        }
    }

    fn end(&self) {
        self.with_bar(|bar| bar.finish_and_clear());
    }
}
