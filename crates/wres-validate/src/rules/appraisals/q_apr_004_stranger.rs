//! Q-APR-004: An appraisal of somebody who is in no list.
//!
//! # What
//!
//! The person is in the staff of neither this nor the last snapshot, and not among the leavers.
//!
//! # Why
//!
//! What cannot be linked to a person has no ethnicity and counts for nobody.
//!
//! # Example
//!
//! The appraisal system has numbers of its own.
//!
//! # Fix at source
//!
//! First put right the rows of staff and of leavers that were left out: the person may stand in one of them. Then use the
//! same person number in all files, with leading zeros if it has them. Leave out people whom the site does not employ.
//!
//! # Reference
//!
//! Keys across files. Population in period.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-APR-004",
    dataset: Some(Dataset::Appraisals),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a person who is in no row of staff or leavers that is used",
    expected: "a person number of the staff or leavers files",
    check: Check::UnmatchedPerson,
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn staff_of_either_year_and_leavers_are_known() {
        let staff = |person: &'static str| Sheet::new(Dataset::Staff, &["person_id"], &[&[person]]);
        let leavers = Sheet::new(Dataset::Leavers, &["person_id", "left_on"], &[&["3", "2024-06-30"]]);
        let rows: &[&[&str]] =
            &[&["1", "2024-06-30"], &["2", "2024-06-30"], &["3", "2024-06-30"], &["4", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Appraisals, &["person_id", "held_on"], rows);
        assert_eq!(Exam::of(sheet).and(staff("1")).and(leavers).last(staff("2")).rows(&RULE), [5]);
    }
}
