//! What outcomes need besides counts. Nothing in it comes from people.

use crate::definition::Standard;
use std::collections::BTreeMap;
use wres_disparity::Level;
use wres_domain::{Ethnicity, Group, NotAboutPeople, Scope, SeriesBreak, SiteContexts, SiteId};

/// Definitions, level, labels and benchmarks.
#[derive(Debug, Clone)]
pub struct OutcomeContext {
    /// The standards whose indicators stand in the table.
    pub standards: Vec<Standard>,
    /// Level of every interval.
    pub level: Level,
    /// Labels that replace the groups' own, such as `Global Majority` for `Group::Bme`.
    pub labels: BTreeMap<Group, String>,
    /// Population benchmark of a scope, by canonical ethnicity.
    pub benchmarks: BTreeMap<Scope, Vec<(Ethnicity, u64)>>,
    /// The region of a site, for what is pooled by region.
    pub regions: BTreeMap<SiteId, String>,
    /// What sites are like, for comparing those that are alike.
    pub sites: SiteContexts,
    /// The periods from the earliest to the latest, for changes from each to the next.
    pub periods: Vec<String>,
    /// Where series break.
    pub breaks: Vec<SeriesBreak>,
}

impl NotAboutPeople for OutcomeContext {}

impl OutcomeContext {
    /// A context with the groups' own labels and no benchmark.
    #[must_use]
    pub fn new(standards: Vec<Standard>, level: Level) -> Self {
        Self {
            standards,
            level,
            labels: BTreeMap::new(),
            benchmarks: BTreeMap::new(),
            regions: BTreeMap::new(),
            sites: BTreeMap::new(),
            periods: Vec::new(),
            breaks: Vec::new(),
        }
    }

    /// What readers call a group.
    #[must_use]
    pub fn label(&self, group: Group) -> &str {
        self.labels.get(&group).map_or_else(|| group.label(), String::as_str)
    }
}
