//! Sums of survey weights: what weighted shares are made of.

use crate::{
    cell::Cell,
    count::Place,
    ethnicity::Ethnicity,
    grouping::{Group, Grouping},
    site::{Service, ServiceScope, SiteId},
    spread::spread,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_disparity::weighted::{WeightedShare, WeightedSums};

/// Sums over respondents who have a weight that can be used. They add, and because they are whole numbers the order says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WeightSums {
    /// Respondents.
    pub respondents: u64,
    /// Those of them who are cases.
    pub cases: u64,
    /// Sum of the weights, in units of [`WeightSums::UNIT`].
    pub weight: u64,
    /// Sum of the weights of cases.
    pub case_weight: u64,
    /// Sum of the squared weights, in squared units.
    pub squares: u128,
    /// Sum of the squared weights of cases.
    pub case_squares: u128,
}

/// The weights of one canonical group in one service of one site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightRow {
    /// Where: a whole indicator at one site, all services together.
    pub place: Place,
    /// Which people.
    pub ethnicity: Ethnicity,
    /// Their service, where it is told.
    pub service: Option<Service>,
    /// Their sums.
    pub sums: WeightSums,
}

/// The weights of one group in one place, as they are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightGroup {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Their sums.
    pub sums: WeightSums,
}

/// The weighted share of one group in one place, as it may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedGroup {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// The share with its design effects.
    pub share: Cell<WeightedShare>,
}

impl WeightSums {
    /// What a weight is counted in: ten-thousandths.
    pub const UNIT: f64 = 1e-4;
    /// The largest weight that is believed.
    pub const LARGEST: f64 = 1000.0;

    /// A weight in whole units; `None` for one that cannot be used: not a number, less than a unit, or above the largest.
    #[must_use]
    pub fn units(weight: f64) -> Option<u64> {
        let usable = (Self::UNIT..=Self::LARGEST).contains(&weight);
        // Within the bounds it is a whole number from 1 to ten million.
        usable.then(|| (weight * 1e4).round() as u64)
    }

    /// One respondent more, of a weight in units.
    pub fn count(&mut self, units: u64, is_case: bool) {
        let square = u128::from(units) * u128::from(units);
        self.respondents += 1;
        self.weight += units;
        self.squares += square;
        if is_case {
            self.cases += 1;
            self.case_weight += units;
            self.case_squares += square;
        }
    }

    /// These and those together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            respondents: self.respondents + other.respondents,
            cases: self.cases + other.cases,
            weight: self.weight + other.weight,
            case_weight: self.case_weight + other.case_weight,
            squares: self.squares + other.squares,
            case_squares: self.case_squares + other.case_squares,
        }
    }

    /// The weighted share, in exact figures.
    #[must_use]
    pub fn share(&self) -> Cell<WeightedShare> {
        Cell::from(self.in_weights().share())
    }

    /// The sums as the statistics take them.
    #[must_use]
    pub fn in_weights(&self) -> WeightedSums {
        WeightedSums {
            respondents: self.respondents,
            cases: self.cases,
            case_weight: self.case_weight as f64,
            other_weight: self.weight.saturating_sub(self.case_weight) as f64,
            case_squares: self.case_squares as f64,
            other_squares: self.squares.saturating_sub(self.case_squares) as f64,
        }
    }
}

/// Sums rows of sites into the groups of each grouping: at each site, over each region and over all, for all services together
/// and for each. Those of unknown ethnicity and groups that are not compared take no part. Sorted by place, grouping and group.
#[must_use]
pub fn group_weights(
    rows: &[WeightRow],
    regions: &BTreeMap<SiteId, String>,
    groupings: &[Grouping],
) -> Vec<WeightGroup> {
    let mut out: BTreeMap<(Place, Grouping, Group), WeightSums> = BTreeMap::new();
    for WeightRow { place, ethnicity, service, sums } in rows {
        let own = service.map(ServiceScope::Only);
        for service in own.into_iter().chain([ServiceScope::Together]) {
            for key in spread(place, service, *ethnicity, regions, groupings) {
                let sum = out.entry(key).or_default();
                *sum = sum.plus(*sums);
            }
        }
    }
    out.into_iter().map(|((place, grouping, group), sums)| WeightGroup { place, grouping, group, sums }).collect()
}

#[cfg(test)]
mod tests {
    use super::{WeightRow, WeightSums, group_weights};
    use crate::*;
    use std::collections::BTreeMap;

    fn row(site: &str, ethnicity: Ethnicity, service: Service, weights: &[(f64, bool)]) -> WeightRow {
        let place = Place {
            indicator: IndicatorId("x-1".into()),
            period: "2024-25".into(),
            scope: Scope::Site(SiteId::new(site).unwrap()),
            service: ServiceScope::Together,
            stratum: Stratum::whole(),
        };
        let mut sums = WeightSums::default();
        weights.iter().for_each(|(weight, case)| sums.count(WeightSums::units(*weight).unwrap(), *case));
        WeightRow { place, ethnicity, service: Some(service), sums }
    }

    #[test]
    fn weights_that_cannot_be_are_not_used() {
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY, 1000.1, 0.000_09] {
            assert_eq!(WeightSums::units(weight), None, "{weight}");
        }
        assert_eq!([0.0001, 0.738_46, 1000.0].map(WeightSums::units), [Some(1), Some(7385), Some(10_000_000)]);
    }

    #[test]
    fn the_weights_of_sites_add_up_over_regions_services_and_groups() {
        let rows = [
            row("A", Ethnicity::WhiteBritish, Service::Adults, &[(1.5, true)]),
            row("A", Ethnicity::AsianIndian, Service::Adults, &[(2.0, true), (0.5, false)]),
            row("A", Ethnicity::UnknownBlank, Service::Adults, &[(9.0, true)]),
            row("B", Ethnicity::BlackAfrican, Service::Children, &[(1.0, false)]),
        ];
        let regions = BTreeMap::from([(SiteId::new("A").unwrap(), "North".to_owned())]);
        let groups = group_weights(&rows, &regions, &[Grouping::Binary]);
        let of = |scope: Scope, service: ServiceScope| {
            let here = |one: &&WeightGroup| {
                one.place.scope == scope && one.place.service == service && one.group == Group::Bme
            };
            groups.iter().find(here).map(|one| (one.sums.respondents, one.sums.weight, one.sums.squares))
        };
        assert_eq!(of(Scope::All, ServiceScope::Together), Some((3, 35_000, 525_000_000)));
        assert_eq!(of(Scope::Region("North".into()), ServiceScope::Together), Some((2, 25_000, 425_000_000)));
        assert_eq!(of(Scope::All, ServiceScope::Only(Service::Children)), Some((1, 10_000, 100_000_000)));
        assert!(groups.iter().all(|one| one.group != Group::Unknown));
        let all = groups.iter().find(|one| one.place.scope == Scope::All && one.group == Group::Bme).unwrap();
        assert_eq!(all.sums.share().value().map(|share| share.share()), Some(20.0 / 35.0));
    }

    #[test]
    fn large_sums_read_back_as_they_were_kept() {
        let sums = WeightSums { respondents: 9, squares: u128::from(u64::MAX) * 7, ..WeightSums::default() };
        let kept = serde_json::to_vec(&sums).unwrap();
        assert_eq!(serde_json::from_slice::<WeightSums>(&kept).unwrap(), sums);
    }
}
