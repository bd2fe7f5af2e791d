//! Figures that take many counts at once.

use crate::figures::{BME, Row, UNKNOWN, WHITE, close, context, find, groups, measures, value};
use proptest::prelude::*;
use wres_domain::{AbsentReason, Cell, Group, GroupTable, HiddenReason, MeasureKind};
use wres_metrics::{Standard, worked_example};

/// Representation of two groups over the nine rungs.
fn rungs(bme: [u64; 9], white: [u64; 9]) -> GroupTable {
    const CODES: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let all = [bme.iter().sum::<u64>(), white.iter().sum::<u64>()];
    let mut rows = Vec::new();
    for (place, code) in CODES.into_iter().enumerate() {
        rows.push((("rung", code), BME, bme[place], all[0]));
        rows.push((("rung", code), WHITE, white[place], all[1]));
    }
    groups(&[("progression-representation", rows)])
}

#[test]
fn the_step_that_loses_people_and_the_spread_over_rungs_are_told() {
    let (bme, white) = ([366, 210, 51, 12, 4, 3, 2, 1, 1], [880, 640, 210, 96, 22, 11, 9, 6, 4]);
    let all = measures(&rungs(bme, white), &context(&["progression"]));
    // (210 / 366) / (640 / 880), and the race disparity ratio's own example turned over.
    let step = find(&all, MeasureKind::StepRatio, "1>2", Group::Bme);
    close(value(step).estimate, 210.0 / 366.0 / (640.0 / 880.0));
    assert_eq!(step.against, Some(Group::White));
    assert!(value(step).upper < 1.0, "{step:?}");
    assert!(
        step.sentence.starts_with("From Rung 1, newly qualified or entry to Rung 2, practitioner the share of BME staff against White staff falls: 0.79 times"),
        "{}",
        step.sentence
    );
    let top = find(&all, MeasureKind::StepRatio, "8>9", Group::Bme);
    assert!(top.sentence.contains("cannot be told from this many people"), "{}", top.sentence);
    let d = find(&all, MeasureKind::Dissimilarity, "", Group::Bme);
    let (a, b) = (bme.iter().sum::<u64>() as f64, white.iter().sum::<u64>() as f64);
    let by_hand: f64 = (0..9).map(|rung| (bme[rung] as f64 / a - white[rung] as f64 / b).abs()).sum::<f64>() / 2.0;
    close(value(d).estimate, by_hand);
    assert!(value(d).lower < by_hand && by_hand < value(d).upper);
    assert!(d.note.as_ref().is_some_and(|note| note.starts_with("chance alone would give 0.0")), "{:?}", d.note);
    assert!(value(find(&all, MeasureKind::DissimilarityBeyondChance, "", Group::Bme)).estimate < by_hand);
    // The index of the catalogue's own example, whose value other software gave.
    let all = measures(&rungs([3, 0, 5, 9, 1, 0, 0, 0, 0], [0, 2, 4, 1, 0, 0, 0, 0, 0]), &context(&["progression"]));
    close(value(find(&all, MeasureKind::TheilH, "", Group::Bme)).estimate, 0.363_627_210_054_286_4);
}

#[test]
fn the_same_counts_give_the_same_intervals() {
    let table = rungs([36, 21, 15, 12, 4, 3, 2, 1, 1], [88, 64, 31, 26, 22, 11, 9, 6, 4]);
    assert_eq!(measures(&table, &context(&["progression"])), measures(&table, &context(&["progression"])));
}

#[test]
fn a_hidden_count_hides_the_figures_that_it_is_in_and_no_other() {
    let mut table = rungs([366, 210, 51, 12, 4, 3, 2, 1, 1], [880, 640, 210, 96, 22, 11, 9, 6, 4]);
    for row in &mut table.rows {
        if row.group == Group::Bme && row.place.stratum.value == "5" {
            row.cases = Cell::Hidden(HiddenReason::BelowThreshold);
        }
    }
    let all = measures(&table, &context(&["progression"]));
    let hidden = Cell::Hidden(HiddenReason::Derived);
    for at in ["4>5", "5>6"] {
        let step = find(&all, MeasureKind::StepRatio, at, Group::Bme);
        assert_eq!(step.value, hidden);
        assert!(step.p_value.is_none() && step.sentence.contains("not shown"), "{step:?}");
    }
    for kind in [MeasureKind::Dissimilarity, MeasureKind::DissimilarityBeyondChance, MeasureKind::TheilH] {
        let index = find(&all, kind, "", Group::Bme);
        assert_eq!((index.value, &index.note), (hidden, &None));
    }
    value(find(&all, MeasureKind::StepRatio, "3>4", Group::Bme));
    value(find(&all, MeasureKind::LadderRatio, "1>9", Group::Bme));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_product_of_the_steps_is_the_top_over_the_bottom(
        bme in prop::array::uniform9(1_u64..400), white in prop::array::uniform9(1_u64..4000),
    ) {
        let all = measures(&rungs(bme, white), &context(&["progression"]));
        let steps: Vec<f64> =
            all.iter().filter(|one| one.kind == MeasureKind::StepRatio).map(|one| value(one).estimate).collect();
        prop_assert_eq!(steps.len(), 8);
        let whole = value(find(&all, MeasureKind::LadderRatio, "1>9", Group::Bme)).estimate;
        prop_assert!((steps.iter().product::<f64>() / whole - 1.0).abs() < 1e-9);
        let share = |counts: [u64; 9], rung: usize| counts[rung] as f64 / counts.iter().sum::<u64>() as f64;
        let representation = |rung| share(bme, rung) / share(white, rung);
        prop_assert!((representation(8) / representation(0) / whole - 1.0).abs() < 1e-9);
    }
}

