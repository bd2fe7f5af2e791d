//! What resampling for ever would say of a gap between medians.

use super::table::PayTable;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::binomial,
    sum::sum,
};
use serde::Serialize;

/// Medians of resamples rarer than this are left out; all that is left out together stays below 1e-12.
const RARE: f64 = 1e-20;

/// The percentile interval of infinitely many resamples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IdealBootstrap {
    /// The gap in per cent of the first median, with its percentile limits.
    pub estimate: Estimate,
    /// Mean of the gap over resamples.
    pub mean: f64,
    /// Standard deviation of the gap over resamples.
    pub std_err: f64,
}

/// Bootstrap percentile interval of the median pay gap `100 (m1 - m2) / m1`, both groups resampled on their own.
///
/// No random numbers: the distribution of a resample's median follows exactly from order statistics. For an odd number of
/// people `n = 2k - 1`, `P(median <= v) = P(Binomial(n, F(v)) >= k)`; for an even one, `n = 2k`, the two middle people's pay
/// has, for `v < w`, `P(v, w) = C(n, k) (F(v)^k - F(v-)^k) (G(w)^k - G(w+)^k)`, with `F` the share paid at most and `G` the
/// share paid at least so much. The limits are the smallest gaps with at least `(1 - level) / 2` and `(1 + level) / 2` of the
/// distribution at or below them: those of infinitely many resamples. Source: Efron 1979, Annals of Statistics 7:1-26,
/// section 3, for the median of odd samples.
///
/// # Errors
/// [`NotEstimable::TooFew`] with a single person in a group, and [`NotEstimable::Undefined`] where the median of a
/// resample of the first group can be 0.
///
/// ```
/// use wres_disparity::{Level, pay::{ideal_bootstrap_median_gap, PayTable}};
/// let a = PayTable::from_values(&[15.2, 14.1, 18.75, 22.4, 16.0, 17.3, 15.9, 30.1, 14.1])?;
/// let b = PayTable::from_values(&[13.9, 15.2, 14.1, 19.0, 16.6, 14.4, 15.0])?;
/// let gap = ideal_bootstrap_median_gap(&a, &b, Level::P95)?;
/// assert_eq!(gap.estimate.value, 6.25);
/// assert!((gap.std_err - 8.816_068_860_077_284).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ideal_bootstrap_median_gap(first: &PayTable, second: &PayTable, level: Level) -> Result<IdealBootstrap> {
    if first.people() < 2 || second.people() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    let (one, two) = (medians(first), medians(second));
    if one.first().is_none_or(|atom| atom.value <= 0.0) {
        return Err(NotEstimable::Undefined.into());
    }
    let half = level.alpha() / 2.0;
    let (mean, std_err) = moments(&one, &two);
    let estimate = Estimate {
        value: gap(first.median(), second.median()),
        lower: smallest_gap_reaching(half, &one, &two),
        upper: smallest_gap_reaching(1.0 - half, &one, &two),
        p_value: None,
        level,
        method: "pay_gap.median_percent_bootstrap",
    };
    Ok(IdealBootstrap { estimate, mean, std_err })
}

/// A median that a resample can have, and how often it does.
#[derive(Debug, Clone, Copy)]
struct Atom {
    value: f64,
    probability: f64,
}

fn gap(first: f64, second: f64) -> f64 {
    100.0 * (first - second) / first
}

/// The medians of resamples in increasing order.
fn medians(table: &PayTable) -> Vec<Atom> {
    let people = table.people();
    let mut atoms = if people % 2 == 1 { odd(table, people) } else { even(table, people) };
    atoms.sort_by(|a, b| a.value.total_cmp(&b.value));
    atoms.dedup_by(|next, kept| {
        let same = next.value == kept.value;
        if same {
            kept.probability += next.probability;
        }
        same
    });
    atoms
}

/// Probability that the person of rank `rank` in a resample is on each amount, where that is not too rare: positions in the
/// table with their probability.
fn ranked(table: &PayTable, people: u64, rank: u64) -> Vec<(usize, f64)> {
    let share = |i: usize| table.cumulative()[i] as f64 / people as f64;
    // `at_least(i)`: fewer than `rank` resampled people are on amount i or less.
    let below = |i: Option<usize>| i.map_or(0.0, |i| binomial::sf(rank - 1, people, share(i)));
    let above = |i: usize| binomial::cdf(rank - 1, people, share(i));
    let cells = table.amounts().len();
    // The probability of a median at most each amount rises with the amount, so the likely ones are found by halving.
    let start = partition(cells, |i| below(Some(i)) < RARE);
    let end = partition(cells, |i| above(i) >= RARE);
    let probability = |i: usize| {
        let before = i.checked_sub(1);
        // Differences of whichever tail is small, which has the digits.
        let by_lower = below(Some(i)) - below(before);
        let by_upper = before.map_or(1.0, above) - above(i);
        if below(Some(i)) < 0.5 { by_lower } else { by_upper }
    };
    (start..(end + 1).min(cells)).map(|i| (i, probability(i).max(0.0))).collect()
}

