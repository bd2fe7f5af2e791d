//! Q-APR-005: Benefit and detriment from one appraisal.
//!
//! # What
//!
//! The row says that the person both received a benefit and suffered a detriment as a result of the appraisal.
//!
//! # Why
//!
//! The monitoring duty counts the two apart. Both at once is most often a column filled for everybody.
//!
//! # Example
//!
//! A column `Y` in every row, which says that the outcome was recorded.
//!
//! # Fix at source
//!
//! Say yes only where pay, grade or standing rose, or fell, as a result.
//!
//! # Reference
//!
//! Race Relations Act 1976 (Statutory Duties) Order 2001, article 5.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-APR-005",
    dataset: Some(Dataset::Appraisals),
    columns: &["benefit", "detriment"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "both a benefit and a detriment",
    expected: "one of them, or neither",
    check: Check::Rows(|rows, _| {
        let (benefit, detriment) = (rows.flags("benefit")?, rows.flags("detriment")?);
        Ok(rows.find(|row| benefit.yes(row) && detriment.yes(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_of_the_two_is_fine() {
        let rows: &[&[&str]] = &[&["yes", "yes"], &["yes", "no"], &["no", "yes"]];
        let sheet = Sheet::new(Dataset::Appraisals, &["benefit", "detriment"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
