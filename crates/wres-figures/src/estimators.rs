//! The statistics that outcomes use, in one place: each takes counts and gives a figure or the reason why there is none.

use wres_disparity::{
    Binomial, Estimate, Level, NotEstimable, multiplicity,
    pooling::{Effect, Measure, measure},
    ratio, rounded,
    special::{normal, root},
};
use wres_domain::{Bounds, Cell, Excess, Interval};

/// Names of the methods of rate, ratio and difference, as the catalogue has them: of exact counts, or of rounded ones.
pub(super) fn method_names(s2: f64) -> [&'static str; 3] {
    if s2 > 0.0 {
        ["rounded.proportion", "rounded.ratio", "rounded.difference"]
    } else {
        ["proportion.wilson", "rr.koopman", "rd.miettinen_nurminen"]
    }
}

/// The power at which the smallest detectable ratio is given.
const POWER: f64 = 0.8;

/// Cases over base with Wilson's score interval, which allows for the mean square error `s2` of a rounded count.
pub(super) fn rate(group: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::proportion(group, s2, level)).map(interval)
}

/// The ratio of two rates with Koopman's score interval, and the p-value that belongs to it; both allow for rounding.
pub(super) fn rate_ratio(of: Binomial, against: Binomial, s2: f64, level: Level) -> Cell<(Interval, Option<f64>)> {
    Cell::from(rounded::ratio(of, against, s2, level)).map(|estimate| (interval(estimate), estimate.p_value))
}

/// The difference of two rates with Miettinen and Nurminen's score interval, which allows for rounding.
pub(super) fn rate_difference(of: Binomial, against: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::difference(of, against, s2, level)).map(interval)
}

/// Events of the group more or fewer than at the reference group's rate: the group's base times the group's rate less the
/// reference group's. `flip` where the difference is that of the reference group less the group, which has the same limits with
/// the other sign.
pub(super) fn excess(group: Binomial, difference: Interval, flip: bool) -> Excess {
    let Interval { estimate, lower, upper } = difference;
    // Taken from zero, so that no difference has no sign.
    let turned = Interval { estimate: 0.0 - estimate, lower: 0.0 - upper, upper: 0.0 - lower };
    let difference = if flip { turned } else { difference };
    Excess { events: scaled(difference, group.base().0 as f64) }
}

/// The ratio if everybody of unknown ethnicity belonged to the reference group, or to the group. `flip` where the reference
/// group's rate is on top.
pub(super) fn bounds(group: Binomial, reference: Binomial, unknown: Binomial, flip: bool) -> Bounds {
    let ratio = |group: Binomial, reference: Binomial| {
        let (of, against) = if flip { (reference, group) } else { (group, reference) };
        Cell::from(ratio::point(of, against)).and_then(|ratio| {
            let value = ratio.value();
            if value.is_finite() { Cell::Value(value) } else { Cell::NotEstimable(NotEstimable::Undefined) }
        })
    };
    Bounds { all_reference: ratio(group, plus(reference, unknown)), all_group: ratio(plus(group, unknown), reference) }
}

/// The smallest ratio above 1 that a two-sided comparison of these bases would show with 80% power, if the rate below were
/// the one observed there.
///
/// Power of the normal test with pooled variance under equality, `Phi((|p1 - p2| - z s0) / s1)`; Fleiss, Levin and Paik (2003),
/// Statistical Methods for Rates and Proportions, equation 4.14 without continuity correction.
pub(super) fn detectable(of_base: u64, against: Binomial, level: Level) -> Cell<f64> {
    let (n1, n2) = (of_base as f64, against.base().0 as f64);
    if of_base == 0 || against.base().0 == 0 {
        return Cell::NotEstimable(NotEstimable::GroupAbsent);
    }
    let p2 = against.cases().0 as f64 / n2;
    if against.cases().0 == 0 {
        return Cell::NotEstimable(NotEstimable::NoCases);
    }
    let z = normal::critical(level);
    // The power is 80% where the distance beyond the limit of the test is this many standard errors.
    let needed = normal::quantile(POWER);
    let beyond = |p1: f64| {
        let pooled = (n1 * p1 + n2 * p2) / (n1 + n2);
        let under_equality = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
        let under_difference = (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2).sqrt();
        p1 - p2 - z * under_equality - needed * under_difference
    };
    if beyond(1.0) <= 0.0 {
        return Cell::NotEstimable(NotEstimable::TooFew);
    }
    // At the rate itself nothing is shown, and everything else only grows from there.
    root::bracketed(beyond, p2, 1.0).map_or(Cell::NotEstimable(NotEstimable::Undefined), |rate| Cell::Value(rate / p2))
}

