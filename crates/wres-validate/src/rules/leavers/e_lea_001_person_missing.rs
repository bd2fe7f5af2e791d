//! E-LEA-001: A leaver without a person.
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
//! The number was removed when the person left.
//!
//! # Fix at source
//!
//! Fill in the number under which payroll knew the person.
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
    code: "E-LEA-001",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no person number",
    expected: "the number of the person who left",
    check: Check::Empty("person_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Leavers, &["person_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
