//! Counts that a site sends already counted: they stand in for what its other files do not say, and are held to what they do.

use super::{
    emit::{Spot, stratum},
    error::Failure,
    findings,
};
use crate::plan::{CountNode, CountPlan};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wres_disparity::Binomial;
use wres_domain::{
    AbsentReason, Cell, ColumnValues, CountRow, CountTable, Dataset, DatasetColumns, Ethnicity, Finding, Group,
    Grouping, Place, Reconciliation, Scope, Service, ServiceScope, Stratum,
};

/// The places of an indicator that a site has counted itself.
type Places = BTreeMap<(ServiceScope, Stratum), BTreeMap<Ethnicity, Cell<Binomial>>>;

/// What a site has counted itself.
pub(crate) struct Returned {
    by_indicator: BTreeMap<String, Places>,
    /// How many rows each place has.
    heights: BTreeMap<(String, ServiceScope, Stratum), u64>,
    pub(crate) findings: Vec<Finding>,
    /// What became of the rows.
    pub(crate) rows: Reconciliation,
}

impl Default for Returned {
    fn default() -> Self {
        Self {
            by_indicator: BTreeMap::new(),
            heights: BTreeMap::new(),
            findings: Vec::new(),
            rows: Reconciliation::of(DATASET),
        }
    }
}

/// Rows of places that cannot be counted as a whole.
const LEFT_OUT: &str = "a cell of the place is marked, given twice or impossible, so that the place is left out";
/// Rows of places that the site's files say already.
const COUNTED_FROM_FILES: &str = "counted from the site's other files, which the return was held to";

/// Reads the returns of a site. What no indicator of the plan takes is reported; a place in which anything is marked instead of
/// counted is not counted at all, because a sum without it would be wrong.
pub(crate) fn read(plan: &CountPlan, sent: &DatasetColumns) -> Result<Returned, Failure> {
    let texts = |name: &str| match sent.columns.get(name) {
        Some(ColumnValues::Texts(texts)) => Ok(texts.iter().collect()),
        None => Ok(vec![None; sent.rows]),
        Some(other) => Err(Failure::Kind { column: name.to_owned(), found: other.kind() }),
    };
    let numbers = |name: &str| match sent.columns.get(name) {
        Some(ColumnValues::Integers(numbers)) => {
            Ok(numbers.iter().map(|number| u64::try_from(number?).ok()).collect::<Vec<_>>())
        }
        None => Err(Failure::Column(name.to_owned())),
        Some(other) => Err(Failure::Kind { column: name.to_owned(), found: other.kind() }),
    };
    let [indicators, strata, services, groups] =
        [texts("indicator")?, texts("stratum")?, texts("service")?, texts("group")?];
    let (cases, bases) = (numbers("cases")?, numbers("base")?);
    let mut out = Returned::default();
    out.rows.read = sent.rows as u64;
    let mut lost: BTreeMap<&str, u64> = BTreeMap::new();
    for row in 0..sent.rows {
        let name = indicators[row].unwrap_or_default();
        let Some(count) = plan.counts().iter().find(|count| count.indicator.0 == name) else {
            *lost.entry("an indicator that this run does not count").or_default() += 1;
            out.rows.leave_out(1, "an indicator that this run does not count");
            continue;
        };
        let Some(stratum) = stratum_of(count, strata[row].unwrap_or_default()) else {
            *lost.entry("a stratum that the indicator does not have").or_default() += 1;
            out.rows.leave_out(1, "a stratum that the indicator does not have");
            continue;
        };
        let service = match services[row] {
            None | Some("" | "together") => Some(ServiceScope::Together),
            Some(code) => Service::from_code(code).map(ServiceScope::Only),
        };
        let Some(service) = service else {
            *lost.entry("a service that is not known").or_default() += 1;
            out.rows.leave_out(1, "a service that is not known");
            continue;
        };
        let Some(ethnicity) = ethnicity_of(groups[row].unwrap_or_default()) else {
            *lost.entry("a group that cannot be summed into the groupings").or_default() += 1;
            out.rows.leave_out(1, "a group that cannot be summed into the groupings");
            continue;
        };
        let cell = match (cases[row], bases[row]) {
            (Some(cases), Some(base)) => match Binomial::of(cases, base) {
                Ok(cell) => Cell::Value(cell),
                Err(_) => {
                    *lost.entry("more cases than base").or_default() += 1;
                    Cell::Absent(AbsentReason::NotPrinted)
                }
            },
            _ => {
                *lost.entry("a mark instead of a count: the whole place is left out").or_default() += 1;
                Cell::Absent(AbsentReason::NotPrinted)
            }
        };
        *out.heights.entry((name.to_owned(), service, stratum.clone())).or_default() += 1;
        let place = out.by_indicator.entry(name.to_owned()).or_default().entry((service, stratum)).or_default();
        if place.insert(ethnicity, cell).is_some() {
            *lost.entry("a second count for the same cell: the whole place is left out").or_default() += 1;
            place.insert(ethnicity, Cell::Absent(AbsentReason::NotPrinted));
        }
    }
    for place in out.by_indicator.values_mut().flat_map(BTreeMap::values_mut) {
        if let Some(absent) = place.values().copied().find(|cell| matches!(cell, Cell::Absent(_))) {
            place.values_mut().for_each(|cell| *cell = absent);
        }
    }
    out.findings = lost.into_iter().map(|(what, rows)| findings::return_unused(rows, what)).collect();
    Ok(out)
}

