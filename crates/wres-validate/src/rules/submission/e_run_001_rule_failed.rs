//! E-RUN-001: A rule could not run.
//!
//! # What
//!
//! A rule met rows in which a column of the lake is missing or of another type, and could not look at them.
//!
//! # Why
//!
//! A rule that does not run finds nothing, and nothing found looks like nothing wrong.
//!
//! # Example
//!
//! A column of dates that arrives as text.
//!
//! # Fix at source
//!
//! This is a fault of the program and not of the file. Report it with the text of the finding; the rest of the verdict
//! stands.
//!
//! # Reference
//!
//! Columns of the lake.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};

pub(crate) static RULE: Rule = Rule {
    code: "E-RUN-001",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "every rule to run",
    check: // The finding is made where the rule fails.
    Check::Whole(|_, _| Vec::new()),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_column_of_another_type_is_an_error_and_not_a_pass() {
        let leavers =
            Sheet::new(Dataset::Leavers, &["person_id", "left_on", "reason"], &[&["1", "2024-05-01", "tupe"]]);
        // Rows of leavers, handed over as cases, lack nearly every column.
        let findings = Exam::of(leavers.handed_over_as(Dataset::Cases)).verdict().findings;
        let failed: Vec<_> = findings.iter().filter(|finding| finding.code == RULE.code).collect();
        assert!(!failed.is_empty());
        assert!(failed.iter().all(|finding| finding.found.contains("could not run")));
    }
}
