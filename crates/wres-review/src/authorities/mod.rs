//! How each authority compares: with England, its region, its statistical neighbours, authorities of like deprivation and any that a
//! reader chooses, in the latest year and over the years.
//!
//! | question | answer |
//! |---|---|
//! | what is the value of a place or of several together? | `series` |
//! | how does it change, and otherwise than among its peers? | `trend` |
//! | what do readers see? | `page`, `chart`, `chooser`, `deprivation` |

mod chart;
mod chooser;
mod deprivation;
mod page;
mod series;
mod table;
mod trend;
mod words;

use crate::{
    context::Places,
    error::Result,
    published::{Measure, Point},
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use wres_disparity::Level;
use wres_domain::{Site, SiteId};

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// The title of the publication.
    pub title: &'a str,
    /// Who published the tables.
    pub source: &'a str,
    /// The measures.
    pub measures: &'a [Measure],
    /// Every value of these.
    pub points: &'a [Point],
    /// The sites.
    pub sites: &'a BTreeMap<SiteId, Site>,
    /// What is known of them besides.
    pub places: &'a Places,
    /// The level of every interval.
    pub level: Level,
}

/// A file of the publication: its path below it, and its bytes.
pub type NamedFile = (String, Vec<u8>);

/// Renders the pages of all sites with values, the page to choose from, what goes with deprivation, and `tables/authorities.csv`.
///
/// # Errors
/// [`crate::ReviewError::Write`] if the table cannot be written.
pub fn render(comparison: &Comparison<'_>) -> Result<Vec<NamedFile>> {
    let book = series::Book::of(comparison);
    if book.sites.is_empty() {
        return Ok(Vec::new());
    }
    let compared: Vec<series::Compared<'_>> = book.sites.par_iter().map(|site| book.compare(site)).collect();
    let mut files: Vec<NamedFile> = compared
        .par_iter()
        .map(|one| (format!("authorities/{}.html", one.site.id), page::page(&book, one).into_bytes()))
        .collect();
    files.push(("authorities/index.html".to_owned(), page::index(&book).into_bytes()));
    files.push(("authorities/choose.html".to_owned(), chooser::page(&book)?.into_bytes()));
    if !comparison.places.deprivation.is_empty() {
        files.push(("authorities/deprivation.html".to_owned(), deprivation::page(&book).into_bytes()));
    }
    files.push(("tables/authorities.csv".to_owned(), table::csv(&book, &compared)?));
    Ok(files)
}
