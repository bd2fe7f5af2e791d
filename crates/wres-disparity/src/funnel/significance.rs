//! Flags as Public Health England assigns them.

use super::flag::Flag;
use super::proportion::proportion_limits;
use super::transformation::Site;
use crate::error::{NotEstimable, Result, StatError};
use crate::pooling::Interval;
use crate::quantity::{Level, Proportion};
use crate::special::{gamma, normal};
use crate::sum::sum;
use serde::{Deserialize, Serialize};

/// What is compared over sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Numerator over denominator, against that of all sites together.
    Proportion,
    /// Observed over expected, against 1.
    Ratio,
}

/// The flag of every site, in their order.
///
/// Proportions: outside `p +- z sqrt(p (1 - p) / n)` with `p` the overall proportion. Ratios: 1 outside the interval of the site's own
/// ratio, exact (Garwood) below 10 events and Byar's approximation from 10 on. Limits at 95% and 99.8%.
///
/// Source: Public Health England, Technical Guide: Funnel plots; PHEindicatormethods, `assign_funnel_significance`; Byar: Breslow and
/// Day (1987), Statistical Methods in Cancer Research II, equation 2.13.
///
/// # Errors
/// [`NotEstimable::TooFew`] without sites, [`StatError::Domain`] for a proportion with more cases than base.
///
/// ```
/// # use wres_disparity::funnel::{Flag, Statistic, significance, sites};
/// let flags = significance(&sites(&[10.0, 50.0, 1.0], &[100.0, 500.0, 90.0])?, Statistic::Proportion)?;
/// assert_eq!(flags, [Flag::Inside, Flag::Inside, Flag::Low]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn significance(sites: &[Site], statistic: Statistic) -> Result<Vec<Flag>> {
    if sites.is_empty() {
        return Err(NotEstimable::TooFew.into());
    }
    match statistic {
        Statistic::Proportion => {
            if let Some(wrong) = sites.iter().find(|site| site.numerator() > site.denominator()) {
                return Err(StatError::Domain {
                    what: "numerator",
                    given: wrong.numerator().to_string(),
                    must: "it must not exceed its denominator, for a proportion",
                });
            }
            let cases = sum(sites.iter().map(|site| site.numerator()));
            let target = Proportion::new((cases / sum(sites.iter().map(|site| site.denominator()))).min(1.0))?;
            sites
                .iter()
                .map(|site| {
                    let inner = proportion_limits(target, site.denominator(), Level::P95)?;
                    let outer = proportion_limits(target, site.denominator(), Level::P998)?;
                    Ok(Flag::of(site.numerator() / site.denominator(), inner, outer))
                })
                .collect()
        }
        Statistic::Ratio => Ok(sites
            .iter()
            .map(|site| {
                let interval = |level: Level| {
                    let counts = count_interval(site.numerator(), level);
                    Interval { lower: counts.lower / site.denominator(), upper: counts.upper / site.denominator() }
                };
                // 1 below the site's interval means that the site is high.
                Flag::of(1.0, interval(Level::P95), interval(Level::P998)).reversed()
            })
            .collect()),
    }
}

/// The interval of a Poisson count: exact below 10, Byar from 10 on.
fn count_interval(count: f64, level: Level) -> Interval {
    let tail = 0.5 * level.alpha();
    if count < 10.0 {
        let lower = if count > 0.0 { gamma::quantile(tail, count) } else { 0.0 };
        return Interval { lower, upper: gamma::upper_quantile(tail, count + 1.0) };
    }
    let z = normal::upper_quantile(tail);
    let byar = |count: f64, side: f64| count * (1.0 - 1.0 / (9.0 * count) + side * z / 3.0 / count.sqrt()).powi(3);
    Interval { lower: byar(count, -1.0), upper: byar(count + 1.0, 1.0) }
}
