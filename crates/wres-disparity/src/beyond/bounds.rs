//! What people of unknown ethnicity could do to a ratio.

use crate::{
    error::{Result, StatError},
    estimate::Estimate,
    quantity::{Binomial, Level, Proportion},
    ratio::{koopman, point},
};
use serde::Serialize;

/// The ratio of the first group (BME, say) to the second (White) under every way of telling the unknown apart. A scenario is
/// `None` where it has no ratio: a group without members, or no cases at all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UnknownBounds {
    /// Those of known ethnicity alone, with Koopman's limits, as are all of these.
    pub known: Option<Estimate>,
    /// If every unknown person is in the second group.
    pub all_second: Option<Estimate>,
    /// If every unknown person is in the first group.
    pub all_first: Option<Estimate>,
    /// The lowest ratio possible: unknown cases all in the second group, unknown others all in the first.
    pub lowest: Option<Estimate>,
    /// The highest ratio possible: unknown cases all in the first group, unknown others all in the second.
    pub highest: Option<Estimate>,
}

/// Bounds of the ratio of two proportions when some people's group is unknown.
///
/// The ratio rises with every unknown case in the first group and falls with every unknown other there, so `lowest` and
/// `highest` are the sharp bounds: no assumption about the unknown can lead outside them (Horowitz & Manski 1995, Econometrica
/// 63:281-302; Manski 2003, Partial Identification of Probability Distributions). From the lower limit of `lowest` to the
/// upper limit of `highest` lies everything that chance and the unknown together allow. Unit: ratio.
///
/// # Errors
/// [`StatError::Domain`] beyond 2^64 people.
///
/// ```
/// use wres_disparity::{beyond::bounds, Binomial, Level};
/// let all = bounds(Binomial::of(9, 164)?, Binomial::of(17, 1203)?, Binomial::of(2, 60)?, Level::P95)?;
/// assert!(all.lowest.unwrap().value < all.known.unwrap().value);
/// assert!(all.known.unwrap().value < all.highest.unwrap().value);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn bounds(one: Binomial, two: Binomial, unknown: Binomial, level: Level) -> Result<UnknownBounds> {
    let (cases, others) = (unknown.cases().0, unknown.others().0);
    let scenario = |cases_in_first: u64, others_in_first: u64| -> Result<Option<Estimate>> {
        let (one, two) = allocate(one, two, unknown, cases_in_first, others_in_first)?;
        estimable(koopman(one, two, level))
    };
    Ok(UnknownBounds {
        known: estimable(koopman(one, two, level))?,
        all_second: scenario(0, 0)?,
        all_first: scenario(cases, others)?,
        lowest: scenario(0, others)?,
        highest: scenario(cases, 0)?,
    })
}

/// The sharp bounds of [`bounds`] without their limits: the lowest and the highest ratio. `None` where the scenario has no ratio. Unit:
/// ratio.
///
/// # Errors
/// Those of [`bounds`].
///
/// ```
/// use wres_disparity::{beyond::sharp_range, Binomial};
/// let range = sharp_range(Binomial::of(9, 164)?, Binomial::of(17, 1203)?, Binomial::of(2, 60)?)?;
/// assert_eq!(range.1, Some((11.0 / 166.0) / (17.0 / 1261.0)));
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn sharp_range(one: Binomial, two: Binomial, unknown: Binomial) -> Result<(Option<f64>, Option<f64>)> {
    let (cases, others) = (unknown.cases().0, unknown.others().0);
    let scenario = |cases_in_first: u64, others_in_first: u64| {
        let (one, two) = allocate(one, two, unknown, cases_in_first, others_in_first)?;
        match point(one, two) {
            Ok(ratio) => Ok(Some(ratio.value())),
            Err(StatError::NotEstimable(_)) => Ok(None),
            Err(error) => Err(error),
        }
    };
    Ok((scenario(0, others)?, scenario(cases, 0)?))
}

/// The lowest and highest rate that a group can have when some people's group is unknown: with all the unknown others and no
/// unknown case in it, and the other way round. `None` where the group would have no members.
///
/// `x / (n + others)` to `(x + cases) / (n + cases)`. Source: as [`bounds`].
///
/// # Errors
/// [`StatError::Domain`] beyond 2^64 people.
///
/// ```
/// use wres_disparity::{beyond::rate_bounds, Binomial};
/// let (lowest, highest) = rate_bounds(Binomial::of(9, 164)?, Binomial::of(2, 60)?)?;
/// assert_eq!(lowest.unwrap().value(), 9.0 / 222.0);
/// assert_eq!(highest.unwrap().value(), 11.0 / 166.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn rate_bounds(group: Binomial, unknown: Binomial) -> Result<(Option<Proportion>, Option<Proportion>)> {
    let nobody = Binomial::default();
    let (lowest, _) = allocate(group, nobody, unknown, 0, unknown.others().0)?;
    let (highest, _) = allocate(group, nobody, unknown, unknown.cases().0, 0)?;
    Ok((lowest.proportion(), highest.proportion()))
}

