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
    /// [`StatError::Domain`] unless the time is finite and above 0.
    pub fn new(events: Count, time: f64) -> Result<Self> {
        if time > 0.0 && time < f64::INFINITY {
            Ok(Self { events: events.0, time })
        } else {
            Err(StatError::Domain {
                what: "time at risk",
                given: time.to_string(),
                must: "it must be a finite number above 0",
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
