//! A site's mapping file: which file and sheet is which dataset, which header which column, which code list, which grade
//! which rung.

mod model;
mod read;

pub use model::{DateOrder, Guess, GuessKind, Quote, SiteMapping, Source};
pub use read::MappingError;
