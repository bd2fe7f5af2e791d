//! The staff survey.

use super::{person::Person, year::Year};
use crate::{
    measure::Measure,
    planted::{Planted, Rate},
    random::Random,
    table::{Table, Value},
    truth::Tally,
};
use wres_domain::Dataset;

/// Share of staff who send a questionnaire back. It does not depend on anything.
const RESPONSE: f64 = 0.42;

/// Share of questions passed over, and of those answered "don't know".
const SKIPPED: f64 = 0.03;
const UNSURE: f64 = 0.03;

/// One row for each questionnaire. Respondents have numbers of their own, which lead to nobody.
pub(crate) fn survey(
    year: &Year,
    random: &mut Random,
    planted: &Planted,
    people: &[Person],
    tally: &mut Tally,
) -> Table {
    let mut table = Table::new(
        Dataset::Survey,
        vec![
            "respondent_id",
            "ethnicity",
            "service",
            "weight",
            "harassed_by_public",
            "harassed_by_colleague",
            "harassed_by_manager",
            "equal_opportunity",
            "discriminated",
            "reported_it",
            "considering_leaving",
        ],
    );
    let questions: [(Measure, &Rate); 3] = [
        (Measure::HarassedByPublic, &planted.harassed_by_public),
        (Measure::HarassedByColleague, &planted.harassed_by_colleague),
        (Measure::HarassedByManager, &planted.harassed_by_manager),
    ];
    let mut number = year.index as u32 * 100_000;
    for person in people.iter().filter(|person| person.direct() && person.left.is_none()) {
        if !random.chance(RESPONSE) {
            continue;
        }
        number += 1;
        let mut row = vec![
            Value::Id("R", number),
            Value::Code(person.recorded.code()),
            Value::Code(person.service.code()),
            // Every third counts twice, as if fewer of its kind had answered.
            Value::Integer(if number.is_multiple_of(3) { 2 } else { 1 }),
        ];
        let (mut harassed, mut answered) = (false, false);
        for (place, (measure, rate)) in questions.into_iter().enumerate() {
            let probability = rate.of(person.group);
            let mut answer = answer(random, probability);
            // Nobody sends a questionnaire back without a word.
            if place == 2 && !answered && answer == "not_answered" {
                answer = "dont_know";
            }
            answered |= answer != "not_answered";
            if matches!(answer, "yes" | "no") {
                tally.add(measure, year.index, person.service, person.recorded, probability);
            }
            harassed |= answer == "yes";
            row.push(Value::Code(answer));
        }
        row.push(Value::Code(answer(random, 0.62)));
        row.push(Value::Code(answer(random, 0.11)));
        row.push(Value::Code(if harassed { answer(random, 0.45) } else { "not_answered" }));
        row.push(Value::Code(answer(random, 0.23)));
        table.push(&row);
    }
    table
}

fn answer(random: &mut Random, yes: f64) -> &'static str {
    // Whether a question is answered is drawn before what is answered, and apart from it.
    if random.chance(SKIPPED) {
        "not_answered"
    } else if random.chance(UNSURE) {
        "dont_know"
    } else if random.chance(yes) {
        "yes"
    } else {
        "no"
    }
}
