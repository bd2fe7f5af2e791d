//! How long a stay on a grade lasts.

use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    proportion::wilson,
    quantity::{Binomial, Level},
};

/// Years that a stay lasts, if as many stay every year: `1 / (1 - p)` of the share `p` that stays, with the limits of [`wilson`] carried
/// along. Unit: years.
///
/// # Errors
/// [`NotEstimable::Undefined`] where everybody stays; those of [`wilson`].
///
/// ```
/// use wres_disparity::{Binomial, Level, ladder::years_on_grade};
/// assert!((years_on_grade(Binomial::of(150, 200)?, Level::P95)?.value - 4.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn years_on_grade(stayed: Binomial, level: Level) -> Result<Estimate> {
    let share = wilson(stayed, level)?;
    if share.value >= 1.0 {
        return Err(NotEstimable::Undefined.into());
    }
    let [value, lower, upper] = [share.value, share.lower, share.upper].map(|share| 1.0 / (1.0 - share));
    Ok(Estimate { value, lower, upper, p_value: None, method: "ladder.years_on_grade", ..share })
}
