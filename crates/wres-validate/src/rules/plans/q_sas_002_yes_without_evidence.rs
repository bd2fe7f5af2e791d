//! Q-SAS-002: Yes without evidence.
//!
//! # What
//!
//! The check is answered yes and the evidence is empty.
//!
//! # Why
//!
//! A yes that nobody can look up is an opinion.
//!
//! # Example
//!
//! `yes` to “mentoring is offered”, without a word on where.
//!
//! # Fix at source
//!
//! Say where the evidence is: a document, a page, a date.
//!
//! # Reference
//!
//! Self-assessment: answer and evidence.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SAS-002",
    dataset: Some(Dataset::SelfAssessment),
    columns: &["evidence", "answer"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "yes without evidence",
    expected: "where the evidence can be found",
    check: Check::Rows(|rows, _| {
        let (empty, yes) = (rows.empty("evidence")?, rows.words("answer")?.are(&["yes"]));
        Ok(rows.find(|row| yes.at(row) && empty.value(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_a_yes_needs_evidence() {
        let rows: &[&[&str]] = &[&["", "yes"], &["minutes", "yes"], &["", "no"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::SelfAssessment, &["evidence", "answer"], rows)).rows(&RULE), [2]);
    }
}
