//! E-STA-001: A post without a person.
//!
//! # What
//!
//! The row has no person number.
//!
//! # Why
//!
//! People are counted, not posts, and everything else is linked by the number: a row without one can be counted for
//! nobody.
//!
//! # Example
//!
//! A vacant post in the list of establishment has a post number and no employee number.
//!
//! # Fix at source
//!
//! Leave out vacant posts. For a post that somebody holds, fill in the number under which payroll knows the person.
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
    code: "E-STA-001",
    dataset: Some(Dataset::Staff),
    columns: &["person_id"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no person number",
    expected: "the number of the person who holds the post",
    check: Check::Empty("person_id"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
