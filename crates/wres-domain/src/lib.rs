//! The words that cross a border between the crates of `wres`.
//!
//! One meaning per word, one type per meaning. The crate is pure: it holds no files, no clock and no engine.

mod cell;
mod columns;
mod comparison;
mod correction;
mod count;
mod dataset;
mod day;
mod decimal;
mod direction;
mod ethnicity;
mod finding;
mod finding_kind;
mod group_counts;
mod grouping;
mod identity;
mod ledger;
mod measure;
mod nearest;
mod normalise;
mod not_about_people;
mod numbers;
mod outcome;
mod pay;
mod period;
mod printed;
mod quality;
mod quantity;
mod question;
mod reading;
mod reconciliation;
mod rounding;
mod schema_text;
mod site;
mod spread;
mod toml_fault;
mod weights;

pub use cell::{AbsentReason, Cell, HiddenReason};
pub use columns::{ColumnValues, DatasetColumns, TextColumn, Values};
pub use comparison::{
    Change, Comparisons, FunnelCurve, FunnelPoint, Peers, Position, SeriesBreak, SiteContext, SiteContexts, Standing,
};
pub use correction::{CORRECTIONS_FILE, CorrectionsBook, Note};
pub use count::{CountRow, CountTable, GroupCount, GroupTable, Place, RungOrder};
pub use dataset::{Column, ColumnKind, Dataset, DatasetSchema, Sensitivity};
pub use day::{Day, NotADay};
pub use decimal::Decimal;
pub use direction::{Adverse, Direction};
pub use ethnicity::{Ethnicity, UnknownReason};
pub use finding::{Finding, Location, Severity};
pub use finding_kind::{FindingKind, FindingOwner};
pub use grouping::{Group, Grouping};
pub use identity::{IndicatorId, Stratum};
pub use ledger::RowLedger;
pub use measure::{Measure, MeasureKind, Unit};
pub use nearest::nearest;
pub use normalise::normalise;
pub use not_about_people::NotAboutPeople;
pub use numbers::{fitting, parsed};
pub use outcome::{Bounds, Comparison, Excess, Gap, Interval, Outcome, PooledOutcome, PooledSites, Reliability};
pub use pay::{PayCell, PayGroup, PayRow, group_pay};
pub use period::{Period, PeriodError};
pub use printed::{FigureVerdict, PrintedFigure};
pub use quality::{DataQuality, Part};
pub use quantity::{Counted, IndicatorQuantities, Partition, Quantities, Quantity, QuantityId};
pub use question::Question;
pub use reading::Reading;
pub use reconciliation::Reconciliation;
pub use rounding::{fraction_half_up, nearest_multiple, percent_half_up, thousands};
pub use site::{Scope, Service, ServiceScope, Site, SiteError, SiteId};
pub use toml_fault::{TomlFault, line_and_column, read_toml};
pub use weights::{WeightGroup, WeightRow, WeightSums, WeightedGroup, group_weights};

/// The quantities that counts are made of, so that a crate which only counts need not know the statistics.
pub use wres_disparity::{Base, Binomial, Count, NotEstimable, axis::root_mean_square, weighted::WeightedShare};
