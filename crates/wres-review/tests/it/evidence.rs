//! Reviews: pooled values as other software gives them, refusals, flows and ratings.

use wres_review::evidence::{Bias, Conversion, RefusalKind, Review, ReviewFiles, review};

const EVIDENCE: &str = include_str!("../../../../fixtures/published/evidence/evidence.csv");
const OUTCOMES: &str = include_str!("../../../../fixtures/published/evidence/outcomes.toml");

fn of(evidence: &str, outcomes: Option<&str>) -> Review {
    review(&ReviewFiles { evidence, outcomes, ..ReviewFiles::default() }).unwrap()
}

fn near(value: f64, printed: f64, half: f64) {
    assert!((value - printed).abs() <= half, "{value} for {printed}");
}

/// Viechtbauer (2010), Journal of Statistical Software 36(3), and the documentation of metafor, rma.uni: dat.bcg, log risk ratios.
#[test]
fn the_trials_of_bcg_vaccine_pool_as_metafor_prints_them() {
    let review = of(EVIDENCE, Some(OUTCOMES));
    let one = &review.outcomes[0];
    let pooled = one.pooled.as_ref().unwrap();
    assert_eq!(one.studies.len(), 13);
    near(pooled.y, -0.7145, 5e-5);
    near(pooled.se, 0.1798, 5e-5);
    near(pooled.mean, 0.4894, 5e-5);
    near(pooled.tau_squared, 0.3132, 5e-5);
    near(pooled.tau_squared_interval.0, 0.1197, 5e-5);
    near(pooled.tau_squared_interval.1, 1.1115, 5e-5);
    near(100.0 * pooled.i_squared, 92.22, 5e-3);
    near(pooled.q, 152.2330, 5e-5);
    near(pooled.common.0.ln(), -0.4303, 5e-5);
    near(pooled.weights.iter().sum::<f64>(), 1.0, 1e-12);
    assert!(matches!(pooled.bias, Bias::Tested(p) if p > 0.0 && p < 1.0));
    // The meta-regression on latitude: slope -0.0291, residual tau squared 0.0764.
    let (slope, _, _, p, tau) = pooled.moderator.unwrap();
    near(slope.ln(), -0.0291, 5e-5);
    near(tau, 0.0764, 6e-5);
    assert!(p < 0.01);
    assert_eq!(pooled.subgroups.iter().map(|group| group.studies).collect::<Vec<_>>(), [2, 7, 4]);
    let (low, high) = pooled.prediction.unwrap();
    assert!(low < 0.16 && high > 1.5, "{low} {high}");
    assert!(one.sentences.iter().any(|sentence| sentence.contains("could show the opposite")));
    // The forest of the same software: `forest.rma`, dat.bcg.
    let aronson = &one.studies[0];
    assert_eq!(format!("{:.2} {:.2} {:.2}", aronson.estimate, aronson.lower, aronson.upper), "0.41 0.13 1.26");
}

/// The ten regions of the leadership walk-through; the values by a grid search and the formulas, in other software.
#[test]
fn the_regions_of_the_walk_through_pool_as_its_page_says() {
    let evidence = include_str!("../../../../fixtures/published/leadership/evidence.csv");
    let outcomes = include_str!("../../../../fixtures/published/leadership/outcomes.toml");
    let ratings = include_str!("../../../../fixtures/published/leadership/ratings.csv");
    let flow = include_str!("../../../../fixtures/published/leadership/flow.csv");
    let files = ReviewFiles { evidence, outcomes: Some(outcomes), ratings: Some(ratings), flow: Some(flow) };
    let review = review(&files).unwrap();
    let pooled = review.outcomes[0].pooled.as_ref().unwrap();
    near(pooled.mean, 0.44711, 2e-4);
    near(pooled.tau_squared, 0.1082, 2e-4);
    near(pooled.lower, 0.33978, 2e-4);
    near(pooled.upper, 0.58834, 2e-4);
    let (low, high) = pooled.prediction.unwrap();
    near(low, 0.19920, 5e-4);
    near(high, 1.00351, 1e-3);
    assert!(review.ratings.wrong.is_empty() && review.flow.unwrap().faults.is_empty());
    assert!(pooled.between.unwrap() < 0.05, "London differs from elsewhere");
}

