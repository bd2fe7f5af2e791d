//! Every reference value of `fixtures/vectors`, through the same entry as the batch interface.

use crate::files;
use serde_json::{Value, json};
use std::path::Path;
use wres_disparity::catalogue;

/// How many offenders a failing test lists.
const LISTED: usize = 20;

macro_rules! fixture {
    ($($test:ident: $file:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            assert_agrees(&files::repository("fixtures/vectors").join($file));
        })*

        const COVERED: &[&str] = &[$($file),*];
    };
}

fixture! {
    single_proportions_agree: "01_single_proportion.json",
    two_proportions_agree: "02_two_proportions.json",
    rates_agree: "05_rates.json",
    rates_of_public_health_sheets_agree: "05_rates_phe_sheets.json",
    pooled_estimates_agree: "06_pooled.json",
    survival_agrees: "07_survival.json",
    trend_tables_and_multiplicity_agree: "08_trend_multinomial_tables_multiplicity.json",
    funnels_agree: "10_funnel.json",
    funnels_of_public_health_sheets_agree: "10_funnel_phe_sheets.json",
    models_pay_and_evenness_agree: "11_models_pay_segregation.json",
    survey_weights_agree: "12_weighted.json",
}

#[test]
fn every_fixture_file_has_its_test() {
    let files = files::json_files(&files::repository("fixtures/vectors")).unwrap();
    let names: Vec<&str> = files.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, COVERED);
}

#[test]
fn every_method_of_the_fixtures_exists() {
    let mut missing: Vec<String> = files::json_files(&files::repository("fixtures/vectors"))
        .unwrap()
        .iter()
        .flat_map(|path| cases(path))
        .map(|case| text(&case, "method"))
        .filter(|method| catalogue::find(method).is_err())
        .collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "not in the catalogue: {}", missing.join(", "));
}

/// A folder of further reference values may lie beside the repository.
#[test]
fn reference_values_beside_the_repository_agree() {
    match files::json_files(&files::repository("../shared/vectors")) {
        Some(paths) => paths.iter().for_each(|path| assert_agrees(path)),
        None => println!("skipped: there is no folder shared/vectors beside the repository"),
    }
}

#[test]
fn the_comparison_notices_a_wrong_answer() {
    let case = |expected: Value, extra: Value| {
        let mut case = json!({ "tier": "closed", "expected": { "estimate": expected } });
        case.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        case
    };
    let right = |case: &Value, actual: Value| judge(case, "estimate", &case["expected"]["estimate"], &actual).right;
    let plain = case(json!(2.0), json!({}));
    assert!(right(&plain, json!(2.000_000_001)));
    assert!(!right(&plain, json!(2.000_000_01)));
    assert!(!right(&plain, json!(null)));
    assert!(!right(&plain, json!([2.0])));
    assert!(right(&case(json!("NaN"), json!({})), json!(null)));
    assert!(!right(&case(json!("NaN"), json!({})), json!(0.0)));
    assert!(right(&case(json!("Infinity"), json!({})), json!("Infinity")));
    assert!(!right(&case(json!("Infinity"), json!({})), json!(1e300)));
    assert!(right(&case(json!(0.0), json!({})), json!(1e-13)));
    assert!(!right(&case(json!(0.0), json!({})), json!(1e-11)));
    assert!(!right(&case(json!([1.0, 2.0]), json!({})), json!([1.0])));
    assert!(right(&case(json!(1.04), json!({ "clip": [0, 1] })), json!(1.0)));
    assert!(right(&case(json!(5.0), json!({ "accept": { "estimate": [4, 6] } })), json!(4.5)));
    assert!(!right(&case(json!(5.0), json!({ "accept": { "estimate": [4, 6] } })), json!(6.5)));
}

