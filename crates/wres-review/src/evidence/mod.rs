//! Studies put together: converted with the error of each conversion, pooled where they may be, counted where they may not.

mod convert;
mod flow;
mod forest;
mod funnel;
mod page;
mod pool;
mod ratings;
mod refuse;
mod rows;
mod sentence;
mod settings;
mod sheet;
mod strength;
mod tables;

pub use convert::{Conversion, StudyEffect};
pub use flow::{Flow, FlowFault};
pub use pool::{Bias, Pooled, Subgroup};
pub use ratings::{Judgement, Rating, Ratings};
pub use refuse::{Refusal, RefusalKind};
pub use rows::{Evidence, Study};
pub use settings::{Outcome, Settings};
pub use strength::{Strength, StrengthReason};

use crate::error::Result;
use serde::Serialize;

/// The files of a review, as text; all but the evidence are optional.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReviewFiles<'a> {
    /// `evidence.csv`: a row a study and outcome.
    pub evidence: &'a str,
    /// `outcomes.toml`: what is pooled with what.
    pub outcomes: Option<&'a str>,
    /// `ratings.csv`: risk of bias by domain.
    pub ratings: Option<&'a str>,
    /// `flow.csv`: the boxes of the PRISMA flow.
    pub flow: Option<&'a str>,
}

/// A review, done.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// One for each outcome.
    pub outcomes: Vec<Synthesis>,
    /// Risk of bias.
    pub ratings: Ratings,
    /// The flow of records.
    pub flow: Option<Flow>,
    /// Columns of the evidence that were not read.
    pub not_read: Vec<String>,
}

/// What the evidence says of one outcome.
#[derive(Debug, Clone, Serialize)]
pub struct Synthesis {
    /// The outcome as it was declared.
    pub outcome: Outcome,
    /// The studies that could be converted, in the order of the file: the rows of the forest.
    pub studies: Vec<StudyEffect>,
    /// Those that could not, with the reason.
    pub not_used: Vec<(String, String)>,
    /// Why they are not pooled; empty where they are.
    pub refusals: Vec<Refusal>,
    /// The pooled effect, where there is one.
    pub pooled: Option<Pooled>,
    /// Directions counted.
    pub directions: Directions,
    /// How strong the evidence is, and why.
    pub strength: Strength,
    /// What may be said, in sentences.
    pub sentences: Vec<String>,
}

/// How many studies point which way, and a sign test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Directions {
    /// Effects above that of no effect.
    pub above: u64,
    /// Effects below.
    pub below: u64,
    /// Effects at it.
    pub neither: u64,
    /// Two-sided p-value of as many above as below; `None` without studies.
    pub p_value: Option<f64>,
}

/// Does a review: every outcome that `outcomes.toml` declares, or every outcome of the evidence by itself.
///
/// # Errors
/// Where a file cannot be read at all. What is wrong with a study is a refusal with its reason.
pub fn review(files: &ReviewFiles<'_>) -> Result<Review> {
    let evidence = Evidence::read(files.evidence)?;
    let settings = Settings::read(files.outcomes, &evidence)?;
    let ratings = files.ratings.map_or_else(|| Ok(Ratings::default()), Ratings::read)?;
    let flow = files.flow.map(Flow::read).transpose()?;
    let outcomes = settings.outcomes.iter().map(|outcome| synthesise(outcome, &evidence, &ratings)).collect();
    Ok(Review { outcomes, ratings, flow, not_read: evidence.not_read })
}

fn synthesise(outcome: &Outcome, evidence: &Evidence, ratings: &Ratings) -> Synthesis {
    let rows: Vec<&Study> = evidence.studies.iter().filter(|study| outcome.takes(study)).collect();
    let (mut studies, mut not_used) = (Vec::new(), Vec::new());
    for study in &rows {
        match convert::convert(study, outcome) {
            Ok(effect) => studies.push(effect),
            Err(reason) => not_used.push((study.label(), reason)),
        }
    }
    let refusals = refuse::refusals(outcome, &rows, &studies);
    let pooled = if refusals.is_empty() { pool::pool(outcome, &studies) } else { None };
    let directions = pool::directions(outcome, &studies);
    let strength = strength::strength(outcome, &studies, pooled.as_ref(), ratings);
    let mut synthesis = Synthesis {
        outcome: outcome.clone(),
        studies,
        not_used,
        refusals,
        pooled,
        directions,
        strength,
        sentences: Vec::new(),
    };
    synthesis.sentences = sentence::sentences(&synthesis);
    synthesis
}

impl Review {
    /// The page: forests with their tables, traffic lights, flow, summary of findings, sentences.
    #[must_use]
    pub fn page(&self) -> String {
        page::page(self)
    }

    /// The rows of the forests, as CSV: every study with source and page, its effect, and how it was converted.
    ///
    /// # Errors
    /// [`crate::ReviewError::Write`] where the table cannot be written.
    pub fn studies_csv(&self) -> Result<Vec<u8>> {
        tables::studies(self)
    }

    /// The summary of findings, as CSV: a row an outcome.
    ///
    /// # Errors
    /// [`crate::ReviewError::Write`] where the table cannot be written.
    pub fn summary_csv(&self) -> Result<Vec<u8>> {
        tables::summary(self)
    }
}
