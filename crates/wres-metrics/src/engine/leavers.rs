//! Who left in the period. Moving within the organisation is not leaving.

use super::{
    facts::is_known,
    people::NOBODY,
    scene::Scene,
    table::{Column, NO_CODE, NO_DAY, Table},
};
use std::cmp::Reverse;
use wres_domain::Dataset;

/// The leavers of a site, if it sent them.
pub(crate) struct Leavers<'s, 'a> {
    table: &'s Table<'a>,
    days: &'s [i32],
    people: usize,
    /// The rows of those who left in the period.
    rows: Vec<u32>,
}

/// The codes of a column by their place in the alphabet; those that say nothing come last.
struct Places<'s> {
    codes: &'s [u16],
    places: Vec<u16>,
}

impl<'s> Places<'s> {
    fn of(table: &'s Table<'_>, name: &str) -> Self {
        match table.column(name) {
            Some(Column::Codes(list, codes)) => {
                let places = list.by_name().into_iter().zip(list.iter());
                let places = places.map(|(place, code)| if is_known(name, code) { place } else { NO_CODE });
                Self { codes, places: places.collect() }
            }
            _ => Self { codes: &[], places: Vec::new() },
        }
    }

    fn at(&self, row: u32) -> u16 {
        let code = self.codes.get(row as usize).copied().unwrap_or(NO_CODE);
        self.places.get(usize::from(code)).copied().unwrap_or(NO_CODE)
    }
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

    /// The row of everybody's last leaving; of several on one day the one whose ethnicity is known, then the first by its codes,
    /// whatever the order of rows.
    pub(crate) fn last_rows(&self) -> Vec<u32> {
        let mut last: Vec<Option<u32>> = vec![None; self.people];
        let codes = ["ethnicity", "service"].map(|name| Places::of(self.table, name));
        let rank = |row: u32| (Reverse(self.days[row as usize]), codes.each_ref().map(|codes| codes.at(row)));
        for (row, (person, _)) in self.rows.iter().zip(self.each()) {
            let known = &mut last[person];
            if known.is_none_or(|known| rank(*row) < rank(known)) {
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
