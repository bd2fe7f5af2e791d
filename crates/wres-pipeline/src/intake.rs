//! One submission: read, judged, and written to the lake or refused.

use crate::{
    config::{Config, ConfigError, plain_text},
    error::{PipelineError, Result},
    finding::{NO_MAPPING, UNREADABLE, finding},
    identity::Identity,
    judge::{Judged, keep},
    summary::Verdict,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};
use tracing::{debug, warn};
use wres_domain::{DataQuality, Dataset, Finding, Location, Note, Period, RowLedger, Severity, Site};
use wres_ingest::{
    Fingerprints, FoundCells, IdentifierKey, MappingError, ReadContext, ReadError, Receipt, SiteMapping, Submission,
    TypedBatches, read_submission,
};
use wres_store::{Cache, Lake, Manifest, StoreError};
use wres_validate::{Catalogue, Context, Examination};

/// What was found about one submission, as the cache keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct IntakeRecord {
    /// Hash of everything the submission was read from and with.
    pub(crate) identity: String,
    pub(crate) verdict: Verdict,
    /// Why, in a sentence for the site and the reader.
    pub(crate) reason: Option<String>,
    pub(crate) findings: Vec<Finding>,
    /// Every row of the findings that are about rows.
    pub(crate) cells: Vec<FoundCells>,
    /// What the site says about queries.
    pub(crate) notes: Vec<Note>,
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) rows: RowLedger,
    pub(crate) quality: DataQuality,
}

/// A submission and what is known before it is read.
pub(crate) struct IntakeRequest<'a> {
    pub(crate) config: &'a Config,
    pub(crate) site: &'a Site,
    pub(crate) period: &'a Period,
    /// Where it lies; `None` if nothing was sent.
    pub(crate) folder: Option<&'a Path>,
    pub(crate) key: &'a IdentifierKey,
    /// The accepted submission of the period before.
    pub(crate) previous: Option<&'a Manifest>,
    /// What is known of its files.
    pub(crate) fingerprints: &'a Fingerprints,
    /// The indicators of the run, by which names in its files are looked up.
    pub(crate) catalogue: &'a Catalogue,
}

impl IntakeRequest<'_> {
    fn context(&self) -> Context {
        let policy = self.config.file.validation.clone();
        let catalogue = Some(self.catalogue.clone());
        Context { policy, catalogue, ..Context::new(self.site.id.clone(), self.period.clone()) }
    }
}

/// A submission after intake.
pub(crate) struct Outcome {
    pub(crate) record: IntakeRecord,
    /// What stands for the site and period in the lake: this submission, or the last accepted one.
    pub(crate) manifest: Option<Manifest>,
    /// Whether it was taken in before and nothing has changed.
    pub(crate) unchanged: bool,
}

/// Takes a submission in. What is wrong with it is in the record; an error means that the lake failed.
pub(crate) fn take_in(lake: &Lake, cache: &Cache, request: &IntakeRequest<'_>) -> Result<Outcome> {
    let standing = lake.manifest(&request.site.id, request.period)?;
    let Some(folder) = request.folder else {
        // What was accepted before stays, even if its files have been cleared from the inbox since.
        let verdict = if standing.is_some() { Verdict::Accepted } else { Verdict::Late };
        let identity = standing.as_ref().map(|manifest| manifest.identity.clone()).unwrap_or_default();
        return match standing.is_some().then(|| cache.get(&record_key(&identity))).flatten() {
            Some(record) => Ok(Outcome { record, manifest: standing, unchanged: true }),
            None => Ok(Outcome { record: empty(identity, verdict), manifest: standing, unchanged: true }),
        };
    };
    let path = request.config.mappings().join(format!("{}.toml", request.site.id));
    let text = mapping_text(&path);
    let mapping_text = text.as_ref().map_or_else(|error| error.clone(), Clone::clone);
    let identity = identity(request, folder, &mapping_text)?;
    if let Some(record) = cache.get::<IntakeRecord>(&record_key(&identity)) {
        let usable =
            record.verdict.is_rejected() || standing.as_ref().is_some_and(|manifest| manifest.identity == identity);
        if usable {
            debug!("nothing has changed");
            return Ok(Outcome { record, manifest: standing, unchanged: true });
        }
    }
    let read = match text.map_err(MappingError::Toml).and_then(|text| SiteMapping::from_toml(&text)) {
        Ok(mapping) if mapping.site == request.site.id => read(lake, request, folder, &mapping, &identity)?,
        Ok(mapping) => {
            Read::refused(identity, vec![mapping_finding(&path, &format!("a mapping of site {}", mapping.site))])
        }
        Err(error) if path.exists() => Read::refused(identity, vec![mapping_finding(&path, &error.to_string())]),
        Err(_) => Read::refused(identity, vec![mapping_finding(&path, "no mapping file")]),
    };
    let Read { mut record, manifest } = read;
    let manifest = match manifest {
        Some(manifest) => Some(manifest),
        None => {
            if standing.is_some() {
                record.verdict = Verdict::RejectedStale;
            }
            warn!(reason = record.reason.as_deref().unwrap_or_default(), "the submission was rejected");
            standing
        }
    };
    cache.put(&record_key(&record.identity), &record)?;
    Ok(Outcome { record, manifest, unchanged: false })
}

