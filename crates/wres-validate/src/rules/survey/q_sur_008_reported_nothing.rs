//! Q-SUR-008: Reported what did not happen.
//!
//! # What
//!
//! The respondent says no to all three questions on harassment, and yes to having reported it.
//!
//! # Why
//!
//! The questions were understood in different ways, or a column is shifted.
//!
//! # Example
//!
//! `Reported it` was asked about any incident, not about harassment alone.
//!
//! # Fix at source
//!
//! Check the order of the columns. If the question was another one, leave the column out.
//!
//! # Reference
//!
//! Survey: reported it.

use crate::{
    error::RuleError,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUR-008",
    dataset: Some(Dataset::Survey),
    columns: &["reported_it", "harassed_by_public", "harassed_by_colleague", "harassed_by_manager"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a report of harassment that was not experienced",
    expected: "yes only from those who were harassed",
    check: Check::Rows(|rows, _| {
        let no = |name| -> Result<_, RuleError> { Ok(rows.words(name)?.are(&["no"])) };
        let (public, colleague, manager) =
            (no("harassed_by_public")?, no("harassed_by_colleague")?, no("harassed_by_manager")?);
        let reported = rows.words("reported_it")?.are(&["yes"]);
        Ok(rows.find(|row| reported.at(row) && public.at(row) && colleague.at(row) && manager.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_question_passed_over_contradicts_nothing() {
        let columns = ["reported_it", "harassed_by_public", "harassed_by_colleague", "harassed_by_manager"];
        let rows: &[&[&str]] = &[
            &["yes", "no", "no", "no"],
            &["yes", "no", "yes", "no"],
            &["yes", "no", "not_answered", "no"],
            &["no", "no", "no", "no"],
        ];
        assert_eq!(Exam::of(Sheet::new(Dataset::Survey, &columns, rows)).rows(&RULE), [2]);
    }
}
