//! Q-YOY-004: An ethnicity that was known and is not.
//!
//! # What
//!
//! The person’s ethnicity was known last year and is not known this year.
//!
//! # Why
//!
//! Nobody unlearns an answer: it was lost on the way, in a new system or a new join.
//!
//! # Example
//!
//! White Irish last year, an empty cell this year.
//!
//! # Fix at source
//!
//! Restore the answer from last year’s record. If the person withdrew it, record that they prefer not to say.
//!
//! # Reference
//!
//! Completeness of ethnicity.

use crate::{
    gathered::senior,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Ethnicity, UnknownReason};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-004",
    dataset: Some(Dataset::Staff),
    columns: &["ethnicity"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an unknown ethnicity that was known last year",
    expected: "the ethnicity of last year",
    check: Check::Across(|gathered, _| {
        let mut spots = Vec::new();
        for (now, then) in gathered.in_both() {
            let (Some(now), Some(then)) = (senior(now), senior(then)) else { continue };
            if known(then.ethnicity) && lost(now.ethnicity) {
                spots.push(now.spot);
            }
        }
        spots
    }),
};

fn known(place: u8) -> bool {
    Ethnicity::ALL.get(usize::from(place)).is_some_and(|ethnicity| ethnicity.is_known())
}

/// Unknown for another reason than a refusal.
fn lost(place: u8) -> bool {
    let reason = Ethnicity::ALL.get(usize::from(place)).and_then(|ethnicity| ethnicity.unknown());
    reason.is_some_and(|reason| reason != UnknownReason::Refused)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_withdrawn_answer_is_let_pass() {
        let columns = ["person_id", "ethnicity"];
        let then: &[&[&str]] = &[&["1", "white_irish"], &["2", "white_irish"], &["3", "unknown_not_asked"]];
        let now: &[&[&str]] = &[&["1", "unknown_blank"], &["2", "unknown_refused"], &["3", "unknown_not_asked"]];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &columns, now)).last(Sheet::new(Dataset::Staff, &columns, then));
        assert_eq!(exam.rows(&RULE), [2]);
    }
}
