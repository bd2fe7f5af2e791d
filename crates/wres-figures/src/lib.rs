//! Every published figure: a method of the catalogue asked of the counts of a row, with its unit and its sentence.
//!
//! ```text
//!   protected counts by group ──▶ outcomes      rate, ratio, difference of each group in each place
//!                             ──▶ comparisons   sites together, each among its peers, each period beside the one before
//!                             ──▶ measures      figures of many counts: survival, waiting, ladders, pay, agreement
//! ```
//!
//! The crate is pure: it opens no file and reads no clock, and takes nothing but counts that may be seen.

mod ask;
mod changes;
mod comparisons;
mod context;
mod discoveries;
mod estimators;
mod figure;
mod headlines;
mod measures;
mod outcome_figures;
mod outcomes;
mod pooled;
mod pooled_figures;
mod questions;
mod sentence;
mod standing_figures;
mod standings;
mod terms;

pub use ask::{Asked, Part, row_name};
pub use changes::{CHANGE_FIGURES, ChangeCounts, changes};
pub use comparisons::{comparisons, questions};
pub use context::OutcomeContext;
pub use figure::{Columns, Figure, FigureText};
pub use headlines::{Finding, clearest, finding, is_headline, stands_for_stratum};
pub use measures::{exact_pay_measures, measures, pay_measures, pay_questions, weighted_measures, weighted_questions};
pub use outcome_figures::{OUTCOME_FIGURES, OutcomeCounts};
pub use outcomes::outcomes;
pub use pooled::pooled_outcomes;
pub use pooled_figures::{POOLED_FIGURES, PooledCounts};
pub use standing_figures::{STANDING_FIGURES, StandingCounts};
pub use standings::standings;
/// Places on the axes of charts.
pub use wres_disparity::axis;

/// Every figure of every table but that of measures, whose kinds are [`wres_domain::MeasureKind`]: what `wres explain` and the schemas
/// show.
pub fn figures() -> impl Iterator<Item = FigureText> {
    let outcomes = OUTCOME_FIGURES.iter().map(|figure| figure.text("outcomes"));
    let pooled = POOLED_FIGURES.iter().map(|figure| figure.text("pooled"));
    let sites = STANDING_FIGURES.iter().map(|figure| figure.text("sites"));
    let changes = CHANGE_FIGURES.iter().map(|figure| figure.text("changes"));
    outcomes.chain(pooled).chain(sites).chain(changes)
}
