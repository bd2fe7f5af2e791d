//! How the counts of sites add up.

use crate::{config::Config, error::Result};
use std::collections::BTreeMap;
use wres_domain::{CountTable, GroupTable, Grouping, NotAboutPeople, Quantities, Site, SiteId};
use wres_metrics::{CountPlan, Standard, consortium};

/// How sites add up, for sums of protected counts.
pub(crate) struct Sums {
    pub(super) regions: BTreeMap<SiteId, String>,
    pub(super) groupings: Vec<Grouping>,
}

impl NotAboutPeople for Sums {}

impl Sums {
    pub(crate) fn of(config: &Config, sites: &[Site]) -> Self {
        let regions = sites.iter().filter_map(|site| Some((site.id.clone(), site.region.clone()?))).collect();
        Self { regions, groupings: config.groupings.clone() }
    }

    pub(crate) fn regions(&self) -> &BTreeMap<SiteId, String> {
        &self.regions
    }

    pub(crate) fn groups(&self, tables: &[CountTable]) -> GroupTable {
        consortium(tables, &self.regions).group(&self.groupings)
    }
}

/// What the indicators of some standards count.
pub(crate) fn quantities(standards: &[Standard]) -> Result<Quantities> {
    Ok(CountPlan::compile(&standards.iter().collect::<Vec<_>>())?.quantities())
}
