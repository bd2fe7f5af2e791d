//! E-RET-006: A count of a group that no grouping is made of.
//!
//! # What
//!
//! The cell is of a group that cannot be summed into the groupings that are published. The row is left out.
//!
//! # Why
//!
//! Groups overlap: a count of all ethnic minorities with white ones in it cannot be split again.
//!
//! # Example
//!
//! Counts of White minorities and of other ethnic minorities, beside nothing else.
//!
//! # Fix at source
//!
//! Give counts by the nineteen groups, by the five, or by White and BME.
//!
//! # Reference
//!
//! Groupings: all are sums of the nineteen groups.

use crate::{
    catalogue::Catalogue,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-RET-006",
    dataset: Some(Dataset::Returns),
    columns: &["group"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a group that cannot be summed into the groupings",
    expected: "one of the nineteen groups, of the five, or White and BME",
    check: Check::Rows(|rows, _| {
        let unknown = rows.words("group")?.map(false, |word| !Catalogue::has_group(word));
        Ok(rows.find(|row| unknown.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_group_that_overlaps_others_is_found() {
        let rows: &[&[&str]] = &[&["white"], &["white_minority"], &["asian_indian"], &["other_minority"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Returns, &["group"], rows)).rows(&RULE), [3, 5]);
    }
}
