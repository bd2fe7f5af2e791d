//! Q-STA-012: A regulated professional under twenty.
//!
//! # What
//!
//! The post needs registration with a professional regulator, and its holder is under 20.
//!
//! # Why
//!
//! A degree and registration are out of reach at that age: the date of birth or the flag is wrong.
//!
//! # Example
//!
//! A social worker in the age band `under 20`, whose date of birth is the date of the import.
//!
//! # Fix at source
//!
//! Correct the date of birth, or the column that says whether the post needs registration.
//!
//! # Reference
//!
//! Registration follows an approved qualification at degree level.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-012",
    dataset: Some(Dataset::Staff),
    columns: &["regulated", "birth_date"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a regulated professional under 20 years of age",
    expected: "an age at which registration is possible",
    check: Check::Rows(|rows, _| {
        let (regulated, young) = (rows.flags("regulated")?, rows.words("age_band")?.are(&["under 20"]));
        Ok(rows.find(|row| young.at(row) && regulated.yes(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_regulated_posts_are_found() {
        let rows: &[&[&str]] = &[&["yes", "under 20"], &["no", "under 20"], &["yes", "20-24"]];
        let sheet = Sheet::new(Dataset::Staff, &["regulated", "birth_date"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
