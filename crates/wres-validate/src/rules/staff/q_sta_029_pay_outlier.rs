//! Q-STA-029: Pay far from that of others on the rung.
//!
//! # What
//!
//! Full-time annual pay is more than two and a half times the middle pay of the same rung, or less than its inverse
//! (unless the policy says otherwise). Rungs with fewer than ten paid posts are not judged.
//!
//! # Why
//!
//! The pay or the grade of the post is wrong.
//!
//! # Example
//!
//! A team manager at £231,000, where others have about £52,000.
//!
//! # Fix at source
//!
//! Check pay and grade of the post, and the rung of the grade in the mapping file.
//!
//! # Reference
//!
//! Policy: `pay_factor`.

use crate::{
    gathered::Post,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use std::collections::BTreeMap;
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-029",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte", "grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "pay far from that of others on the same rung",
    expected: "pay near that of others on the rung",
    check: Check::Across(|gathered, settings| {
        let mut by_rung: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
        for post in gathered.staff.iter().filter(|post| post.rung > 0 && post.pounds > 0) {
            by_rung.entry(post.rung).or_default().push(post.pounds);
        }
        let middle = |mut pay: Vec<u32>| {
            let half = pay.len() / 2;
            (pay.len() >= FEWEST).then(|| f64::from(*pay.select_nth_unstable(half).1))
        };
        let middles: BTreeMap<u8, Option<f64>> = by_rung.into_iter().map(|(rung, pay)| (rung, middle(pay))).collect();
        let factor = settings.policy.pay_factor.max(1.0);
        // Pay too low to be annual has a rule of its own.
        let annual = |post: &&Post| i64::from(post.pounds) >= settings.policy.lowest_annual_pay;
        let far = |post: &&Post| {
            let pay = f64::from(post.pounds);
            middles
                .get(&post.rung)
                .copied()
                .flatten()
                .is_some_and(|middle| pay > middle * factor || pay * factor < middle)
        };
        gathered.staff.iter().filter(annual).filter(far).map(|post| post.spot).collect()
    }),
};

/// Paid posts from which the middle pay of a rung means something.
const FEWEST: usize = 10;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_misplaced_decimal_point_is_found() {
        let sheet = |posts: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "salary_fte", "grade"], posts, |row| {
                vec![row.to_string(), if row == 3 { "231000".into() } else { "52000".into() }, "6".into()]
            })
        };
        assert_eq!(Exam::of(sheet(12)).rows(&RULE), [5]);
        assert!(Exam::of(sheet(9)).rows(&RULE).is_empty());
    }
}
