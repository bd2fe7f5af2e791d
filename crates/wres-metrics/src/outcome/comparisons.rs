//! All comparisons at once.

use super::{OutcomeContext, changes, pooled_outcomes, standings};
use wres_domain::{Comparisons, GroupTable};

/// Sites together, each site among its peers, and each period beside the one before: a plain function of counts, as
/// [`super::outcomes`] is.
#[must_use]
pub fn comparisons(groups: &GroupTable, context: &OutcomeContext) -> Comparisons {
    Comparisons {
        pooled: pooled_outcomes(groups, context),
        standings: standings(groups, context),
        changes: changes(groups, context),
    }
}
