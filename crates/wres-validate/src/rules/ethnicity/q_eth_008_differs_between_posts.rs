//! Q-ETH-008: One person with two ethnicities.
//!
//! # What
//!
//! The posts of one person have different known ethnicities.
//!
//! # Why
//!
//! The person counts once, at the most senior post and with the ethnicity that stands there; of equally senior posts the first by its
//! values stands, whatever the order of rows. One of the records is wrong.
//!
//! # Example
//!
//! Two records of one person in the HR system, one from before a transfer.
//!
//! # Fix at source
//!
//! Make the records agree, with what the person has said last.
//!
//! # Reference
//!
//! Person as the unit of counting.

use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Ethnicity};

pub(crate) static RULE: Rule = Rule {
    code: "Q-ETH-008",
    dataset: Some(Dataset::Staff),
    columns: &["ethnicity"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "another ethnicity than at another post of the same person",
    expected: "the same ethnicity at every post of a person",
    check: Check::Across(|gathered, _| {
        let known = |post: &&Post| Ethnicity::ALL.get(usize::from(post.ethnicity)).is_some_and(|e| e.is_known());
        let mut spots = Vec::new();
        for posts in gathered.people() {
            let Some(first) = posts.iter().find(known) else { continue };
            let other = posts.iter().filter(known).filter(|post| post.ethnicity != first.ethnicity);
            spots.extend(other.map(|post| post.spot));
        }
        spots
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_blank_is_no_contradiction() {
        let rows: &[&[&str]] = &[
            &["1", "white_irish"],
            &["1", "unknown_blank"],
            &["2", "white_irish"],
            &["2", "asian_chinese"],
            &["3", "asian_chinese"],
        ];
        let sheet = Sheet::new(Dataset::Staff, &["person_id", "ethnicity"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [5]);
    }
}