/// The first index below `len` at which `before` no longer holds.
fn partition(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

fn odd(table: &PayTable, people: u64) -> Vec<Atom> {
    let atoms = ranked(table, people, people.div_ceil(2)).into_iter();
    atoms.map(|(i, probability)| Atom { value: table.amounts()[i], probability }).collect()
}

/// Both middle people: on the same amount, or on two with nobody of the resample between.
fn even(table: &PayTable, people: u64) -> Vec<Atom> {
    let half = people / 2;
    let k = half as f64;
    let amounts = table.amounts();
    let at_most = |i: usize| table.cumulative()[i] as f64;
    let less = |i: usize| i.checked_sub(1).map_or(0.0, at_most);
    // Logarithms of C(n, k) F(v)^k G(w)^k on the scale where both shares are near a half: each is doubled.
    let all = people as f64;
    let centre = binomial::ln_pmf(half, people, 0.5);
    let lower = |i: usize| k * (2.0 * at_most(i) / all).ln() + ln_one_less(k * (less(i) / at_most(i)).ln());
    let reach = |j: usize| k * (2.0 * (all - less(j)) / all).ln();
    let upper = |j: usize| reach(j) + ln_one_less(k * ((all - at_most(j)) / (all - less(j))).ln());
    let mut atoms = Vec::new();
    for (i, probability) in ranked(table, people, half) {
        let from = centre + lower(i);
        let apart = if i + 1 < amounts.len() { (from + reach(i + 1)).exp() } else { 0.0 };
        atoms.push(Atom { value: amounts[i], probability: (probability - apart).max(0.0) });
        for j in i + 1..amounts.len() {
            if (from + reach(j)).exp() < RARE {
                break;
            }
            let value = amounts[i] + (amounts[j] - amounts[i]) / 2.0;
            atoms.push(Atom { value, probability: (from + upper(j)).exp() });
        }
    }
    atoms
}

/// `ln(1 - exp(x))` for `x <= 0`.
fn ln_one_less(x: f64) -> f64 {
    if x > -std::f64::consts::LN_2 { (-x.exp_m1()).ln() } else { (-x.exp()).ln_1p() }
}

/// Mean and standard deviation of `100 (1 - m2 / m1)` for independent medians.
fn moments(one: &[Atom], two: &[Atom]) -> (f64, f64) {
    let describe = |atoms: &[Atom], scale: fn(f64) -> f64| {
        let mean = sum(atoms.iter().map(|atom| atom.probability * scale(atom.value)));
        let square = |atom: &Atom| (scale(atom.value) - mean) * (scale(atom.value) - mean);
        (mean, sum(atoms.iter().map(|atom| atom.probability * square(atom))))
    };
    let (inverse, of_inverse) = describe(one, f64::recip);
    let (mean, of_mean) = describe(two, |value| value);
    let variance = of_inverse * of_mean + of_inverse * mean * mean + of_mean * inverse * inverse;
    (100.0 * (1.0 - inverse * mean), 100.0 * variance.sqrt())
}

/// The smallest gap with at least `share` of the distribution at or below it.
fn smallest_gap_reaching(share: f64, one: &[Atom], two: &[Atom]) -> f64 {
    let total = sum(one.iter().map(|atom| atom.probability)) * sum(two.iter().map(|atom| atom.probability));
    // A share reached but for rounding is reached.
    let wanted = (share - 1e-12) * total;
    let mut tail = vec![0.0; two.len() + 1];
    for (i, atom) in two.iter().enumerate().rev() {
        tail[i] = tail[i + 1] + atom.probability;
    }
    // For each first median the gap falls as the second rises: the walk remembers where it stood.
    let walk = |limit: f64, visit: &mut dyn FnMut(Atom, usize)| {
        let mut j = 0;
        for atom in one {
            while j < two.len() && gap(atom.value, two[j].value) > limit {
                j += 1;
            }
            while j > 0 && gap(atom.value, two[j - 1].value) <= limit {
                j -= 1;
            }
            visit(*atom, j);
        }
    };
    let reached = |limit: f64| {
        let mut probability = 0.0;
        walk(limit, &mut |atom, j| probability += atom.probability * tail[j]);
        probability >= wanted
    };
    let extreme = |value: Option<&Atom>| value.map_or(0.0, |atom| atom.value);
    let mut high = gap(extreme(one.last()), extreme(two.first()));
    let mut low = gap(extreme(one.first()), extreme(two.last()));
    if reached(low) {
        return low;
    }
    for _ in 0..2000 {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if reached(middle) { high = middle } else { low = middle }
    }
    // `high` is a gap that occurs, or lies just above one.
    let mut best = f64::NEG_INFINITY;
    walk(high, &mut |atom, j| {
        if let Some(second) = two.get(j) {
            best = best.max(gap(atom.value, second.value));
        }
    });
    best
}

#[cfg(test)]
mod tests {
    use super::{ideal_bootstrap_median_gap, medians};
    use crate::{error::NotEstimable, pay::PayTable, quantity::Level};
    use proptest::prelude::*;

    /// All resamples of a handful of people, one by one.
    fn enumerated(values: &[f64]) -> Vec<(f64, f64)> {
        let n = values.len();
        let resamples = n.pow(n as u32);
        let mut medians = Vec::new();
        for code in 0..resamples {
            let mut code = code;
            let mut sample: Vec<f64> = (0..n)
                .map(|_| {
                    let pick = values[code % n];
                    code /= n;
                    pick
                })
                .collect();
            sample.sort_by(f64::total_cmp);
            medians.push((sample[(n - 1) / 2] + sample[n / 2]) / 2.0);
        }
        medians.sort_by(f64::total_cmp);
        let share = 1.0 / resamples as f64;
        medians.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f64 * share)).collect()
    }

    #[test]
    fn the_distribution_of_the_median_is_that_of_all_resamples() {
        for values in [
            vec![1.0, 2.0],
            vec![1.0, 2.0, 4.0],
            vec![1.0, 2.0, 4.0, 8.0],
            vec![1.0, 2.0, 2.0, 8.0],
            vec![1.0, 1.0, 2.0, 8.0, 16.0],
            vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0],
            vec![3.0, 3.0, 4.0, 4.0, 4.0, 7.0],
        ] {
            let atoms = medians(&PayTable::from_values(&values).unwrap());
            let expected = enumerated(&values);
            assert_eq!(atoms.len(), expected.len(), "{values:?}");
            for (atom, (value, probability)) in atoms.iter().zip(expected) {
                assert_eq!(atom.value, value);
                assert!((atom.probability - probability).abs() < 1e-14, "{values:?} {value}");
            }
        }
    }

    #[test]
    fn a_median_of_nothing_has_no_percentage() {
        let unpaid = PayTable::from_values(&[0.0, 1.0, 2.0]).unwrap();
        assert_eq!(ideal_bootstrap_median_gap(&unpaid, &unpaid, Level::P95), Err(NotEstimable::Undefined.into()));
        let one = PayTable::from_values(&[5.0]).unwrap();
        assert_eq!(ideal_bootstrap_median_gap(&one, &one, Level::P95), Err(NotEstimable::TooFew.into()));
    }

    #[test]
    fn a_large_authority_takes_no_longer_than_it_should() {
        let pence: Vec<u64> = (0..100_000).map(|i| 1000 + i * 7 % 90_001).collect();
        let counts = vec![3; pence.len()];
        let one = PayTable::from_pence(&pence, &counts).unwrap();
        let two = PayTable::from_pence(&pence, &vec![4; pence.len()]).unwrap();
        let gap = ideal_bootstrap_median_gap(&one, &two, Level::P95).unwrap();
        assert_eq!(gap.estimate.value, 0.0);
        assert!(gap.estimate.lower < 0.0 && gap.estimate.upper > 0.0 && gap.std_err > 0.0);
    }

    proptest! {
        #[test]
        fn probabilities_add_to_one(values in prop::collection::vec(1_u32..30, 2..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let total: f64 = medians(&PayTable::from_values(&values).unwrap()).iter().map(|atom| atom.probability).sum();
            prop_assert!((total - 1.0).abs() < 1e-11);
        }

        #[test]
        fn a_higher_level_is_never_narrower(
            a in prop::collection::vec(900_u64..3000, 2..40),
            b in prop::collection::vec(900_u64..3000, 2..40),
        ) {
            let table = |pence: &[u64]| PayTable::from_pence(pence, &vec![1; pence.len()]).unwrap();
            let (a, b) = (table(&a), table(&b));
            let at = |level: f64| ideal_bootstrap_median_gap(&a, &b, Level::new(level).unwrap()).unwrap().estimate;
            let (narrow, wide) = (at(0.8), at(0.99));
            prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper && narrow.lower <= narrow.upper);
        }
    }
}
