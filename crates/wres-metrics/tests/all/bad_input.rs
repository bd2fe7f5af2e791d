//! What is wrong in definitions and data is said, and nothing leaves a base in silence.

use crate::rows::{Row, Sheet, Site, Value};
use std::collections::BTreeMap;
use wres_domain::{AbsentReason, Cell, Dataset, Ethnicity, Period, ServiceScope, SiteId};
use wres_metrics::{CountPlan, Counted, Standard, count};

fn row(cells: &[(&'static str, &str)]) -> Row {
    let value = |name: &str, text: &str| match name {
        "person_id" => Value::Key(text.parse().unwrap()),
        "shortlisted" | "appointed" => Value::Flag(text == "yes"),
        "hours_fte" => Value::Number(text.parse().unwrap()),
        "entered_on" | "reported_on" | "first_response_at" | "service_start" => Value::Day(text.parse().unwrap()),
        _ => Value::Text(text.to_owned()),
    };
    cells.iter().map(|(name, text)| (*name, value(name, text))).collect()
}

/// One row: cells by column.
type Written<'a> = [(&'static str, &'a str)];

fn site(sheets: &[(Dataset, &[&Written<'_>])]) -> Site {
    let this = sheets.iter().map(|(dataset, rows)| {
        (*dataset, Sheet { rows: rows.iter().map(|cells| row(cells)).collect(), ..Sheet::default() })
    });
    Site { this: this.collect(), previous: None }
}

fn counted(standard: &str, site: &Site) -> Counted {
    let standard = Standard::embedded(standard).unwrap();
    let plan = CountPlan::compile(&[&standard]).unwrap();
    let period = Period::financial_year("2024-25").unwrap();
    count(&plan, &SiteId::new("S1").unwrap(), &period, site.columns()).unwrap()
}

/// Cases and base of the whole of an indicator.
fn whole(counted: &Counted, indicator: &str) -> BTreeMap<(ServiceScope, Ethnicity), (u64, u64)> {
    let rows = counted.table.rows.iter().filter(|row| row.place.indicator.0 == indicator);
    rows.filter(|row| row.place.stratum.is_whole())
        .filter_map(|row| Some((row, row.binomial.value()?)))
        .filter(|(_, cell)| cell.base().0 > 0)
        .map(|(row, cell)| ((row.place.service, row.ethnicity), (cell.cases().0, cell.base().0)))
        .collect()
}

fn says(counted: &Counted, code: &str, part: &str) -> u64 {
    let found = counted.findings.iter().find(|one| one.code == code && one.found.contains(part));
    found.unwrap_or_else(|| panic!("no {code} about {part} in {:#?}", counted.findings)).count
}

const STAFF: &[(&str, &str)] = &[
    ("ethnicity", "asian_indian"),
    ("service", "adults"),
    ("rung", "2"),
    ("hours_fte", "100"),
    ("contract", "permanent"),
    ("service_start", "2015-04-01"),
];

fn staff(number: &'static str) -> Vec<(&'static str, &'static str)> {
    STAFF.iter().copied().chain([("person_id", number)]).collect()
}

#[test]
fn an_answer_to_one_of_several_questions_is_an_answer_and_no_service_is_counted_that_the_standard_does_not_name() {
    // Left out by colleagues, yes by managers: by `any_of`, at risk and a case.
    let site = site(&[(
        Dataset::Survey,
        &[&[("ethnicity", "asian_indian"), ("harassed_by_manager", "yes")] as &[(&'static str, &str)]],
    )]);
    let found = counted("nhs-wres", &site);
    assert_eq!(
        whole(&found, "nhs-wres-6"),
        BTreeMap::from([((ServiceScope::Together, Ethnicity::AsianIndian), (1, 1))])
    );
}

#[test]
fn a_shortlisted_applicant_of_no_service_stays_in_the_base_of_all_together() {
    let site = site(&[(Dataset::Applications, &[&[("shortlisted", "yes")] as &[(&'static str, &str)]])]);
    let found = counted("nhs-wres", &site);
    assert_eq!(
        whole(&found, "nhs-wres-2"),
        BTreeMap::from([((ServiceScope::Together, Ethnicity::UnknownBlank), (0, 1))])
    );
}

#[test]
fn a_disciplined_person_who_is_not_among_the_staff_is_reported_and_in_no_count() {
    let (one, two) = (staff("1"), staff("2"));
    let case: &[(&'static str, &str)] = &[("person_id", "99"), ("kind", "disciplinary"), ("entered_on", "2024-06-01")];
    let site = site(&[(Dataset::Staff, &[&one, &two]), (Dataset::Cases, &[case])]);
    let found = counted("sc-wres", &site);
    assert_eq!(says(&found, "Q-CNT-001", "sc-wres-3"), 1);
    assert_eq!(whole(&found, "sc-wres-3")[&(ServiceScope::Together, Ethnicity::AsianIndian)], (0, 2));
}

#[test]
fn a_period_without_the_snapshot_before_it_says_so_and_what_needs_one_is_absent() {
    let one = staff("1");
    let found = counted("progression", &site(&[(Dataset::Staff, &[&one])]));
    let absent = found.table.rows.iter().filter(|row| row.place.indicator.0 == "progression-up");
    let mut any = false;
    for row in absent {
        any = true;
        assert_eq!(row.binomial, Cell::Absent(AbsentReason::NoEarlierSnapshot));
    }
    assert!(any);
    assert_eq!(says(&counted("retention", &site(&[(Dataset::Staff, &[&one])])), "I-CNT-006", "only one snapshot"), 1);
}

#[test]
fn a_period_without_a_snapshot_has_no_base_and_says_which_file_is_missing() {
    let case: &[(&'static str, &str)] = &[("person_id", "99"), ("kind", "disciplinary"), ("entered_on", "2024-06-01")];
    let found = counted("sc-wres", &site(&[(Dataset::Cases, &[case])]));
    let rows: Vec<_> = found.table.rows.iter().filter(|row| row.place.indicator.0 == "sc-wres-3").collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.binomial == Cell::Absent(AbsentReason::NoDataset)));
}

#[test]
fn a_grade_that_the_ladder_does_not_have_stays_in_the_base_and_stands_apart() {
    let mut odd = staff("2");
    odd.retain(|(name, _)| *name != "rung");
    odd.push(("rung", "12"));
    let one = staff("1");
    let found = counted("sc-wres", &site(&[(Dataset::Staff, &[&one, &odd])]));
    assert_eq!(says(&found, "Q-CNT-003", "`rung` for sc-wres-1"), 1);
    let on = |value: &str| {
        found
            .table
            .rows
            .iter()
            .find(|row| {
                row.place.indicator.0 == "sc-wres-1"
                    && row.place.service == ServiceScope::Together
                    && row.place.stratum.dimension == "rung"
                    && row.place.stratum.value == value
                    && row.ethnicity == Ethnicity::AsianIndian
            })
            .and_then(|row| row.binomial.value().map(|cell| (cell.cases().0, cell.base().0)))
    };
    assert_eq!((on("2"), on("unmapped")), (Some((1, 2)), Some((1, 2))));
}

#[test]
fn dates_that_run_backwards_or_are_missing_are_in_no_day_of_waiting_and_are_reported() {
    let backwards: &[(&'static str, &str)] =
        &[("reported_on", "2024-06-03"), ("first_response_at", "2024-06-01"), ("group", "asian_indian")];
    let found = counted("incidents", &site(&[(Dataset::Incidents, &[backwards])]));
    assert_eq!(says(&found, "Q-CNT-011", "incidents-first-response"), 1);
    let days = found.table.rows.iter().filter(|row| row.place.stratum.dimension == "day_of_waiting");
    assert_eq!(days.count(), 0);
}

fn refused(change: (&str, &str)) -> String {
    let text = Standard::embedded_text("sc-wres-2021").unwrap();
    assert!(text.contains(change.0), "{}", change.0);
    let text = text.replacen(change.0, change.1, 1);
    Standard::parse("mine.toml", &text, &|_| None).unwrap_err().to_string()
}

#[test]
fn a_definition_that_names_a_missing_column_code_or_dataset_is_refused_with_line_and_suggestion() {
    let column = refused((r#"column = "regulated", is = true"#, r#"column = "regulatd", is = true"#));
    assert!(column.contains("mine.toml, line ") && column.contains("did you mean `regulated`?"), "{column}");
    let code = refused((r#"is = "disciplinary""#, r#"is = "disciplinery""#));
    assert!(code.contains("is not a code of this column") && code.contains("disciplinary"), "{code}");
    let dataset = refused((r#"case = { dataset = "cases""#, r#"case = { dataset = "casses""#));
    assert!(dataset.contains("there is no dataset `casses`"), "{dataset}");
}

#[test]
fn a_kind_that_its_population_cannot_carry_is_refused() {
    let waiting = refused((
        "kind = \"proportion\"\ndefinition = \"Of the applications",
        "kind = \"waiting\"\ndefinition = \"Of the applications",
    ));
    assert!(waiting.contains("within_days"), "{waiting}");
    let transitions = refused((
        "kind = \"proportion\"\ndefinition = \"Of the applications",
        "kind = \"transitions\"\ndefinition = \"Of the applications",
    ));
    assert!(transitions.contains("transitions are those of a cohort"), "{transitions}");
    // Posts are no people: somebody with two would count twice.
    let posts = refused(("dataset = \"staff\"\nwhen = \"snapshot\"\n", "dataset = \"staff\"\n"));
    assert!(posts.contains("has a row for each post"), "{posts}");
}
