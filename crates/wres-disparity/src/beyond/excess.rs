//! How many events the disparity is.

use crate::{
    difference::newcombe,
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
};
use serde::Serialize;

/// Events of a group beside what they would be at the other group's rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Excess {
    /// Events observed.
    pub observed: u64,
    /// Events expected at the reference group's rate.
    pub expected: f64,
    /// Observed less expected, with limits; negative for fewer.
    pub excess: Estimate,
}

/// Excess events: observed less expected at the reference group's rate, `x1 - n1 x2 / n2`. Unit: events.
///
/// "43 fewer appointments than at the White rate, 20 to 66." The excess is `n1` times the difference of proportions, so its
/// limits are `n1` times Newcombe's limits of that difference (1998, method 10), which exist at zero cells too: with no case in
/// either group they say how many there could have been.
/// The chance in both rates is counted, not only that of the observed events.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// ```
/// use wres_disparity::{beyond::excess_events, Binomial, Level};
/// let fewer = excess_events(Binomial::of(128, 1043)?, Binomial::of(412, 2210)?, Level::P95)?;
/// assert!((fewer.excess.value + 66.441_628_959_276_02).abs() < 1e-9);
/// assert!(fewer.excess.upper < 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn excess_events(one: Binomial, reference: Binomial, level: Level) -> Result<Excess> {
    let difference = newcombe(one, reference, level)?;
    let base = one.base().0 as f64;
    let (x2, n2) = reference.as_f64();
    Ok(Excess {
        observed: one.cases().0,
        expected: base * (x2 / n2),
        excess: Estimate {
            value: base * difference.value,
            lower: base * difference.lower,
            upper: base * difference.upper,
            method: "excess.events",
            ..difference
        },
    })
}

#[cfg(test)]
mod tests {
    use super::excess_events;
    use crate::{
        error::NotEstimable,
        quantity::{Binomial, Level},
    };
    use proptest::prelude::*;

    #[test]
    fn no_cases_anywhere_still_say_how_many_there_could_have_been() {
        let none = excess_events(Binomial::of(0, 57).unwrap(), Binomial::of(0, 402).unwrap(), Level::P95).unwrap();
        assert_eq!((none.expected, none.excess.value), (0.0, 0.0));
        assert!(none.excess.lower < 0.0 && none.excess.upper > 0.0 && none.excess.upper < 57.0);
    }

    #[test]
    fn an_absent_group_has_no_rate() {
        let some = Binomial::of(1, 10).unwrap();
        assert_eq!(excess_events(some, Binomial::default(), Level::P95), Err(NotEstimable::GroupAbsent.into()));
    }

    proptest! {
        #[test]
        fn observed_is_expected_and_excess(
            (x1, n1) in (1_u64..1_000_000).prop_flat_map(|n| (0..=n, Just(n))),
            (x2, n2) in (1_u64..1_000_000).prop_flat_map(|n| (0..=n, Just(n))),
        ) {
            let excess = excess_events(Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap(), Level::P95).unwrap();
            prop_assert!((excess.expected + excess.excess.value - x1 as f64).abs() <= 1e-9 * n1 as f64);
            prop_assert!(excess.excess.lower <= excess.excess.value && excess.excess.value <= excess.excess.upper);
        }
    }
}
