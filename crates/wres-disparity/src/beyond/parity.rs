//! When will it be even, at this rate?

use super::trend_line::{TrendLine, fit};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};
use serde::Serialize;

/// On what the trend is a straight line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapScale {
    /// The logarithm of the ratio of proportions: the ratio changes by the same percentage every year.
    LogRatio,
    /// The difference of proportions: the gap changes by the same number of points every year.
    Difference,
}

/// The counts of one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearOfCounts {
    /// The year, or any other time.
    pub year: f64,
    /// First group.
    pub one: Binomial,
    /// Second group.
    pub two: Binomial,
}

/// When the trend reaches parity, counted from the last year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Parity {
    /// The trend leads to parity.
    AtThisRate {
        /// Years from the last year.
        years: f64,
    },
    /// The trend is flat or leads away: not at this rate.
    NotAtThisRate,
}

/// A trend and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TimeToParity {
    /// When parity is reached.
    pub parity: Parity,
    /// The earliest time from the last year, 0 or more, that the data do not rule out; `None` where they rule out every time to
    /// come.
    pub earliest: Option<f64>,
    /// The latest; infinite where they do not rule out that it is never reached.
    pub latest: Option<f64>,
    /// The gap by the trend in the last year, with limits: a log ratio, or a difference.
    pub now: Estimate,
    /// Its change a year, with limits and the p-value of no change.
    pub slope: Estimate,
}

/// Years until parity from yearly counts, if the trend goes on.
///
/// A weighted straight line through the yearly log ratios (half a case added to each count and base, in every year alike:
/// Walter 1975) or differences (one case and two people added: Agresti & Caffo 2000), as [`time_to_parity_of_trend`]. An
/// extrapolation, not a forecast.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] for a year with an empty group; [`NotEstimable::TooFew`] with fewer than two different years;
/// [`NotEstimable::Undefined`] for a year in which everybody is a case (log ratio only).
///
/// ```
/// use wres_disparity::{beyond::{time_to_parity, GapScale, Parity, YearOfCounts}, Binomial, Level};
/// let counts = [(2021.0, 150, 1000), (2022.0, 165, 1000), (2023.0, 180, 1000), (2024.0, 199, 1000)];
/// let years: Vec<YearOfCounts> = counts.iter().map(|(year, x, n)| {
///     Ok(YearOfCounts { year: *year, one: Binomial::of(*x, *n)?, two: Binomial::of(1200, 4000)? })
/// }).collect::<Result<_, wres_disparity::StatError>>()?;
/// let time = time_to_parity(&years, GapScale::LogRatio, Level::P95)?;
/// assert!(matches!(time.parity, Parity::AtThisRate { years } if (years - 4.5).abs() < 0.5));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn time_to_parity(years: &[YearOfCounts], scale: GapScale, level: Level) -> Result<TimeToParity> {
    let (mut times, mut values, mut std_errs) = (Vec::new(), Vec::new(), Vec::new());
    for year in years {
        let ((x1, n1), (x2, n2)) = (year.one.as_f64(), year.two.as_f64());
        if n1 == 0.0 || n2 == 0.0 {
            return Err(NotEstimable::GroupAbsent.into());
        }
        let (value, variance) = match scale {
            GapScale::LogRatio => {
                let log = |x: f64, n: f64| ((x + 0.5) / (n + 0.5)).ln();
                let part = |x: f64, n: f64| (n - x) / ((x + 0.5) * (n + 0.5));
                (log(x1, n1) - log(x2, n2), part(x1, n1) + part(x2, n2))
            }
            GapScale::Difference => {
                let share = |x: f64, n: f64| (x + 1.0) / (n + 2.0);
                let part = |x: f64, n: f64| share(x, n) * share(n - x, n) / (n + 2.0);
                (share(x1, n1) - share(x2, n2), part(x1, n1) + part(x2, n2))
            }
        };
        if variance <= 0.0 {
            return Err(NotEstimable::Undefined.into());
        }
        times.push(year.year);
        values.push(value);
        std_errs.push(variance.sqrt());
    }
    time_to_parity_of_trend(&times, &values, &std_errs, level)
}

