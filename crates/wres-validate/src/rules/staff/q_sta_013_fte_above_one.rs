//! Q-STA-013: More than full time in one post.
//!
//! # What
//!
//! The full-time equivalent of one post is above 1, and not so large that it must be hours.
//!
//! # Why
//!
//! Overtime or a second post is in the number, and staff are weighted too much.
//!
//! # Example
//!
//! `1.20` for somebody who holds a second post of one day a week, which has a row of its own.
//!
//! # Fix at source
//!
//! Give contracted hours over full-time hours for each post by itself, without overtime.
//!
//! # Reference
//!
//! Dataset schema: `hours_fte`, 1 is full time.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-013",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a full-time equivalent above 1",
    expected: "a share of full-time hours between 0 and 1",
    check: Check::Rows(|rows, _| {
        let hours = rows.hundredths("hours_fte")?;
        Ok(rows.find(|row| hours.at(row).is_some_and(|hundredths| (101..500).contains(&hundredths))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn full_time_is_fine_and_more_is_not() {
        let rows: &[&[&str]] = &[&["1"], &["1.01"], &["0.5"], &["37"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Staff, &["hours_fte"], rows)).rows(&RULE), [3]);
    }
}
