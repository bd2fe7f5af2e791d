//! Two groups over units.

use crate::error::{NotEstimable, Result, StatError};

/// How many of two groups are in each unit (a grade, a pay band, a site). Empty units are dropped; both groups have members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    cells: Vec<(u64, u64)>,
    first: u64,
    second: u64,
}

impl Units {
    /// Counts of the first and second group, unit by unit.
    ///
    /// # Errors
    /// [`StatError::Lengths`]; [`StatError::Domain`] beyond 2^64 people; [`NotEstimable::GroupAbsent`] where a group is empty.
    pub fn new(first: &[u64], second: &[u64]) -> Result<Self> {
        if first.len() != second.len() {
            return Err(StatError::Lengths { left: "a", left_len: first.len(), right: "b", right_len: second.len() });
        }
        let total = |counts: &[u64]| counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        let (Some(all_first), Some(all_second)) = (total(first), total(second)) else { return Err(too_many()) };
        all_first.checked_add(all_second).ok_or_else(too_many)?;
        if all_first == 0 || all_second == 0 {
            return Err(NotEstimable::GroupAbsent.into());
        }
        let cells = first.iter().copied().zip(second.iter().copied()).filter(|cell| *cell != (0, 0)).collect();
        Ok(Self { cells, first: all_first, second: all_second })
    }

    /// First and second group in each unit that has anybody.
    #[must_use]
    pub fn cells(&self) -> &[(u64, u64)] {
        &self.cells
    }

    /// Members of the first group.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// Members of the second group.
    #[must_use]
    pub fn second(&self) -> u64 {
        self.second
    }

    /// Everybody.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.first + self.second
    }
}

fn too_many() -> StatError {
    StatError::Domain {
        what: "counts",
        given: "more than 2^64 in all".to_owned(),
        must: "the counts together must fit",
    }
}

#[cfg(test)]
mod tests {
    use super::Units;
    use crate::error::{NotEstimable, StatError};

    #[test]
    fn counts_that_cannot_be_compared_are_refused() {
        assert!(matches!(Units::new(&[1], &[1, 2]), Err(StatError::Lengths { .. })));
        assert!(matches!(Units::new(&[u64::MAX], &[1]), Err(StatError::Domain { .. })));
        assert_eq!(Units::new(&[0, 0], &[1, 2]), Err(NotEstimable::GroupAbsent.into()));
        assert_eq!(Units::new(&[], &[]), Err(NotEstimable::GroupAbsent.into()));
    }
}
