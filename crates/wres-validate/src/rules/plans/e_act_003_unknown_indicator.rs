//! E-ACT-003: An action on an indicator that does not exist.
//!
//! # What
//!
//! The action names an indicator that the run does not have. The row stays, and nothing can be said of its target.
//!
//! # Why
//!
//! Whether an action has met its target is only known if its figure is.
//!
//! # Example
//!
//! The column says `Indicator 3`; the indicator is called `sc-wres-3`.
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
    code: "E-ACT-003",
    dataset: Some(Dataset::Actions),
    columns: &["indicator"],
    effect: Effect::None,
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
    fn an_action_on_nothing_is_found() {
        let rows: &[&[&str]] = &[&["sc-wres-8"], &["Indicator 8"]];
        let exam = Exam::of(Sheet::new(Dataset::Actions, &["indicator"], rows)).knowing("sc-wres-8", "rung", &[]);
        assert_eq!(exam.rows(&RULE), [3]);
    }
}
