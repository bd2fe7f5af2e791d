//! Q-STA-014: No hours in a contracted post.
//!
//! # What
//!
//! The full-time equivalent is zero or less, and the contract is not casual.
//!
//! # Why
//!
//! A contracted post has hours. Zero often stands for a vacant post, a career break or a leaver who is still in the
//! list.
//!
//! # Example
//!
//! `0.00` for a permanent post whose holder left in January.
//!
//! # Fix at source
//!
//! Fill in the contracted hours as a share of full time; of somebody on a break, those of before the break. Take out
//! vacant posts and people who had left by the snapshot date.
//!
//! # Reference
//!
//! Dataset schema: `hours_fte`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-014",
    dataset: Some(Dataset::Staff),
    columns: &["hours_fte", "contract"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "no hours in a contracted post",
    expected: "a share of full-time hours above 0",
    check: Check::Rows(|rows, _| {
        let (hours, casual) = (rows.hundredths("hours_fte")?, rows.words("contract")?.are(&["casual"]));
        Ok(rows.find(|row| hours.at(row).is_some_and(|hundredths| hundredths <= 0) && !casual.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_casual_post_may_have_no_hours() {
        let rows: &[&[&str]] = &[&["0", "permanent"], &["0", "casual"], &["-0.2", "fixed_term"], &["", "permanent"]];
        let sheet = Sheet::new(Dataset::Staff, &["hours_fte", "contract"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 4]);
    }
}