/// One assumption about the unknown, and the ratio it gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SensitivityPoint {
    /// Share of the unknown cases taken to be in the first group, as far as whole people allow.
    pub share_of_cases: f64,
    /// Share of the unknown others taken to be in the first group, as far as whole people allow.
    pub share_of_others: f64,
    /// The ratio with Koopman's limits; `None` where there is none.
    pub ratio: Option<Estimate>,
}

/// The ratio as the share of the unknown cases that belong to the first group goes from 0 to 1 in `points` equal steps.
///
/// Of the unknown others, `share_of_others` is in the first group throughout. With `None` that share moves along with that of
/// the cases: unknown people are then like one another, cases or not, and the ends of the curve are `all_second` and `all_first` of
/// [`bounds`]. With the share among the known others (non-declaration does not depend on ethnicity among those to whom
/// nothing happened) the curve is the usual one of data not missing at random. Whole people are allotted, half up.
///
/// # Errors
/// [`StatError::Domain`] for a share outside [0, 1], fewer than 2 or more than 10,001 points, or beyond 2^64 people.
///
/// ```
/// use wres_disparity::{beyond::sensitivity, Binomial, Level};
/// let curve = sensitivity(Binomial::of(9, 164)?, Binomial::of(17, 1203)?, Binomial::of(4, 60)?, Some(0.12), 5, Level::P95)?;
/// assert_eq!(curve.len(), 5);
/// assert!(curve[0].ratio.unwrap().value < curve[4].ratio.unwrap().value);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn sensitivity(
    one: Binomial,
    two: Binomial,
    unknown: Binomial,
    share_of_others: Option<f64>,
    points: usize,
    level: Level,
) -> Result<Vec<SensitivityPoint>> {
    if !(2..=10_001).contains(&points) {
        return Err(StatError::Domain {
            what: "points",
            given: points.to_string(),
            must: "a curve needs from 2 to 10001 points",
        });
    }
    if let Some(share) = share_of_others {
        check_share(share)?;
    }
    let point = |step: usize| {
        let share = step as f64 / (points - 1) as f64;
        let cases = part(share, unknown.cases().0);
        let others = part(share_of_others.unwrap_or(share), unknown.others().0);
        let (one, two) = allocate(one, two, unknown, cases, others)?;
        let of = |part: u64, all: u64, share: f64| if all == 0 { share } else { part as f64 / all as f64 };
        Ok(SensitivityPoint {
            share_of_cases: of(cases, unknown.cases().0, share),
            share_of_others: of(others, unknown.others().0, share_of_others.unwrap_or(share)),
            ratio: estimable(koopman(one, two, level))?,
        })
    };
    (0..points).map(point).collect()
}

/// The share of the unknown cases in the first group at which the ratio is 1, when `share_of_others` of the unknown others is
/// there; `None` where no share in [0, 1] makes it 1.
///
/// With everybody's total of cases `T` among `N` people, the ratio is 1 where the first group's rate is `T / N`:
/// `c = (T (n1 + d) - x1 N) / (N - T)` cases, for `d` others.
///
/// # Errors
/// [`StatError::Domain`] for a share outside [0, 1].
///
/// ```
/// use wres_disparity::{beyond::tipping_share, Binomial};
/// // 10 in 100 against 20 in 200, and 10 unknown cases: even if a third of them are in the first group.
/// let share = tipping_share(Binomial::of(10, 100)?, Binomial::of(20, 200)?, Binomial::of(10, 10)?, 0.0)?;
/// assert!((share.unwrap() - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn tipping_share(one: Binomial, two: Binomial, unknown: Binomial, share_of_others: f64) -> Result<Option<f64>> {
    check_share(share_of_others)?;
    let ((x1, n1), (x2, n2), (xu, nu)) = (one.as_f64(), two.as_f64(), unknown.as_f64());
    let (cases, people) = (x1 + x2 + xu, n1 + n2 + nu);
    let others_in_first = share_of_others * (nu - xu);
    let share = (cases * (n1 + others_in_first) - x1 * people) / (people - cases) / xu;
    Ok((0.0..=1.0).contains(&share).then_some(share))
}

fn check_share(share: f64) -> Result<()> {
    if (0.0..=1.0).contains(&share) {
        Ok(())
    } else {
        Err(StatError::Domain { what: "share", given: share.to_string(), must: "it must lie between 0 and 1" })
    }
}

fn part(share: f64, all: u64) -> u64 {
    ((share * all as f64 + 0.5).floor() as u64).min(all)
}

