//! One person's time under observation.

use crate::error::{Result, StatError};

/// Which exits count as the event; every other exit censors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaving {
    /// Leaving for whatever reason.
    Any,
    /// Leaving for the reason of this code.
    Cause(u32),
}

/// One person's service while under observation: at risk in `(entry, time]`.
///
/// Without an entry the person is at risk from the start, so somebody who leaves on the first day (time 0) is counted. With
/// one (left truncation: seen only from the first snapshot on) a person whose entry is the time of another's exit is not yet
/// at risk of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    entry: Option<f64>,
    time: f64,
    cause: u32,
}

impl Spell {
    /// A spell that ends at `time` (any unit, from the start of service) by `cause`: 0 for still in service when last seen
    /// (censored), otherwise the code of the reason for leaving.
    ///
    /// # Errors
    /// [`StatError::Domain`] for a time or entry that is negative or not finite, and for an entry that is not before the time.
    pub fn new(entry: Option<f64>, time: f64, cause: u32) -> Result<Self> {
        if !(time.is_finite() && time >= 0.0) {
            return Err(domain("time", time, "it must be a finite number of 0 or more"));
        }
        if let Some(entry) = entry {
            if !(entry.is_finite() && entry >= 0.0) {
                return Err(domain("entry", entry, "it must be a finite number of 0 or more"));
            }
            if entry >= time {
                return Err(domain("entry", entry, "it must be before the time of exit"));
            }
        }
        Ok(Self { entry, time, cause })
    }

    /// When observation began, if not at the start.
    #[must_use]
    pub fn entry(self) -> Option<f64> {
        self.entry
    }

    /// When observation ended.
    #[must_use]
    pub fn time(self) -> f64 {
        self.time
    }

    /// Why: 0 if the person was still in service.
    #[must_use]
    pub fn cause(self) -> u32 {
        self.cause
    }

    /// Whether the spell ended by this way of leaving.
    #[must_use]
    pub fn ends_by(self, leaving: Leaving) -> bool {
        match leaving {
            Leaving::Any => self.cause != 0,
            Leaving::Cause(code) => code != 0 && self.cause == code,
        }
    }
}

pub(super) fn domain(what: &'static str, given: f64, must: &'static str) -> StatError {
    StatError::Domain { what, given: given.to_string(), must }
}

#[cfg(test)]
mod tests {
    use super::{Leaving, Spell};
    use crate::error::StatError;

    #[test]
    fn impossible_times_are_refused() {
        for (entry, time) in [
            (None, -1.0),
            (None, f64::NAN),
            (None, f64::INFINITY),
            (Some(-1.0), 2.0),
            (Some(2.0), 2.0),
            (Some(3.0), 2.0),
            (Some(f64::NAN), 2.0),
        ] {
            assert!(matches!(Spell::new(entry, time, 1), Err(StatError::Domain { .. })), "{entry:?} {time}");
        }
        assert!(Spell::new(None, 0.0, 1).is_ok());
    }

    #[test]
    fn code_zero_is_never_a_way_of_leaving() {
        let serving = Spell::new(None, 3.0, 0).unwrap();
        assert!(!serving.ends_by(Leaving::Any) && !serving.ends_by(Leaving::Cause(0)));
    }
}
