//! `wres stat`: how a statistician checks us.

use super::stat_batch;
use crate::{
    args::{Global, StatArgs},
    exit::{Exit, Failure},
    output::print,
};
use anyhow::Context;
use serde_json::{Map, Number, Value, json};
use wres_disparity::catalogue;
use wres_domain::parsed;
use wres_figures::OUTCOME_FIGURES;
use wres_review::printed::{self, Reading};

pub(crate) fn run(args: &StatArgs, global: &Global) -> Result<Exit, Failure> {
    if args.list {
        for (title, methods) in catalogue::families() {
            print(format!("\n{title}"))?;
            for method in *methods {
                print(format!("  {:<34} {}", method.name, method.title))?;
            }
        }
        return Ok(Exit::Done);
    }
    if let Some(source) = &args.batch {
        if !args.words.is_empty() || args.method.is_some() {
            return Err(Failure::usage(
                "--batch takes its questions from the file: give no counts and no --method with it",
            ));
        }
        return stat_batch::run(source, args);
    }
    let question = question(args)?;
    let answer = rounded(catalogue::answer(&question), args.digits);
    let failed = answer.get("error").and_then(Value::as_str).map(str::to_owned);
    match failed {
        Some(error) => Err(Failure { exit: Exit::CouldNotRun, error: anyhow::anyhow!(error) }),
        None if global.json => {
            print(answer)?;
            Ok(Exit::Done)
        }
        None => {
            for (key, value) in answer.as_object().into_iter().flatten().filter(|(key, _)| *key != "id") {
                print(format!("{key:<12} {}", plain(value)))?;
            }
            Ok(Exit::Done)
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "not estimable".to_owned(),
        other => other.to_string(),
    }
}

fn question(args: &StatArgs) -> Result<Value, Failure> {
    let groups = |words: &[String]| words.iter().map(|word| counts(word)).collect::<Result<Vec<_>, _>>();
    let (default, input) = match args.words.as_slice() {
        [only] if args.method.is_some() && only.trim_start().starts_with('{') => {
            (None, serde_json::from_str(only).context("the input is not a JSON object")?)
        }
        [what, rest @ ..] if what == "estimate" => estimate(rest, &args.scale)?,
        [what, rest @ ..] => {
            let (method, rest) = match what.as_str() {
                "rate" | "proportion" => (of_outcomes("rate"), rest),
                "ratio" | "difference" | "excess" => (of_outcomes(what), rest),
                "odds" => (Some("or.miettinen_nurminen"), rest),
                "test" => (Some("test.chisq"), rest),
                _ if args.method.is_some() => (None, args.words.as_slice()),
                other => {
                    return Err(Failure::usage(format!(
                        "`{other}` is none of rate, ratio, difference, excess, odds, test, estimate; for another method give --method"
                    )));
                }
            };
            match groups(rest)?.as_slice() {
                [(x, n)] => (method, json!({ "x": x, "n": n })),
                [(x1, n1), (x2, n2)] => (method, json!({ "x1": x1, "n1": n1, "x2": x2, "n2": n2 })),
                _ => return Err(Failure::usage("give one group as CASES/BASE, or two: the group, then the reference")),
            }
        }
        [] => {
            return Err(Failure::usage(
                "give counts, such as `wres stat ratio 12/50 8/60`, or --batch FILE, or --list",
            ));
        }
    };
    let Some(method) = args.method.as_deref().or(default) else {
        return Err(Failure::usage("give --method"));
    };
    let mut question = Map::new();
    question.insert("method".to_owned(), json!(method));
    question.insert("input".to_owned(), input);
    question.insert("conf".to_owned(), json!(args.level));
    Ok(Value::Object(question))
}

/// The method that the published figure of this name is.
fn of_outcomes(column: &str) -> Option<&'static str> {
    let figure = OUTCOME_FIGURES.iter().find(|figure| figure.columns.estimate == column)?;
    Some(figure.methods[0])
}

fn counts(word: &str) -> Result<(u64, u64), Failure> {
    word.split_once('/')
        .and_then(|(cases, base)| Some((parsed(cases.trim())?, parsed(base.trim())?)))
        .ok_or_else(|| Failure::usage(format!("`{word}` is not CASES/BASE, such as 12/50")))
}

/// `1.8 1.1 2.9`, `"1.8 (1.1 to 2.9)"`, `1.8 p=.03`: an estimate with its interval or its p-value.
fn estimate(words: &[String], scale: &str) -> Result<(Option<&'static str>, Value), Failure> {
    let text = words.join(" ").replace(['(', ')', '[', ']', ','], " ");
    let (text, p) = match text.split_once('p') {
        Some((text, p)) => (text.to_owned(), Some(p.trim().trim_start_matches('=').trim().to_owned())),
        None => (text.clone(), None),
    };
    let number = |word: &str| match printed::read(word) {
        Reading::Number(number) if number.form == printed::Form::Plain => Ok(number.value),
        _ => Err(Failure::usage(format!("`{word}` is no number"))),
    };
    let values: Vec<f64> =
        text.split_whitespace().filter(|word| *word != "to").map(number).collect::<Result<_, _>>()?;
    match (values.as_slice(), p) {
        ([value], Some(p)) => {
            Ok((Some("convert.p_value"), json!({ "estimate": value, "p_value": number(&p)?, "scale": scale })))
        }
        ([value, lower, upper], None) => {
            let input = json!({ "estimate": value, "lower": lower, "upper": upper, "scale": scale });
            Ok((Some("convert.interval"), input))
        }
        _ => Err(Failure::usage(
            "give an estimate with its limits, `estimate 1.8 1.1 2.9`, or its p-value, `estimate 1.8 p=.03`",
        )),
    }
}

/// The same with every number at so many significant digits.
pub(super) fn rounded(value: Value, digits: Option<u8>) -> Value {
    let Some(digits) = digits else { return value };
    match value {
        Value::Number(number) if number.is_f64() => {
            let short = number.as_f64().and_then(|value| parsed(&format!("{value:.*e}", usize::from(digits) - 1)));
            Value::Number(short.and_then(Number::from_f64).unwrap_or(number))
        }
        Value::Array(values) => values.into_iter().map(|value| rounded(value, Some(digits))).collect(),
        Value::Object(values) => values
            .into_iter()
            .map(|(key, value)| if key == "id" { (key, value) } else { (key, rounded(value, Some(digits))) })
            .collect(),
        other => other,
    }
}
