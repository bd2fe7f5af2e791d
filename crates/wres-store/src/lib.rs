//! The lake: typed Parquet per dataset, period and site, with a manifest that says which files stand for a submission.
//!
//! Everything is written aside and renamed, so a reader sees a file whole or not at all. A submission counts from the moment
//! its manifest is in place; Parquet files that no manifest names are leftovers and are swept away. What is read back is held to
//! the hash that was written with it.
//!
//! What is synced before what, so that a power cut leaves the old state or the new: the Parquet files of a submission are synced,
//! moved into their folders, and the folders synced, before its manifest is written; a manifest, a cached value and a line of the
//! ledger are synced before they are renamed or relied on; a publication has every file and every folder synced before it is
//! renamed into place, its parent is synced after that, and only then does `latest` move.

mod atomic;
mod cache;
mod columns;
mod encoder;
mod error;
mod generation;
mod lake;
mod ledger;
mod lock;
mod manifest;
pub mod private;
mod publish;
mod sealed;
mod space;
mod staging;
mod sums;
mod sweep;

pub use atomic::write_whole;
pub use cache::Cache;
pub use columns::read_columns;
pub use error::{Result, StoreError};
pub use generation::{Generation, stand_in};
pub use lake::{Damage, Lake};
pub use ledger::{Ledger, LedgerLine};
pub use lock::RunLock;
pub use manifest::{DatasetFile, Manifest};
pub use publish::{Publication, make_output, point_latest, published_runs};
pub use space::free_bytes;
pub use staging::{Staged, Staging};
pub use sums::{SUMS_FILE, check_sums, hash_of_sums};
pub use sweep::{Swept, clear_half_written, clear_output, clear_unpublished, remove_run};
