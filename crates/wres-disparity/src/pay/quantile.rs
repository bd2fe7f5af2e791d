//! Quantiles by the definitions in use.

use super::table::PayTable;
use crate::error::{Result, StatError};

/// Which definition of a sample quantile (Hyndman & Fan 1996, The American Statistician 50:361-365). Pay gaps change with it,
/// so it is always said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantileType {
    /// Type 6: position `p (n + 1)`; Minitab and SPSS.
    Six,
    /// Type 7: position `1 + p (n - 1)`; R, NumPy, Excel's PERCENTILE. The default.
    Seven,
    /// Type 8: position `1/3 + p (n + 1/3)`; nearly median-unbiased whatever the distribution.
    Eight,
}

impl PayTable {
    /// The amount below which a share `p` of the people are paid, by linear interpolation between ranks.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless `0 <= p <= 1`.
    ///
    /// ```
    /// use wres_disparity::pay::{PayTable, QuantileType};
    /// let table = PayTable::from_values(&[1.0, 2.0, 4.0, 8.0])?;
    /// assert_eq!(table.quantile(0.25, QuantileType::Six)?, 1.25);
    /// assert_eq!(table.quantile(0.25, QuantileType::Seven)?, 1.75);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn quantile(&self, p: f64, definition: QuantileType) -> Result<f64> {
        if !(0.0..=1.0).contains(&p) {
            return Err(StatError::Domain { what: "probs", given: p.to_string(), must: "it must lie between 0 and 1" });
        }
        let people = self.people() as f64;
        let (start, position) = match definition {
            QuantileType::Six => (0.0, p * (people + 1.0)),
            QuantileType::Seven => (1.0, p * (people - 1.0)),
            QuantileType::Eight => (1.0 / 3.0, p * (people + 1.0 / 3.0)),
        };
        let position = start + position;
        // A position within rounding of a whole rank is that rank.
        let slack = if definition == QuantileType::Seven { 0.0 } else { 4.0 * f64::EPSILON };
        let rank = (position + slack).floor();
        let part = if (position - rank).abs() < slack { 0.0 } else { position - rank };
        let (lower, upper) = (self.ranked(rank.max(1.0) as u64), self.ranked(rank.max(0.0) as u64 + 1));
        Ok(if part == 0.0 || lower == upper { lower } else { (1.0 - part) * lower + part * upper })
    }
}

#[cfg(test)]
mod tests {
    use super::QuantileType;
    use crate::pay::PayTable;
    use proptest::prelude::*;

    const ALL: [QuantileType; 3] = [QuantileType::Six, QuantileType::Seven, QuantileType::Eight];

    #[test]
    fn the_ends_are_the_lowest_and_the_highest() {
        let table = PayTable::from_values(&[9.0, 3.0, 5.0]).unwrap();
        for definition in ALL {
            assert_eq!(table.quantile(0.0, definition), Ok(3.0));
            assert_eq!(table.quantile(1.0, definition), Ok(9.0));
            assert_eq!(table.quantile(0.5, definition), Ok(5.0));
            assert!(table.quantile(1.5, definition).is_err() && table.quantile(f64::NAN, definition).is_err());
        }
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_the_middle_is_the_median(values in prop::collection::vec(0.0..50.0_f64, 1..40)) {
            let table = PayTable::from_values(&values).unwrap();
            for definition in ALL {
                let mut before = 0.0;
                for step in 0..=20 {
                    let quantile = table.quantile(f64::from(step) / 20.0, definition).unwrap();
                    prop_assert!(quantile >= before - 1e-12);
                    before = quantile;
                }
                prop_assert!((table.quantile(0.5, definition).unwrap() - table.median()).abs() < 1e-12);
            }
        }
    }
}
