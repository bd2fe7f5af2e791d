//! Q-LEA-011: Hardly anybody left, or half of everybody.
//!
//! # What
//!
//! Leavers are less than one in a hundred of the staff, or more than half as many as the staff.
//!
//! # Why
//!
//! No organisation of some size loses so few or so many in a year. The file is most likely not that of the year.
//!
//! # Example
//!
//! Three leavers among 900 staff: the extract covers the last month only.
//!
//! # Fix at source
//!
//! Draw the extract for the whole reporting year.
//!
//! # Reference
//!
//! Policy: `enough_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-LEA-011",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a number of leavers that a year can have",
    check: Check::Whole(|gathered, settings| {
        let (Some(leavers), Some(staff)) = (gathered.counted(Dataset::Leavers), gathered.counted(Dataset::Staff))
        else {
            return Vec::new();
        };
        let (left, here) = (leavers.kept - leavers.tallies.internal_moves, staff.kept);
        if here < settings.policy.enough_rows || leavers.rows == 0 || (left * 100 >= here && left * 2 <= here) {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Leavers),
            column: None,
            count: left,
            found: format!("{left} leavers beside {here} posts"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_month_of_leavers_is_noticed() {
        let sheet = |dataset, rows| Sheet::repeat(dataset, &["person_id"], rows, |row| vec![row.to_string()]);
        let exam = |leavers| Exam::of(sheet(Dataset::Leavers, leavers)).and(sheet(Dataset::Staff, 300));
        assert_eq!(exam(2).says(&RULE), ["2 leavers beside 300 posts"]);
        assert_eq!(exam(151).says(&RULE), ["151 leavers beside 300 posts"]);
        assert!(exam(3).says(&RULE).is_empty() && exam(150).says(&RULE).is_empty());
    }
}
