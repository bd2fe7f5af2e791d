//! Rows or counts from the input of a question.

use crate::{
    catalogue::Input,
    error::{Result, StatError},
    survival::{GroupedRisk, Leaving, RiskTable, Spell},
};
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// What every method of this family says of its input.
pub(super) const RANGE: &str = "`dataset`: parallel lists `time` (0 or more), `event` (0 = still in service, otherwise the code \
     of the reason) and optionally `entry` (before `time`; at risk in (entry, time]); or counts: `at_risk` and `events` (one list \
     per reason, codes 1, 2, ...) by month or by `at`. Several groups: the column named in `by`, or `groups`, a list of such \
     counts. `event_code`: the reason that counts (default: any); `times`: where to read a curve (default: every step)";

/// The columns of a dataset given row by row.
pub(super) struct Dataset<'a> {
    columns: &'a Map<String, Value>,
    pub(super) spells: Vec<Spell>,
}

impl<'a> Dataset<'a> {
    pub(super) fn read(input: &Input<'a>) -> Result<Self> {
        let columns = object(input.value("dataset")?, "dataset")?;
        let column = Input::new(columns);
        let (times, causes) = (column.numbers("time")?, column.counts("event")?);
        same_length("event", causes.len(), times.len())?;
        let entries = if column.has("entry") { Some(column.numbers("entry")?) } else { None };
        if let Some(entries) = &entries {
            same_length("entry", entries.len(), times.len())?;
        }
        let spell = |(i, time): (usize, &f64)| {
            let cause = u32::try_from(causes[i])
                .map_err(|_| StatError::Input("`event` must hold codes below 2^32".to_owned()))?;
            Spell::new(entries.as_ref().map(|entries| entries[i]), *time, cause)
        };
        let spells = times.iter().enumerate().map(spell).collect::<Result<_>>()?;
        Ok(Self { columns, spells })
    }

    /// A column of numbers.
    pub(super) fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let values = Input::new(self.columns).numbers(name)?;
        if values.len() == self.spells.len() {
            Ok(values)
        } else {
            Err(StatError::Input(format!("`{name}` has {} values for {} rows", values.len(), self.spells.len())))
        }
    }

    /// A column of labels (texts or numbers), numbered from 0 in the order of the labels.
    pub(super) fn labels(&self, name: &str) -> Result<(Vec<usize>, usize)> {
        let wrong = || StatError::Input(format!("`{name}` must be a list of one label per row"));
        let values = Input::new(self.columns).value(name)?.as_array().ok_or_else(wrong)?;
        if values.len() != self.spells.len() || !values.iter().all(|value| value.is_number() || value.is_string()) {
            return Err(wrong());
        }
        let mut distinct: Vec<&Value> = values.iter().collect();
        distinct.sort_by(|a, b| order(a, b));
        distinct.dedup_by(|a, b| order(a, b).is_eq());
        let position = |value: &Value| distinct.partition_point(|other| order(other, value).is_lt());
        Ok((values.iter().map(position).collect(), distinct.len()))
    }

    pub(super) fn grouped(&self, by: &str) -> Result<GroupedRisk> {
        let (group, groups) = self.labels(by)?;
        GroupedRisk::from_spells(&self.spells, &group, groups)
    }
}

