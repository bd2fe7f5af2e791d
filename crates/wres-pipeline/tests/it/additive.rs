//! A publication as it lies on disk adds up: services to all services, sites to regions and to all, groups to coarser groups.

use crate::ground::Ground;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};
use wres_domain::parsed;
use wres_synth::{Consortium, Plan};

/// One count of the table: its value, or nothing where it is marked.
type Counts = BTreeMap<[String; 8], Option<i64>>;

const FIELDS: [&str; 7] = ["indicator", "period", "scope", "service", "dimension", "stratum", "grouping"];

/// The counts of `tables/outcomes.csv`, by place, group and field.
fn counts(text: &str) -> (Counts, BTreeMap<String, String>) {
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let header = lines.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|one| one == name).unwrap();
    let (mut out, mut kinds) = (Counts::new(), BTreeMap::new());
    for line in lines.records() {
        let line = line.unwrap();
        kinds.insert(line[at("scope")].to_owned(), line[at("scope_kind")].to_owned());
        for field in ["cases", "base"] {
            let mut key: Vec<String> = FIELDS.iter().map(|name| line[at(name)].to_owned()).collect();
            key.push(format!("{} {field}", &line[at("group")]));
            let mark = &line[at(&format!("{field}_mark"))];
            if mark.is_empty() || mark == "[c]" {
                let value = parsed(&line[at(field)]);
                assert_eq!(value.is_some(), mark.is_empty(), "{line:?}");
                out.insert(key.try_into().unwrap(), value);
            }
        }
    }
    (out, kinds)
}

/// Holds a total to its parts. A marked part is 0 or 5 people, of whom months may be up to twelve times as many.
fn holds(total: Option<i64>, parts: &[Option<i64>], marked: i64, what: &str) -> bool {
    let Some(total) = total else { return false };
    let shown: i64 = parts.iter().flatten().sum();
    let hidden = parts.iter().filter(|part| part.is_none()).count() as i64;
    assert!(shown <= total && total <= shown + hidden * marked, "{what}: {total} of {parts:?}");
    hidden == 0
}

fn check(ground: &Ground) -> usize {
    let summary = ground.run();
    let folder = summary.publication.unwrap();
    let text = fs::read_to_string(folder.join("tables/outcomes.csv")).unwrap();
    let (counts, kinds) = counts(&text);
    let regions: BTreeMap<&str, &str> =
        ground.consortium.sites.iter().map(|site| (site.id.as_str(), site.region.as_str())).collect();
    let mut exactly = 0;
    for (key, total) in &counts {
        // Steps of months and days are larger, and so are their marks.
        let marked = if key[4].contains("month") || key[4].contains("day") { 60 * 12 } else { 5 };
        let with = |place: usize, value: &str| {
            let mut other = key.clone();
            other[place] = value.to_owned();
            counts.get(&other).copied()
        };
        let scope = |wanted: &dyn Fn(&str) -> bool| -> Vec<Option<i64>> {
            let sites = kinds.iter().filter(|(scope, kind)| *kind == "site" && wanted(scope));
            sites.filter_map(|(site, _)| with(2, site)).collect()
        };
        match kinds[&key[2]].as_str() {
            "all" => exactly += usize::from(holds(*total, &scope(&|_| true), marked, &format!("sites of {key:?}"))),
            "region" => {
                let inside = scope(&|site| regions.get(site) == Some(&key[2].as_str()));
                exactly += usize::from(holds(*total, &inside, marked, &format!("sites of {key:?}")));
            }
            _ => {}
        }
        if key[6] == "binary" && (key[7].starts_with("bme ") || key[7].starts_with("white ")) {
            let field = key[7].split(' ').next_back().unwrap();
            let groups: &[&str] =
                if key[7].starts_with("bme") { &["asian", "black", "mixed", "other"] } else { &["white"] };
            let of = |group: &&str| {
                let mut other = key.clone();
                (other[6], other[7]) = ("five".to_owned(), format!("{group} {field}"));
                counts.get(&other).copied()
            };
            let parts: Option<Vec<Option<i64>>> = groups.iter().map(of).collect();
            if let Some(parts) = parts {
                exactly += usize::from(holds(*total, &parts, marked, &format!("groups of {key:?}")));
            }
        }
    }
    exactly
}