/// Years until a gap reaches 0, from yearly gaps with standard errors.
///
/// The line `a + b t`, `t` counted from the last year, is 0 at `t = -a / b`; its limits are Fieller's: all `t` with
/// `(a + b t)^2 <= z^2 (V_a + 2 t C + t^2 V_b)`, as far as they lie in the future. Where the slope is not distinguishable from 0
/// they are unbounded, and say so. Source: Fieller 1954, JRSS B 16:175-185; Birge 1932 for years that scatter too much.
///
/// # Errors
/// [`crate::StatError::Lengths`]; [`crate::StatError::Domain`] for values that are not finite, and errors that are not positive;
/// [`NotEstimable::TooFew`] with fewer than two different years.
pub fn time_to_parity_of_trend(years: &[f64], gaps: &[f64], std_errs: &[f64], level: Level) -> Result<TimeToParity> {
    let line = fit(years, gaps, std_errs)?;
    let z = normal::critical(level);
    let estimate = |value: f64, variance: f64| {
        let reach = z * variance.sqrt();
        Estimate {
            value,
            lower: value - reach,
            upper: value + reach,
            p_value: Some(normal::two_sided(value / variance.sqrt())),
            level,
            method: "time_to_parity",
        }
    };
    let years = -line.now / line.slope;
    let future = fieller(&line, z);
    Ok(TimeToParity {
        parity: if years.is_finite() && years >= 0.0 { Parity::AtThisRate { years } } else { Parity::NotAtThisRate },
        earliest: future.map(|(earliest, _)| earliest),
        latest: future.map(|(_, latest)| latest),
        now: estimate(line.now, line.var_now),
        slope: estimate(line.slope, line.var_slope),
    })
}

/// The part of Fieller's set at or after 0, from its first to its last point.
fn fieller(line: &TrendLine, z: f64) -> Option<(f64, f64)> {
    // a t^2 + 2 b t + c <= 0.
    let q = z * z;
    let a = line.slope * line.slope - q * line.var_slope;
    let b = line.now * line.slope - q * line.covariance;
    let c = line.now * line.now - q * line.var_now;
    let discriminant = b * b - a * c;
    // At the last year itself parity is possible exactly where c <= 0.
    let from_now = c <= 0.0;
    if a == 0.0 {
        // A straight line: all on one side of -c / 2b.
        let edge = -c / (2.0 * b);
        return match (from_now, b > 0.0) {
            (true, true) => Some((0.0, edge)),
            (true, false) => Some((0.0, f64::INFINITY)),
            (false, _) => (b < 0.0).then_some((edge, f64::INFINITY)),
        };
    }
    if a < 0.0 && discriminant <= 0.0 {
        return Some((0.0, f64::INFINITY));
    }
    // Both roots without cancellation; with a > 0 the estimate is inside, so there are two.
    let larger = -(b + discriminant.max(0.0).sqrt().copysign(b));
    let (one, two) = (larger / a, if larger == 0.0 { 0.0 } else { c / larger });
    let (first, last) = (one.min(two), one.max(two));
    if a > 0.0 {
        (last >= 0.0).then_some((first.max(0.0), last))
    } else if first >= 0.0 || from_now {
        // Everything but what lies between the roots: two pieces, of which the first begins now.
        Some((0.0, f64::INFINITY))
    } else {
        Some((last.max(0.0), f64::INFINITY))
    }
}

#[cfg(test)]
mod tests {
    use super::{GapScale, Parity, YearOfCounts, time_to_parity, time_to_parity_of_trend};
    use crate::{
        error::NotEstimable,
        quantity::{Binomial, Level},
    };
    use proptest::prelude::*;

    const YEARS: [f64; 4] = [2021.0, 2022.0, 2023.0, 2024.0];

    #[test]
    fn a_steady_trend_reaches_parity_when_it_says() {
        let time = time_to_parity_of_trend(&YEARS, &[0.7, 0.6, 0.5, 0.4], &[0.01; 4], Level::P95).unwrap();
        let Parity::AtThisRate { years } = time.parity else { panic!("{time:?}") };
        assert!((years - 4.0).abs() < 1e-12);
        assert!(time.earliest.unwrap() < 4.0 && time.latest.unwrap() > 4.0 && time.latest.unwrap() < 6.0);
    }

