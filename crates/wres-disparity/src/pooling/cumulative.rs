//! How the pooled answer came about, site by site or year by year.

use super::effect::Effect;
use super::random::{RandomEffects, random_effects};
use super::tau_squared::Estimator;
use crate::error::{Result, StatError};
use crate::quantity::Level;

/// The random-effects results of the first site, the first two, and so on, in the order given.
///
/// Unit: that of the effects. The order is the caller's: by year, by size.
///
/// Source: Lau and others (1992), New England Journal of Medicine 327, 248-254.
///
/// # Errors
/// [`StatError::Empty`] without sites.
///
/// ```
/// # use wres_disparity::{Level, pooling::{Estimator, cumulative, effects}};
/// let sites = effects(&[0.4, 0.6, 0.5], &[0.1, 0.1, 0.1])?;
/// let steps = cumulative(&sites, Estimator::Reml, Level::P95)?;
/// assert!((steps[0].estimate.value - 0.4).abs() < 1e-15 && (steps[2].estimate.value - 0.5).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cumulative(effects: &[Effect], estimator: Estimator, level: Level) -> Result<Vec<RandomEffects>> {
    if effects.is_empty() {
        return Err(StatError::Empty { what: "y" });
    }
    (1..=effects.len()).map(|sites| random_effects(&effects[..sites], estimator, level)).collect()
}
