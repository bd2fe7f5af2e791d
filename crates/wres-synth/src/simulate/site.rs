//! One site through all periods.

use super::{
    applications::applications,
    events::{cases, training},
    hire::{Numbers, Recruiter},
    person::Person,
    records::{appraisals, incidents},
    risk::people_at_risk,
    rungs::Rungs,
    staff::{leavers, moves, staff},
    survey::survey,
    year::Year,
};
use crate::{
    measure::Measure,
    plan::Plan,
    random::Random,
    table::{Extract, Table},
    truth::Tally,
};
use wres_domain::Dataset;

/// What a simulation yields: canonical tables for each period, and what is true of them.
pub(crate) struct Simulated {
    pub(crate) extracts: Vec<Extract>,
    pub(crate) tally: Tally,
    /// Measures of datasets that the site does not send.
    pub(crate) gone: Vec<Measure>,
}

/// Purposes of the streams of chance.
#[derive(Clone, Copy)]
enum Purpose {
    People,
    Year,
    Cases,
    Training,
    Applications,
    Survey,
    Moves,
    Appraisals,
    Incidents,
}

/// Simulates a site of the plan; nothing where the plan has no such site.
pub(crate) fn simulate(seed: u64, plan: &Plan, site: usize) -> Option<Simulated> {
    let outline = plan.sites.get(site)?;
    let stream = |purpose: Purpose, period: usize| Random::stream(seed, &[site as u64, purpose as u64, period as u64]);
    let rungs = Rungs::new(&plan.planted, plan.periods.len());
    let mut tally = Tally::new(plan.periods.len());
    let numbers = Numbers { person: 1_000, post: 20_000 };
    let mut recruiter = Recruiter { outline, ladder: &plan.planted.ladder, numbers };
    let mut people: Vec<Person> = Vec::new();
    let mut extracts = Vec::new();
    for (index, period) in plan.periods.iter().enumerate() {
        let (from, snapshot) = (period.from.number(), period.snapshot.number());
        let year = Year { index, from, snapshot };
        if index == 0 {
            let random = &mut stream(Purpose::People, 0);
            people.extend((0..outline.people).map(|_| recruiter.long_serving(random, from)));
        }
        let random = &mut stream(Purpose::Year, index);
        year.join(random, &mut recruiter, &mut people);
        year.leave(random, &plan.planted, &mut people);
        year.promote(random, &plan.planted, &mut people);
        people_at_risk(&year, &plan.planted, &rungs, &people, &mut tally);
        let mut tables: Vec<Table> = Vec::new();
        for &dataset in &outline.datasets {
            let random = |purpose| stream(purpose, index);
            tables.extend(match dataset {
                Dataset::Staff => Some(staff(&year, &people)),
                Dataset::Leavers => Some(leavers(&people)),
                Dataset::Moves => Some(moves(&year, &mut random(Purpose::Moves), &people)),
                Dataset::Cases => Some(cases(&year, &mut random(Purpose::Cases), &plan.planted, &people)),
                Dataset::Training => Some(training(&year, &mut random(Purpose::Training), &plan.planted, &people)),
                Dataset::Applications => {
                    Some(applications(&year, &mut random(Purpose::Applications), plan, outline, &mut tally))
                }
                Dataset::Survey => {
                    Some(survey(&year, &mut random(Purpose::Survey), &plan.planted, &people, &mut tally))
                }
                Dataset::Appraisals => Some(appraisals(&year, &mut random(Purpose::Appraisals), &people)),
                Dataset::Incidents => Some(incidents(&year, &mut random(Purpose::Incidents), &people)),
                _ => None,
            });
        }
        extracts.push(Extract { period: period.label.clone(), tables });
        year.end(&mut people);
    }
    Some(Simulated { extracts, tally, gone: gone(&outline.datasets) })
}

/// The measures that need a dataset which is not sent. Those of applications and the survey are only tallied when made.
fn gone(sent: &[Dataset]) -> Vec<Measure> {
    let without = |dataset, measures: &[Measure]| {
        if sent.contains(&dataset) { Vec::new() } else { measures.to_vec() }
    };
    let staff: Vec<Measure> = (1..=9)
        .map(Measure::OnRung)
        .chain((0..=2).map(Measure::InPayBand))
        .chain([
            Measure::SeniorManager,
            Measure::Left,
            Measure::LeftVoluntarily,
            Measure::Disciplinary,
            Measure::FitnessToPractise,
            Measure::FundedTraining,
            Measure::Promoted,
        ])
        .collect();
    [
        without(Dataset::Staff, &staff),
        without(Dataset::Leavers, &[Measure::Left, Measure::LeftVoluntarily]),
        without(Dataset::Cases, &[Measure::Disciplinary, Measure::FitnessToPractise]),
        without(Dataset::Training, &[Measure::FundedTraining]),
        without(Dataset::Moves, &[Measure::Promoted]),
    ]
    .concat()
}
