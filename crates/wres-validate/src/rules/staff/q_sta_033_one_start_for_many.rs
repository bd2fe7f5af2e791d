//! Q-STA-033: One start of service for many.
//!
//! # What
//!
//! More than three in ten people began on one and the same day.
//!
//! # Why
//!
//! It is the day on which a system or an organisation was taken over. Length of service, on which retention rests, is
//! lost for them.
//!
//! # Example
//!
//! 1 April 2015 for everybody who was there when the new HR system began.
//!
//! # Fix at source
//!
//! Give the start of continuous service, which survives a transfer, in place of the start of the record.
//!
//! # Reference
//!
//! Policy: `enough_rows`.

use crate::{
    gathered::NO_DAY,
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-033",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "starts of service that differ from person to person",
    check: Check::Whole(|gathered, settings| {
        let mut starts: Vec<i32> =
            gathered.staff.iter().map(|post| post.start).filter(|start| *start != NO_DAY).collect();
        starts.sort_unstable();
        let most = starts.chunk_by(|one, next| one == next).map(<[i32]>::len).max().unwrap_or(0);
        let all = starts.len();
        if (all as u64) < settings.policy.enough_rows || most * 10 <= all * 3 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("service_start".to_owned()),
            count: most as u64,
            found: format!("{most} of {all} posts with the same start of service"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_day_of_transfer_is_noticed() {
        let sheet = |same: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "service_start"], 100, |row| {
                let day = if row < same {
                    "2015-04-01".into()
                } else {
                    format!("20{:02}-{:02}-02", row / 12 + 10, row % 12 + 1)
                };
                vec![row.to_string(), day]
            })
        };
        assert_eq!(Exam::of(sheet(31)).says(&RULE), ["31 of 100 posts with the same start of service"]);
        assert!(Exam::of(sheet(30)).says(&RULE).is_empty());
    }
}
