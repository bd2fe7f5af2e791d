//! The gap in pay between people who are alike.

use crate::{
    error::Result,
    estimate::Estimate,
    model::{AdjustedGap, Observation, Terms, adjusted_gap},
    quantity::Level,
};

/// People of one group with the same pay and the same terms.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidAlike {
    /// Their pay, in any unit.
    pub pay: f64,
    /// Their grade, as a number of its own.
    pub grade: f64,
    /// Their service, as a number of its own.
    pub service: f64,
    /// Their hours, as a part of full time.
    pub hours: f64,
    /// How many they are.
    pub people: u64,
}

/// The adjusted and the explained gap ([`adjusted_gap`]) of log pay on grade, service and hours, each as per cent of the first group's
/// pay: `100 (1 - exp(-gap))`. Grades and services are levels, of which the most frequent is what others are compared with; hours are
/// left out where all are the same. People without pay take no part. Unit: per cent; positive where the second group is paid less.
///
/// # Errors
/// Those of [`adjusted_gap`].
pub fn adjusted_gap_percent(a: &[PaidAlike], b: &[PaidAlike], level: Level) -> Result<AdjustedGap> {
    let observations = |people: &[PaidAlike]| -> Vec<Observation> {
        let paid = people.iter().filter(|one| one.pay > 0.0 && one.people > 0);
        paid.map(|one| Observation {
            covariates: vec![one.grade, one.service, one.hours],
            outcome: one.pay.ln(),
            count: one.people,
        })
        .collect()
    };
    let (a, b) = (observations(a), observations(b));
    let of = |term: usize| levels(a.iter().chain(&b).map(|one| (one.covariates[term], one.count)));
    let terms = Terms::new().levels(0, &of(0)).levels(1, &of(1));
    let terms = if of(2).is_empty() { terms } else { terms.value(2) };
    let gap = adjusted_gap(&a, &b, &terms, level)?;
    let percent = |log: Estimate| {
        let [value, lower, upper] = [log.value, log.lower, log.upper].map(|gap| 100.0 * (1.0 - (-gap).exp()));
        Estimate { value, lower, upper, method: "pay_gap.adjusted_percent", ..log }
    };
    Ok(AdjustedGap { adjusted: percent(gap.adjusted), explained: percent(gap.explained) })
}

/// The values that occur, but for the most frequent, which the others are compared with.
fn levels(values: impl Iterator<Item = (f64, u64)>) -> Vec<f64> {
    let mut seen: Vec<(f64, u64)> = Vec::new();
    for (value, people) in values {
        match seen.iter_mut().find(|(known, _)| *known == value) {
            Some((_, sum)) => *sum = sum.saturating_add(people),
            None => seen.push((value, people)),
        }
    }
    let most = seen.iter().copied().max_by_key(|(_, people)| *people).map(|(value, _)| value);
    let mut rest: Vec<f64> = seen.into_iter().map(|(value, _)| value).filter(|value| Some(*value) != most).collect();
    rest.sort_by(f64::total_cmp);
    rest
}

#[cfg(test)]
mod tests {
    use super::{PaidAlike, adjusted_gap_percent, levels};
    use crate::Level;

    #[test]
    fn the_most_frequent_value_is_what_others_are_compared_with() {
        assert_eq!(levels([(2.0, 5), (1.0, 3), (2.0, 1), (7.0, 5)].into_iter()), [1.0, 7.0]);
        assert!(levels([(2.0, 5)].into_iter()).is_empty());
        assert!(levels(std::iter::empty::<(f64, u64)>()).is_empty());
    }

    #[test]
    fn a_tenth_less_for_people_alike_is_a_gap_of_ten_per_cent() {
        let group = |part: f64, many: u64| -> Vec<PaidAlike> {
            let one =
                |grade: f64, pay: f64| PaidAlike { pay: pay * part, grade, service: 1.0, hours: 1.0, people: many };
            vec![one(1.0, 20_000.0), one(1.0, 21_000.0), one(2.0, 30_000.0), one(2.0, 31_500.0)]
        };
        let gap = adjusted_gap_percent(&group(1.0, 3), &group(0.9, 3), Level::P95).unwrap();
        assert!((gap.adjusted.value - 10.0).abs() < 1e-9 && gap.explained.value.abs() < 1e-9);
    }
}
