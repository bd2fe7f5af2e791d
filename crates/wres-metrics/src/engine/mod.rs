//! Runs a count plan over the frames of one site and period, with Polars.

mod run;

pub use run::{Counted, DatasetFrame, MetricsError, SiteFrames, count};
