//! Figures that are read from banded curves: times with limits, mean times, and rates side by side.

use super::{BandedCurve, RestrictedMean, SurvivalQuantile, compare_restricted_means};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
    strata::{cmh, stratified_score_rr},
};

/// The time by which `share` has left, less `offset` units (1 where the first unit is day 0): never below 0, and without an upper limit
/// where the curve's limit never falls so far. Unit: that of time.
///
/// # Errors
/// [`NotEstimable::NotReached`] where the curve does not fall so far; those of [`BandedCurve::quantile`].
pub fn banded_quantile(curve: &BandedCurve, share: f64, offset: f64, level: Level) -> Result<Estimate> {
    let SurvivalQuantile { time, lower, upper, .. } = curve.quantile(share, level)?;
    let value = time.ok_or(NotEstimable::NotReached)? - offset;
    let lower = lower.map_or(0.0, |lower| (lower - offset).max(0.0));
    let upper = upper.map_or(f64::INFINITY, |upper| upper - offset);
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "banded_quantile" })
}

/// The mean time within the horizon with normal limits, cut to what is possible: 0 to the horizon. Unit: that of time.
///
/// # Errors
/// Those of [`BandedCurve::restricted_mean`].
pub fn banded_mean(curve: &BandedCurve, horizon: u32, level: Level) -> Result<Estimate> {
    let RestrictedMean { mean, std_err, horizon } = curve.restricted_mean(horizon)?;
    let reach = normal::critical(level) * std_err;
    let (lower, upper) = ((mean - reach).max(0.0), (mean + reach).min(horizon));
    Ok(Estimate { value: mean, lower, upper, p_value: None, level, method: "banded_mean" })
}

/// The mean time within the horizon of the second group less that of the first. Unit: that of time.
///
/// # Errors
/// Those of [`BandedCurve::restricted_mean`] and [`compare_restricted_means`].
pub fn banded_mean_difference(
    first: &BandedCurve,
    second: &BandedCurve,
    horizon: u32,
    level: Level,
) -> Result<Estimate> {
    let compared = compare_restricted_means(first.restricted_mean(horizon)?, second.restricted_mean(horizon)?, level)?;
    Ok(Estimate { method: "banded_mean_difference", ..compared.difference })
}

/// The rate of leaving of one group over the other's at the same time, common to all bands: [`stratified_score_rr`] over bands with the
/// p-value of [`cmh`], which is the log-rank test where bands are single units. Unit: ratio.
///
/// # Errors
/// Those of [`stratified_score_rr`].
pub fn banded_rate_ratio(bands: &[(Binomial, Binomial)], level: Level) -> Result<Estimate> {
    let ratio = stratified_score_rr(bands, level)?;
    let p_value = match cmh(bands) {
        Ok(test) => Some(test.p_value),
        Err(_) => ratio.p_value,
    };
    Ok(Estimate { p_value, method: "banded_rate_ratio", ..ratio })
}

#[cfg(test)]
mod tests {
    use super::{banded_mean, banded_mean_difference, banded_quantile, banded_rate_ratio};
    use crate::{
        Binomial, Level,
        survival::{BandedCurve, banded_survival},
    };

    fn curve(cells: [(u64, u64); 3]) -> BandedCurve {
        banded_survival(&[0, 1, 2, 12], &cells.map(|(x, n)| Binomial::of(x, n).unwrap())).unwrap()
    }

    #[test]
    fn the_median_less_one_unit_is_one_unit_earlier() {
        let curve = curve([(10, 100), (20, 90), (60, 600)]);
        let plain = banded_quantile(&curve, 0.5, 0.0, Level::P95).unwrap();
        let days = banded_quantile(&curve, 0.5, 1.0, Level::P95).unwrap();
        assert_eq!(plain.value - 1.0, days.value);
        assert!(plain.lower <= plain.value && plain.value <= plain.upper);
    }

    #[test]
    fn groups_that_change_places_turn_differences_and_ratios_over() {
        let (one, two) = (curve([(10, 100), (20, 90), (60, 600)]), curve([(5, 100), (10, 90), (50, 700)]));
        let there = banded_mean_difference(&one, &two, 12, Level::P95).unwrap();
        let back = banded_mean_difference(&two, &one, 12, Level::P95).unwrap();
        assert!((there.value + back.value).abs() < 1e-12 && (there.lower + back.upper).abs() < 1e-12);
        let apart = banded_mean(&two, 12, Level::P95).unwrap().value - banded_mean(&one, 12, Level::P95).unwrap().value;
        assert!((there.value - apart).abs() < 1e-12);
        let of = |x, n| Binomial::of(x, n).unwrap();
        let bands = [(of(10, 100), of(5, 100)), (of(20, 90), of(10, 90))];
        let turned = bands.map(|(one, two)| (two, one));
        let (ratio, inverse) =
            (banded_rate_ratio(&bands, Level::P95).unwrap(), banded_rate_ratio(&turned, Level::P95).unwrap());
        assert!((ratio.value * inverse.value - 1.0).abs() < 1e-9 && ratio.p_value == inverse.p_value);
    }
}
