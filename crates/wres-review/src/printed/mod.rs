//! What a printed figure can have been: the text `1.8` stands for every value from 1.75 to 1.85.
//!
//! Nothing here knows what a figure is about. [`read`] turns a text into a [`Reading`]; whoever knows what was printed compares
//! ranges.

mod marks;
mod number;
mod range;
mod read;
mod units;
mod words;

pub use marks::Mark;
pub use number::{Form, Number};
pub use range::Range;
pub use read::{Reading, read};
pub use units::{Unit, unit_of};
pub(crate) use words::{small_number, spelt_fraction};
