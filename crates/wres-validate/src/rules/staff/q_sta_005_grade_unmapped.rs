//! Q-STA-005: A grade that is on no rung.
//!
//! # What
//!
//! The grade is not mapped to a rung of the ladder.
//!
//! # Why
//!
//! Representation by rung cannot show the person, and a grade used by many people bends every share.
//!
//! # Example
//!
//! A new grade `PO7` came with a restructure, and the mapping file was written before it.
//!
//! # Fix at source
//!
//! If it is a grade of the site, add it to `[grades]` of the mapping file with the rung that it belongs to. If it is a slip,
//! correct it.
//!
//! # Reference
//!
//! Indicator 1 of the social care workforce race equality standard.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-005",
    dataset: Some(Dataset::Staff),
    columns: &["grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a grade that is on no rung of the ladder",
    expected: "a grade that the mapping file knows",
    check: Check::Rows(|rows, _| {
        let (grade, unmapped) = (rows.empty("grade")?, rows.empty("rung")?);
        Ok(&unmapped & &!&grade)
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_grade_without_a_rung_is_found_and_a_missing_grade_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["grade"], &[&["4"], &["PO7"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
