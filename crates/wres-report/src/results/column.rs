//! One column of a table in as few bytes as it takes, and back.

use crate::tables::{Datum, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// A column. Rows are counted from 0; what no form speaks of is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Column {
    /// The same value in every row.
    All { all: Value },
    /// Words, each once, and runs of place in `words` (-1 for empty) and length, one after the other.
    Runs { words: Vec<String>, runs: Vec<i64> },
    /// Words, each once, and the place in `words` of each row.
    Codes { words: Vec<String>, codes: Vec<i64> },
    /// Words, each once, placed as those of another column.
    WordsLike { words: Vec<String>, words_like: String },
    /// Values where they are: start and length of each run of rows that have one, one after the other.
    At { at: Vec<usize>, is: Vec<Value> },
    /// Values at the rows at which another column has one.
    Like { like: String, is: Vec<Value> },
}

/// Encodes the columns of a table, in their order.
pub(super) fn encode<'a>(columns: impl Iterator<Item = (&'a str, Kind, Vec<Datum>)>) -> Vec<(String, Column)> {
    let mut seen: BTreeMap<Vec<usize>, String> = BTreeMap::new();
    let mut placed: BTreeMap<Vec<i64>, String> = BTreeMap::new();
    columns
        .map(|(name, kind, data)| {
            let column = match (same(&data), kind) {
                (Some(all), _) => Column::All { all },
                (None, Kind::Text) if name != "sentence" => words(name, &data, &mut placed),
                _ => values(name, data, &mut seen),
            };
            (name.to_owned(), column)
        })
        .collect()
}

/// The value of every row, where they are all alike and there are several.
fn same(data: &[Datum]) -> Option<Value> {
    let first = data.first().filter(|_| data.len() > 1)?;
    data.iter().all(|datum| datum == first).then(|| match first {
        Datum::Text(text) if !text.is_empty() => Value::from(text.as_str()),
        Datum::Mark(_, why) => Value::from(*why),
        Datum::Integer(n) => Value::from(*n),
        Datum::Number(n) => number(*n),
        _ => Value::Null,
    })
}

fn words(name: &str, data: &[Datum], placed: &mut BTreeMap<Vec<i64>, String>) -> Column {
    let mut words: Vec<String> = Vec::new();
    let mut places: BTreeMap<&str, i64> = BTreeMap::new();
    let mut codes: Vec<i64> = Vec::with_capacity(data.len());
    for datum in data {
        let word = match datum {
            Datum::Text(text) if !text.is_empty() => text.as_str(),
            Datum::Mark(_, why) => why,
            _ => {
                codes.push(-1);
                continue;
            }
        };
        let next = i64::try_from(words.len()).unwrap_or(-1);
        codes.push(*places.entry(word).or_insert_with(|| {
            words.push(word.to_owned());
            next
        }));
    }
    if let Some(like) = placed.get(&codes) {
        return Column::WordsLike { words, words_like: like.clone() };
    }
    placed.insert(codes.clone(), name.to_owned());
    let runs: Vec<i64> =
        codes.chunk_by(|a, b| a == b).flat_map(|run| [run[0], i64::try_from(run.len()).unwrap_or(i64::MAX)]).collect();
    if runs.len() < codes.len() { Column::Runs { words, runs } } else { Column::Codes { words, codes } }
}

fn values(name: &str, data: Vec<Datum>, seen: &mut BTreeMap<Vec<usize>, String>) -> Column {
    let mut at: Vec<usize> = Vec::new();
    let mut is: Vec<Value> = Vec::new();
    let mut last = None;
    for (row, datum) in data.into_iter().enumerate() {
        let value = match datum {
            Datum::Text(text) if !text.is_empty() => Value::from(text),
            Datum::Integer(n) => Value::from(n),
            Datum::Number(n) => number(n),
            _ => continue,
        };
        match (last, at.last_mut()) {
            (Some(last), Some(length)) if last + 1 == row => *length += 1,
            _ => at.extend([row, 1]),
        }
        last = Some(row);
        is.push(value);
    }
    match seen.get(&at) {
        Some(like) => Column::Like { like: like.clone(), is },
        None => {
            seen.insert(at.clone(), name.to_owned());
            Column::At { at, is }
        }
    }
}

/// A number; what is infinite as the word that the tables have.
fn number(value: f64) -> Value {
    // A whole number needs no point.
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or_else(|| Value::from(if value > 0.0 { "INF" } else { "-INF" }), Value::Number)
}

