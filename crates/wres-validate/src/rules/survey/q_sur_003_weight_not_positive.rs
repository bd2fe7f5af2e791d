//! Q-SUR-003: A weight that is not positive.
//!
//! # What
//!
//! The weight of the questionnaire is zero, less, or no number.
//!
//! # Why
//!
//! A weighted share divides by the sum of weights.
//!
//! # Example
//!
//! A weight of 0 for respondents who were found to be outside the population.
//!
//! # Fix at source
//!
//! Leave out questionnaires that should not count, and give the others a weight above 0.
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
    code: "Q-SUR-003",
    dataset: Some(Dataset::Survey),
    columns: &["weight"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a weight that is not above zero",
    expected: "a weight above zero",
    check: Check::Rows(|rows, _| {
        let weight = rows.numbers("weight")?;
        Ok(rows.find(|row| weight.at(row).is_some_and(|weight| weight.is_nan() || weight <= 0.0)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_weight_is_no_weight() {
        let rows: &[&[&str]] = &[&["0"], &["-1"], &["NaN"], &["0.2"], &[""]];
        let sheet = Sheet::new(Dataset::Survey, &["weight"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3, 4]);
    }
}
