//! One site, one period, one pass.

use super::{
    absence,
    asked::Asked,
    emit::{Absences, Spot},
    error::{Failure, MetricsError},
    events::Events,
    findings,
    hours::sum,
    losses,
    members::Members,
    pay::pay,
    returns,
    scene::Scene,
    survival::months,
    tally::{Tally, tally},
    transitions::transitions,
    used::Used,
    vocabulary::Vocabulary,
    waiting::waiting,
    weights::{weights, without_weight},
};
use crate::plan::{CountNode, CountPlan, Measure};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{
    AbsentReason, CountRow, CountTable, Dataset, DatasetColumns, Finding, IndicatorId, PayRow, Period, Reconciliation,
    SiteId, WeightRow,
};

/// The columns of what one site sent for one period, and for the period before.
#[derive(Debug, Clone, Default)]
pub struct SiteColumns {
    /// This submission.
    pub this: BTreeMap<Dataset, DatasetColumns>,
    /// The submission of the period before; `None` where there is none. Only its staff is counted.
    pub previous: Option<BTreeMap<Dataset, DatasetColumns>>,
}

impl SiteColumns {
    /// The columns that counting a plan needs of each dataset of a submission. A dataset that is not named need only say how many
    /// rows it has.
    #[must_use]
    pub fn needed(plan: &CountPlan) -> BTreeMap<Dataset, BTreeSet<String>> {
        let returned = (returns::DATASET, returns::COLUMNS.map(str::to_owned).into());
        plan.scans().iter().map(|(dataset, columns)| (*dataset, columns.clone())).chain([returned]).collect()
    }

    /// The columns that counting a plan needs of the submission of the period before.
    #[must_use]
    pub fn needed_before(plan: &CountPlan) -> BTreeMap<Dataset, BTreeSet<String>> {
        let staff = plan.scans().get(&Dataset::Staff).filter(|_| plan.reads_previous());
        staff.map(|columns| (Dataset::Staff, columns.clone())).into_iter().collect()
    }
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counted {
    /// Cases and base by place and canonical ethnicity, integers only.
    pub table: CountTable,
    /// People by distinct pay value, for indicators about pay.
    pub pay: Vec<PayRow>,
    /// Sums of survey weights, for proportions that have a column of them, where the site sent it.
    pub weights: Vec<WeightRow>,
    /// What the counting found: cases outside their population, values that are not mapped.
    pub findings: Vec<Finding>,
    /// What became of the rows of each dataset that the site sent.
    pub rows: Vec<Reconciliation>,
}

/// Counts everything in the plan for one site and period. Pure; call it in parallel over sites.
///
/// A dataset, a column or an earlier snapshot that an indicator needs and the site did not send gives rows with
/// `Cell::Absent(reason)`, never an error.
///
/// # Errors
/// [`MetricsError`] if the columns are not those of their dataset: a required one is missing, one holds another kind of values, or
/// one has another number of rows.
pub fn count(
    plan: &CountPlan,
    site: &SiteId,
    period: &Period,
    mut columns: SiteColumns,
) -> Result<Counted, MetricsError> {
    let failed = |(dataset, failure): (Dataset, Failure)| {
        let (site, period) = (site.as_str().to_owned(), period.label.clone());
        MetricsError { dataset: dataset.name(), site, period, failure }
    };
    let returned = columns.this.remove(&returns::DATASET);
    let rows_sent = columns.this.iter().map(|(dataset, sent)| (*dataset, sent.rows as u64)).collect();
    let vocabulary = Vocabulary::of(plan);
    let scene = Scene::of(plan, &vocabulary, period, columns).map_err(failed)?;
    let events = Events::default();
    let spot = Spot { site, period };
    let mut blocks = Blocks::new();
    let mut out = Counted::default();
    let mut used = Used::default();
    for (place, population) in plan.populations().iter().enumerate() {
        let mut countable: Vec<&CountNode> = Vec::new();
        for count in plan.counts().iter().filter(|count| count.population == place) {
            match absence::of_count(&scene, population, count) {
                Some(reason) => blocks.push((&count.indicator, spot.absent(count, reason))),
                None => countable.push(count),
            }
        }
        if let Some(members) = Members::of(&scene, population) {
            let asked = Asked::new(&scene, &events, population, &members);
            countable.iter().for_each(|count| used.note(&asked, count));
            Job { asked, spot }.count(&countable, &mut blocks, &mut out);
        }
    }
    out.findings.extend(scene.settled.iter().cloned());
    out.findings.extend(losses::of_populations(&scene));
    out.findings.extend(without_weight(&scene));
    out.rows = used.reconciled(&scene, &rows_sent);
    // Rows that come in order are not sorted again.
    blocks.sort_by_key(|(indicator, _)| *indicator);
    let mut rows: Vec<CountRow> = blocks.into_iter().flat_map(|(_, rows)| rows).collect();
    if let Some(sent) = returned {
        let mut returned = returns::read(plan, &sent).map_err(|failure| failed((returns::DATASET, failure)))?;
        rows = returned.fill(plan, spot, rows);
        out.findings.append(&mut returned.findings);
        out.rows.push(returned.rows);
    }
    out.table = CountTable::from_rows(rows);
    out.pay.sort_by(|a, b| (&a.place, a.ethnicity).cmp(&(&b.place, b.ethnicity)));
    out.weights.sort_by(|a, b| (&a.place, a.ethnicity, a.service).cmp(&(&b.place, b.ethnicity, b.service)));
    Ok(out)
}

/// The rows of each indicator.
type Blocks<'a> = Vec<(&'a IndicatorId, Vec<CountRow>)>;

