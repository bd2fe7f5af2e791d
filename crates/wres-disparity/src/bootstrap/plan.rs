//! How often to resample, and from which numbers.

use crate::{
    error::{Result, StatError},
    quantity::Level,
};
use serde::{Deserialize, Serialize};

/// How many replicates, and the seed of their random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Replicates.
    pub replicates: u32,
    /// Seed: the same seed gives the same bits, on any machine and any number of threads.
    pub seed: u64,
}

impl Default for Plan {
    /// 10,000 replicates from seed 1.
    fn default() -> Self {
        Self { replicates: 10_000, seed: 1 }
    }
}

impl Plan {
    /// The rank, from either end, at which an interval of this level is read: `floor((R + 1) alpha / 2)`.
    ///
    /// # Errors
    /// [`StatError::Domain`] with fewer replicates than the level needs (39 at 95%) or more than 10^7.
    pub fn rank(self, level: Level) -> Result<usize> {
        // Rounded up by a hair: 1 - 0.95 is a little less than 0.05.
        let rank = (f64::from(self.replicates) + 1.0) * level.alpha() / 2.0 * (1.0 + 1e-12);
        if rank < 1.0 || self.replicates > 10_000_000 {
            return Err(StatError::Domain {
                what: "replicates",
                given: self.replicates.to_string(),
                must: "there must be enough for a replicate outside the interval on each side, and at most 10^7",
            });
        }
        Ok(rank as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Plan;
    use crate::quantity::Level;

    #[test]
    fn ninety_five_per_cent_needs_39_replicates() {
        let rank = |replicates: u32| Plan { replicates, seed: 1 }.rank(Level::P95);
        assert!(rank(38).is_err() && rank(0).is_err() && rank(u32::MAX).is_err());
        assert_eq!((rank(39), rank(9999), rank(10_000)), (Ok(1), Ok(250), Ok(250)));
    }
}
