//! The sums of groups that an inner cell is part of: nineteen within five within two, and three.

use wres_domain::{Ethnicity, Group, Grouping};

/// Sets of people told apart by ethnicity, whichever groupings name them: White of two groups is White of five.
pub(crate) const SUMS: usize = 30;
const WHITE: u8 = 19;
const BME: u8 = 20;
const WHITE_MINORITY: u8 = 21;
const ASIAN: u8 = 22;
const BLACK: u8 = 23;
const MIXED: u8 = 24;
const OTHER: u8 = 25;
const NOT_SEPARATED: [u8; 3] = [26, 27, 28];
const UNKNOWN: u8 = 29;

/// A sum and its worth to readers.
pub(crate) type Weighted = (u8, i64);

/// What is worth knowing about the ethnicities of inner cells.
pub(crate) struct Groups {
    /// By ethnicity, in the order of [`Ethnicity::ALL`].
    sums: Vec<Vec<Weighted>>,
    /// By ethnicity: its place in the order of the hierarchy.
    order: Vec<usize>,
}

impl Groups {
    pub(crate) fn new() -> Self {
        let sums = Ethnicity::ALL.iter().map(|ethnicity| sums(*ethnicity)).collect();
        let key = |ethnicity: &Ethnicity| {
            let of = |grouping: Grouping| grouping.group(*ethnicity).code();
            (of(Grouping::Binary), of(Grouping::Five), of(Grouping::ThreeWay), *ethnicity)
        };
        let mut sorted: Vec<&Ethnicity> = Ethnicity::ALL.iter().collect();
        sorted.sort_by_key(|ethnicity| key(ethnicity));
        let place = |ethnicity: &Ethnicity| sorted.iter().position(|one| *one == ethnicity).unwrap_or(0);
        Self { sums, order: Ethnicity::ALL.iter().map(place).collect() }
    }

    /// The sums that an ethnicity is part of.
    pub(crate) fn sums(&self, ethnicity: u8) -> &[Weighted] {
        &self.sums[usize::from(ethnicity)]
    }

    /// Its place where those of one group stand side by side.
    pub(crate) fn order(&self, ethnicity: u8) -> usize {
        self.order[usize::from(ethnicity)]
    }
}

/// The inner cell of an ethnicity: the reasons why it is not known are one.
pub(crate) fn inner(ethnicity: Ethnicity) -> u8 {
    let ethnicity = if ethnicity.is_known() { ethnicity } else { Ethnicity::UnknownBlank };
    // There are some thirty.
    ethnicity as u8
}

/// Two and three groups are worth most, nineteen least.
fn sums(ethnicity: Ethnicity) -> Vec<Weighted> {
    let mut out: Vec<Weighted> = Vec::new();
    for (grouping, worth) in
        [(Grouping::Binary, 4), (Grouping::ThreeWay, 4), (Grouping::Five, 2), (Grouping::Nineteen, 1)]
    {
        let sum = match (grouping, grouping.group(ethnicity)) {
            (_, Group::Unknown) => UNKNOWN,
            (_, Group::White) => WHITE,
            (_, Group::Bme | Group::OtherMinority) => BME,
            (_, Group::WhiteMinority) => WHITE_MINORITY,
            (_, Group::Asian) => ASIAN,
            (_, Group::Black) => BLACK,
            (_, Group::Mixed) => MIXED,
            (_, Group::Other) => OTHER,
            (_, Group::Detailed(one)) => one as u8,
            (Grouping::ThreeWay, Group::NotSeparated) => NOT_SEPARATED[0],
            (Grouping::Five, Group::NotSeparated) => NOT_SEPARATED[1],
            (_, Group::NotSeparated) => NOT_SEPARATED[2],
        };
        match out.iter_mut().find(|(known, _)| *known == sum) {
            Some((_, known)) if sum != UNKNOWN => *known += worth,
            Some(_) => {}
            None => out.push((sum, worth)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Groups, SUMS};
    use std::collections::BTreeSet;
    use wres_domain::{Ethnicity, Grouping};

    #[test]
    fn ethnicities_share_a_sum_exactly_if_a_grouping_puts_them_together() {
        let groups = Groups::new();
        for &a in Ethnicity::ALL {
            let of = |one: Ethnicity| groups.sums(one as u8).iter().map(|(sum, _)| *sum).collect::<BTreeSet<_>>();
            assert!(of(a).iter().all(|sum| usize::from(*sum) < SUMS));
            for &b in Ethnicity::ALL {
                let together = Grouping::ALL.iter().any(|grouping| grouping.group(a) == grouping.group(b));
                assert_eq!(of(a).intersection(&of(b)).count() > 0, together, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn those_of_one_group_stand_side_by_side() {
        let groups = Groups::new();
        for grouping in [Grouping::Binary, Grouping::Five] {
            let mut ordered: Vec<Ethnicity> = Ethnicity::ALL.to_vec();
            ordered.sort_by_key(|one| groups.order(*one as u8));
            let runs = ordered.chunk_by(|a, b| grouping.group(*a) == grouping.group(*b)).count();
            let all: BTreeSet<_> = ordered.iter().map(|one| grouping.group(*one).code()).collect();
            // Those who are not separated so far stand among the others of their half.
            assert!(runs <= all.len() + 1, "{grouping:?}: {runs}");
        }
    }
}
