//! Boschloo's unconditional exact test.

use super::{margins::Margins, nuisance::Region};
use crate::{
    error::{Result, StatError},
    quantity::Binomial,
    special::{hypergeometric, two_sided::TIE},
};

/// The largest number of tables for which the test is made; it takes about a second there.
const LARGEST: u64 = 6_000_000;

/// Boschloo's exact test, two-sided: Fisher's p-value (minimum likelihood) serves to order the tables.
///
/// The p-value is the largest probability, over all proportions that both groups may have in common, of the tables whose
/// Fisher p-value is at most the observed one (ties within 1e-7 relative count). Never above Fisher's.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members, [`StatError::Domain`] if `(n1 + 1)(n2 + 1)` is above 6 million:
/// Fisher's mid-P or the chi-squared test then serve.
///
/// Source: Boschloo (1970), Statistica Neerlandica 24, 1-35; R's `Exact::exact.test(method = "boschloo")`.
///
/// ```
/// use wres_disparity::{Binomial, two_by_two::boschloo};
/// let p = boschloo(Binomial::of(10, 75)?, Binomial::of(12, 225)?)?;
/// assert!((p - 0.032_775_656_820_014_425).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn boschloo(one: Binomial, two: Binomial) -> Result<f64> {
    let margins = Margins::new(one, two)?;
    let (n1, n2) = (one.base().0, two.base().0);
    let tables = n1.saturating_add(1).saturating_mul(n2.saturating_add(1));
    if tables > LARGEST {
        return Err(StatError::Domain {
            what: "(n1 + 1)(n2 + 1)",
            given: tables.to_string(),
            must: "Boschloo's test takes at most 6 million; use Fisher's mid-P or the chi-squared test",
        });
    }
    let observed = margins.fisher().p_value;
    if observed >= 1.0 {
        return Ok(1.0);
    }
    let (n1, n2) = (n1 as usize, n2 as usize);
    let mut extreme = vec![false; (n1 + 1) * (n2 + 1)];
    let mut ranked = Vec::new();
    for cases in 0..=n1 + n2 {
        rank(n1, n2, cases, &mut ranked);
        let (mut total, mut from) = (0.0, 0);
        while from < ranked.len() {
            // All tables as probable as the next one share its p-value.
            let limit = ranked[from].0 * TIE;
            let to = from + ranked[from..].iter().take_while(|(p, _)| *p <= limit).count();
            total += ranked[from..to].iter().map(|(p, _)| p).sum::<f64>();
            if total > observed * TIE {
                break;
            }
            for &(_, one) in &ranked[from..to] {
                extreme[one * (n2 + 1) + cases - one] = true;
            }
            from = to;
        }
    }
    Ok(region(&extreme, n1, n2).largest_probability())
}

/// The tables with these many cases in both groups, by cases in the first, from the least to the most probable.
fn rank(n1: usize, n2: usize, cases: usize, ranked: &mut Vec<(f64, usize)>) {
    ranked.clear();
    let (low, high) = (cases.saturating_sub(n2), cases.min(n1));
    let mode = ((n1 + 1) * (cases + 1) / (n1 + n2 + 2)).clamp(low, high);
    let rise = |k: usize| (n1 - k) as f64 * (cases - k) as f64 / ((k + 1) as f64 * (n2 + k + 1 - cases) as f64);
    let top = hypergeometric::pmf(mode as u64, cases as u64, (n1 + n2 - cases) as u64, n1 as u64);
    ranked.push((top, mode));
    let mut p = top;
    for k in mode..high {
        p *= rise(k);
        ranked.push((p, k + 1));
    }
    p = top;
    for k in (low..mode).rev() {
        p /= rise(k);
        ranked.push((p, k));
    }
    ranked.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
}

fn region(extreme: &[bool], n1: usize, n2: usize) -> Region {
    let mut region = Region::new(n1, n2);
    for (one, row) in extreme.chunks_exact(n2 + 1).enumerate() {
        let mut start = 0;
        while start <= n2 {
            let run = row[start..].iter().take_while(|&&inside| inside).count();
            region.add(one, start, start + run);
            start += run.max(1);
        }
    }
    region
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_above_fisher() {
        for (x1, n1, x2, n2) in [(0, 3, 2, 5), (9, 10, 3, 10), (5, 39, 7, 34), (0, 10, 0, 10), (3, 3, 1, 1)] {
            let (one, two) = (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
            let fisher = Margins::new(one, two).unwrap().fisher().p_value;
            assert!(boschloo(one, two).unwrap() <= fisher * (1.0 + 1e-9));
        }
    }

    #[test]
    fn beyond_six_million_tables_the_answer_is_an_error() {
        assert!(boschloo(Binomial::of(9, 10_000).unwrap(), Binomial::of(3, 1000).unwrap()).is_err());
    }
}
