//! Ordinary small mistakes. None of them moves the truth: they touch nobody who is at risk of anything.

use crate::{
    random::Random,
    table::{Extract, Table, Value},
};
use wres_domain::{Dataset, Day, Period};

/// A purpose that no stream of the simulation has.
const SLIPS: u64 = 1_000;

/// The extract with a few mistakes in it.
pub(crate) fn slip(seed: u64, site: usize, period: &Period, extract: &Extract) -> Extract {
    let mut extract = extract.clone();
    let random = &mut Random::stream(seed, &[SLIPS, site as u64, period.snapshot.number().unsigned_abs().into()]);
    let mut still_here = None;
    if let Some(staff) = extract.table_mut(Dataset::Staff) {
        repeat_a_row(random, staff);
        unknown_start_on_grade(random, staff);
        unknown_word_for_ethnicity(random, staff);
        still_here = row(random, staff).map(|row| staff.get(row, "person_id"));
    }
    if let (Some(leavers), Some(person)) = (extract.table_mut(Dataset::Leavers), still_here) {
        internal_move(period, leavers, person);
    }
    if let Some(training) = extract.table_mut(Dataset::Training) {
        course_of_a_stranger(random, training);
    }
    extract
}

fn row(random: &mut Random, table: &Table) -> Option<usize> {
    let rows = table.rows();
    (rows > 0).then(|| usize::try_from(random.below(rows as u64)).unwrap_or(0))
}

/// The same row twice, as when two exports are pasted together.
fn repeat_a_row(random: &mut Random, staff: &mut Table) {
    if let Some(row) = row(random, staff) {
        let again = staff.row(row).to_vec();
        staff.push(&again);
    }
}

/// A date that stands for "not known".
fn unknown_start_on_grade(random: &mut Random, staff: &mut Table) {
    if let Some(row) = row(random, staff) {
        staff.set(row, "grade_start", Value::Day(Day::constant(1900, 1, 1).number()));
    }
}

/// A word that no code list has, on the row of an agency worker, who is in no base.
fn unknown_word_for_ethnicity(random: &mut Random, staff: &mut Table) {
    let agency: Vec<usize> =
        (0..staff.rows()).filter(|&row| staff.get(row, "contract") == Value::Code("agency")).collect();
    if let Some(row) = random.pick(&agency) {
        staff.set(row, "ethnicity", Value::Text("Agency - see supplier"));
    }
}

/// A move within the organisation among the leavers; the person is still in post.
fn internal_move(period: &Period, leavers: &mut Table, person: Value) {
    let snapshot = period.snapshot.number();
    leavers.push(&[person, Value::Day(snapshot - 40), Value::Code("internal_move")]);
}

/// A course of a person number that is nobody's.
fn course_of_a_stranger(random: &mut Random, training: &mut Table) {
    if let Some(row) = row(random, training) {
        let mut course = training.row(row).to_vec();
        if let Some(person) = course.first_mut() {
            *person = Value::Id("", 990_001);
        }
        training.push(&course);
    }
}
