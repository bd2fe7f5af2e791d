//! Exact tests given all margins of the table.

use crate::{
    error::{NotEstimable, Result, StatError},
    quantity::Binomial,
    special::{hypergeometric, two_sided::Unimodal},
    sum::total,
};
use serde::Serialize;

/// The largest total for which exact sums are made: beyond, they take many seconds and no longer differ from the score methods.
const LARGEST: u64 = 1_000_000_000_000;

/// A table of two groups by case or not, seen through its margins: the cases of the first group are hypergeometric if the
/// groups do not differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    observed: u64,
    base_one: u64,
    base_two: u64,
    cases: u64,
}

/// Fisher's exact test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fisher {
    /// Two-sided, minimum likelihood: all tables no more probable than the observed one.
    pub p_value: f64,
    /// Two-sided, central: twice the smaller tail, at most 1. Agrees with the exact interval.
    pub p_central: f64,
    /// `P(X >= x1)`.
    pub p_greater: f64,
    /// `P(X <= x1)`.
    pub p_less: f64,
}

impl Margins {
    /// The margins of two groups.
    ///
    /// # Errors
    /// [`NotEstimable::GroupAbsent`] if a group has no members; [`StatError::Domain`] if there are more than 10^12 people.
    pub fn new(one: Binomial, two: Binomial) -> Result<Self> {
        if one.base().0 == 0 || two.base().0 == 0 {
            return Err(NotEstimable::GroupAbsent.into());
        }
        let people = total("n1 + n2", [one.base().0, two.base().0])?;
        if people > LARGEST {
            return Err(StatError::Domain {
                what: "n1 + n2",
                given: people.to_string(),
                must: "exact methods take at most 10^12; use a score method",
            });
        }
        Ok(Self {
            observed: one.cases().0,
            base_one: one.base().0,
            base_two: two.base().0,
            cases: one.cases().0 + two.cases().0,
        })
    }

    /// The base of the first group.
    #[must_use]
    pub fn base_one(&self) -> u64 {
        self.base_one
    }

    /// The base of the second group.
    #[must_use]
    pub fn base_two(&self) -> u64 {
        self.base_two
    }

    /// The cases of both groups.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.cases
    }

    /// The fewest cases the first group could have.
    #[must_use]
    pub fn low(&self) -> u64 {
        self.cases.saturating_sub(self.base_two)
    }

    /// The most cases the first group could have.
    #[must_use]
    pub fn high(&self) -> u64 {
        self.cases.min(self.base_one)
    }

    /// Fisher's exact test of no association; every p-value is 1 where nobody or everybody is a case.
    ///
    /// Ties within 1e-7 relative count as equally probable. Probabilities and tails keep their digits however small they are.
    ///
    /// Source: Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; R's `fisher.test`.
    ///
    /// ```
    /// use wres_disparity::{Binomial, two_by_two::Margins};
    /// // The lady tasting tea.
    /// let fisher = Margins::new(Binomial::of(3, 4)?, Binomial::of(1, 4)?)?.fisher();
    /// assert!((fisher.p_greater - 17.0 / 70.0).abs() < 1e-15);
    /// assert!((fisher.p_value - 34.0 / 70.0).abs() < 1e-15);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    #[must_use]
    pub fn fisher(&self) -> Fisher {
        let (p_less, p_greater) = (self.lower_tail(self.observed), self.upper_tail(self.observed));
        Fisher {
            p_value: self.distribution().minimum_likelihood(self.observed),
            p_central: (2.0 * p_less.min(p_greater)).min(1.0),
            p_greater,
            p_less,
        }
    }

    /// The central mid-P version of Fisher's test: twice the smaller tail, with half the probability of the observed table.
    ///
    /// Source: Lancaster (1961), Journal of the American Statistical Association 56, 223-234.
    ///
    /// ```
    /// use wres_disparity::{Binomial, two_by_two::Margins};
    /// let p = Margins::new(Binomial::of(0, 2)?, Binomial::of(1, 3)?)?.fisher_mid_p();
    /// assert!((p - 0.6).abs() < 1e-15);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    #[must_use]
    pub fn fisher_mid_p(&self) -> f64 {
        self.distribution().central_mid_p(self.observed)
    }

    fn distribution(&self) -> Unimodal<impl Fn(u64) -> f64, impl Fn(u64) -> f64, impl Fn(u64) -> f64> {
        Unimodal {
            low: self.low(),
            high: self.high(),
            mode: self.mode(),
            pmf: |k| self.pmf(k),
            lower_tail: |k| self.lower_tail(k),
            upper_tail: |k| self.upper_tail(k),
        }
    }

    fn mode(&self) -> u64 {
        let people = u128::from(self.base_one) + u128::from(self.base_two);
        let product = (u128::from(self.base_one) + 1) * (u128::from(self.cases) + 1);
        u64::try_from(product / (people + 2)).unwrap_or(u64::MAX).clamp(self.low(), self.high())
    }

    /// `P(X = k)`.
    fn pmf(&self, k: u64) -> f64 {
        let others = self.base_one + self.base_two - self.cases;
        hypergeometric::pmf(k, self.cases, others, self.base_one)
    }

    /// `P(X <= k)`.
    fn lower_tail(&self, k: u64) -> f64 {
        if k >= self.high() {
            1.0
        } else if k < self.mode() {
            self.sum_down(k)
        } else {
            1.0 - self.sum_up(k + 1)
        }
    }

    /// `P(X >= k)`.
    fn upper_tail(&self, k: u64) -> f64 {
        if k <= self.low() {
            1.0
        } else if k > self.mode() {
            self.sum_up(k)
        } else {
            1.0 - self.sum_down(k - 1)
        }
    }

    /// `P(X = k) + P(X = k - 1) + ...`, for `k` below the mode.
    fn sum_down(&self, k: u64) -> f64 {
        let (mut term, mut sum, mut at) = (1.0, 1.0, k);
        while at > self.low() {
            at -= 1;
            term /= self.rise(at);
            let next = sum + term;
            if next == sum {
                break;
            }
            sum = next;
        }
        self.pmf(k) * sum
    }

    /// `P(X = k) + P(X = k + 1) + ...`, for `k` above the mode.
    fn sum_up(&self, k: u64) -> f64 {
        let (mut term, mut sum, mut at) = (1.0, 1.0, k);
        while at < self.high() {
            term *= self.rise(at);
            at += 1;
            let next = sum + term;
            if next == sum {
                break;
            }
            sum = next;
        }
        self.pmf(k) * sum
    }

    /// `P(X = k + 1) / P(X = k)`, for `low <= k < high`.
    fn rise(&self, k: u64) -> f64 {
        let up = (self.base_one - k) as f64 * (self.cases - k) as f64;
        let down = (k + 1) as f64 * ((self.base_two + k + 1) - self.cases) as f64;
        up / down
    }
}
