//! The Markov chain of one year's moves.

use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};

/// More rungs than any ladder has.
const MOST_RUNGS: usize = 64;

/// Where the people of each rung are a year later: the counts of one group.
///
/// Read as a Markov chain: whoever is on a rung moves from it as those on it did in the year, whatever their past. Then the
/// moves of one year say how long a career stays on each rung and how many ever reach it. It is a way of reading one year, not a
/// forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Transitions {
    /// `moves[a][b]`: people who were on rung `a` and are on rung `b`.
    moves: Vec<Vec<f64>>,
    /// People who were on each rung, those who left among them.
    people: Vec<f64>,
}

impl Transitions {
    /// `stayed[a][b]` people of rung `a` are now on rung `b`, rungs from low to high; `left[a]` are gone.
    ///
    /// # Errors
    /// [`StatError::Empty`] without rungs; [`StatError::Lengths`] unless the table is square; [`StatError::Domain`] for more than
    /// 64 rungs.
    pub fn new(stayed: &[Vec<u64>], left: &[u64]) -> Result<Self> {
        let rungs = stayed.len();
        if rungs == 0 {
            return Err(StatError::Empty { what: "stayed" });
        }
        if rungs > MOST_RUNGS {
            return Err(StatError::Domain { what: "rungs", given: rungs.to_string(), must: "there are at most 64" });
        }
        for length in stayed.iter().map(Vec::len).chain([left.len()]) {
            if length != rungs {
                return Err(StatError::Lengths {
                    left: "stayed",
                    left_len: rungs,
                    right: "its rows, or left",
                    right_len: length,
                });
            }
        }
        let moves: Vec<Vec<f64>> = stayed.iter().map(|row| row.iter().map(|people| *people as f64).collect()).collect();
        let people = moves.iter().zip(left).map(|(row, left)| row.iter().sum::<f64>() + *left as f64).collect();
        Ok(Self { moves, people })
    }

    /// Years that a career which begins on rung `from` is expected to spend on rung `on`, both counted from 0:
    /// the element of `(I - P)^-1`, with `P` the shares that move from rung to rung within a year.
    ///
    /// Unit: years. Variance by the delta method: `dN = N dP N`, with the multinomial variance of each rung's shares; normal
    /// limits of the logarithm. Source: Bartholomew, Forbes & McClean 1991, Statistical Techniques for Manpower Planning, 2nd
    /// edition, chapter 4; Kemeny & Snell 1960, Finite Markov Chains, theorem 3.2.4.
    ///
    /// # Errors
    /// [`NotEstimable::NoBase`] where nobody is on a rung that a career can come to; [`NotEstimable::Undefined`] where nobody ever
    /// leaves, so that careers have no end; [`NotEstimable::NotReached`] where no career comes to the rung.
    ///
    /// ```
    /// use wres_disparity::{Level, ladder::Transitions};
    /// // One rung that a tenth leaves each year: ten years.
    /// let years = Transitions::new(&[vec![90]], &[10])?.expected_years(0, 0, Level::P95)?;
    /// assert!((years.value - 10.0).abs() < 1e-12);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn expected_years(&self, from: usize, on: usize, level: Level) -> Result<Estimate> {
        let visited = self.visited(from, on, None)?;
        let shares = self.shares(&visited, None);
        let times = inverse(&shares)?;
        let (row, column) = (position(&visited, from)?, position(&visited, on)?);
        let value = times[row][column];
        let answers: Vec<f64> = times.iter().map(|row| row[column]).collect();
        let variance = self.variance(&visited, &shares, &times[row], &answers, None);
        log_limits(value, variance, level, "ladder.expected_years")
    }

    /// The share of careers beginning on rung `from` that ever come to rung `to`, both counted from 0: the probability that the
    /// chain is absorbed there rather than by leaving.
    ///
    /// Unit: probability. Variance by the delta method as for [`Transitions::expected_years`]; normal limits of the log odds.
    /// Source: Kemeny & Snell 1960, Finite Markov Chains, theorem 3.3.7; Bartholomew, Forbes & McClean 1991, chapter 4.
    ///
    /// # Errors
    /// As [`Transitions::expected_years`]; [`StatError::Domain`] where the two rungs are the same.
    ///
    /// ```
    /// use wres_disparity::{Level, ladder::Transitions};
    /// // Of 100 on the lower rung 10 go up and 10 leave: half ever go up.
    /// let ladder = Transitions::new(&[vec![80, 10], vec![0, 50]], &[10, 5])?;
    /// assert!((ladder.share_reaching(0, 1, Level::P95)?.value - 0.5).abs() < 1e-12);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn share_reaching(&self, from: usize, to: usize, level: Level) -> Result<Estimate> {
        if from == to {
            return Err(StatError::Domain { what: "to", given: to.to_string(), must: "it must be another rung" });
        }
        let visited = self.visited(from, to, Some(to))?;
        let shares = self.shares(&visited, Some(to));
        let times = inverse(&shares)?;
        let row = position(&visited, from)?;
        let direct: Vec<f64> = visited.iter().map(|rung| self.moves[*rung][to] / self.people[*rung]).collect();
        let reach: Vec<f64> =
            times.iter().map(|row| row.iter().zip(&direct).map(|(time, share)| time * share).sum()).collect();
        let variance = self.variance(&visited, &shares, &times[row], &reach, Some(&direct));
        logit_limits(reach[row], variance, level)
    }

    /// The rungs that a career from `from` can come to, without going on from `end`, in order.
    fn visited(&self, from: usize, wanted: usize, end: Option<usize>) -> Result<Vec<usize>> {
        let rungs = self.people.len();
        for rung in [from, wanted] {
            if rung >= rungs {
                return Err(StatError::Domain {
                    what: "rung",
                    given: rung.to_string(),
                    must: "it must be on the ladder",
                });
            }
        }
        let mut seen = vec![false; rungs];
        let mut next = vec![from];
        seen[from] = true;
        while let Some(rung) = next.pop() {
            if end == Some(rung) {
                continue;
            }
            if self.people[rung] == 0.0 {
                return Err(NotEstimable::NoBase.into());
            }
            for (to, people) in self.moves[rung].iter().enumerate() {
                if *people > 0.0 && !seen[to] {
                    seen[to] = true;
                    next.push(to);
                }
            }
        }
        if !seen[wanted] {
            return Err(NotEstimable::NotReached.into());
        }
        Ok((0..rungs).filter(|rung| seen[*rung] && end != Some(*rung)).collect())
    }

    /// Shares that move between the visited rungs.
    fn shares(&self, visited: &[usize], end: Option<usize>) -> Vec<Vec<f64>> {
        let share =
            |from: usize, to: usize| if end == Some(to) { 0.0 } else { self.moves[from][to] / self.people[from] };
        visited.iter().map(|&from| visited.iter().map(|&to| share(from, to)).collect()).collect()
    }

    /// `sum over rungs a of time_a^2 / n_a (sum_b p_ab answer_b^2 - (sum_b p_ab answer_b)^2)`; what is gone answers 0, the end 1.
    fn variance(
        &self,
        visited: &[usize],
        shares: &[Vec<f64>],
        times: &[f64],
        answers: &[f64],
        end: Option<&[f64]>,
    ) -> f64 {
        let of_rung = |at: usize| {
            let to_end = end.map_or(0.0, |end| end[at]);
            let mean = to_end + shares[at].iter().zip(answers).map(|(share, answer)| share * answer).sum::<f64>();
            let square =
                to_end + shares[at].iter().zip(answers).map(|(share, answer)| share * answer * answer).sum::<f64>();
            times[at] * times[at] * (square - mean * mean).max(0.0) / self.people[visited[at]]
        };
        (0..visited.len()).map(of_rung).sum()
    }
}

