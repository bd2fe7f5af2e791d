//! Who works at a site: drawn from its outline and from what is planted.

use super::person::{Person, SecondPost};
use crate::{plan::SiteOutline, planted::Ladder, random::Random};
use wres_domain::{Ethnicity, Group, Grouping, Service};

/// Days in a year, on average.
const YEAR: f64 = 365.25;

/// Shares of the groups among White people, in the order of [`WHITE`].
const WHITE_SHARES: [f64; 5] = [0.90, 0.02, 0.004, 0.003, 0.073];
const WHITE: [Ethnicity; 5] = [
    Ethnicity::WhiteBritish,
    Ethnicity::WhiteIrish,
    Ethnicity::WhiteGypsyTraveller,
    Ethnicity::WhiteRoma,
    Ethnicity::WhiteOther,
];

/// Shares of the groups among BME people, in the order of [`BME`].
const BME_SHARES: [f64; 14] = [0.17, 0.12, 0.06, 0.02, 0.08, 0.13, 0.19, 0.04, 0.05, 0.02, 0.03, 0.03, 0.02, 0.04];
const BME: [Ethnicity; 14] = [
    Ethnicity::AsianIndian,
    Ethnicity::AsianPakistani,
    Ethnicity::AsianBangladeshi,
    Ethnicity::AsianChinese,
    Ethnicity::AsianOther,
    Ethnicity::BlackCaribbean,
    Ethnicity::BlackAfrican,
    Ethnicity::BlackOther,
    Ethnicity::MixedWhiteBlackCaribbean,
    Ethnicity::MixedWhiteBlackAfrican,
    Ethnicity::MixedWhiteAsian,
    Ethnicity::MixedOther,
    Ethnicity::OtherArab,
    Ethnicity::OtherAny,
];

/// Shares of refusals, people not asked and empty cells among those unknown; a site without slips leaves no cell empty.
const UNKNOWN_SHARES: [f64; 3] = [0.4, 0.3, 0.3];
const UNKNOWN_SHARES_CLEAN: [f64; 3] = [0.6, 0.4, 0.0];
const UNKNOWN: [Ethnicity; 3] = [Ethnicity::UnknownRefused, Ethnicity::UnknownNotAsked, Ethnicity::UnknownBlank];

/// Kinds of job on each rung and their shares: role, regulated, share.
const ROLES: [&[(&str, bool, f64)]; 9] = [
    &[("care_worker", false, 0.60), ("other", false, 0.25), ("social_worker", true, 0.15)],
    &[
        ("social_worker", true, 0.60),
        ("care_worker", false, 0.20),
        ("occupational_therapist", true, 0.10),
        ("other", false, 0.10),
    ],
    &[
        ("social_worker", true, 0.70),
        ("occupational_therapist", true, 0.15),
        ("nurse", true, 0.05),
        ("other", false, 0.10),
    ],
    &[("social_worker", true, 0.80), ("occupational_therapist", true, 0.15), ("other", false, 0.05)],
    &[("manager", true, 0.80), ("manager", false, 0.20)],
    &[("manager", true, 0.70), ("manager", false, 0.30)],
    &[("leader", true, 0.60), ("leader", false, 0.40)],
    &[("leader", true, 0.60), ("leader", false, 0.40)],
    &[("leader", true, 0.50), ("leader", false, 0.50)],
];

/// Who somebody is, apart from any post.
pub(crate) struct Identity {
    pub(crate) recorded: Ethnicity,
    pub(crate) group: Group,
}

/// Draws an ethnicity and whether it is recorded. Recording does not depend on the group.
pub(crate) fn identity(random: &mut Random, outline: &SiteOutline, bme: f64) -> Identity {
    let ethnicity =
        if random.chance(bme) { BME[random.weighted(&BME_SHARES)] } else { WHITE[random.weighted(&WHITE_SHARES)] };
    let list = outline.style.ethnicity;
    let shares = if outline.slips { &UNKNOWN_SHARES } else { &UNKNOWN_SHARES_CLEAN };
    let recorded = if random.chance(outline.unknown) {
        list.read_as(UNKNOWN[random.weighted(shares)])
    } else {
        list.read_as(ethnicity)
    };
    Identity { recorded, group: Grouping::Five.group(ethnicity) }
}

