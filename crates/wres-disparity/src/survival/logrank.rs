//! Do the groups leave at the same rate?

use super::{grouped::GroupedRisk, spell::Leaving};
use crate::{
    error::{NotEstimable, Result, StatError},
    model::linear_algebra::{Cholesky, Square},
    special::chi_squared,
};
use serde::Serialize;

/// The log-rank test.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogRank {
    /// Test statistic.
    pub chi_squared: f64,
    /// Degrees of freedom: one less than the groups in which anybody could have left.
    pub df: f64,
    /// Its p-value.
    pub p_value: f64,
    /// Events observed in each group.
    pub observed: Vec<f64>,
    /// Events expected in each group if all left at the same rate.
    pub expected: Vec<f64>,
}

/// Observed and expected events by group, with the covariance of their difference.
struct Sums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    covariance: Square,
}

impl Sums {
    fn new(groups: usize) -> Self {
        Self { observed: vec![0.0; groups], expected: vec![0.0; groups], covariance: Square::zeros(groups) }
    }

    fn add(&mut self, grouped: &GroupedRisk, leaving: Leaving) -> Result<()> {
        let mut groups: Vec<_> = grouped.groups().iter().map(|table| table.counts(leaving)).collect();
        let mut at_risk = vec![0_u64; groups.len()];
        for _ in grouped.groups()[0].times() {
            let (mut all_at_risk, mut all_events) = (0_u64, 0_u64);
            for (i, group) in groups.iter_mut().enumerate() {
                let Some((_, base, events, _)) = group.next() else { continue };
                at_risk[i] = base;
                all_at_risk = all_at_risk.checked_add(base).ok_or_else(too_many)?;
                all_events += events;
                self.observed[i] += events as f64;
            }
            if all_events > 0 {
                self.expect(&at_risk, all_at_risk, all_events);
            }
        }
        Ok(())
    }

    fn expect(&mut self, at_risk: &[u64], all_at_risk: u64, all_events: u64) {
        let (base, events) = (all_at_risk as f64, all_events as f64);
        // Hypergeometric spread: nothing is left to chance if everybody leaves.
        let spread = if all_at_risk > 1 { events * ((all_at_risk - all_events) as f64 / (base - 1.0)) } else { 0.0 };
        for i in 0..at_risk.len() {
            let share = at_risk[i] as f64 / base;
            self.expected[i] += events * share;
            self.covariance[(i, i)] += spread * share * ((all_at_risk - at_risk[i]) as f64 / base);
            for (j, other) in at_risk[..i].iter().enumerate() {
                let covariance = spread * share * (*other as f64 / base);
                self.covariance[(i, j)] -= covariance;
                self.covariance[(j, i)] -= covariance;
            }
        }
    }

    fn test(self) -> Result<LogRank> {
        if self.observed.iter().all(|observed| *observed == 0.0) {
            return Err(NotEstimable::NoEvents.into());
        }
        // A group that was never at risk when anybody left has no say; one more is determined by the rest.
        let exposed: Vec<usize> = (0..self.expected.len()).filter(|i| self.expected[*i] > 0.0).skip(1).collect();
        if exposed.is_empty() {
            return Err(NotEstimable::GroupAbsent.into());
        }
        let excess: Vec<f64> = exposed.iter().map(|i| self.observed[*i] - self.expected[*i]).collect();
        let mut covariance = Square::zeros(exposed.len());
        for (row, i) in exposed.iter().enumerate() {
            for (column, j) in exposed.iter().enumerate() {
                covariance[(row, column)] = self.covariance[(*i, *j)];
            }
        }
        let factor = Cholesky::of(&covariance).ok_or(StatError::NotEstimable(NotEstimable::Undefined))?;
        let chi_squared = excess.iter().zip(factor.solve(&excess)).map(|(left, right)| left * right).sum::<f64>();
        let df = exposed.len() as f64;
        Ok(LogRank {
            chi_squared,
            df,
            p_value: chi_squared::sf(chi_squared, df),
            observed: self.observed,
            expected: self.expected,
        })
    }
}

fn too_many() -> StatError {
    StatError::Domain {
        what: "at_risk",
        given: "more than 2^64 in all".to_owned(),
        must: "the groups together must fit",
    }
}

