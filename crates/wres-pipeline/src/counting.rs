//! Counts of one site, from its accepted submissions; computed once for the same inputs and plan.

use crate::{
    error::{PipelineError, Result},
    identity::Identity,
    summary::Verdict,
};
use serde::{Deserialize, Serialize};
use wres_domain::{AbsentReason, Cell, CountTable, Finding, PayRow, Period, Reconciliation, SiteId, WeightRow};
use wres_metrics::{CountPlan, Counted, SiteColumns, count};
use wres_store::{Cache, Lake, Manifest};

/// What was counted for one site and period, as the cache keeps it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct SiteCounts {
    pub(crate) table: CountTable,
    pub(crate) pay: Vec<PayRow>,
    pub(crate) weights: Vec<WeightRow>,
    pub(crate) findings: Vec<Finding>,
    /// What became of the rows that were kept.
    pub(crate) rows: Vec<Reconciliation>,
}

/// What a site's counts are made from.
pub(crate) struct CountRequest<'a> {
    pub(crate) site: &'a SiteId,
    pub(crate) period: &'a Period,
    pub(crate) verdict: Verdict,
    pub(crate) this: Option<&'a Manifest>,
    pub(crate) previous: Option<&'a Manifest>,
}

/// Counts of one site and period. Where there is no accepted submission, every count is absent, with the reason.
pub(crate) fn counts(lake: &Lake, cache: &Cache, plan: &CountPlan, request: &CountRequest<'_>) -> Result<SiteCounts> {
    let identity = |manifest: Option<&Manifest>| manifest.map(|manifest| manifest.identity.clone());
    let key = Identity::of("counts of rows")
        .of_this_build()
        .with("plan", plan.to_string())
        .with("site", request.site.as_str())
        .with_json("period", request.period)
        .with_json("verdict", &request.verdict)
        .with_json("this", &identity(request.this))
        .with_json("previous", &identity(request.previous))
        .finish();
    if let Some(counted) = cache.get(&key) {
        return Ok(counted);
    }
    let this = request.this.map(|manifest| lake.columns(manifest, &SiteColumns::needed(plan))).transpose()?;
    let previous =
        request.previous.map(|manifest| lake.columns(manifest, &SiteColumns::needed_before(plan))).transpose()?;
    let columns = SiteColumns { this: this.unwrap_or_default(), previous };
    let mut counted = count_columns(plan, request.site, request.period, columns)?;
    if request.this.is_none() {
        let reason = if request.verdict.is_rejected() { AbsentReason::Rejected } else { AbsentReason::Late };
        for row in &mut counted.table.rows {
            row.binomial = Cell::Absent(reason);
        }
        // Every indicator of a site that sent nothing would be found missing; that it sent nothing is said once, elsewhere.
        counted.findings.clear();
    }
    cache.put(&key, &counted)?;
    Ok(counted)
}

/// Counts the columns of one site and period.
pub(crate) fn count_columns(
    plan: &CountPlan,
    site: &SiteId,
    period: &Period,
    columns: SiteColumns,
) -> Result<SiteCounts> {
    let counted = count(plan, site, period, columns).map_err(|error| PipelineError::Counting {
        site: site.clone(),
        period: period.label.clone(),
        message: error.to_string(),
    })?;
    let Counted { table, pay, weights, findings, rows } = counted;
    Ok(SiteCounts { table, pay, weights, findings, rows })
}
