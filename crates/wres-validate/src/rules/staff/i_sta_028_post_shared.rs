//! I-STA-028: One post number held by several people.
//!
//! # What
//!
//! More than a fifth of post numbers are held by more than one person.
//!
//! # Why
//!
//! Job shares are usual and few. If most posts are shared, the column holds a kind of post and not a post, and cannot
//! tell two posts of one person apart.
//!
//! # Example
//!
//! `SW2` in the column of post numbers.
//!
//! # Fix at source
//!
//! Nothing, if the posts are shared. Otherwise choose the column that numbers each post, or leave the column out.
//!
//! # Reference
//!
//! Dataset schema: `post_id`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-STA-028",
    dataset: Some(Dataset::Staff),
    columns: &["post_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a number for each post",
    check: Check::Whole(|gathered, settings| {
        let mut held: Vec<(u64, u64)> =
            gathered.staff.iter().filter(|post| post.post != 0).map(|post| (post.post, post.person)).collect();
        held.sort_unstable();
        held.dedup();
        let posts = held.chunk_by(|one, next| one.0 == next.0);
        let (all, shared) =
            posts.fold((0_u64, 0_u64), |(all, shared), holders| (all + 1, shared + u64::from(holders.len() > 1)));
        if all == 0 || (held.len() as u64) < settings.policy.enough_rows || shared * 5 <= all {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("post_id".to_owned()),
            count: shared,
            found: format!("{shared} of {all} post numbers held by more than one person"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_kind_of_post_is_noticed_and_a_few_job_shares_are_not() {
        let sheet = |kinds: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "post_id"], 120, |row| {
                vec![row.to_string(), (row % kinds + 1).to_string()]
            })
        };
        assert_eq!(Exam::of(sheet(6)).says(&RULE), ["6 of 6 post numbers held by more than one person"]);
        assert!(Exam::of(sheet(110)).says(&RULE).is_empty());
    }
}
