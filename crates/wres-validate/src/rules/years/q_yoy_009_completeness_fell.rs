//! Q-YOY-009: Ethnicity known for fewer than last year.
//!
//! # What
//!
//! The share of posts with a known ethnicity fell by more than ten percentage points (unless the policy says
//! otherwise).
//!
//! # Why
//!
//! Answers were lost on the way, in a new system or a new join; whose answers is rarely a matter of chance.
//!
//! # Example
//!
//! 94.1% last year and 71.3% this year.
//!
//! # Fix at source
//!
//! Restore the answers from last year’s records.
//!
//! # Reference
//!
//! Policy: `share_change`, `enough_rows`.

use super::share::{Share, ethnicity, moved};
use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-009",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a share near last year’s",
    check: Check::Whole(|gathered, settings| {
        moved(
            gathered,
            settings,
            known,
            |then, now| then - now,
            |now, then| format!("known for {now}% of posts, {then}% last year"),
        )
    }),
};

/// Posts with a known ethnicity, and all posts.
fn known(posts: &[Post]) -> Share {
    let known = posts.iter().filter_map(ethnicity).filter(|ethnicity| ethnicity.is_known()).count();
    (known as u64, posts.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_rise_is_welcome() {
        let sheet = |known: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 100, |row| {
                vec![row.to_string(), if row < known { "white_irish".into() } else { "unknown_blank".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(79)).last(sheet(90)).says(&RULE), ["known for 79.0% of posts, 90.0% last year"]);
        assert!(Exam::of(sheet(90)).last(sheet(70)).says(&RULE).is_empty());
    }
}
