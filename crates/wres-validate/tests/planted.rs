//! Validation finds every defect that is planted, where it is planted, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod lake;

use lake::lake;
use std::collections::BTreeMap;
use wres_domain::{Dataset, Severity, SiteId};
use wres_synth::{Defect as D, Extract, Plan, plant};
use wres_validate::{Batches, Context, Decision, Examination, SourceFile, Sources, Tolerance, Verdict};

use Dataset::{Applications, Appraisals, Cases, Incidents, Leavers, Moves, Staff, Survey, Training};

fn examine(extracts: &[Extract], plan: &Plan) -> Verdict {
    let period = &plan.periods[1];
    let snapshot = period.snapshot.number();
    let mut context = Context::new(SiteId::new("D1").unwrap(), period.clone());
    // Two rules let a few hits pass unless they are told not to.
    for code in ["Q-STA-021", "Q-SUR-002"] {
        context.policy.rules.insert(code.to_owned(), Tolerance::NONE);
    }
    let mut examination = Examination::new(context).unwrap();
    let (last, _) = lake(extracts[0].table(Staff).unwrap(), 0, plan.periods[0].snapshot.number());
    examination.recall(&last);
    let mut sources = Sources::default();
    for (file, table) in (0..).zip(&extracts[1].tables) {
        let (rows, supplied) = lake(table, file, snapshot);
        // Batches of a few hundred rows, as a large file would come.
        for first in (0..rows.num_rows()).step_by(700) {
            let part = rows.slice(first, 700.min(rows.num_rows() - first));
            let batches =
                Batches { dataset: table.dataset, file, supplied: &supplied, rows: std::slice::from_ref(&part) };
            let look = examination.look(&batches).remove(0);
            assert_eq!(look.keep.true_count() as u64 + look.rejected + look.duplicate, part.num_rows() as u64);
        }
        let name = format!("{}.csv", table.dataset.name());
        sources.files.push(SourceFile { name, dataset: Some(table.dataset), ..SourceFile::default() });
    }
    examination.finish(&sources)
}

/// Codes and the rows that they are about; 0 rows for a statement about the whole, with its count.
fn found(verdict: &Verdict) -> BTreeMap<String, (u64, Vec<u32>)> {
    let mut found: BTreeMap<String, (u64, Vec<u32>)> = BTreeMap::new();
    for (index, finding) in verdict.findings.iter().enumerate() {
        let entry = found.entry(finding.code.clone()).or_default();
        entry.0 += finding.count;
        let rows = verdict.rows.iter().filter(|marked| marked.finding == index);
        entry.1.extend(rows.flat_map(|marked| &marked.rows));
    }
    found
}

