//! Counts of one site, from its accepted submissions; computed once for the same inputs and plan.

use crate::{
    error::{PipelineError, Result},
    identity::Identity,
    summary::Verdict,
};
use serde::{Deserialize, Serialize};
use wres_domain::{AbsentReason, Cell, CountTable, Finding, PayRow, Period, Reconciliation, SiteId, WeightRow};
use wres_metrics::{CountPlan, Counted, DatasetFrame, SiteFrames, count};
use wres_store::{Cache, Frames, Lake, Manifest};

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
    let frames = |manifest: Option<&Manifest>| manifest.map(|manifest| lake.frames(manifest)).transpose();
    let (this, previous) = (frames(request.this)?.unwrap_or_default(), frames(request.previous)?);
    let mut counted = count_frames(plan, request.site, request.period, this, previous)?;
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

/// Counts the frames of one site and period.
pub(crate) fn count_frames(
    plan: &CountPlan,
    site: &SiteId,
    period: &Period,
    this: Frames,
    previous: Option<Frames>,
) -> Result<SiteCounts> {
    let frames = SiteFrames { this: frames(this), previous: previous.map(frames) };
    let counted = count(plan, site, period, &frames).map_err(|error| PipelineError::Counting {
        site: site.clone(),
        period: period.label.clone(),
        message: error.to_string(),
    })?;
    let Counted { table, pay, weights, findings, rows } = counted;
    Ok(SiteCounts { table, pay, weights, findings, rows })
}

fn frames(frames: Frames) -> std::collections::BTreeMap<wres_domain::Dataset, DatasetFrame> {
    frames
        .into_iter()
        .map(|(dataset, (frame, supplied))| (dataset, DatasetFrame { frame, supplied: supplied.into_iter().collect() }))
        .collect()
}
