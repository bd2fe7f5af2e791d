//! Do the groups differ in the share that leaves for one reason?

use super::{grouped::GroupedRisk, spell::Leaving};
use crate::{
    error::{NotEstimable, Result, StatError},
    model::linear_algebra::{Cholesky, Square},
    special::chi_squared,
};
use serde::Serialize;

/// Gray's test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GrayTest {
    /// Test statistic.
    pub chi_squared: f64,
    /// Degrees of freedom: one less than the number of groups.
    pub df: f64,
    /// Its p-value.
    pub p_value: f64,
}

/// Gray's test that the cumulative incidence of one reason for leaving is the same in all groups, others competing.
///
/// The score of a group compares its events with its share of those still at risk of the subdistribution, that is
/// `R = n (1 - F-) / S-`; the variance allows for ties. Source: Gray 1988, Annals of Statistics 16:1141-1154, with
/// `rho = 0`; ties as in Gray's own program. The weights rest on `S-` of each group from time 0, so the test
/// is for right-censored data; numbers at risk that grow (left truncation) are outside its proof.
///
/// # Errors
/// [`NotEstimable::NoEvents`] where nobody leaves for this reason; [`NotEstimable::GroupAbsent`] with fewer than two groups;
/// [`NotEstimable::Undefined`] where the scores do not vary.
///
/// ```
/// use wres_disparity::survival::{gray_test, GroupedRisk, RiskTable};
/// let white = RiskTable::from_months(&[20, 17, 15], &[&[2, 1, 2], &[1, 1, 0]])?;
/// let bme = RiskTable::from_months(&[12, 8, 5], &[&[3, 2, 2], &[1, 1, 0]])?;
/// let test = gray_test(&GroupedRisk::new(vec![white, bme])?, 1)?;
/// assert_eq!(test.df, 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn gray_test(grouped: &GroupedRisk, cause: u32) -> Result<GrayTest> {
    let groups = grouped.groups().len();
    if groups < 2 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    let mut state = State::new(groups);
    let mut any = false;
    let mut tables: Vec<_> = grouped.groups().iter().map(|table| table.counts(Leaving::Cause(cause))).collect();
    for _ in grouped.groups()[0].times() {
        let now: Vec<Now> = tables
            .iter_mut()
            .filter_map(Iterator::next)
            .map(|(_, at_risk, of_cause, all)| Now { at_risk, of_cause, others: all - of_cause })
            .collect();
        any |= now.iter().any(|group| group.of_cause > 0);
        if now.iter().any(|group| group.of_cause + group.others > 0) {
            state.step(&now);
        }
    }
    if !any {
        return Err(NotEstimable::NoEvents.into());
    }
    let covariance = state.covariance();
    let factor = Cholesky::of(&covariance).ok_or(StatError::NotEstimable(NotEstimable::Undefined))?;
    let score = &state.score;
    let statistic = score.iter().zip(factor.solve(score)).map(|(left, right)| left * right).sum::<f64>();
    if !statistic.is_finite() {
        return Err(NotEstimable::Undefined.into());
    }
    let df = (groups - 1) as f64;
    Ok(GrayTest { chi_squared: statistic, df, p_value: chi_squared::sf(statistic, df) })
}

/// The counts of one group at one time.
#[derive(Clone, Copy)]
struct Now {
    at_risk: u64,
    of_cause: u64,
    others: u64,
}

/// What is known of one group just before a time.
#[derive(Clone, Copy)]
struct Group {
    survival: f64,
    incidence: f64,
}

/// The sums carried over time. The scores are those of all groups but the last; the last is determined by the rest.
///
/// The influence of an event in group `k` at time `t` on score `i` is `a_ik(t) + w (c_ik(end) - c_ik(t))`, where `a` is the
/// direct effect, `c` accumulates the effect through the weights and `w` belongs to the event. Since `c(end)` is not known
/// while going forward, the sums of squares are kept as a polynomial in it: `constant`, `linear`, `quadratic`.
struct State {
    groups: Vec<Group>,
    pooled_incidence: f64,
    score: Vec<f64>,
    through_weights: Square,
    constant: Square,
    linear: Square,
    quadratic: Vec<f64>,
}

impl State {
    fn new(groups: usize) -> Self {
        Self {
            groups: vec![Group { survival: 1.0, incidence: 0.0 }; groups],
            pooled_incidence: 0.0,
            score: vec![0.0; groups - 1],
            through_weights: Square::zeros(groups),
            constant: Square::zeros(groups),
            linear: Square::zeros(groups),
            quadratic: vec![0.0; groups],
        }
    }

