//! Q-YOY-008: Far more or fewer staff than last year.
//!
//! # What
//!
//! The number of people differs from last year’s by more than a quarter (unless the policy says otherwise).
//!
//! # Why
//!
//! Such a change has a reason that a reader must know: a transfer, a merger, or an extract that covers something else.
//!
//! # Example
//!
//! 812 last year, 1,190 this year: school staff are in the file.
//!
//! # Fix at source
//!
//! Check the scope of the extract. If the change is true, explain it by a note.
//!
//! # Reference
//!
//! Policy: `staff_change`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-008",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a number of people near last year’s",
    check: Check::Whole(|gathered, settings| {
        let (now, then) = (gathered.people().count() as u64, gathered.people_last().count() as u64);
        let change = now.abs_diff(then);
        if now == 0 || then < settings.policy.enough_rows || change as f64 <= settings.policy.staff_change * then as f64
        {
            return Vec::new();
        }
        let found = format!("{now} people, {then} last year");
        vec![Statement { dataset: Some(Dataset::Staff), column: None, count: change, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_quarter_is_let_pass() {
        let sheet = |rows| Sheet::repeat(Dataset::Staff, &["person_id"], rows, |row| vec![row.to_string()]);
        assert!(Exam::of(sheet(125)).last(sheet(100)).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet(126)).last(sheet(100)).says(&RULE), ["126 people, 100 last year"]);
        assert_eq!(Exam::of(sheet(74)).last(sheet(100)).says(&RULE), ["74 people, 100 last year"]);
    }
}
