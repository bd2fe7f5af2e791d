//! One submission: read, judged, and written to the lake or refused.

use crate::{
    config::{Config, ConfigError},
    discover::Sent,
    error::{PipelineError, Result},
    finding::{
        DAMAGED, FAULT, MAPPING_NOT_TEXT, MAPPING_UNREADABLE, MAPPING_WRONG, NO_MAPPING, UNREADABLE, of_mapping,
    },
    identity::Identity,
    judge::{Judged, keep},
    summary::Verdict,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tracing::{debug, warn};
use wres_domain::{
    DataQuality, Dataset, Finding, FindingKind, Location, Note, Period, RowLedger, Severity, Site, TomlFault,
};
use wres_ingest::{
    Fingerprints, FoundCells, IdentifierKey, MappingError, ReadContext, ReadError, Receipt, SiteMapping, Submission,
    TypedBatches,
    input::{TextFault, read_text_within},
    read_submission,
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

impl IntakeRecord {
    /// Why the submission was not used, as the publication may say it: without the name of a file, a path, or what the system said.
    pub(crate) fn public_reason(&self) -> Option<String> {
        let reason = self.reason.as_ref()?;
        let of_mappings = [&NO_MAPPING, &MAPPING_UNREADABLE, &MAPPING_NOT_TEXT, &MAPPING_WRONG];
        let of_run = [&UNREADABLE, &FAULT, &DAMAGED].into_iter().chain(of_mappings);
        let kind = { of_run }.find(|kind| self.findings.iter().any(|finding| kind.is_of(&finding.code)));
        let names_a_file = self.receipts.iter().any(|receipt| reason.contains(&receipt.file));
        Some(match kind {
            Some(kind) => format!("{}.", kind.title),
            None if names_a_file => "A file of the submission cannot be used.".to_owned(),
            None => reason.clone(),
        })
    }
}

/// A submission and what is known before it is read.
pub(crate) struct IntakeRequest<'a> {
    pub(crate) config: &'a Config,
    pub(crate) site: &'a Site,
    pub(crate) period: &'a Period,
    /// Where it lies.
    pub(crate) sent: &'a Sent,
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
    // What is damaged in the lake is taken in again from the inbox, or marked.
    let (standing, damage) = match lake.manifest(&request.site.id, request.period) {
        Ok(standing) => (standing, None),
        Err(StoreError::Damaged { path, reason }) => {
            warn!(path = %path.display(), reason, "an accepted submission is damaged in the lake");
            (None, Some(reason))
        }
        Err(error) => return Err(error.into()),
    };
    let folder = match (request.sent, damage) {
        (Sent::Folder(folder), _) => folder,
        (Sent::Unreadable(reason), _) => {
            let found = format!("a folder that cannot be read ({reason})");
            return Ok(refused(Identity::of("unreadable").with("why", &found), &UNREADABLE, found, standing));
        }
        (Sent::Nothing, Some(reason)) => {
            let found =
                format!("an accepted submission that is damaged in the lake ({reason}), and nothing in the inbox");
            return Ok(refused(Identity::of("damaged").with("why", &found), &DAMAGED, found, None));
        }
        (Sent::Nothing, None) => {
            // What was accepted before stays, even if its files have been cleared from the inbox since.
            let verdict = if standing.is_some() { Verdict::Accepted } else { Verdict::Late };
            let identity = standing.as_ref().map(|manifest| manifest.identity.clone()).unwrap_or_default();
            let record = standing.is_some().then(|| cache.get(&record_key(&identity))).flatten();
            let record = record.unwrap_or_else(|| empty(identity, verdict));
            return Ok(Outcome { record, manifest: standing, unchanged: true });
        }
    };
    let (path, mapping_text) = mapping_of(request.config, request.site);
    let identity =
        inbox_identity(request, folder, &mapping_text.as_deref().map_or_else(ToString::to_string, str::to_owned))?;
    if let Some(record) = cache.get::<IntakeRecord>(&record_key(&identity)) {
        let usable =
            record.verdict.is_rejected() || standing.as_ref().is_some_and(|manifest| manifest.identity == identity);
        if usable {
            debug!("nothing has changed");
            let record = IntakeRecord { verdict: stands(record.verdict, standing.as_ref()), ..record };
            return Ok(Outcome { record, manifest: standing, unchanged: true });
        }
    }
    let mapping_text = match mapping_text {
        Ok(text) => text,
        Err(fault) => {
            let read = Read::refused(identity, vec![no_mapping(&path, &fault)]);
            return Ok(Outcome::rejected(read.record, standing));
        }
    };
    let read = match SiteMapping::from_toml(&mapping_text) {
        Ok(mapping) if mapping.site == request.site.id => read(lake, request, folder, &mapping, &identity)?,
        Ok(mapping) => {
            Read::refused(identity, vec![wrong_mapping(&path, None, format!("a mapping of site {}", mapping.site))])
        }
        Err(MappingError::Toml(TomlFault { line, sentence, .. })) => {
            Read::refused(identity, vec![wrong_mapping(&path, line, sentence)])
        }
        Err(MappingError::Wrong(all)) => {
            Read::refused(identity, all.into_iter().map(|one| wrong_mapping(&path, None, one)).collect())
        }
    };
    let Read { mut record, manifest } = read;
    let manifest = match manifest {
        Some(manifest) => Some(manifest),
        None => {
            record.verdict = stands(record.verdict, standing.as_ref());
            warn!(reason = record.reason.as_deref().unwrap_or_default(), "the submission was rejected");
            standing
        }
    };
    cache.put(&record_key(&record.identity), &record)?;
    Ok(Outcome { record, manifest, unchanged: false })
}

impl Outcome {
    /// Something that was not used, with what stands in for it.
    pub(crate) fn rejected(record: IntakeRecord, standing: Option<Manifest>) -> Self {
        let record = IntakeRecord { verdict: stands(Verdict::Rejected, standing.as_ref()), ..record };
        Self { record, manifest: standing, unchanged: false }
    }
}

/// The verdict on what was rejected: whether anything stands in for it.
fn stands(verdict: Verdict, standing: Option<&Manifest>) -> Verdict {
    match (verdict.is_rejected(), standing) {
        (true, Some(_)) => Verdict::RejectedStale,
        (true, None) => Verdict::Rejected,
        (false, _) => verdict,
    }
}

/// A submission of which nothing can be said but why it was not read. It is looked at again by every run.
pub(crate) fn refused(
    identity: Identity,
    kind: &'static FindingKind,
    found: String,
    standing: Option<Manifest>,
) -> Outcome {
    let expected = "a submission that can be read and counted".to_owned();
    let finding = kind.finding(Severity::Error, None, Location::default(), found, expected);
    Outcome::rejected(Read::refused(identity.finish(), vec![finding]).record, standing)
}

/// The mapping file of a site: where it is, and its text or why there is none.
pub(crate) fn mapping_of(config: &Config, site: &Site) -> (PathBuf, std::result::Result<String, TextFault>) {
    let folder = config.mappings();
    let path = folder.join(format!("{}.toml", site.id));
    let text = read_text_within(&folder, &path);
    (path, text)
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
        notes: serde_json::to_value(&record.receipts)?,
    };
    lake.accept(&staged, &manifest)?;
    Ok(Read { record, manifest: Some(manifest) })
}

