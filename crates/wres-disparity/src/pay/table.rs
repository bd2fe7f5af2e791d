//! How many people earn each amount.

use crate::{
    error::{Result, StatError},
    sum::sum,
};

/// More people than there will be: up to here sums of cubes of counts are exact.
const MOST_PEOPLE: u64 = 1 << 41;
/// More pay than there will be in any currency: up to here sums of squares are finite.
const MOST_PAY: f64 = 1e100;
/// Less than the smallest coin: from here on squares do not vanish.
const LEAST_PAY: f64 = 1e-100;

/// Distinct amounts of pay in increasing order with the number of people on each. Additive: see [`PayTable::merged`].
#[derive(Debug, Clone, PartialEq)]
pub struct PayTable {
    amounts: Vec<f64>,
    counts: Vec<u64>,
    /// People on this amount or less.
    cumulative: Vec<u64>,
}

impl PayTable {
    /// From one amount per person, in any order.
    ///
    /// # Errors
    /// As [`PayTable::from_counts`].
    ///
    /// ```
    /// let table = wres_disparity::pay::PayTable::from_values(&[15.2, 14.1, 15.2])?;
    /// assert_eq!(table.amounts(), [14.1, 15.2]);
    /// assert_eq!(table.counts(), [1, 2]);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn from_values(amounts: &[f64]) -> Result<Self> {
        Self::build(amounts.iter().map(|amount| (*amount, 1)).collect())
    }

    /// From amounts, in any order and possibly repeated, and how many people are on each.
    ///
    /// # Errors
    /// [`StatError::Lengths`]; [`StatError::Empty`] without people; [`StatError::Domain`] for an amount that is negative,
    /// beyond 1e100, or so small (below 1e-100) that its square is nothing, and beyond 2^41 people.
    pub fn from_counts(amounts: &[f64], counts: &[u64]) -> Result<Self> {
        if amounts.len() != counts.len() {
            return Err(StatError::Lengths {
                left: "amounts",
                left_len: amounts.len(),
                right: "counts",
                right_len: counts.len(),
            });
        }
        Self::build(amounts.iter().copied().zip(counts.iter().copied()).collect())
    }

    /// From whole pence; amounts become pounds.
    ///
    /// # Errors
    /// As [`PayTable::from_counts`].
    pub fn from_pence(pence: &[u64], counts: &[u64]) -> Result<Self> {
        let pounds: Vec<f64> = pence.iter().map(|pence| *pence as f64 / 100.0).collect();
        Self::from_counts(&pounds, counts)
    }

    /// The people of both tables together.
    ///
    /// # Errors
    /// [`StatError::Domain`] beyond 2^41 people.
    pub fn merged(&self, other: &Self) -> Result<Self> {
        Self::build(self.cells().chain(other.cells()).collect())
    }

    fn build(mut cells: Vec<(f64, u64)>) -> Result<Self> {
        if let Some((amount, _)) =
            cells.iter().find(|(amount, _)| !(*amount == 0.0 || (LEAST_PAY..=MOST_PAY).contains(amount)))
        {
            return Err(StatError::Domain {
                what: "pay",
                given: format!("{amount:?}"),
                must: "it must be 0, or lie between 1e-100 and 1e100",
            });
        }
        cells.retain(|(_, count)| *count > 0);
        cells.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
        let mut table = Self { amounts: Vec::new(), counts: Vec::new(), cumulative: Vec::new() };
        let mut people = 0_u64;
        for (amount, count) in cells {
            people = people.saturating_add(count);
            match (table.amounts.last(), table.counts.last_mut(), table.cumulative.last_mut()) {
                (Some(last), Some(on_it), Some(cumulative)) if *last == amount => {
                    *on_it = on_it.saturating_add(count);
                    *cumulative = people;
                }
                _ => {
                    table.amounts.push(amount);
                    table.counts.push(count);
                    table.cumulative.push(people);
                }
            }
        }
        if people == 0 {
            return Err(StatError::Empty { what: "pay" });
        }
        if people > MOST_PEOPLE {
            return Err(StatError::Domain {
                what: "people",
                given: people.to_string(),
                must: "a pay table holds at most 2^41 people",
            });
        }
        Ok(table)
    }

    /// Distinct amounts, increasing.
    #[must_use]
    pub fn amounts(&self) -> &[f64] {
        &self.amounts
    }

    /// People on each amount, all above 0.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// People on each amount or less.
    #[must_use]
    pub fn cumulative(&self) -> &[u64] {
        &self.cumulative
    }

    /// Amounts with counts.
    pub fn cells(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.amounts.iter().copied().zip(self.counts.iter().copied())
    }

    /// All people.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.cumulative.last().copied().unwrap_or(0)
    }

    /// The lowest amount.
    #[must_use]
    pub fn lowest(&self) -> f64 {
        self.amounts.first().copied().unwrap_or(0.0)
    }

    /// The pay of the person of this rank, 1 being the lowest paid. Ranks outside 1 to the number of people are taken to the
    /// nearer end.
    #[must_use]
    pub fn ranked(&self, rank: u64) -> f64 {
        let position = self.cumulative.partition_point(|cumulative| *cumulative < rank);
        self.amounts[position.min(self.amounts.len() - 1)]
    }

    /// The median: the middle person's pay, or the mean of the two middle ones'.
    #[must_use]
    pub fn median(&self) -> f64 {
        let people = self.people();
        let lower = self.ranked(people.div_ceil(2));
        if people % 2 == 1 { lower } else { lower + (self.ranked(people / 2 + 1) - lower) / 2.0 }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        sum(self.cells().map(|(amount, count)| amount * count as f64)) / self.people() as f64
    }

    /// The sample variance (denominator one less than the people); `None` for a single person.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        let people = self.people();
        let mean = self.mean();
        let squares = sum(self.cells().map(|(amount, count)| count as f64 * (amount - mean) * (amount - mean)));
        (people > 1).then(|| squares / (people - 1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::PayTable;
    use crate::error::StatError;
    use proptest::prelude::*;

    #[test]
    fn pay_that_cannot_be_is_refused() {
        for wrong in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(matches!(PayTable::from_values(&[10.0, wrong]), Err(StatError::Domain { .. })));
        }
        assert!(matches!(PayTable::from_values(&[]), Err(StatError::Empty { .. })));
        assert!(matches!(PayTable::from_counts(&[1.0], &[0]), Err(StatError::Empty { .. })));
        assert!(matches!(PayTable::from_counts(&[1.0], &[]), Err(StatError::Lengths { .. })));
        assert!(matches!(PayTable::from_counts(&[1.0, 2.0], &[u64::MAX, 1]), Err(StatError::Domain { .. })));
    }

    #[test]
    fn pence_and_pounds_are_the_same_table() {
        assert_eq!(PayTable::from_pence(&[1520, 1410], &[2, 1]), PayTable::from_values(&[15.2, 14.1, 15.2]));
    }

    proptest! {
        #[test]
        fn counts_by_amount_say_what_the_rows_say(pence in prop::collection::vec(900_u64..1000, 1..120)) {
            let mut sorted: Vec<f64> = pence.iter().map(|pence| *pence as f64 / 100.0).collect();
            let table = PayTable::from_values(&sorted).unwrap();
            sorted.sort_by(f64::total_cmp);
            for (i, amount) in sorted.iter().enumerate() {
                prop_assert_eq!(table.ranked(i as u64 + 1), *amount);
            }
            let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
            prop_assert!((table.mean() - mean).abs() < 1e-12);
            let halves: Vec<u64> = table.counts().iter().map(|count| count / 2).collect();
            let rest: Vec<u64> = table.counts().iter().map(|count| count - count / 2).collect();
            if halves.iter().any(|count| *count > 0) {
                let one = PayTable::from_counts(table.amounts(), &halves).unwrap();
                let two = PayTable::from_counts(table.amounts(), &rest).unwrap();
                prop_assert_eq!(one.merged(&two).unwrap(), table);
            }
        }
    }
}
