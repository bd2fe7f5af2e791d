//! Which sites there are, what they send and how.

use crate::{planted::Planted, style::Style};
use wres_domain::{Dataset, Period};

/// What becomes of one submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It comes and can be accepted.
    Sent,
    /// It has not come.
    Late,
    /// It comes, and its staff file lacks the ethnicity column, so it must be rejected.
    WithoutEthnicity,
}

/// One fictitious authority.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteOutline {
    /// Its code; must be one that [`wres_domain::SiteId::new`] accepts.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// Directly employed people at the start of the first period.
    pub people: u32,
    /// Share of BME people among them, 0 to 1.
    pub bme: f64,
    /// Share of children's services, 0 to 1; the rest are adults' services but for `corporate`.
    pub children: f64,
    /// Share of corporate services, 0 to 1.
    pub corporate: f64,
    /// Share of people whose ethnicity is not known, 0 to 1.
    pub unknown: f64,
    /// Share of people with two posts, 0 to 1.
    pub second_posts: f64,
    /// Agency workers for each directly employed person.
    pub agency: f64,
    /// What it sends: staff, leavers, applications, cases, training, appraisals, moves, survey, incidents; others are not made.
    pub datasets: Vec<Dataset>,
    /// How it writes.
    pub style: Style,
    /// Whether its records have ordinary small mistakes in them, none of which moves the truth, and empty cells of ethnicity.
    pub slips: bool,
    /// What becomes of each period's submission; missing ones are sent.
    pub fates: Vec<Fate>,
}

/// A consortium to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Consecutive periods, earliest first.
    pub periods: Vec<Period>,
    /// The sites.
    pub sites: Vec<SiteOutline>,
    /// What is planted.
    pub planted: Planted,
}