    #[test]
    fn a_trend_that_leads_away_or_nowhere_does_not_arrive() {
        let away = time_to_parity_of_trend(&YEARS, &[0.4, 0.5, 0.6, 0.7], &[0.01; 4], Level::P95).unwrap();
        assert_eq!((away.parity, away.earliest, away.latest), (Parity::NotAtThisRate, None, None));
        let flat = time_to_parity_of_trend(&YEARS, &[0.5; 4], &[0.05; 4], Level::P95).unwrap();
        assert_eq!((flat.parity, flat.latest), (Parity::NotAtThisRate, Some(f64::INFINITY)));
        // Parity was passed: what follows leads away on the other side.
        let passed = time_to_parity_of_trend(&YEARS, &[0.1, 0.0, -0.1, -0.2], &[0.001; 4], Level::P95).unwrap();
        assert_eq!((passed.parity, passed.earliest), (Parity::NotAtThisRate, None));
    }

    #[test]
    fn an_uncertain_trend_has_no_latest_time() {
        let time = time_to_parity_of_trend(&YEARS, &[0.6, 0.55, 0.52, 0.48], &[0.1; 4], Level::P95).unwrap();
        assert!(matches!(time.parity, Parity::AtThisRate { .. }));
        assert_eq!(time.latest, Some(f64::INFINITY));
        assert!(time.earliest.unwrap() > 0.0);
    }

    #[test]
    fn years_without_a_group_or_without_others_have_no_gap() {
        let year = |x1, n1| YearOfCounts {
            year: 2021.0,
            one: Binomial::of(x1, n1).unwrap(),
            two: Binomial::of(7, 7).unwrap(),
        };
        let ask = |years: &[YearOfCounts], scale| time_to_parity(years, scale, Level::P95).unwrap_err();
        assert_eq!(ask(&[year(0, 0)], GapScale::LogRatio), NotEstimable::GroupAbsent.into());
        assert_eq!(ask(&[year(5, 5)], GapScale::LogRatio), NotEstimable::Undefined.into());
        assert_eq!(ask(&[year(5, 5)], GapScale::Difference), NotEstimable::TooFew.into());
        assert_eq!(ask(&[], GapScale::Difference), NotEstimable::TooFew.into());
    }

    proptest! {
        #[test]
        fn every_time_within_the_limits_fits_and_none_outside(
            gaps in prop::collection::vec(-1.0..1.0_f64, 4),
            error in 0.01..0.5_f64,
        ) {
            let time = time_to_parity_of_trend(&YEARS, &gaps, &[error; 4], Level::P95).unwrap();
            let line = super::fit(&YEARS, &gaps, &[error; 4]).unwrap();
            let z = super::normal::critical(Level::P95);
            let fits = |t: f64| {
                let gap = line.now + line.slope * t;
                gap * gap <= z * z * (line.var_now + 2.0 * t * line.covariance + t * t * line.var_slope)
            };
            match (time.earliest, time.latest) {
                (Some(earliest), Some(latest)) => {
                    prop_assert!(0.0 <= earliest && earliest <= latest);
                    if earliest > 1e-6 {
                        prop_assert!(!fits(earliest * (1.0 - 1e-6)) && fits(earliest * (1.0 + 1e-6)));
                    }
                    if latest.is_finite() && latest > 1e-6 {
                        prop_assert!(!fits(latest * (1.0 + 1e-6)) && fits(latest * (1.0 - 1e-6)));
                    }
                    if let Parity::AtThisRate { years } = time.parity {
                        prop_assert!(earliest <= years * (1.0 + 1e-9) && years <= latest * (1.0 + 1e-9));
                    }
                }
                (earliest, latest) => {
                    prop_assert_eq!((earliest, latest), (None, None));
                    prop_assert_eq!(time.parity, Parity::NotAtThisRate);
                    prop_assert!((0..1000).all(|t| !fits(f64::from(t))));
                }
            }
        }

        #[test]
        fn the_sign_of_the_gap_does_not_matter(gaps in prop::collection::vec(-1.0..1.0_f64, 4)) {
            let turned: Vec<f64> = gaps.iter().map(|gap| -gap).collect();
            let ask = |gaps: &[f64]| time_to_parity_of_trend(&YEARS, gaps, &[0.1; 4], Level::P95).unwrap();
            let (one, two) = (ask(&gaps), ask(&turned));
            prop_assert_eq!((one.parity, one.earliest, one.latest), (two.parity, two.earliest, two.latest));
        }
    }
}
