//! What rules may ask beside the rows.

use crate::{catalogue::Catalogue, edition::Edition, policy::Policy};
use wres_domain::Period;

/// Days in a year, on average.
pub(crate) const YEAR: f64 = 365.25;

/// What rules may ask beside the rows.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) policy: Policy,
    pub(crate) edition: Edition,
    pub(crate) needs: Vec<crate::context::Need>,
    /// The indicators of the run.
    pub(crate) catalogue: Option<Catalogue>,
    /// First day of the period, in days since 1 January 1970.
    pub(crate) from: i32,
    /// Snapshot day: the last day of the period.
    pub(crate) snapshot: i32,
}

impl Settings {
    pub(crate) fn new(period: &Period, policy: Policy, needs: Vec<crate::context::Need>) -> Self {
        let (from, snapshot) = (period.from.number(), period.snapshot.number());
        Self { policy, edition: Edition::of(snapshot), needs, catalogue: None, from, snapshot }
    }

    /// Whether a day lies in the period.
    #[inline]
    pub(crate) fn in_period(&self, day: i32) -> bool {
        (self.from..=self.snapshot).contains(&day)
    }

    /// Least lawful full-time annual pay of an adult, in pence.
    pub(crate) fn least_pay(&self) -> f64 {
        self.edition.hourly_pence as f64 * self.policy.full_time_hours * YEAR / 7.0
    }
}
