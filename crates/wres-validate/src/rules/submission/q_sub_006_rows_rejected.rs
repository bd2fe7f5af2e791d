//! Q-SUB-006: Many rows of a dataset left out.
//!
//! # What
//!
//! More than a fifth of the rows of a dataset other than staff (unless the policy says otherwise) were rejected by
//! other rules.
//!
//! # Why
//!
//! The indicators that rest on the dataset are computed from what remains, which may not be typical.
//!
//! # Example
//!
//! Half of the cases have no date of entry.
//!
//! # Fix at source
//!
//! Put right the findings of severity error about the dataset.
//!
//! # Reference
//!
//! Policy: `rejected_rows`.

use crate::{
    gathered::Counted,
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUB-006",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "at most the tolerated share of rows left out",
    check: Check::Whole(|gathered, settings| {
        let too_many = |(dataset, counted): &(&Dataset, &Counted)| {
            let share = counted.rejected as f64 / counted.rows.max(1) as f64;
            **dataset != Dataset::Staff && share > settings.policy.rejected_rows
        };
        let statement = |(dataset, counted): (&Dataset, &Counted)| Statement {
            dataset: Some(*dataset),
            column: None,
            count: counted.rejected,
            found: format!("{} of {} rows of {} left out", counted.rejected, counted.rows, dataset.name()),
        };
        gathered.counted.iter().filter(too_many).map(statement).collect()
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_dataset_that_loses_more_than_a_fifth_is_named() {
        let sheet = Sheet::new(Dataset::Cases, &["person_id"], &[&["1"], &[""]]);
        assert_eq!(Exam::of(sheet).says(&RULE), ["1 of 2 rows of cases left out"]);
    }
}
