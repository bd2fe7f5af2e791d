//! Defects of leavers, cases, training, appraisals and moves.

use super::{
    kind::Defect as D,
    world::{Person, World, day},
};
use crate::table::{Table, Value};
use wres_domain::Dataset::{self, Appraisals, Cases, Leavers, Moves, Staff, Training};

/// The column with the day of an event.
fn day_column(dataset: Dataset) -> &'static str {
    match dataset {
        Leavers => "left_on",
        Cases => "entered_on",
        Training => "attended_on",
        Appraisals => "held_on",
        _ => "moved_on",
    }
}

/// A new event of a person on a day, like others of its dataset and in contradiction to none.
fn event(world: &World<'_>, dataset: Dataset, person: Value, on: i32, place: usize) -> Vec<Value> {
    let day = Value::Day(on);
    let case = Value::Id("C", 900_000 + u32::try_from(place).unwrap_or(0));
    let changes: Vec<(&str, Value)> = match dataset {
        Leavers => vec![
            ("reason", Value::Code("resignation")),
            ("ethnicity", Value::Code("white_british")),
            ("service", Value::Code("adults")),
        ],
        Cases => vec![
            ("case_id", case),
            ("kind", Value::Code("capability")),
            ("stage", Value::Text("Investigation")),
            ("outcome", Value::Empty),
            ("closed_on", Value::Empty),
        ],
        Training => vec![
            ("kind", Value::Code("mandatory")),
            ("funded", Value::Flag(true)),
            ("requested_on", Value::Empty),
            ("approved", Value::Flag(true)),
            ("cost", Value::Empty),
        ],
        Appraisals => {
            vec![("rating", Value::Code("meets")), ("detriment", Value::Flag(false)), ("benefit", Value::Flag(false))]
        }
        _ => vec![
            ("from_grade", Value::Text("1")),
            ("to_grade", Value::Text("2")),
            ("kind", Value::Code("acting_up")),
            ("applied", Value::Flag(false)),
        ],
    };
    let changes: Vec<_> = [("person_id", person), (day_column(dataset), day)].into_iter().chain(changes).collect();
    world.copy(dataset, 0, &changes)
}

/// Plants a defect of leavers, cases, training, appraisals or moves; returns the rows. Empty for defects of other kinds.
pub(crate) fn plant(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let (from, snapshot) = (world.from, world.snapshot);
    let late_joiner = |person: &Person| !person.was_here && person.start > from + 60;
    // Whom and when: one event of each is added.
    let mut added: Vec<(Value, i32)> = Vec::new();
    let dataset = defect.dataset();
    match defect {
        D::Missing(Leavers, "reason") => {
            let rows = world.rows(Leavers, |_, _| true);
            let rows = world.pick(rows, k);
            return world.set(Leavers, rows, &[("reason", Value::Empty)]);
        }
        D::Missing(Training, "funded") => {
            let cpd = |table: &Table, row| table.get(row, "kind") == Value::Code("cpd");
            let rows = world.rows(Training, cpd);
            let rows = world.pick(rows, k);
            return world.set(Training, rows, &[("funded", Value::Empty)]);
        }
        D::Missing(_, column) => {
            for _ in 0..k {
                let person = world.stranger();
                added.push((person, snapshot - 20));
            }
            let rows = add(world, dataset, &added);
            return world.set(dataset, rows, &[(column, Value::Empty)]);
        }
        D::Repeated(_) => {
            let rows = world.rows(dataset, |table, row| table.get(row, day_column(dataset)) != Value::Empty);
            let rows = world.pick(rows, k);
            let copies = rows.into_iter().map(|row| world.copy(dataset, row, &[])).collect();
            return world.push(dataset, copies);
        }
        D::Conflicting(_) => {
            let leavers = world.leavers();
            let rows = match dataset {
                Leavers => world.pick(leavers, k).into_iter().map(|leaver| leaver.row).collect(),
                _ => {
                    let rows = world.rows(dataset, |_, _| true);
                    world.pick(rows, k)
                }
            };
            let other = match dataset {
                Leavers => ("left_on", Value::Day(snapshot - 1)),
                _ => ("stage", Value::Text("Appeal")),
            };
            let copies = rows.into_iter().map(|row| world.copy(dataset, row, &[other])).collect();
            return world.push(dataset, copies);
        }
        D::Stranger(_) | D::LeaverNowhereKnown => {
            for _ in 0..k {
                let person = world.stranger();
                added.push((person, snapshot - 20));
            }
        }
        D::BeforeJoining(_) => {
            let people = world.quiet(late_joiner);
            let people = world.pick(people, k);
            added.extend(people.into_iter().map(|person| (Value::Id("", person.number), person.start - 10)));
        }
        D::AfterLeaving(_) => {
            let leavers = world.leavers();
            let leavers = world.pick(leavers, k);
            added.extend(leavers.into_iter().map(|leaver| (Value::Id("", leaver.number), leaver.day + 3)));
        }
        D::OutsidePeriod(Leavers) => {
            for _ in 0..k {
                let person = world.stranger();
                added.push((person, snapshot + 14));
            }
        }
        D::OutsidePeriod(_) => {
            let people = world.quiet(|person| person.was_here && person.start < from - 100);
            let people = world.pick(people, k);
            added.extend(people.into_iter().map(|person| (Value::Id("", person.number), from - 40)));
        }
        D::LeaverInPost => {
            let people = world.quiet(|person| person.was_here);
            let people = world.pick(people, k);
            added.extend(people.into_iter().map(|person| (Value::Id("", person.number), snapshot - 30)));
        }
        D::FitnessNotRegulated => {
            let people = world.quiet(|person| !person.regulated && !person.was_here);
            let people = world.pick(people, k);
            added.extend(people.into_iter().map(|person| (Value::Id("", person.number), snapshot)));
        }
        D::MoveNotInStaff => return promotions(world, k),
        _ => return changed(world, defect, k),
    }
    let rows = add(world, dataset, &added);
    match defect {
        D::LeaverNowhereKnown => world.set(Leavers, rows, &[("ethnicity", Value::Empty)]),
        D::FitnessNotRegulated => world.set(Cases, rows, &[("kind", Value::Code("fitness_to_practise"))]),
        _ => rows,
    }
}

