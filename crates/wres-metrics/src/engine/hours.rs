//! The sum of a column, such as hours.

use super::{
    asked::Asked,
    cells::{Cases, Grid, service},
    table::NO_NUMBER,
    tally::Tally,
};
use crate::plan::CountNode;

/// Sums a column over members at risk by service and ethnicity: cases and base alike. What is not known, or is below nothing, adds
/// nothing; whose service it is has been seen all the same.
pub(crate) fn sum<'a>(asked: &Asked<'_, 'a>, count: &'a CountNode, column: &str) -> Tally {
    let at_risk = asked.at_risk(count);
    let mut grid = Grid::default();
    let mut tally = Tally::default();
    let numbers = asked.attribute(|table| table.numbers(column), NO_NUMBER);
    for (row, (number, pair)) in numbers.into_iter().zip(&asked.members.pairs).enumerate() {
        if at_risk.as_ref().is_none_or(|at_risk| at_risk[row]) {
            let pair = usize::from(*pair);
            let number = u64::try_from(number).unwrap_or(0);
            let cell = grid.at(pair);
            *cell = Cases { cases: cell.cases.saturating_add(number), base: cell.base.saturating_add(number) };
            tally.services.insert(service(pair));
        }
    }
    tally.strata.insert(None, grid);
    tally
}
