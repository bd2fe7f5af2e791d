//! Many questions at once: JSON lines in and out, or CSV in and out.

use super::stat::rounded;
use crate::{
    args::StatArgs,
    exit::{Exit, Failure},
    output::{quiet_pipe, say},
};
use anyhow::Context;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
};
use wres_disparity::catalogue;

/// Lines answered at a time: enough to keep every core busy, few enough to stay small.
const BLOCK: usize = 4096;

/// Lines that failed which are told one by one.
const TOLD: u64 = 10;

/// Answers a batch.
pub(super) fn run(source: &str, args: &StatArgs) -> Result<Exit, Failure> {
    let input: Box<dyn BufRead> = if source == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(source).with_context(|| format!("cannot open {source}"))?))
    };
    let failed = if args.csv || source.to_lowercase().ends_with(".csv") {
        csv_batch(input, source, args.digits)?
    } else {
        lines(input, args.digits)?
    };
    failed.end()
}

/// Lines that failed, counted and told on standard error.
#[derive(Default)]
struct Failed {
    lines: u64,
    failed: u64,
}

impl Failed {
    fn count(&mut self, line: u64, answer: &Value) {
        self.lines += 1;
        if let Some(error) = answer.get("error") {
            self.failed += 1;
            if self.failed <= TOLD {
                say(format!("line {line}: {}", error.as_str().unwrap_or_default()));
            }
        }
    }

    fn end(&self) -> Result<Exit, Failure> {
        if self.failed == 0 {
            return Ok(Exit::Done);
        }
        say(format!("{} of {} lines failed; each is answered with its error", self.failed, self.lines));
        Ok(Exit::Rejected)
    }
}

fn lines(input: Box<dyn BufRead>, digits: Option<u8>) -> Result<Failed, Failure> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut lines = input.split(b'\n').zip(1_u64..);
    let mut failed = Failed::default();
    loop {
        let block: Vec<(Vec<u8>, u64)> = lines
            .by_ref()
            .take(BLOCK)
            .map(|(line, number)| Ok((line?, number)))
            .collect::<io::Result<_>>()
            .context("cannot read the questions")?;
        if block.is_empty() {
            break;
        }
        let answers: Vec<(u64, Value)> = block
            .par_iter()
            .map(|(line, number)| (String::from_utf8_lossy(line), *number))
            .filter(|(line, _)| !line.trim().is_empty())
            .map(|(line, number)| (number, rounded(answer(&line), digits)))
            .collect();
        for (number, answer) in answers {
            failed.count(number, &answer);
            quiet_pipe(writeln!(output, "{answer}"))?;
        }
    }
    quiet_pipe(output.flush())?;
    Ok(failed)
}

fn answer(line: &str) -> Value {
    match serde_json::from_str::<Value>(line) {
        Ok(question) => catalogue::answer(&question),
        Err(error) => json!({ "id": null, "error": format!("not a JSON object: {error}") }),
    }
}

/// A row a question: `id`, `method`, `conf`, and a column for each input. A list is written as JSON, `[1, 2]`.
fn csv_batch(mut input: Box<dyn BufRead>, source: &str, digits: Option<u8>) -> Result<Failed, Failure> {
    let mut text = Vec::new();
    input.read_to_end(&mut text).with_context(|| format!("cannot read {source}"))?;
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let header: Vec<String> = reader
        .headers()
        .with_context(|| format!("{source} is no CSV"))?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    if !header.iter().any(|name| name == "method") {
        return Err(Failure::usage(format!("{source} has no column `method`; its columns are {}", header.join(", "))));
    }
    let records: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().with_context(|| format!("{source} is no CSV"))?;
    let answers: Vec<Value> =
        records.par_iter().map(|record| rounded(catalogue::answer(&question(&header, record)), digits)).collect();
    let mut columns: Vec<String> = vec!["id".to_owned(), "method".to_owned()];
    for key in answers.iter().filter_map(Value::as_object).flat_map(Map::keys) {
        if !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    let mut failed = Failed::default();
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    let broken = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => quiet_pipe(Err(error)),
        other => Err(anyhow::anyhow!("{other:?}")),
    };
    writer.write_record(&columns).or_else(broken)?;
    for (record, answer) in records.iter().zip(&answers) {
        failed.count(record.position().map_or(0, csv::Position::line), answer);
        let cells = columns.iter().map(|column| match answer.get(column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        });
        writer.write_record(cells).or_else(broken)?;
    }
    quiet_pipe(writer.flush())?;
    Ok(failed)
}

fn question(header: &[String], record: &csv::StringRecord) -> Value {
    let mut question = Map::new();
    let mut input = Map::new();
    for (name, cell) in
        header.iter().zip(record).map(|(name, cell)| (name, cell.trim())).filter(|(_, cell)| !cell.is_empty())
    {
        // Numbers and lists are JSON; every other text is itself.
        let value = serde_json::from_str(cell).unwrap_or_else(|_| Value::from(cell));
        match name.as_str() {
            "id" => question.insert("id".to_owned(), Value::from(cell)),
            "method" => question.insert("method".to_owned(), Value::from(cell)),
            "conf" => question.insert("conf".to_owned(), value),
            name => input.insert(name.to_owned(), value),
        };
    }
    question.insert("input".to_owned(), Value::Object(input));
    Value::Object(question)
}
