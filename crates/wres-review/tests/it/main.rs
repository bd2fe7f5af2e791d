//! Claims and reviews, from the bytes of a file to verdicts.

mod columns;
mod evidence;
mod published;
