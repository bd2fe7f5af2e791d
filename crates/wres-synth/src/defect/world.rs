//! Where defects can be planted: rows about which nothing else would be said.

use crate::{
    random::Random,
    table::{Extract, Table, Value},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// Datasets in which people have events.
const BUSY: [Dataset; 6] =
    [Dataset::Cases, Dataset::Training, Dataset::Moves, Dataset::Leavers, Dataset::Appraisals, Dataset::Incidents];

/// The first number that is nobody's.
const NOBODY: u32 = 980_000;

/// What one knows of a member of staff before planting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    /// Row in this period's staff.
    pub(crate) row: usize,
    pub(crate) number: u32,
    pub(crate) rung: u8,
    pub(crate) hundredths: i32,
    pub(crate) start: i32,
    pub(crate) contract: &'static str,
    pub(crate) regulated: bool,
    /// Whether last period's staff has the person.
    pub(crate) was_here: bool,
}

/// A leaver before planting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaver {
    pub(crate) row: usize,
    pub(crate) number: u32,
    pub(crate) day: i32,
}

/// The tables of the last two periods, and who is in them.
pub(crate) struct World<'a> {
    pub(crate) before: Option<&'a mut Extract>,
    pub(crate) now: &'a mut Extract,
    pub(crate) from: i32,
    pub(crate) snapshot: i32,
    random: Random,
    strangers: u32,
}

pub(crate) fn number(value: Value) -> u32 {
    match value {
        Value::Id(_, number) => number,
        _ => 0,
    }
}

pub(crate) fn day(value: Value) -> i32 {
    match value {
        Value::Day(day) => day,
        _ => i32::MIN,
    }
}

impl<'a> World<'a> {
    pub(crate) fn new(
        before: Option<&'a mut Extract>,
        now: &'a mut Extract,
        (from, snapshot): (i32, i32),
        random: Random,
    ) -> Self {
        Self { before, now, from, snapshot, random, strangers: 0 }
    }

    /// The table of a dataset of this period.
    pub(crate) fn table(&mut self, dataset: Dataset) -> Option<&mut Table> {
        self.now.table_mut(dataset)
    }

    /// `k` of the candidates, in their order; fewer where there are fewer.
    pub(crate) fn pick<T: Copy>(&mut self, mut candidates: Vec<T>, k: usize) -> Vec<T> {
        let k = k.min(candidates.len());
        let mut places: Vec<usize> = (0..candidates.len()).collect();
        for place in 0..k {
            let left = (places.len() - place) as u64;
            let other = place + usize::try_from(self.random.below(left)).unwrap_or(0);
            places.swap(place, other);
        }
        places.truncate(k);
        places.sort_unstable();
        let mut place = 0;
        candidates.retain(|_| {
            place += 1;
            places.binary_search(&(place - 1)).is_ok()
        });
        candidates
    }

    /// A person number that is nobody's.
    pub(crate) fn stranger(&mut self) -> Value {
        self.strangers += 1;
        Value::Id("", NOBODY + self.strangers)
    }

    /// Rows of this period's table of a dataset that meet a condition.
    pub(crate) fn rows(&self, dataset: Dataset, meets: impl Fn(&Table, usize) -> bool) -> Vec<usize> {
        let Some(table) = self.now.table(dataset) else { return Vec::new() };
        (0..table.rows()).filter(|&row| meets(table, row)).collect()
    }

    /// Directly employed people with one post and nothing that happened to them.
    pub(crate) fn quiet(&self, meets: impl Fn(&Person) -> bool) -> Vec<Person> {
        let busy: BTreeSet<u32> = BUSY
            .into_iter()
            .filter_map(|dataset| self.now.table(dataset))
            .flat_map(|table| (0..table.rows()).map(|row| number(table.get(row, "person_id"))))
            .collect();
        self.direct(|person| !busy.contains(&person.number) && meets(person))
    }

    /// Directly employed people with one post.
    pub(crate) fn direct(&self, meets: impl Fn(&Person) -> bool) -> Vec<Person> {
        self.people().into_iter().filter(|person| person.contract != "agency" && meets(person)).collect()
    }

    /// Agency workers, who are in no balance and have no events.
    pub(crate) fn agency(&self) -> Vec<Person> {
        self.people().into_iter().filter(|person| person.contract == "agency" && !person.was_here).collect()
    }

    /// Everybody with one post in this period and, if they were there, one in the last.
    fn people(&self) -> Vec<Person> {
        let Some(staff) = self.now.table(Dataset::Staff) else { return Vec::new() };
        let posts = |table: &Table| {
            let mut posts: BTreeMap<u32, u32> = BTreeMap::new();
            for row in 0..table.rows() {
                *posts.entry(number(table.get(row, "person_id"))).or_default() += 1;
            }
            posts
        };
        let here = posts(staff);
        let there =
            self.before.as_ref().and_then(|extract| extract.table(Dataset::Staff)).map(posts).unwrap_or_default();
        let one_post = |person: &Person| {
            here.get(&person.number) == Some(&1) && there.get(&person.number).is_none_or(|posts| *posts == 1)
        };
        let person = |row: usize| {
            let code = |column| match staff.get(row, column) {
                Value::Code(code) | Value::Text(code) => code,
                _ => "",
            };
            let number = number(staff.get(row, "person_id"));
            Person {
                row,
                number,
                rung: code("grade").parse().unwrap_or(0),
                hundredths: match staff.get(row, "hours_fte") {
                    Value::Hundredths(hundredths) => hundredths,
                    _ => 0,
                },
                start: day(staff.get(row, "service_start")),
                contract: code("contract"),
                regulated: staff.get(row, "regulated") == Value::Flag(true),
                was_here: there.contains_key(&number),
            }
        };
        (0..staff.rows()).map(person).filter(one_post).collect()
    }

    /// People who left, some time before the snapshot.
    pub(crate) fn leavers(&self) -> Vec<Leaver> {
        let Some(table) = self.now.table(Dataset::Leavers) else { return Vec::new() };
        let leaver =
            |row| Leaver { row, number: number(table.get(row, "person_id")), day: day(table.get(row, "left_on")) };
        (0..table.rows()).map(leaver).filter(|leaver| leaver.day < self.snapshot - 30).collect()
    }

    /// Adds rows at the end of a table; returns their places.
    pub(crate) fn push(&mut self, dataset: Dataset, rows: Vec<Vec<Value>>) -> Vec<usize> {
        let Some(table) = self.table(dataset) else { return Vec::new() };
        let first = table.rows();
        for row in &rows {
            table.push(row);
        }
        (first..first + rows.len()).collect()
    }

    /// Changes one cell of each row; returns the rows.
    pub(crate) fn set(&mut self, dataset: Dataset, rows: Vec<usize>, changes: &[(&str, Value)]) -> Vec<usize> {
        if let Some(table) = self.table(dataset) {
            for &row in &rows {
                for (column, value) in changes {
                    table.set(row, column, *value);
                }
            }
        }
        rows
    }

    /// Copies of rows of this period's table, changed by name of column.
    pub(crate) fn copy(&self, dataset: Dataset, row: usize, changes: &[(&str, Value)]) -> Vec<Value> {
        let Some(table) = self.now.table(dataset) else { return Vec::new() };
        let mut copy = table.row(row).to_vec();
        for (column, value) in changes {
            if let Some(cell) = table.column(column).and_then(|place| copy.get_mut(place)) {
                *cell = *value;
            }
        }
        copy
    }
}
