//! The lake: typed Parquet per dataset, period and site, with a manifest that says which files stand for a submission.
//!
//! Everything is written aside and renamed, so a reader sees a file whole or not at all. A submission counts from the moment
//! its manifest is in place; Parquet files that no manifest names are leftovers and are swept away.

mod atomic;
mod cache;
mod encoder;
mod error;
mod lake;
mod lock;
mod manifest;
mod publish;
mod staging;

pub use atomic::write_whole;
pub use cache::Cache;
pub use error::{Result, StoreError};
pub use lake::{Frames, Lake};
pub use lock::RunLock;
pub use manifest::{DatasetFile, Manifest};
pub use publish::{Publication, published_runs};
pub use staging::{Staged, Staging};