const BANDS: [&str; 5] = ["0000-0011", "0012-0023", "0024-0059", "0060-0119", "0120+"];

/// Exits and months at risk of two groups, by band of service.
fn retention(
    indicator: &'static str,
    bme: [(u64, u64); 5],
    white: [(u64, u64); 5],
) -> (&'static str, Vec<Row<'static>>) {
    let mut rows = Vec::new();
    for (place, band) in BANDS.into_iter().enumerate() {
        rows.push((("month_of_service", band), BME, bme[place].0, bme[place].1));
        rows.push((("month_of_service", band), WHITE, white[place].0, white[place].1));
    }
    (indicator, rows)
}

#[test]
fn retention_is_read_off_the_bands() {
    let bme = [(50, 2000), (40, 2000), (60, 4000), (30, 3000), (10, 2000)];
    let white = [(60, 4000), (50, 4000), (80, 8000), (50, 8000), (40, 9000)];
    let all = measures(&groups(&[retention("retention-leaving", bme, white)]), &context(&["retention"]));
    let year = find(&all, MeasureKind::SurvivalAt, "12", Group::Bme);
    close(value(year).estimate, 0.975_f64.powi(12));
    assert!(
        year.sentence.starts_with("73.8% (67.0 to 79.4) of BME staff were still there after 12 months"),
        "{}",
        year.sentence
    );
    // From month 24 on 1.5% leave in a month: half have left when that has taken the rest away.
    let median = find(&all, MeasureKind::MedianTime, "", Group::Bme);
    let at_24 = 0.975_f64.powi(12) * 0.98_f64.powi(12);
    assert_eq!(value(median).estimate, 24.0 + ((0.5 / at_24).ln() / 0.985_f64.ln()).ceil());
    let ratio = find(&all, MeasureKind::HazardRatio, "", Group::Bme);
    assert!(value(ratio).lower > 1.0 && ratio.p_value.unwrap() < 1e-5, "{ratio:?}");
    assert!(ratio.sentence.contains("more likely than White staff to leave"), "{}", ratio.sentence);
    let mean = find(&all, MeasureKind::RestrictedMeanTime, "60", Group::White);
    let apart = find(&all, MeasureKind::RestrictedMeanDifference, "60", Group::Bme);
    let own = find(&all, MeasureKind::RestrictedMeanTime, "60", Group::Bme);
    close(value(apart).estimate, value(own).estimate - value(mean).estimate);
    assert!(apart.sentence.contains("less long"), "{}", apart.sentence);
}

#[test]
fn ways_of_leaving_compete_and_add_to_all_who_leave() {
    let at_risk = [2200, 2000, 4000, 3000, 2000];
    let of = |exits: [u64; 5]| std::array::from_fn(|band| (exits[band], at_risk[band]));
    let (own, others) = (of([34, 25, 40, 20, 3]), of([20, 15, 20, 10, 7]));
    let all = of([54, 40, 60, 30, 10]);
    let table = groups(&[
        retention("retention-leaving", all, all),
        retention("retention-voluntary", own, own),
        retention("retention-other", others, others),
    ]);
    let all = measures(&table, &context(&["retention"]));
    for at in ["12", "24", "60"] {
        let of = |indicator: &str| {
            let one = all.iter().find(|one| {
                one.kind == MeasureKind::IncidenceAt
                    && one.at == at
                    && one.group == Group::Bme
                    && one.place.indicator.0 == indicator
            });
            value(one.unwrap()).estimate
        };
        let stay = value(find(&all, MeasureKind::SurvivalAt, at, Group::Bme)).estimate;
        close(of("retention-voluntary") + of("retention-other") + stay, 1.0);
    }
}

