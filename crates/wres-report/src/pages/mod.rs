//! The pages of a publication: a first page, a matrix of sites and indicators, a comparison, a page an indicator and a page a site.
//! Self-contained, readable without script.

mod board;
mod book;
mod compare;
mod completeness;
mod figures;
mod front;
mod funnel;
mod head;
mod indicator;
mod matrix;
mod measures;
mod own;
mod places;
mod quality;
mod say;
mod scale;
mod section;
mod shelf;
mod signs;
mod site;
mod site_page;
mod trend;
mod words;

pub(crate) use book::pages;
pub(crate) use own::own_pages;
pub use site_page::{AroundPage, SitePage};
