//! One site, one period, one pass.

use super::{
    absence,
    emit::{Absences, Spot, service_scopes},
    error::{Failure, MetricsError},
    events::Events,
    findings, losses,
    members::members,
    pay::{pay, sum},
    returns,
    scene::Scene,
    survival::{Months, months},
    tally::{Asks, Cases, Tally, tally},
    transitions::transitions,
    vocabulary::Vocabulary,
    waiting::waiting,
};
use crate::plan::{CountNode, CountPlan, Measure, PopulationNode};
use polars::prelude::{DataFrame, Expr, LazyFrame, PolarsError, lit};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{
    AbsentReason, CountRow, CountTable, Dataset, Ethnicity, Finding, PayRow, Period, ServiceScope, SiteId, Stratum,
};

/// One dataset of one site and period as the lake holds it.
#[derive(Clone)]
pub struct DatasetFrame {
    /// All columns of the dataset in the lake's types; codes and texts may be categorical or string.
    pub frame: LazyFrame,
    /// Names of the dataset's columns (`grade`, not `rung`) that the site supplied. Required columns always count as
    /// supplied; an optional one that is not named here counts as not supplied, whatever the frame holds.
    pub supplied: BTreeSet<String>,
}

/// What one site sent for one period, and for the period before.
#[derive(Clone, Default)]
pub struct SiteFrames {
    /// This submission.
    pub this: BTreeMap<Dataset, DatasetFrame>,
    /// The submission of the period before; `None` where there is none. Only its staff is read.
    pub previous: Option<BTreeMap<Dataset, DatasetFrame>>,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counted {
    /// Cases and base by place and canonical ethnicity, integers only.
    pub table: CountTable,
    /// People by distinct pay value, for indicators about pay.
    pub pay: Vec<PayRow>,
    /// What the counting found: cases outside their population, values that are not mapped.
    pub findings: Vec<Finding>,
}

/// Counts everything in the plan for one site and period. Pure but for the frames it reads; call it in parallel over sites.
///
/// A dataset, a column or an earlier snapshot that an indicator needs and the site did not send gives rows with
/// `Cell::Absent(reason)`, never an error.
///
/// # Errors
/// [`MetricsError`] if a frame cannot be read or lacks a required column of its dataset.
pub fn count(plan: &CountPlan, site: &SiteId, period: &Period, frames: &SiteFrames) -> Result<Counted, MetricsError> {
    let failed = |(dataset, failure): (Dataset, Failure)| failure.at(dataset.name(), site.as_str(), &period.label);
    let engine = |dataset: Dataset| move |error: PolarsError| (dataset, Failure::from(error));
    let vocabulary = Vocabulary::of(plan);
    let scene = Scene::read(plan, &vocabulary, period, frames).map_err(failed)?;
    let events = Events::count(&scene).map_err(|(dataset, error)| failed((dataset, error.into())))?;
    let spot = Spot { site, period };
    let mut rows = Vec::new();
    let mut out = Counted::default();
    for (place, population) in plan.populations().iter().enumerate() {
        let fail = engine(population.dataset);
        let members = members(&scene, population).map_err(fail).map_err(failed)?;
        let mut countable: Vec<&CountNode> = Vec::new();
        for count in plan.counts().iter().filter(|count| count.population == place) {
            match absence::of_count(&scene, population, count) {
                Some(reason) => rows.extend(spot.absent(count, reason)),
                None => countable.push(count),
            }
        }
        if let Some(members) = members {
            let job = Job { scene: &scene, events: &events, population, members: &members, spot };
            job.count(&countable, &mut rows, &mut out).map_err(fail).map_err(failed)?;
        }
    }
    out.findings.extend(losses::of_populations(&scene).map_err(engine(Dataset::Staff)).map_err(failed)?);
    if let Some(source) = frames.this.get(&returns::DATASET) {
        let mut returned = returns::read(plan, source).map_err(engine(returns::DATASET)).map_err(failed)?;
        rows = returned.fill(plan, spot, rows);
        out.findings.append(&mut returned.findings);
    }
    out.table = CountTable::from_rows(rows);
    out.pay.sort_by(|a, b| (&a.place, a.ethnicity).cmp(&(&b.place, b.ethnicity)));
    Ok(out)
}

/// The counting of one population.
struct Job<'a> {
    scene: &'a Scene<'a>,
    events: &'a Events,
    population: &'a PopulationNode,
    members: &'a DataFrame,
    spot: Spot<'a>,
}

