//! What the engine makes of what sites send: absent parts, findings, and the lake's own types.

use crate::rows::{Row, Sheet, Site, Value};
use std::collections::BTreeMap;
use wres_disparity::Binomial;
use wres_domain::{
    AbsentReason, Cell, ColumnValues, Dataset, Day, Ethnicity, Group, Grouping, Period, Place, Service, ServiceScope,
    Severity, SiteId, Stratum, TextColumn, Values,
};
use wres_metrics::{CountPlan, Counted, Failure, MetricsError, SiteColumns, Standard, count};

fn run(standard: &Standard, columns: SiteColumns) -> Result<Counted, MetricsError> {
    let plan = CountPlan::compile(&[standard]).unwrap();
    count(&plan, &SiteId::new("S1").unwrap(), &Period::financial_year("2024-25").unwrap(), columns)
}

fn sc_wres() -> Standard {
    Standard::embedded("sc-wres").unwrap()
}

fn text(code: &str) -> Value {
    Value::Text(code.into())
}

fn person(number: u64, ethnicity: &str) -> Row {
    BTreeMap::from([
        ("person_id", Value::Key(number)),
        ("ethnicity", text(ethnicity)),
        ("service", text("adults")),
        ("rung", text("2")),
        ("hours_fte", Value::Number(100)),
        ("contract", text("permanent")),
        ("service_start", Value::Day(Day::constant(2020, 1, 1))),
    ])
}

