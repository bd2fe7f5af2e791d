//! Figures that take many counts at once, the whole way from files to the publication.

use crate::ground::Ground;
use std::{collections::BTreeMap, fs};
use wres_domain::{Cell, Group, Grouping, Measure, MeasureKind, Outcome, Scope, ServiceScope};
use wres_synth::{Consortium, Plan};

const STANDARDS: &str = "standards = [\"retention\", \"incidents\", \"experience\", \"pay-gap\"]\n\
                         [disclosure]\naudit = \"audit\"\n";

/// What is said of the minority of two groups, over all sites and services in the last year.
fn national<'a>(all: &'a [Measure], kind: MeasureKind, at: &str, period: &str) -> Vec<&'a Measure> {
    let wanted = |one: &&Measure| {
        one.kind == kind
            && one.at == at
            && one.place.scope == Scope::All
            && one.place.service == ServiceScope::Together
            && one.place.period == period
            && one.grouping == Grouping::Binary
            && one.group == Group::Bme
    };
    all.iter().filter(wanted).collect()
}

fn estimate(measure: &Measure) -> f64 {
    measure.value.value().unwrap_or_else(|| panic!("{measure:#?}")).estimate
}

#[test]
fn figures_of_many_counts_are_published_as_the_counts_say_and_hidden_with_them() {
    let ground = Ground::of(Consortium::generate(7, &Plan::clean(4, 9000)).unwrap(), STANDARDS);
    let summary = ground.run();
    let period = &ground.consortium.periods.last().unwrap().label;
    let read = |name: &str| fs::read(ground.path(&format!("audit/{}/{name}", summary.run))).unwrap();
    let exact: Vec<Measure> = serde_json::from_slice(&read("measures.json")).unwrap();
    let outcomes: Vec<Outcome> = serde_json::from_slice(&read("outcomes.json")).unwrap();

    // Counts of the two groups by stratum, as the audit has them.
    let counts = |indicator: &str| -> BTreeMap<(String, Group), (u64, u64)> {
        let here = |one: &&Outcome| {
            one.place.indicator.0 == indicator
                && one.place.scope == Scope::All
                && one.place.service == ServiceScope::Together
                && one.place.period == *period
                && one.grouping == Grouping::Binary
        };
        let value = |one: &Outcome| Some((one.cases.value()?.0, one.base.value()?.0));
        let row = |one: &Outcome| Some(((one.place.stratum.value.clone(), one.group), value(one)?));
        outcomes.iter().filter(here).filter_map(row).collect()
    };
    let leaving = counts("retention-leaving");
    let stays = |band: &str| {
        let (left, months) = leaving[&(band.to_owned(), Group::Bme)];
        1.0 - left as f64 / months as f64
    };
    let year = national(&exact, MeasureKind::SurvivalAt, "12", period);
    let by_hand = stays("0000-0011").powi(12);
    assert!((estimate(year[0]) - by_hand).abs() < 1e-5, "{} {by_hand}", estimate(year[0]));
    assert!(by_hand > 0.3 && by_hand < 1.0);

    // Of counts that nobody may see no figure is made, and what is made of pay is rounded.
    let folder = summary.publication.unwrap();
    let table = fs::read_to_string(folder.join("tables/measures.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let columns = ["indicator", "scope_kind", "service", "grouping", "group", "measure", "at", "value", "value_mark"];
    let columns = columns.map(at);
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap())
        .filter(|row| row[at("period")] == **period)
        .map(|row| columns.iter().map(|column| row[*column].to_owned()).collect())
        .collect();
    let (hidden, shown): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row[8] == "[c]");
    assert!(hidden.len() > 100 && shown.len() > 100, "{} hidden, {} not", hidden.len(), shown.len());
    assert!(hidden.iter().all(|row| row[7].is_empty()));
    assert!(exact.iter().all(|one| !matches!(one.value, Cell::Hidden(_))));
    let said = |measure: &str, at: &str| {
        let place = ["all", "together", "binary", "bme"];
        let row = rows.iter().find(|row| row[1..5] == place && row[5] == measure && row[6] == at);
        row.unwrap_or_else(|| panic!("{measure} at {at}")).clone()
    };
    let gap = said("mean_gap", "");
    let exact_gap = estimate(national(&exact, MeasureKind::MeanGap, "", period)[0]);
    assert_eq!(gap[7].parse::<f64>().unwrap(), (exact_gap * 10.0).round() / 10.0);
    // Every fourth person has a bonus, which grows with the rung, and few of the minority stand on the upper ones.
    let bonus = said("mean_bonus_gap", "");
    let exact_gap = estimate(national(&exact, MeasureKind::MeanBonusGap, "", period)[0]);
    assert!(exact_gap > 1.0, "{exact_gap}");
    assert_eq!(bonus[7].parse::<f64>().unwrap(), (exact_gap * 10.0).round() / 10.0);
    assert!(said("survival_at", "12")[7].parse::<f64>().is_ok());
    // What leaves of a weighted share is a quotient of rounded people, near the exact one.
    let share = said("weighted_share", "");
    let exact_share = estimate(
        national(&exact, MeasureKind::WeightedShare, "", period)
            .into_iter()
            .find(|one| one.place.indicator.0 == share[0])
            .unwrap(),
    );
    assert!((share[7].parse::<f64>().unwrap() - exact_share).abs() < 0.02, "{share:?} {exact_share}");
    let effect = said("kish_design_effect", "")[7].parse::<f64>().unwrap();
    assert!((1.0..1.3).contains(&effect), "{effect}");
    assert!(rows.iter().any(|row| row[5] == "weighted_share" && row[1] == "site" && row[8] == "[c]"));
    // A site's incidents are few: how long each waited is nobody else's business.
    assert!(rows.iter().any(|row| row[0] == "incidents-first-response" && row[1] == "site" && row[8] == "[c]"));
    for kind in ["under_reporting", "response_rate", "adjusted_gap", "weighted_ratio", "median_time", "incidence_at"] {
        assert!(rows.iter().any(|row| row[5] == kind), "{kind}");
    }
    assert!(folder.join("tables/measures.parquet").exists());
    assert!(folder.join("tables/measures.csv-metadata.json").exists());
    let page = |name: &str| fs::read_to_string(folder.join(format!("indicators/{name}.html"))).unwrap();
    let retention = page("retention-leaving");
    assert!(retention.contains("retention-leaving-measures") && retention.contains("were still there after 12 months"));
    assert!(page("pay-gap-pay").contains("pay-gap-pay-measures"));
}

