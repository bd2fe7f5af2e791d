//! Tables of what happens to people: formal processes and training.

use super::{person::Person, risk::is_known_professional, year::Year};
use crate::{
    planted::Planted,
    random::Random,
    table::{Table, Value},
};
use wres_domain::Dataset;

/// Formal processes without a planted disparity: kind, and probability in a year.
const OTHER_CASES: [(&str, f64); 4] =
    [("capability", 0.008), ("grievance_raised", 0.015), ("grievance_subject", 0.010), ("bullying_raised", 0.008)];

/// Length of a formal process in days, at the most.
const LONGEST_CASE: i32 = 240;

/// One row for each entry into a formal process. A few people enter the same kind twice and count once.
pub(crate) fn cases(year: &Year, random: &mut Random, planted: &Planted, people: &[Person]) -> Table {
    let columns = vec!["case_id", "person_id", "kind", "entered_on", "stage", "outcome", "closed_on"];
    let mut table = Table::new(Dataset::Cases, columns);
    let mut number = 0;
    for person in people.iter().filter(|person| person.direct()) {
        let mut kinds = Vec::new();
        if random.chance(planted.disciplinary.of(person.group)) {
            kinds.push(("disciplinary", random.chance(0.05)));
        }
        if is_known_professional(person) && random.chance(planted.fitness_to_practise.of(person.group)) {
            kinds.push(("fitness_to_practise", random.chance(0.03)));
        }
        for (kind, probability) in OTHER_CASES {
            if random.chance(probability) {
                kinds.push((kind, false));
            }
        }
        for (kind, twice) in kinds {
            for _ in 0..=u8::from(twice) {
                number += 1;
                table.push(&case(year, random, person, kind, number));
            }
        }
    }
    table
}

fn case(year: &Year, random: &mut Random, person: &Person, kind: &'static str, number: u32) -> [Value; 7] {
    let (first, last) = year.presence(person);
    let entered = random.between(first, last);
    let closed = random.between(entered, entered + LONGEST_CASE);
    let open = closed > last;
    let outcome = match random.below(3) {
        0 => "No further action",
        1 => "Informal action",
        _ => "Formal action",
    };
    // The year in the number keeps cases of different years apart.
    let unique = u32::try_from(year.index).unwrap_or(0) * 100_000 + number;
    [
        Value::Id("C", unique),
        Value::Id("", person.number),
        Value::Code(kind),
        Value::Day(entered),
        Value::Text(if open { "Investigation" } else { "Concluded" }),
        if open { Value::Empty } else { Value::Text(outcome) },
        if open { Value::Empty } else { Value::Day(closed) },
    ]
}

/// One row for each course: mandatory ones, funded others (planted) and others without funding.
pub(crate) fn training(year: &Year, random: &mut Random, planted: &Planted, people: &[Person]) -> Table {
    let columns = vec!["person_id", "kind", "funded", "requested_on", "approved", "attended_on", "cost"];
    let mut table = Table::new(Dataset::Training, columns);
    for person in people.iter().filter(|person| person.direct()) {
        if random.chance(0.8) {
            table.push(&course(year, random, person, "mandatory", true));
        }
        if random.chance(planted.funded_training.of(person.group)) {
            let first = course(year, random, person, "cpd", true);
            table.push(&first);
            let second = course(year, random, person, "cpd", true);
            // Nothing would tell two courses of one day from one course that was entered twice.
            if random.chance(0.25) && second[ATTENDED] != first[ATTENDED] {
                table.push(&second);
            }
        }
        if random.chance(0.10) {
            table.push(&course(year, random, person, "cpd", false));
        }
    }
    table
}

/// Place of the day of attendance in a row of training.
const ATTENDED: usize = 5;

fn course(year: &Year, random: &mut Random, person: &Person, kind: &'static str, funded: bool) -> [Value; 7] {
    let (first, last) = year.presence(person);
    let attended = random.between(first, last);
    let requested = random.between(first, attended);
    let approved = funded || random.chance(0.5);
    let pence = if kind == "mandatory" { 4_500 } else { 5_000 * i64::from(random.between(2, 24)) };
    [
        Value::Id("", person.number),
        Value::Code(kind),
        Value::Flag(funded),
        Value::Day(requested),
        Value::Flag(approved),
        if approved { Value::Day(attended) } else { Value::Empty },
        if funded { Value::Pence(pence) } else { Value::Empty },
    ]
}
