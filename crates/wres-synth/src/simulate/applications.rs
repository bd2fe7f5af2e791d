//! Applications for posts.

use super::{hire::identity, hire::rung_of, hire::service, staff::grade, year::Year};
use crate::{
    measure::Measure,
    plan::{Plan, SiteOutline},
    random::Random,
    table::{Table, Value},
    truth::Tally,
};
use wres_domain::{Dataset, Group};

/// Vacancies for each person of the site's outline, and applications for each vacancy.
const VACANCIES: f64 = 0.12;
const APPLICATIONS: i32 = 8;

/// How much more often an applicant is BME than a member of staff is.
const APPLICANTS: f64 = 1.3;

/// One row for each application.
///
/// Whether an application is shortlisted, and whether a shortlisted one is appointed, is drawn for each by itself: a
/// vacancy may be a campaign for several posts and may fill none. So the counts are binomial.
pub(crate) fn applications(
    year: &Year,
    random: &mut Random,
    plan: &Plan,
    outline: &SiteOutline,
    tally: &mut Tally,
) -> Table {
    let mut table = Table::new(
        Dataset::Applications,
        vec![
            "vacancy_id",
            "application_id",
            "ethnicity",
            "service",
            "grade",
            "internal",
            "recruited_abroad",
            "applied_on",
            "shortlisted",
            "interviewed",
            "offered",
            "appointed",
            "withdrew",
        ],
    );
    let planted = &plan.planted;
    let bme = (outline.bme * APPLICANTS).min(0.95);
    let ladder = planted.ladder.of(Group::White);
    let vacancies = (f64::from(outline.people) * VACANCIES + 0.5) as u32;
    // The year in the numbers keeps those of different years apart.
    let (mut vacancy, mut number) = (year.index as u32 * 100_000, year.index as u32 * 1_000_000);
    for _ in 0..vacancies {
        vacancy += 1;
        let (service, rung) = (service(random, outline), rung_of(random.weighted(&ladder)));
        let opened = random.between(year.from, year.snapshot - 21);
        for _ in 0..random.between(APPLICATIONS / 2, APPLICATIONS * 3 / 2) {
            number += 1;
            let who = identity(random, outline, bme);
            let mut add = |measure, probability| tally.add(measure, year.index, service, who.recorded, probability);
            let (shortlist, appoint) = (planted.shortlisted.of(who.group), planted.appointed.of(who.group));
            add(Measure::Shortlisted, shortlist);
            let shortlisted = random.chance(shortlist);
            if shortlisted {
                add(Measure::Appointed, appoint);
            }
            let appointed = shortlisted && random.chance(appoint);
            let declined = shortlisted && !appointed && random.chance(0.04);
            let interviewed = appointed || declined || (shortlisted && random.chance(0.88));
            table.push(&[
                Value::Id("V", vacancy),
                Value::Id("A", number),
                Value::Code(who.recorded.code()),
                Value::Code(service.code()),
                grade(rung),
                Value::Flag(random.chance(0.15)),
                Value::Flag(random.chance(0.06)),
                Value::Day(random.between(opened, opened + 20)),
                Value::Flag(shortlisted),
                Value::Flag(interviewed),
                Value::Flag(appointed || declined),
                Value::Flag(appointed),
                Value::Flag(declined || (shortlisted && !interviewed)),
            ]);
        }
    }
    table
}
