//! Synthetic sites and what they send.

use crate::truth::Truth;
use wres_domain::{Period, SiteId};

/// One file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What one site sends for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Label of the period.
    pub period: String,
    /// The files; none where the site is late.
    pub files: Vec<SyntheticFile>,
}

/// One fictitious authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticSite {
    /// Its code.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// One submission for each period, in order.
    pub submissions: Vec<Submission>,
    /// Its mapping file.
    pub mapping_toml: String,
}

/// A synthetic consortium: sites, what they send, and what is true of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Consortium {
    /// The periods, earliest first.
    pub periods: Vec<Period>,
    /// The sites.
    pub sites: Vec<SyntheticSite>,
    /// What is true.
    pub truth: Truth,
}