#[test]
fn a_publication_of_every_kind_of_count_adds_up_as_it_lies_on_disk() {
    let standards = "standards = [\"sc-wres-2024\", \"retention\", \"progression\", \"recruitment-funnel\"]\n\
                     groupings = [\"binary\", \"five\"]\n";
    let plan = Plan::clean(7, 4000);
    let ground = Ground::of(Consortium::generate(3, &plan).unwrap(), standards);
    let exactly = check(&ground);
    assert!(exactly > 500, "only {exactly} totals have all their parts shown");
}

#[test]
fn the_same_data_published_again_after_a_site_came_late_are_the_same_for_all_others() {
    let ground =
        Ground::of(Consortium::generate(4, &Plan::clean(5, 2500)).unwrap(), "groupings = [\"binary\", \"five\"]\n");
    let late = ground.consortium.sites[2].id.to_string();
    let periods: Vec<String> = ground.consortium.periods.iter().map(|period| period.label.clone()).collect();
    let aside = |period: &str| ground.path(&format!("aside-{period}"));
    for period in &periods {
        fs::rename(ground.path(&format!("inbox/{period}/{late}")), aside(period)).unwrap();
    }
    let read = |folder: std::path::PathBuf| counts(&fs::read_to_string(folder.join("tables/outcomes.csv")).unwrap()).0;
    let first = read(ground.run().publication.unwrap());
    for period in &periods {
        fs::rename(aside(period), ground.path(&format!("inbox/{period}/{late}"))).unwrap();
    }
    let second = read(ground.run().publication.unwrap());
    let others: BTreeSet<&str> =
        ground.consortium.sites.iter().map(|site| site.id.as_str()).filter(|site| *site != late).collect();
    let mut seen = 0;
    for (key, value) in first.iter().filter(|(key, _)| others.contains(key[2].as_str())) {
        assert_eq!(second.get(key), Some(value), "{key:?}");
        seen += 1;
    }
    assert!(seen > 1000, "{seen}");
    // Without the register such a run is refused, and says what to do.
    fs::remove_file(ground.path("register/test")).unwrap();
    ground.write(&format!("inbox/{}/{late}/more.csv", periods[0]), b"nothing,of,use\n");
    let error = ground.try_run().unwrap_err().to_string();
    assert!(error.contains("restate"), "{error}");
}

#[test]
fn other_rules_for_a_period_that_is_public_are_refused_unless_it_is_named() {
    let ground = Ground::of(Consortium::generate(5, &Plan::clean(3, 600)).unwrap(), "");
    ground.run();
    let pipeline = fs::read_to_string(ground.path("pipeline.toml")).unwrap();
    let with = |settings: &str| {
        let place = pipeline.find("[[period]]").unwrap();
        let text = format!("{}[disclosure]\n{settings}\n{}", &pipeline[..place], &pipeline[place..]);
        ground.write("pipeline.toml", text.as_bytes());
        ground.try_run()
    };
    let error = with("round_to = 10").unwrap_err().to_string();
    assert!(error.contains("other rules") && error.contains("restate"), "{error}");
    let labels: Vec<String> = ground.consortium.periods.iter().map(|period| format!("{:?}", period.label)).collect();
    let restated = with(&format!("round_to = 10\nrestate = [{}]", labels.join(", "))).unwrap();
    assert!(restated.publication.is_some());
    // Of too little that can be read nothing is published.
    let error = with(&format!("round_to = 10\nrestate = [{}]\nleast_readable = 1.0", labels.join(", "))).unwrap_err();
    assert!(error.to_string().contains("least_readable"), "{error}");
}
