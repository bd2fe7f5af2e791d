//! Q-SUR-003: A weight that cannot be.
//!
//! # What
//!
//! The weight of the questionnaire is zero, less, no number, or above 1,000.
//!
//! # Why
//!
//! A weighted share divides by the sum of weights, and one questionnaire in place of a thousand decides it alone. The questionnaire
//! counts in every figure without weights and in none with them.
//!
//! # Example
//!
//! A weight of 0 for respondents who were found to be outside the population.
//!
//! # Fix at source
//!
//! Leave out questionnaires that should not count, and give the others a weight above 0 and of at most 1,000; weights of
//! any unit serve, so large ones can all be divided by the same number.
//!
//! # Reference
//!
//! Dataset schema.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, WeightSums};

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUR-003",
    dataset: Some(Dataset::Survey),
    columns: &["weight"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a weight that is not above zero, or above 1,000",
    expected: "a weight above zero and of at most 1,000",
    check: Check::Rows(|rows, _| {
        let weight = rows.numbers("weight")?;
        Ok(rows.find(|row| weight.at(row).is_some_and(|weight| WeightSums::units(weight).is_none())))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_weight_is_no_weight() {
        let rows: &[&[&str]] = &[&["0"], &["-1"], &["NaN"], &["0.2"], &[""], &["1000"], &["1001"]];
        let sheet = Sheet::new(Dataset::Survey, &["weight"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3, 4, 8]);
    }
}