fn sheet(rows: Vec<Row>, left_out: &[&'static str]) -> Sheet {
    Sheet { rows, left_out: left_out.iter().copied().collect() }
}

fn staff(rows: Vec<Row>) -> Sheet {
    sheet(rows, &["post_id", "regulated", "manager_level", "salary_fte", "sex", "birth_date", "role", "board"])
}

fn only(dataset: Dataset, sheet: Sheet) -> Site {
    Site { this: BTreeMap::from([(dataset, sheet)]), ..Site::default() }
}

fn whole(counted: &Counted, indicator: &str, service: ServiceScope, group: Group) -> Cell<(u64, u64)> {
    at(counted, indicator, service, &Stratum::whole(), group)
}

fn at(counted: &Counted, indicator: &str, service: ServiceScope, stratum: &Stratum, group: Group) -> Cell<(u64, u64)> {
    let groups = counted.table.group(&[Grouping::Binary]);
    let same = |place: &Place| {
        place.indicator.0 == indicator
            && place.service == service
            && place.stratum.dimension == stratum.dimension
            && place.stratum.value == stratum.value
    };
    let row = groups.rows.iter().find(|row| same(&row.place) && row.group == group);
    let row = row.unwrap_or_else(|| panic!("no row for {indicator} {service:?} {stratum:?}"));
    row.cases.zip(row.base).map(|(cases, base)| (cases.0, base.0))
}

#[test]
fn nothing_sent_is_absent_everywhere_and_no_error() {
    let counted = run(&sc_wres(), SiteColumns::default()).unwrap();
    assert!(counted.findings.is_empty() && counted.pay.is_empty());
    assert!(counted.table.rows.iter().all(|row| row.binomial == Cell::Absent(AbsentReason::NoDataset)));
    for indicator in &sc_wres().indicators {
        for service in
            [ServiceScope::Together, ServiceScope::Only(Service::Adults), ServiceScope::Only(Service::Children)]
        {
            let known =
                counted.table.rows.iter().any(|r| r.place.indicator == indicator.id && r.place.service == service);
            assert!(known, "{} {service:?}", indicator.id);
        }
    }
}

#[test]
fn an_indicator_is_absent_for_the_column_that_it_needs_and_the_others_are_counted() {
    let site = only(Dataset::Staff, staff(vec![person(1, "white_british"), person(2, "asian_indian")]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    let together = |id| whole(&counted, id, ServiceScope::Together, Group::Bme);
    assert_eq!(together("sc-wres-4"), Cell::Absent(AbsentReason::NoColumn));
    assert_eq!(together("sc-wres-9"), Cell::Absent(AbsentReason::NoColumn));
    assert_eq!(together("sc-wres-3"), Cell::Absent(AbsentReason::NoDataset));
    let stratum = |dimension: &str, value: &str| Stratum { dimension: dimension.into(), order: 0, value: value.into() };
    let share =
        |dimension, value| at(&counted, "sc-wres-1", ServiceScope::Together, &stratum(dimension, value), Group::Bme);
    assert_eq!(share("rung", "2"), Cell::Value((1, 1)));
    assert_eq!(share("pay_band", "under_30k"), Cell::Absent(AbsentReason::NoColumn));
    assert!(!counted.findings.iter().any(|finding| finding.code == "Q-CNT-003"), "{:?}", counted.findings);
}

#[test]
fn applications_without_a_service_are_counted_together_and_absent_apart() {
    let row = |ethnicity: &str, appointed| {
        BTreeMap::from([
            ("ethnicity", text(ethnicity)),
            ("shortlisted", Value::Flag(true)),
            ("appointed", Value::Flag(appointed)),
        ])
    };
    let rows = vec![row("white_british", true), row("black_african", false), row("black_african", true)];
    let site = only(Dataset::Applications, sheet(rows, &["service", "internal", "withdrew"]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    assert_eq!(whole(&counted, "sc-wres-2", ServiceScope::Together, Group::Bme), Cell::Value((1, 2)));
    let adults = ServiceScope::Only(Service::Adults);
    assert_eq!(whole(&counted, "sc-wres-2", adults, Group::Bme), Cell::Absent(AbsentReason::NoColumn));
}

#[test]
fn services_add_up_to_the_whole_and_a_service_without_anybody_is_zero() {
    let mut corporate = person(3, "asian_indian");
    corporate.insert("service", text("corporate"));
    corporate.insert("manager_level", text("senior"));
    let mut adult = person(1, "white_british");
    adult.insert("manager_level", text("none"));
    let site = only(Dataset::Staff, sheet(vec![adult, corporate], &["regulated", "salary_fte"]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    let of = |service| *whole(&counted, "sc-wres-9", service, Group::Bme).value().unwrap();
    assert_eq!(of(ServiceScope::Together), (1, 1));
    assert_eq!(of(ServiceScope::Only(Service::Corporate)), (1, 1));
    assert_eq!(of(ServiceScope::Only(Service::Adults)), (0, 0));
    assert_eq!(of(ServiceScope::Only(Service::Children)), (0, 0));
}

#[test]
fn a_case_outside_the_population_is_a_finding_and_in_no_count() {
    let case = |number| {
        BTreeMap::from([
            ("person_id", Value::Key(number)),
            ("kind", text("disciplinary")),
            ("entered_on", Value::Day(Day::constant(2024, 10, 1))),
        ])
    };
    let mut site = only(Dataset::Staff, staff(vec![person(1, "white_british"), person(2, "asian_indian")]));
    site.this.insert(Dataset::Cases, sheet(vec![case(2), case(77), case(78), case(78)], &[]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    assert_eq!(whole(&counted, "sc-wres-3", ServiceScope::Together, Group::Bme), Cell::Value((1, 1)));
    assert_eq!(whole(&counted, "sc-wres-3", ServiceScope::Together, Group::Unknown), Cell::Value((0, 0)));
    let finding = counted.findings.iter().find(|finding| finding.code == "Q-CNT-001").unwrap();
    assert_eq!((finding.count, finding.severity), (2, Severity::Query));
    assert!(finding.found.contains("`cases`") && finding.found.contains("sc-wres-3"), "{finding}");
    assert!(counted.findings.iter().any(|finding| finding.code == "I-CNT-006"));
    assert!(counted.findings.iter().any(|finding| finding.code == "Q-CNT-007"));
}

#[test]
fn a_case_of_somebody_not_at_risk_is_a_finding_and_in_no_count() {
    let mut regulated = person(1, "white_british");
    regulated.insert("regulated", Value::Flag(true));
    let mut other = person(2, "asian_indian");
    other.insert("regulated", Value::Flag(false));
    let referral = BTreeMap::from([
        ("person_id", Value::Key(2)),
        ("kind", text("fitness_to_practise")),
        ("entered_on", Value::Day(Day::constant(2024, 10, 1))),
    ]);
    let mut site = only(Dataset::Staff, sheet(vec![regulated, other], &["salary_fte"]));
    site.this.insert(Dataset::Cases, sheet(vec![referral], &[]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    assert_eq!(whole(&counted, "sc-wres-4", ServiceScope::Together, Group::White), Cell::Value((0, 1)));
    assert_eq!(whole(&counted, "sc-wres-4", ServiceScope::Together, Group::Bme), Cell::Value((0, 0)));
    let finding = counted.findings.iter().find(|finding| finding.code == "Q-CNT-002").unwrap();
    assert_eq!(finding.count, 1);
}

#[test]
fn a_rung_that_the_ladder_does_not_know_stays_in_the_base_and_is_a_finding() {
    let mut odd = person(2, "asian_indian");
    odd.insert("rung", text("17"));
    let mut none = person(3, "asian_indian");
    none.remove("rung");
    let site = only(Dataset::Staff, staff(vec![person(1, "asian_indian"), odd, none]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    let stratum = |value: &str| Stratum { dimension: "rung".into(), order: 0, value: value.into() };
    let of = |value| at(&counted, "sc-wres-1", ServiceScope::Together, &stratum(value), Group::Bme);
    assert_eq!(of("2"), Cell::Value((1, 3)));
    assert_eq!(of("unmapped"), Cell::Value((2, 3)));
    let finding = counted.findings.iter().find(|finding| finding.code == "Q-CNT-003").unwrap();
    assert_eq!(finding.count, 2);
}

#[test]
fn rows_that_cannot_be_placed_are_counted_as_findings() {
    let mut nobody = person(1, "asian_indian");
    nobody.remove("person_id");
    let mut undecided = person(2, "asian_indian");
    undecided.remove("contract");
    let site = only(Dataset::Staff, staff(vec![nobody, undecided, person(3, "white_british")]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    let codes: BTreeMap<&str, u64> = counted.findings.iter().map(|f| (f.code.as_str(), f.count)).collect();
    assert_eq!((codes.get("Q-CNT-004"), codes.get("Q-CNT-005")), (Some(&1), Some(&1)), "{codes:?}");
}

#[test]
fn a_test_on_a_column_that_was_not_supplied_is_left_out_and_said() {
    let course = BTreeMap::from([("person_id", Value::Key(1)), ("kind", text("cpd")), ("funded", Value::Flag(true))]);
    let mut site = only(Dataset::Staff, staff(vec![person(1, "asian_indian")]));
    site.this.insert(Dataset::Training, sheet(vec![course], &["approved", "attended_on", "cost", "requested_on"]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    assert_eq!(whole(&counted, "sc-wres-5", ServiceScope::Together, Group::Bme), Cell::Value((1, 1)));
    let left_out: Vec<&str> =
        counted.findings.iter().filter(|f| f.code == "I-CNT-008").map(|f| f.found.as_str()).collect();
    assert_eq!(left_out.len(), 2, "{left_out:?}");
}

#[test]
fn columns_that_are_not_those_of_their_dataset_are_an_error_that_names_them() {
    let good = only(Dataset::Staff, staff(vec![person(1, "white_british"), person(2, "asian_indian")])).columns();
    let with = |name: &str, values: Option<ColumnValues>| {
        let mut bad = good.clone();
        let staff = bad.this.get_mut(&Dataset::Staff).unwrap();
        match values {
            Some(values) => staff.columns.insert(name.to_owned(), values),
            None => staff.columns.remove(name),
        };
        let error = run(&sc_wres(), bad).map(|_| name).unwrap_err();
        assert!(error.to_string().starts_with("counting `staff` of site S1 in 2024-25: "), "{error}");
        error.failure
    };
    run(&sc_wres(), good.clone()).unwrap();
    assert_eq!(with("contract", None), Failure::Column("contract".to_owned()));
    let numbers = |rows| ColumnValues::Integers(Values::new(vec![1; rows], None));
    for name in ["person_id", "ethnicity", "rung", "contract", "manager_level"] {
        assert_eq!(with(name, Some(numbers(2))), Failure::Kind { column: name.to_owned(), found: "whole numbers" });
    }
    let hours = "hours_fte".to_owned();
    assert_eq!(with("hours_fte", Some(numbers(3))), Failure::Rows { column: hours, found: 3, expected: 2 });
}

#[test]
fn the_same_rows_in_another_order_give_the_same_table() {
    let rows: Vec<Row> = (0..40)
        .map(|n| {
            let mut row = person(n % 17, ["white_british", "asian_indian", "black_african"][n as usize % 3]);
            row.insert("post_id", Value::Key(n));
            row.insert("rung", text(["1", "2", "3"][n as usize % 3]));
            row
        })
        .collect();
    let mut turned = rows.clone();
    turned.reverse();
    let one = run(&sc_wres(), only(Dataset::Staff, sheet(rows, &["salary_fte"])).columns()).unwrap();
    let two = run(&sc_wres(), only(Dataset::Staff, sheet(turned, &["salary_fte"])).columns()).unwrap();
    assert_eq!(one, two);
}

#[test]
fn of_posts_alike_in_all_else_the_order_of_rows_decides_nothing() {
    let post = |ethnicity, file, line| {
        let mut row = person(1, ethnicity);
        row.extend([("_file", Value::Number(file)), ("_row", Value::Number(line))]);
        row
    };
    // What most of the rows say does not outvote a row that knows; of rows alike the first by its code stands.
    let rows = [post("asian_indian", 1, 0), post("asian_indian", 0, 7), post("white_british", 0, 5)];
    for turn in 0..3 {
        let mut rows = rows.to_vec();
        rows.rotate_left(turn);
        let counted = run(&sc_wres(), only(Dataset::Staff, sheet(rows, &["post_id", "salary_fte"])).columns()).unwrap();
        let rung = Stratum { dimension: "rung".into(), order: 2, value: "2".into() };
        let of = |group| at(&counted, "sc-wres-1", ServiceScope::Together, &rung, group);
        assert_eq!((of(Group::White), of(Group::Bme)), (Cell::Value((0, 0)), Cell::Value((1, 1))), "{turn}");
    }
}

#[test]
fn whoever_left_twice_is_followed_to_the_first_time() {
    let left = |month| {
        let row = [("person_id", Value::Key(1)), ("left_on", Value::Day(Day::constant(2024, month, 15)))];
        BTreeMap::from_iter(
            row.into_iter().chain([("reason", text("resignation")), ("ethnicity", text("white_irish"))]),
        )
    };
    for months in [[6, 12], [12, 6]] {
        let mut site = only(Dataset::Staff, staff(vec![person(1, "white_irish")]));
        site.this.insert(Dataset::Leavers, sheet(months.map(left).to_vec(), &["service"]));
        let counted = run(&Standard::embedded("retention").unwrap(), site.columns()).unwrap();
        let months = counted.table.rows.iter().filter(|row| {
            let place = &row.place;
            place.indicator.0 == "retention-leaving"
                && place.service == ServiceScope::Together
                && row.ethnicity == Ethnicity::WhiteIrish
        });
        let (cases, base) = months
            .filter_map(|row| row.binomial.value())
            .fold((0, 0), |(cases, base), cell| (cases + cell.cases().0, base + cell.base().0));
        // April, May and June, in which the first leaving falls.
        assert_eq!((cases, base), (1, 3));
    }
}

#[test]
fn how_texts_are_numbered_does_not_matter() {
    let ethnicities = ["white_british", "asian_indian", "asian_indian", "something_else", "unknown_refused"];
    let rows = || (1..).zip(ethnicities).map(|(number, ethnicity)| person(number, ethnicity)).collect();
    let plain = only(Dataset::Staff, staff(rows())).columns();
    let mut other = plain.clone();
    // In another order, with a text that nobody has and one that stands twice.
    let texts = ["unknown_refused", "asian_indian", "black_african", "white_british", "something_else", "asian_indian"];
    let texts = TextColumn::new(texts.map(str::to_owned).to_vec(), Values::new(vec![3, 1, 5, 4, 0], None));
    let staff = other.this.get_mut(&Dataset::Staff).unwrap();
    staff.columns.insert("ethnicity".to_owned(), ColumnValues::Texts(texts));
    assert_eq!(run(&sc_wres(), plain).unwrap(), run(&sc_wres(), other).unwrap());
}

#[test]
fn no_case_exceeds_its_base_and_rows_stand_in_order() {
    let site = only(Dataset::Staff, staff(vec![person(1, "white_british"), person(2, "asian_indian")]));
    let counted = run(&sc_wres(), site.columns()).unwrap();
    let cells = counted.table.rows.iter().filter_map(|row| row.binomial.value());
    assert!(cells.copied().all(|cell: Binomial| cell.cases().0 <= cell.base().0));
    let places: Vec<_> = counted.table.rows.iter().map(|row| (&row.place, row.ethnicity)).collect();
    assert!(places.is_sorted());
}
