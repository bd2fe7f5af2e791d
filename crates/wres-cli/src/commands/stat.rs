//! `wres stat`: how a statistician checks us.

use crate::{
    args::{Global, StatArgs},
    exit::{Exit, Failure},
    output::{print, quiet_pipe},
};
use anyhow::Context;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
};
use wres_disparity::catalogue::{self, answer_line};

/// Lines answered at a time: enough to keep every core busy, few enough to stay small.
const BLOCK: usize = 4096;

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
        return batch(source);
    }
    let question = question(args)?;
    let answer = catalogue::answer(&question);
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
        [what, rest @ ..] => {
            let (method, rest) = match what.as_str() {
                "rate" | "proportion" => (Some("proportion.wilson"), rest),
                "ratio" => (Some("rr.koopman"), rest),
                "difference" => (Some("rd.miettinen_nurminen"), rest),
                "odds" => (Some("or.miettinen_nurminen"), rest),
                "test" => (Some("test.chisq"), rest),
                _ if args.method.is_some() => (None, args.words.as_slice()),
                other => {
                    return Err(Failure::usage(format!(
                        "`{other}` is none of rate, ratio, difference, odds, test; for another method give --method"
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

fn counts(word: &str) -> Result<(u64, u64), Failure> {
    word.split_once('/')
        .and_then(|(cases, base)| Some((cases.trim().parse().ok()?, base.trim().parse().ok()?)))
        .ok_or_else(|| Failure::usage(format!("`{word}` is not CASES/BASE, such as 12/50")))
}

fn batch(source: &str) -> Result<Exit, Failure> {
    let input: Box<dyn BufRead> = if source == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(source).with_context(|| format!("cannot open {source}"))?))
    };
    let mut output = BufWriter::new(io::stdout().lock());
    let mut lines = input.split(b'\n');
    loop {
        let block: Vec<Vec<u8>> =
            lines.by_ref().take(BLOCK).collect::<io::Result<_>>().context("cannot read the questions")?;
        if block.is_empty() {
            break;
        }
        let answers: Vec<String> = block
            .par_iter()
            .map(|line| String::from_utf8_lossy(line))
            .filter(|line| !line.trim().is_empty())
            .map(|line| answer_line(&line))
            .collect();
        for answer in answers {
            quiet_pipe(writeln!(output, "{answer}"))?;
        }
    }
    quiet_pipe(output.flush())?;
    Ok(Exit::Done)
}
