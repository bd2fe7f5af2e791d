//! What is true of a synthetic consortium.

use crate::{measure::Measure, planted::Planted};
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Group, Grouping, Scope, Service, ServiceScope, SiteId};

/// A base, and how many cases are expected in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Expected {
    /// People (or applications, or questionnaires) at risk.
    pub base: u64,
    /// The sum of their probabilities.
    pub cases: f64,
}

impl Expected {
    /// The true rate: the mean probability of those at risk. `None` without a base.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.base > 0).then(|| self.cases / self.base as f64)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    measure: Measure,
    period: usize,
    site: usize,
    service: Service,
    ethnicity: Ethnicity,
}

/// A site as the truth knows it.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    id: SiteId,
    region: String,
    /// Whether each period's submission can be accepted.
    usable: Vec<bool>,
}

/// What is true: every person's probability of every event, summed over the people at risk.
///
/// The true rate of a group in any place is the mean probability of those of its members who are in the base and whose
/// recorded ethnicity is known; the true ratio is the ratio of two such means. It is a parameter of the mechanism, given
/// who is at risk: what an estimate from the counts of that place estimates, without bias, whatever the sites' bases and
/// mix of groups. Events of different people are independent given the base, so the cases of a group whose members all
/// have the same probability are binomial; where the probabilities of its members differ (a coarse group of a refined
/// rate) the variance is smaller than binomial, and intervals cover slightly more often than they say.
///
/// Sites that sent nothing, or nothing that can be accepted, are not in the truth of several sites together.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// What was planted.
    pub planted: Planted,
    periods: Vec<String>,
    sites: Vec<Known>,
    sums: BTreeMap<Key, Expected>,
}

impl Truth {
    pub(crate) fn new(planted: Planted, periods: Vec<String>) -> Self {
        Self { planted, periods, sites: Vec::new(), sums: BTreeMap::new() }
    }

    /// Adds a site; `gone` are the measures of datasets that it does not send.
    pub(crate) fn add_site(&mut self, id: SiteId, region: String, usable: Vec<bool>, tally: &Tally, gone: &[Measure]) {
        let site = self.sites.len();
        self.sites.push(Known { id, region, usable });
        for (measure, period, service, ethnicity, expected) in tally.rows(gone) {
            self.sums.insert(Key { measure, period, site, service, ethnicity }, expected);
        }
    }

    /// The base and the expected cases of a group in a place; `None` where no accepted submission has the measure.
    #[must_use]
    pub fn expected(
        &self,
        measure: Measure,
        period: &str,
        scope: &Scope,
        service: ServiceScope,
        grouping: Grouping,
        group: Group,
    ) -> Option<Expected> {
        let period = self.periods.iter().position(|label| label == period)?;
        let mut sum = Expected::default();
        let mut seen = false;
        for (site, known) in self.sites.iter().enumerate() {
            let inside = match scope {
                Scope::All => true,
                Scope::Region(name) => *name == known.region,
                Scope::Site(id) => *id == known.id,
            };
            if !inside || !known.usable.get(period).copied().unwrap_or(false) {
                continue;
            }
            let at = |service, ethnicity| Key { measure, period, site, service, ethnicity };
            let range = at(Service::Adults, Ethnicity::AsianIndian)..=at(Service::Other, Ethnicity::UnknownUnmapped);
            for (key, expected) in self.sums.range(range) {
                seen = true;
                let serves = match service {
                    ServiceScope::Together => true,
                    ServiceScope::Only(only) => only == key.service,
                };
                if serves && grouping.group(key.ethnicity) == group {
                    sum.base += expected.base;
                    sum.cases += expected.cases;
                }
            }
        }
        seen.then_some(sum)
    }

    /// The true ratio of a group's rate to that of its grouping's reference; `None` where either has no base or the
    /// reference's rate is zero.
    #[must_use]
    pub fn ratio(
        &self,
        measure: Measure,
        period: &str,
        scope: &Scope,
        service: ServiceScope,
        grouping: Grouping,
        group: Group,
    ) -> Option<f64> {
        let rate = |group| self.expected(measure, period, scope, service, grouping, group)?.rate();
        let reference = rate(grouping.reference())?;
        (reference > 0.0).then_some(rate(group)? / reference)
    }

    /// The true ratio of BME to White people over all sites and services.
    #[must_use]
    pub fn pooled(&self, measure: Measure, period: &str) -> Option<f64> {
        self.ratio(measure, period, &Scope::All, ServiceScope::Together, Grouping::Binary, Group::Bme)
    }

    /// Whether the site's submission for the period can be accepted.
    #[must_use]
    pub fn usable(&self, site: &SiteId, period: &str) -> bool {
        let place = self.periods.iter().position(|label| label == period);
        let known = self.sites.iter().find(|known| known.id == *site);
        matches!((place, known), (Some(place), Some(known)) if known.usable.get(place).copied().unwrap_or(false))
    }
}

/// The sums of one site while it is made: dense, because every person adds to some twenty of them.
#[derive(Debug)]
pub(crate) struct Tally {
    sums: Vec<Expected>,
}