/// The group's share of the cases less its share of the base. Cases are part of the base, so the difference is that between
/// cases and others, times the others' part of the base: `c/C - b/B = (c/C - (b - c)/(B - C)) (B - C)/B`.
pub(super) fn gap_to_base(group: Binomial, all: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    if all.base().0 == 0 {
        return Cell::NotEstimable(NotEstimable::NoBase);
    }
    if all.cases().0 == 0 {
        return Cell::NotEstimable(NotEstimable::NoCases);
    }
    if all.others().0 == 0 {
        // Everybody is a case: the two shares are the same, whatever the counts.
        return Cell::Value(Interval { estimate: 0.0, lower: 0.0, upper: 0.0 });
    }
    let part = all.others().0 as f64 / all.base().0 as f64;
    let among_cases = Cell::from(Binomial::of(group.cases().0, all.cases().0));
    let among_others = Cell::from(Binomial::of(group.others().0, all.others().0));
    among_cases
        .zip(among_others)
        .and_then(|(cases, others)| rate_difference(cases, others, s2, level))
        .map(|difference| scaled(difference, part))
}

/// The group's share of the cases less a share that is known without error.
pub(super) fn gap_to_fixed(share: Cell<Interval>, fixed: f64) -> Cell<Interval> {
    share.map(|share| Interval {
        estimate: share.estimate - fixed,
        lower: share.lower - fixed,
        upper: share.upper - fixed,
    })
}

/// A log ratio of two rates with its variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RatioEffect {
    pub(super) effect: Effect,
}

/// The log ratio of two rates with its large-sample variance and that of rounding; 1/2 in all four cells where one of them is 0.
pub(super) fn ratio_effect(of: Binomial, against: Binomial, s2: f64) -> Cell<RatioEffect> {
    match measure(Measure::LogRiskRatio, of, against) {
        Ok(Some(measured)) => {
            let variance = measured.effect.variance() + s2 * rounded::log_ratio_error(of, against);
            Cell::from(Effect::new(measured.effect.value(), variance)).map(|effect| RatioEffect { effect })
        }
        Ok(None) if of.base().0 == 0 || against.base().0 == 0 => Cell::NotEstimable(NotEstimable::GroupAbsent),
        Ok(None) => Cell::NotEstimable(NotEstimable::NoCases),
        Err(_) => Cell::NotEstimable(NotEstimable::Undefined),
    }
}

/// The later ratio over the earlier one, with a normal interval on the log scale: `exp(d +- z sqrt(v1 + v2))`.
pub(super) fn ratio_of_ratios(
    now: (Binomial, Binomial),
    then: (Binomial, Binomial),
    s2: f64,
    level: Level,
) -> Cell<Interval> {
    ratio_effect(now.0, now.1, s2).zip(ratio_effect(then.0, then.1, s2)).map(|(now, then)| {
        let change = now.effect.value() - then.effect.value();
        let half = normal::critical(level) * (now.effect.variance() + then.effect.variance()).sqrt();
        Interval { estimate: change.exp(), lower: (change - half).exp(), upper: (change + half).exp() }
    })
}

/// Adjusts p-values for the false discovery rate.
pub(super) fn q_values(p_values: &[f64]) -> Option<Vec<f64>> {
    multiplicity::q_values(p_values).ok()
}

