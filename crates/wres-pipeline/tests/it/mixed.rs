//! Some sites send people, some send counts: the run publishes the same where both say the same.

use crate::ground::Ground;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use wres_domain::{Cell, CountTable, Outcome, Period, Scope, SiteId};
use wres_metrics::{CountPlan, SiteColumns, Standard, count};
use wres_store::Lake;
use wres_synth::{Consortium, Plan};

const AUDIT: &str = "[disclosure]\naudit = \"audit\"\n";

fn ground() -> Ground {
    Ground::of(Consortium::generate(12, &Plan::clean(3, 1_500)).unwrap(), AUDIT)
}

/// What was exactly computed, by where and about whom.
fn exact(ground: &Ground, run: &str) -> Vec<Outcome> {
    serde_json::from_slice(&fs::read(ground.path(&format!("audit/{run}/outcomes.json"))).unwrap()).unwrap()
}

/// The counts of a site, from what a run has put into the lake.
fn counts(ground: &Ground, site: &SiteId, periods: &[Period]) -> CountTable {
    let lake = Lake::open(&ground.path("lake")).unwrap();
    let plan = CountPlan::compile(&[&Standard::embedded("sc-wres-2024").unwrap()]).unwrap();
    let columns = |period: &Period| {
        let manifest = lake.manifest(site, period).unwrap().unwrap();
        lake.columns(&manifest, &SiteColumns::needed(&plan)).unwrap()
    };
    let columns = SiteColumns { this: columns(&periods[1]), previous: Some(columns(&periods[0])) };
    count(&plan, site, &periods[1], columns).unwrap().table
}

/// The same counts as the site would send them: every cell that its people make, and nothing that is not mapped.
fn returns(table: &CountTable) -> String {
    let mut text = "indicator,stratum,service,group,cases,base\n".to_owned();
    for row in &table.rows {
        let (Cell::Value(cell), stratum) = (row.binomial, &row.place.stratum) else { continue };
        if stratum.value == "unmapped" {
            continue;
        }
        let stratum =
            if stratum.is_whole() { String::new() } else { format!("{}={}", stratum.dimension, stratum.value) };
        // All services together is what is meant where the cell is empty.
        let service = Some(row.place.service.code()).filter(|code| *code != "together").unwrap_or_default();
        text.push_str(&format!(
            "{},{stratum},{service},{},{},{}\n",
            row.place.indicator,
            row.ethnicity.code(),
            cell.cases().0,
            cell.base().0
        ));
    }
    text
}

#[test]
fn a_site_that_sends_its_counts_gives_the_figures_that_its_people_give() {
    let people = ground();
    let first = people.run();
    assert!(!first.any_rejected(), "{:?}", first.sites);
    let site = people.consortium.sites[0].id.clone();
    let periods = people.consortium.periods.clone();

    let mixed = ground();
    let folder = format!("inbox/{}/{site}", periods[1].label);
    fs::remove_dir_all(mixed.path(&folder)).unwrap();
    mixed.write(&format!("{folder}/returns.csv"), returns(&counts(&people, &site, &periods)).as_bytes());
    let mapping = format!("mappings/{site}.toml");
    let mut text = fs::read_to_string(mixed.path(&mapping)).unwrap();
    text.push_str(
        "\n[[source]]\ndataset = \"returns\"\nfile = \"returns.csv\"\n[source.codelists]\ngroup = \"canonical\"\n",
    );
    mixed.write(&mapping, text.as_bytes());
    let second = mixed.run();
    assert!(!second.any_rejected(), "{:?}", second.sites);

    // Both say it: everything of the latest year that is not about values which the standard does not list.
    let of = |ground: &Ground, run: &str| -> BTreeMap<_, Outcome> {
        let both = |one: &Outcome| one.place.period == periods[1].label && one.place.stratum.value != "unmapped";
        let key = |one: &Outcome| (one.place.clone(), one.grouping, one.group);
        exact(ground, run).into_iter().filter(both).map(|one| (key(&one), one)).collect()
    };
    let (of_people, of_counts) = (of(&people, &first.run), of(&mixed, &second.run));
    let mut compared: BTreeSet<(String, &str)> = BTreeSet::new();
    for (key, one) in &of_people {
        let Some(other) = of_counts.get(key) else { panic!("{key:?} is not there") };
        assert_eq!((one.cases, one.base), (other.cases, other.base), "{key:?}");
        assert_eq!(
            (one.rate, &one.comparison, &one.sentence),
            (other.rate, &other.comparison, &other.sentence),
            "{key:?}"
        );
        let scope = match &one.place.scope {
            Scope::Site(id) if *id == site => "the site",
            Scope::Site(_) => "another",
            Scope::Region(_) | Scope::All => "a sum",
        };
        if one.rate.value().is_some() {
            compared.insert((one.place.indicator.0.clone(), scope));
        }
    }
    // Every indicator is compared, at the site, at others and in the sums that both are part of.
    let indicators: BTreeSet<&str> = compared.iter().map(|(indicator, _)| indicator.as_str()).collect();
    assert!(indicators.len() >= 9 && compared.len() == 3 * indicators.len(), "{compared:?}");
}