impl Column {
    /// The value of each row, `Null` for empty; `None` if the column contradicts itself or the number of rows.
    pub(super) fn decode(&self, rows: usize, others: &BTreeMap<String, Column>) -> Option<Vec<Value>> {
        let decoded: Vec<Value> = match self {
            Self::All { all } => vec![all.clone(); rows],
            Self::Codes { words, codes } => codes.iter().map(|&code| word(words, code)).collect::<Option<_>>()?,
            Self::Runs { words, runs } => from_runs(words, runs, rows)?,
            Self::WordsLike { words, words_like } => match others.get(words_like)? {
                Self::Codes { codes, .. } => codes.iter().map(|&code| word(words, code)).collect::<Option<_>>()?,
                Self::Runs { runs, .. } => from_runs(words, runs, rows)?,
                _ => return None,
            },
            Self::At { at, is } => spread(rows, at, is)?,
            Self::Like { like, is } => match others.get(like)? {
                Self::At { at, .. } => spread(rows, at, is)?,
                _ => return None,
            },
        };
        (decoded.len() == rows).then_some(decoded)
    }
}

fn word(words: &[String], code: i64) -> Option<Value> {
    match usize::try_from(code) {
        Ok(code) => words.get(code).map(|word| Value::from(word.as_str())),
        Err(_) => Some(Value::Null),
    }
}

fn from_runs(words: &[String], runs: &[i64], rows: usize) -> Option<Vec<Value>> {
    let mut out = Vec::new();
    for run in runs.chunks(2) {
        let [code, length] = run else { return None };
        let length = usize::try_from(*length).ok().filter(|length| *length <= rows && out.len() + length <= rows)?;
        out.extend(std::iter::repeat_n(word(words, *code)?, length));
    }
    Some(out)
}

fn spread(rows: usize, at: &[usize], is: &[Value]) -> Option<Vec<Value>> {
    let mut out = vec![Value::Null; rows];
    let mut values = is.iter();
    for run in at.chunks(2) {
        let [start, length] = run else { return None };
        for row in out.get_mut(*start..start.checked_add(*length)?)? {
            *row = values.next()?.clone();
        }
    }
    values.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{Column, encode};
    use crate::tables::{Datum, Kind};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_encoded_is_read_back_and_empty_rows_cost_nothing() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let place = vec![text("a"), text("a"), text("a"), text("a"), text("b"), text("b")];
        let group = vec![text("x"), text("y"), text("x"), text("y"), text("x"), text("y")];
        let mark = vec![
            Datum::Mark("[c]", "derived"),
            Datum::Empty,
            Datum::Empty,
            Datum::Mark("[c]", "derived"),
            Datum::Empty,
            Datum::Empty,
        ];
        let number = vec![
            Datum::Empty,
            Datum::Number(1.5),
            Datum::Number(f64::INFINITY),
            Datum::Empty,
            Datum::Empty,
            Datum::Number(-2.0),
        ];
        let count =
            vec![Datum::Empty, Datum::Integer(5), Datum::Integer(10), Datum::Empty, Datum::Empty, Datum::Integer(0)];
        let label = group.iter().map(|datum| if *datum == text("x") { text("X") } else { text("Y") }).collect();
        let given = [
            ("level", Kind::Number, vec![Datum::Number(0.95); 6]),
            ("place", Kind::Text, place),
            ("group", Kind::Text, group),
            ("label", Kind::Text, label),
            ("mark", Kind::Text, mark),
            ("number", Kind::Number, number),
            ("count", Kind::Integer, count),
        ];
        let columns: BTreeMap<String, Column> = encode(given.into_iter()).into_iter().collect();
        let written = serde_json::to_value(&columns).unwrap();
        assert_eq!(written["place"], json!({ "words": ["a", "b"], "runs": [0, 4, 1, 2] }));
        assert_eq!(written["group"], json!({ "words": ["x", "y"], "codes": [0, 1, 0, 1, 0, 1] }));
        assert_eq!(written["level"], json!({ "all": 0.95 }));
        assert_eq!(written["label"], json!({ "words": ["X", "Y"], "words_like": "group" }));
        assert_eq!(written["number"], json!({ "at": [1, 2, 5, 1], "is": [1.5, "INF", -2] }));
        assert_eq!(written["count"], json!({ "like": "number", "is": [5, 10, 0] }));
        let read: BTreeMap<String, Column> = serde_json::from_value(written).unwrap();
        assert_eq!(read, columns);
        assert_eq!(
            read["count"].decode(6, &read).unwrap(),
            [Value::Null, 5.into(), 10.into(), Value::Null, Value::Null, 0.into()]
        );
        assert_eq!(read["label"].decode(6, &read).unwrap()[5], "Y");
        assert_eq!(read["mark"].decode(6, &read).unwrap()[3], "derived");
    }

    #[test]
    fn a_column_that_contradicts_itself_is_refused() {
        let none = BTreeMap::new();
        let refused = [
            json!({ "words": ["a"], "runs": [0, 4] }),
            json!({ "words": ["a"], "runs": [3, 3] }),
            json!({ "words": ["a"], "codes": [0, 0] }),
            json!({ "at": [1, 9], "is": [1] }),
            json!({ "at": [0, 2], "is": [1] }),
            json!({ "at": [0, 1], "is": [1, 2] }),
            json!({ "like": "nobody", "is": [] }),
        ];
        for one in refused {
            let column: Column = serde_json::from_value(one.clone()).unwrap();
            assert_eq!(column.decode(3, &none), None, "{one}");
        }
    }
}