fn assert_agrees(path: &Path) {
    let mut offenders: Vec<(f64, String)> = Vec::new();
    let (mut values, mut worst) = (0, 0.0_f64);
    for case in cases(path) {
        let question =
            json!({ "id": case["id"], "method": case["method"], "input": case["input"], "conf": case["conf"] });
        let answer = catalogue::answer(&question);
        let id = text(&case, "id");
        if let Some(error) = answer.get("error") {
            offenders.push((f64::INFINITY, format!("{id}: {error}")));
            continue;
        }
        for (key, expected) in case["expected"].as_object().unwrap() {
            values += 1;
            let Some(actual) = answer.get(key) else {
                offenders.push((f64::INFINITY, format!("{id}: no key {key}")));
                continue;
            };
            let Verdict { right, error } = judge(&case, key, expected, actual);
            if right {
                worst = worst.max(error);
            } else {
                let line = format!("{id} {key}: expected {expected}, got {actual} ({error:.1e})");
                offenders.push((error, line));
            }
        }
    }
    println!("{}: {values} values, worst relative difference of those within tolerance {worst:.1e}", path.display());
    offenders.sort_by(|left, right| right.0.total_cmp(&left.0));
    let listed: Vec<&str> = offenders.iter().take(LISTED).map(|(_, line)| line.as_str()).collect();
    assert!(offenders.is_empty(), "{}: {} values differ\n{}", path.display(), offenders.len(), listed.join("\n"));
}

fn cases(path: &Path) -> Vec<Value> {
    files::json(path).as_array().unwrap().clone()
}

fn text(case: &Value, key: &str) -> String {
    case[key].as_str().unwrap().to_owned()
}

/// Whether an answer is right, and its relative error.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    right: bool,
    error: f64,
}

const WRONG: Verdict = Verdict { right: false, error: f64::INFINITY };
const EXACT: Verdict = Verdict { right: true, error: 0.0 };

fn judge(case: &Value, key: &str, expected: &Value, actual: &Value) -> Verdict {
    if let Value::Array(expected) = expected {
        let Some(actual) = actual.as_array().filter(|actual| actual.len() == expected.len()) else { return WRONG };
        let verdicts = expected.iter().zip(actual).map(|(expected, actual)| judge(case, key, expected, actual));
        return verdicts
            .fold(EXACT, |all, one| Verdict { right: all.right && one.right, error: all.error.max(one.error) });
    }
    if actual.is_array() || actual.is_object() {
        return WRONG;
    }
    let (expected, actual) = (number(expected), number(actual));
    if expected.is_nan() || actual.is_nan() {
        return if expected.is_nan() && actual.is_nan() { EXACT } else { WRONG };
    }
    if let Some(range) = case.get("accept").and_then(|accept| accept.get(key)) {
        let right = (number(&range[0])..=number(&range[1])).contains(&actual);
        return Verdict { right, error: (actual / expected - 1.0).abs() };
    }
    let plain = compare(case, expected, actual);
    match case.get("clip") {
        Some(range) if !plain.right => compare(case, expected.clamp(number(&range[0]), number(&range[1])), actual),
        _ => plain,
    }
}

fn compare(case: &Value, expected: f64, actual: f64) -> Verdict {
    // Where the data agree exactly, arithmetic with 50 digits leaves 1e-50 and its squares where the truth is 0.
    if actual == expected || (actual == 0.0 && expected.abs() < 1e-50) {
        return EXACT;
    }
    if actual.is_infinite() || expected.is_infinite() {
        return WRONG;
    }
    let option = |key: &str| case.get(key).and_then(Value::as_f64);
    let distance = (actual - expected).abs();
    let absolute = option("atol").unwrap_or(if expected == 0.0 { 1e-12 } else { 0.0 });
    if distance <= absolute {
        return EXACT;
    }
    let error = distance / expected.abs().max(1e-300);
    let allowed = option("rtol").unwrap_or(match case["tier"].as_str() {
        Some("closed") => 1e-9,
        Some("iter") => 1e-6,
        _ => 5e-2,
    });
    Verdict { right: error <= allowed, error }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) if text == "Infinity" => f64::INFINITY,
        Value::String(text) if text == "-Infinity" => f64::NEG_INFINITY,
        other => other.as_f64().unwrap_or(f64::NAN),
    }
}
