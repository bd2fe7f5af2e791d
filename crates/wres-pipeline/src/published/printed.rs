//! All published tables of a pipeline together.

use super::{counts, definition::Published, rates};
use crate::{config::Config, error::Result};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{CountRow, Finding, PrintedFigure, Site, SiteId};

/// What the published tables of a pipeline hold.
#[derive(Debug, Default)]
pub(crate) struct PublishedCounts {
    /// Counts of sites, for the waist.
    pub(crate) rows: Vec<CountRow>,
    /// Printed figures, computed again.
    pub(crate) figures: Vec<PrintedFigure>,
    /// What was found.
    pub(crate) findings: Vec<Finding>,
    /// The sites met.
    pub(crate) sites: BTreeMap<SiteId, Site>,
    /// The periods met in the tables of counts.
    pub(crate) periods: BTreeSet<String>,
    /// Name and hash of each file.
    pub(crate) inputs: Vec<(String, String)>,
}

/// Reads the published tables of a pipeline.
pub(crate) fn read_published(config: &Config, published: &Published) -> Result<PublishedCounts> {
    let mut out = PublishedCounts::default();
    for table in &published.counts {
        counts::read(&config.inbox().join(&table.file), table, config.level, &mut out)?;
    }
    for table in &published.rates {
        rates::read(&config.inbox().join(&table.file), table, config.level, &mut out)?;
    }
    Ok(out)
}
