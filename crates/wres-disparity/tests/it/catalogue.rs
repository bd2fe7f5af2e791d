//! The catalogue as its users see it.

use crate::files;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use wres_disparity::catalogue;

fn example(method: &catalogue::Method) -> Map<String, Value> {
    serde_json::from_str(method.example).unwrap_or_else(|error| panic!("{}: {error}", method.name))
}

#[test]
fn every_example_is_answered_with_its_id_method_and_reference() {
    for method in catalogue::methods() {
        let answer = catalogue::answer(&json!({ "id": 7, "method": method.name, "input": example(method) }));
        assert!(answer.get("error").is_none(), "{}: {answer}", method.name);
        assert_eq!(answer["id"], 7);
        assert_eq!(answer["method"], method.name);
        assert_eq!(answer["reference"], method.source);
        assert!(answer.as_object().unwrap().len() > 3, "{}: no output", method.name);
    }
}

#[test]
fn every_method_is_documented() {
    let mut names = BTreeSet::new();
    for method in catalogue::methods() {
        assert!(names.insert(method.name), "{} is there twice", method.name);
        let texts = [method.title, method.formula, method.scale, method.range, method.zero_rule, method.source];
        for text in texts {
            assert!(!text.trim().is_empty() && text == text.trim(), "{}: {text:?}", method.name);
        }
    }
    assert!(names.len() > 50);
    assert!(catalogue::families().iter().all(|(title, _)| !title.is_empty()));
}

#[test]
fn the_reference_page_is_current() {
    files::assert_current("docs/methods.md", &catalogue::reference_page());
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_one() {
    let answer = catalogue::answer(&json!({ "id": "a", "method": "rr.kopman", "input": {} }));
    assert_eq!(answer["error"], "no method is called `rr.kopman`: did you mean `rr.koopman`?");
    assert_eq!(answer["id"], "a");
    let answer = catalogue::answer(&json!({ "method": "weather", "input": {} }));
    assert_eq!(answer["error"], "no method is called `weather`");
}

#[test]
fn the_end_of_a_name_is_enough_where_it_is_the_only_one() {
    let input = json!({ "x1": 12, "n1": 50, "x2": 8, "n2": 60 });
    let answer = |method| catalogue::answer(&json!({ "method": method, "input": input }));
    assert_eq!(answer("koopman")["method"], "rr.koopman");
    let error = answer("miettinen_nurminen")["error"].as_str().unwrap().to_owned();
    assert!(error.contains("`rr.miettinen_nurminen`") && error.contains("`rd.miettinen_nurminen`"), "{error}");
    assert!(answer("oopman").get("error").is_some(), "an end begins after a point");
}

#[test]
fn a_bad_question_is_answered_and_says_what_is_wrong() {
    let errors = [
        (r#"{"id": 1"#, "not a JSON object"),
        ("[1, 2]", "`method` is missing"),
        (r#"{"method": 3}"#, "`method` is missing"),
        (r#"{"method": "rr.koopman"}"#, "`input` must be an object"),
        (r#"{"method": "rr.koopman", "input": {"x1": 1, "n1": 2, "x2": 1}}"#, "`n2` is missing"),
        (r#"{"method": "rr.koopman", "input": {"x1": -1, "n1": 2, "x2": 1, "n2": 2}}"#, "`x1` must be a whole number"),
        (r#"{"method": "rr.koopman", "input": {"x1": 3, "n1": 2, "x2": 1, "n2": 2}}"#, "3 cases exceed a base of 2"),
        (r#"{"method": "rr.koopman", "input": {"x1": 0, "n1": 0, "x2": 1, "n2": 2}}"#, "group absent"),
        (
            r#"{"method": "rr.koopman", "input": {"x1": 0, "n1": 1, "x2": 1, "n2": 2}, "conf": 95}"#,
            "write 0.95 for 95%",
        ),
        (r#"{"method": "rr.koopman", "input": {"x1": 0, "n1": 1, "x2": 1, "n2": 2}, "conf": "high"}"#, "`conf`"),
        (r#"{"method": "rate.phe", "input": {"x": 1, "t": 0}}"#, "time at risk"),
    ];
    for (line, expected) in errors {
        let answer: Value = serde_json::from_str(&catalogue::answer_line(line)).unwrap();
        let error = answer["error"].as_str().unwrap_or_else(|| panic!("{line}: {answer}"));
        assert!(error.contains(expected), "{line}: {error}");
    }
}

/// Values that a careless caller might send.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u64..30).prop_map(Value::from),
        Just(Value::from(u64::MAX)),
        Just(Value::from(i64::MIN)),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just("Infinity"), Just("-Infinity"), Just("NaN"), Just("")].prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_input_makes_a_method_panic_or_answer_nan(
        replacements in prop::collection::vec((any::<prop::sample::Index>(), any_value()), 1..3),
        conf in prop_oneof![Just(json!(0.95)), any_value()],
    ) {
        for method in catalogue::methods() {
            let mut input = example(method);
            for (index, value) in &replacements {
                let keys: Vec<String> = input.keys().cloned().collect();
                input.insert(index.get(&keys).clone(), value.clone());
            }
            let line = json!({ "id": 1, "method": method.name, "input": input, "conf": conf }).to_string();
            let answer: Value = serde_json::from_str(&catalogue::answer_line(&line)).unwrap();
            prop_assert!(answer.get("error").is_some() || answer.get("method").is_some(), "{line}");
        }
    }
}
