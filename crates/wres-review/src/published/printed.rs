//! All published tables of a pipeline together.

use super::{
    counts,
    definition::Published,
    points::{Measure, Point},
    rates,
    table::SourceFile,
};
use crate::error::{Result, ReviewError};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use wres_disparity::Level;
use wres_domain::{CountRow, Finding, PrintedFigure, Site, SiteId};

/// What the published tables of a pipeline hold.
#[derive(Debug, Default)]
pub struct PublishedCounts {
    /// Counts of sites, for the waist.
    pub rows: Vec<CountRow>,
    /// Printed figures, computed again.
    pub figures: Vec<PrintedFigure>,
    /// What places can be compared by.
    pub measures: Vec<Measure>,
    /// Every value of these.
    pub points: Vec<Point>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The sites met.
    pub sites: BTreeMap<SiteId, Site>,
    /// The periods met in the tables of counts.
    pub periods: BTreeSet<String>,
    /// Name and hash of each file.
    pub inputs: Vec<(String, String)>,
}

/// Reads the published tables of a pipeline from their files, which are named as the pipeline file names them.
///
/// # Errors
/// [`ReviewError::Published`] where a file lacks a column, or is not given.
pub fn read_published(
    published: &Published,
    files: &BTreeMap<PathBuf, SourceFile>,
    level: Level,
) -> Result<PublishedCounts> {
    let file = |name: &Path| {
        files.get(name).ok_or_else(|| ReviewError::Published {
            path: name.to_owned(),
            message: "the file was not opened".to_owned(),
        })
    };
    let mut out = PublishedCounts::default();
    for table in &published.counts {
        counts::read(file(&table.file)?, table, level, &mut out)?;
    }
    for table in &published.rates {
        rates::read(file(&table.file)?, table, level, &mut out)?;
    }
    Ok(out)
}
