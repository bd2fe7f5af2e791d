//! What outcomes need besides counts. Nothing in it comes from people.

use std::collections::BTreeMap;
use wres_disparity::Level;
use wres_domain::{Ethnicity, Group, NotAboutPeople, Scope, SeriesBreak, SiteContexts, SiteId};
use wres_metrics::Standard;

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
    /// Counts below this are marked for readers; 0 where none is. A figure made of many counts is made when its totals reach it.
    pub threshold: u64,
    /// The step to which inner cells were rounded; 1 where they were not. Intervals allow for it.
    pub step: u64,
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
            threshold: 0,
            step: 1,
        }
    }

    /// Mean square error that rounding left in a count: that of a threshold drawn at random, `(step^2 - 1) / 6`, which the search for
    /// near sums stays below for two and three groups. It is a function of the rules alone, so that the same counts have the same
    /// intervals in every release.
    #[must_use]
    pub fn rounding_error(&self) -> f64 {
        let step = self.step.max(1) as f64;
        (step * step - 1.0) / 6.0
    }

    /// Whether a total of a figure made of many counts is large enough for it to be made.
    #[must_use]
    pub fn reaches(&self, total: u64) -> bool {
        total >= self.threshold
    }

    /// What readers call a group.
    #[must_use]
    pub fn label(&self, group: Group) -> &str {
        self.labels.get(&group).map_or_else(|| group.label(), String::as_str)
    }
}
