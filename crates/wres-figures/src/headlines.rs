//! Which findings a reader sees first.
//!
//! A finding is a ratio whose interval excludes equality: whatever else can be told is no finding. Findings are ordered by how far the
//! nearer limit lies from equality, adverse ones first. A figure made of counts too unreliable to be read is none.

use std::cmp::Ordering;
use wres_domain::{Adverse, Cell, Group, Grouping, Outcome, Reliability, ServiceScope};

/// What the interval of a ratio says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// The ratio differs from 1, to the adverse side.
    Adverse {
        /// How many times the nearer limit is away from 1.
        clearance: f64,
    },
    /// The ratio differs from 1, to the other side or where neither is adverse.
    Different {
        /// How many times the nearer limit is away from 1.
        clearance: f64,
    },
    /// The interval holds 1.
    CannotTell,
    /// There is no ratio.
    None,
}

/// Whether an outcome stands for its stratum: the minority of the two groups, all services together.
#[must_use]
pub fn stands_for_stratum(outcome: &Outcome) -> bool {
    outcome.grouping == Grouping::Binary
        && outcome.group == Group::Bme
        && outcome.place.service == ServiceScope::Together
}

/// Whether an outcome is one of those that a reader sees first: it stands for the whole of its indicator.
#[must_use]
pub fn is_headline(outcome: &Outcome) -> bool {
    stands_for_stratum(outcome) && outcome.place.stratum.is_whole()
}

/// What an outcome finds.
#[must_use]
pub fn finding(outcome: &Outcome) -> Finding {
    let Some(comparison) = &outcome.comparison else { return Finding::None };
    let Cell::Value(ratio) = comparison.ratio else { return Finding::None };
    if outcome.reliability == Reliability::None {
        return Finding::None;
    }
    let (above, below) = (ratio.lower > 1.0, ratio.upper < 1.0);
    // As many times as the nearer limit is away from 1: the order is that of log distances.
    let clearance = ratio.lower.max(ratio.upper.recip());
    match comparison.direction.adverse {
        Adverse::Above if above => Finding::Adverse { clearance },
        Adverse::Below if below => Finding::Adverse { clearance },
        _ if above || below => Finding::Different { clearance },
        _ => Finding::CannotTell,
    }
}

/// The findings among some outcomes, the clearest first and adverse ones before others; fewer than asked for where there are not so
/// many, none where nothing can be told.
#[must_use]
pub fn clearest<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>, most: usize) -> Vec<&'a Outcome> {
    let mut found: Vec<(bool, f64, &Outcome)> = outcomes
        .into_iter()
        .filter_map(|outcome| match finding(outcome) {
            Finding::Adverse { clearance } => Some((true, clearance, outcome)),
            Finding::Different { clearance } => Some((false, clearance, outcome)),
            Finding::CannotTell | Finding::None => None,
        })
        .collect();
    found.sort_by(|a, b| match b.0.cmp(&a.0) {
        Ordering::Equal => b.1.total_cmp(&a.1),
        adverse_first => adverse_first,
    });
    found.into_iter().take(most).map(|(_, _, outcome)| outcome).collect()
}
