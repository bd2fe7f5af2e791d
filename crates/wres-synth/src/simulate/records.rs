//! Appraisals and racist incidents.

use super::{person::Person, year::Year};
use crate::{
    random::Random,
    table::{Table, Value},
};
use wres_domain::Dataset;

/// One row for each appraisal: most people have one in a year.
pub(crate) fn appraisals(year: &Year, random: &mut Random, people: &[Person]) -> Table {
    let columns = vec!["person_id", "held_on", "rating", "detriment", "benefit"];
    let mut table = Table::new(Dataset::Appraisals, columns);
    for person in people.iter().filter(|person| person.direct() && person.start < year.from && person.left.is_none()) {
        if random.chance(0.15) {
            continue;
        }
        let rating = ["exceeds", "meets", "below", "not_rated"][random.weighted(&[0.15, 0.75, 0.06, 0.04])];
        let benefit = rating == "exceeds" && random.chance(0.5);
        table.push(&[
            Value::Id("", person.number),
            Value::Day(random.between(year.from, year.snapshot)),
            Value::Code(rating),
            Value::Flag(rating == "below" && random.chance(0.3)),
            Value::Flag(benefit),
        ]);
    }
    table
}

const PERPETRATORS: (&[&str], &[f64]) = (
    &["service_user", "relative", "public", "colleague", "manager", "contractor"],
    &[0.45, 0.15, 0.10, 0.20, 0.08, 0.02],
);

const FORMS: (&[&str], &[f64]) =
    (&["verbal", "physical", "written", "property", "exclusion"], &[0.7, 0.05, 0.1, 0.02, 0.13]);

/// Share of people who report an incident in a year.
const REPORTING: f64 = 0.02;

/// One row for each incident. An incident of somebody who has reported one before leads to it.
pub(crate) fn incidents(year: &Year, random: &mut Random, people: &[Person]) -> Table {
    let mut table = Table::new(
        Dataset::Incidents,
        vec![
            "case_id",
            "person_id",
            "occurred_on",
            "reported_on",
            "perceived_by",
            "group",
            "setting",
            "perpetrator",
            "form",
            "earlier_case",
            "first_response_at",
            "agencies",
            "plan_agreed",
            "outcome",
            "closed_on",
            "satisfied",
            "aftercare_offered",
        ],
    );
    let mut number = u32::try_from(year.index).unwrap_or(0) * 100_000;
    for person in people.iter().filter(|person| person.direct()) {
        if !random.chance(REPORTING) {
            continue;
        }
        let mut earlier = Value::Empty;
        for _ in 0..=u8::from(random.chance(0.2)) {
            number += 1;
            table.push(&incident(year, random, person, number, earlier));
            earlier = Value::Id("R", number);
        }
    }
    table
}

fn incident(year: &Year, random: &mut Random, person: &Person, number: u32, earlier: Value) -> [Value; 17] {
    let (first, last) = year.presence(person);
    let reported = random.between(first, last);
    let occurred = random.between((reported - 30).max(person.start), reported);
    let answered = random.chance(0.9);
    let response = i64::from(reported) * 1_440 + i64::from(random.between(30, 6_000));
    let closed = random.between(reported + 5, reported + 150);
    let open = closed > year.snapshot || !answered;
    let when_closed = |value| if open { Value::Empty } else { value };
    [
        Value::Id("R", number),
        Value::Id("", person.number),
        Value::Day(occurred),
        Value::Day(reported),
        Value::Code(["victim", "witness", "other"][random.weighted(&[0.8, 0.17, 0.03])]),
        Value::Code(person.recorded.code()),
        Value::Text(
            ["home visit", "office", "residential home", "telephone"][random.weighted(&[0.4, 0.2, 0.25, 0.15])],
        ),
        Value::Code(PERPETRATORS.0[random.weighted(PERPETRATORS.1)]),
        Value::Code(FORMS.0[random.weighted(FORMS.1)]),
        earlier,
        if answered { Value::Minute(response) } else { Value::Empty },
        Value::Integer(i64::from(random.between(0, 2))),
        Value::Flag(answered && random.chance(0.7)),
        when_closed(Value::Text("Action taken")),
        when_closed(Value::Day(closed)),
        Value::Code(if open {
            "not_asked"
        } else {
            ["yes", "partly", "no", "not_asked"][random.weighted(&[0.3, 0.2, 0.2, 0.3])]
        }),
        Value::Flag(random.chance(0.5)),
    ]
}
