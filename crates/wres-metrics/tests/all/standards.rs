//! Every standard that is part of the program.

use wres_metrics::{CountPlan, Standard, worked_example};

fn all() -> Vec<Standard> {
    Standard::embedded_names()
        .into_iter()
        .map(|name| Standard::embedded(name).unwrap_or_else(|e| panic!("{e}")))
        .collect()
}

#[test]
fn every_standard_loads_and_compiles() {
    for standard in all() {
        let plan = CountPlan::compile(&[&standard]).unwrap_or_else(|error| panic!("{error}"));
        assert!(plan.to_string().contains(&standard.indicators[0].id.0));
    }
}

#[test]
fn every_indicator_has_a_worked_example_that_counts_as_it_says() {
    for standard in all() {
        for indicator in &standard.indicators {
            let wrong = worked_example(&standard, indicator).unwrap_or_else(|error| panic!("{error}"));
            assert!(wrong.is_empty(), "{} {}: {wrong:#?}", standard.id, indicator.id);
        }
    }
}

#[test]
fn a_family_name_means_its_newest_year() {
    assert_eq!(Standard::embedded("sc-wres").unwrap().id, "sc-wres-2024");
    let error = Standard::embedded("sc-wers-2024").unwrap_err().to_string();
    assert!(error.contains("did you mean `sc-wres-2024`?"), "{error}");
}

#[test]
fn a_year_says_what_changed_in_it() {
    let standard = Standard::embedded("sc-wres-2024").unwrap();
    let years: Vec<Option<u16>> = standard.history.iter().map(|entry| entry.year).collect();
    assert_eq!(years, [Some(2021), Some(2023), Some(2024)]);
    let pay = standard.indicator("1").unwrap();
    assert_eq!(pay.history.len(), 2);
    assert_eq!(standard.dimensions["pay_band"].bands.len(), 3);
    assert_eq!(Standard::embedded("sc-wres-2023").unwrap().dimensions["pay_band"].bands.len(), 6);
}
