//! Figures that take many counts at once.

use proptest::prelude::*;
use std::collections::BTreeMap;
use wres_disparity::{Binomial, Level};
use wres_domain::{
    AbsentReason, Cell, CountRow, CountTable, Ethnicity, Group, GroupTable, Grouping, HiddenReason, IndicatorId,
    Interval, Measure, MeasureKind, PayCell, PayRow, Place, Scope, ServiceScope, SiteId, Stratum, WeightSums,
    WeightedGroup, group_pay,
};
use wres_metrics::{
    OutcomeContext, Standard, exact_pay_measures, measures, pay_measures, weighted_measures, worked_example,
};

const WHITE: Ethnicity = Ethnicity::WhiteBritish;
const BME: Ethnicity = Ethnicity::AsianIndian;
const UNKNOWN: Ethnicity = Ethnicity::UnknownNotAsked;

/// A stratum, an ethnicity, cases and base.
type Row<'a> = ((&'a str, &'a str), Ethnicity, u64, u64);

fn place(indicator: &str, (dimension, value): (&str, &str), order: usize) -> Place {
    let stratum = if dimension.is_empty() {
        Stratum::whole()
    } else {
        Stratum { dimension: dimension.into(), order: u16::try_from(order).unwrap(), value: value.into() }
    };
    Place {
        indicator: IndicatorId(indicator.into()),
        period: "2024-25".into(),
        scope: Scope::Site(SiteId::new("A").unwrap()),
        service: ServiceScope::Together,
        stratum,
    }
}

fn groups(tables: &[(&str, Vec<Row<'_>>)]) -> GroupTable {
    let rows = tables.iter().flat_map(|(indicator, rows)| {
        rows.iter().enumerate().map(|(order, (stratum, ethnicity, cases, base))| CountRow {
            // Strata are told apart by their code: all ethnicities of one stand at the place of its first.
            place: place(indicator, *stratum, rows.iter().position(|row| row.0 == *stratum).unwrap_or(order) + 1)
                .into(),
            ethnicity: *ethnicity,
            binomial: Cell::Value(Binomial::of(*cases, *base).unwrap()),
        })
    });
    CountTable::from_rows(rows.collect()).group(&[Grouping::Binary])
}

fn context(standards: &[&str]) -> OutcomeContext {
    let standards = standards.iter().map(|name| Standard::embedded(name).unwrap_or_else(|e| panic!("{e}")));
    let mut context = OutcomeContext::new(standards.collect(), Level::P95);
    context.labels.insert(Group::Bme, "BME".into());
    context
}

fn find<'a>(all: &'a [Measure], kind: MeasureKind, at: &str, group: Group) -> &'a Measure {
    all.iter()
        .find(|one| one.kind == kind && one.at == at && one.group == group)
        .unwrap_or_else(|| panic!("{kind:?} at {at} of {group:?} is not among {all:#?}"))
}

