//! What happens to the people of a site in a year: they join, leave and are promoted.

use super::{hire::Recruiter, hire::role, person::Departure, person::Person};
use crate::{planted::Planted, random::Random};

/// A period in days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Year {
    /// Its place among the periods.
    pub(crate) index: usize,
    pub(crate) from: i32,
    pub(crate) snapshot: i32,
}

/// New people for each person of the site's outline, so that its size keeps about level.
const JOINING: f64 = 0.14;

/// Reasons for leaving of one's own will, with their shares.
const VOLUNTARY: (&[&str], &[f64]) = (&["resignation", "other_employer", "relocation"], &[0.55, 0.33, 0.12]);

/// Other reasons for leaving, with their shares.
const OTHERWISE: (&[&str], &[f64]) = (
    &[
        "retirement",
        "end_of_contract",
        "health",
        "dismissal_conduct",
        "dismissal_capability",
        "redundancy",
        "probation",
        "tupe",
        "not_known",
        "death",
    ],
    &[0.38, 0.17, 0.10, 0.06, 0.06, 0.08, 0.06, 0.04, 0.03, 0.02],
);

impl Year {
    /// The days of the year on which the person is employed; `(from, from)` at the least.
    pub(crate) fn presence(&self, person: &Person) -> (i32, i32) {
        let first = self.from.max(person.start);
        let last = person.left.map_or(self.snapshot, |left| left.day);
        (first, last.max(first))
    }

    /// Takes on the year's joiners and renews half of the agency workers.
    pub(crate) fn join(&self, random: &mut Random, recruiter: &mut Recruiter<'_>, people: &mut Vec<Person>) {
        let outline = recruiter.outline;
        // Whole numbers of people: a site of 150 has 21 joiners.
        let joiners = (f64::from(outline.people) * JOINING + 0.5) as u32;
        for _ in 0..joiners {
            let start = random.between(self.from, self.snapshot - 30);
            people.push(recruiter.joiner(random, start));
        }
        people.retain(|person| person.direct() || random.chance(0.5));
        let wanted = (f64::from(outline.people) * outline.agency + 0.5) as usize;
        let there = people.iter().filter(|person| !person.direct()).count();
        for _ in there..wanted {
            let start = random.between(self.from, self.snapshot);
            people.push(recruiter.agency_worker(random, start));
        }
    }

    /// Lets people leave. Nobody leaves on the snapshot day itself, so nobody is both in post and gone.
    pub(crate) fn leave(&self, random: &mut Random, planted: &Planted, people: &mut [Person]) {
        for person in people.iter_mut().filter(|person| person.direct()) {
            let voluntary = planted.left_voluntarily.of(person.group);
            let draw = random.unit();
            let (reasons, shares) = if draw < voluntary {
                VOLUNTARY
            } else if draw < voluntary + planted.left_otherwise.of(person.group) {
                OTHERWISE
            } else {
                continue;
            };
            let first = self.from.max(person.start.saturating_add(14));
            let day = random.between(first, self.snapshot - 1);
            person.left = Some(Departure { day, reason: reasons[random.weighted(shares)] });
        }
    }

    /// Promotes people who were in post before the year and stay.
    pub(crate) fn promote(&self, random: &mut Random, planted: &Planted, people: &mut [Person]) {
        let there = |person: &&mut Person| person.direct() && person.was_in_post && person.left.is_none();
        for person in people.iter_mut().filter(there) {
            person.years = person.years.saturating_add(1);
            if person.rung >= 9 || !random.chance(planted.promoted.of(person.group)) {
                continue;
            }
            person.promoted_from = Some(person.rung);
            person.rung += 1;
            person.grade_start = random.between(self.from, self.snapshot);
            (person.role, person.regulated) = role(random, person.rung);
            if person.contract == "apprentice" {
                person.contract = "permanent";
            }
        }
    }

    /// Ends the year: those who left are gone, and the rest have stood in a snapshot.
    pub(crate) fn end(&self, people: &mut Vec<Person>) {
        people.retain(|person| person.left.is_none());
        for person in people.iter_mut() {
            person.was_in_post = true;
            person.promoted_from = None;
        }
    }
}