#[test]
fn a_standard_without_such_figures_has_no_table_of_them() {
    let ground = Ground::of(Consortium::generate(7, &Plan::clean(2, 400)).unwrap(), "");
    let folder = ground.run().publication.unwrap();
    assert!(!folder.join("tables/measures.csv").exists());
    assert!(!fs::read_to_string(folder.join("index.html")).unwrap().contains("measures.csv"));
}

#[test]
fn the_steps_of_the_ladder_can_be_published() {
    let more = "standards = [\"progression\"]\n";
    let ground = Ground::of(Consortium::generate(7, &Plan::clean(4, 2400)).unwrap(), more);
    // A run whose audit fails publishes nothing.
    let table = fs::read_to_string(ground.run().publication.unwrap().join("tables/measures.csv")).unwrap();
    let national = |kind: &str| -> Vec<&str> {
        let wanted = format!(",{kind},");
        table.lines().filter(|line| line.contains(",all,all,together,") && line.contains(&wanted)).collect()
    };
    assert!(national("step_ratio").iter().filter(|line| !line.contains(",[c],")).count() > 3);
    assert!(national("years_on_rung").iter().any(|line| !line.contains(",[c],")));
}

#[test]
fn the_step_of_the_ladder_and_the_rule_of_four_fifths_come_through() {
    // Where counts are public nothing is hidden, so every figure can be held to the counts beside it.
    let more = "standards = [\"progression\", \"recruitment-funnel\"]\n\
                [disclosure]\nprofile = \"published-source\"\nreason = \"invented people\"\n";
    let ground = Ground::of(Consortium::generate(7, &Plan::clean(2, 600)).unwrap(), more);
    let period = ground.consortium.periods.last().unwrap().label.clone();
    let folder = ground.run().publication.unwrap();
    let read = |name: &str| -> Vec<BTreeMap<String, String>> {
        csv::Reader::from_path(folder.join(format!("tables/{name}.csv")))
            .unwrap()
            .deserialize()
            .map(|row| row.unwrap())
            .collect()
    };
    let here = |row: &&BTreeMap<String, String>| {
        row["scope_kind"] == "all"
            && row["service"] == "together"
            && row["period"] == period
            && row["grouping"] == "binary"
    };
    let (outcomes, measures) = (read("outcomes"), read("measures"));
    let count = |indicator: &str, stratum: &str, group: &str, column: &str| -> f64 {
        let row = outcomes
            .iter()
            .filter(here)
            .find(|row| row["indicator"] == indicator && row["stratum"] == stratum && row["group"] == group);
        row.unwrap_or_else(|| panic!("{indicator} {stratum} {group}"))[column].parse().unwrap()
    };
    let figure = |measure: &str, at: &str, indicator: &str| {
        let row = measures
            .iter()
            .filter(here)
            .find(|row| row["measure"] == measure && row["at"] == at && row["indicator"] == indicator);
        row.unwrap_or_else(|| panic!("{measure} at {at}")).clone()
    };
    let on = |rung: &str, group: &str| count("progression-representation", rung, group, "cases");
    let step = figure("step_ratio", "1>2", "progression-representation");
    let by_hand = on("2", "bme") / on("1", "bme") / (on("2", "white") / on("1", "white"));
    assert!((step["value"].parse::<f64>().unwrap() / by_hand - 1.0).abs() < 1e-5, "{step:?} {by_hand}");
    assert_eq!((step["group"].as_str(), step["against"].as_str()), ("bme", "white"));
    let rate = |group: &str| {
        count("recruitment-funnel-appointed", "", group, "cases")
            / count("recruitment-funnel-appointed", "", group, "base")
    };
    let rule = figure("four_fifths", "", "recruitment-funnel-appointed");
    let (low, high) = (rate("bme").min(rate("white")), rate("bme").max(rate("white")));
    assert!((rule["value"].parse::<f64>().unwrap() / (low / high) - 1.0).abs() < 1e-5, "{rule:?}");
    assert_eq!(rule["note"].starts_with("below"), low < 0.8 * high);
}
