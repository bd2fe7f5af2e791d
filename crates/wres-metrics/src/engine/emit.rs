//! Cells become rows of the count table: every place has a row, whether people, nobody, or nothing was sent.

use super::{
    cells::{Cases, Grid},
    tally::{StratumKey, Tally},
};
use crate::plan::{CountNode, Division, Measure, UNMAPPED};
use std::{collections::BTreeSet, sync::Arc};
use wres_disparity::Binomial;
use wres_domain::{
    AbsentReason, Cell, CountRow, Ethnicity, IndicatorId, Period, Place, Scope, Service, ServiceScope, SiteId, Stratum,
};

/// The cells of an indicator whose strata come from the data.
pub(crate) type Strata = Vec<(Stratum, Grid)>;

/// Where rows belong, apart from indicator, service and stratum.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) period: &'a Period,
}

/// What keeps parts of an indicator from being counted.
pub(crate) struct Absences {
    /// The services apart.
    pub(crate) services: Option<AbsentReason>,
    /// Each dimension, in the order of the indicator's.
    pub(crate) strata: Vec<Option<AbsentReason>>,
}

impl Spot<'_> {
    fn place(&self, indicator: &IndicatorId, service: ServiceScope, stratum: Stratum) -> Place {
        Place {
            indicator: indicator.clone(),
            period: self.period.label.clone(),
            scope: Scope::Site(self.site.clone()),
            service,
            stratum,
        }
    }

    /// Rows of an indicator that cannot be counted at all.
    pub(crate) fn absent(&self, count: &CountNode, reason: AbsentReason) -> Vec<CountRow> {
        let strata = in_order(declared(count));
        let mut rows = Vec::new();
        for service in service_scopes(count, BTreeSet::new()) {
            for (_, stratum) in &strata {
                rows.push(absent_row(self.place(&count.indicator, service, stratum.clone()), reason));
            }
        }
        rows
    }

    /// Rows of an indicator that was counted.
    pub(crate) fn counted(&self, count: &CountNode, tally: &Tally, absences: &Absences) -> Vec<CountRow> {
        let seen: BTreeSet<Service> = match absences.services {
            Some(_) => BTreeSet::new(),
            None if count.services.is_empty() => BTreeSet::new(),
            None => tally.services.clone(),
        };
        let strata = in_order(declared(count).into_iter().chain(unmapped(count, tally)).collect());
        let share = matches!(count.measure, Measure::Share { .. });
        let mut rows = Vec::new();
        for service in service_scopes(count, seen) {
            for (key, stratum) in &strata {
                let place = self.place(&count.indicator, service, stratum.clone());
                let of_stratum = key.and_then(|(dimension, _)| absences.strata.get(dimension).copied().flatten());
                let of_service = absences.services.filter(|_| service != ServiceScope::Together);
                match of_stratum.or(of_service) {
                    Some(reason) => rows.push(absent_row(place, reason)),
                    None => rows.extend(value_rows(place, cells(tally, *key, service, share))),
                }
            }
        }
        rows
    }

    /// Rows of an indicator whose strata come from the data: of the services that it names, and of those where somebody is.
    pub(crate) fn of_strata(&self, count: &CountNode, strata: &Strata) -> Vec<CountRow> {
        let seen = if count.services.is_empty() {
            BTreeSet::new()
        } else {
            strata.iter().flat_map(|(_, grid)| grid.services()).collect()
        };
        let mut rows = Vec::new();
        for service in service_scopes(count, seen) {
            for (stratum, grid) in strata {
                let cells = grid.of(service);
                if cells.iter().any(|(_, cell)| cell.base > 0) {
                    rows.extend(value_rows(self.place(&count.indicator, service, stratum.clone()), cells));
                }
            }
        }
        rows
    }

    /// The place of the whole of an indicator in a service.
    pub(crate) fn whole(&self, indicator: &IndicatorId, service: ServiceScope) -> Place {
        self.place(indicator, service, Stratum::whole())
    }
}

/// All services together, those that always have rows, and those where somebody is.
fn service_scopes(count: &CountNode, seen: BTreeSet<Service>) -> Vec<ServiceScope> {
    let apart: BTreeSet<Service> = count.services.iter().copied().chain(seen).collect();
    std::iter::once(ServiceScope::Together).chain(apart.into_iter().map(ServiceScope::Only)).collect()
}

/// The strata that always have rows. The whole of a share is no figure: everybody is somewhere.
fn declared(count: &CountNode) -> Vec<(StratumKey, Stratum)> {
    let mut out = Vec::new();
    if !matches!(count.measure, Measure::Share { .. }) {
        out.push((None, Stratum::whole()));
    }
    for (dimension, strata) in count.strata().iter().enumerate() {
        for (value, code) in strata.division.codes().into_iter().enumerate() {
            out.push((Some((dimension, Some(value))), stratum(&strata.dimension, value + 1, code)));
        }
    }
    out
}

/// The strata of those whose value is not known or not listed, where there is anybody.
fn unmapped(count: &CountNode, tally: &Tally) -> Vec<(StratumKey, Stratum)> {
    let mut out = Vec::new();
    for (dimension, strata) in count.strata().iter().enumerate() {
        let key = Some((dimension, None));
        if tally.strata.contains_key(&key) && !matches!(strata.division, Division::Conditions(_)) {
            out.push((key, stratum(&strata.dimension, strata.division.codes().len() + 1, UNMAPPED)));
        }
    }
    out
}

/// Strata in the order of the rows of a table.
fn in_order(mut strata: Vec<(StratumKey, Stratum)>) -> Vec<(StratumKey, Stratum)> {
    strata.sort_by(|(_, a), (_, b)| a.cmp(b));
    strata
}

pub(crate) fn stratum(dimension: &str, order: usize, value: &str) -> Stratum {
    Stratum {
        dimension: dimension.to_owned(),
        order: u16::try_from(order).unwrap_or(u16::MAX),
        value: value.to_owned(),
    }
}

/// Cells of a stratum and service by ethnicity. The base of a share is everybody, in the stratum or not.
fn cells(tally: &Tally, key: StratumKey, service: ServiceScope, share: bool) -> Vec<(Ethnicity, Cases)> {
    let of = |key| tally.strata.get(&key).map(|grid| grid.of(service)).unwrap_or_default();
    if !share {
        return of(key);
    }
    let mut out = of(None);
    out.iter_mut().for_each(|(_, cell)| cell.cases = 0);
    for ((_, cell), (_, of_stratum)) in out.iter_mut().zip(of(key)) {
        cell.cases = of_stratum.cases;
    }
    out
}

fn value_rows(place: Place, cells: Vec<(Ethnicity, Cases)>) -> Vec<CountRow> {
    let place = Arc::new(place);
    let row = |(ethnicity, cell): (Ethnicity, Cases)| CountRow {
        place: Arc::clone(&place),
        ethnicity,
        // Cases are counted among the base, so they never exceed it.
        binomial: Cell::from(Binomial::of(cell.cases, cell.base)),
    };
    let rows: Vec<CountRow> = cells.into_iter().filter(|(_, cell)| cell.base > 0).map(row).collect();
    // A place where nobody is still is a place: its zero says so.
    if rows.is_empty() { vec![row((Ethnicity::UnknownBlank, Cases::default()))] } else { rows }
}

fn absent_row(place: Place, reason: AbsentReason) -> CountRow {
    CountRow { place: Arc::new(place), ethnicity: Ethnicity::UnknownBlank, binomial: Cell::Absent(reason) }
}