fn position(visited: &[usize], rung: usize) -> Result<usize> {
    visited.iter().position(|seen| *seen == rung).ok_or_else(|| NotEstimable::NotReached.into())
}

/// `(I - P)^-1` by Gauss and Jordan with the largest pivot of each column.
fn inverse(shares: &[Vec<f64>]) -> Result<Vec<Vec<f64>>> {
    let order = shares.len();
    let mut left: Vec<Vec<f64>> = shares.to_vec();
    let mut right = vec![vec![0.0; order]; order];
    for at in 0..order {
        left[at].iter_mut().for_each(|cell| *cell = -*cell);
        left[at][at] += 1.0;
        right[at][at] = 1.0;
    }
    for column in 0..order {
        let pivot = (column..order).max_by(|a, b| left[*a][column].abs().total_cmp(&left[*b][column].abs()));
        let pivot = pivot.filter(|row| left[*row][column].abs() > 1e-12).ok_or(NotEstimable::Undefined)?;
        left.swap(column, pivot);
        right.swap(column, pivot);
        let scale = left[column][column];
        for cell in left[column].iter_mut().chain(right[column].iter_mut()) {
            *cell /= scale;
        }
        let (own_left, own_right) = (left[column].clone(), right[column].clone());
        for row in (0..order).filter(|row| *row != column) {
            let factor = left[row][column];
            left[row].iter_mut().zip(&own_left).for_each(|(cell, own)| *cell -= factor * own);
            right[row].iter_mut().zip(&own_right).for_each(|(cell, own)| *cell -= factor * own);
        }
    }
    Ok(right)
}

fn log_limits(value: f64, variance: f64, level: Level, method: &'static str) -> Result<Estimate> {
    if !(value > 0.0 && value.is_finite() && variance.is_finite()) {
        return Err(NotEstimable::Undefined.into());
    }
    let reach = (normal::critical(level) * variance.sqrt() / value).exp();
    Ok(Estimate { value, lower: value / reach, upper: value * reach, p_value: None, level, method })
}

