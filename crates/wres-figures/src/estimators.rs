//! The methods that outcomes ask by the million, called directly: each takes counts and gives a figure or the reason why there is none.
//! What each is asked stands beside its column (`outcome_figures`), and a test holds both to the same answer.

use wres_disparity::{
    Binomial, Level, NotEstimable,
    beyond::{sharp_range, smallest_detectable},
    multiplicity, rounded,
};
use wres_domain::{Bounds, Cell, Excess, Interval};

use crate::ask::interval;

/// The power at which the smallest detectable ratio is given.
pub(crate) const POWER: f64 = 0.8;

/// Cases over base with Wilson's score interval, which allows for the mean square error `s2` of a rounded count.
pub(super) fn rate(group: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::proportion(group, s2, level)).map(interval)
}

/// The ratio of two rates with Koopman's score interval, and the p-value that belongs to it; both allow for rounding.
pub(super) fn rate_ratio(of: Binomial, against: Binomial, s2: f64, level: Level) -> Cell<(Interval, Option<f64>)> {
    Cell::from(rounded::ratio(of, against, s2, level)).map(|estimate| (interval(estimate), estimate.p_value))
}

/// The difference of two rates with Newcombe's interval, which allows for rounding.
pub(super) fn rate_difference(of: Binomial, against: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::difference(of, against, s2, level)).map(interval)
}

/// Events of the group more or fewer than at the reference group's rate.
pub(super) fn excess(group: Binomial, reference: Binomial, s2: f64, level: Level) -> Cell<Excess> {
    Cell::from(rounded::excess(group, reference, s2, level)).map(|events| Excess { events: interval(events) })
}

/// The lowest and the highest ratio that those of unknown ethnicity allow; not estimable where there is no such end.
pub(super) fn bounds(of: Binomial, against: Binomial, unknown: Binomial) -> Cell<Bounds> {
    let end = |ratio: Option<f64>| {
        let ratio = ratio.filter(|ratio| ratio.is_finite());
        ratio.map_or(Cell::NotEstimable(NotEstimable::Undefined), Cell::Value)
    };
    Cell::from(sharp_range(of, against, unknown))
        .map(|(lowest, highest)| Bounds { lowest: end(lowest), highest: end(highest) })
}

/// The smallest ratio above 1 that so many people could have shown against the other group, with 80% power.
pub(super) fn detectable(of: Binomial, against: Binomial, level: Level) -> Cell<f64> {
    Cell::from(smallest_detectable(of.base(), against, POWER, level))
        .and_then(|shown| shown.above.map_or(Cell::NotEstimable(NotEstimable::TooFew), Cell::Value))
}

/// The group's share of the cases less its share of the base.
pub(super) fn gap_to_base(group: Binomial, everybody: Binomial, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::gap_to_base(group, everybody, s2, level)).map(interval)
}

/// The group's share of the cases less a share that is known without error.
pub(super) fn gap_to_fixed(share: Binomial, fixed: f64, s2: f64, level: Level) -> Cell<Interval> {
    Cell::from(rounded::gap_to_fixed(share, fixed, s2, level)).map(interval)
}

/// Adjusts p-values for the false discovery rate (Benjamini and Hochberg).
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

#[cfg(test)]
mod tests {
    use super::{detectable, excess, rate_ratio, smallest_expected};
    use wres_disparity::{Binomial, Level, NotEstimable};
    use wres_domain::Cell;

    fn of(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn excess_events_are_what_the_group_had_beyond_the_reference_rate() {
        let Cell::Value(found) = excess(of(30, 100), of(100, 1000), 0.0, Level::P95) else { panic!() };
        assert!((found.events.estimate - 20.0).abs() < 1e-9);
        assert!(found.events.lower > 0.0);
    }

    #[test]
    fn more_people_show_smaller_ratios() {
        let value = |n| *detectable(of(n / 50, n), of(n / 50, n), Level::P95).value().unwrap();
        assert!(value(1000) > value(4000) && value(4000) > value(100_000) && value(100_000) > 1.0);
        assert_eq!(detectable(of(1, 5), of(5, 10), Level::P95), Cell::NotEstimable(NotEstimable::TooFew));
    }

    #[test]
    fn the_detectable_ratio_has_the_power_it_says() {
        // Fleiss, Levin and Paik: 0.6 against 0.7 needs 356 a group for 80% power at 5% two-sided.
        let ratio = *detectable(of(214, 356), of(214, 356), Level::P95).value().unwrap();
        assert!((ratio * 214.0 / 356.0 - 0.7).abs() < 3e-3, "{ratio}");
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
