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

use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Ethnicity, Group, Grouping, percent_half_up};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-010",
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
        let change = (of(now) - of(then)).abs();
        if !enough(now) || !enough(then) || change <= settings.policy.share_change {
            return Vec::new();
        }
        let percent = |(part, all)| percent_half_up(part, all, 1).unwrap_or_default();
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("ethnicity".to_owned()),
            count: now.1,
            found: format!("{}% BME, {}% last year", percent(now), percent(then)),
        }]
    }),
};

/// BME posts, and posts of known ethnicity.
fn share(posts: &[Post]) -> (u64, u64) {
    let group = |post: &Post| Ethnicity::ALL.get(usize::from(post.ethnicity)).map(|e| Grouping::Binary.group(*e));
    let number = |group_is: &dyn Fn(Group) -> bool| posts.iter().filter_map(group).filter(|g| group_is(*g)).count();
    (number(&|group| group == Group::Bme) as u64, number(&|group| group != Group::Unknown) as u64)
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