/// Numbers before texts, each in their own order. 1 and 1.0 are one label; whole numbers too large for a double stay apart.
fn order(left: &Value, right: &Value) -> Ordering {
    let whole = |value: &Value, number: f64| {
        let exact = value.as_u64().map(i128::from).or_else(|| value.as_i64().map(i128::from));
        exact.unwrap_or(if number.fract() == 0.0 { number as i128 } else { 0 })
    };
    match (left.as_f64(), right.as_f64()) {
        (Some(one), Some(two)) => {
            (one + 0.0).total_cmp(&(two + 0.0)).then_with(|| whole(left, one).cmp(&whole(right, two)))
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.as_str().cmp(&right.as_str()),
    }
}

/// The reason that counts as the event.
pub(super) fn leaving(input: &Input<'_>, key: &str) -> Result<Leaving> {
    if !input.has(key) {
        return Ok(Leaving::Any);
    }
    u32::try_from(input.count(key)?)
        .map(Leaving::Cause)
        .map_err(|_| StatError::Input(format!("`{key}` must be a code below 2^32")))
}

/// The table of one group, from rows or from counts.
pub(super) fn table(input: &Input<'_>) -> Result<RiskTable> {
    if input.has("at_risk") { from_counts(input) } else { RiskTable::from_spells(&Dataset::read(input)?.spells) }
}

/// The tables of several groups, from rows (by a column) or from `groups`, a list of counts.
pub(super) fn grouped(input: &Input<'_>, by: &str) -> Result<GroupedRisk> {
    if !input.has("groups") {
        return Dataset::read(input)?.grouped(by);
    }
    let groups = input.value("groups")?.as_array();
    let groups = groups.ok_or_else(|| StatError::Input("`groups` must be a list of objects".to_owned()))?;
    let tables = groups.iter().map(|group| from_counts(&Input::new(object(group, "groups")?)));
    GroupedRisk::new(tables.collect::<Result<_>>()?)
}

fn from_counts(input: &Input<'_>) -> Result<RiskTable> {
    let (at_risk, events) = (input.counts("at_risk")?, input.table("events")?);
    let events: Vec<&[u64]> = events.iter().map(Vec::as_slice).collect();
    if input.has("at") {
        RiskTable::from_counts(&input.numbers("at")?, &at_risk, &events)
    } else {
        RiskTable::from_months(&at_risk, &events)
    }
}

/// The times asked for, or all of the table.
pub(super) fn times(input: &Input<'_>, table: &RiskTable) -> Result<Vec<f64>> {
    if input.has("times") { input.numbers("times") } else { Ok(table.times().to_vec()) }
}

/// The name of a column, or its usual one.
pub(super) fn text_or<'a>(input: &Input<'a>, key: &str, usual: &'a str) -> Result<&'a str> {
    if input.has(key) { input.text(key) } else { Ok(usual) }
}

fn object<'a>(value: &'a Value, name: &str) -> Result<&'a Map<String, Value>> {
    value.as_object().ok_or_else(|| StatError::Input(format!("`{name}` must be an object of lists")))
}

fn same_length(right: &'static str, right_len: usize, left_len: usize) -> Result<()> {
    if left_len == right_len { Ok(()) } else { Err(StatError::Lengths { left: "time", left_len, right, right_len }) }
}

#[cfg(test)]
mod tests {
    use super::Dataset;
    use crate::catalogue::Input;
    use serde_json::json;

    #[test]
    fn labels_of_any_kind_are_numbered_in_their_order() {
        let mut sites: Vec<_> = (0..20).flat_map(|i| [json!("b"), json!(10), json!(i % 3), json!("a")]).collect();
        let rows = sites.len();
        let question = json!({ "dataset": { "time": vec![1; rows], "event": vec![1; rows], "site": sites.clone() } });
        let (numbers, groups) =
            Dataset::read(&Input::new(question.as_object().unwrap())).unwrap().labels("site").unwrap();
        assert_eq!(groups, 6);
        sites.truncate(4);
        assert_eq!(numbers[..4], [5, 3, 0, 4]);
    }

    #[test]
    fn one_number_written_in_two_ways_is_one_label() {
        let large = u64::MAX;
        let question = json!({ "dataset": { "time": [1, 1, 1, 1, 1], "event": [1, 1, 1, 1, 1],
            "site": [1, 1.0, large, large - 1, 1] } });
        let (numbers, groups) =
            Dataset::read(&Input::new(question.as_object().unwrap())).unwrap().labels("site").unwrap();
        assert_eq!((numbers, groups), (vec![0, 0, 2, 1, 0], 3));
    }
}
