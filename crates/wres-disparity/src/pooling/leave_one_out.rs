//! Does the pooled answer hang on one site?

use super::effect::Effect;
use super::random::{RandomEffects, random_effects};
use super::tau_squared::Estimator;
use crate::error::{NotEstimable, Result};
use crate::quantity::Level;

/// The random-effects results without each site in turn, in the order of the sites.
///
/// Unit: that of the effects. The work grows with the square of the number of sites.
///
/// Source: Viechtbauer and Cheung (2010), Research Synthesis Methods 1, 112-125, section 3.
///
/// # Errors
/// [`NotEstimable::TooFew`] for fewer than two sites.
///
/// ```
/// # use wres_disparity::{Level, pooling::{Estimator, effects, leave_one_out}};
/// let sites = effects(&[0.5, 0.5, 5.0], &[0.1, 0.1, 0.1])?;
/// let without = leave_one_out(&sites, Estimator::Reml, Level::P95)?;
/// assert_eq!((without[2].estimate.value, without[2].tau_squared), (0.5, 0.0));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn leave_one_out(effects: &[Effect], estimator: Estimator, level: Level) -> Result<Vec<RandomEffects>> {
    if effects.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    (0..effects.len())
        .map(|left_out| {
            let others: Vec<Effect> = [&effects[..left_out], &effects[left_out + 1..]].concat();
            random_effects(&others, estimator, level)
        })
        .collect()
}