fn unreadable(found: &str) -> Finding {
    let expected = "a folder of files that can be read".to_owned();
    UNREADABLE.finding(Severity::Error, None, Location::default(), found.to_owned(), expected)
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

pub(crate) fn record_key(identity: &str) -> String {
    format!("intake {identity}")
}

/// Everything that reading depends on: files by name and content, mapping, period, key, and the submission before.
pub(crate) fn inbox_identity(request: &IntakeRequest<'_>, folder: &Path, mapping: &str) -> Result<String> {
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

/// There is no text of the mapping.
fn no_mapping(path: &Path, fault: &TextFault) -> Finding {
    let found = match fault {
        TextFault::Missing { .. } => "no mapping file".to_owned(),
        TextFault::Unreadable { source, .. } => format!("a mapping file that cannot be read: {source}"),
        TextFault::NotText { refused, .. } => format!("a mapping file that is no text: {refused}"),
    };
    about_mapping(of_mapping(fault), path, None, found)
}

/// The mapping says something that cannot be, at a line if it is known.
fn wrong_mapping(path: &Path, line: Option<u64>, sentence: String) -> Finding {
    about_mapping(&MAPPING_WRONG, path, line, sentence)
}

fn about_mapping(kind: &FindingKind, path: &Path, line: Option<u64>, found: String) -> Finding {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let place = Location { row: line, ..Location::file(&name) };
    kind.finding(Severity::Error, None, place, found, "a mapping file whose every guess is confirmed".to_owned())
}
