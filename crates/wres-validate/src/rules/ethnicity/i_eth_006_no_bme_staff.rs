//! I-ETH-006: No BME staff.
//!
//! # What
//!
//! No row of staff has a known ethnicity that is BME.
//!
//! # Why
//!
//! There is nobody to compare with, so no ratio can be given for the site.
//!
//! # Example
//!
//! A small rural service.
//!
//! # Fix at source
//!
//! Nothing, if it is so. Otherwise check which code list is declared for the file.
//!
//! # Reference
//!
//! Grouping: White, and Black, Asian and minority ethnic.

use super::one_side::nobody_in;
use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Group;

pub(crate) static RULE: Rule = Rule {
    code: "I-ETH-006",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "staff on both sides of the comparison",
    check: Check::Whole(|gathered, _| nobody_in(gathered, Group::Bme, "BME")),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_is_enough_for_a_comparison() {
        let sheet = |ethnicities: &[&[&str]]| Sheet::new(Dataset::Staff, &["person_id", "ethnicity"], ethnicities);
        let both: &[&[&str]] = &[&["1", "white_roma"], &["2", "mixed_wa"], &["3", "unknown_refused"]];
        assert!(Exam::of(sheet(both)).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet(&[both[0], both[2]])).says(&RULE), ["none of 1 people of known ethnicity is BME"]);
        assert!(Exam::of(sheet(&both[2..])).says(&RULE).is_empty());
    }
}