#[test]
fn an_interval_or_a_p_value_stands_in_for_counts_and_says_what_that_costs() {
    let printed = "study,outcome,effect,estimate,lower,upper,p_value\n\
        A,t,RR,0.41,0.13,1.26,\nB,t,RR,0.20,0.09,0.49,\nC,t,RR,0.26,,,.037\nD,t,RR,1.5,,,\nE,t,HR,1.5,1.1,2.0,\nF,t,RR,1.5,1.6,2.0,\n";
    let review = of(printed, None);
    let one = &review.outcomes[0];
    assert_eq!(one.studies.len(), 3);
    near(one.studies[0].se, 0.5706, 0.02);
    assert!(one.studies[0].error.contains("by the rounding of the limits"), "{}", one.studies[0].error);
    assert_eq!(one.studies[2].conversion, Conversion::PValue);
    near(one.studies[2].se, 0.6442, 0.02);
    assert!(one.studies[2].error.contains("by the rounding of p"));
    let why: Vec<&str> = one.not_used.iter().map(|(_, why)| why.as_str()).collect();
    assert!(
        why[0].contains("cannot be weighed") && why[1].contains("HR") && why[2].contains("outside its interval"),
        "{why:?}"
    );
}

#[test]
fn odds_become_risks_only_at_a_stated_risk_of_the_reference() {
    let odds = "study,outcome,effect,estimate,lower,upper\nA,t,OR,3.5,2.0,6.1\nB,t,RR,2.0,1.5,2.7\n";
    let without = of(odds, Some("[[outcome]]\nname = \"t\"\neffect = \"RR\"\n"));
    assert!(without.outcomes[0].not_used[0].1.contains("baseline"));
    let stated = of(odds, Some("[[outcome]]\nname = \"t\"\neffect = \"RR\"\nbaseline = 0.3\n"));
    near(stated.outcomes[0].studies[0].estimate, 2.0, 1e-9);
    assert!(stated.outcomes[0].studies[0].error.contains("at half that risk"));
}

fn refused(rows: &str, outcomes: Option<&str>) -> Vec<RefusalKind> {
    let header = "study,outcome,group,reference_group,cases,base,reference_cases,reference_base,effect,estimate,lower,upper,adjusted,cohort";
    let review = of(&format!("{header}\n{rows}"), outcomes);
    let one = &review.outcomes[0];
    assert!(one.pooled.is_none() || one.refusals.is_empty());
    // Where pooling is refused, directions are counted and the sentence says why.
    assert!(one.refusals.is_empty() || one.sentences[0].contains("not pooled"), "{:?}", one.sentences);
    one.refusals.iter().map(|refusal| refusal.kind).collect()
}

#[test]
fn what_must_not_be_pooled_is_refused_with_what_to_do() {
    let crude = "A,t,,,12,50,8,60,,,,,,\n";
    assert_eq!(refused(crude, None), [RefusalKind::TooFew]);
    assert_eq!(
        refused(&format!("{crude}B,t,,,,,,,RR,1.5,1.1,2.0,adjusted,\n"), None),
        [RefusalKind::CrudeWithAdjusted]
    );
    assert_eq!(refused(&format!("{crude}A,t,,,13,50,8,60,,,,,,\n"), None), [RefusalKind::CohortTwice]);
    assert_eq!(
        refused(&format!("{crude}B,t,,,13,50,8,60,,,,,,a\nC,t,,,13,55,8,60,,,,,,a\n"), None),
        [RefusalKind::CohortTwice]
    );
    let two = "A,t,Black,White,12,50,8,60,,,,,,\nA,t,Asian,White,9,40,8,60,,,,,,\nB,t,Black,White,9,40,7,60,,,,,,\n";
    assert_eq!(refused(two, None), [RefusalKind::SharedReference]);
    assert_eq!(refused(two, Some("[[outcome]]\nname = \"t\"\ncomparison = \"Black\"\n")), []);
    assert_eq!(refused(&format!("{crude}B,t,,,13,50,8,60,,,,,,\n"), None), []);
}

#[test]
fn two_outcomes_are_never_pooled_unless_they_are_declared_one() {
    let rows = "study,outcome,cases,base,reference_cases,reference_base\nA,one,12,50,8,60\nB,one,13,50,8,60\nC,other,12,50,8,60\nD,other,3,50,8,60\n";
    let apart = of(rows, None);
    assert_eq!(apart.outcomes.iter().map(|one| one.studies.len()).collect::<Vec<_>>(), [2, 2]);
    let together = of(rows, Some("[[outcome]]\nname = \"both\"\npool = [\"one\", \"other\"]\n"));
    assert_eq!(together.outcomes[0].studies.len(), 4);
}