impl Returned {
    /// Puts what the site counted itself in the place of what is absent, and reports where both are there and differ.
    pub(crate) fn fill(&mut self, plan: &CountPlan, spot: Spot<'_>, rows: Vec<CountRow>) -> Vec<CountRow> {
        let mut counted: BTreeSet<Arc<Place>> = BTreeSet::new();
        let mut own: BTreeMap<&str, Vec<&CountRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| !matches!(row.binomial, Cell::Absent(_))) {
            counted.insert(row.place.clone());
            own.entry(&row.place.indicator.0).or_default().push(row);
        }
        let mut returned: Vec<CountRow> = Vec::new();
        for count in plan.counts() {
            let Some(places) = self.by_indicator.get(&count.indicator.0) else { continue };
            let name = &count.indicator.0;
            let mine = places.iter().flat_map(|((service, stratum), cells)| {
                let place = Arc::new(Place {
                    indicator: count.indicator.clone(),
                    period: spot.period.label.clone(),
                    scope: Scope::Site(spot.site.clone()),
                    service: *service,
                    stratum: stratum.clone(),
                });
                cells.iter().map(move |(&ethnicity, &binomial)| CountRow { place: place.clone(), ethnicity, binomial })
            });
            let mine: Vec<CountRow> = mine.collect();
            if let Some(own) = own.get(name.as_str()) {
                let differing = differing(own, &mine);
                if differing > 0 {
                    self.findings.push(findings::return_differs(differing, name));
                }
            }
            for ((service, stratum), cells) in places {
                let key = (name.clone(), *service, stratum.clone());
                let height = self.heights.get(&key).copied().unwrap_or(0);
                let place = mine.iter().map(|row| &row.place).find(|p| p.service == *service && p.stratum == *stratum);
                if cells.values().any(|cell| matches!(cell, Cell::Absent(_))) {
                    self.rows.leave_out(height, LEFT_OUT);
                } else if place.is_some_and(|place| counted.contains(place)) {
                    self.rows.leave_out(height, COUNTED_FROM_FILES);
                } else {
                    self.rows.used += height;
                }
            }
            returned.extend(mine.into_iter().filter(|row| !counted.contains(&row.place)));
        }
        let filled: BTreeSet<&Arc<Place>> = returned.iter().map(|row| &row.place).collect();
        let mut out: Vec<CountRow> = rows.into_iter().filter(|row| !filled.contains(&row.place)).collect();
        out.extend(returned);
        out
    }
}

/// In how many of the places that both have, the counts of two groups differ: finer groups are summed.
fn differing(own: &[&CountRow], returned: &[CountRow]) -> u64 {
    let group = |rows: Vec<CountRow>| CountTable::from_rows(rows).group(&[Grouping::Binary]).rows;
    let own = group(own.iter().map(|row| (*row).clone()).collect());
    let returned = group(returned.to_vec());
    let known: BTreeMap<_, _> = own.iter().map(|row| ((&row.place, row.group), (row.cases, row.base))).collect();
    let differs = returned.iter().filter(|row| !matches!(row.base, Cell::Absent(_))).filter(|row| {
        known.get(&(&row.place, row.group)).is_some_and(|(cases, base)| (*cases, *base) != (row.cases, row.base))
    });
    differs.map(|row| &row.place).collect::<BTreeSet<_>>().len() as u64
}

/// A stratum as it is written: empty for the whole, `rung=2`, or `2` where only one dimension has it.
fn stratum_of(count: &CountNode, written: &str) -> Option<Stratum> {
    let written = written.trim();
    if written.is_empty() {
        return Some(Stratum::whole());
    }
    let (dimension, value) = written.split_once('=').map_or((None, written), |(d, v)| (Some(d.trim()), v.trim()));
    let mut found = count
        .strata()
        .iter()
        .filter(|strata| dimension.is_none_or(|dimension| strata.dimension == dimension))
        .filter_map(|strata| {
            let codes = strata.division.codes();
            let place = codes.iter().position(|code| *code == value)?;
            Some(stratum(&strata.dimension, place + 1, value))
        });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The canonical group of a code: one of the nineteen, one that is not separated further, or a group of two or five.
fn ethnicity_of(code: &str) -> Option<Ethnicity> {
    Ethnicity::from_code(code).or_else(|| match Group::try_from(code.to_owned()).ok()? {
        Group::White => Some(Ethnicity::WhiteUnsplit),
        Group::Bme => Some(Ethnicity::MinorityUnsplit),
        Group::Asian => Some(Ethnicity::AsianUnsplit),
        Group::Black => Some(Ethnicity::BlackUnsplit),
        Group::Mixed => Some(Ethnicity::MixedUnsplit),
        Group::Other => Some(Ethnicity::OtherUnsplit),
        Group::Unknown => Some(Ethnicity::UnknownNotAsked),
        Group::Detailed(ethnicity) => Some(ethnicity),
        Group::WhiteMinority | Group::OtherMinority | Group::NotSeparated => None,
    })
}

/// The dataset that already-counted cells come in.
pub(crate) const DATASET: Dataset = Dataset::Returns;
/// The columns of it that are read.
pub(crate) const COLUMNS: [&str; 6] = ["indicator", "stratum", "service", "group", "cases", "base"];
