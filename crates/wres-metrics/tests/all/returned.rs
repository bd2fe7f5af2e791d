//! A site that sends counts and a site that sends people give the same figures.

use crate::rows::{Row, Sheet, Site, Value};
use std::collections::BTreeMap;
use wres_domain::{AbsentReason, Cell, CountTable, Dataset, GroupTable, Grouping, Period, Scope, SiteId};
use wres_metrics::{CountPlan, Counted, Standard, consortium, count};

const INDICATORS: [&str; 3] = ["sc-wres-1", "sc-wres-2", "sc-wres-6"];

fn plan() -> (Standard, CountPlan) {
    let standard = Standard::embedded("sc-wres").unwrap();
    let plan = CountPlan::compile(&[&standard]).unwrap();
    (standard, plan)
}

fn counted(site: &Site, name: &str) -> Counted {
    let period = Period::financial_year("2024-25").unwrap();
    count(&plan().1, &SiteId::new(name).unwrap(), &period, site.columns()).unwrap()
}

/// Applications and questionnaires of people.
fn people() -> Site {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut applications = Vec::new();
    let mut survey = Vec::new();
    let mut staff = Vec::new();
    for number in 0_u64..60 {
        let ethnicity = ["white_british", "white_irish", "asian_indian", "black_african", "unknown_refused"];
        let of = text(ethnicity[usize::try_from(number % 5).unwrap()]);
        let service = text(if number % 3 == 0 { "adults" } else { "children" });
        applications.push(Row::from([
            ("ethnicity", of.clone()),
            ("service", service.clone()),
            ("shortlisted", Value::Flag(number % 4 != 0)),
            ("appointed", Value::Flag(number % 7 == 1)),
        ]));
        survey.push(Row::from([
            ("ethnicity", of.clone()),
            ("service", service.clone()),
            ("harassed_by_public", text(if number % 3 == 1 { "yes" } else { "no" })),
        ]));
        staff.push(Row::from([
            ("person_id", Value::Key(number)),
            ("ethnicity", of),
            ("service", service),
            ("rung", text(if number % 6 == 0 { "5" } else { "2" })),
            ("hours_fte", Value::Number(100)),
            ("contract", text("permanent")),
        ]));
    }
    let sheet = |rows| Sheet { rows, ..Sheet::default() };
    let this = [
        (Dataset::Applications, sheet(applications)),
        (Dataset::Survey, sheet(survey)),
        (Dataset::Staff, sheet(staff)),
    ];
    Site { this: BTreeMap::from(this), previous: None }
}

/// The same as already-counted cells, as the site would write them.
fn returns(counted: &Counted, change: impl Fn(&mut Row)) -> Site {
    let mut rows = Vec::new();
    for row in counted.table.rows.iter().filter(|row| INDICATORS.contains(&row.place.indicator.0.as_str())) {
        let Cell::Value(cell) = row.binomial else { continue };
        let stratum = &row.place.stratum;
        if stratum.value == "unmapped" {
            continue;
        }
        let text = |text: &str| Value::Text(text.to_owned());
        let mut written = Row::from([
            ("indicator", text(&row.place.indicator.0)),
            ("service", text(row.place.service.code())),
            ("group", text(row.ethnicity.code())),
            ("cases", Value::Number(i64::try_from(cell.cases().0).unwrap())),
            ("base", Value::Number(i64::try_from(cell.base().0).unwrap())),
        ]);
        if !stratum.is_whole() {
            written.insert("stratum", text(&format!("{}={}", stratum.dimension, stratum.value)));
        }
        change(&mut written);
        rows.push(written);
    }
    let sheet = Sheet { rows, ..Sheet::default() };
    Site { this: BTreeMap::from([(Dataset::Returns, sheet)]), previous: None }
}

fn groups(table: &CountTable) -> GroupTable {
    let wanted = |row: &&wres_domain::CountRow| {
        INDICATORS.contains(&row.place.indicator.0.as_str()) && row.place.stratum.value != "unmapped"
    };
    CountTable { rows: table.rows.iter().filter(wanted).cloned().collect() }.group(&Grouping::ALL)
}

