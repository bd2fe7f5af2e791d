//! Pay tables from the input of a question.

use crate::{catalogue::Input, error::Result, pay::PayTable};

/// What every method of this family says of its input.
pub(super) const RANGE: &str =
    "`a`, `b`: amounts of 0 or more, one per person; or distinct amounts with `a_counts`, `b_counts`";

/// An example shared by the methods.
pub(super) const EXAMPLE: &str = r#"{"a": [14.1, 15.2, 15.9, 16.0, 17.3, 18.75, 22.4, 30.1], "a_counts": [2, 1, 1, 1, 1, 1, 1, 1],
     "b": [13.9, 14.1, 14.4, 15.0, 15.2, 16.6, 19.0]}"#;

/// Both groups.
pub(super) fn both(input: &Input<'_>) -> Result<(PayTable, PayTable)> {
    Ok((one(input, "a", "a_counts")?, one(input, "b", "b_counts")?))
}

fn one(input: &Input<'_>, amounts: &str, counts: &str) -> Result<PayTable> {
    let amounts = input.numbers(amounts)?;
    if input.has(counts) {
        PayTable::from_counts(&amounts, &input.counts(counts)?)
    } else {
        PayTable::from_values(&amounts)
    }
}
