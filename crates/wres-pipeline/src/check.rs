//! Judging a submission without taking it in: what `wres check` does.

use crate::{
    config::Config,
    corrections::{CorrectionsRequest, corrections},
    counting::{SiteCounts, count_columns},
    error::{PipelineError, Result},
    feedback::{FeedbackRequest, feedback},
    intake::IntakeRecord,
    judge::{Judged, is_open, keep},
    reconcile::{self, reconciled},
};
use std::{collections::BTreeSet, path::PathBuf, sync::Arc};
use wres_domain::{DataQuality, Dataset, Finding, Period, Reconciliation, Site};
use wres_ingest::{
    Fingerprints, IdentifierKey, Limits, ReadContext, ReadError, SiteMapping, Submission, WantedRows, original_rows,
    read_submission,
};
use wres_metrics::{CountPlan, SiteColumns, Standard};
use wres_report::{FeedbackFinding, File, render_corrections, render_feedback};
use wres_store::{Lake, Manifest, Staging, StoreError};
use wres_validate::{Context, Examination, Policy};

/// What to check.
pub struct CheckRequest<'a> {
    /// Whose submission it is.
    pub site: &'a Site,
    /// The period that it reports on.
    pub period: &'a Period,
    /// Files, or one folder.
    pub paths: &'a [PathBuf],
    /// The site's mapping.
    pub mapping: &'a SiteMapping,
    /// The key for identifiers: rules compare people, and people are only ever compared by their hash.
    pub key: &'a IdentifierKey,
    /// Bounds of the rules and what they let pass.
    pub policy: &'a Policy,
    /// What input may cost: those of the pipeline, where there is one.
    pub limits: Limits,
    /// What to compare with, for the rules from year to year.
    pub against: Option<&'a Standing>,
    /// The standards of the run, so that names are looked up and what counting finds is found. Without any both are left out.
    pub standards: &'a [Standard],
}

/// A submission that was accepted and stands in the lake.
pub struct Standing {
    lake: Lake,
    manifest: Manifest,
}

impl Standing {
    /// What a pipeline has accepted of a site for a period.
    ///
    /// # Errors
    /// [`PipelineError::NothingAccepted`] if there is nothing, [`PipelineError::Store`] if the lake cannot be read.
    pub fn find(config: &Config, site: &Site, period: &Period) -> Result<Self> {
        let nothing = || PipelineError::NothingAccepted { site: site.id.clone(), period: period.label.clone() };
        if !config.lake().exists() {
            return Err(nothing());
        }
        let lake = Lake::open(&config.lake())?;
        let manifest = lake.manifest(&site.id, period)?.ok_or_else(nothing)?;
        Ok(Self { lake, manifest })
    }

    /// The name of the key that its identifiers were hashed with.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.manifest.key_id
    }
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    record: IntakeRecord,
    site: Site,
    period: Period,
    submission: Submission,
    mapping: SiteMapping,
    limits: Limits,
    fingerprints: Fingerprints,
    /// What counting found.
    counting: Vec<Finding>,
    rows: Vec<Reconciliation>,
}

/// A cell that a finding is about, as the site wrote it. It may be personal: for the eyes of the person who asked, and for no
/// file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCell {
    /// The rule.
    pub code: String,
    /// File, sheet, row and column in words.
    pub place: String,
    /// What stands there.
    pub written: String,
}

/// Judges a submission. Nothing is written.
///
/// # Errors
/// [`PipelineError::Unreadable`] if the submission cannot be read at all, [`PipelineError::OtherKey`] if what it is compared with
/// was hashed with another key.
pub fn check(request: &CheckRequest<'_>) -> Result<Checked> {
    let unreadable = |message: String| PipelineError::Unreadable { message };
    let plan = CountPlan::compile(&request.standards.iter().collect::<Vec<_>>())?;
    let plan = (!request.standards.is_empty()).then_some(&plan);
    let catalogue = plan.map(|plan| reconcile::catalogue(request.standards, plan));
    let policy = request.policy.clone();
    let context = Context { policy, catalogue, ..Context::new(request.site.id.clone(), request.period.clone()) };
    let mut examination = Examination::new(context).map_err(|error| unreadable(error.to_string()))?;
    if let Some(Standing { lake, manifest }) = request.against {
        if manifest.key_id != request.key.key_id() {
            return Err(PipelineError::OtherKey { period: manifest.period.clone() });
        }
        lake.batches(manifest, Dataset::Staff, |batch| examination.recall(batch))?;
    }
    let submission = match request.paths {
        [folder] if folder.is_dir() => Submission::Folder(folder.clone()),
        files => Submission::Files(files.to_vec()),
    };
    let fingerprints = Fingerprints::default();
    let reading = ReadContext {
        period: request.period,
        key: request.key,
        limits: request.limits,
        fingerprints: fingerprints.clone(),
    };
    let mut handed = BTreeSet::new();
    // What is to be counted lies in a lake for as long as the check takes.
    let scratch = plan.map(|plan| Lake::scratch().map(|lake| (plan, lake))).transpose()?;
    let staging = scratch.as_ref().map(|(_, (lake, _))| lake.stage(&request.site.id, request.period));
    let mut staging = staging.transpose()?;
    let read =
        read_submission(&submission, request.mapping, &reading, &mut |typed| -> std::result::Result<(), StoreError> {
            handed.insert(typed.file);
            let (dataset, supplied) = (typed.dataset, Arc::clone(&typed.supplied));
            let kept = keep(&mut examination, typed);
            staging.as_mut().map_or(Ok(()), |staging| staging.write(dataset, &supplied, &kept))
        });
    let read = match read {
        Ok(read) => read,
        Err(ReadError::Ingest(error)) => return Err(unreadable(error.to_string())),
        Err(ReadError::Sink(error)) => return Err(error.into()),
    };
    let record = Judged::new(read, examination, &handed).record(String::new());
    let (mut counting, mut rows) = (Vec::new(), Vec::new());
    if let (Some((plan, (lake, _))), Some(staging)) = (&scratch, staging) {
        let counted = counted(request, plan, lake, staging, &record)?;
        rows = reconciled(&record, &counted.rows);
        counting = counted.findings;
        counting.extend(reconcile::findings(&rows));
    }
    let (site, period, mapping) = (request.site.clone(), request.period.clone(), request.mapping.clone());
    Ok(Checked { record, site, period, submission, mapping, limits: request.limits, fingerprints, counting, rows })
}

