//! Q-YOY-005: A lower rung than last year.
//!
//! # What
//!
//! The person’s most senior post is on a lower rung than last year’s.
//!
//! # Why
//!
//! Demotions are rare. Most often the mapping of grades changed, or the more senior post is missing from the extract.
//!
//! # Example
//!
//! Rung 6 last year and rung 4 this year: the team manager post was left out.
//!
//! # Fix at source
//!
//! Check the mapping of the grades and the completeness of the extract. If the person did step down, explain it by a
//! note.
//!
//! # Reference
//!
//! Progression: transitions between snapshots.

use crate::{
    gathered::senior,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-005",
    dataset: Some(Dataset::Staff),
    columns: &["grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a lower rung than last year",
    expected: "the rung of last year, or a higher one",
    check: Check::Across(|gathered, _| {
        let mut spots = Vec::new();
        for (now, then) in gathered.in_both() {
            let (Some(now), Some(then)) = (senior(now), senior(then)) else { continue };
            if now.rung > 0 && now.rung < then.rung {
                spots.push(now.spot);
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
    fn the_most_senior_post_counts() {
        let columns = ["person_id", "grade"];
        let then = Sheet::new(Dataset::Staff, &columns, &[&["1", "6"], &["2", "6"], &["3", "4"]]);
        let now: &[&[&str]] = &[&["1", "4"], &["2", "4"], &["2", "6"], &["3", "5"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Staff, &columns, now)).last(then).rows(&RULE), [2]);
    }
}