fn value(measure: &Measure) -> Interval {
    *measure.value.value().unwrap_or_else(|| panic!("{measure:#?}"))
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}

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
            row.cases = Cell::Hidden(HiddenReason::Confidential);
        }
    }
    let all = measures(&table, &context(&["progression"]));
    let hidden = Cell::Hidden(HiddenReason::Derived);
    for at in ["4>5", "5>6"] {
        let step = find(&all, MeasureKind::StepRatio, at, Group::Bme);
        assert_eq!(step.value, hidden);
        assert!(step.p_value.is_none() && step.sentence.contains("hidden"), "{step:?}");
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
            row.cases = Cell::Hidden(HiddenReason::Confidential);
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

/// Core checks met, answered and that apply, by level.
fn levels(counts: &[(&'static str, u64, u64, u64)]) -> GroupTable {
    let by = |level: &&'static str| ("level", *level);
    let met = counts.iter().map(|(level, met, _, apply)| (by(level), UNKNOWN, *met, *apply));
    let answered = counts.iter().map(|(level, _, answered, apply)| (by(level), UNKNOWN, *answered, *apply));
    groups(&[("self-assessment-core-met", met.collect()), ("self-assessment-core-answered", answered.collect())])
}

#[test]
fn a_level_is_a_gate_and_what_is_missing_at_the_next_is_said() {
    // The ten checks of the definition's example.
    let table = levels(&[("1", 2, 2, 2), ("2", 1, 2, 3), ("3", 2, 2, 2)]);
    let all = measures(&table, &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "1", Group::Unknown);
    assert_eq!(value(reached), Interval { estimate: 1.0, lower: 1.0, upper: 1.0 });
    assert_eq!(reached.sentence, "Level 1 is reached: all core checks up to it that apply are met.");
    let missing = find(&all, MeasureKind::LevelMissing, "2", Group::Unknown);
    assert_eq!(value(missing).estimate, 2.0);
    assert_eq!(
        missing.sentence,
        "Level 2 is the first level not passed: 2 core checks are missing, 1 of them not answered."
    );
    // The counts of all sites add up; a level of all of them there is none.
    let mut table = table;
    table.rows.iter_mut().for_each(|row| row.place.scope = Scope::All);
    let all = measures(&table, &context(&["self-assessment"]));
    assert!(!all.iter().any(|one| matches!(one.kind, MeasureKind::LevelReached | MeasureKind::LevelMissing)));
}

#[test]
fn the_first_gate_may_be_shut_and_the_last_open() {
    let all = measures(&levels(&[("1", 3, 4, 4), ("2", 5, 5, 5)]), &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "", Group::Unknown);
    assert_eq!((value(reached).estimate, reached.sentence.as_str()), (0.0, "No level is reached."));
    let missing = find(&all, MeasureKind::LevelMissing, "1", Group::Unknown);
    assert_eq!(missing.sentence, "Level 1 is the first level not passed: 1 core check is missing.");
    let all =
        measures(&levels(&[("1", 4, 4, 4), ("2", 5, 5, 5), ("unmapped", 1, 3, 3)]), &context(&["self-assessment"]));
    let reached = find(&all, MeasureKind::LevelReached, "2", Group::Unknown);
    assert_eq!(reached.note.as_deref(), Some("core checks without a level, which stand behind no gate: 3"));
    assert!(!all.iter().any(|one| one.kind == MeasureKind::LevelMissing));
}

#[test]
fn a_level_whose_checks_are_hidden_is_hidden_with_what_is_missing_at_it() {
    let mut table = levels(&[("1", 20, 20, 20), ("2", 17, 20, 20)]);
    for row in table.rows.iter_mut().filter(|row| row.place.stratum.value == "2") {
        row.cases = Cell::Hidden(HiddenReason::Confidential);
    }
    let all = measures(&table, &context(&["self-assessment"]));
    for kind in [MeasureKind::LevelReached, MeasureKind::LevelMissing] {
        let one = find(&all, kind, "", Group::Unknown);
        assert_eq!((one.value, &one.note), (Cell::Hidden(HiddenReason::Derived), &None), "{one:?}");
    }
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

/// The pay of the definition's ten people, as the engine counts it, through a figure that may be made of it.
fn paid(figures: fn(&[wres_domain::PayGroup], &OutcomeContext) -> Vec<Measure>) -> Vec<Measure> {
    let cell = |pounds: i64, people| PayCell { pence: pounds * 100, service: None, rung: Some(1), hours: None, people };
    let row = |ethnicity, cells: &[(i64, u64)]| PayRow {
        place: place("pay-gap-pay", ("", ""), 0),
        ethnicity,
        cells: cells.iter().map(|(pounds, people)| cell(*pounds, *people)).collect(),
    };
    let rows = [
        row(WHITE, &[(31_000, 2), (42_000, 1), (55_000, 1), (72_000, 1)]),
        row(BME, &[(24_000, 1), (31_000, 2), (42_000, 1)]),
    ];
    figures(&group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]), &context(&["pay-gap"]))
}

#[test]
fn gaps_in_pay_are_those_of_the_definitions_ten_people() {
    let all = paid(exact_pay_measures);
    close(value(find(&all, MeasureKind::MeanGap, "", Group::Bme)).estimate, 100.0 * (46_200.0 - 32_000.0) / 46_200.0);
    close(value(find(&all, MeasureKind::MedianGap, "", Group::Bme)).estimate, 100.0 * (42_000.0 - 31_000.0) / 42_000.0);
    // All stand on one rung, so the adjusted gap is the one in geometric means, and nothing of it is explained.
    let mean_log = |pay: &[f64]| pay.iter().map(|pay| pay.ln()).sum::<f64>() / pay.len() as f64;
    let apart = mean_log(&[31e3, 31e3, 42e3, 55e3, 72e3]) - mean_log(&[24e3, 31e3, 31e3, 42e3]);
    close(value(find(&all, MeasureKind::AdjustedGap, "", Group::Bme)).estimate, 100.0 * (1.0 - (-apart).exp()));
    // Of nine people a quarter is two and a quarter: the lowest paid, and of the four on 31,000 as they are made up.
    let lowest = find(&all, MeasureKind::QuarterShare, "1", Group::Bme);
    close(value(lowest).estimate, (1.0 + 1.25 * 0.5) / 2.25);
}

#[test]
fn what_is_made_of_pay_for_everybody_is_rounded_and_tells_no_few_people() {
    let all = paid(pay_measures);
    let gap = find(&all, MeasureKind::MeanGap, "", Group::Bme);
    assert_eq!((value(gap).estimate, gap.p_value), (30.7, None));
    assert!(
        all.iter().filter(|one| one.kind == MeasureKind::QuarterShare).all(|one| matches!(one.value, Cell::Hidden(_)))
    );
}

#[test]
fn a_gap_in_pay_that_rungs_explain_is_no_gap_between_people_alike() {
    // On each rung everybody has about the same pay; White staff stand on the upper one.
    let cell =
        |rung: u16, pence: i64, people| PayCell { pence, service: None, rung: Some(rung), hours: Some(100), people };
    let row = |ethnicity, lower: u64, upper: u64| PayRow {
        place: place("pay-gap-pay", ("", ""), 0),
        ethnicity,
        cells: vec![
            cell(0, 2_900_000, lower),
            cell(0, 3_100_000, lower),
            cell(1, 4_900_000, upper),
            cell(1, 5_100_000, upper),
        ],
    };
    let rows = [row(WHITE, 20, 80), row(BME, 40, 10)];
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = exact_pay_measures(&groups, &context(&["pay-gap"]));
    let adjusted = find(&all, MeasureKind::AdjustedGap, "", Group::Bme);
    assert!(value(adjusted).estimate.abs() < 1e-9 && adjusted.sentence.contains("cannot be told"), "{adjusted:?}");
    let explained = value(find(&all, MeasureKind::ExplainedGap, "", Group::Bme));
    let logs = (4.9_f64.ln() + 5.1_f64.ln()) / 2.0 - (2.9_f64.ln() + 3.1_f64.ln()) / 2.0;
    close(explained.estimate, 100.0 * (1.0 - (-(0.8 - 0.2) * logs).exp()));
    assert!(explained.lower > 0.0);
}

/// Bonuses by pounds and people, as the definition of the gap in bonuses counts them.
fn bonuses(white: &[(i64, u64)], bme: &[(i64, u64)]) -> Vec<PayRow> {
    let cell = |(pounds, people): &(i64, u64)| PayCell {
        pence: pounds * 100,
        service: None,
        rung: None,
        hours: None,
        people: *people,
    };
    let row = |ethnicity, cells: &[(i64, u64)]| PayRow {
        place: place("pay-gap-bonus-amount", ("", ""), 0),
        ethnicity,
        cells: cells.iter().map(cell).collect(),
    };
    vec![row(WHITE, white), row(BME, bme)]
}

#[test]
fn gaps_in_bonuses_are_those_of_the_definitions_ten_people_and_nothing_else_is_made_of_them() {
    let rows = bonuses(&[(500, 1), (1500, 1), (4000, 1)], &[(500, 1), (1000, 1)]);
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = exact_pay_measures(&groups, &context(&["pay-gap"]));
    close(value(find(&all, MeasureKind::MeanBonusGap, "", Group::Bme)).estimate, 100.0 * (2000.0 - 750.0) / 2000.0);
    close(value(find(&all, MeasureKind::MedianBonusGap, "", Group::Bme)).estimate, 100.0 * (1500.0 - 750.0) / 1500.0);
    let of_bonuses = |one: &Measure| matches!(one.kind, MeasureKind::MeanBonusGap | MeasureKind::MedianBonusGap);
    assert!(all.iter().all(of_bonuses), "{all:#?}");
}

#[test]
fn smaller_bonuses_are_told_only_where_the_interval_says_so() {
    let (white, bme) = ([(900, 30), (1000, 40), (1100, 30)], [(450, 20), (500, 20), (550, 20)]);
    let rows = bonuses(&white, &bme);
    let groups = group_pay(&rows, &BTreeMap::new(), &[Grouping::Binary]);
    let all = pay_measures(&groups, &context(&["pay-gap"]));
    let mean = find(&all, MeasureKind::MeanBonusGap, "", Group::Bme);
    assert!(
        mean.sentence.starts_with(
            "BME staff with a bonus had smaller bonuses than White staff with a bonus on average: by 50.0%"
        ),
        "{}",
        mean.sentence
    );
    let groups = group_pay(&bonuses(&white, &white), &BTreeMap::new(), &[Grouping::Binary]);
    let all = pay_measures(&groups, &context(&["pay-gap"]));
    let mean = find(&all, MeasureKind::MeanBonusGap, "", Group::Bme);
    assert!(
        mean.sentence.contains("smaller or larger bonuses") && mean.sentence.contains("cannot be told"),
        "{mean:?}"
    );
}

/// A weighted share of one group of the definition, from the weights of cases and of others.
fn weighted(group: Group, scope: Scope, cases: &[f64], others: &[f64]) -> WeightedGroup {
    let mut sums = WeightSums::default();
    cases.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), true));
    others.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), false));
    let place = Place { scope, ..place("experience-harassed-by-colleague", ("", ""), 0) };
    WeightedGroup { place, grouping: Grouping::Binary, group, share: sums.share() }
}

