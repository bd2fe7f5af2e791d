//! Distribution functions against 50 digits, and the table of their errors beside those of `statrs`.

use crate::files;
use statrs::distribution::{
    Beta, Binomial, ContinuousCDF, Discrete, DiscreteCDF, FisherSnedecor, Gamma, Hypergeometric, Normal, Poisson,
    StudentsT,
};
use std::fmt::Write;
use wres_disparity::special;

/// No function may be further than this from 50 digits, relative.
const TOLERANCE: f64 = 1e-13;

struct Row {
    function: String,
    arguments: Vec<f64>,
    value: f64,
}

fn rows() -> Vec<Row> {
    files::json(&files::repository("fixtures/special/values.json"))
        .as_array()
        .unwrap()
        .iter()
        .map(|row| Row {
            function: row["function"].as_str().unwrap().to_owned(),
            arguments: row["arguments"].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect(),
            value: row["value"].as_f64().unwrap(),
        })
        .collect()
}

fn ours(function: &str, a: &[f64]) -> f64 {
    match function {
        "normal_sf" => special::normal::sf(a[0]),
        "normal_upper_quantile" => special::normal::upper_quantile(a[0]),
        "beta_cdf" => special::beta::cdf(a[0], a[1], a[2]),
        "beta_sf" => special::beta::sf(a[0], a[1], a[2]),
        "beta_quantile" => special::beta::quantile(a[0], a[1], a[2]),
        "beta_upper_quantile" => special::beta::upper_quantile(a[0], a[1], a[2]),
        "gamma_lower" => special::gamma::lower(a[0], a[1]),
        "gamma_upper" => special::gamma::upper(a[0], a[1]),
        "gamma_quantile" => special::gamma::quantile(a[0], a[1]),
        "gamma_upper_quantile" => special::gamma::upper_quantile(a[0], a[1]),
        "student_sf" => special::student::sf(a[0], a[1]),
        "student_upper_quantile" => special::student::upper_quantile(a[0], a[1]),
        "fisher_f_sf" => special::fisher_f::sf(a[0], a[1], a[2]),
        "binomial_pmf" => special::binomial::pmf(a[0] as u64, a[1] as u64, a[2]),
        "binomial_cdf" => special::binomial::cdf(a[0] as u64, a[1] as u64, a[2]),
        "binomial_sf" => special::binomial::sf(a[0] as u64, a[1] as u64, a[2]),
        "poisson_pmf" => special::poisson::pmf(a[0] as u64, a[1]),
        "poisson_cdf" => special::poisson::cdf(a[0] as u64, a[1]),
        "poisson_sf" => special::poisson::sf(a[0] as u64, a[1]),
        "hypergeometric_pmf" => special::hypergeometric::pmf(a[0] as u64, a[1] as u64, a[2] as u64, a[3] as u64),
        other => panic!("{other}"),
    }
}

/// The same from `statrs`; `None` where its function is known not to return, or is not offered for the upper tail.
fn theirs(function: &str, a: &[f64]) -> Option<f64> {
    let whole = |value: f64| value as u64;
    Some(match function {
        "normal_sf" => Normal::standard().sf(a[0]),
        "normal_upper_quantile" => -Normal::standard().inverse_cdf(a[0]),
        "beta_cdf" => Beta::new(a[1], a[2]).ok()?.cdf(a[0]),
        "beta_sf" => Beta::new(a[1], a[2]).ok()?.sf(a[0]),
        "beta_quantile" if a[1].max(a[2]) < 1e6 && a[0] > 1e-19 => Beta::new(a[1], a[2]).ok()?.inverse_cdf(a[0]),
        "gamma_lower" => Gamma::new(a[0], 1.0).ok()?.cdf(a[1]),
        "gamma_upper" => Gamma::new(a[0], 1.0).ok()?.sf(a[1]),
        "gamma_quantile" => Gamma::new(a[1], 1.0).ok()?.inverse_cdf(a[0]),
        "student_sf" => StudentsT::new(0.0, 1.0, a[1]).ok()?.sf(a[0]),
        "student_upper_quantile" if a[1] < 1e9 => -StudentsT::new(0.0, 1.0, a[1]).ok()?.inverse_cdf(a[0]),
        "fisher_f_sf" => FisherSnedecor::new(a[1], a[2]).ok()?.sf(a[0]),
        "binomial_pmf" => Binomial::new(a[2], whole(a[1])).ok()?.pmf(whole(a[0])),
        "binomial_cdf" => Binomial::new(a[2], whole(a[1])).ok()?.cdf(whole(a[0])),
        "binomial_sf" => Binomial::new(a[2], whole(a[1])).ok()?.sf(whole(a[0])),
        "poisson_pmf" => Poisson::new(a[1]).ok()?.pmf(whole(a[0])),
        "poisson_cdf" => Poisson::new(a[1]).ok()?.cdf(whole(a[0])),
        "poisson_sf" => Poisson::new(a[1]).ok()?.sf(whole(a[0])),
        "hypergeometric_pmf" => {
            Hypergeometric::new(whole(a[1] + a[2]), whole(a[1]), whole(a[3])).ok()?.pmf(whole(a[0]))
        }
        _ => return None,
    })
}

