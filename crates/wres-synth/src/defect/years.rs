//! Defects that show only beside the year before.

use super::{
    kind::Defect as D,
    world::{Person, World, number},
};
use crate::{
    simulate::grade,
    table::{Table, Value},
};
use wres_domain::{Dataset::Staff, Ethnicity};

/// Plants a defect between two years; returns the rows of this period. For people who vanished, who have no row, the rows
/// that they had. Empty for defects of other kinds.
pub(crate) fn plant(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let from = world.from;
    let known = |world: &World<'_>, person: &Person| {
        let staff = world.now.table(Staff).map(|staff| staff.get(person.row, "ethnicity"));
        match staff {
            Some(Value::Code(code)) => Ethnicity::from_code(code).filter(|ethnicity| ethnicity.is_known()),
            _ => None,
        }
    };
    let candidates = match defect {
        D::Vanished | D::Appeared => world.quiet(|person| person.was_here),
        D::EthnicityChanged => {
            world.quiet(|person| person.was_here && known(world, person) == Some(Ethnicity::WhiteBritish))
        }
        D::EthnicityLost => world.quiet(|person| person.was_here && known(world, person).is_some()),
        D::RungDropped => world.quiet(|person| person.was_here && person.rung >= 2),
        D::PayJumped => world.quiet(|person| person.was_here && (3..=5).contains(&person.rung)),
        D::StartMoved => world.quiet(|person| person.was_here && person.start < from - 1_500),
        _ => return Vec::new(),
    };
    let people = world.pick(candidates, k);
    let rows: Vec<usize> = people.iter().map(|person| person.row).collect();
    match defect {
        D::Vanished => {
            if let Some(staff) = world.table(Staff) {
                rows.iter().rev().for_each(|&row| staff.remove(row));
            }
        }
        D::Appeared => {
            let numbers: Vec<u32> = people.iter().map(|person| person.number).collect();
            if let Some(staff) = world.before.as_mut().and_then(|before| before.table_mut(Staff)) {
                forget(staff, &numbers);
            }
        }
        _ => {
            let Some(staff) = world.table(Staff) else { return rows };
            for person in people {
                change(staff, defect, &person);
            }
        }
    }
    rows
}

fn forget(staff: &mut Table, numbers: &[u32]) {
    for row in (0..staff.rows()).rev() {
        if numbers.contains(&number(staff.get(row, "person_id"))) {
            staff.remove(row);
        }
    }
}

fn change(staff: &mut Table, defect: D, person: &Person) {
    let pence = match staff.get(person.row, "salary_fte") {
        Value::Pence(pence) => pence,
        _ => 0,
    };
    let changes: Vec<(&str, Value)> = match defect {
        D::EthnicityChanged => vec![("ethnicity", Value::Code("black_african"))],
        D::EthnicityLost => vec![("ethnicity", Value::Code("unknown_blank"))],
        D::RungDropped => vec![("grade", grade(person.rung - 1))],
        D::PayJumped => vec![("salary_fte", Value::Pence(pence * 17 / 10))],
        D::StartMoved => {
            vec![("service_start", Value::Day(person.start + 800)), ("grade_start", Value::Empty)]
        }
        _ => Vec::new(),
    };
    for (column, value) in changes {
        staff.set(person.row, column, value);
    }
}
