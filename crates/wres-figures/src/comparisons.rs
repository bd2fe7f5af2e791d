//! All comparisons at once.

use super::{OutcomeContext, changes, pooled_outcomes, standings};
use wres_domain::{Comparisons, GroupTable};

/// Sites together, each site among its peers, and each period beside the one before: a plain function of counts, as
/// [`super::outcomes`] is. The first table has every protected count, the second those that readers see.
#[must_use]
pub fn comparisons((counts, shown): &(GroupTable, GroupTable), context: &OutcomeContext) -> Comparisons {
    Comparisons {
        pooled: pooled_outcomes(counts, context),
        standings: standings(shown, context),
        changes: changes(shown, context),
    }
}
