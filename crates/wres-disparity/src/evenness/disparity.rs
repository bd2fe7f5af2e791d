//! Race disparity ratio between bands.

use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};

/// Race disparity ratio: how many times as likely White staff are to be in the upper rather than the lower band as BME staff,
/// `(white upper / white lower) / (bme upper / bme lower)`.
///
/// An odds ratio, so its limits are Woolf's: `ln ratio +- z sqrt(1/a + 1/b + 1/c + 1/d)`. Above 1: White staff are
/// further up. Bands are given as (lower, upper). Source: NHS Workforce Race Equality Standard, race disparity ratio; Woolf
/// 1955, Annals of Human Genetics 19:251-253.
///
/// # Errors
/// [`NotEstimable::Undefined`] where one of the four cells is 0: the limits have no formula then.
///
/// ```
/// use wres_disparity::{evenness::disparity_ratio, Level};
/// let ratio = disparity_ratio((880, 640), (366, 150), Level::P95)?;
/// assert!((ratio.value - 1.774_545_454_545_454_5).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn disparity_ratio(white: (u64, u64), bme: (u64, u64), level: Level) -> Result<Estimate> {
    let cells = [white.0, white.1, bme.0, bme.1].map(|count| count as f64);
    if cells.contains(&0.0) {
        return Err(NotEstimable::Undefined.into());
    }
    let [white_lower, white_upper, bme_lower, bme_upper] = cells;
    let value = (white_upper / white_lower) * (bme_lower / bme_upper);
    let std_err = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    let reach = (normal::upper_quantile(level.alpha() / 2.0) * std_err).exp();
    let log = (white_upper / white_lower).ln() - (bme_upper / bme_lower).ln();
    Ok(Estimate {
        value,
        lower: value / reach,
        upper: value * reach,
        p_value: Some(normal::two_sided(log / std_err)),
        level,
        method: "disparity_ratio",
    })
}

#[cfg(test)]
mod tests {
    use super::disparity_ratio;
    use crate::{error::NotEstimable, quantity::Level};

    #[test]
    fn an_empty_band_has_no_ratio() {
        assert_eq!(disparity_ratio((5, 0), (4, 3), Level::P95), Err(NotEstimable::Undefined.into()));
    }

    #[test]
    fn swapping_the_groups_gives_the_reciprocal() {
        let (one, two) = (
            disparity_ratio((880, 640), (366, 150), Level::P95).unwrap(),
            disparity_ratio((366, 150), (880, 640), Level::P95).unwrap(),
        );
        assert!((one.value * two.value - 1.0).abs() < 1e-15 && (one.lower * two.upper - 1.0).abs() < 1e-14);
    }
}
