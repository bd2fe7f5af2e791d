//! All comparisons at once, and the questions behind every figure that is made of counts.

use super::{
    Asked, OutcomeContext, changes,
    changes::change_questions,
    measures::measure_questions,
    outcomes::outcome_questions,
    pooled::pooled_questions,
    pooled_outcomes, standings,
    standings::{funnel_curves, standing_questions},
};
use wres_domain::{Comparisons, GroupTable};

/// Sites together, each site among its peers, and each period beside the one before: a plain function of counts, as
/// [`super::outcomes`] is. The first table has every protected count, the second those that readers see.
#[must_use]
pub fn comparisons((counts, shown): &(GroupTable, GroupTable), context: &OutcomeContext) -> Comparisons {
    Comparisons {
        pooled: pooled_outcomes(counts, context),
        standings: standings(shown, context),
        curves: funnel_curves(shown, context),
        changes: changes(shown, context),
    }
}

/// What is made of the question behind every figure of outcomes, comparisons and measures: what a statistician asks again. It holds small
/// protected counts, so it is not for publication. A question names all peers of a site and all sites of a pooled ratio, so there may be
/// more of them than should be held at once.
#[must_use]
pub fn questions<T: Send>(
    tables: &(GroupTable, GroupTable),
    context: &OutcomeContext,
    make: impl Fn(Asked) -> T + Sync,
) -> Vec<T> {
    let (counts, shown) = tables;
    let mut out = outcome_questions(shown, context, &make);
    out.extend(pooled_questions(counts, context, &make));
    out.extend(standing_questions(shown, context, &make));
    out.extend(change_questions(shown, context, &make));
    out.extend(measure_questions(tables, context, &make));
    out
}
