//! Who left in the period. Moving within the organisation is not leaving.

use super::{
    people::NOBODY,
    scene::Scene,
    table::{Column, NO_DAY, Table},
};
use wres_domain::Dataset;

/// The leavers of a site, if it sent them.
pub(crate) struct Leavers<'s, 'a> {
    table: &'s Table<'a>,
    days: &'s [i32],
    people: usize,
    /// The rows of those who left in the period.
    rows: Vec<u32>,
}

impl<'s, 'a> Leavers<'s, 'a> {
    pub(crate) fn of(scene: &'s Scene<'a>) -> Option<Self> {
        let table = scene.this.get(&Dataset::Leavers)?;
        let days = table.days("left_on")?;
        let (from, until) = scene.windows.period;
        let (moved, reasons) = match table.column("reason") {
            Some(Column::Codes(list, reasons)) => (list.number("internal_move"), reasons.as_slice()),
            _ => (None, [].as_slice()),
        };
        let left = |row: usize| {
            let internal = moved.is_some() && reasons.get(row).copied() == moved;
            table.people()[row] != NOBODY && from <= days[row] && days[row] < until && days[row] != NO_DAY && !internal
        };
        let rows = (0_u32..).zip(0..table.height).filter(|(_, row)| left(*row)).map(|(row, _)| row).collect();
        Some(Self { table, days, people: scene.people, rows })
    }

    /// For every person of the site the first day on which they left, or [`NO_DAY`].
    pub(crate) fn first_days(&self) -> Vec<i32> {
        let mut out = vec![NO_DAY; self.people];
        for (person, day) in self.each() {
            let known = &mut out[person];
            if *known == NO_DAY || day < *known {
                *known = day;
            }
        }
        out
    }

    /// The row of everybody's last leaving; of several on one day, the first.
    pub(crate) fn last_rows(&self) -> Vec<u32> {
        let mut last: Vec<Option<u32>> = vec![None; self.people];
        for (row, (person, day)) in self.rows.iter().zip(self.each()) {
            let known = &mut last[person];
            if known.is_none_or(|known| day > self.days[known as usize]) {
                *known = Some(*row);
            }
        }
        last.into_iter().flatten().collect()
    }

    fn each(&self) -> impl Iterator<Item = (usize, i32)> {
        let people = self.table.people();
        self.rows.iter().map(|row| *row as usize).map(|row| (people[row] as usize, self.days[row]))
    }
}
