//! Defects of racist incidents.

use super::{
    kind::Defect as D,
    world::{World, day},
};
use crate::table::{Table, Value};
use wres_domain::Dataset::Incidents;

/// Minutes of a day.
const DAY: i64 = 1_440;

/// Plants a defect of incidents; returns the rows. Empty for defects of other kinds.
pub(crate) fn plant(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let (from, snapshot) = (world.from, world.snapshot);
    let is_empty = |table: &Table, row, column| table.get(row, column) == Value::Empty;
    let meets = |table: &Table, row: usize| match defect {
        D::ResponseBeforeReport | D::ResponseLate => !is_empty(table, row, "first_response_at"),
        D::ClosedBeforeReport => !is_empty(table, row, "closed_on"),
        D::SatisfiedWhileOpen => is_empty(table, row, "closed_on"),
        D::OwnEarlierCase => is_empty(table, row, "earlier_case"),
        _ => true,
    };
    let rows = world.rows(Incidents, meets);
    let rows = world.pick(rows, k);
    let other: Vec<(&str, Value)> = match defect {
        D::Conflicting(_) => vec![("setting", Value::Text("car park"))],
        _ => Vec::new(),
    };
    if matches!(defect, D::Repeated(_) | D::Conflicting(_)) {
        let copies = rows.iter().map(|&row| world.copy(Incidents, row, &other)).collect();
        return world.push(Incidents, copies);
    }
    let Some(table) = world.table(Incidents) else { return Vec::new() };
    for &row in &rows {
        let reported = day(table.get(row, "reported_on"));
        let changes: Vec<(&str, Value)> = match defect {
            D::Missing(_, column) => vec![(column, Value::Empty)],
            D::OutsidePeriod(_) => vec![
                ("reported_on", Value::Day(from - 40)),
                ("occurred_on", Value::Day(from - 40)),
                ("first_response_at", Value::Empty),
                ("satisfied", Value::Code("not_asked")),
                ("closed_on", Value::Empty),
            ],
            D::ReportedBefore => vec![("occurred_on", Value::Day(reported + 3))],
            D::ResponseBeforeReport => vec![("first_response_at", Value::Minute(i64::from(reported) * DAY - 2 * DAY))],
            D::ResponseLate => vec![("first_response_at", Value::Minute(i64::from(snapshot + 400) * DAY))],
            D::ClosedBeforeReport => vec![("closed_on", Value::Day(reported - 5))],
            D::OwnEarlierCase => vec![("earlier_case", table.get(row, "case_id"))],
            D::SatisfiedWhileOpen => vec![("satisfied", Value::Code("partly"))],
            _ => Vec::new(),
        };
        for (column, value) in changes {
            table.set(row, column, value);
        }
    }
    rows
}
