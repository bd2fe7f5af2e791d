//! One run of a pipeline: discover, take in, count, protect, estimate, publish. The only crate that knows the order.
//!
//! ```text
//!   Config ──▶ discover ──▶ intake (each site) ──▶ counting (each site) ──▶ release ──▶ publication
//!                              │ lake, verdicts          │ cached counts        │ disclosure, outcomes, report
//! ```
//!
//! Sites are isolated: what is wrong with one is in its verdict, and the others go on.

mod account;
mod check;
mod compare;
mod config;
mod corrections;
mod counting;
mod deadline;
mod discover;
mod doctor;
mod error;
mod feedback;
mod finding;
mod identity;
mod intake;
mod judge;
mod own_figures;
mod price;
mod progress;
mod provenance;
mod prune;
mod publication;
mod published;
mod reconcile;
mod register;
mod release;
mod rendered;
mod renderer;
mod run;
mod site;
mod status;
mod summary;
mod unchanged;
mod wall;
mod watch;

pub use check::{CheckRequest, Checked, FoundCell, Standing, check};
pub use compare::{
    Cause, Differences, Figures, FileChange, FileRows, Move, RunComparison, Side, compare_runs, look_up_rows,
};
pub use config::mapping_schema;
pub use config::{
    Audiences, BreakEntry, Config, ConfigError, Keep, KeySource, Kind, Labels, Paths, PeriodEntry, PipelineFile,
    Population, Processing, SiteEntry, Watched, load_key, pipeline_schema,
};
pub use doctor::{DoctorCheck, examine, scrub};
pub use error::{PipelineError, Result};
pub use finding::{explain_finding, finding_kinds, findings_page};
pub use identity::RESULTS_VERSION;
pub use progress::{Progress, Silent, Stage};
pub use prune::{PruneOptions, Pruned, prune};
pub use renderer::{SiteRenderer, Usual};
pub use run::{RunOptions, run, run_with};
pub use status::{LastRun, PeriodStatus, SiteStatus, Status, status};
pub use summary::{Headline, Planned, Price, Readable, RunState, RunSummary, SentKind, SiteFile, SiteSummary, Verdict};
pub use wres_ingest::input::{TextFault, read_named_text};
pub use wres_report::{FeedbackFinding, outcomes_schema};
pub use wres_review::published::{CountsTable, Levels, Published, PublishedIndicator, Rate, RatesTable, told_together};
pub use wres_store::{StoreError, write_whole};