fn error(value: f64, expected: f64) -> f64 {
    let error = (value / expected - 1.0).abs();
    if error.is_nan() { f64::INFINITY } else { error }
}

#[test]
fn distribution_functions_match_fifty_digits_also_in_the_far_tails() {
    let rows = rows();
    assert!(rows.len() > 700, "{} values", rows.len());
    let mut wrong: Vec<(f64, String)> = rows
        .iter()
        .map(|row| {
            let value = ours(&row.function, &row.arguments);
            let error = error(value, row.value);
            (error, format!("{}{:?} is {:e}, got {value:e} ({error:.1e})", row.function, row.arguments, row.value))
        })
        .filter(|(error, _)| *error > TOLERANCE)
        .collect();
    wrong.sort_by(|left, right| right.0.total_cmp(&left.0));
    let lines: Vec<&str> = wrong.iter().map(|(_, line)| line.as_str()).collect();
    assert!(wrong.is_empty(), "{} of {} values\n{}", wrong.len(), rows.len(), lines.join("\n"));
}

/// One line of the table: function, number of values, our worst error, theirs and where.
struct Line {
    function: String,
    values: usize,
    ours: f64,
    theirs: Option<(f64, String)>,
}

fn lines() -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for row in rows() {
        let ours = error(ours(&row.function, &row.arguments), row.value);
        let theirs = theirs(&row.function, &row.arguments).map(|value| error(value, row.value));
        let at = row.arguments.iter().map(|number| format!("{number:e}")).collect::<Vec<_>>().join(", ");
        if lines.last().is_none_or(|line| line.function != row.function)
            && !lines.iter().any(|line| line.function == row.function)
        {
            lines.push(Line { function: row.function.clone(), values: 0, ours: 0.0, theirs: None });
        }
        let line = lines.iter_mut().find(|line| line.function == row.function).unwrap();
        line.values += 1;
        line.ours = line.ours.max(ours);
        if let Some(theirs) = theirs
            && line.theirs.as_ref().is_none_or(|(worst, _)| theirs > *worst)
        {
            line.theirs = Some((theirs, at));
        }
    }
    lines
}

/// A number rounded up to 1, 2 or 5 times a power of ten, so that the page does not change with the last bit of a platform.
fn rounded_up(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() || value > 1e6 {
        return "no digit right".to_owned();
    }
    let power = value.log10().floor();
    let lead = value / 10_f64.powf(power);
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| lead <= *step * 1.000_001).unwrap_or(10.0);
    format!("{:.0e}", step * 10_f64.powf(power))
}

#[test]
fn the_page_of_errors_says_what_is_measured() {
    let path = "docs/special-functions.md";
    let head = "| function | values | ours, worst | statrs 0.19.1, worst | statrs at |\n|---|---|---|---|---|\n";
    let committed = files::text(path);
    let (prose, _) = committed.split_once("| function |").expect("the page has a table");
    let mut page = format!("{prose}{head}");
    for line in lines() {
        let (worst, at) = line
            .theirs
            .map_or_else(|| ("not offered".to_owned(), String::new()), |(worst, at)| (rounded_up(worst), at));
        let function = line.function.replacen("student_", "student::", 1);
        let function = if function.contains("::") { function } else { family(&function) };
        writeln!(page, "| `{function}` | {} | {} | {worst} | {at} |", line.values, rounded_up(line.ours)).unwrap();
    }
    files::assert_current(path, &page);
}

/// `fisher_f_sf` is `fisher_f::sf`, `beta_upper_quantile` is `beta::upper_quantile`.
fn family(function: &str) -> String {
    ["fisher_f", "normal", "beta", "gamma", "binomial", "poisson", "hypergeometric"]
        .into_iter()
        .find_map(|family| Some(format!("{family}::{}", function.strip_prefix(family)?.strip_prefix('_')?)))
        .unwrap_or_else(|| function.to_owned())
}