#[test]
fn weighted_shares_are_those_of_the_definitions_nine_people() {
    let groups = [
        weighted(Group::White, Scope::All, &[0.8], &[1.0, 1.2, 1.25, 0.75]),
        weighted(Group::Bme, Scope::All, &[1.5, 0.7], &[2.0, 1.0]),
    ];
    let all = weighted_measures(&groups, &context(&["experience"]));
    let share = find(&all, MeasureKind::WeightedShare, "", Group::Bme);
    close(value(share).estimate, 2.2 / 5.2);
    assert!(
        share
            .sentence
            .starts_with("The weighted share of BME respondents to have been harassed by colleagues is 42.3%"),
        "{}",
        share.sentence
    );
    assert!(share.sentence.contains("4 answers with a weight tell as much as"), "{}", share.sentence);
    assert!(share.sentence.contains("as each site set them"), "{}", share.sentence);
    close(value(find(&all, MeasureKind::KishDesignEffect, "", Group::Bme)).estimate, 4.0 * 7.74 / (5.2 * 5.2));
    // q^2 S1 + p^2 S0 over W^2 p q, times n.
    let (p, q) = (2.2 / 5.2, 3.0 / 5.2);
    let effect = 4.0 * (q * q * (2.25 + 0.49) + p * p * 5.0) / (5.2 * 5.2 * p * q);
    close(value(find(&all, MeasureKind::DesignEffect, "", Group::Bme)).estimate, effect);
    let ratio = find(&all, MeasureKind::WeightedRatio, "", Group::Bme);
    close(value(ratio).estimate, (2.2 / 5.2) / (0.8 / 5.0));
    assert!(ratio.sentence.contains("cannot be told from this many people"), "{}", ratio.sentence);
    assert_eq!(ratio.against, Some(Group::White));
}