/// What counting finds in a submission that was read into a lake of its own; nothing if it cannot be used.
fn counted(
    request: &CheckRequest<'_>,
    plan: &CountPlan,
    lake: &Lake,
    staging: Staging,
    record: &IntakeRecord,
) -> Result<SiteCounts> {
    if record.verdict.is_rejected() {
        return Ok(SiteCounts::default());
    }
    let staged = staging.finish()?;
    let manifest = Manifest {
        version: Manifest::VERSION,
        site: request.site.id.clone(),
        period: request.period.label.clone(),
        identity: String::new(),
        key_id: request.key.key_id().to_owned(),
        files: staged.files().clone(),
        ledger: record.rows,
        notes: serde_json::Value::Null,
    };
    lake.accept(&staged, &manifest)?;
    let before = |standing: &Standing| standing.lake.columns(&standing.manifest, &SiteColumns::needed_before(plan));
    let previous = request.against.map(before).transpose()?;
    let columns = SiteColumns { this: lake.columns(&manifest, &SiteColumns::needed(plan))?, previous };
    count_columns(plan, &request.site.id, request.period, columns)
}

impl Checked {
    /// What was found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.record.findings
    }

    /// What became of the rows of each dataset; empty without a plan.
    #[must_use]
    pub fn rows(&self) -> &[Reconciliation] {
        &self.rows
    }

    /// What was found, with all rows of each finding and the site's notes.
    #[must_use]
    pub fn with_rows(&self) -> Vec<FeedbackFinding> {
        feedback(&self.request(false)).findings
    }

    /// What the submission is worth, in words.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        self.record.verdict.label()
    }

    /// Whether it cannot be used.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.record.verdict.is_rejected()
    }

    /// Why it cannot be used, if so.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.record.reason.as_deref()
    }

    /// The quality of its data.
    #[must_use]
    pub fn quality(&self) -> DataQuality {
        self.record.quality
    }

    /// The feedback as files, with the workbook of corrections if there is anything to put right in it.
    ///
    /// # Errors
    /// [`PipelineError::Report`] if a writer fails, [`PipelineError::Unreadable`] if the files have gone since.
    pub fn feedback(&self) -> Result<Vec<File>> {
        let workbook = corrections(&CorrectionsRequest {
            site: &self.site,
            period: &self.period,
            submission: &self.submission,
            mapping: &self.mapping,
            limits: self.limits,
            fingerprints: &self.fingerprints,
            record: &self.record,
            counting: &self.counting,
            last_year: &[],
        })?;
        let mut files = render_feedback(&feedback(&self.request(workbook.is_some())))?;
        if let Some(workbook) = workbook {
            files.push(render_corrections(&workbook)?);
        }
        Ok(files)
    }

    /// Cells that open findings are about, at most `most` of each finding.
    ///
    /// # Errors
    /// [`PipelineError::Unreadable`] if the files have gone since.
    pub fn cells(&self, most: usize) -> Result<Vec<FoundCell>> {
        let mut shown = Vec::new();
        for found in &self.record.cells {
            let Some(finding) = self.record.findings.get(found.finding) else { continue };
            let (Some(file), Some(column)) = (&finding.place.file, finding.place.column) else { continue };
            if !is_open(finding, &self.record.notes) {
                continue;
            }
            let rows = found.rows.iter().filter(|&row| row > 0).take(most).collect();
            let wanted = WantedRows { file: file.clone(), sheet: finding.place.sheet.clone(), rows };
            let (tables, _) = original_rows(
                &self.submission,
                &self.mapping,
                self.limits,
                &self.fingerprints,
                std::slice::from_ref(&wanted),
                most,
            )
            .map_err(|error| PipelineError::Unreadable { message: error.to_string() })?;
            for row in tables.iter().flat_map(|table| &table.rows).filter(|row| wanted.rows.contains(&row.number)) {
                let place = finding.place.clone().row(u64::from(row.number)).to_string();
                let written = row.cells.get(column as usize).cloned().unwrap_or_default();
                shown.push(FoundCell { code: finding.code.clone(), place, written });
            }
        }
        Ok(shown)
    }

    fn request(&self, corrections: bool) -> FeedbackRequest<'_> {
        FeedbackRequest {
            site: &self.site,
            period: &self.period,
            record: &self.record,
            counting: &self.counting,
            last_year: &[],
            before: &[],
            corrections,
            run: "check",
            wanted: &[],
        }
    }
}
