//! Canonical groups summed into the groups of groupings.

use crate::{
    cell::Cell,
    count::{CountRow, CountTable, GroupCount, GroupTable, add},
    ethnicity::Ethnicity,
    grouping::{Group, Grouping},
};
use rayon::prelude::*;
use std::sync::Arc;
use wres_disparity::Binomial;

impl CountTable {
    /// Sums the canonical groups into the groups of each grouping, in every place.
    ///
    /// Every comparable group has a row in every place, zero or not, and the unknown always has one, so that completeness
    /// can be read from any place.
    #[must_use]
    pub fn group(&self, groupings: &[Grouping]) -> GroupTable {
        let parts: Vec<Parts> = groupings.iter().map(|&grouping| Parts::of(grouping)).collect();
        let places: Vec<&[CountRow]> = self.places().collect();
        let of_place = |place: &&[CountRow]| parts.iter().flat_map(|parts| parts.sums(place)).collect::<Vec<_>>();
        GroupTable { rows: places.par_iter().flat_map_iter(of_place).collect() }
    }
}

/// The groups of a grouping, and which of them each ethnicity is part of.
struct Parts {
    grouping: Grouping,
    /// Those that are compared, the unknown, and last those who are not separated that far.
    groups: Vec<Group>,
    /// By place of the ethnicity among all.
    of: Vec<usize>,
}

impl Parts {
    fn of(grouping: Grouping) -> Self {
        let mut groups = grouping.groups();
        groups.extend([Group::Unknown, Group::NotSeparated]);
        let last = groups.len() - 1;
        let part = |ethnicity: &Ethnicity| {
            let group = grouping.group(*ethnicity);
            groups.iter().position(|one| *one == group).unwrap_or(last)
        };
        let of = Ethnicity::ALL.iter().map(part).collect();
        Self { grouping, groups, of }
    }

    /// The groups in one place.
    fn sums(&self, place: &[CountRow]) -> impl Iterator<Item = GroupCount> {
        let last = self.groups.len() - 1;
        let mut sums = vec![Cell::Value(Binomial::default()); last];
        let mut not_separated = None;
        let mut seen_value = false;
        let mut absent = None;
        for row in place {
            match row.binomial {
                Cell::Value(_) => seen_value = true,
                other => absent = Some(other),
            }
            match sums.get_mut(self.of[row.ethnicity as usize]) {
                Some(sum) => *sum = add(*sum, row.binomial),
                None => not_separated = Some(not_separated.map_or(row.binomial, |sum| add(sum, row.binomial))),
            }
        }
        sums.extend(not_separated);
        let absent = absent.filter(|_| !seen_value);
        self.groups.iter().zip(sums).map(move |(&group, sum)| {
            let sum = absent.unwrap_or(sum);
            GroupCount {
                place: Arc::clone(&place[0].place),
                grouping: self.grouping,
                group,
                cases: sum.map(Binomial::cases),
                base: sum.map(Binomial::base),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{count::tests::row, *};

    #[test]
    fn groups_sum_and_the_unknown_stays_out_of_them() {
        let table = CountTable::from_rows(vec![
            row(Ethnicity::WhiteIrish, 1, 5),
            row(Ethnicity::AsianIndian, 2, 7),
            row(Ethnicity::UnknownBlank, 1, 4),
        ]);
        let groups = table.group(&[Grouping::Binary]);
        let of = |g| groups.rows.iter().find(|r| r.group == g).map(|r| (r.cases, r.base)).unwrap();
        assert_eq!(of(Group::White), (Cell::Value(Count(1)), Cell::Value(Base(5))));
        assert_eq!(of(Group::Bme), (Cell::Value(Count(2)), Cell::Value(Base(7))));
        assert_eq!(of(Group::Unknown), (Cell::Value(Count(1)), Cell::Value(Base(4))));
    }

    #[test]
    fn every_row_is_in_one_group_of_each_grouping_whatever_is_not_separated() {
        let rows: Vec<CountRow> = (1..).zip(Ethnicity::ALL).map(|(n, &ethnicity)| row(ethnicity, n, 2 * n)).collect();
        let groups = CountTable::from_rows(rows.clone()).group(&Grouping::ALL);
        for grouping in Grouping::ALL {
            let of = |group: Group| {
                let rows = rows.iter().filter(|row| grouping.group(row.ethnicity) == group);
                let counts = rows.filter_map(|row| row.binomial.value());
                counts.fold((0, 0), |(cases, base), n| (cases + n.cases().0, base + n.base().0))
            };
            for found in groups.rows.iter().filter(|row| row.grouping == grouping) {
                let (cases, base) = of(found.group);
                assert_eq!(
                    (found.cases, found.base),
                    (Cell::Value(Count(cases)), Cell::Value(Base(base))),
                    "{found:?}"
                );
            }
            let base = groups.rows.iter().filter(|row| row.grouping == grouping).filter_map(|row| row.base.value());
            let all = Ethnicity::ALL.len() as u64;
            assert_eq!(base.map(|base| base.0).sum::<u64>(), all * (all + 1), "{grouping:?}");
        }
    }
}
