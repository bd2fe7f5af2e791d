//! One site's bad submission never touches another site.

use crate::ground::{Ground, files};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};
use wres_disclosure::Released;
use wres_domain::{Comparisons, Measure, Outcome, SiteId};
use wres_pipeline::{RunState, SiteFile, SiteRenderer, Verdict};
use wres_report::{Feedback, File, OwnFigures, ReportError, SitePage, render_feedback, render_own_figures};

#[test]
fn the_demo_has_one_site_late_and_one_rejected_and_the_others_in_use() {
    let summary = Ground::demo(3, "").run();
    let of = |verdict| summary.sites.iter().filter(|site| site.verdict == verdict).count();
    assert_eq!(of(Verdict::Late), 1, "{:?}", summary.sites);
    assert_eq!(of(Verdict::Rejected), 1, "{:?}", summary.sites);
    assert_eq!(of(Verdict::Accepted) + of(Verdict::AcceptedWithQueries), 22);
    assert!(summary.any_rejected());
    assert_eq!(summary.headlines.len(), 3);
    assert!(summary.outcomes > 1000 && summary.hidden > 0);
}

#[test]
fn an_unreadable_file_rejects_its_site_and_leaves_every_other_count_as_it_was() {
    let ground = Ground::demo(4, "[disclosure]\naudit = \"audit\"\n");
    let before = ground.run();
    let victim = ground.consortium.sites[0].clone();
    let last = victim.submissions.last().unwrap();
    for file in &last.files {
        ground.write(
            &format!("inbox/{}/{}/{}", last.period, victim.id, file.name),
            b"PK\x03\x04 this is no workbook \x00\xff\xfe",
        );
    }
    fs::remove_dir_all(ground.path("lake")).unwrap();
    let after = ground.run();
    let verdict = |summary: &wres_pipeline::RunSummary| {
        summary.sites.iter().find(|s| s.site == victim.id && s.period == last.period).unwrap().verdict
    };
    assert!(!verdict(&before).is_rejected());
    assert_eq!(verdict(&after), Verdict::Rejected);
    let exact = |run: &str| -> Vec<wres_domain::Outcome> {
        serde_json::from_slice(&fs::read(ground.path(&format!("audit/{run}/outcomes.json"))).unwrap()).unwrap()
    };
    let (left, right) = (exact(&before.run), exact(&after.run));
    let others = |outcomes: &[wres_domain::Outcome]| -> Vec<_> {
        outcomes
            .iter()
            .filter(|outcome| matches!(&outcome.place.scope, wres_domain::Scope::Site(site) if *site != victim.id))
            .map(|outcome| (outcome.place.clone(), outcome.grouping, outcome.group, outcome.cases, outcome.base))
            .collect()
    };
    assert_eq!(others(&left), others(&right));
}

#[test]
fn a_mapping_that_is_missing_cannot_be_read_is_no_text_or_has_a_mistake_is_said_as_what_it_is() {
    let ground = Ground::demo(4, "");
    let sites: Vec<_> = ground.consortium.sites.iter().take(4).map(|site| site.id.clone()).collect();
    let mapping = |at: usize| format!("mappings/{}.toml", sites[at]);
    fs::remove_file(ground.path(&mapping(0))).unwrap();
    fs::remove_file(ground.path(&mapping(1))).unwrap();
    fs::create_dir(ground.path(&mapping(1))).unwrap();
    ground.write(&mapping(2), b"site = \"A\"\n# caf\xE9\n");
    ground.write(&mapping(3), format!("site = \"{}\"\ndate_order = = \"iso\"\n", sites[3]).as_bytes());
    ground.run();
    let period = &ground.consortium.periods.last().unwrap().label;
    let said = |at: usize| {
        let page = format!("lake/feedback/{period}/feedback/{}/findings.json", sites[at]);
        fs::read_to_string(ground.path(&page)).unwrap()
    };
    for (at, code, words) in [
        (0, "E-MAP-001", "no mapping file"),
        (1, "E-MAP-002", "a folder"),
        (2, "E-MAP-003", "line 2"),
        (3, "E-MAP-004", "row"),
    ] {
        assert!(said(at).contains(code) && said(at).contains(words), "{}", said(at));
    }
}

#[test]
fn a_rejected_correction_leaves_the_last_accepted_submission_standing() {
    let ground = Ground::demo(5, "");
    ground.run();
    let victim = ground.consortium.sites[0].clone();
    let last = victim.submissions.last().unwrap();
    for file in &last.files {
        ground.write(&format!("inbox/{}/{}/{}", last.period, victim.id, file.name), b"");
    }
    let after = ground.run();
    let site = after.sites.iter().find(|s| s.site == victim.id && s.period == last.period).unwrap();
    assert_eq!(site.verdict, Verdict::RejectedStale);
    assert!(files(&after.publication.unwrap()).contains_key("index.html"));
}