/// The codes that a defect must bring, the first at the rows where it is planted; the others follow from it.
fn expected(defect: D) -> &'static [&'static str] {
    match defect {
        D::Missing(Staff, "person_id") => &["E-STA-001"],
        D::Missing(Staff, "contract") => &["E-STA-007"],
        D::Missing(Staff, "service") => &["Q-STA-003"],
        D::Missing(Staff, "grade") => &["Q-STA-004"],
        D::Missing(Staff, "hours_fte") => &["Q-STA-006"],
        D::Missing(Staff, "service_start") => &["Q-STA-009"],
        D::Missing(Staff, "salary_fte") => &["Q-STA-021"],
        D::Missing(Leavers, "person_id") => &["E-LEA-001"],
        D::Missing(Leavers, "left_on") => &["E-LEA-002"],
        D::Missing(Leavers, "reason") => &["Q-LEA-004"],
        D::Missing(Applications, "application_id") => &["Q-APP-001"],
        D::Missing(Applications, "shortlisted") => &["E-APP-002"],
        D::Missing(Applications, "appointed") => &["E-APP-003"],
        D::Missing(Cases, "person_id") => &["E-CAS-001"],
        D::Missing(Cases, "kind") => &["E-CAS-002"],
        D::Missing(Cases, "entered_on") => &["E-CAS-003"],
        D::Missing(Training, "person_id") => &["E-TRA-001"],
        D::Missing(Training, "kind") => &["E-TRA-002"],
        D::Missing(Training, "funded") => &["Q-TRA-003"],
        D::Missing(Moves, "person_id") => &["E-MOV-001"],
        D::Missing(Moves, "moved_on") => &["E-MOV-002"],
        D::Missing(Survey, "respondent_id") => &["Q-SUR-001"],
        D::Repeated(Staff) => &["Q-STA-024"],
        D::Repeated(Leavers) => &["Q-LEA-012"],
        D::Repeated(Applications) => &["Q-APP-009"],
        D::Repeated(Cases) => &["Q-CAS-009"],
        D::Repeated(Training) => &["Q-TRA-012"],
        D::Repeated(Moves) => &["Q-MOV-009"],
        D::Repeated(Survey) => &["Q-SUR-004"],
        D::Conflicting(Staff) => &["Q-STA-025"],
        D::Conflicting(Leavers) => &["Q-LEA-008"],
        D::Conflicting(Applications) => &["E-APP-010"],
        D::Conflicting(Cases) => &["Q-CAS-010"],
        D::Conflicting(Survey) => &["E-SUR-005"],
        D::Stranger(Cases) => &["Q-CAS-007"],
        D::Stranger(Training) => &["Q-TRA-006"],
        D::Stranger(Moves) => &["Q-MOV-007"],
        // The person is in post at the snapshot and has left before joining.
        D::BeforeJoining(Leavers) => &["Q-LEA-010", "Q-LEA-005"],
        D::BeforeJoining(Cases) => &["Q-CAS-006"],
        D::BeforeJoining(Training) => &["Q-TRA-010"],
        D::BeforeJoining(Moves) => &["Q-MOV-010"],
        D::AfterLeaving(Cases) => &["Q-CAS-008"],
        D::AfterLeaving(Training) => &["Q-TRA-005"],
        D::OutsidePeriod(Leavers) => &["E-LEA-003"],
        D::OutsidePeriod(Applications) => &["Q-APP-011"],
        D::OutsidePeriod(Cases) => &["E-CAS-004"],
        D::OutsidePeriod(Training) => &["Q-TRA-007"],
        D::OutsidePeriod(Moves) => &["E-MOV-003"],
        D::UnknownGrade => &["Q-STA-005"],
        D::StartAfterSnapshot => &["E-STA-008"],
        D::StartLongAgo => &["Q-STA-010"],
        D::StartInChildhood => &["Q-STA-011"],
        D::YoungProfessional => &["Q-STA-012"],
        D::FteAboveOne => &["Q-STA-013"],
        D::FteZero => &["Q-STA-014"],
        D::HoursForFte => &["Q-STA-015"],
        D::PayBelowMinimum => &["Q-STA-017"],
        D::PayInPence => &["Q-STA-018", "Q-STA-029"],
        D::PayProRata => &["Q-STA-019"],
        D::PayHourly => &["Q-STA-020"],
        D::PayOutlier => &["Q-STA-029"],
        D::BonusInPence => &["Q-STA-034"],
        D::GradeBeforeService => &["Q-STA-022"],
        D::GradeAfterSnapshot => &["Q-STA-023"],
        // Both posts of the person are shown.
        D::TwoFullTimePosts => &["Q-STA-027"],
        D::ManagerOnLowRung => &["Q-STA-030"],
        D::ProfessionNotRegulated => &["Q-STA-031"],
        D::ApprenticeManager => &["Q-STA-032"],
        D::TwoEthnicities => &["Q-ETH-008"],
        D::LeaverInPost => &["Q-LEA-005"],
        D::LeaverNowhereKnown => &["Q-LEA-006"],
        D::AppointedNotShortlisted => &["Q-APP-004"],
        D::AppointedNotInterviewed => &["Q-APP-005"],
        D::AppointedNotOffered => &["Q-APP-006"],
        D::AppointedAndWithdrew => &["Q-APP-007"],
        D::OfferedNotShortlisted => &["Q-APP-008"],
        D::ClosedBeforeEntry => &["Q-CAS-005"],
        D::FitnessNotRegulated => &["Q-CAS-011"],
        D::AttendedBeforeRequest => &["Q-TRA-004"],
        D::AttendedNotApproved => &["Q-TRA-008"],
        D::CostImplausible => &["Q-TRA-009"],
        D::MoveOnSameRung => &["Q-MOV-004"],
        D::MoveDownwards => &["Q-MOV-005"],
        D::MoveToUnknownGrade => &["Q-MOV-006"],
        D::MoveNotInStaff => &["Q-MOV-008"],
        D::Missing(Appraisals, "person_id") => &["E-APR-001"],
        D::Missing(Appraisals, "held_on") => &["E-APR-002"],
        D::Repeated(Appraisals) => &["Q-APR-006"],
        D::Stranger(Appraisals) => &["Q-APR-004"],
        D::OutsidePeriod(Appraisals) => &["E-APR-003"],
        D::AfterLeaving(Appraisals) => &["Q-APR-007"],
        D::BenefitAndDetriment => &["Q-APR-005"],
        D::Missing(Incidents, "case_id") => &["E-INC-001"],
        D::Missing(Incidents, "reported_on") => &["E-INC-002"],
        D::Repeated(Incidents) => &["Q-INC-010"],
        D::Conflicting(Incidents) => &["Q-INC-009"],
        D::OutsidePeriod(Incidents) => &["E-INC-003"],
        D::ReportedBefore => &["Q-INC-004"],
        D::ResponseBeforeReport => &["Q-INC-005"],
        D::ResponseLate => &["Q-INC-008"],
        D::ClosedBeforeReport => &["Q-INC-006"],
        D::OwnEarlierCase => &["Q-INC-007"],
        D::SatisfiedWhileOpen => &["Q-INC-011"],
        D::NothingAnswered => &["Q-SUR-002"],
        D::ReportedNothing => &["Q-SUR-008"],
        D::Vanished => &["Q-YOY-001"],
        D::Appeared => &["Q-YOY-002"],
        D::EthnicityChanged => &["Q-YOY-003"],
        D::EthnicityLost => &["Q-YOY-004"],
        D::RungDropped => &["Q-YOY-005"],
        D::PayJumped => &["Q-YOY-006"],
        D::StartMoved => &["Q-YOY-007"],
        other => panic!("{other:?} has no rule"),
    }
}

