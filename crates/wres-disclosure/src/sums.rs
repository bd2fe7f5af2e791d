//! How far published sums are from the truth, while inner cells are still being chosen.

use crate::groups::{Groups, SUMS};

/// Services told apart in inner cells: 0 is all together, then each service, then what no service accounts for.
pub(crate) const SERVICES: usize = 6;

/// Which sites there are, and how they add up.
#[derive(Debug, Clone)]
pub(crate) struct Scopes {
    /// By site: its region.
    pub(crate) regions: Vec<Option<u32>>,
    /// How many regions there are.
    pub(crate) all_regions: usize,
}

impl Scopes {
    /// The scopes of a site with their worth: itself, its region, all.
    fn of(&self, site: u32) -> impl Iterator<Item = (usize, i64)> {
        let sites = self.regions.len();
        let region = self.regions[site as usize].map(|region| (sites + region as usize, 2));
        [(site as usize, 2)].into_iter().chain(region).chain([(sites + self.all_regions, 4)])
    }

    fn len(&self) -> usize {
        self.regions.len() + self.all_regions + 1
    }
}

/// The deviations of all sums of some quantities (the parts of a whole, or one quantity): released less true count.
pub(crate) struct Sums<'a> {
    scopes: &'a Scopes,
    groups: &'a Groups,
    parts: usize,
    /// Whether readers add up the first parts: then a sum is that of a part and all before it.
    cumulated: bool,
    deviations: Vec<i64>,
}

/// An inner cell of the quantities: site, ethnicity and service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) site: u32,
    pub(crate) group: u8,
    pub(crate) service: u8,
}

impl<'a> Sums<'a> {
    pub(crate) fn new(scopes: &'a Scopes, groups: &'a Groups, parts: usize, cumulated: bool) -> Self {
        let deviations = vec![0; scopes.len() * SERVICES * SUMS * parts];
        Self { scopes, groups, parts, cumulated, deviations }
    }

    /// The sums that a cell is in, with their worth.
    fn of(&self, at: At) -> impl Iterator<Item = (usize, i64)> + use<'a> {
        let (scopes, groups, parts) = (self.scopes, self.groups, self.parts);
        let apart = (at.service > 0).then_some((usize::from(at.service), 1));
        scopes.of(at.site).flat_map(move |(scope, scope_worth)| {
            [(0, 3)].into_iter().chain(apart).flat_map(move |(service, service_worth)| {
                groups.sums(at.group).iter().map(move |(sum, worth)| {
                    let place = (scope * SERVICES + service) * SUMS + usize::from(*sum);
                    (place * parts, scope_worth * service_worth * worth)
                })
            })
        })
    }

    /// Takes note that a cell of a part deviates by so much more.
    pub(crate) fn add(&mut self, at: At, part: usize, change: i64) {
        let end = if self.cumulated { self.parts } else { part + 1 };
        for (first, _) in self.of(at) {
            self.deviations[first + part..first + end].iter_mut().for_each(|deviation| *deviation += change);
        }
    }

    /// What the worth of deviations tells of a change of a cell: by part (or, cumulated, by band) the sum over all sums of twice
    /// worth times deviation; and the sum of their worths.
    pub(crate) fn pull(&self, at: At, pull: &mut Vec<i64>) -> i64 {
        pull.clear();
        pull.resize(self.parts, 0);
        let mut worths = 0;
        for (first, worth) in self.of(at) {
            worths += worth;
            let deviations = &self.deviations[first..first + self.parts];
            pull.iter_mut().zip(deviations).for_each(|(pull, deviation)| *pull += 2 * worth * deviation);
        }
        worths
    }

    /// By how much the weighted sum of squared deviations grows if one cell changes.
    pub(crate) fn cost(&self, at: At, change: i64) -> i64 {
        self.of(at).map(|(first, worth)| worth * change * (2 * self.deviations[first] + change)).sum()
    }
}
