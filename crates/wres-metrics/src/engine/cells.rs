//! Cells: cases and base by service and ethnicity.

use std::collections::BTreeSet;
use wres_domain::{Ethnicity, Service, ServiceScope};

/// How many ethnic groups there are.
const GROUPS: usize = Ethnicity::ALL.len();
/// Pairs of service and ethnicity.
pub(crate) const PAIRS: usize = Service::ALL.len() * GROUPS;

/// Cases and base of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cases {
    pub(crate) cases: u64,
    pub(crate) base: u64,
}

/// The place of a service and ethnicity among all pairs of them.
pub(crate) fn pair(service: Service, ethnicity: Ethnicity) -> u16 {
    // Both are listed in the order in which they are declared, and there are few of them.
    u16::try_from(service as usize * GROUPS + ethnicity as usize).unwrap_or(0)
}

/// The service at the place of a pair.
pub(crate) fn service(pair: usize) -> Service {
    Service::ALL.get(pair / GROUPS).copied().unwrap_or(Service::Other)
}

/// The ethnicity at the place of a pair.
pub(crate) fn ethnicity(pair: usize) -> Ethnicity {
    Ethnicity::ALL[pair % GROUPS]
}

/// The cells of one stratum, a cell for each pair of service and ethnicity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid(Vec<Cases>);

impl Default for Grid {
    fn default() -> Self {
        Self(vec![Cases::default(); PAIRS])
    }
}

impl Grid {
    /// Grids side by side: all pairs of the first, all pairs of the second, and so on.
    pub(crate) fn many(cells: &[Cases]) -> Vec<Self> {
        cells.chunks(PAIRS).map(|cells| Self(cells.to_vec())).collect()
    }

    /// The cell of a pair.
    pub(crate) fn at(&mut self, pair: usize) -> &mut Cases {
        &mut self.0[pair]
    }

    /// Whether nobody is in any cell.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|cell| *cell == Cases::default())
    }

    /// The base of all cells together.
    pub(crate) fn base(&self) -> u64 {
        self.0.iter().map(|cell| cell.base).sum()
    }

    /// The services in which there is a base.
    pub(crate) fn services(&self) -> BTreeSet<Service> {
        (0..PAIRS).filter(|pair| self.0[*pair].base > 0).map(service).collect()
    }

    /// Cells by ethnicity: of one service, or summed over all.
    pub(crate) fn of(&self, scope: ServiceScope) -> Vec<(Ethnicity, Cases)> {
        let mut out: Vec<(Ethnicity, Cases)> = Ethnicity::ALL.iter().map(|one| (*one, Cases::default())).collect();
        for (pair, cell) in self.0.iter().enumerate() {
            if scope == ServiceScope::Together || scope == ServiceScope::Only(service(pair)) {
                let sum = &mut out[pair % GROUPS].1;
                sum.cases += cell.cases;
                sum.base += cell.base;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Cases, Grid, PAIRS, ethnicity, pair, service};
    use wres_domain::{Ethnicity, Service, ServiceScope};

    #[test]
    fn every_pair_has_a_place_of_its_own_and_reads_back() {
        let mut next = 0;
        for one in Service::ALL {
            for &group in Ethnicity::ALL {
                let place = usize::from(pair(one, group));
                assert_eq!((place, service(place), ethnicity(place)), (next, one, group));
                next += 1;
            }
        }
        assert_eq!(next, PAIRS);
    }

    #[test]
    fn services_add_up_to_all_together() {
        let mut grid = Grid::default();
        let cell = |cases, base| Cases { cases, base };
        *grid.at(pair(Service::Adults, Ethnicity::WhiteIrish).into()) = cell(1, 4);
        *grid.at(pair(Service::Other, Ethnicity::WhiteIrish).into()) = cell(2, 5);
        let of = |scope| grid.of(scope)[Ethnicity::WhiteIrish as usize];
        assert_eq!(of(ServiceScope::Together), (Ethnicity::WhiteIrish, cell(3, 9)));
        assert_eq!(of(ServiceScope::Only(Service::Other)), (Ethnicity::WhiteIrish, cell(2, 5)));
        assert_eq!(of(ServiceScope::Only(Service::Children)), (Ethnicity::WhiteIrish, cell(0, 0)));
        assert_eq!(grid.services().into_iter().collect::<Vec<_>>(), [Service::Adults, Service::Other]);
        assert_eq!((grid.base(), grid.is_empty()), (9, false));
    }
}
