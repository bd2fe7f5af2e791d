//! I-TRA-011: Only mandatory training.
//!
//! # What
//!
//! No row of the file is non-mandatory training.
//!
//! # Why
//!
//! Indicator 5 counts nobody, and its ratio cannot be computed.
//!
//! # Example
//!
//! The file comes from the system of statutory courses.
//!
//! # Fix at source
//!
//! Add the records of continuing professional development.
//!
//! # Reference
//!
//! Indicator 5: funded non-mandatory training. Policy: `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-TRA-011",
    dataset: Some(Dataset::Training),
    columns: &["kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "non-mandatory training beside mandatory",
    check: Check::Whole(|gathered, settings| {
        let Some(training) = gathered.counted(Dataset::Training) else { return Vec::new() };
        if training.tallies.non_mandatory > 0 || training.kept < settings.policy.enough_rows {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Training),
            column: Some("kind".to_owned()),
            count: training.kept,
            found: format!("{} courses, all of them mandatory", training.kept),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_other_course_is_enough() {
        let sheet = |other: usize| {
            Sheet::repeat(Dataset::Training, &["person_id", "kind"], 100, |row| {
                vec![row.to_string(), if row < other { "cpd".into() } else { "mandatory".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(0)).says(&RULE), ["100 courses, all of them mandatory"]);
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
    }
}
