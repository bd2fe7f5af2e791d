//! What a run says about itself while it goes on.

/// A stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading, checking and storing submissions.
    Intake,
    /// Counting.
    Counting,
    /// Protecting, estimating and rendering.
    Publishing,
}

impl Stage {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Counting => "counting",
            Self::Publishing => "publish",
        }
    }
}

/// Somebody who watches a run. Called from several threads.
pub trait Progress: Sync {
    /// A stage begins that has so many steps.
    fn begin(&self, stage: Stage, steps: u64);
    /// A step of the stage is done.
    fn step(&self, stage: Stage, what: &str);
    /// The run is over.
    fn end(&self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn step(&self, _: Stage, _: &str) {}
    fn end(&self) {}
}
