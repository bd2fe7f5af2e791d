//! How the catalogue calls this family.

mod counts;
mod planning;
mod time;
mod unknown;

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    unknown::BOUNDS,
    counts::EXCESS,
    planning::SMALLEST_DETECTABLE,
    planning::POWER,
    counts::UNDER_REPORTING,
    time::TIME_TO_PARITY,
    planning::EQUIVALENCE,
    planning::FOUR_FIFTHS,
];
