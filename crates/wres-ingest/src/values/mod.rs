//! One cell to one value.
//!
//! Every reader takes trimmed text and returns a [`Read`]: it never guesses, never panics and never keeps the text.

mod clean;
mod count;
mod date;
mod day;
mod decimal;
mod flag;
mod mask;
mod moment;
mod money;
mod read;
mod zone;

pub(crate) use clean::{is_footnote, marks, strip_footnote, trim, without_marks};
pub(crate) use count::{MARKS, marked_count};
pub(crate) use date::{DateRules, date};
pub(crate) use day::{AGE_BANDS, AgeBands};
pub(crate) use decimal::{integer, number, share};
pub(crate) use flag::flag;
pub(crate) use mask::mask;
pub(crate) use moment::date_time;
pub(crate) use money::{fte, money};
pub(crate) use read::{Read, Trouble, is_blank_word, is_error_cell};
pub(crate) use zone::Zone;
