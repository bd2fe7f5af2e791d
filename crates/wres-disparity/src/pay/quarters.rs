//! Who is in each quarter of the pay order.

use super::table::PayTable;
use crate::error::{Result, StatError};
use crate::estimate::Estimate;
use crate::proportion::wilson;
use crate::quantity::{Binomial, Level};
use serde::Serialize;

/// Shares of each group in the four quarters of everybody ordered by pay, lowest quarter first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quarters {
    /// `shares[quarter][group]`; each quarter's shares add to 1.
    pub shares: [Vec<f64>; 4],
    /// `people[quarter][group]`; fractions where a boundary runs through people on the same pay.
    pub people: [Vec<f64>; 4],
}

/// Orders everybody by pay, cuts the order into four equal quarters and gives each group's share of each.
///
/// People on the pay at which a boundary falls are divided between the two quarters in the proportions of the groups on that
/// pay, and quarters are exact fourths (of 10 people, two and a half each), so the result does not depend on how equals are
/// ordered. Source: the statutory gender pay gap guidance, "percentage of employees in each pay quarter", which asks for the
/// same even division of equals.
///
/// # Errors
/// [`StatError::Empty`] without groups.
///
/// ```
/// use wres_disparity::pay::{pay_quarters, PayTable};
/// let white = PayTable::from_values(&[11.0, 13.0, 14.0, 15.0])?;
/// let bme = PayTable::from_values(&[10.0, 12.0, 12.0, 16.0])?;
/// assert_eq!(pay_quarters(&[&white, &bme])?.shares[0], [0.5, 0.5]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn pay_quarters(groups: &[&PayTable]) -> Result<Quarters> {
    if groups.is_empty() {
        return Err(StatError::Empty { what: "groups" });
    }
    let everybody: f64 = groups.iter().map(|table| table.people() as f64).sum();
    let mut people: [Vec<f64>; 4] = std::array::from_fn(|_| vec![0.0; groups.len()]);
    let mut positions = vec![0_usize; groups.len()];
    let mut below = 0.0;
    loop {
        let next = |i: usize| groups[i].amounts().get(positions[i]).copied().unwrap_or(f64::INFINITY);
        let amount = (0..groups.len()).map(next).fold(f64::INFINITY, f64::min);
        if amount == f64::INFINITY {
            break;
        }
        let mut on_it = vec![0.0; groups.len()];
        for (i, table) in groups.iter().enumerate() {
            if table.amounts().get(positions[i]) == Some(&amount) {
                on_it[i] = table.counts()[positions[i]] as f64;
                positions[i] += 1;
            }
        }
        let block: f64 = on_it.iter().sum();
        for (quarter, people) in people.iter_mut().enumerate() {
            let (from, to) = (quarter as f64 / 4.0 * everybody, (quarter + 1) as f64 / 4.0 * everybody);
            let inside = (to.min(below + block) - from.max(below)).max(0.0);
            for (people, on_it) in people.iter_mut().zip(&on_it) {
                *people += inside * (on_it / block);
            }
        }
        below += block;
    }
    let shares = std::array::from_fn(|quarter| {
        let all: f64 = people[quarter].iter().sum();
        people[quarter].iter().map(|people| people / all).collect()
    });
    Ok(Quarters { shares, people })
}

/// A group's share of one quarter (1 the lowest) with Wilson's limits of its people in it, to whole people. Unit: proportion.
///
/// # Errors
/// Those of [`pay_quarters`] and [`wilson`]; [`StatError::Domain`] for a group or a quarter that there is not.
pub fn quarter_share(groups: &[&PayTable], group: usize, quarter: usize, level: Level) -> Result<Estimate> {
    let quarters = pay_quarters(groups)?;
    let wrong = |what: &'static str, given: usize, must: &'static str| StatError::Domain {
        what,
        given: given.to_string(),
        must,
    };
    let place = quarter.checked_sub(1).filter(|place| *place < 4);
    let place = place.ok_or_else(|| wrong("quarter", quarter, "it is 1, 2, 3 or 4"))?;
    let people = &quarters.people[place];
    let own = *people.get(group).ok_or_else(|| wrong("group", group, "it is the place of one of the groups"))?;
    let all: f64 = people.iter().sum();
    let limits = wilson(Binomial::of(own.round() as u64, all.round().max(own.round()) as u64)?, level)?;
    Ok(Estimate { value: quarters.shares[place][group], method: "pay_gap.quarter_share", ..limits })
}

#[cfg(test)]
mod tests {
    use super::pay_quarters;
    use crate::pay::PayTable;
    use proptest::prelude::*;

    #[test]
    fn equals_at_a_boundary_are_divided_in_proportion() {
        let one = PayTable::from_counts(&[10.0, 12.0], &[1, 6]).unwrap();
        let two = PayTable::from_counts(&[12.0, 20.0], &[3, 2]).unwrap();
        let quarters = pay_quarters(&[&one, &two]).unwrap();
        assert_eq!(quarters.people[0], [1.0 + 2.0 * 6.0 / 9.0, 2.0 * 3.0 / 9.0]);
        assert!((quarters.shares[1][0] - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(quarters.people[3][1], 2.0 + 1.0 / 3.0);
    }

    #[test]
    fn no_groups_are_refused() {
        assert!(pay_quarters(&[]).is_err());
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_quarter_and_quarters_are_equal(
            a in prop::collection::vec(0_u32..12, 1..40),
            b in prop::collection::vec(0_u32..12, 1..40),
        ) {
            let table = |values: &[u32]| {
                PayTable::from_values(&values.iter().map(|value| f64::from(*value)).collect::<Vec<_>>()).unwrap()
            };
            let quarters = pay_quarters(&[&table(&a), &table(&b)]).unwrap();
            for quarter in &quarters.people {
                prop_assert!((quarter.iter().sum::<f64>() - (a.len() + b.len()) as f64 / 4.0).abs() < 1e-9);
            }
            let of_a: f64 = quarters.people.iter().map(|quarter| quarter[0]).sum();
            prop_assert!((of_a - a.len() as f64).abs() < 1e-9);
        }
    }
}
