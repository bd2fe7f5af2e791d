//! Defects of applications and of the survey.

use super::{kind::Defect as D, world::World};
use crate::table::{Table, Value};
use wres_domain::Dataset::{self, Applications, Survey};

/// Plants a defect of applications or of the survey; returns the rows. Empty for defects of other kinds.
pub(crate) fn plant(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let dataset = defect.dataset();
    let (yes, no) = (Value::Flag(true), Value::Flag(false));
    let is = |table: &Table, row, column, value| table.get(row, column) == value;
    let meets = |table: &Table, row: usize| match defect {
        D::AppointedNotInterviewed | D::AppointedNotOffered | D::AppointedAndWithdrew => {
            is(table, row, "appointed", yes)
        }
        D::AppointedNotShortlisted | D::OfferedNotShortlisted => is(table, row, "shortlisted", no),
        _ => true,
    };
    let rows = world.rows(dataset, meets);
    let rows = world.pick(rows, k);
    let changes: Vec<(&str, Value)> = match defect {
        D::Missing(_, column) => vec![(column, Value::Empty)],
        D::Repeated(_) => return copies(world, dataset, &rows, |_, _| Vec::new()),
        D::Conflicting(Applications) => {
            return copies(world, dataset, &rows, |table, row| {
                vec![("internal", if is(table, row, "internal", yes) { no } else { yes })]
            });
        }
        D::Conflicting(_) => {
            return copies(world, dataset, &rows, |table, row| {
                let other = if is(table, row, "discriminated", Value::Code("no")) { "yes" } else { "no" };
                vec![("discriminated", Value::Code(other))]
            });
        }
        D::OutsidePeriod(_) => vec![("applied_on", Value::Day(world.from - 800))],
        D::AppointedNotShortlisted => {
            vec![("appointed", yes), ("interviewed", Value::Empty), ("offered", Value::Empty)]
        }
        D::AppointedNotInterviewed => vec![("interviewed", no)],
        D::AppointedNotOffered => vec![("offered", no)],
        D::AppointedAndWithdrew => vec![("withdrew", yes)],
        D::OfferedNotShortlisted => vec![("offered", yes)],
        D::NothingAnswered => ["harassed_by_public", "harassed_by_colleague", "harassed_by_manager", "reported_it"]
            .map(|question| (question, Value::Code("not_answered")))
            .to_vec(),
        D::ReportedNothing => {
            let no = ["harassed_by_public", "harassed_by_colleague", "harassed_by_manager"];
            let no = no.map(|question| (question, Value::Code("no")));
            [no.as_slice(), &[("reported_it", Value::Code("yes"))]].concat()
        }
        _ => return Vec::new(),
    };
    world.set(dataset, rows, &changes)
}

/// Adds copies of rows, each with its changes.
fn copies(
    world: &mut World<'_>,
    dataset: Dataset,
    rows: &[usize],
    changes: impl Fn(&Table, usize) -> Vec<(&'static str, Value)>,
) -> Vec<usize> {
    let mut copies = Vec::new();
    for &row in rows {
        let changes = world.now.table(dataset).map(|table| changes(table, row)).unwrap_or_default();
        copies.push(world.copy(dataset, row, &changes));
    }
    world.push(dataset, copies)
}

/// Whether the defect is one of applications or of the survey.
pub(crate) fn is_mine(defect: D) -> bool {
    matches!(defect.dataset(), Applications | Survey)
}
