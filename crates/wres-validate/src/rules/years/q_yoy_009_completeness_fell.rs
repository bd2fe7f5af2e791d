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

use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Ethnicity, percent_half_up};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-009",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a share near last year’s",
    check: Check::Whole(|gathered, settings| {
        let (now, then) = (share(&gathered.staff), share(&gathered.last));
        let enough = |(_, all): (u64, u64)| all >= settings.policy.enough_rows;
        let of = |(part, all): (u64, u64)| part as f64 / all.max(1) as f64;
        let change = of(then) - of(now);
        if !enough(now) || !enough(then) || change <= settings.policy.share_change {
            return Vec::new();
        }
        let percent = |(part, all)| percent_half_up(part, all, 1).unwrap_or_default();
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("ethnicity".to_owned()),
            count: now.1,
            found: format!("known for {}% of posts, {}% last year", percent(now), percent(then)),
        }]
    }),
};

/// Posts with a known ethnicity, and all posts.
fn share(posts: &[Post]) -> (u64, u64) {
    let known = |post: &&Post| Ethnicity::ALL.get(usize::from(post.ethnicity)).is_some_and(|e| e.is_known());
    (posts.iter().filter(known).count() as u64, posts.len() as u64)
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
