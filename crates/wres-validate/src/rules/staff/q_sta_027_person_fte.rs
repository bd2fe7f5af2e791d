//! Q-STA-027: More than full time over all posts.
//!
//! # What
//!
//! The full-time equivalents of a person’s posts sum to more than anybody works (1.20 unless the policy says
//! otherwise).
//!
//! # Why
//!
//! One of the posts has ended, or the number stands for two people.
//!
//! # Example
//!
//! A full-time post and a second one at 0.6.
//!
//! # Fix at source
//!
//! Take out posts that had ended by the snapshot date, and check the number.
//!
//! # Reference
//!
//! Policy: `highest_person_fte`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-027",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "posts of one person that sum to more than full time",
    expected: "at most full time, or a little more, over all posts of a person",
    check: Check::Across(|gathered, settings| {
        let mut spots = Vec::new();
        for posts in gathered.people().filter(|posts| posts.len() > 1) {
            let sum: i64 = posts.iter().map(|post| i64::from(post.hundredths)).sum();
            // Posts with hours in place of a share have a rule of their own.
            let shares = posts.iter().all(|post| post.hundredths <= 100);
            if shares && sum > i64::from(settings.policy.highest_person_fte) {
                spots.extend(posts.iter().map(|post| post.spot));
            }
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
    fn two_halves_are_fine_and_one_and_a_half_are_not() {
        let rows: &[&[&str]] =
            &[&["1", "1", "0.5"], &["1", "2", "0.5"], &["2", "3", "1"], &["2", "4", "0.5"], &["3", "5", "1"]];
        let sheet = Sheet::new(Dataset::Staff, &["person_id", "post_id", "hours_fte"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [4, 5]);
    }
}
