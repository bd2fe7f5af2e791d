//! I-ETH-007: Groups that the source does not separate.
//!
//! # What
//!
//! More than one in twenty people of known ethnicity are in a group that the source does not separate further, such as
//! White without British or minority.
//!
//! # Why
//!
//! They are in the comparison of White and BME, and in none of the finer ones.
//!
//! # Example
//!
//! A list that has one code for White.
//!
//! # Fix at source
//!
//! Record the groups of the 2021 Census. Until then the finer groupings are incomplete for the site.
//!
//! # Reference
//!
//! Government Statistical Service: harmonised standard of ethnicity.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Group, Grouping};

pub(crate) static RULE: Rule = Rule {
    code: "I-ETH-007",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "groups as fine as those of the Census",
    check: Check::Whole(|gathered, _| {
        let Some(staff) = gathered.counted(Dataset::Staff) else { return Vec::new() };
        let known = staff.completeness(Dataset::Staff).map_or(0, |completeness| completeness.known);
        let coarse = staff.group(Grouping::Nineteen, Group::NotSeparated);
        if coarse as f64 <= SHARE * known as f64 {
            return Vec::new();
        }
        let found = format!("{coarse} of {known} people in groups that are not separated further");
        vec![Statement { dataset: Some(Dataset::Staff), column: Some("ethnicity".to_owned()), count: coarse, found }]
    }),
};

/// The share that is let pass.
const SHARE: f64 = 0.05;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_list_with_one_code_for_white_is_noted() {
        let rows: &[&[&str]] = &[&["1", "white_unsplit"], &["2", "asian_indian"], &["3", "unknown_blank"]];
        let sheet = Sheet::new(Dataset::Staff, &["person_id", "ethnicity"], rows);
        assert_eq!(Exam::of(sheet).says(&RULE), ["1 of 2 people in groups that are not separated further"]);
    }
}
