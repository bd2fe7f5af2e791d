//! Q-STA-032: An apprentice on a rung of senior managers.
//!
//! # What
//!
//! The contract is an apprenticeship and the rung is 6 or higher.
//!
//! # Why
//!
//! The contract or the grade is wrong. Apprentices are also excepted from the check of lowest pay.
//!
//! # Example
//!
//! A team manager on a management degree apprenticeship, whose contract is permanent all the same.
//!
//! # Fix at source
//!
//! Give the contract of the post; a course of study beside a permanent post is not an apprenticeship contract.
//!
//! # Reference
//!
//! Ladder `wres`: 6 service manager and above.

use crate::{
    gathered::rung_number,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-032",
    dataset: Some(Dataset::Staff),
    columns: &["contract", "grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an apprentice on a rung of service managers or above",
    expected: "the contract of the post",
    check: Check::Rows(|rows, _| {
        let apprentice = rows.words("contract")?.are(&["apprentice"]);
        let rung = rows.words("rung")?.map(0, rung_number);
        Ok(rows.find(|row| apprentice.at(row) && rung.at(row) >= 6))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_managers_are_found() {
        let rows: &[&[&str]] = &[&["apprentice", "6"], &["apprentice", "1"], &["permanent", "6"]];
        let sheet = Sheet::new(Dataset::Staff, &["contract", "grade"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
