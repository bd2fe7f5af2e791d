//! The work on one site, and the one place where it ends in that site's record, whatever goes wrong.

use crate::{
    config::Config,
    corrections::{CorrectionsRequest, corrections_at, sums_of_corrections, write_corrections},
    counting::{CountRequest, SiteCounts, counts},
    deadline::Deadline,
    discover::{Sent, SiteWork},
    error::{PipelineError, Result},
    finding::{FAULT, FEEDBACK},
    identity::Identity,
    intake::{IntakeRequest, Outcome, mapping_of, refused, take_in},
    progress::{Progress, Stage},
    reconcile::{self, reconciled},
    renderer::guarded,
};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tracing::{info, info_span, warn};
use wres_domain::{CountTable, Finding, Location, Note, PayRow, Period, Reconciliation, Severity, Site, WeightRow};
use wres_ingest::{Fingerprints, IdentifierKey, SiteMapping, Submission};
use wres_metrics::CountPlan;
use wres_store::{Cache, Lake, Manifest, StoreError};
use wres_validate::Catalogue;

/// One site in one period, taken in and counted.
pub(crate) struct Done {
    pub(crate) site: Site,
    pub(crate) period: Period,
    pub(crate) intake: Outcome,
    pub(crate) table: CountTable,
    pub(crate) pay: Vec<PayRow>,
    pub(crate) weights: Vec<WeightRow>,
    pub(crate) counting: Vec<Finding>,
    /// What became of the rows of each dataset.
    pub(crate) rows: Vec<Reconciliation>,
    /// Whether its feedback could be made.
    pub(crate) told: bool,
    /// How long taking in and counting took.
    pub(crate) took: Took,
}

/// How long the stages of a submission took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Took {
    pub(crate) intake: Duration,
    pub(crate) counting: Duration,
}

/// What the work on every site needs.
pub(crate) struct SiteRun<'a> {
    pub(crate) config: &'a Config,
    pub(crate) lake: &'a Lake,
    pub(crate) cache: &'a Cache,
    pub(crate) plan: &'a CountPlan,
    /// The indicators of the run, by which names in the files are looked up.
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) key: &'a IdentifierKey,
    pub(crate) deadline: &'a Deadline,
    pub(crate) progress: &'a dyn Progress,
    /// Whether the publication is not renewed, so that corrections go straight to where the site finds them.
    pub(crate) only: bool,
}

/// Why the work on a submission broke off.
pub(crate) enum Fault {
    Panic,
    Error(PipelineError),
}

impl Fault {
    pub(crate) fn sentence(&self) -> String {
        match self {
            // What a panic says may quote what it stumbled over.
            Self::Panic => "a fault of the program, which the log places".to_owned(),
            Self::Error(error) => error.to_string(),
        }
    }
}

impl SiteRun<'_> {
    /// Takes in and counts what a site has sent, period by period. What goes wrong ends in the record of the submission; an error is
    /// one of the run as a whole.
    pub(crate) fn work_on(&self, work: &SiteWork) -> Result<Vec<Done>> {
        let mut done: Vec<Done> = Vec::with_capacity(work.periods.len());
        let mut begun_again = false;
        while let Some((period, sent)) = work.periods.get(done.len()) {
            self.deadline.check(|| format!("at {}, {}", work.site.id, period.label))?;
            let span = info_span!("site", site = %work.site.id, period = period.label);
            let _inside = span.enter();
            let submission = Work { run: self, site: &work.site, period, sent, fingerprints: &work.fingerprints };
            let one = match guarded(|| submission.finish(&done))? {
                Ok(one) => one,
                Err(Fault::Error(PipelineError::Store(error @ StoreError::Damaged { .. }))) if !begun_again => {
                    warn!(%error, "the site is gone through again, and what is damaged is taken in anew");
                    self.suspect(work);
                    begun_again = true;
                    done.clear();
                    continue;
                }
                Err(fault) => submission.fall_back(&done, &fault)?,
            };
            let record = &one.intake.record;
            info!(
                verdict = record.verdict.label(),
                rows = record.rows.read,
                bytes = record.receipts.iter().map(|receipt| receipt.bytes).sum::<u64>(),
                cells = one.table.rows.len(),
                intake_ms = one.took.intake.as_millis(),
                counting_ms = one.took.counting.as_millis(),
                "done"
            );
            done.push(one);
        }
        for one in &done {
            let verdict = one.intake.record.verdict.label();
            self.progress.step(Stage::Intake, &format!("{} {}: {verdict}", one.period.label, one.site.name));
        }
        Ok(done)
    }

    /// Marks the submissions of a site of which a file is not as it was written.
    fn suspect(&self, work: &SiteWork) {
        for (period, _) in &work.periods {
            // A damaged manifest is found by whoever takes the submission in.
            if let Ok(Some(manifest)) = self.lake.manifest(&work.site.id, period)
                && self.lake.verify(&manifest).is_err()
            {
                self.lake.suspect(&work.site.id, &period.label);
            }
        }
    }
}

/// One submission that is being worked on.
struct Work<'a> {
    run: &'a SiteRun<'a>,
    site: &'a Site,
    period: &'a Period,
    sent: &'a Sent,
    fingerprints: &'a Fingerprints,
}

