//! What is known of places besides their figures: deprivation, statistical neighbours, and codes that changed.

mod definition;
mod read;

pub use definition::{CodeLookup, Context, Deprivation, Neighbours};
pub use read::{ContextFiles, Places, read_context};