const ETHNICITIES: usize = Ethnicity::ALL.len();
const CELLS: usize = Service::ALL.len() * ETHNICITIES;

impl Tally {
    pub(crate) fn new(periods: usize) -> Self {
        Self { sums: vec![Expected::default(); periods * Measure::COUNT * CELLS] }
    }

    /// Puts one person at risk.
    pub(crate) fn add(
        &mut self,
        measure: Measure,
        period: usize,
        service: Service,
        ethnicity: Ethnicity,
        probability: f64,
    ) {
        let place = (period * Measure::COUNT + measure.index()) * CELLS;
        if let Some(sum) = self.sums.get_mut(place + service as usize * ETHNICITIES + ethnicity as usize) {
            sum.base += 1;
            sum.cases += probability;
        }
    }

    /// The sums that have a base, without the measures of datasets that the site does not send.
    fn rows(&self, gone: &[Measure]) -> impl Iterator<Item = (Measure, usize, Service, Ethnicity, Expected)> {
        let measures: Vec<Measure> = Measure::all().into_iter().filter(|measure| !gone.contains(measure)).collect();
        self.sums.chunks(Measure::COUNT * CELLS).enumerate().flat_map(move |(period, sums)| {
            let mut rows = Vec::new();
            for &measure in &measures {
                for service in Service::ALL {
                    for &ethnicity in Ethnicity::ALL {
                        let place = measure.index() * CELLS + service as usize * ETHNICITIES + ethnicity as usize;
                        if let Some(sum) = sums.get(place).filter(|sum| sum.base > 0) {
                            rows.push((measure, period, service, ethnicity, *sum));
                        }
                    }
                }
            }
            rows
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, Truth};
    use crate::{measure::Measure, planted::Planted};
    use wres_domain::{Ethnicity, Group, Grouping, Scope, Service, ServiceScope, SiteId};

    fn truth() -> Truth {
        let mut truth = Truth::new(Planted::default(), vec!["2024-25".into()]);
        for (code, usable) in [("D0000001", true), ("D0000002", true), ("D0000003", false)] {
            let mut tally = Tally::new(1);
            for _ in 0..10 {
                tally.add(Measure::Left, 0, Service::Adults, Ethnicity::WhiteBritish, 0.1);
                tally.add(Measure::Left, 0, Service::Children, Ethnicity::BlackAfrican, 0.3);
                tally.add(Measure::Left, 0, Service::Adults, Ethnicity::UnknownBlank, 0.9);
            }
            tally.add(Measure::Left, 0, Service::Adults, Ethnicity::AsianIndian, 0.2);
            truth.add_site(SiteId::new(code).unwrap(), "North".into(), vec![usable], &tally, &[]);
        }
        truth
    }

    #[test]
    fn the_pooled_truth_has_the_usable_sites_and_not_the_unknown() {
        let bme = truth().expected(
            Measure::Left,
            "2024-25",
            &Scope::All,
            ServiceScope::Together,
            Grouping::Binary,
            Group::Bme,
        );
        assert_eq!(bme.map(|e| e.base), Some(22));
        let ratio = truth().pooled(Measure::Left, "2024-25").unwrap();
        assert!((ratio - (6.4 / 22.0) / 0.1).abs() < 1e-12, "{ratio}");
    }

    #[test]
    fn services_add_up_to_the_whole() {
        let base = |service| {
            let white = Grouping::Binary.reference();
            truth()
                .expected(Measure::Left, "2024-25", &Scope::All, service, Grouping::Binary, white)
                .map_or(0, |e| e.base)
        };
        let parts: u64 = Service::ALL.iter().map(|&s| base(ServiceScope::Only(s))).sum();
        assert_eq!(parts, base(ServiceScope::Together));
    }

    #[test]
    fn a_measure_whose_dataset_is_not_sent_has_no_truth() {
        let mut truth = Truth::new(Planted::default(), vec!["2024-25".into()]);
        let mut tally = Tally::new(1);
        tally.add(Measure::Left, 0, Service::Adults, Ethnicity::WhiteBritish, 0.1);
        tally.add(Measure::Disciplinary, 0, Service::Adults, Ethnicity::WhiteBritish, 0.1);
        truth.add_site(SiteId::new("D1").unwrap(), "North".into(), vec![true], &tally, &[Measure::Left]);
        let white =
            |m| truth.expected(m, "2024-25", &Scope::All, ServiceScope::Together, Grouping::Binary, Group::White);
        assert_eq!(white(Measure::Left), None);
        assert_eq!(white(Measure::Disciplinary).map(|e| e.base), Some(1));
    }

    #[test]
    fn what_no_site_sent_has_no_truth() {
        assert_eq!(truth().pooled(Measure::Appointed, "2024-25"), None);
        assert_eq!(truth().pooled(Measure::Left, "2019-20"), None);
        let late = SiteId::new("D0000003").unwrap();
        assert!(!truth().usable(&late, "2024-25"));
        assert!(truth().usable(&SiteId::new("D0000001").unwrap(), "2024-25"));
    }
}
