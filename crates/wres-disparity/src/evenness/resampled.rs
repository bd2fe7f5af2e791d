//! Indices of evenness with limits from resampling.

use super::{Units, dissimilarity, dissimilarity_expected, theil};
use crate::{
    bootstrap::{Plan, resample_table},
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
};

/// An index of how evenly two groups are spread over units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// [`dissimilarity`].
    Dissimilarity,
    /// Dissimilarity beyond what chance gives: [`super::ExpectedDissimilarity::beyond_chance`].
    BeyondChance,
    /// [`theil`]'s H.
    Theil,
}

impl Index {
    /// The index of this name: `dissimilarity`, `beyond_chance` or `theil_h`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Dissimilarity, Self::BeyondChance, Self::Theil].into_iter().find(|index| index.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dissimilarity => "dissimilarity",
            Self::BeyondChance => "beyond_chance",
            Self::Theil => "theil_h",
        }
    }

    fn of(self, units: &Units) -> Option<f64> {
        match self {
            Self::Dissimilarity => Some(dissimilarity(units)),
            Self::BeyondChance => match dissimilarity_expected(units) {
                Ok(chance) => Some(chance.beyond_chance),
                Err(_) => None,
            },
            Self::Theil => Some(theil(units).h),
        }
    }
}

/// An index with percentile limits over resamples of all people ([`resample_table`]), widened to hold the index itself: resampling adds
/// chance to chance, so that where the spread is even all resamples can lie above it. Unit: that of the index.
///
/// # Errors
/// Those of [`Units::new`]; [`NotEstimable::Undefined`] where the index, or most of its resamples, is not defined.
pub fn resampled_index(index: Index, a: &[u64], b: &[u64], plan: Plan, level: Level) -> Result<Estimate> {
    let value = index.of(&Units::new(a, b)?).ok_or(NotEstimable::Undefined)?;
    let replicates = resample_table(&[a, b].concat(), plan, |drawn| {
        let (a, b) = drawn.split_at(a.len());
        match Units::new(a, b) {
            Ok(units) => index.of(&units),
            Err(_) => None,
        }
    })?;
    let limits = replicates.percentile(value, level)?.estimate;
    Ok(Estimate {
        value,
        lower: limits.lower.min(value),
        upper: limits.upper.max(value),
        p_value: None,
        level,
        method: "segregation.resampled",
    })
}

#[cfg(test)]
mod tests {
    use super::{Index, resampled_index};
    use crate::{Level, bootstrap::Plan};

    #[test]
    fn the_same_seed_gives_the_same_limits_and_they_hold_the_index() {
        let (a, b, plan) = ([366, 210, 51, 12, 4], [880, 640, 210, 96, 22], Plan { replicates: 1000, seed: 1 });
        for index in [Index::Dissimilarity, Index::BeyondChance, Index::Theil] {
            let found = resampled_index(index, &a, &b, plan, Level::P95).unwrap();
            assert!(found.lower <= found.value && found.value <= found.upper, "{index:?}");
            assert_eq!(found, resampled_index(index, &a, &b, plan, Level::P95).unwrap());
            assert_eq!(Index::named(index.name()), Some(index));
        }
    }
}
