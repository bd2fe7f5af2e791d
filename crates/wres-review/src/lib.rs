//! What others have printed: claims judged against their own parts, and studies put together.
//!
//! | question | answer |
//! |---|---|
//! | what can a printed text have been? | [`printed`] |
//! | does what is printed follow from its parts? | [`claims`] |
//! | what do published tables hold, and does it follow from its parts? | [`published`] |
//! | what of published tables does not reproduce? | [`figures`] |
//! | what is known of places besides? | [`context`] |
//! | how does each authority compare, and over the years? | [`authorities`] |
//! | what do studies say together? | [`evidence`] |
//!
//! The crate is pure: bytes in, verdicts and bytes out. Whoever calls it reads and writes the files.

pub mod authorities;
pub mod claims;
pub mod context;
pub mod evidence;
pub mod figures;
pub mod printed;
pub mod published;

mod error;
mod page;

pub use error::{Result, ReviewError};
