//! Puts people at risk in the truth, each with their own probability.

use super::{
    person::{Person, pay, pay_band},
    rungs::Rungs,
    year::Year,
};
use crate::{measure::Measure, planted::Planted, truth::Tally};

/// Adds what is true of the people of a site in a year: where they stand, and what may happen to them.
pub(crate) fn people_at_risk(year: &Year, planted: &Planted, rungs: &Rungs, people: &[Person], tally: &mut Tally) {
    let bands = band_shares(year.index);
    for person in people.iter().filter(|person| person.direct()) {
        let group = person.group;
        let mut add = |measure, probability| {
            tally.add(measure, year.index, person.service, person.recorded, probability);
        };
        let voluntarily = planted.left_voluntarily.of(group);
        let left = (voluntarily + planted.left_otherwise.of(group)).min(1.0);
        add(Measure::LeftVoluntarily, voluntarily);
        add(Measure::Left, left);
        add(Measure::Disciplinary, planted.disciplinary.of(group));
        add(Measure::FundedTraining, planted.funded_training.of(group));
        if is_known_professional(person) {
            add(Measure::FitnessToPractise, planted.fitness_to_practise.of(group));
        }
        let rung_before = person.promoted_from.unwrap_or(person.rung);
        if person.was_in_post && rung_before < 9 {
            add(Measure::Promoted, (1.0 - left) * planted.promoted.of(group));
        }
        if person.left.is_some() {
            continue;
        }
        let shares = rungs.of(group, person.years);
        for (rung, share) in (1..=9).zip(shares) {
            add(Measure::OnRung(rung), *share);
        }
        add(Measure::SeniorManager, shares[7] + shares[8]);
        for band in 0..=2 {
            let share = shares.iter().zip(&bands).map(|(rung, bands)| rung * bands[usize::from(band)]).sum();
            add(Measure::InPayBand(band), share);
        }
    }
}

/// Whether a snapshot of the period shows the person, and shows them as regulated. Whether somebody who joined and left
/// within the year is regulated stands in no file.
pub(crate) fn is_known_professional(person: &Person) -> bool {
    person.regulated && (person.was_in_post || person.left.is_none())
}

/// For each rung the shares of its five points of pay that lie in each band.
fn band_shares(period: usize) -> [[f64; 3]; 9] {
    let mut shares = [[0.0; 3]; 9];
    for (rung, bands) in (1..=9).zip(&mut shares) {
        for point in 0..5 {
            bands[usize::from(pay_band(pay(rung, point, period)))] += 0.2;
        }
    }
    shares
}
