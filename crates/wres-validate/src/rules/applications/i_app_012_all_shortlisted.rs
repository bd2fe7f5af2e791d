//! I-APP-012: Everybody was shortlisted.
//!
//! # What
//!
//! Every application of a file of some size was shortlisted.
//!
//! # Why
//!
//! The file has only those who were shortlisted. Indicator 2 can be computed; the step before it, from application to
//! shortlist, cannot.
//!
//! # Example
//!
//! 420 applications, and all were shortlisted.
//!
//! # Fix at source
//!
//! Send all applications, if they are kept.
//!
//! # Reference
//!
//! Recruitment funnel. Policy: `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-APP-012",
    dataset: Some(Dataset::Applications),
    columns: &["shortlisted"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "applications that were not shortlisted beside those that were",
    check: Check::Whole(|gathered, settings| {
        let Some(applications) = gathered.counted(Dataset::Applications) else { return Vec::new() };
        let (shortlisted, all) = (applications.tallies.shortlisted, applications.kept);
        if all < settings.policy.enough_rows || shortlisted < all {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Applications),
            column: Some("shortlisted".to_owned()),
            count: all,
            found: format!("all {all} applications shortlisted"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_that_was_not_is_enough() {
        let sheet = |not: usize| {
            Sheet::repeat(Dataset::Applications, &["application_id", "shortlisted"], 100, |row| {
                vec![row.to_string(), if row < not { "no".into() } else { "yes".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(0)).says(&RULE), ["all 100 applications shortlisted"]);
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
    }
}
