//! Events over time at risk.

use crate::{
    error::{Result, StatError},
    quantity::Count,
};

/// A number of events and the time (or any other exposure) in which they happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    events: u64,
    time: f64,
}

impl Events {
    /// Events in a time at risk, in person-years or any other unit; the rate is per that unit.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless the time lies between 1e-100 and 1e100: beyond that rates are no longer numbers.
    pub fn new(events: Count, time: f64) -> Result<Self> {
        if (1e-100..=1e100).contains(&time) {
            Ok(Self { events: events.0, time })
        } else {
            Err(StatError::Domain {
                what: "time at risk",
                given: format!("{time:?}"),
                must: "it must be a number above 0 (between 1e-100 and 1e100)",
            })
        }
    }

    /// The events.
    #[must_use]
    pub fn events(self) -> Count {
        Count(self.events)
    }

    /// The time at risk.
    #[must_use]
    pub fn time(self) -> f64 {
        self.time
    }

    /// Events per unit of time.
    #[must_use]
    pub fn rate(self) -> f64 {
        self.events as f64 / self.time
    }
}
