//! The pages of a publication: `index.html` and one page a site. Self-contained, no script, one style.

mod book;
mod completeness;
mod figures;
mod funnel;
mod measures;
mod model;
mod quality;
mod scale;
mod section;
mod shelf;
mod site_page;
mod words;

pub(crate) use book::pages;
pub use site_page::{AroundPage, SitePage};
pub(crate) use words::{count, points, rate, ratio};
