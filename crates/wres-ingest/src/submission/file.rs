//! Reading one file: every unit in it that a source of the mapping names.

use crate::{
    context::ReadContext,
    corrections::Corrections,
    findings::{Kind, about_file},
    mapping::SiteMapping,
    raw::{
        fingerprint::Fingerprints,
        format::Format,
        unit::{Unit, shown, units},
    },
    receipt::Receipt,
    submission::{
        assign::{is_ignored, sources_of},
        discover::Found,
        outcome::{Deliver, Halt, Outcome, named_receipt, receipt, unreadable},
        sheet::{read_parquet, read_workbook},
        text::read_text,
    },
    table::PlanSettings,
};
use std::io;
use wres_domain::{Finding, Severity};

/// A file to be read.
pub(super) struct Job<'a> {
    pub(super) file: &'a Found,
    pub(super) bytes: u64,
    /// What is known of files.
    pub(super) fingerprints: &'a Fingerprints,
    /// Whether another file has the same content.
    pub(super) repeated: bool,
}

impl Job<'_> {
    /// BLAKE3 of the file in hexadecimal.
    pub(super) fn hash(&self) -> io::Result<String> {
        self.fingerprints.blake3(&self.file.path)
    }
}

/// What the reading of files needs to know.
pub(super) struct FileReader<'a> {
    pub(super) mapping: &'a SiteMapping,
    pub(super) context: &'a ReadContext<'a>,
    pub(super) corrections: &'a Corrections,
}

impl FileReader<'_> {
    /// Reads a file.
    pub(super) fn read(&self, job: &Job<'_>, outcome: &mut Outcome, deliver: &mut Deliver<'_>) -> Result<(), Halt> {
        let name = shown(&job.file.name);
        match units(&job.file.path, &job.file.name, self.context.limits, job.fingerprints) {
            Ok(units) => {
                units.iter().try_for_each(|unit| self.unit(unit, job, outcome, deliver))?;
                if job.fingerprints.has_changed(&job.file.path) {
                    for index in 0..outcome.receipts.len() {
                        outcome.refuse(index, changed(&outcome.receipts[index].file));
                    }
                }
                Ok(())
            }
            Err(error) => {
                refused(named_receipt(&name), unreadable(&name, &error), outcome);
                Ok(())
            }
        }
    }

    fn unit(&self, unit: &Unit, job: &Job<'_>, outcome: &mut Outcome, deliver: &mut Deliver<'_>) -> Result<(), Halt> {
        let sources = sources_of(unit, self.mapping);
        outcome.used.extend(sources.iter().map(|(index, _)| *index));
        if is_ignored(unit, self.mapping) {
            return Ok(());
        }
        if job.repeated {
            let found = "a file with the content of another";
            refused(
                receipt(unit),
                about_file(Kind::FileTwice, Severity::Query, &unit.name, found, "each file once"),
                outcome,
            );
            return Ok(());
        }
        // The fingerprint is asked for before reading only where something was corrected.
        let hash = match self.corrections.tables.is_empty() {
            true => String::new(),
            false => match job.hash() {
                Ok(hash) => hash,
                Err(error) => {
                    refused(receipt(unit), unreadable(&unit.name, &error), outcome);
                    return Ok(());
                }
            },
        };
        let corrections = (!hash.is_empty()).then_some((self.corrections, hash.as_str()));
        let confirmed: Vec<PlanSettings<'_>> = sources
            .iter()
            .filter(|(_, source)| source.confirmed)
            .map(|(_, source)| PlanSettings {
                mapping: self.mapping,
                source,
                context: self.context,
                corrections,
                from_1904: false,
            })
            .collect();
        if confirmed.is_empty() {
            // A source that nobody confirmed is said once for the mapping.
            if sources.is_empty() {
                let found = "a file that the mapping does not name";
                let finding =
                    about_file(Kind::FileUnused, Severity::Information, &unit.name, found, "files of the mapping");
                refused(receipt(unit), finding, outcome);
            }
            return Ok(());
        }
        match unit.format {
            Format::Text => confirmed.iter().try_for_each(|settings| read_text(unit, *settings, outcome, deliver)),
            Format::Xlsx | Format::Xlsb | Format::Xls | Format::Ods => {
                read_workbook(unit, &confirmed, outcome, deliver)
            }
            Format::Parquet => {
                confirmed.iter().try_for_each(|settings| read_parquet(unit, *settings, outcome, deliver))
            }
            Format::Gzip | Format::Zip | Format::Unreadable(_) => {
                let what = if let Format::Unreadable(what) = unit.format { what } else { "is an archive" };
                let found = format!("a file that {what} and cannot be read");
                let mut receipt = receipt(unit);
                receipt.dataset = confirmed.first().map(|settings| settings.source.dataset);
                let finding = about_file(Kind::FileUnreadable, Severity::Error, &unit.name, found, "a table");
                refused(receipt, finding, outcome);
                Ok(())
            }
        }
    }
}

/// The finding for a file that is not what it was when its hash was taken.
pub(super) fn changed(name: &str) -> Finding {
    about_file(Kind::FileChanged, Severity::Error, name, "a file that changed", "a complete file")
}

fn refused(receipt: Receipt, finding: Finding, outcome: &mut Outcome) {
    outcome.receipts.push(receipt);
    outcome.refuse(outcome.receipts.len() - 1, finding);
}