/// The counting of one population.
struct Job<'s, 'a> {
    asked: Asked<'s, 'a>,
    spot: Spot<'a>,
}

impl<'a> Job<'_, 'a> {
    fn count(&self, counts: &[&'a CountNode], blocks: &mut Blocks<'a>, out: &mut Counted) {
        let (asked, spot) = (&self.asked, self.spot);
        let (scene, population) = (asked.scene, asked.population);
        let services = if population.service { absence::of_services(scene, population) } else { None };
        for count in counts.iter().copied() {
            let name = &count.indicator.0;
            let rows = match &count.measure {
                Measure::Proportion { .. } | Measure::Share { .. } => {
                    let strata: Vec<Option<AbsentReason>> =
                        count.strata().iter().map(|one| absence::of_strata(scene, population, one)).collect();
                    let present: Vec<bool> = strata.iter().map(Option::is_none).collect();
                    let tally = tally(asked, count, &present);
                    out.findings.extend(losses::of_count(asked, count, &tally));
                    out.weights.extend(weights(spot, asked, count, services.is_none()));
                    spot.counted(count, &tally, &Absences { services, strata })
                }
                Measure::Survival { exit, bands } => {
                    let (strata, unknown) = months(asked, exit, bands);
                    out.findings.extend((unknown > 0).then(|| findings::no_start(population.dataset, unknown, name)));
                    out.findings.extend(losses::of_count(asked, count, &Tally::default()));
                    spot.of_strata(count, &strata)
                }
                Measure::Waiting { start, end, days, bands } => {
                    let found = waiting(asked, count, (start, end, *days, bands));
                    out.findings.extend(found.findings(population.dataset, name, (start, end)));
                    spot.of_strata(count, &found.cells)
                }
                Measure::Transitions => spot.of_strata(count, &transitions(asked)),
                Measure::Sum { column } => {
                    let absences = Absences { services, strata: Vec::new() };
                    spot.counted(count, &sum(asked, count, column), &absences)
                }
                Measure::Pay { column } => {
                    out.pay.extend(pay(spot, asked, count, column, services.is_none()));
                    continue;
                }
            };
            blocks.push((&count.indicator, rows));
        }
    }
}
