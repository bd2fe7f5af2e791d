//! What is said of counts that nothing was done to: for those who check the work, and for the site itself.

use super::{sums::Sums, together};
use crate::{config::Config, error::Result};
use std::collections::BTreeMap;
use wres_disclosure::{Audience, Policy, Released, for_audit, for_site, protect_pay, protect_weights};
use wres_domain::{
    Comparisons, CountTable, GroupTable, Measure, Outcome, PayRow, SiteId, WeightRow, group_pay, group_weights,
};
use wres_figures::{OutcomeContext, comparisons, exact_pay_measures, measures, outcomes, weighted_measures};
use wres_metrics::Standard;

/// Everything that is said, with nothing hidden.
pub(crate) struct Exact {
    pub(crate) outcomes: Released<Vec<Outcome>>,
    pub(crate) comparisons: Released<Comparisons>,
    pub(crate) measures: Released<Vec<Measure>>,
}

/// Exact outcomes and figures, for those who check the work. Nothing made of them may leave the wall.
pub(crate) fn exact(
    config: &Config,
    standards: Vec<Standard>,
    tables: &[CountTable],
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    let tables = for_audit(tables.to_vec());
    figures_of(config, standards, &tables, (pay, weights))
}

/// The exact outcomes and figures of one site, for itself. They may not be published.
pub(crate) fn of_site(
    config: &Config,
    standards: Vec<Standard>,
    (site, tables): (&SiteId, &[CountTable]),
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    figures_of(config, standards, &for_site(tables, site), (pay, weights))
}

/// What is said of counts that nothing was done to.
fn figures_of(
    config: &Config,
    standards: Vec<Standard>,
    tables: &Released<Vec<CountTable>>,
    (pay, weights): (&[PayRow], &[WeightRow]),
) -> Result<Exact> {
    let sums = Sums { regions: BTreeMap::new(), groupings: config.groupings.clone() };
    let counts = match tables.audience() {
        // One site adds up to nothing but itself.
        Audience::Site(_) => tables.derive(&sums, |tables, sums| GroupTable {
            rows: tables.iter().flat_map(|table| table.group(&sums.groupings).rows).collect(),
        }),
        _ => tables.derive(&sums, |tables, sums| sums.groups(tables)),
    };
    let context = OutcomeContext {
        labels: config.labels.clone(),
        periods: config.periods.iter().map(|period| period.label.clone()).collect(),
        ..OutcomeContext::new(standards, config.level)
    };
    let (policy, audience) = (Policy::default(), tables.audience().clone());
    let rules = (&policy, &audience);
    let pay = group_pay(pay, &sums.regions, &config.groupings);
    let paid = protect_pay(pay, &sums.regions, rules, &context, exact_pay_measures);
    let weights = group_weights(weights, &sums.regions, &config.groupings);
    let weights = protect_weights(&weights, &sums.regions, &counts, rules);
    let outcomes = counts.derive(&context, outcomes);
    let both = counts.clone().zip(counts);
    let compared = both.derive(&context, comparisons);
    let counted = together(
        both.derive(&context, measures),
        weights.released.derive(&context, |groups, context| weighted_measures(groups, context)),
    );
    Ok(Exact { outcomes, comparisons: compared, measures: together(counted, paid.released) })
}