/// Log-rank (Mantel-Haenszel) test that all groups leave at the same rate at every time.
///
/// At each time the events `d` among `n` at risk are shared over the groups as if drawn without regard to group
/// (hypergeometric); `chi-squared = (O - E)' V^-1 (O - E)`. Source: Mantel 1966; Peto & Peto 1972, JRSS A 135.
///
/// # Errors
/// [`NotEstimable::NoEvents`]; [`NotEstimable::GroupAbsent`] where fewer than two groups were at risk when anybody left;
/// [`NotEstimable::Undefined`] where the groups were never at risk together.
///
/// ```
/// use wres_disparity::survival::{logrank, GroupedRisk, Leaving, RiskTable};
/// let white = RiskTable::from_months(&[20, 18], &[&[2, 1]])?;
/// let bme = RiskTable::from_months(&[10, 6], &[&[4, 2]])?;
/// let test = logrank(&GroupedRisk::new(vec![white, bme])?, Leaving::Any)?;
/// assert_eq!(test.observed, [3.0, 6.0]);
/// assert!((test.expected.iter().sum::<f64>() - 9.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn logrank(grouped: &GroupedRisk, leaving: Leaving) -> Result<LogRank> {
    logrank_stratified(std::slice::from_ref(grouped), leaving)
}

/// The log-rank test within strata (sites, say): observed, expected and covariance are added over strata, so that only
/// people of the same stratum are compared. Source: Peto and others 1977, British Journal of Cancer 35.
///
/// # Errors
/// As [`logrank`]; also [`StatError::Empty`] without strata and [`StatError::Lengths`] where a stratum has other groups.
pub fn logrank_stratified(strata: &[GroupedRisk], leaving: Leaving) -> Result<LogRank> {
    let first = strata.first().ok_or(StatError::Empty { what: "strata" })?;
    let groups = first.groups().len();
    let mut sums = Sums::new(groups);
    for stratum in strata {
        if stratum.groups().len() != groups {
            return Err(StatError::Lengths {
                left: "groups",
                left_len: groups,
                right: "groups of a stratum",
                right_len: stratum.groups().len(),
            });
        }
        sums.add(stratum, leaving)?;
    }
    sums.test()
}

#[cfg(test)]
mod tests {
    use super::{logrank, logrank_stratified};
    use crate::{
        error::NotEstimable,
        survival::{GroupedRisk, Leaving, RiskTable},
    };

    fn grouped(groups: &[(&[u64], &[u64])]) -> GroupedRisk {
        let tables = groups.iter().map(|(at_risk, events)| RiskTable::from_months(at_risk, &[events]).unwrap());
        GroupedRisk::new(tables.collect()).unwrap()
    }

    #[test]
    fn equal_groups_do_not_differ() {
        let test = logrank(&grouped(&[(&[20, 18], &[2, 1]), (&[20, 18], &[2, 1])]), Leaving::Any).unwrap();
        assert!(test.chi_squared.abs() < 1e-12 && (test.p_value - 1.0).abs() < 1e-5);
    }

    #[test]
    fn no_events_and_one_group_are_not_estimable() {
        assert_eq!(logrank(&grouped(&[(&[5], &[0]), (&[5], &[0])]), Leaving::Any), Err(NotEstimable::NoEvents.into()));
        assert_eq!(
            logrank(&grouped(&[(&[5], &[1]), (&[0], &[0])]), Leaving::Any),
            Err(NotEstimable::GroupAbsent.into())
        );
    }

    #[test]
    fn groups_never_at_risk_together_cannot_be_compared() {
        let apart = grouped(&[(&[5, 0], &[1, 0]), (&[0, 5], &[0, 1])]);
        assert_eq!(logrank(&apart, Leaving::Any), Err(NotEstimable::Undefined.into()));
    }

    #[test]
    fn a_group_never_at_risk_costs_no_degree_of_freedom() {
        let two = logrank(&grouped(&[(&[20, 18], &[2, 1]), (&[10, 6], &[4, 2])]), Leaving::Any).unwrap();
        let three =
            logrank(&grouped(&[(&[0, 0], &[0, 0]), (&[20, 18], &[2, 1]), (&[10, 6], &[4, 2])]), Leaving::Any).unwrap();
        assert_eq!((two.df, two.chi_squared), (three.df, three.chi_squared));
    }

    #[test]
    fn one_stratum_is_no_stratification_and_two_copies_double_the_statistic() {
        let site = grouped(&[(&[20, 18], &[2, 1]), (&[10, 6], &[4, 2])]);
        let one = logrank(&site, Leaving::Any).unwrap();
        let twice = logrank_stratified(&[site.clone(), site], Leaving::Any).unwrap();
        assert!((twice.chi_squared - 2.0 * one.chi_squared).abs() < 1e-12);
    }

    #[test]
    fn a_total_beyond_the_largest_count_is_refused() {
        let full = [u64::MAX];
        assert!(logrank(&grouped(&[(&full, &[1]), (&full, &[2])]), Leaving::Any).is_err());
    }
}
