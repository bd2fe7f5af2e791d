//! The figures that a reader looks for first: which can be read, and which three to see.

use crate::summary::{Headline, Readable};
use std::collections::BTreeMap;
use wres_disclosure::{Level, Released};
use wres_domain::{Cell, Outcome, Scope};
use wres_figures::{OutcomeContext, clearest, is_headline};

/// How many of the figures that a reader looks for first can be read, by level.
pub(super) fn readable(outcomes: &[Outcome]) -> Vec<Readable> {
    let mut found: BTreeMap<Level, (u64, u64)> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| is_headline(outcome)) {
        let Some(comparison) = &outcome.comparison else { continue };
        let (shown, of) = found.entry(Level::of(&outcome.place.scope)).or_default();
        match comparison.ratio {
            Cell::Value(_) => (*shown, *of) = (*shown + 1, *of + 1),
            Cell::Hidden(_) => *of += 1,
            // What was not supplied or cannot be estimated is no loss to protection.
            Cell::Absent(_) | Cell::NotEstimable(_) => {}
        }
    }
    found.into_iter().map(|(level, (shown, of))| Readable { level: level.label().to_owned(), shown, of }).collect()
}

/// The findings a reader should see first: for all sites and services together, in the newest period, by [`clearest`].
pub(super) fn headlines(released: &Released<Vec<Outcome>>, context: &OutcomeContext, newest: &str) -> Vec<Headline> {
    let wanted = |outcome: &&Outcome| {
        outcome.place.scope == Scope::All && outcome.place.period == newest && is_headline(outcome)
    };
    let headline =
        |outcome: &Outcome| Headline { indicator: title(context, outcome), sentence: outcome.sentence.clone() };
    clearest(released.get().iter().filter(wanted), 3).into_iter().map(headline).collect()
}

fn title(context: &OutcomeContext, outcome: &Outcome) -> String {
    context
        .standards
        .iter()
        .find_map(|standard| standard.indicator(&outcome.place.indicator.0))
        .map_or_else(|| outcome.place.indicator.0.clone(), |indicator| indicator.title.clone())
}
