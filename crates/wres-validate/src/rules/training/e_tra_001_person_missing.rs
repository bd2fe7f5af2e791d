//! E-TRA-001: A course without a person.
//!
//! # What
//!
//! The row has no person number.
//!
//! # Why
//!
//! Nobody can be found by it: the event is counted for nobody.
//!
//! # Example
//!
//! A place that was booked for a team.
//!
//! # Fix at source
//!
//! Fill in the number of the person who took the place.
//!
//! # Reference
//!
//! Dataset schema.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-TRA-001",
    dataset: Some(Dataset::Training),
    columns: &["person_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no person number",
    expected: "the number of the person who trained",
    check: Check::Empty("person_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Training, &["person_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
