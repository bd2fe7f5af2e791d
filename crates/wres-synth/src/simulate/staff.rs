//! Tables of people: staff, leavers and moves.

use super::{
    person::{Person, bonus, pay},
    year::Year,
};
use crate::{
    random::Random,
    table::{Table, Value},
};
use wres_domain::Dataset;

const RUNG_TEXT: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// A grade as the canonical tables hold it: the code of its rung.
pub(crate) fn grade(rung: u8) -> Value {
    Value::Text(RUNG_TEXT[usize::from(rung.clamp(1, 9)) - 1])
}

fn flag(known: Option<bool>) -> Value {
    known.map_or(Value::Empty, Value::Flag)
}

/// One row for each post held on the snapshot date.
pub(crate) fn staff(year: &Year, people: &[Person]) -> Table {
    let mut table = Table::new(
        Dataset::Staff,
        vec![
            "person_id",
            "post_id",
            "ethnicity",
            "sex",
            "birth_date",
            "disability",
            "service",
            "role",
            "grade",
            "salary_fte",
            "hours_fte",
            "contract",
            "regulated",
            "manager_level",
            "board",
            "service_start",
            "grade_start",
            "recruited_abroad",
            "bonus",
        ],
    );
    for person in people.iter().filter(|person| person.left.is_none()) {
        let posts = [
            Some((person.post, person.rung, person.hundredths)),
            person.second.map(|second| (second.number, second.rung, second.hundredths)),
        ];
        for (place, (post, rung, hundredths)) in posts.into_iter().flatten().enumerate() {
            let first = place == 0;
            table.push(&[
                Value::Id("", person.number),
                Value::Id("P", post),
                Value::Code(person.recorded.code()),
                Value::Code(person.sex),
                Value::Day(person.birth),
                flag(person.disability),
                Value::Code(person.service.code()),
                Value::Code(person.role),
                grade(rung),
                Value::Pence(pay(rung, person.point, year.index) * 100),
                Value::Hundredths(hundredths),
                Value::Code(person.contract),
                Value::Flag(person.regulated),
                Value::Code(if first { person.manager_level() } else { "none" }),
                if first && person.rung == 9 { Value::Code("executive") } else { Value::Empty },
                Value::Day(person.start),
                Value::Day(if first { person.grade_start } else { person.start }),
                Value::Flag(person.abroad),
                Value::Pence(bonus(person)),
            ]);
        }
    }
    table
}

/// One row for each departure.
pub(crate) fn leavers(people: &[Person]) -> Table {
    let mut table = Table::new(Dataset::Leavers, vec!["person_id", "left_on", "reason", "ethnicity", "service"]);
    for person in people {
        if let Some(left) = person.left {
            table.push(&[
                Value::Id("", person.number),
                Value::Day(left.day),
                Value::Code(left.reason),
                Value::Code(person.recorded.code()),
                Value::Code(person.service.code()),
            ]);
        }
    }
    table
}

/// One row for each promotion, and a few turns at acting up, which change nobody's grade.
pub(crate) fn moves(year: &Year, random: &mut Random, people: &[Person]) -> Table {
    let mut table =
        Table::new(Dataset::Moves, vec!["person_id", "moved_on", "from_grade", "to_grade", "kind", "applied"]);
    for person in people.iter().filter(|person| person.direct() && person.left.is_none()) {
        if let Some(from) = person.promoted_from {
            table.push(&[
                Value::Id("", person.number),
                Value::Day(person.grade_start),
                grade(from),
                grade(person.rung),
                Value::Code("permanent"),
                Value::Flag(random.chance(0.85)),
            ]);
        } else if person.rung < 9 && random.chance(0.01) {
            let (first, last) = year.presence(person);
            table.push(&[
                Value::Id("", person.number),
                Value::Day(random.between(first, last)),
                grade(person.rung),
                grade(person.rung + 1),
                Value::Code("acting_up"),
                Value::Flag(random.chance(0.3)),
            ]);
        }
    }
    table
}