impl Job<'_> {
    fn count(&self, counts: &[&CountNode], rows: &mut Vec<CountRow>, out: &mut Counted) -> Result<(), PolarsError> {
        let services = match self.population.service {
            true => absence::of_services(self.scene, self.population),
            false => None,
        };
        let mut tallied: Vec<(&CountNode, Vec<bool>)> = Vec::new();
        for count in counts.iter().copied() {
            match &count.measure {
                Measure::Proportion { .. } | Measure::Share { .. } => {
                    let present = count.strata().iter().map(|strata| self.strata_absence(strata).is_none());
                    tallied.push((count, present.collect()));
                }
                Measure::Survival { exit, bands } => {
                    let (by_service, unknown) =
                        months(self.scene, self.events, self.population, self.members, (exit, bands))?;
                    rows.extend(self.sum_rows(count, &by_service));
                    if unknown > 0 {
                        let name = &count.indicator.0;
                        out.findings.push(findings::no_start(self.population.dataset, unknown, name));
                    }
                    let nothing = Tally::default();
                    out.findings.extend(self.losses(count, &nothing)?);
                }
                Measure::Waiting { start, end, days, bands } => {
                    let at_risk = self.at_risk(count);
                    let found = waiting(self.scene, self.members, (start, end, *days, bands), at_risk)?;
                    rows.extend(self.sum_rows(count, &found.cells));
                    out.findings.extend(found.findings(self.population.dataset, &count.indicator.0, (start, end)));
                }
                Measure::Transitions => {
                    rows.extend(self.sum_rows(count, &transitions(self.scene, self.population, self.members)?));
                }
                Measure::Sum { column } => {
                    let mut hours = Tally::default();
                    for ((service, ethnicity), sum) in sum(self.members, column, self.at_risk(count))? {
                        hours.cells.insert((None, service, ethnicity), Cases { cases: sum, base: sum });
                    }
                    let absences = Absences { services, strata: Vec::new() };
                    rows.extend(self.spot.counted(count, &hours, &absences));
                }
                Measure::Pay { column } => {
                    let at_risk = self.at_risk(count);
                    let rung = self.scene.encoded("rung", &self.population.ladder);
                    let columns = (column.as_str(), rung.as_str());
                    out.pay.extend(pay(self.spot, count, self.members, columns, at_risk, services.is_none())?);
                }
            }
        }
        let tallies = tally(self.scene, self.events, self.population, self.members, &tallied)?;
        for ((count, _), tally) in tallied.iter().zip(&tallies) {
            let strata = count.strata().iter().map(|strata| self.strata_absence(strata)).collect();
            rows.extend(self.spot.counted(count, tally, &Absences { services, strata }));
            out.findings.extend(self.losses(count, tally)?);
        }
        Ok(())
    }

    fn at_risk(&self, count: &CountNode) -> Expr {
        match &count.at_risk {
            Some(condition) => Asks::new(self.scene, self.events, self.population).condition(condition),
            None => lit(true),
        }
    }

    fn strata_absence(&self, strata: &crate::plan::StrataNode) -> Option<AbsentReason> {
        absence::of_strata(self.scene, self.population, strata)
    }

    fn losses(&self, count: &CountNode, tally: &Tally) -> Result<Vec<Finding>, PolarsError> {
        losses::of_count(self.scene, self.events, self.population, self.members, count, tally)
    }

    /// Rows of an indicator whose strata come from the data.
    fn sum_rows(&self, count: &CountNode, by_service: &Months) -> Vec<CountRow> {
        let seen: BTreeSet<_> =
            if count.services.is_empty() { BTreeSet::new() } else { by_service.keys().copied().collect() };
        let mut rows = Vec::new();
        for scope in service_scopes(count, seen) {
            let mut cells: BTreeMap<Stratum, BTreeMap<Ethnicity, Cases>> = BTreeMap::new();
            for (service, months) in by_service {
                if scope != ServiceScope::Together && scope != ServiceScope::Only(*service) {
                    continue;
                }
                for (stratum, people) in months {
                    for (ethnicity, cell) in people {
                        let sum = cells.entry(stratum.clone()).or_default().entry(*ethnicity).or_default();
                        sum.cases += cell.cases;
                        sum.base += cell.base;
                    }
                }
            }
            rows.extend(self.spot.of_strata(&count.indicator, scope, &cells));
        }
        rows
    }
}
