//! Released tables and charts to bytes.
//!
//! [`render`] makes the files of a publication out of a [`Publication`], every part of which is [`wres_disclosure::Released`];
//! [`render_feedback`] and
//! [`render_corrections`] make what goes back to one site. The crate is pure: the same input gives the same bytes, and whoever
//! calls writes them.

mod corrections;
mod error;
mod feedback;
mod file;
mod own_figures;
mod package;
mod pages;
mod printed;
mod publication;
mod results;
mod tables;
mod workbook;

pub use corrections::{Corrections, CorrectionsTable, Mark, MarkedRow, Query, render_corrections};
pub use error::ReportError;
pub use feedback::{Feedback, FeedbackFinding, PeriodQuality, ReceiptLine, Standing, render_feedback, row_ranges};
pub use file::File;
pub use own_figures::{OwnFigures, render_own_figures};
pub use pages::{AroundPage, SitePage};
pub use printed::render_printed;
pub use publication::{
    About, DimensionText, IndicatorText, Publication, Run, SiteStatus, StandardText, Status, StratumText, render,
    render_with,
};
pub use results::{ReadFigures, ReadResults, SHAPE as RESULTS_SHAPE, read_results};
pub use tables::outcomes_schema;
