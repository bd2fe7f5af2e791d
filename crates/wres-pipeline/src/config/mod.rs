//! The configuration of a pipeline: one TOML file, read strictly.

mod alike;
mod benchmarks;
mod bounds;
mod file;
mod key;
mod load;
mod mapping_schema;
mod schema;

pub use benchmarks::Population;
pub use file::{
    Audiences, BreakEntry, Keep, Kind, Labels, Paths, PeriodEntry, PipelineFile, Processing, SiteEntry, Watched,
};
pub use key::{KeySource, load_key};
pub use load::{Config, ConfigError};
pub use mapping_schema::mapping_schema;
pub use schema::pipeline_schema;