impl Work<'_> {
    fn finish(&self, before: &[Done]) -> Result<Done> {
        let SiteRun { config, lake, cache, key, catalogue, .. } = *self.run;
        let previous = self.previous(before);
        let last_year = previous.and(before.last()).map_or(&[][..], |before| &before.intake.record.notes);
        let request = IntakeRequest {
            config,
            site: self.site,
            period: self.period,
            sent: self.sent,
            key,
            previous,
            fingerprints: self.fingerprints,
            catalogue,
        };
        let begin = Instant::now();
        let intake = info_span!("intake").in_scope(|| take_in(lake, cache, &request))?;
        let taken_in = Instant::now();
        let mut counted = info_span!("counting").in_scope(|| self.count(&intake, previous))?;
        let took = Took { intake: taken_in - begin, counting: taken_in.elapsed() };
        // Of a submission that was not read, nothing can be said row by row.
        let read = self.sent.folder().is_some();
        let rows = if read { reconciled(&intake.record, &counted.rows) } else { Vec::new() };
        counted.findings.extend(reconcile::findings(&rows));
        let mut told = true;
        if let Some(folder) = self.sent.folder()
            && let Err(fault) = guarded(|| self.to_be_corrected(folder, &intake, &counted.findings, last_year))?
        {
            told = false;
            counted.findings.push(untold(&fault.sentence()));
        }
        Ok(Done { rows, told, ..self.done(intake, counted, took) })
    }

    /// What is left when the work on a submission broke off: the last accepted one, if it is sound.
    fn fall_back(&self, before: &[Done], fault: &Fault) -> Result<Done> {
        let found = fault.sentence();
        warn!(
            fault = found,
            "the work on the submission broke off; what was accepted before stands in, if anything was"
        );
        let lake = self.run.lake;
        let standing = lake.manifest(&self.site.id, self.period).unwrap_or_else(|error| {
            warn!(%error, "what was accepted before cannot be read either");
            None
        });
        let standing = standing.filter(|manifest| lake.verify(manifest).is_ok());
        let previous = self.previous(before).filter(|manifest| lake.verify(manifest).is_ok());
        let identity = || Identity::of("fault").with("why", &found);
        let begin = Instant::now();
        let intake = refused(identity(), &FAULT, found.clone(), standing);
        let (intake, counted) = match guarded(|| self.count(&intake, previous))? {
            Ok(counted) => (intake, counted),
            // The last accepted one is no better: nothing is left to be counted.
            Err(_) => {
                let intake = refused(identity(), &FAULT, found.clone(), None);
                let counted = self.count(&intake, None)?;
                (intake, counted)
            }
        };
        Ok(self.done(intake, counted, Took { counting: begin.elapsed(), ..Took::default() }))
    }

    fn count(&self, intake: &Outcome, previous: Option<&Manifest>) -> Result<SiteCounts> {
        let request = CountRequest {
            site: &self.site.id,
            period: self.period,
            verdict: intake.record.verdict,
            this: intake.manifest.as_ref(),
            previous,
        };
        counts(self.run.lake, self.run.cache, self.run.plan, &request)
    }

    /// The accepted submission of the year before, if it was the year before.
    fn previous<'b>(&self, before: &'b [Done]) -> Option<&'b Manifest> {
        before.last().filter(|one| one.period.is_followed_by(self.period)).and_then(|one| one.intake.manifest.as_ref())
    }

    /// One of which nothing is said row by row, and whose feedback could be made.
    fn done(&self, intake: Outcome, counted: SiteCounts, took: Took) -> Done {
        Done {
            site: self.site.clone(),
            period: self.period.clone(),
            intake,
            table: counted.table,
            pay: counted.pay,
            weights: counted.weights,
            counting: counted.findings,
            rows: Vec::new(),
            told: true,
            took,
        }
    }

    /// Renews the workbook of corrections, unless nothing has changed and it is there.
    fn to_be_corrected(&self, folder: &Path, intake: &Outcome, counting: &[Finding], last_year: &[Note]) -> Result<()> {
        let config = self.run.config;
        let mut places = vec![config.corrections().join(&self.period.label)];
        if self.run.only {
            places.push(config.feedback().join(&self.period.label));
        }
        let sound = |place: &PathBuf| corrections_at(config, place, (&self.period.label, &self.site.id)).is_ok();
        if intake.unchanged && places.iter().all(sound) {
            return Ok(());
        }
        // Without a mapping nothing was read, and there is nothing to put right row by row.
        let Ok(text) = mapping_of(config, self.site).1 else { return Ok(()) };
        let Ok(mapping) = SiteMapping::from_toml(&text) else { return Ok(()) };
        let submission = Submission::Folder(folder.to_owned());
        let request = CorrectionsRequest {
            site: self.site,
            period: self.period,
            submission: &submission,
            mapping: &mapping,
            limits: config.file.limits,
            fingerprints: self.fingerprints,
            record: &intake.record,
            counting,
            last_year,
        };
        write_corrections(&places, &sums_of_corrections(config), &request)
    }
}

/// The finding for feedback that could not be made.
pub(crate) fn untold(found: &str) -> Finding {
    let expected = "feedback that can be written".to_owned();
    FEEDBACK.finding(Severity::Error, None, Location::default(), found.to_owned(), expected)
}

#[cfg(test)]
mod tests {
    use super::{Fault, guarded};

    #[test]
    fn a_panic_is_a_fault_that_says_nothing_of_what_it_stumbled_over() {
        let result = guarded::<()>(|| panic!("person 900101"));
        let fault = result.unwrap().err().unwrap();
        assert!(matches!(fault, Fault::Panic) && !fault.sentence().contains("900101"));
    }
}
