//! E-CAS-003: A case without a day of entry.
//!
//! # What
//!
//! The day on which the person entered the process is empty.
//!
//! # Why
//!
//! Whether the person entered it in the period cannot be told.
//!
//! # Example
//!
//! A case that was taken over from another system.
//!
//! # Fix at source
//!
//! Fill in the day on which the formal process began.
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
    code: "E-CAS-003",
    dataset: Some(Dataset::Cases),
    columns: &["entered_on"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no day of entry",
    expected: "the day on which the formal process began",
    check: Check::Empty("entered_on"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Cases, &["entered_on"], &[&["2024-06-30"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
