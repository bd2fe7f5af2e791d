//! What a run itself finds, and who owns each code of a finding.

use wres_domain::{FindingKind, FindingOwner, Severity};
use wres_ingest::input::TextFault;

/// A submission of which nothing can be read.
pub(crate) const UNREADABLE: FindingKind = FindingKind {
    stem: "SUB-601",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "A submission that cannot be read",
    meaning: "The folder of the submission cannot be listed or opened. Nothing of it was used.",
    why: None,
    fix: "Look at the folder's permissions, and send the files again.",
};

/// Rows of a file that went missing.
pub(crate) const UNBALANCED: FindingKind = FindingKind {
    stem: "SUB-602",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "Rows that do not balance",
    meaning: "The rows that were kept, rejected and dropped as repeats are not as many as were read. The submission is not used.",
    why: Some("A row that nobody can account for may be a person who is missing from every figure."),
    fix: "This is a fault of the program, not of the file. Please report it; the file is not used until it is mended.",
};

/// Work on a submission that came to no end.
pub(crate) const FAULT: FindingKind = FindingKind {
    stem: "SUB-603",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "A submission whose work broke off",
    meaning: "Something went wrong while the submission was read, counted or written. Nothing new of it was used; what was accepted \
              before stands in, if anything was. Other sites are not affected.",
    why: Some("One site's trouble must not keep the figures of all others from being renewed."),
    fix: "Look at what is said to have gone wrong, and run again. If it is a fault of the program, please report it.",
};

/// An accepted submission that is damaged in the lake.
pub(crate) const DAMAGED: FindingKind = FindingKind {
    stem: "SUB-604",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "An accepted submission that is damaged",
    meaning: "What was accepted before is not as it was written in the lake, and its files are not in the inbox to be taken in again. \
              Nothing of it is used.",
    why: Some("A single changed bit can change a figure, and nobody would see it."),
    fix: "Put the files of the submission back into the inbox and run again, or restore the lake from a backup.",
};

/// Feedback that could not be made.
pub(crate) const FEEDBACK: FindingKind = FindingKind {
    stem: "SUB-605",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "Feedback that could not be made",
    meaning: "The workbook of corrections or the feedback on this submission could not be written. The submission itself was used as its \
              verdict says.",
    why: None,
    fix: "Look at what is said to have gone wrong, and run again. If it is a fault of the program, please report it.",
};

/// What became of the rows of a dataset.
pub(crate) const RECONCILED: FindingKind = FindingKind {
    stem: "SUB-607",
    severity: Some(Severity::Information),
    owner: FindingOwner::Run,
    title: "What became of the rows",
    meaning: "Rows of the dataset stand in no figure. Together with those that do they are all the rows that were read; each is named with the reason.",
    why: Some("A row that vanishes without a word may be a person who is missing from every figure."),
    fix: "Look whether the reasons are right. Nothing has to be done if they are.",
};

/// Rows that nobody can account for between reading and counting.
pub(crate) const NOT_RECONCILED: FindingKind = FindingKind {
    stem: "SUB-608",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "Rows that are neither used nor named",
    meaning: "The rows that stand in some figure and those that are named as not used are not as many as were read.",
    why: Some("A row that vanishes without a word may be a person who is missing from every figure."),
    fix: "This is a fault of the program, not of the file. Please report it.",
};

/// A dataset of which nothing is used.
pub(crate) const UNUSED_DATASET: FindingKind = FindingKind {
    stem: "SUB-609",
    severity: Some(Severity::Query),
    owner: FindingOwner::Run,
    title: "A dataset of which no row stands in a figure",
    meaning: "Rows of the dataset were read, and none of them stands in any figure of the run. The reasons are named.",
    why: Some("Somebody sent the file so that it should count."),
    fix: "Put right what the reasons say: most often a name that the run does not know, a missing column, or a standard that the pipeline does not run.",
};

/// A site without a mapping.
pub(crate) const NO_MAPPING: FindingKind = FindingKind {
    stem: "MAP-001",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "No mapping",
    meaning: "There is no mapping file of the site in the folder of mappings. Nothing was read.",
    why: Some("Without a mapping it would have to be guessed which column is which, and that is never done."),
    fix: "Draft one with `wres init`, read it, confirm each guess, and save it in the folder `mappings`.",
};

/// A mapping that the system does not give out.
pub(crate) const MAPPING_UNREADABLE: FindingKind = FindingKind {
    stem: "MAP-002",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "A mapping that cannot be read",
    meaning: "The mapping file of the site is there and cannot be opened or read: it is no regular file, leads out of the folder, is too \
              large, or is not for this user. Nothing was read.",
    why: None,
    fix: "Look at the file and its permissions; draft the mapping again with `wres init` if it is lost.",
};

