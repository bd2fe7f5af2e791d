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

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Group, Grouping};

pub(crate) static RULE: Rule = Rule {
    code: "I-ETH-006",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "staff on both sides of the comparison",
    check: Check::Whole(|gathered, _| {
        let Some(staff) = gathered.counted(Dataset::Staff) else { return Vec::new() };
        let known = staff.completeness(Dataset::Staff).map_or(0, |completeness| completeness.known);
        if known == 0 || staff.group(Grouping::Binary, Group::Bme) > 0 {
            return Vec::new();
        }
        let found = format!("none of {known} people of known ethnicity is BME");
        vec![Statement { dataset: Some(Dataset::Staff), column: Some("ethnicity".to_owned()), count: known, found }]
    }),
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
        let one = if RULE.code == "I-ETH-005" { &both[1..] } else { &[both[0], both[2]][..] };
        assert_eq!(Exam::of(sheet(one)).says(&RULE), ["none of 1 people of known ethnicity is BME"]);
        assert!(Exam::of(sheet(&both[2..])).says(&RULE).is_empty());
    }
}
