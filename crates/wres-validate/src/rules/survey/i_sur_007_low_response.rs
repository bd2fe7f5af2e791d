//! I-SUR-007: Few responded.
//!
//! # What
//!
//! Fewer than one in five of the posts of the staff file have a questionnaire.
//!
//! # Why
//!
//! Who answers is not a matter of chance. With so few, the survey says little about the rest.
//!
//! # Example
//!
//! 74 questionnaires beside 900 posts.
//!
//! # Fix at source
//!
//! Nothing in the file. Read the survey’s figures with care, and ask more widely next time.
//!
//! # Reference
//!
//! Response rate. Policy: `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-SUR-007",
    dataset: Some(Dataset::Survey),
    columns: &["respondent_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "questionnaires of at least one in five",
    check: Check::Whole(|gathered, settings| {
        let (Some(survey), Some(staff)) = (gathered.counted(Dataset::Survey), gathered.counted(Dataset::Staff)) else {
            return Vec::new();
        };
        if staff.kept < settings.policy.enough_rows || survey.kept * 5 >= staff.kept {
            return Vec::new();
        }
        let found = format!("{} questionnaires beside {} posts", survey.kept, staff.kept);
        vec![Statement { dataset: Some(Dataset::Survey), column: None, count: survey.kept, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_fifth_is_enough() {
        let sheet = |dataset, column: &str, rows| Sheet::repeat(dataset, &[column], rows, |row| vec![row.to_string()]);
        let exam = |responses| {
            Exam::of(sheet(Dataset::Survey, "respondent_id", responses)).and(sheet(Dataset::Staff, "person_id", 100))
        };
        assert_eq!(exam(19).says(&RULE), ["19 questionnaires beside 100 posts"]);
        assert!(exam(20).says(&RULE).is_empty());
    }
}
