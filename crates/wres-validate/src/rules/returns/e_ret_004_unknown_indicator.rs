//! E-RET-004: A count of an indicator that does not exist.
//!
//! # What
//!
//! The cell names an indicator that the run does not have. The row is left out.
//!
//! # Why
//!
//! A count that names nothing would stand in no figure, and nobody would miss it.
//!
//! # Example
//!
//! The column says `leavers`; the indicator is called `sc-wres-8`.
//!
//! # Fix at source
//!
//! Name the indicator as the run does: `wres explain` lists them, and the finding names the three nearest.
//!
//! # Reference
//!
//! The standards of the pipeline file.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-RET-004",
    dataset: Some(Dataset::Returns),
    columns: &["indicator"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "an indicator that the run does not have",
    expected: "an indicator of the run",
    check: Check::UnknownIndicator("indicator"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_unknown_indicator_is_named_with_the_nearest_and_nothing_is_said_without_a_catalogue() {
        let rows: &[&[&str]] = &[&["sc-wres-8"], &["leavers"], &["sc-wres-88"], &["leavers"]];
        let exam = Exam::of(Sheet::new(Dataset::Returns, &["indicator"], rows));
        assert!(exam.rows(&RULE).is_empty());
        let exam = exam.knowing("sc-wres-8", "rung", &["1", "2"]);
        assert_eq!(exam.rows(&RULE), [3, 4, 5]);
        let said = exam.says(&RULE).join("");
        assert!(
            said.contains("\"leavers\"") && said.contains("\"sc-wres-88\" (the nearest are `sc-wres-8`)"),
            "{said}"
        );
    }
}