fn add(world: &mut World<'_>, dataset: Dataset, added: &[(Value, i32)]) -> Vec<usize> {
    let rows =
        added.iter().enumerate().map(|(place, (person, on))| event(world, dataset, *person, *on, place)).collect();
    world.push(dataset, rows)
}

/// Promotions that the staff list does not show.
fn promotions(world: &mut World<'_>, k: usize) -> Vec<usize> {
    let people = world.quiet(|person| person.was_here && (1..=8).contains(&person.rung));
    let people = world.pick(people, k);
    let mut rows = Vec::new();
    for person in people {
        let from = world.now.table(Staff).map_or(Value::Empty, |staff| staff.get(person.row, "grade"));
        let to = crate::simulate::grade(person.rung + 1);
        let person = Value::Id("", person.number);
        let mut row = event(world, Moves, person, world.snapshot - 60, 0);
        if let Some(table) = world.now.table(Moves) {
            for (column, value) in [("from_grade", from), ("to_grade", to), ("kind", Value::Code("permanent"))] {
                if let Some(cell) = table.column(column).and_then(|place| row.get_mut(place)) {
                    *cell = value;
                }
            }
        }
        rows.push(row);
    }
    world.push(Moves, rows)
}

/// Defects that change cells of rows that are there.
fn changed(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let dataset = defect.dataset();
    let meets = |table: &Table, row: usize| match defect {
        D::AttendedBeforeRequest | D::AttendedNotApproved => table.get(row, "attended_on") != Value::Empty,
        D::CostImplausible => table.get(row, "cost") != Value::Empty,
        D::MoveOnSameRung | D::MoveDownwards => table.get(row, "kind") == Value::Code("permanent"),
        D::MoveToUnknownGrade => table.get(row, "kind") == Value::Code("acting_up"),
        D::ClosedBeforeEntry | D::BenefitAndDetriment => true,
        _ => false,
    };
    let rows = world.rows(dataset, meets);
    let rows = world.pick(rows, k);
    let Some(table) = world.table(dataset) else { return Vec::new() };
    for &row in &rows {
        let get = |column| table.get(row, column);
        let changes: Vec<(&str, Value)> = match defect {
            D::ClosedBeforeEntry => vec![("closed_on", Value::Day(day(get("entered_on")) - 5))],
            D::AttendedBeforeRequest => vec![("requested_on", Value::Day(day(get("attended_on")) + 5))],
            D::BenefitAndDetriment => {
                vec![("benefit", Value::Flag(true)), ("detriment", Value::Flag(true))]
            }
            D::AttendedNotApproved => vec![("approved", Value::Flag(false))],
            D::CostImplausible => vec![("cost", Value::Pence(12_600_000))],
            D::MoveOnSameRung => vec![("to_grade", get("from_grade"))],
            D::MoveDownwards => vec![("to_grade", get("from_grade")), ("from_grade", get("to_grade"))],
            D::MoveToUnknownGrade => vec![("to_grade", Value::Text("PO7"))],
            _ => Vec::new(),
        };
        for (column, value) in changes {
            table.set(row, column, value);
        }
    }
    rows
}