#[test]
fn what_a_curve_needs_is_what_hides_it() {
    let bme = [(54, 2200), (4, 2000), (60, 4000), (30, 3000), (10, 2000)];
    let mut table = groups(&[retention("retention-leaving", bme, bme)]);
    for row in &mut table.rows {
        if row.group == Group::Bme && row.place.stratum.value == "0012-0023" {
            row.cases = Cell::Hidden(HiddenReason::BelowThreshold);
        }
    }
    let all = measures(&table, &context(&["retention"]));
    value(find(&all, MeasureKind::SurvivalAt, "12", Group::Bme));
    let hidden = Cell::Hidden(HiddenReason::Derived);
    assert_eq!(find(&all, MeasureKind::SurvivalAt, "24", Group::Bme).value, hidden);
    assert_eq!(find(&all, MeasureKind::MedianTime, "", Group::Bme).value, hidden);
    assert_eq!(find(&all, MeasureKind::HazardRatio, "", Group::Bme).value, hidden);
    value(find(&all, MeasureKind::SurvivalAt, "60", Group::White));
}

#[test]
fn an_absent_indicator_has_absent_figures() {
    let mut table = groups(&[("retention-leaving", vec![(("", ""), WHITE, 0, 0)])]);
    for row in &mut table.rows {
        (row.cases, row.base) = (Cell::Absent(AbsentReason::NoDataset), Cell::Absent(AbsentReason::NoDataset));
    }
    let all = measures(&table, &context(&["retention"]));
    assert!(all.len() >= 10);
    assert!(all.iter().all(|one| one.value == Cell::Absent(AbsentReason::NoDataset)), "{all:#?}");
}

#[test]
fn waiting_is_read_as_people_read_it() {
    // Those of the definition's example: 2 of 6 on the day, 1 of 4 on the next.
    let band = |band| ("day_of_waiting", band);
    let rows = vec![
        (band("0000"), BME, 2, 6),
        (band("0001"), BME, 1, 4),
        (band("0002"), BME, 0, 2),
        (band("0003-0006"), BME, 2, 5),
        (band("0000"), WHITE, 0, 2),
        (band("0001"), WHITE, 1, 2),
        (band("0002"), WHITE, 0, 1),
        (band("0003-0006"), WHITE, 1, 1),
    ];
    let all = measures(&groups(&[("incidents-first-response", rows)]), &context(&["incidents"]));
    let within = find(&all, MeasureKind::ShareWithin, "1", Group::Bme);
    close(value(within).estimate, 1.0 - 4.0 / 6.0 * 3.0 / 4.0);
    // Half had an answer exactly at the end of day 1, and nobody on day 2: the middle of the flat stretch is a day later.
    close(value(find(&all, MeasureKind::CentileTime, "50", Group::Bme)).estimate, 2.0);
    assert!(within.sentence.contains("of BME people had an answer within 1 day,"), "{}", within.sentence);
}

#[test]
fn a_log_stands_beside_what_a_survey_leads_to_expect() {
    let whole = ("", "");
    let log = vec![(whole, BME, 14, 1200), (whole, WHITE, 20, 3000)];
    let survey = vec![(whole, BME, 66, 410), (whole, WHITE, 30, 900)];
    let table = groups(&[("incidents-people", log), ("experience-harassed", survey)]);
    let all = measures(&table, &context(&["incidents", "experience"]));
    let found = find(&all, MeasureKind::UnderReporting, "", Group::Bme);
    close(value(found).estimate, 14.0 / 193.170_731_707_317_1);
    assert!(value(found).upper < 0.2);
    assert!(
        found.sentence.contains("fewer people are in the log than the survey leads to expect"),
        "{}",
        found.sentence
    );
    assert!(found.note.as_ref().is_some_and(|note| note.starts_with("expected 193 people")));
    close(value(find(&all, MeasureKind::Unlogged, "", Group::Bme)).estimate, 179.170_731_707_317_1);
    // Without the survey there is nothing to stand beside.
    let log = groups(&[("incidents-people", vec![(whole, BME, 14, 1200), (whole, WHITE, 20, 3000)])]);
    assert!(measures(&log, &context(&["incidents"])).is_empty());
}

#[test]
fn four_fifths_is_of_the_highest_group_and_strictly_below() {
    let whole = ("", "");
    // White 0.48, BME 0.60: White is at exactly 0.80 of the highest, which is not below.
    let table = groups(&[("recruitment-funnel-appointed", vec![(whole, WHITE, 48, 100), (whole, BME, 30, 50)])]);
    let all = measures(&table, &context(&["recruitment-funnel"]));
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].group, all[0].against), (Group::White, Some(Group::Bme)));
    assert_eq!(all[0].note.as_deref(), Some("not below four fifths of the highest rate"));
    let table = groups(&[("recruitment-funnel-appointed", vec![(whole, WHITE, 479, 1000), (whole, BME, 30, 50)])]);
    let all = measures(&table, &context(&["recruitment-funnel"]));
    assert_eq!(all[0].note.as_deref(), Some("below four fifths of the highest rate"));
}