/// The smallest count expected in the four cells of two groups if their rates were the same.
pub(super) fn smallest_expected(one: Binomial, two: Binomial) -> Option<f64> {
    let all = plus(one, two);
    let total = all.base().0 as f64;
    let (few, small) = (all.cases().0.min(all.others().0) as f64, one.base().0.min(two.base().0) as f64);
    (total > 0.0).then(|| few * small / total)
}

/// Both groups together. Counts saturate, which keeps cases within the base.
pub(super) fn plus(one: Binomial, two: Binomial) -> Binomial {
    let cases = one.cases().0.saturating_add(two.cases().0);
    let base = one.base().0.saturating_add(two.base().0);
    Binomial::up_to(cases, base)
}

fn interval(estimate: Estimate) -> Interval {
    Interval { estimate: estimate.value, lower: estimate.lower, upper: estimate.upper }
}

fn scaled(interval: Interval, by: f64) -> Interval {
    Interval { estimate: interval.estimate * by, lower: interval.lower * by, upper: interval.upper * by }
}

#[cfg(test)]
mod tests {
    use super::{detectable, excess, gap_to_base, rate_difference, rate_ratio, smallest_expected};
    use wres_disparity::{Binomial, Level, NotEstimable};
    use wres_domain::Cell;

    fn of(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn the_gap_is_the_difference_of_the_two_shares() {
        let gap = gap_to_base(of(12, 180), of(100, 1000), 0.0, Level::P95);
        let Cell::Value(gap) = gap else { panic!("{gap:?}") };
        assert!((gap.estimate - (0.12 - 0.18)).abs() < 1e-12);
        assert!(gap.lower < gap.estimate && gap.estimate < gap.upper);
    }

    #[test]
    fn the_gap_excludes_nothing_where_everybody_is_a_case() {
        let gap = gap_to_base(of(18, 18), of(100, 100), 0.0, Level::P95);
        assert_eq!(gap.value().map(|gap| (gap.lower, gap.upper)), Some((0.0, 0.0)));
    }

    #[test]
    fn excess_events_are_what_the_group_had_beyond_the_reference_rate() {
        let (group, reference) = (of(30, 100), of(100, 1000));
        let events = |one, two, flip| {
            let Cell::Value(difference) = rate_difference(one, two, 0.0, Level::P95) else { panic!() };
            excess(group, difference, flip).events
        };
        let found = events(group, reference, false);
        assert!((found.estimate - 20.0).abs() < 1e-9);
        assert!(found.lower > 0.0);
        assert_eq!(found, events(reference, group, true), "whichever of the two is on top");
    }

    #[test]
    fn more_people_show_smaller_ratios() {
        let value = |n| *detectable(n, of(n / 50, n), Level::P95).value().unwrap();
        assert!(value(1000) > value(4000) && value(4000) > value(100_000) && value(100_000) > 1.0);
        assert_eq!(detectable(5, of(5, 10), Level::P95), Cell::NotEstimable(NotEstimable::TooFew));
    }

    #[test]
    fn the_detectable_ratio_has_the_power_it_says() {
        // Fleiss, Levin and Paik: 0.6 against 0.7 needs 356 a group for 80% power at 5% two-sided.
        let ratio = *detectable(356, of(214, 356), Level::P95).value().unwrap();
        assert!((ratio * 214.0 / 356.0 - 0.7).abs() < 2e-3, "{ratio}");
    }

    #[test]
    fn two_groups_without_a_case_have_no_ratio() {
        assert_eq!(rate_ratio(of(0, 10), of(0, 20), 0.0, Level::P95), Cell::NotEstimable(NotEstimable::NoCases));
    }

    #[test]
    fn the_smallest_expected_count_is_that_of_the_rarer_outcome_in_the_smaller_group() {
        assert_eq!(smallest_expected(of(10, 100), of(10, 300)), Some(5.0));
        assert_eq!(smallest_expected(of(0, 0), of(0, 0)), None);
    }
}