#[test]
fn a_weighted_difference_is_told_where_the_interval_says_so_and_what_is_hidden_is_in_no_ratio() {
    let site = Scope::Site(SiteId::new("A").unwrap());
    let many = |people: usize| vec![1.1; people];
    let white = weighted(Group::White, site.clone(), &many(20), &many(180));
    let bme = weighted(Group::Bme, site, &many(60), &many(60));
    let all = weighted_measures(&[white.clone(), bme.clone()], &context(&["experience"]));
    let ratio = find(&all, MeasureKind::WeightedRatio, "", Group::Bme);
    let said = "Weighted, BME respondents were more likely than White respondents to have been harassed by colleagues: 5.00 times (";
    assert!(ratio.sentence.starts_with(said), "{}", ratio.sentence);
    let share = find(&all, MeasureKind::WeightedShare, "", Group::White);
    assert!(!share.sentence.contains("as each site set them"), "{}", share.sentence);
    let hidden = WeightedGroup { share: Cell::Hidden(HiddenReason::Confidential), ..white };
    let all = weighted_measures(&[hidden, bme], &context(&["experience"]));
    let derived = Cell::Hidden(HiddenReason::Derived);
    assert_eq!(find(&all, MeasureKind::WeightedRatio, "", Group::Bme).value, derived);
    for kind in [MeasureKind::WeightedShare, MeasureKind::DesignEffect, MeasureKind::KishDesignEffect] {
        let one = find(&all, kind, "", Group::White);
        assert_eq!((one.value, &one.note), (derived, &None));
        assert!(matches!(find(&all, kind, "", Group::Bme).value, Cell::Value(_)));
    }
}
