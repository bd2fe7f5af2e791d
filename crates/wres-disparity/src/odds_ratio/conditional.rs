//! Exact intervals, given all margins.

use super::{
    group_pair::{both_present, plain},
    noncentral::{Noncentral, Shares},
    woolf::woolf_adjusted,
};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::root,
    two_by_two::Margins,
};

/// The conditional maximum likelihood estimate of the odds ratio with its exact interval, given all margins of the table.
///
/// Estimate: the odds ratio under which the expected cases of the first group are those observed. Lower limit:
/// `P(X >= x1) = alpha / 2`; upper: `P(X <= x1) = alpha / 2`, in Fisher's noncentral hypergeometric distribution; unit: odds ratio.
/// 0 and infinity where `x1` is the smallest or largest the margins allow. The p-value is Fisher's two-sided one by minimum
/// likelihood, which may disagree with the (central) interval.
///
/// # Errors
/// [`NotEstimable::NoCases`] or [`NotEstimable::AllCases`] if nobody or everybody is a case, [`NotEstimable::GroupAbsent`] if a
/// group has no members, [`crate::StatError::Domain`] beyond the size of [`Margins`].
///
/// Source: Cornfield (1956), Proceedings of the Third Berkeley Symposium 4, 135-148; Fisher (1935); R's `fisher.test`.
///
/// ```
/// use wres_disparity::{Binomial, Level, odds_ratio::conditional_exact};
/// let estimate = conditional_exact(Binomial::of(29, 43)?, Binomial::of(21, 59)?, Level::P95)?;
/// assert!((estimate.value - 3.696_685_410_400_975).abs() < 1e-11);
/// assert!((estimate.lower - 1.514_695_611_797_180_6).abs() < 1e-11);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn conditional_exact(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let margins = Margins::new(one, two)?;
    let p_value = Some(margins.fisher().p_value);
    exact(one, two, level, "or.conditional_exact", 1.0, |shares| shares.mean_excess, p_value)
}

/// The median-unbiased estimate of the odds ratio with its mid-P interval, given all margins of the table.
///
/// Estimate: `P(X > x1) + P(X = x1)/2 = 1/2`; lower limit: the same with `alpha / 2`; upper: likewise with `P(X < x1)`; unit: odds
/// ratio. 0 and infinity where `x1` is the smallest or largest the margins allow. The p-value is the central mid-P of
/// Fisher's test.
///
/// # Errors
/// As for [`conditional_exact`].
///
/// Source: Lancaster (1961), Journal of the American Statistical Association 56, 223-234; Rothman and Greenland (1998),
/// Modern Epidemiology, 2nd edition, chapter 14.
///
/// ```
/// use wres_disparity::{Binomial, Level, odds_ratio::mid_p};
/// let estimate = mid_p(Binomial::of(2, 7)?, Binomial::of(1, 6)?, Level::new(0.998)?)?;
/// assert!((estimate.value - 1.820_412_218_700_928_4).abs() < 1e-11);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn mid_p(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let margins = Margins::new(one, two)?;
    let p_value = Some(margins.fisher_mid_p());
    exact(one, two, level, "or.mid_p", 0.5, |shares| shares.above + 0.5 * shares.at - 0.5, p_value)
}

/// `weight` of `P(X = x1)` counts to the tail beyond; `centre` is 0 at the estimate and rises with the odds ratio.
fn exact(
    one: Binomial,
    two: Binomial,
    level: Level,
    method: &'static str,
    weight: f64,
    centre: impl Fn(&Shares) -> f64,
    p_value: Option<f64>,
) -> Result<Estimate> {
    both_present(one, two)?;
    plain(one, two)?;
    let tail = 0.5 * level.alpha();
    let lower = lower_limit(one, two, level, weight, tail)?;
    let upper = 1.0 / lower_limit(two, one, level, weight, tail)?;
    let margins = Margins::new(one, two)?;
    let value = if one.cases().0 == margins.low() {
        0.0
    } else if one.cases().0 == margins.high() {
        f64::INFINITY
    } else {
        solve(&margins, one, two, level, centre)?
    };
    Ok(Estimate { value, lower, upper, p_value, level, method })
}

fn lower_limit(one: Binomial, two: Binomial, level: Level, weight: f64, tail: f64) -> Result<f64> {
    let margins = Margins::new(one, two)?;
    if one.cases().0 == margins.low() {
        return Ok(0.0);
    }
    solve(&margins, one, two, level, |shares| (shares.above + weight * shares.at) / tail - 1.0)
}

/// The odds ratio at which a rising function of the distribution is 0.
fn solve(
    margins: &Margins,
    one: Binomial,
    two: Binomial,
    level: Level,
    rising: impl Fn(&Shares) -> f64,
) -> Result<f64> {
    let distribution = Noncentral::new(margins);
    let x = one.cases().0 as f64;
    let at = |t: f64| rising(&distribution.shares(x, t));
    // The adjusted logit interval brackets most roots; where it does not, its width is doubled until it does.
    let start = woolf_adjusted(one, two, level)?;
    let (mut low, mut high, mut factor) = (start.lower, start.upper, start.upper / start.value);
    while at(low) > 0.0 && low > 1e-290 {
        (low, high) = (low / factor, low);
        factor *= factor;
    }
    while at(high) < 0.0 && high < 1e290 {
        (low, high) = (high, high * factor);
        factor *= factor;
    }
    root::bracketed(at, low, high).ok_or_else(|| NotEstimable::NoConvergence.into())
}