#[test]
fn a_stay_on_a_rung_lasts_as_long_as_its_share_says() {
    let rung = ("rung", "2");
    let table = groups(&[("progression-stayed", vec![(rung, BME, 80, 100), (rung, WHITE, 90, 100)])]);
    let all = measures(&table, &context(&["progression"]));
    close(value(find(&all, MeasureKind::YearsOnRung, "2", Group::Bme)).estimate, 5.0);
    close(value(find(&all, MeasureKind::YearsOnRung, "2", Group::White)).estimate, 10.0);
}

#[test]
fn careers_follow_from_the_moves_of_one_year() {
    let at = |value| ("transition", value);
    // Of 100 on rung 1, 10 go up and 10 leave: half ever go up, after five years; on rung 2 they stay ten.
    let moves = vec![
        (at("1>1"), BME, 80, 100),
        (at("1>2"), BME, 10, 100),
        (at("1>left"), BME, 10, 100),
        (at("2>2"), BME, 45, 50),
        (at("2>left"), BME, 5, 50),
    ];
    let all = measures(&groups(&[("progression-transitions", moves)]), &context(&["progression"]));
    close(value(find(&all, MeasureKind::ExpectedYears, "1", Group::Bme)).estimate, 5.0);
    close(value(find(&all, MeasureKind::ShareReaching, "2", Group::Bme)).estimate, 0.5);
    close(value(find(&all, MeasureKind::ExpectedYears, "2", Group::Bme)).estimate, 5.0);
    assert!(matches!(find(&all, MeasureKind::ShareReaching, "3", Group::Bme).value, Cell::NotEstimable(_)));
}

#[test]
fn who_answered_and_who_is_not_known_is_told() {
    let whole = ("", "");
    let answered = vec![(whole, BME, 40, 60), (whole, WHITE, 100, 200)];
    let staff = vec![(whole, BME, 200, 200), (whole, WHITE, 400, 400)];
    let table = groups(&[("experience-answered", answered), ("experience-staff", staff)]);
    let all = measures(&table, &context(&["experience"]));
    let bme = find(&all, MeasureKind::ResponseRate, "", Group::Bme);
    close(value(bme).estimate, 0.3);
    assert!(bme.sentence.contains("0.60 times the rate of White"), "{}", bme.sentence);
    let known = vec![(whole, BME, 90, 100), (whole, WHITE, 250, 300), (whole, UNKNOWN, 60, 100)];
    let all = measures(&groups(&[("pay-gap-pay-known", known)]), &context(&["pay-gap"]));
    close(value(find(&all, MeasureKind::ShareUndisclosed, "", Group::Unknown)).estimate, 0.2);
}

#[test]
fn the_checks_have_a_score_and_the_peer_a_kappa() {
    // The ten checks of the definition's example.
    let (whole, at) = (("", ""), ("heading", "service delivery"));
    let met = vec![(whole, UNKNOWN, 4, 8), (at, UNKNOWN, 2, 4)];
    let partly = vec![(whole, UNKNOWN, 6, 8), (at, UNKNOWN, 3, 4)];
    let pair = |code| ("pair", code);
    let peer = vec![
        (pair("yes_yes"), UNKNOWN, 2, 7),
        (pair("yes_partly"), UNKNOWN, 1, 7),
        (pair("partly_partly"), UNKNOWN, 1, 7),
        (pair("partly_no"), UNKNOWN, 1, 7),
        (pair("no_no"), UNKNOWN, 2, 7),
    ];
    let tables = [("self-assessment-met", met), ("self-assessment-partly-met", partly), ("self-assessment-peer", peer)];
    let all = measures(&groups(&tables), &context(&["self-assessment"]));
    close(value(find(&all, MeasureKind::Score, "service delivery", Group::Unknown)).estimate, 0.625);
    // By hand: Po = (5 + 2/2) / 7; margins 3, 2, 2 and 2, 2, 3 of yes, partly, no.
    let (po, pe) = (6.0 / 7.0, (3.0 * (2.0 + 1.0) + 2.0 * (1.0 + 2.0 + 1.5) + 2.0 * (1.0 + 3.0)) / 49.0);
    let kappa = find(&all, MeasureKind::WeightedKappa, "", Group::Unknown);
    close(value(kappa).estimate, (po - pe) / (1.0 - pe));
}

#[test]
fn the_examples_of_the_definitions_lead_to_figures() {
    // What the figures above are made of is what the engine counts of the definitions' ten people.
    for (standard, key) in [("retention", "leaving"), ("incidents", "first-response"), ("self-assessment", "peer")] {
        let standard = Standard::embedded(standard).unwrap();
        let indicator = standard.indicator(key).unwrap();
        assert!(!indicator.measures.is_empty());
        assert!(worked_example(&standard, indicator).unwrap().is_empty());
    }
}
