//! What applies to a site, from a number that the standard names.

use crate::definition::{Indicator, Threshold};
use wres_domain::{Cell, CountTable, Scope, ServiceScope, SiteId};

/// What applies to a site in a period by the threshold of an indicator: the standard's own sentence for what was reached, or for
/// what was not. `None` where the indicator has no threshold, or the site's base is not known.
///
/// The base is exact and over all groups, known or not. The sentence says one thing about the site as a body and nothing about
/// its people.
#[must_use]
pub fn what_applies<'a>(indicator: &'a Indicator, table: &CountTable, site: &SiteId, period: &str) -> Option<&'a str> {
    let Threshold { at_least, reached, below } = indicator.threshold.as_ref()?;
    let own = table.rows.iter().filter(|row| {
        let place = &row.place;
        place.indicator == indicator.id
            && place.period == period
            && place.scope == Scope::Site(site.clone())
            && place.service == ServiceScope::Together
            && place.stratum.is_whole()
    });
    let mut base: Option<u64> = None;
    for row in own {
        match row.binomial {
            Cell::Value(cell) => base = Some(base.unwrap_or(0).saturating_add(cell.base().0)),
            _ => return None,
        }
    }
    Some(if base? >= *at_least { reached } else { below })
}
