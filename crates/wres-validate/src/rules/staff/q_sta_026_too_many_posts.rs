//! Q-STA-026: More posts than one person can hold.
//!
//! # What
//!
//! A person number has more posts than anybody holds (4 unless the policy says otherwise).
//!
//! # Why
//!
//! A number such as 999999 stands for many people, who then count as one.
//!
//! # Example
//!
//! `999999` for all sessional workers.
//!
//! # Fix at source
//!
//! Give every person a number of their own.
//!
//! # Reference
//!
//! Policy: `most_posts`.

use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-026",
    dataset: Some(Dataset::Staff),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a person number with more posts than anybody holds",
    expected: "one number for each person",
    check: Check::Across(|gathered, settings| {
        let too_many = |posts: &&[Post]| posts.len() as u64 > settings.policy.most_posts;
        gathered.people().filter(too_many).flat_map(|posts| posts.iter().map(|post| post.spot)).collect()
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_number_that_stands_for_many_people_is_found_in_every_row() {
        let sheet = Sheet::repeat(Dataset::Staff, &["person_id", "post_id"], 9, |row| {
            vec![if row < 5 { "999999".into() } else { "7".into() }, row.to_string()]
        });
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3, 4, 5, 6]);
    }
}
