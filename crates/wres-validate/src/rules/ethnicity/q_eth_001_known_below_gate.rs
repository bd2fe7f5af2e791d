//! Q-ETH-001: Ethnicity known for too few.
//!
//! # What
//!
//! Ethnicity is known for fewer than nine in ten rows of staff, or of another dataset of some size (unless the policy
//! says otherwise).
//!
//! # Why
//!
//! People of unknown ethnicity are in no ratio. If those who leave the question out differ from those who answer it,
//! the ratios are wrong by an amount that nobody knows.
//!
//! # Example
//!
//! 84% known; 3% preferred not to say, 6% were not asked, 7% are blank.
//!
//! # Fix at source
//!
//! Ask those who were not asked, most easily through self-service; record a refusal as a refusal, and never leave the
//! cell empty.
//!
//! # Reference
//!
//! Policy: `known_ethnicity`, `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-ETH-001",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "ethnicity known for the share that the policy asks for",
    check: Check::Whole(|gathered, settings| {
        let mut statements = Vec::new();
        for (dataset, counted) in &gathered.counted {
            let Some(completeness) = counted.completeness(*dataset) else { continue };
            let few = *dataset != Dataset::Staff && completeness.rows() < settings.policy.enough_rows;
            if few || completeness.share_known().is_none_or(|share| share >= settings.policy.known_ethnicity) {
                continue;
            }
            statements.push(Statement {
                dataset: Some(*dataset),
                column: Some("ethnicity".to_owned()),
                count: completeness.rows() - completeness.known,
                found: completeness.in_words(),
            });
        }
        statements
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_kinds_of_unknown_are_told_apart() {
        let sheet = Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 20, |row| {
            let ethnicity = ["unknown_refused", "unknown_not_asked", "unknown_blank"].get(row);
            vec![row.to_string(), (*ethnicity.unwrap_or(&"white_british")).to_owned()]
        });
        let expected = "known for 85.0% of 20 rows; refused 5.0%, not asked 5.0%, blank 5.0%, not recognised 0.0%";
        assert_eq!(Exam::of(sheet).says(&RULE), [expected]);
    }

    #[test]
    fn nine_in_ten_are_enough() {
        let sheet = Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 20, |row| {
            vec![row.to_string(), if row < 2 { "unknown_blank".into() } else { "white_british".into() }]
        });
        assert!(Exam::of(sheet).says(&RULE).is_empty());
    }
}
