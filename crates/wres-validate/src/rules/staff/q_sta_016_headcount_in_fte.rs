//! Q-STA-016: A headcount where a share is expected.
//!
//! # What
//!
//! Every post of a file of some size is exactly full time.
//!
//! # Why
//!
//! In a workforce of this size somebody works part time. The column most likely holds a headcount.
//!
//! # Example
//!
//! 480 rows and each has `1`.
//!
//! # Fix at source
//!
//! Choose the column with the full-time equivalent, or compute contracted hours over full-time hours.
//!
//! # Reference
//!
//! Dataset schema: `hours_fte`, 1 is full time. Policy: `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-016",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "shares of full-time hours that differ from post to post",
    check: Check::Whole(|gathered, settings| {
        let Some(staff) = gathered.counted(Dataset::Staff) else { return Vec::new() };
        let (full_time, all) = (staff.tallies.full_time, staff.tallies.with_hours);
        if all < settings.policy.enough_rows || full_time < all {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("hours_fte".to_owned()),
            count: all,
            found: format!("all {all} posts at exactly 1"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_part_time_post_is_enough_to_believe_the_column() {
        let sheet = |part_time: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "hours_fte"], 120, |row| {
                vec![row.to_string(), if row < part_time { "0.6".into() } else { "1".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(0)).says(&RULE), ["all 120 posts at exactly 1"]);
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
    }
}
