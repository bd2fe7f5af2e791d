//! Keeping the sites that stand out from deciding how far apart sites usually are.

use crate::error::{NotEstimable, Result, StatError};

/// Whether there are sites enough to tell how far apart they usually are, and a share that can be trimmed at either end.
pub(super) fn check(sites: usize, share: f64) -> Result<()> {
    if sites < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    if !(0.0..0.5).contains(&share) {
        return Err(StatError::Domain {
            what: "trim",
            given: share.to_string(),
            must: "it must be a share of at least 0 and below 0.5",
        });
    }
    Ok(())
}

/// Draws the extremes in: values below the `share` quantile become that quantile, values above the `1 - share` quantile that one.
/// Quantiles of type 7. Spiegelhalter (2005), Quality and Safety in Health Care 14, 347-351, appendix.
pub(super) fn winsorised(values: &[f64], share: f64) -> Vec<Option<f64>> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&sorted, share), quantile(&sorted, 1.0 - share));
    values
        .iter()
        .map(|value| {
            Some(if *value < low {
                low
            } else if *value > high {
                high
            } else {
                *value
            })
        })
        .collect()
}

/// Leaves the extremes out: with the sites in `1 / share` groups of equal size by rank, the first and the last group. Tied sites
/// share their mean rank. NHS Digital, Summary Hospital-level Mortality Indicator: methodology.
pub(super) fn truncated(values: &[f64], share: f64) -> Vec<Option<f64>> {
    let groups = 1.0 / share;
    let above = values.len() as f64 + 1.0;
    mean_ranks(values)
        .into_iter()
        .zip(values)
        .map(|(rank, value)| {
            let group = (rank * groups / above).floor();
            (share == 0.0 || (group > 0.0 && group < groups - 1.0)).then_some(*value)
        })
        .collect()
}

/// The quantile of type 7 of sorted values: linear between the values at ranks `1 + (n - 1) p`.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = last as f64 * p;
    let below = (at.floor() as usize).min(last);
    let (low, high, part) = (sorted[below], sorted[(below + 1).min(last)], at - at.floor());
    if part == 0.0 || low == high { low } else { (1.0 - part) * low + part * high }
}

fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&left, &right| values[left].total_cmp(&values[right]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for tied in order.chunk_by(|&left, &right| values[left] == values[right]) {
        let mean = first as f64 + 0.5 * (tied.len() as f64 + 1.0);
        tied.iter().for_each(|&position| ranks[position] = mean);
        first += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_type_seven() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.25), 1.75);
        assert_eq!(quantile(&[5.0], 0.9), 5.0);
        assert_eq!(quantile(&[f64::NEG_INFINITY, f64::NEG_INFINITY, 1.0], 0.1), f64::NEG_INFINITY);
    }

    #[test]
    fn tied_values_share_their_mean_rank() {
        assert_eq!(mean_ranks(&[2.0, 1.0, 2.0, 3.0]), [2.5, 1.0, 2.5, 4.0]);
    }

    #[test]
    fn a_share_of_nothing_trims_nothing() {
        let values = [3.0, -9.0, 4.0, 100.0];
        let kept: Vec<Option<f64>> = values.map(Some).to_vec();
        assert_eq!(winsorised(&values, 0.0), kept);
        assert_eq!(truncated(&values, 0.0), kept);
    }

    #[test]
    fn twenty_sites_lose_one_or_two_at_each_end_of_ten_groups() {
        let values: Vec<f64> = (0..20).map(f64::from).collect();
        let kept = truncated(&values, 0.1);
        assert_eq!(kept.iter().filter(|value| value.is_none()).count(), 4);
        assert!(kept[1].is_none() && kept[2].is_some() && kept[17].is_some() && kept[18].is_none());
    }
}
