//! Q-APP-013: Nobody was appointed.
//!
//! # What
//!
//! Fifty or more applications were shortlisted and none was appointed.
//!
//! # Why
//!
//! The column of appointments is empty or means something else, and the ratio of indicator 2 cannot be computed.
//!
//! # Example
//!
//! Appointments are recorded in the HR system and not in the recruitment system.
//!
//! # Fix at source
//!
//! Fill in yes in the column of appointment for everybody who took up a post.
//!
//! # Reference
//!
//! Indicator 2: appointed from shortlist.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-APP-013",
    dataset: Some(Dataset::Applications),
    columns: &["appointed"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "appointments among the shortlisted",
    check: Check::Whole(|gathered, _| {
        let Some(applications) = gathered.counted(Dataset::Applications) else { return Vec::new() };
        let tallies = applications.tallies;
        if tallies.shortlisted < ENOUGH || tallies.appointed > 0 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Applications),
            column: Some("appointed".to_owned()),
            count: tallies.shortlisted,
            found: format!("no appointment among {} shortlisted", tallies.shortlisted),
        }]
    }),
};

/// Shortlisted applications among which there must be an appointment.
const ENOUGH: u64 = 50;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_appointment_is_enough() {
        let sheet = |appointed: usize| {
            Sheet::repeat(Dataset::Applications, &["shortlisted", "appointed"], 50, |row| {
                vec!["yes".into(), if row < appointed { "yes".into() } else { "no".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(0)).says(&RULE), ["no appointment among 50 shortlisted"]);
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
    }
}
