//! Q-STA-021: A post without pay.
//!
//! # What
//!
//! The column of pay is there, and this row’s cell is empty or holds nothing that can be read as pay.
//!
//! # Why
//!
//! The person is in no pay band.
//!
//! # Example
//!
//! Pay of senior officers was taken out of the extract before it was sent.
//!
//! # Fix at source
//!
//! Fill in full-time annual pay as one number. If something stands in the cell, another finding says why it cannot be
//! read. Identifiers are hashed at the door and only pay bands and medians are published.
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
    code: "Q-STA-021",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte"],
    effect: Effect::None,
    tolerance: Tolerance::above(5, 0.01),
    found: "a post without pay that can be read",
    expected: "full-time annual pay in pounds, such as 32000",
    check: Check::Empty("salary_fte"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte"], &[&["34314"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
