//! Defects of the staff file.

use super::{kind::Defect as D, world::Person, world::World};
use crate::table::Value;
use wres_domain::{Dataset::Staff, Day, Ethnicity};

const YEAR: i32 = 365;

/// Plants a defect that is one change of cells in rows of staff, or one more post; returns the rows. Empty for defects of
/// other kinds.
pub(crate) fn plant(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let (from, snapshot) = (world.from, world.snapshot);
    // Joiners have no last year to differ from.
    let joiner = |person: &Person| !person.was_here && person.start >= from;
    let low = |person: &Person| joiner(person) && (1..=3).contains(&person.rung) && person.contract != "apprentice";
    let (people, changes): (Vec<Person>, Vec<(&str, Value)>) = match defect {
        D::Missing(Staff, column @ ("person_id" | "contract")) => (world.agency(), vec![(column, Value::Empty)]),
        D::Missing(Staff, column) => (world.direct(joiner), vec![(column, Value::Empty)]),
        D::UnknownGrade => (world.direct(joiner), vec![("grade", Value::Text("PO7"))]),
        D::StartAfterSnapshot => {
            (world.agency(), vec![("service_start", Value::Day(snapshot + 7)), ("grade_start", Value::Empty)])
        }
        D::StartLongAgo => (
            world.agency(),
            vec![("service_start", Value::Day(Day::constant(1900, 1, 1).number())), ("birth_date", Value::Empty)],
        ),
        D::StartInChildhood => (
            world.agency(),
            vec![("service_start", Value::Day(snapshot - 20 * YEAR)), ("birth_date", Value::Day(snapshot - 27 * YEAR))],
        ),
        D::YoungProfessional => (
            world.direct(|person| joiner(person) && person.regulated),
            vec![("birth_date", Value::Day(snapshot - 18 * YEAR - 200))],
        ),
        D::FteAboveOne => (world.direct(joiner), vec![("hours_fte", Value::Hundredths(110))]),
        D::FteZero => (
            world.direct(|person| joiner(person) && person.contract == "permanent"),
            vec![("hours_fte", Value::Hundredths(0))],
        ),
        D::HoursForFte => (world.direct(joiner), vec![("hours_fte", Value::Hundredths(3_700))]),
        D::PayBelowMinimum => (
            world.direct(|person| low(person) && person.hundredths == 100),
            vec![("salary_fte", Value::Pence(1_850_000))],
        ),
        D::PayInPence => (world.direct(joiner), vec![("salary_fte", Value::Pence(343_140_000))]),
        D::PayProRata => (
            world.direct(|person| low(person) && person.rung < 3),
            vec![("salary_fte", Value::Pence(1_560_000)), ("hours_fte", Value::Hundredths(60))],
        ),
        D::PayHourly => (world.direct(joiner), vec![("salary_fte", Value::Pence(1_780))]),
        D::PayOutlier => {
            (world.direct(|person| joiner(person) && person.rung == 4), vec![("salary_fte", Value::Pence(12_100_000))])
        }
        D::BonusInPence => (world.direct(joiner), vec![("bonus", Value::Pence(12_000_000))]),
        D::GradeBeforeService => (world.direct(joiner), vec![("grade_start", Value::Day(from - 1_000))]),
        D::GradeAfterSnapshot => (world.direct(joiner), vec![("grade_start", Value::Day(snapshot + 31))]),
        D::ManagerOnLowRung => (world.direct(low), vec![("manager_level", Value::Code("senior"))]),
        D::ProfessionNotRegulated => {
            (world.quiet(joiner), vec![("role", Value::Code("social_worker")), ("regulated", Value::Flag(false))])
        }
        D::ApprenticeManager => {
            (world.direct(|person| joiner(person) && person.rung >= 6), vec![("contract", Value::Code("apprentice"))])
        }
        _ => return another_post(world, defect, k),
    };
    let people = world.pick(people, k);
    world.set(Staff, people.into_iter().map(|person| person.row).collect(), &changes)
}

/// Plants a defect that is one more row of a person.
fn another_post(world: &mut World<'_>, defect: D, k: usize) -> Vec<usize> {
    let from = world.from;
    let joiner = |person: &Person| !person.was_here && person.start >= from;
    let part_time = |person: &Person| joiner(person) && (1..=60).contains(&person.hundredths);
    let known = |person: &Person| {
        let staff = world.now.table(Staff).map(|staff| staff.get(person.row, "ethnicity"));
        matches!(staff, Some(Value::Code(code)) if Ethnicity::from_code(code).is_some_and(Ethnicity::is_known))
    };
    let people = match defect {
        D::Repeated(Staff) | D::Conflicting(Staff) => world.direct(part_time),
        D::TwoEthnicities => world.direct(|person| part_time(person) && known(person)),
        D::TwoFullTimePosts => world.direct(|person| joiner(person) && person.hundredths == 100),
        _ => return Vec::new(),
    };
    let mut rows = Vec::new();
    for (place, person) in (0..).zip(world.pick(people, k)) {
        let post = ("post_id", Value::Id("P", 900_000 + place));
        rows.push(match defect {
            D::Repeated(_) => world.copy(Staff, person.row, &[]),
            D::Conflicting(_) => world.copy(Staff, person.row, &[("recruited_abroad", Value::Empty)]),
            D::TwoFullTimePosts => world.copy(Staff, person.row, &[post]),
            _ => {
                let staff = world.now.table(Staff).map(|staff| staff.get(person.row, "ethnicity"));
                let other = if staff == Some(Value::Code("mixed_wa")) { "other_any" } else { "mixed_wa" };
                world.copy(Staff, person.row, &[post, ("ethnicity", Value::Code(other))])
            }
        });
    }
    world.push(Staff, rows)
}