fn logit_limits(value: f64, variance: f64, level: Level) -> Result<Estimate> {
    if !(value > 0.0 && value < 1.0) {
        return Err(NotEstimable::Undefined.into());
    }
    let odds = value / (1.0 - value);
    let reach = (normal::critical(level) * variance.sqrt() / (value * (1.0 - value))).exp();
    let back = |odds: f64| if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
    let (lower, upper) = (back(odds / reach), back(odds * reach));
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "ladder.share_reaching" })
}

#[cfg(test)]
mod tests {
    use super::Transitions;
    use crate::{Level, NotEstimable, StatError};

    /// Three rungs; some go down.
    fn ladder(rows: [[u64; 4]; 3]) -> Transitions {
        let stayed: Vec<Vec<u64>> = rows.iter().map(|row| row[..3].to_vec()).collect();
        Transitions::new(&stayed, &rows.map(|row| row[3])).unwrap()
    }

    const ROWS: [[u64; 4]; 3] = [[140, 30, 2, 28], [4, 150, 16, 30], [0, 3, 70, 7]];

    #[test]
    fn years_on_all_rungs_add_to_the_years_until_leaving() {
        // By following a thousand years year by year.
        let mut here = [1.0, 0.0, 0.0];
        let mut years = [0.0; 3];
        for _ in 0..1000 {
            let mut next = [0.0; 3];
            for (rung, row) in ROWS.iter().enumerate() {
                years[rung] += here[rung];
                let all: u64 = row.iter().sum();
                for (to, people) in row[..3].iter().enumerate() {
                    next[to] += here[rung] * *people as f64 / all as f64;
                }
            }
            here = next;
        }
        for (rung, years) in years.into_iter().enumerate() {
            let found = ladder(ROWS).expected_years(0, rung, Level::P95).unwrap();
            assert!((found.value - years).abs() < 1e-9 && found.lower < years && years < found.upper, "{found:?}");
        }
    }

    #[test]
    fn the_share_reaching_a_rung_is_years_on_it_over_years_of_those_who_are_there() {
        let ladder = ladder(ROWS);
        let years = |from, on| ladder.expected_years(from, on, Level::P95).unwrap().value;
        for to in [1, 2] {
            let share = ladder.share_reaching(0, to, Level::P95).unwrap();
            assert!((share.value - years(0, to) / years(to, to)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_limits_are_those_of_small_changes_in_the_moves() {
        // A thousandfold ladder, one cell at a time a little more: the delta method by differences.
        let big = ROWS.map(|row| row.map(|people| people * 1000));
        let years = |rows| ladder(rows).expected_years(0, 2, Level::P95).unwrap().value;
        let reach = |rows| ladder(rows).share_reaching(0, 2, Level::P95).unwrap().value;
        let mut variances = [0.0; 2];
        for (rung, row) in big.iter().enumerate() {
            let all: u64 = row.iter().sum();
            let mut moments = [[0.0; 2]; 2];
            for (to, people) in row.iter().enumerate() {
                let share = *people as f64 / all as f64;
                let mut other = big;
                other[rung][to] += 10;
                // One more in a cell moves its share up and all others down: the influence of a person.
                for (at, change) in [years(other) - years(big), reach(other) - reach(big)].into_iter().enumerate() {
                    let influence = change / 10.0;
                    moments[at][0] += share * influence;
                    moments[at][1] += share * influence * influence;
                }
            }
            for at in 0..2 {
                variances[at] += all as f64 * (moments[at][1] - moments[at][0] * moments[at][0]);
            }
        }
        let z = 1.959_963_984_540_054;
        let found = ladder(big).expected_years(0, 2, Level::P95).unwrap();
        let spread = (found.upper / found.value).ln() / z * found.value;
        assert!((spread / variances[0].sqrt() - 1.0).abs() < 2e-3, "{spread} {}", variances[0].sqrt());
        let found = ladder(big).share_reaching(0, 2, Level::P95).unwrap();
        let logit = |share: f64| (share / (1.0 - share)).ln();
        let spread = (logit(found.upper) - logit(found.value)) / z * found.value * (1.0 - found.value);
        assert!((spread / variances[1].sqrt() - 1.0).abs() < 2e-3, "{spread} {}", variances[1].sqrt());
    }

    #[test]
    fn what_has_no_answer_says_why() {
        let reason = |result: crate::Result<crate::Estimate>| match result {
            Err(StatError::NotEstimable(reason)) => reason,
            other => panic!("{other:?}"),
        };
        let closed = Transitions::new(&[vec![5, 1], vec![0, 9]], &[0, 0]).unwrap();
        assert_eq!(reason(closed.expected_years(0, 1, Level::P95)), NotEstimable::Undefined);
        let flat = Transitions::new(&[vec![5, 0], vec![0, 9]], &[1, 1]).unwrap();
        assert_eq!(reason(flat.share_reaching(0, 1, Level::P95)), NotEstimable::NotReached);
        let empty = Transitions::new(&[vec![0, 0], vec![0, 9]], &[0, 1]).unwrap();
        assert_eq!(reason(empty.share_reaching(0, 1, Level::P95)), NotEstimable::NoBase);
    }
}
