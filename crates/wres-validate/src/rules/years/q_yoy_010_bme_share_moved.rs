//! Q-YOY-010: Another workforce than last year.
//!
//! # What
//!
//! The share of BME posts among those of known ethnicity moved by more than ten percentage points (unless the policy
//! says otherwise).
//!
//! # Why
//!
//! A workforce does not change so fast. Most often a code list was declared that is not the one in use.
//!
//! # Example
//!
//! 22.4% last year and 61.0% this year, when `A1` was read as Indian.
//!
//! # Fix at source
//!
//! Check the declared code list. If the change is true, explain it by a note.
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
use wres_domain::{Group, Grouping};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-010",
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
            bme,
            |then, now| (now - then).abs(),
            |now, then| format!("{now}% BME, {then}% last year"),
        )
    }),
};

/// BME posts, and posts of known ethnicity.
fn bme(posts: &[Post]) -> Share {
    let groups = || posts.iter().filter_map(ethnicity).map(|ethnicity| Grouping::Binary.group(ethnicity));
    let bme = groups().filter(|group| *group == Group::Bme).count();
    (bme as u64, groups().filter(|group| *group != Group::Unknown).count() as u64)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_list_that_moves_people_is_noticed_in_either_direction() {
        let sheet = |bme: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 100, |row| {
                vec![row.to_string(), if row < bme { "asian_indian".into() } else { "white_irish".into() }]
            })
        };
        assert_eq!(Exam::of(sheet(61)).last(sheet(22)).says(&RULE), ["61.0% BME, 22.0% last year"]);
        assert_eq!(Exam::of(sheet(11)).last(sheet(22)).says(&RULE).len(), 1);
        assert!(Exam::of(sheet(30)).last(sheet(22)).says(&RULE).is_empty());
    }
}