#[test]
fn no_raw_identifier_reaches_lake_publication_or_feedback() {
    let ground = Ground::demo(6, "");
    ground.run();
    // Identifiers of the demo are long numbers; take those of one plain CSV file.
    let mut identifiers = Vec::new();
    for site in &ground.consortium.sites {
        for file in site.submissions.iter().flat_map(|submission| &submission.files) {
            if file.name.contains("staff") && file.name.ends_with(".csv") {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                identifiers.extend(
                    text.lines()
                        .filter_map(|line| {
                            line.split([',', ';', '\t']).next().map(|cell| cell.trim_matches('"').to_owned())
                        })
                        .filter(|cell| {
                            cell.len() >= 6 && cell.bytes().any(|b| b.is_ascii_digit()) && !cell.contains(' ')
                        })
                        .take(50),
                );
            }
        }
    }
    assert!(identifiers.len() >= 50, "{}", identifiers.len());
    for folder in ["lake", "out"] {
        for (name, bytes) in files(&ground.path(folder)) {
            let text = String::from_utf8_lossy(&bytes);
            // As a word of its own: six digits also turn up inside longer numbers.
            let words: HashSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').collect();
            for identifier in &identifiers {
                assert!(!words.contains(identifier.as_str()), "{identifier} stands in {folder}/{name}");
            }
        }
    }
}

/// A renderer that breaks off at one file of one site.
struct Breaks {
    at: SiteId,
    what: SiteFile,
}

impl Breaks {
    fn here(&self, site: &SiteId, what: SiteFile) {
        assert!(!(self.at == *site && self.what == what), "what stands here may name a person");
    }
}

impl SiteRenderer for Breaks {
    fn page(&self, page: &SitePage<'_>) -> Result<File, ReportError> {
        self.here(page.site(), SiteFile::Page);
        page.render()
    }

    fn feedback(&self, feedback: &Feedback) -> Result<Vec<File>, ReportError> {
        self.here(&feedback.site.id, SiteFile::Feedback);
        render_feedback(feedback)
    }

    fn own_figures(
        &self,
        about: &OwnFigures<'_>,
        outcomes: &Released<Vec<Outcome>>,
        comparisons: &Released<Comparisons>,
        measures: &Released<Vec<Measure>>,
    ) -> Result<Vec<File>, ReportError> {
        self.here(&about.site.id, SiteFile::OwnFigures);
        render_own_figures(about, outcomes, comparisons, measures)
    }
}

/// Every file of a publication but the one that holds their hashes, or of the feedback.
fn rendered(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = files(folder);
    found.remove("BLAKE3SUMS");
    found
}

#[test]
fn a_panic_while_the_files_of_a_site_are_rendered_ends_in_that_site_and_is_tried_again() {
    let whole = Ground::small(3, "");
    let good = whole.run();
    let good = (rendered(&good.publication.unwrap()), rendered(&feedback_of(&whole)));
    let victim = whole.consortium.sites[1].id.clone();
    for what in [SiteFile::Page, SiteFile::Feedback, SiteFile::OwnFigures] {
        let ground = Ground::small(3, "");
        let summary = ground.try_run_with(&Breaks { at: victim.clone(), what }).unwrap();
        assert_eq!(summary.state, RunState::Published);
        for site in &summary.sites {
            let of_victim = site.site == victim;
            assert_eq!(!site.not_made.is_empty(), of_victim, "{what:?}: {site:?}");
            assert!(!of_victim || site.not_made == [what], "{site:?}");
        }
        assert!(summary.any_rejected());
        let now = (rendered(&summary.publication.unwrap()), rendered(&feedback_of(&ground)));
        for (good, now) in [(&good.0, &now.0), (&good.1, &now.1)] {
            for (name, bytes) in good {
                let own = name.contains(victim.as_str());
                let there = now.get(name);
                assert!(own || there == Some(bytes), "{what:?}: {name} is not as it was");
                let said = there.map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
                assert!(!said.contains("may name a person"), "{what:?}: {name}");
            }
        }
        let page = String::from_utf8(now.0[&format!("sites/{victim}.html")].clone()).unwrap();
        assert_eq!(page.contains("This page could not be made"), what == SiteFile::Page);

        // Nothing has changed, and the next run does not leave it at that.
        let again = ground.run();
        assert_eq!(again.state, RunState::Published, "{what:?}");
        assert!(good.0 == rendered(&again.publication.unwrap()), "{what:?}");
        assert!(good.1 == rendered(&feedback_of(&ground)), "{what:?}");
        assert_eq!(ground.run().state, RunState::NothingToDo, "{what:?}");
    }
}

/// Where the feedback stands, links resolved.
fn feedback_of(ground: &Ground) -> std::path::PathBuf {
    ground.path("lake/feedback").canonicalize().unwrap()
}
