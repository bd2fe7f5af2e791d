//! How far a group's share of the cases lies from its share of a base.

use super::{difference, proportion};
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
};

/// The group's share of the cases less its share of the base: `c/C - b/B`.
///
/// Cases are part of the base, so the gap is the difference between the group's shares of cases and of others, times the others'
/// part of the base: `(c/C - (b - c)/(B - C)) (B - C)/B`, with the limits of [`difference`]. Where everybody is a case both shares are
/// the same: 0 without an interval. Unit: proportion.
///
/// # Errors
/// [`NotEstimable::NoBase`] without a base, [`NotEstimable::NoCases`] without cases; [`crate::StatError::CasesAboveBase`] where the
/// group has more cases or others than everybody.
pub fn gap_to_base(group: Binomial, everybody: Binomial, s2: f64, level: Level) -> Result<Estimate> {
    let method = "gap.to_base";
    if everybody.base().0 == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    if everybody.cases().0 == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    if everybody.others().0 == 0 {
        return Ok(Estimate { value: 0.0, lower: 0.0, upper: 0.0, p_value: None, level, method });
    }
    let part = everybody.others().0 as f64 / everybody.base().0 as f64;
    let of_cases = Binomial::of(group.cases().0, everybody.cases().0)?;
    let of_others = Binomial::of(group.others().0, everybody.others().0)?;
    let difference = difference(of_cases, of_others, s2, level)?;
    let [value, lower, upper] = [difference.value, difference.lower, difference.upper].map(|limit| limit * part);
    Ok(Estimate { value, lower, upper, p_value: None, level, method })
}

/// The group's share of the cases less a share that is known without error, with the limits of [`proportion`]. Unit: proportion.
///
/// # Errors
/// Those of [`proportion`].
pub fn gap_to_fixed(share: Binomial, fixed: f64, s2: f64, level: Level) -> Result<Estimate> {
    let share = proportion(share, s2, level)?;
    let [value, lower, upper] = [share.value, share.lower, share.upper].map(|limit| limit - fixed);
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "gap.to_fixed" })
}

#[cfg(test)]
mod tests {
    use super::{gap_to_base, gap_to_fixed};
    use crate::{Binomial, Level, NotEstimable, StatError};

    fn of(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn the_gap_is_the_difference_of_the_two_shares() {
        let gap = gap_to_base(of(12, 180), of(100, 1000), 0.0, Level::P95).unwrap();
        assert!((gap.value - (0.12 - 0.18)).abs() < 1e-12);
        assert!(gap.lower < gap.value && gap.value < gap.upper);
    }

    #[test]
    fn nothing_is_excluded_where_everybody_is_a_case() {
        let gap = gap_to_base(of(18, 18), of(100, 100), 0.0, Level::P95).unwrap();
        assert_eq!((gap.lower, gap.upper), (0.0, 0.0));
        let none = gap_to_base(of(0, 18), of(0, 100), 0.0, Level::P95);
        assert_eq!(none, Err(StatError::NotEstimable(NotEstimable::NoCases)));
    }

    #[test]
    fn a_known_share_only_moves_the_interval() {
        let gap = gap_to_fixed(of(20, 100), 0.3, 0.0, Level::P95).unwrap();
        let share = crate::proportion::wilson(of(20, 100), Level::P95).unwrap();
        assert_eq!((gap.value, gap.lower, gap.upper), (0.2 - 0.3, share.lower - 0.3, share.upper - 0.3));
    }
}