/// Both groups with some of the unknown people in the first and the rest in the second.
fn allocate(one: Binomial, two: Binomial, unknown: Binomial, cases: u64, others: u64) -> Result<(Binomial, Binomial)> {
    let add = |group: Binomial, cases: u64, others: u64| -> Option<Result<Binomial>> {
        let cases_there = group.cases().0.checked_add(cases)?;
        let base = group.base().0.checked_add(cases)?.checked_add(others)?;
        Some(Binomial::of(cases_there, base))
    };
    let too_many = || StatError::Domain {
        what: "people",
        given: "more than 2^64 in all".to_owned(),
        must: "known and unknown together must fit",
    };
    let first = add(one, cases, others).ok_or_else(too_many)??;
    let second = add(two, unknown.cases().0 - cases, unknown.others().0 - others).ok_or_else(too_many)??;
    Ok((first, second))
}

/// Not estimable is an answer here, not an error.
fn estimable(estimate: Result<Estimate>) -> Result<Option<Estimate>> {
    match estimate {
        Ok(estimate) => Ok(Some(estimate)),
        Err(StatError::NotEstimable(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::{bounds, sensitivity, tipping_share};
    use crate::quantity::{Binomial, Level};
    use proptest::prelude::*;

    fn group(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn without_unknown_people_all_bounds_are_the_estimate() {
        let all = bounds(group(9, 164), group(17, 1203), group(0, 0), Level::P95).unwrap();
        assert!(all.known.is_some());
        for scenario in [all.all_first, all.all_second, all.lowest, all.highest] {
            assert_eq!(scenario, all.known);
        }
    }

    #[test]
    fn a_scenario_without_a_ratio_is_said_to_be_so() {
        let all = bounds(group(0, 0), group(3, 10), group(2, 5), Level::P95).unwrap();
        assert!(all.known.is_none() && all.all_second.is_none() && all.all_first.is_some());
    }

    #[test]
    fn wrong_shares_and_curves_are_refused() {
        let (one, two, unknown) = (group(1, 2), group(1, 2), group(1, 2));
        assert!(sensitivity(one, two, unknown, Some(1.1), 5, Level::P95).is_err());
        assert!(sensitivity(one, two, unknown, None, 1, Level::P95).is_err());
        assert!(sensitivity(one, two, unknown, None, usize::MAX, Level::P95).is_err());
        assert!(tipping_share(one, two, unknown, f64::NAN).is_err());
        let full = group(u64::MAX, u64::MAX);
        assert!(bounds(full, full, full, Level::P95).is_err());
        assert_eq!(tipping_share(one, two, group(0, 0), 0.5), Ok(None));
    }

    proptest! {
        #[test]
        fn no_allocation_leads_outside_the_bounds(
            (n1, n2) in (1_u64..40, 1_u64..40),
            (s1, s2) in (0.0..1.0_f64, 0.0..1.0_f64),
            (cases, others) in (0_u64..9, 0_u64..9),
            (c, d) in (0.0..=1.0_f64, 0.0..=1.0_f64),
        ) {
            let one = group((n1 as f64 * s1) as u64, n1);
            let two = group((n2 as f64 * s2) as u64, n2);
            let unknown = group(cases, cases + others);
            let (c, d) = ((c * cases as f64) as u64, (d * others as f64) as u64);
            let moved = super::allocate(one, two, unknown, c, d).unwrap();
            let all = bounds(one, two, unknown, Level::P95).unwrap();
            if let Ok(ratio) = crate::ratio::point(moved.0, moved.1) {
                let ratio = ratio.value();
                let range = super::sharp_range(one, two, unknown).unwrap();
                let of = |scenario: Option<crate::Estimate>| scenario.map(|one| one.value);
                prop_assert_eq!(range, (of(all.lowest), of(all.highest)));
                if let Some(lowest) = all.lowest {
                    prop_assert!(ratio >= lowest.value * (1.0 - 1e-14));
                }
                if let Some(highest) = all.highest {
                    prop_assert!(ratio <= highest.value * (1.0 + 1e-14));
                }
            }
        }

        #[test]
        fn the_curve_rises_and_crosses_one_at_the_tipping_share(
            (x1, x2) in (0_u64..30, 0_u64..60),
            (cases, others) in (20_u64..90, 0_u64..50),
            share in 0.0..=1.0_f64,
        ) {
            let (one, two, unknown) = (group(x1, 300), group(x2, 700), group(cases, cases + others));
            let curve = sensitivity(one, two, unknown, Some(share), 41, Level::P95).unwrap();
            let values: Vec<f64> = curve.iter().map(|point| point.ratio.unwrap().value).collect();
            prop_assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
            // The curve allots whole people: its own share of the others is the one to tip at.
            let tip = tipping_share(one, two, unknown, curve[0].share_of_others).unwrap();
            for point in &curve {
                let value = point.ratio.unwrap().value;
                match tip {
                    Some(tip) if point.share_of_cases < tip - 1e-9 => prop_assert!(value < 1.0),
                    Some(tip) if point.share_of_cases > tip + 1e-9 => prop_assert!(value > 1.0),
                    _ => {}
                }
            }
        }
    }
}
