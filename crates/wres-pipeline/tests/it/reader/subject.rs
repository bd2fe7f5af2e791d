//! What findings are drawn from: submissions with something wrong in them.

use crate::{
    ground::files,
    house::{House, SITE, bytes, file_name},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};
use wres_domain::{Period, Severity, Site, SiteId};
use wres_ingest::{IdentifierKey, Limits, SiteMapping};
use wres_pipeline::{CheckRequest, Config, FeedbackFinding, Standing, check};
use wres_synth::{Defect, Plan, Random, plant};
use wres_validate::Policy;

/// Files by their path below the inbox.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// A submission with something wrong in it.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) files: Files,
    pub(super) mapping: String,
    /// Whether it is compared with the accepted submission of the year before.
    planted: bool,
}

/// All submissions, and the year before of those with planted defects.
pub(super) struct Shelf {
    house: House,
    policy: Policy,
    before: Standing,
    pub(super) subjects: Vec<Subject>,
    /// What is found in each as it is, in the same order.
    found: Vec<Vec<FeedbackFinding>>,
}

fn site() -> Site {
    Site { id: SiteId::new(SITE).unwrap(), name: "A site".into(), region: None }
}

fn messy() -> Vec<Subject> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/messy");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let subject = |path: &PathBuf| Subject {
        name: format!("messy/{}", path.file_name().unwrap().to_str().unwrap()),
        files: files(&path.join("inbox")),
        mapping: fs::read_to_string(path.join("mapping.toml")).unwrap(),
        planted: false,
    };
    folders.iter().map(subject).collect()
}

impl Shelf {
    /// Every folder of `fixtures/messy`, and a clean site with one kind of defect after another planted in its later year.
    pub(super) fn new() -> Self {
        let plan = Plan::clean(1, 400);
        let clean = plan.tables(17, 0).unwrap();
        let period = plan.periods[1].clone();
        let house = House::new(plan, &clean);
        house.run();
        let mapping = fs::read_to_string(house.path(&format!("mappings/{SITE}.toml"))).unwrap();
        let mut subjects = messy();
        for (seed, &defect) in (500..).zip(Defect::ALL) {
            let mut extracts = clean.clone();
            let rows = plant(&mut extracts, &period, defect, 2, seed);
            // What is planted in the year before is not the reader's to put right.
            if rows.is_empty() || extracts[0] != clean[0] {
                continue;
            }
            let tables = extracts[1].tables.iter();
            let files = tables.map(|table| (file_name(table), bytes(table))).collect();
            subjects.push(Subject {
                name: format!("planted/{defect:?}"),
                files,
                mapping: mapping.clone(),
                planted: true,
            });
        }
        let config = Config::load(&house.path("pipeline.toml")).unwrap();
        let before = Standing::find(&config, &site(), &house.plan.periods[0]).unwrap();
        let mut shelf = Self { policy: config.file.validation, house, before, subjects, found: Vec::new() };
        shelf.found = shelf.subjects.iter().map(|subject| shelf.check(subject)).collect();
        shelf
    }

    /// A submission as it is, and what is found in it.
    pub(super) fn subject(&self, name: &str) -> (&Subject, &[FeedbackFinding]) {
        let place = self.subjects.iter().position(|subject| subject.name == name);
        let place = place.unwrap_or_else(|| panic!("{name}"));
        (&self.subjects[place], &self.found[place])
    }

    /// What a check finds in these files.
    pub(super) fn check(&self, subject: &Subject) -> Vec<FeedbackFinding> {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in &subject.files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let period = Period::financial_year("2024-25").unwrap();
        check(&CheckRequest {
            site: &site(),
            period: &period,
            paths: &[folder.path().to_owned()],
            mapping: &SiteMapping::from_toml(&subject.mapping).unwrap(),
            key: &IdentifierKey::from_file(&self.house.path("key")).unwrap(),
            policy: &self.policy,
            limits: Limits::default(),
            against: subject.planted.then_some(&self.before),
            standards: &[],
        })
        .unwrap()
        .with_rows()
    }

    /// Ten findings that ask for something, by chance: those to which the seed gives the smallest numbers, one of each rule.
    pub(super) fn draw(&self, seed: u64) -> Vec<(&Subject, FeedbackFinding)> {
        let mut all: Vec<(u64, &Subject, FeedbackFinding)> = Vec::new();
        for (subject, found) in self.subjects.iter().zip(&self.found) {
            for one in found.iter().filter(|one| is_open(one)) {
                let place = &one.finding.place;
                // The wording is not part of it: a text that is put into better words stays drawn.
                let key = format!("{} {} {:?} {:?}", subject.name, one.finding.code, place.header, place.row);
                let purpose: Vec<u64> = key.bytes().map(u64::from).collect();
                all.push((Random::stream(seed, &purpose).bits(), subject, one.clone()));
            }
        }
        all.sort_by_key(|(number, ..)| *number);
        let mut codes = BTreeSet::new();
        all.retain(|(_, _, one)| codes.insert(one.finding.code.clone()));
        all.into_iter().take(10).map(|(_, subject, one)| (subject, one)).collect()
    }
}

/// Whether it asks for something.
pub(super) fn is_open(one: &FeedbackFinding) -> bool {
    one.finding.severity > Severity::Information
}

/// The text of a finding as `wres check` prints it.
pub(super) fn printed(one: &FeedbackFinding) -> String {
    let several = one.rows.len() > 1 || one.rows.iter().any(|[first, last]| first != last);
    let rows = if several { format!(" Rows {}.", one.rows_in_words()) } else { String::new() };
    format!("{}{rows}", one.finding)
}
