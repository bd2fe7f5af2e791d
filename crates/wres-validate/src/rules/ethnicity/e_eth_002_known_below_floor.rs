//! E-ETH-002: Ethnicity known for hardly anybody.
//!
//! # What
//!
//! Ethnicity is known for fewer than half of the rows of staff (unless the policy says otherwise).
//!
//! # Why
//!
//! What could be said of the rest would be guesswork.
//!
//! # Example
//!
//! A new HR system into which ethnicity was not carried over.
//!
//! # Fix at source
//!
//! Carry ethnicity over from the old system, or run a campaign of self-declaration before sending again.
//!
//! # Reference
//!
//! Policy: `known_ethnicity_floor`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-ETH-002",
    dataset: None,
    columns: &[],
    effect: Effect::RejectSubmission,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "ethnicity known for at least the share below which nothing can be said",
    check: Check::Whole(|gathered, settings| {
        let staff = gathered.counted(Dataset::Staff);
        let Some(staff) = staff.and_then(|staff| staff.completeness(Dataset::Staff)) else { return Vec::new() };
        if staff.share_known().is_none_or(|share| share >= settings.policy.known_ethnicity_floor) {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("ethnicity".to_owned()),
            count: staff.rows() - staff.known,
            found: format!("ethnicity of staff {}", staff.in_words()),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use crate::verdict::Decision;
    use wres_domain::Dataset;

    #[test]
    fn fewer_than_half_known_rejects_the_submission() {
        let sheet = |known: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 10, |row| {
                vec![row.to_string(), if row < known { "asian_indian".into() } else { "unknown_not_asked".into() }]
            })
        };
        assert!(Exam::of(sheet(5)).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet(4)).says(&RULE).len(), 1);
        assert!(matches!(Exam::of(sheet(4)).verdict().decision, Decision::Rejected { .. }));
    }
}
