//! Q-SUR-002: A questionnaire without an answer.
//!
//! # What
//!
//! All of the three questions on harassment that the file has are passed over.
//!
//! # Why
//!
//! An opened and abandoned questionnaire is no response. It makes the response rate too high.
//!
//! # Example
//!
//! A respondent who left after the page on ethnicity.
//!
//! # Fix at source
//!
//! Leave out the rows of questionnaires that were opened and not answered.
//!
//! # Reference
//!
//! Response: at least one question answered.

use crate::{
    error::RuleError,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUR-002",
    dataset: Some(Dataset::Survey),
    columns: &["harassed_by_public", "harassed_by_colleague", "harassed_by_manager"],
    effect: Effect::None,
    tolerance: Tolerance::above(20, 0.05),
    found: "a questionnaire in which nothing on harassment is answered",
    expected: "at least one answer",
    check: Check::Rows(|rows, _| {
        let answered =
            |name| -> Result<_, RuleError> { Ok(rows.words(name)?.map(false, |answer| answer != "not_answered")) };
        let (public, colleague, manager) =
            (answered("harassed_by_public")?, answered("harassed_by_colleague")?, answered("harassed_by_manager")?);
        Ok(rows.find(|row| !public.at(row) && !colleague.at(row) && !manager.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_answer_is_enough() {
        let columns = ["harassed_by_public", "harassed_by_colleague", "harassed_by_manager"];
        let rows: &[&[&str]] = &[&["not_answered", "", "not_answered"], &["not_answered", "dont_know", ""]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Survey, &columns, rows)).rows(&RULE), [2]);
    }
}
