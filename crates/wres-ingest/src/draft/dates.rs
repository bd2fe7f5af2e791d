//! The order of day, month and year.

use crate::{
    draft::{columns::DraftColumn, make::guess, table::DraftTable},
    mapping::{Guess, GuessKind},
};
use wres_domain::{ColumnKind, parsed};

impl DraftTable {
    /// A guess about the order of dates that are not ISO. `None` if there are none.
    pub(super) fn date_guess(&self, columns: &[DraftColumn]) -> Option<Guess> {
        let is_date =
            |kind: &ColumnKind| matches!(kind, ColumnKind::Date | ColumnKind::DateTime | ColumnKind::BirthDate);
        let dates = columns.iter().filter(|column| is_date(&column.column.kind)).flat_map(|column| &column.values);
        let (mut day_first, mut month_first, mut either) = (0_u64, 0_u64, 0_u64);
        for (value, n) in dates {
            match parts(value) {
                Some((first, second)) if first > 12 && second <= 12 => day_first += n,
                Some((first, second)) if first <= 12 && second > 12 => month_first += n,
                Some((first, second)) if first <= 12 && second <= 12 => either += n,
                _ => {}
            }
        }
        let (order, score, why) = match (day_first, month_first, either) {
            (0, 0, 0) => return None,
            (0, 0, n) => ("dmy", 50, format!("{n} dates could be either; day first is usual here")),
            (days, 0, _) => {
                ("dmy", 95, format!("{days} dates make sense only with the day first, none only with the month"))
            }
            (0, months, _) => {
                ("mdy", 90, format!("{months} dates make sense only with the month first, none only with the day"))
            }
            (days, months, _) => {
                let order = if days >= months { "dmy" } else { "mdy" };
                (order, 20, format!("{days} dates make sense only with the day first and {months} only with the month"))
            }
        };
        Some(guess(GuessKind::DateOrder, "", "", order, score, why))
    }
}

/// The first two numbers of a date of three numbers that does not begin with a year.
fn parts(value: &str) -> Option<(u32, u32)> {
    let date = value.split_whitespace().next()?;
    let numbers: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [first, second, third] = numbers[..] else { return None };
    if first.len() > 2 || !matches!(third.len(), 2 | 4) {
        return None;
    }
    parsed::<u32>(third)?;
    Some((parsed(first)?, parsed(second)?))
}