/// The text of a mapping file; empty if there is none. The error says why it is no text.
pub(crate) fn mapping_text(path: &Path) -> std::result::Result<String, String> {
    match fs::read(path) {
        Ok(bytes) => plain_text(&bytes),
        Err(_) => Ok(String::new()),
    }
}

/// What reading gave: a manifest if the submission was accepted.
struct Read {
    record: IntakeRecord,
    manifest: Option<Manifest>,
}

impl Read {
    fn refused(identity: String, findings: Vec<Finding>) -> Self {
        let reason =
            findings.iter().find(|finding| finding.severity == Severity::Error).map(|finding| finding.found.clone());
        let record = IntakeRecord { findings, reason, ..empty(identity, Verdict::Rejected) };
        Self { record, manifest: None }
    }
}

/// Reads a submission batch by batch: rows that the rules keep go aside into the lake, and stand there only if the whole is
/// accepted in the end.
fn read(
    lake: &Lake,
    request: &IntakeRequest<'_>,
    folder: &Path,
    mapping: &SiteMapping,
    identity: &str,
) -> Result<Read> {
    let mut examination = Examination::new(request.context())
        .map_err(|error| ConfigError::Content { path: request.config.path.clone(), message: error.to_string() })?;
    if let Some(previous) = request.previous {
        lake.batches(previous, Dataset::Staff, |batch| examination.recall(batch))?;
    }
    let mut staging = lake.stage(&request.site.id, request.period)?;
    let context = ReadContext {
        period: request.period,
        key: request.key,
        limits: request.config.file.limits,
        fingerprints: request.fingerprints.clone(),
    };
    let mut handed = BTreeSet::new();
    let mut sink = |typed: TypedBatches| -> std::result::Result<(), StoreError> {
        handed.insert(typed.file);
        let (dataset, supplied) = (typed.dataset, Arc::clone(&typed.supplied));
        staging.write(dataset, &supplied, &keep(&mut examination, typed))
    };
    let submission = Submission::Folder(folder.to_owned());
    let read = match read_submission(&submission, mapping, &context, &mut sink) {
        Ok(read) => read,
        Err(ReadError::Sink(error)) => return Err(error.into()),
        Err(ReadError::Ingest(error)) => {
            return Ok(Read::refused(identity.to_owned(), vec![unreadable(&error.to_string())]));
        }
    };
    let record = Judged::new(read, examination, &handed).record(identity.to_owned());
    if record.verdict.is_rejected() {
        return Ok(Read { record, manifest: None });
    }
    let staged = staging.finish()?;
    let manifest = Manifest {
        version: Manifest::VERSION,
        site: request.site.id.clone(),
        period: request.period.label.clone(),
        identity: identity.to_owned(),
        key_id: request.key.key_id().to_owned(),
        files: staged.files().clone(),
        ledger: record.rows,
        notes: serde_json::to_value(&record.receipts).unwrap_or_default(),
    };
    lake.accept(&staged, &manifest)?;
    Ok(Read { record, manifest: Some(manifest) })
}

fn unreadable(found: &str) -> Finding {
    let expected = "a folder of files that can be read".to_owned();
    finding(&UNREADABLE, Severity::Error, None, Location::default(), found.to_owned(), expected)
}

pub(crate) fn empty(identity: String, verdict: Verdict) -> IntakeRecord {
    IntakeRecord {
        identity,
        verdict,
        reason: None,
        findings: Vec::new(),
        cells: Vec::new(),
        notes: Vec::new(),
        receipts: Vec::new(),
        rows: RowLedger::default(),
        quality: DataQuality::default(),
    }
}

fn record_key(identity: &str) -> String {
    format!("intake {identity}")
}

/// Everything that reading depends on: files by name and content, mapping, period, key, and the submission before.
fn identity(request: &IntakeRequest<'_>, folder: &Path, mapping: &str) -> Result<String> {
    let mut identity = Identity::of("intake")
        .with("site", request.site.id.as_str())
        .with_json("period", request.period)
        .with("mapping", mapping)
        .with_json("validation", &request.config.file.validation)
        .with("key", request.key.key_id())
        .with_json("catalogue", &(&request.catalogue.indicators, &request.catalogue.titles))
        .with_json("previous", &request.previous.map(|manifest| manifest.identity.clone()));
    for path in files(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // A file that cannot be read is reported by the reader; here it only has to differ from one that can.
        let hash = request.fingerprints.blake3(&path).unwrap_or_else(|error| error.to_string());
        identity = identity.with("name", name).with("hash", hash);
    }
    Ok(identity.finish())
}

/// The files below a folder, sorted. Links are named but not followed: the reader reports them.
fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let failed = |source| PipelineError::Folder { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn mapping_finding(path: &Path, found: &str) -> Finding {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let expected = "a mapping file whose every guess is confirmed".to_owned();
    finding(&NO_MAPPING, Severity::Error, None, Location::file(name), found.to_owned(), expected)
}
