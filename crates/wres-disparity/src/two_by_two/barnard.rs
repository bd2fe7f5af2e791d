//! Barnard's unconditional exact test.

use super::nuisance::Region;
use crate::{
    error::{NotEstimable, Result, StatError},
    quantity::Binomial,
};

/// The largest total for which the test is made; it takes about half a second there.
const LARGEST: u64 = 40_000;

/// Barnard's exact test, two-sided, with tables ordered by the pooled score statistic.
///
/// The p-value is the largest probability, over all proportions that both groups may have in common, of the tables whose
/// statistic `|p1 - p2| / sqrt(p (1 - p)(1/n1 + 1/n2))` is at least the observed one. Ties are recognised exactly, in whole numbers. 1
/// where the proportions are equal, or nobody or everybody is a case.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members, [`StatError::Domain`] if there are more than 40 000 people: the
/// chi-squared test then serves.
///
/// Source: Barnard (1947), Biometrika 34, 123-138; Suissa and Shuster (1985), Journal of the Royal Statistical Society A 148,
/// 317-327, for the pooled statistic.
///
/// ```
/// use wres_disparity::{Binomial, two_by_two::barnard_pooled};
/// let p = barnard_pooled(Binomial::of(6, 7)?, Binomial::of(2, 7)?)?;
/// assert!((p - 0.057_373_046_875).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn barnard_pooled(one: Binomial, two: Binomial) -> Result<f64> {
    let (n1, n2) = (one.base().0, two.base().0);
    if n1 == 0 || n2 == 0 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    if n1.saturating_add(n2) > LARGEST {
        return Err(StatError::Domain {
            what: "n1 + n2",
            given: n1.saturating_add(n2).to_string(),
            must: "Barnard's test takes at most 40 000; use the chi-squared test",
        });
    }
    let observed = Statistic::of(one.cases().0, two.cases().0, n1, n2);
    if observed.square == 0 {
        return Ok(1.0);
    }
    let extreme = |one: u64, two: u64| Statistic::of(one, two, n1, n2).at_least(&observed);
    let mut region = Region::new(n1 as usize, n2 as usize);
    for cases in 0..=n1 {
        // Where the second group has the same proportion the statistic is 0; it rises on either side.
        let level = (u128::from(cases) * u128::from(n2) / u128::from(n1)) as u64;
        let from = first(0, level + 1, |k| !extreme(cases, k));
        let to = first(level + 1, n2 + 1, |k| extreme(cases, k));
        region.add(cases as usize, 0, from as usize);
        region.add(cases as usize, to as usize, n2 as usize + 1);
    }
    Ok(region.largest_probability())
}

/// The first of `low..high` at which `holds` turns true, or `high`.
fn first(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The squared statistic as a fraction of whole numbers, without the factor common to all tables.
struct Statistic {
    square: u128,
    variance: u128,
}

impl Statistic {
    fn of(x1: u64, x2: u64, n1: u64, n2: u64) -> Self {
        let [x1, x2, n1, n2] = [x1, x2, n1, n2].map(u128::from);
        let difference = (x1 * n2).abs_diff(x2 * n1);
        let cases = x1 + x2;
        Self { square: difference * difference, variance: cases * (n1 + n2 - cases) }
    }

    /// A table without variance has no difference either, and is never extreme.
    fn at_least(&self, other: &Self) -> bool {
        self.variance > 0 && self.square * other.variance >= other.square * self.variance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistic_rises_on_both_sides_of_equal_proportions() {
        for n1 in 1..25 {
            for n2 in 1..25 {
                for x1 in 0..=n1 {
                    let square = |x2: u64| {
                        let s = Statistic::of(x1, x2, n1, n2);
                        if s.square == 0 { 0.0 } else { s.square as f64 / s.variance as f64 }
                    };
                    let level = x1 * n2 / n1;
                    for x2 in 0..n2 {
                        let rises = square(x2 + 1) >= square(x2);
                        assert!(x2 == level || rises == (x2 > level) || square(x2) == square(x2 + 1));
                    }
                }
            }
        }
    }

    #[test]
    fn ties_count() {
        // R 4.2, Exact::exact.test(method = "z-pooled"); comparing rounded statistics gives 0.00693.
        let p = barnard_pooled(Binomial::of(9, 10).unwrap(), Binomial::of(3, 10).unwrap()).unwrap();
        assert!((p - 0.007_96).abs() < 5e-6, "{p}");
    }

    #[test]
    fn beyond_forty_thousand_people_the_answer_is_an_error() {
        assert!(barnard_pooled(Binomial::of(9, 40_000).unwrap(), Binomial::of(3, 10).unwrap()).is_err());
        assert!(barnard_pooled(Binomial::of(9, u64::MAX).unwrap(), Binomial::of(3, 10).unwrap()).is_err());
    }
}