/// A mapping that is no text.
pub(crate) const MAPPING_NOT_TEXT: FindingKind = FindingKind {
    stem: "MAP-003",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "A mapping that is not UTF-8",
    meaning: "The mapping file of the site was read and is no text in UTF-8, or in UTF-16 with its mark. Nothing of it was used.",
    why: Some("The labels in it would be compared with those of the files as other characters than were meant."),
    fix: "Save the mapping as UTF-8 (in Notepad: Save as, Encoding UTF-8).",
};

/// A mapping with a mistake.
pub(crate) const MAPPING_WRONG: FindingKind = FindingKind {
    stem: "MAP-004",
    severity: Some(Severity::Error),
    owner: FindingOwner::Run,
    title: "A mapping with a mistake",
    meaning: "The mapping file of the site is not written as it must be, says something that cannot be, or is that of another site. \
              Nothing was read.",
    why: Some("Half a mapping would read half a file."),
    fix: "Put right what is said, at the line that is named. `wres schema mapping` says what a mapping holds.",
};

/// The kind of finding for a mapping of which there is no text.
pub(crate) fn of_mapping(fault: &TextFault) -> &'static FindingKind {
    match fault {
        TextFault::Missing { .. } => &NO_MAPPING,
        TextFault::Unreadable { .. } => &MAPPING_UNREADABLE,
        TextFault::NotText { .. } => &MAPPING_NOT_TEXT,
    }
}

const OWN: [&FindingKind; 12] = [
    &UNREADABLE,
    &UNBALANCED,
    &FAULT,
    &DAMAGED,
    &FEEDBACK,
    &RECONCILED,
    &NOT_RECONCILED,
    &UNUSED_DATASET,
    &NO_MAPPING,
    &MAPPING_UNREADABLE,
    &MAPPING_NOT_TEXT,
    &MAPPING_WRONG,
];

/// The catalogue: every kind of finding there is, each code once, by owner.
pub fn finding_kinds() -> impl Iterator<Item = &'static FindingKind> {
    let rules = wres_validate::finding_kinds().iter();
    let published = wres_review::published::finding_kinds().iter().copied();
    rules.chain(wres_ingest::finding_kinds()).chain(wres_metrics::finding_kinds()).chain(OWN).chain(published)
}

/// The kind of a code, with the letter of its severity or without; `None` if there is no such code.
pub(crate) fn finding_kind(code: &str) -> Option<&'static FindingKind> {
    finding_kinds().find(|kind| kind.is_of(code))
}

/// What a code of a finding means, why it matters and how to put it right; `None` if there is no such code. The letter of the
/// severity may be left out.
///
/// ```
/// assert!(wres_pipeline::explain_finding("CNT-007").unwrap().starts_with("Q-CNT-007: No leavers for a year"));
/// assert!(wres_pipeline::explain_finding("Q-STA-013").unwrap().starts_with("Q-STA-013: "));
/// assert!(wres_pipeline::explain_finding("Q-STA-999").is_none());
/// ```
#[must_use]
pub fn explain_finding(code: &str) -> Option<String> {
    // A rule has a page of its own, with more than a kind says.
    let kind = finding_kind(code)?;
    wres_validate::explain(&kind.code()).or_else(|| Some(kind.in_words()))
}

/// What a kind of finding is called.
pub(crate) fn title(code: &str) -> Option<String> {
    finding_kind(code).map(|kind| kind.title.to_owned())
}

/// The reference page of the whole catalogue, in Markdown: the rules with all that is said of them, then what else is found.
#[must_use]
pub fn findings_page() -> String {
    let mut page = wres_validate::rules_page();
    for owner in FindingOwner::ALL.into_iter().filter(|owner| *owner != FindingOwner::Rules) {
        page.push_str(&format!("\n## {}\n", owner.title()));
        page.extend(finding_kinds().filter(|kind| kind.owner == owner).map(FindingKind::as_markdown));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{finding_kinds, findings_page};
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn each_code_stands_once_in_the_range_of_its_owner() {
        let mut seen = BTreeSet::new();
        for kind in finding_kinds() {
            assert!(seen.insert(kind.stem), "{} is used twice", kind.stem);
            assert!(kind.owner.has(kind.stem), "{} is none of {:?}", kind.stem, kind.owner);
            for text in [kind.meaning, kind.fix] {
                assert!(text.ends_with('.'), "{}: {text}", kind.stem);
            }
        }
        assert!(seen.len() > 200, "{}", seen.len());
    }

    #[test]
    fn the_reference_page_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
        if std::env::var_os("WRES_UPDATE").is_some() {
            fs::write(&path, findings_page()).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap();
        assert!(there == findings_page(), "docs/rules.md is not current: run the tests with WRES_UPDATE=1");
    }
}
