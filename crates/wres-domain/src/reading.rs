//! What an interval lets a reader say: one meaning for pages, tables and terminal.

use crate::{
    cell::Cell,
    direction::Adverse,
    outcome::{Comparison, Interval},
};

/// What a ratio's interval says of equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// The whole interval lies above equality.
    More,
    /// The whole interval lies below equality.
    Less,
    /// Equality lies inside: it cannot be told.
    CannotTell,
}

impl Interval {
    /// What it says of the value that means equality: 1 for a ratio, 0 for a difference.
    #[must_use]
    pub fn reading(&self, equality: f64) -> Reading {
        if self.lower > equality {
            Reading::More
        } else if self.upper < equality {
            Reading::Less
        } else {
            Reading::CannotTell
        }
    }
}

impl Adverse {
    /// Whether a reading lies on this side.
    #[must_use]
    pub fn is(self, reading: Reading) -> bool {
        matches!((self, reading), (Self::Above, Reading::More) | (Self::Below, Reading::Less))
    }
}

impl Comparison {
    /// What the interval of its ratio says; every other state stays as it is.
    #[must_use]
    pub fn reading(&self) -> Cell<Reading> {
        self.ratio.recast(|ratio| ratio.reading(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::{Adverse, Interval};

    #[test]
    fn only_an_interval_without_equality_says_more_or_less() {
        let reading = |lower, upper| Interval { estimate: 1.2, lower, upper }.reading(1.0);
        assert_eq!(
            [reading(1.01, 1.4), reading(0.5, 0.99), reading(1.0, 1.4)],
            [Reading::More, Reading::Less, Reading::CannotTell]
        );
        assert!(Adverse::Above.is(Reading::More) && !Adverse::Neither.is(Reading::More));
        assert!(!Adverse::Below.is(Reading::CannotTell));
    }
}
