//! A site's mapping file: which file and sheet is which dataset, which header which column, which code list, which grade
//! which rung.

mod check;
mod keys;
mod model;
mod pattern;
mod read;
mod stated;

pub use keys::{KEYS, KeyKind, KeyPlace, MappingKey, mapping_page};
pub use model::{DateOrder, Guess, GuessKind, Quote, SiteMapping, Source};
pub use read::MappingError;

pub(crate) use check::nearest_name;
pub(crate) use pattern::matches_pattern;
pub(crate) use read::takes_ethnicity;
