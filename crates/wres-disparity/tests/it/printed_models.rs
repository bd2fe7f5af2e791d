//! Regression models against printed tables.

use serde_json::{Value, json};
use wres_disparity::catalogue;

/// A level of impairment, and the socioeconomic status and life events of those on it.
type Level = (u64, &'static [(u64, u64)]);

fn ask(method: &str, input: Value) -> Value {
    let answer = catalogue::answer(&json!({ "method": method, "input": input }));
    assert!(answer.get("error").is_none(), "{answer}");
    answer
}

fn assert_printed(answer: &Value, key: &str, printed: &[f64], last_digit: f64) {
    let ours = answer[key].as_array().unwrap_or_else(|| panic!("{key}: {answer}"));
    assert_eq!(ours.len(), printed.len(), "{key}: {answer}");
    for (ours, printed) in ours.iter().zip(printed) {
        let ours = ours.as_f64().unwrap();
        assert!((ours - printed).abs() <= 0.5 * last_digit * (1.0 + 1e-9), "{key}: {ours} for {printed}");
    }
}

/// Symptoms of AIDS by immediate treatment with AZT and race, from counts: Agresti (2002), Categorical Data Analysis, second edition,
/// tables 5.5 and 5.6, pages 184 to 186: estimates, standard errors, and 95% limits of the likelihood ratio.
#[test]
fn azt_and_race_are_as_printed() {
    let input = json!({
        "data": { "yes": [14, 32, 11, 12], "all": [107, 113, 63, 55], "azt": [1, 0, 1, 0], "race": [1, 1, 0, 0] },
        "outcome": "yes", "base": "all", "covariates": ["azt", "race"],
    });
    let fit = ask("logistic", input.clone());
    assert_printed(&fit, "coefs", &[-1.0736, -0.7195, 0.0555], 1e-4);
    assert_printed(&fit, "ses", &[0.2629, 0.2790, 0.2886], 1e-4);
    let limits = ask("logistic_profile_ci", input);
    assert_printed(&limits, "lowers", &[-1.6088, -1.2773, -0.5023], 1e-4);
    assert_printed(&limits, "uppers", &[-0.5735, -0.1799, 0.6334], 1e-4);
}

/// O-ring distress by temperature in 23 flights of the space shuttle before the Challenger: Dalal, Fowlkes and Hoadley (1989), Journal of
/// the American Statistical Association 84, 945-957; fit as in Christensen (1997), Log-Linear Models and Logistic Regression, second
/// edition, section 2.6: 15.04 and -0.2322.
#[test]
fn the_challenger_is_as_printed() {
    let input = json!({
        "data": {
            "temperature": [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58],
            "distress": [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1],
        },
        "outcome": "distress", "covariates": ["temperature"],
    });
    let fit = ask("logistic", input);
    let coefficients = fit["coefs"].as_array().unwrap();
    assert!((coefficients[0].as_f64().unwrap() - 15.04).abs() <= 0.005);
    assert!((coefficients[1].as_f64().unwrap() + 0.2322).abs() <= 0.00005);
}

/// Mental impairment (well, mild, moderate, impaired) by socioeconomic status and life events of 40 adults: Agresti (2002), table 7.5,
/// and the fit in table 7.6, pages 279 and 280.
#[test]
fn mental_impairment_is_as_printed() {
    let people: [Level; 4] = [
        (1, &[(1, 1), (1, 9), (1, 4), (1, 3), (0, 2), (1, 0), (0, 1), (1, 3), (1, 3), (1, 7), (0, 1), (0, 2)]),
        (2, &[(1, 5), (0, 6), (1, 3), (0, 1), (1, 8), (1, 2), (0, 5), (1, 5), (1, 9), (0, 3), (1, 3), (1, 1)]),
        (3, &[(0, 0), (1, 4), (0, 3), (0, 9), (1, 6), (0, 4), (0, 3)]),
        (4, &[(1, 8), (1, 2), (1, 7), (0, 5), (0, 4), (0, 4), (1, 8), (0, 8), (0, 9)]),
    ];
    let rows: Vec<[u64; 3]> =
        people.iter().flat_map(|(level, people)| people.iter().map(|(ses, life)| [*level, *ses, *life])).collect();
    let column = |index: usize| rows.iter().map(|row| row[index]).collect::<Vec<_>>();
    let fit = ask(
        "ordinal_logit",
        json!({
            "data": { "impairment": column(0), "ses": column(1), "life": column(2) },
            "outcome": "impairment", "covariates": ["ses", "life"],
        }),
    );
    // The book has the effects on lower categories: ours are their negatives.
    assert_printed(&fit, "coefs", &[-1.1112, 0.3189], 1e-4);
    assert_printed(&fit, "thresholds", &[-0.2819, 1.2128, 2.2094], 1e-4);
    // The book's standard errors come from the expected information, these from the observed.
    for (ours, printed) in fit["ses"].as_array().unwrap().iter().zip([0.6143, 0.1194]) {
        assert!((ours.as_f64().unwrap() / printed - 1.0).abs() < 0.02, "{ours} for {printed}");
    }
}
