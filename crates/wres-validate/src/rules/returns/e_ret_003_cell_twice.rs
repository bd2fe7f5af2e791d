//! E-RET-003: One cell in two rows that differ.
//!
//! # What
//!
//! Indicator, stratum, service and group are the same as in a row before, and the counts differ. The row is left out;
//! the first stays.
//!
//! # Why
//!
//! A cell counts once, and which count is right cannot be told.
//!
//! # Example
//!
//! A corrected table was added below the first.
//!
//! # Fix at source
//!
//! Compare both rows with the source, keep the one whose counts are right, and take out the other.
//!
//! # Reference
//!
//! Dataset schema: what a row is.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-RET-003",
    dataset: Some(Dataset::Returns),
    columns: &["indicator", "group"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a cell that stands in a row before, with other counts",
    expected: "one row for each cell",
    check: Check::Conflict,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_identity_with_other_details_is_found() {
        let rows: &[&[&str]] = &[&["1", "2", "white", "10"], &["1", "3", "white", "10"], &["1", "2", "white", "11"]];
        assert_eq!(
            Exam::of(Sheet::new(Dataset::Returns, &["indicator", "stratum", "group", "base"], rows)).rows(&RULE),
            [4]
        );
    }
}