#[test]
fn already_counted_returns_give_the_counts_that_the_people_give() {
    let by_people = counted(&people(), "S1");
    let by_return = counted(&returns(&by_people, |_| {}), "S1");
    assert!(by_return.findings.iter().all(|one| !one.code.contains("CNT-012")), "{:#?}", by_return.findings);
    let (people, returned) = (groups(&by_people.table), groups(&by_return.table));
    assert!(people.rows.iter().filter(|row| row.base.value().is_some_and(|base| base.0 > 0)).count() > 50);
    // Pay bands are of no use here: nobody's pay was sent, and a return says nothing of them either.
    assert_eq!(people, returned);
}

#[test]
fn a_consortium_of_counted_and_person_level_sites_is_the_sum_of_both() {
    let by_people = counted(&people(), "S1");
    let by_return = counted(&returns(&by_people, |_| {}), "S2");
    let twice = counted(&people(), "S2");
    let all = |tables: &[CountTable]| {
        let table = groups(&consortium(tables, &BTreeMap::new()));
        GroupTable { rows: table.rows.into_iter().filter(|row| row.place.scope == Scope::All).collect() }
    };
    assert_eq!(all(&[by_people.table.clone(), by_return.table]), all(&[by_people.table, twice.table]),);
}

#[test]
fn where_files_and_return_differ_the_files_count_and_the_difference_is_reported() {
    let by_people = counted(&people(), "S1");
    let mut both = people();
    let wrong = returns(&by_people, |row| {
        if row["indicator"] == Value::Text("sc-wres-2".into()) && row["group"] == Value::Text("asian_indian".into()) {
            row.insert("base", Value::Number(1000));
        }
    });
    both.this.extend(wrong.this);
    let counted = counted(&both, "S1");
    assert_eq!(groups(&counted.table), groups(&by_people.table));
    let differs: Vec<&str> =
        counted.findings.iter().filter(|one| one.code == "Q-CNT-013").map(|one| one.found.as_str()).collect();
    assert_eq!(differs, ["a return that differs from the files for sc-wres-2"]);
}

#[test]
fn a_mark_instead_of_a_count_leaves_its_whole_place_out_and_says_so() {
    let by_people = counted(&people(), "S1");
    let marked = returns(&by_people, |row| {
        if row["indicator"] == Value::Text("sc-wres-2".into()) && row["group"] == Value::Text("asian_indian".into()) {
            row.insert("cases", Value::Null);
        }
    });
    let counted = counted(&marked, "S1");
    let of = |indicator: &str| -> Vec<Cell<wres_domain::Binomial>> {
        let rows = counted.table.rows.iter().filter(|row| row.place.indicator.0 == indicator);
        rows.filter(|row| row.place.stratum.is_whole()).map(|row| row.binomial).collect()
    };
    assert!(of("sc-wres-2").iter().all(|cell| *cell == Cell::Absent(AbsentReason::NotPrinted)));
    assert!(of("sc-wres-6").iter().any(|cell| cell.value().is_some()));
    assert!(counted.findings.iter().any(|one| one.code == "Q-CNT-012" && one.found.contains("mark")));
}

#[test]
fn returns_by_two_groups_give_two_groups_and_nothing_finer() {
    let text = |text: &str| Value::Text(text.to_owned());
    let row = |group: &str, cases, base| {
        Row::from([
            ("indicator", text("sc-wres-3")),
            ("group", text(group)),
            ("cases", Value::Number(cases)),
            ("base", Value::Number(base)),
        ])
    };
    let rows = vec![row("bme", 12, 100), row("white", 10, 200), row("unknown", 0, 20), row("martian", 1, 2)];
    let sheet = Sheet { rows, ..Sheet::default() };
    let site = Site { this: BTreeMap::from([(Dataset::Returns, sheet)]), previous: None };
    let counted = counted(&site, "S1");
    let table = counted.table.group(&[Grouping::Binary, Grouping::Nineteen]);
    let binary: Vec<(u64, u64)> = table
        .rows
        .iter()
        .filter(|row| {
            row.place.indicator.0 == "sc-wres-3"
                && row.place.service == wres_domain::ServiceScope::Together
                && row.grouping == Grouping::Binary
                && row.group != wres_domain::Group::Unknown
        })
        .map(|row| (row.cases.value().unwrap().0, row.base.value().unwrap().0))
        .collect();
    assert_eq!(binary, [(12, 100), (10, 200)]);
    assert!(counted.findings.iter().any(|one| one.found.contains("a group that cannot be summed")));
}