/// Draws a service from the site's shares.
pub(crate) fn service(random: &mut Random, outline: &SiteOutline) -> Service {
    if random.chance(outline.corporate) {
        Service::Corporate
    } else if random.chance(outline.children) {
        Service::Children
    } else {
        Service::Adults
    }
}

/// Draws the job that goes with a rung.
pub(crate) fn role(random: &mut Random, rung: u8) -> (&'static str, bool) {
    let roles = ROLES[usize::from(rung.clamp(1, 9)) - 1];
    let mut left = random.unit();
    let mut last = ("other", false);
    for &(role, regulated, share) in roles {
        last = (role, regulated);
        if left < share {
            break;
        }
        left -= share;
    }
    last
}

/// Numbers people and posts of a site.
pub(crate) struct Numbers {
    pub(crate) person: u32,
    pub(crate) post: u32,
}

/// Makes people for one site.
pub(crate) struct Recruiter<'a> {
    pub(crate) outline: &'a SiteOutline,
    pub(crate) ladder: &'a Ladder,
    pub(crate) numbers: Numbers,
}

impl Recruiter<'_> {
    /// Somebody who was there before the first period.
    pub(crate) fn long_serving(&mut self, random: &mut Random, first_day: i32) -> Person {
        let age = 22.0 + 42.0 * random.unit();
        let most = match random.weighted(&[0.50, 0.35, 0.15]) {
            0 => 5.0,
            1 => 15.0,
            _ => 30.0,
        };
        let served = (most * random.unit() + 0.05).min(age - 19.0);
        let birth = first_day - days(age);
        let start = first_day - days(served).max(1);
        let mut person = self.person(random, birth, start);
        person.grade_start = random.between(start, first_day - 1);
        person
    }

    /// Somebody who joins on the day.
    pub(crate) fn joiner(&mut self, random: &mut Random, start: i32) -> Person {
        let age = 20.0 + 38.0 * random.unit();
        self.person(random, start - days(age), start)
    }

    /// An agency worker in post since the day. Agency workers are on no rung of the truth.
    pub(crate) fn agency_worker(&mut self, random: &mut Random, start: i32) -> Person {
        let mut person = self.joiner(random, start);
        person.contract = "agency";
        person.second = None;
        person
    }

    fn person(&mut self, random: &mut Random, birth: i32, start: i32) -> Person {
        let who = identity(random, self.outline, self.outline.bme);
        let rung = rung_of(random.weighted(&self.ladder.of(who.group)));
        let (role, regulated) = role(random, rung);
        self.numbers.person += 1;
        let post = self.next_post();
        let hundredths =
            if random.chance(0.7) { 100 } else { random.pick(&[40, 50, 54, 60, 80, 81, 90]).unwrap_or(100) };
        let contract = match rung {
            1 if random.chance(0.10) => "apprentice",
            _ => ["permanent", "fixed_term", "casual"][random.weighted(&[0.90, 0.08, 0.02])],
        };
        let mut person = Person {
            number: self.numbers.person,
            post,
            recorded: who.recorded,
            group: who.group,
            sex: ["female", "male", "unknown"][random.weighted(&[0.78, 0.21, 0.01])],
            birth,
            disability: random.chance(0.9).then(|| random.chance(0.08)),
            service: service(random, self.outline),
            start,
            grade_start: start,
            contract,
            role,
            regulated,
            rung,
            point: u8::try_from(random.below(5)).unwrap_or(0),
            hundredths,
            abroad: random.chance(0.04),
            second: None,
            years: 0,
            was_in_post: false,
            left: None,
            promoted_from: None,
        };
        if random.chance(self.outline.second_posts) {
            person.hundredths = 50;
            let hundredths = random.pick(&[20, 30, 40, 50]).unwrap_or(20);
            person.second =
                Some(SecondPost { number: self.next_post(), rung: rung.saturating_sub(1).max(1), hundredths });
        }
        person
    }

    fn next_post(&mut self) -> u32 {
        self.numbers.post += 1;
        self.numbers.post
    }
}

fn days(years: f64) -> i32 {
    // A human span of years: far inside the range of the type.
    (years * YEAR) as i32
}

/// The rung at a place of the ladder.
pub(crate) fn rung_of(place: usize) -> u8 {
    u8::try_from(place + 1).unwrap_or(9).min(9)
}