    fn step(&mut self, now: &[Now]) {
        let before = self.groups.clone();
        let of_cause: f64 = now.iter().map(|group| group.of_cause as f64).sum();
        // Weight of each group in the pooled subdistribution hazard, and its share of those still at risk of it.
        let weight = |i: usize| now[i].at_risk as f64 / before[i].survival;
        let present: Vec<usize> = (0..now.len()).filter(|i| now[*i].at_risk > 0).collect();
        let weights: f64 = present.iter().map(|i| weight(*i)).sum();
        let at_risk: f64 = present.iter().map(|i| weight(*i) * (1.0 - before[*i].incidence)).sum();
        for &i in &present {
            let base = now[i].at_risk as f64;
            let staying = (now[i].at_risk - now[i].of_cause - now[i].others) as f64;
            self.groups[i].survival = before[i].survival * (staying / base);
            self.groups[i].incidence = before[i].incidence + before[i].survival * (now[i].of_cause as f64 / base);
        }
        let hazard = of_cause / (weights * (1.0 - self.pooled_incidence));
        self.pooled_incidence += of_cause / weights;

        let mut direct = Square::zeros(now.len());
        for &i in &present {
            for &j in &present {
                let same = if i == j { 1.0 } else { 0.0 };
                direct[(i, j)] = weight(i) * (same - weight(j) / weights);
                self.through_weights[(i, j)] += direct[(i, j)] * hazard;
            }
        }
        for &i in present.iter().filter(|i| **i + 1 < now.len()) {
            let expected = of_cause * (weight(i) * (1.0 - before[i].incidence) / at_risk);
            self.score[i] += now[i].of_cause as f64 - expected;
        }
        for &k in &present {
            let base = now[k].at_risk as f64;
            let staying = if self.groups[k].survival > 0.0 {
                (1.0 - self.pooled_incidence) / self.groups[k].survival
            } else {
                0.0
            };
            let prior = before[k].survival;
            if of_cause > 0.0 {
                let ties = if of_cause > 1.0 { 1.0 - (of_cause - 1.0) / (weights * prior - 1.0) } else { 1.0 };
                let through = if self.groups[k].survival > 0.0 { 1.0 - staying } else { 1.0 };
                self.event(k, &direct, through, ties * prior * of_cause / (weights * base));
            }
            if now[k].others > 0 && self.groups[k].survival > 0.0 {
                let others = now[k].others as f64;
                let ties = if now[k].others > 1 { (base - others) / (base - 1.0) } else { 1.0 };
                let none = Square::zeros(now.len());
                self.event(k, &none, -staying, ties * (prior / base) * (prior / base) * others);
            }
        }
    }

    /// Adds the spread of events in group `k`.
    fn event(&mut self, k: usize, direct: &Square, through: f64, spread: f64) {
        let influence: Vec<f64> =
            (0..self.score.len()).map(|i| direct[(i, k)] - through * self.through_weights[(i, k)]).collect();
        self.quadratic[k] += through * through * spread;
        for (i, left) in influence.iter().enumerate() {
            self.linear[(i, k)] += left * through * spread;
            for (j, right) in influence.iter().enumerate() {
                self.constant[(i, j)] += left * right * spread;
            }
        }
    }

    /// The covariance of the scores, now that the effect through the weights is known to the end.
    fn covariance(&self) -> Square {
        let scores = self.score.len();
        let mut covariance = Square::zeros(scores);
        let end = &self.through_weights;
        for i in 0..scores {
            for j in 0..scores {
                covariance[(i, j)] = self.constant[(i, j)];
                for k in 0..self.groups.len() {
                    covariance[(i, j)] += end[(i, k)] * end[(j, k)] * self.quadratic[k]
                        + end[(i, k)] * self.linear[(j, k)]
                        + end[(j, k)] * self.linear[(i, k)];
                }
            }
        }
        covariance
    }
}

#[cfg(test)]
mod tests {
    use super::gray_test;
    use crate::{
        error::NotEstimable,
        survival::{GroupedRisk, RiskTable, Spell},
    };
    use proptest::prelude::*;

    fn grouped(tables: &[RiskTable]) -> GroupedRisk {
        GroupedRisk::new(tables.to_vec()).unwrap()
    }

    fn months(at_risk: &[u64], one: &[u64], two: &[u64]) -> RiskTable {
        RiskTable::from_months(at_risk, &[one, two]).unwrap()
    }

    #[test]
    fn equal_groups_do_not_differ() {
        let site = months(&[20, 16, 12], &[2, 1, 2], &[1, 1, 1]);
        let test = gray_test(&grouped(&[site.clone(), site]), 1).unwrap();
        assert!(test.chi_squared.abs() < 1e-12);
    }

    #[test]
    fn without_events_of_the_reason_or_a_second_group_there_is_no_test() {
        let site = months(&[20, 16], &[0, 0], &[1, 1]);
        assert_eq!(gray_test(&grouped(&[site.clone(), site.clone()]), 1), Err(NotEstimable::NoEvents.into()));
        assert_eq!(gray_test(&grouped(&[site]), 2), Err(NotEstimable::GroupAbsent.into()));
    }

    proptest! {
        #[test]
        fn the_order_of_the_groups_does_not_matter(
            rows in prop::collection::vec((1_u32..9, 0_u32..3, 0_usize..3), 20..80)
        ) {
            let spells: Vec<Spell> =
                rows.iter().map(|row| Spell::new(None, f64::from(row.0), row.1).unwrap()).collect();
            let group: Vec<usize> = rows.iter().map(|row| row.2).collect();
            let turned: Vec<usize> = rows.iter().map(|row| (row.2 + 1) % 3).collect();
            if let (Ok(one), Ok(two)) =
                (GroupedRisk::from_spells(&spells, &group, 3), GroupedRisk::from_spells(&spells, &turned, 3))
                && let (Ok(one), Ok(two)) = (gray_test(&one, 1), gray_test(&two, 1))
            {
                prop_assert!((one.chi_squared - two.chi_squared).abs() <= 1e-8 * (1.0 + one.chi_squared));
            }
        }
    }
}
