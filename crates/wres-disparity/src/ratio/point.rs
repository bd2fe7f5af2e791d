//! The ratio alone.

use super::group_pair::{both_present, plain};
use crate::{
    error::{NotEstimable, Result},
    quantity::{Binomial, Ratio},
};

/// The ratio of two proportions `(x1 / n1) / (x2 / n2)`; unit: ratio.
///
/// 0 if only the first group has no cases, infinite if only the second has none. A ratio without its interval is for
/// arithmetic, not for print.
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case (the ratio could be anything), [`NotEstimable::GroupAbsent`] if a group
/// has no members.
///
/// Source: definition.
///
/// ```
/// use wres_disparity::{Binomial, ratio::point};
/// assert_eq!(point(Binomial::of(12, 100)?, Binomial::of(3, 50)?)?.value(), 2.0);
/// assert!(point(Binomial::of(0, 100)?, Binomial::of(0, 50)?).is_err());
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn point(one: Binomial, two: Binomial) -> Result<Ratio> {
    both_present(one, two)?;
    Ratio::new(plain(one, two).ok_or(NotEstimable::NoCases)?)
}