#[test]
fn a_clean_submission_has_no_finding() {
    for seed in 0..6 {
        let plan = Plan::clean(3, 900 + 400 * seed as usize);
        for site in 0..3 {
            let verdict = examine(&plan.tables(seed, site).unwrap(), &plan);
            assert_eq!(found(&verdict), BTreeMap::new(), "seed {seed}, site {site}");
            assert_eq!(verdict.decision, Decision::Accepted);
            assert!(verdict.removed.is_empty());
        }
    }
}

/// Plants defects of each kind in the dataset and holds validation to finding all of them, and nothing else.
fn finds_all_and_nothing_else(datasets: &[Dataset]) {
    const K: usize = 4;
    let of_datasets = |(_, defect): &(u64, &D)| datasets.contains(&defect.dataset());
    for (seed, &defect) in (100..).zip(D::ALL).filter(of_datasets) {
        let plan = Plan::clean(1, 2_500);
        let mut extracts = plan.tables(seed, 0).unwrap();
        let rows: Vec<u32> =
            plant(&mut extracts, &plan.periods[1], defect, K, seed).into_iter().map(|row| row as u32 + 2).collect();
        assert_eq!(rows.len(), K, "{defect:?}");
        let verdict = examine(&extracts, &plan);
        let found = found(&verdict);
        let codes: Vec<&str> = found.keys().map(String::as_str).collect();
        let mut wanted = expected(defect).to_vec();
        wanted.sort_unstable();
        assert_eq!(codes, wanted, "{defect:?}");
        let (count, places) = &found[expected(defect)[0]];
        match defect {
            D::Vanished => assert_eq!((*count, places.len()), (K as u64, 0)),
            D::TwoFullTimePosts => {
                assert_eq!(*count, 2 * K as u64);
                assert!(rows.iter().all(|row| places.contains(row)));
            }
            _ => assert_eq!((*count, places), (K as u64, &rows), "{defect:?}"),
        }
        let errors = verdict.findings.iter().any(|finding| finding.severity == Severity::Error);
        let removed: u64 = verdict.removed.iter().map(|removed| removed.rejected + removed.duplicate).sum();
        let takes_out = errors || matches!(defect, D::Repeated(_));
        assert_eq!(removed, if takes_out { K as u64 } else { 0 }, "{defect:?}");
        assert_eq!(verdict.decision, Decision::AcceptedWithQueries, "{defect:?}");
    }
}

#[test]
fn every_defect_of_staff_is_found_and_nothing_else() {
    finds_all_and_nothing_else(&[Staff]);
}

#[test]
fn every_defect_of_cases_and_leavers_is_found_and_nothing_else() {
    finds_all_and_nothing_else(&[Cases, Leavers]);
}

#[test]
fn every_defect_of_appraisals_and_incidents_is_found_and_nothing_else() {
    finds_all_and_nothing_else(&[Appraisals, Incidents]);
}

#[test]
fn every_defect_of_training_and_moves_is_found_and_nothing_else() {
    finds_all_and_nothing_else(&[Training, Moves]);
}

#[test]
fn every_defect_of_applications_and_the_survey_is_found_and_nothing_else() {
    finds_all_and_nothing_else(&[Applications, Survey]);
}