#[test]
fn related_studies_widen_the_interval() {
    let rows = "study,outcome,cases,base,reference_cases,reference_base,cluster\nA,t,12,50,8,60,x\nB,t,12,50,8,60,x\nC,t,30,50,8,60,y\nD,t,5,50,8,60,z\n";
    let review = of(rows, None);
    let clustered = review.outcomes[0].pooled.as_ref().unwrap().clustered.unwrap();
    assert_eq!(clustered.3, 3);
    assert!(clustered.1 < clustered.0 && clustered.0 < clustered.2);
}

#[test]
fn a_flow_whose_boxes_do_not_add_up_says_where() {
    let good = "box,n,reason\nidentified_databases,500,\nduplicates_removed,80,\nscreened,420,\nexcluded,390,\nsought,30,\nnot_retrieved,2,\n\
        assessed,28,\nexcluded_reports,10,no counts\nexcluded_reports,5,other outcome\nincluded_reports,13,\nincluded_studies,13,\n";
    let with =
        |flow: &str| review(&ReviewFiles { evidence: EVIDENCE, flow: Some(flow), ..ReviewFiles::default() }).unwrap();
    assert!(with(good).flow.unwrap().faults.is_empty());
    let bad = with(&good.replace("screened,420", "screened,430"));
    let flow = bad.flow.as_ref().unwrap();
    assert_eq!(flow.faults.len(), 2);
    assert_eq!((flow.faults[0].of.as_str(), flow.faults[0].printed, flow.faults[0].computed), ("screened", 430, 420));
    assert!(bad.page().contains("does not add up"));
    assert!(with("box,n\nelsewhere,3\nscreened,many\n").flow.unwrap().wrong.len() == 2);
}

#[test]
fn strength_is_taken_down_by_counted_facts() {
    let ratings = "study,domain,judgement,reason\nHart and Sutherland 1977,randomisation,high,\nAronson 1948,randomisation,purple,\n";
    let files = ReviewFiles { evidence: EVIDENCE, outcomes: Some(OUTCOMES), ratings: Some(ratings), flow: None };
    let review = review(&files).unwrap();
    let strength = &review.outcomes[0].strength;
    assert!(strength.reasons.iter().any(|reason| reason.about == "bias" && reason.counted.contains("1 of 13 studies")));
    assert!(strength.reasons.iter().any(|reason| reason.about == "spread" && reason.takes == 1));
    assert_eq!(strength.label(), "very low");
    assert_eq!(review.ratings.wrong.len(), 1);
    let page = review.page();
    assert!(page.contains("x high") && page.contains("not rated") && page.contains("purple"));
}

#[test]
fn the_forest_is_drawn_from_the_rows_of_the_table_beside_it() {
    let review = of(EVIDENCE, Some(OUTCOMES));
    let page = review.page();
    let table = String::from_utf8(review.studies_csv().unwrap()).unwrap();
    for study in &review.outcomes[0].studies {
        let figures = format!("{:.2} ({:.2} to {:.2})", study.estimate, study.lower, study.upper);
        assert_eq!(page.matches(&figures).count(), 2, "{figures}: once in the forest, once in the table");
        assert!(table.contains(&study.label) && study.source.contains("Colditz"));
    }
    assert_eq!(page.matches("<circle").count(), 13, "a funnel has a point a study");
    let nine: String = EVIDENCE.lines().take(10).map(|line| format!("{line}\n")).collect();
    assert!(!of(&nine, Some(OUTCOMES)).page().contains("<circle"), "nine studies make no funnel");
    assert!(String::from_utf8(review.summary_csv().unwrap()).unwrap().contains("tuberculosis"));
}

#[test]
fn every_column_of_the_evidence_may_be_missing() {
    let mut reader = csv::Reader::from_reader(EVIDENCE.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for left_out in 0..header.len() {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let keep = |record: Vec<&str>| -> Vec<String> {
            record.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, text)| (*text).to_owned()).collect()
        };
        writer.write_record(keep(header.iter().map(String::as_str).collect())).unwrap();
        for row in &rows {
            writer.write_record(keep(row.iter().collect())).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let done = review(&ReviewFiles { evidence: &text, outcomes: Some(OUTCOMES), ..ReviewFiles::default() });
        match header[left_out].as_str() {
            "study" => assert!(done.unwrap_err().to_string().contains("no column `study`")),
            "cases" | "base" | "reference_cases" | "reference_base" => {
                let review = done.unwrap();
                assert_eq!(review.outcomes[0].not_used.len(), 13, "{}", header[left_out]);
                assert!(review.outcomes[0].pooled.is_none());
            }
            "outcome" => assert_eq!(done.unwrap().outcomes[0].studies.len(), 0),
            _ => assert!(done.unwrap().outcomes[0].pooled.is_some(), "{}", header[left_out]),
        }
    }
}
