//! What a weighted share gives away: no more than the counts that it stands beside.

use crate::consortium::{place, site};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use wres_disclosure::{Audience, HiddenGroup, Policy, Profile, protect, protect_weights};
use wres_domain::{
    Binomial, Cell, CountRow, CountTable, Ethnicity, Group, GroupTable, Grouping, HiddenReason, Scope, ServiceScope,
    WeightRow, WeightSums, WeightedGroup, group_weights,
};

/// Respondents of one site and ethnicity: the weights of those who are cases and of those who are not.
#[derive(Debug, Clone)]
struct Cohort {
    site: usize,
    ethnicity: Ethnicity,
    cases: Vec<f64>,
    others: Vec<f64>,
}

const ASIAN: Ethnicity = Ethnicity::AsianIndian;
const BLACK: Ethnicity = Ethnicity::BlackAfrican;
const WHITE: Ethnicity = Ethnicity::WhiteBritish;
const GROUPINGS: [Grouping; 2] = [Grouping::Binary, Grouping::Five];

fn alike(site: usize, ethnicity: Ethnicity, cases: usize, others: usize) -> Cohort {
    Cohort { site, ethnicity, cases: vec![1.0; cases], others: vec![1.0; others] }
}

/// Counts and weights of a survey, at every site and over all, as a run has them.
fn survey(cohorts: &[Cohort]) -> (GroupTable, Vec<WeightRow>) {
    let (mut counts, mut weights) = (Vec::new(), Vec::new());
    for Cohort { site: number, ethnicity, cases, others } in cohorts {
        let base = cases.len() + others.len();
        for scope in [Scope::Site(site(*number)), Scope::All] {
            let place = place(scope, ServiceScope::Together);
            let binomial = Cell::Value(Binomial::of(cases.len() as u64, base as u64).unwrap());
            counts.push(CountRow { place: Arc::new(place), ethnicity: *ethnicity, binomial });
        }
        let mut sums = WeightSums::default();
        cases.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), true));
        others.iter().for_each(|weight| sums.count(WeightSums::units(*weight).unwrap(), false));
        let place = place(Scope::Site(site(*number)), ServiceScope::Together);
        weights.push(WeightRow { place, ethnicity: *ethnicity, service: None, sums });
    }
    (CountTable::from_rows(counts).group(&GROUPINGS), weights)
}

struct Seen {
    counts: GroupTable,
    shares: Vec<WeightedGroup>,
    log: Vec<HiddenGroup>,
}

fn through(cohorts: &[Cohort], policy: &Policy, audience: &Audience) -> Seen {
    let (counts, weights) = survey(cohorts);
    let regions = BTreeMap::new();
    let counts = protect(&counts, policy, audience).unwrap().released;
    let groups = group_weights(&weights, &regions, &GROUPINGS);
    let found = protect_weights(&groups, &regions, &counts, (policy, audience));
    Seen { counts: counts.get().clone(), shares: found.released.get().clone(), log: found.log }
}

fn public(cohorts: &[Cohort]) -> Seen {
    through(cohorts, &Policy::default(), &Audience::Public)
}

impl Seen {
    fn share(&self, scope: &Scope, group: Group) -> Cell<f64> {
        let found = self.shares.iter().find(|one| one.place.scope == *scope && one.group == group).unwrap();
        found.share.recast(|share| share.share())
    }

    fn reason(&self, scope: &Scope, group: Group) -> Option<HiddenReason> {
        let here = |one: &&HiddenGroup| one.place.scope == *scope && one.group == group;
        self.log.iter().find(here).map(|one| one.reason)
    }
}

const HIDDEN: Cell<f64> = Cell::Hidden(HiddenReason::Confidential);

#[test]
fn a_share_is_shown_only_where_both_of_its_counts_are() {
    let here = Scope::Site(site(0));
    for (cases, others) in [(4, 40), (40, 4), (3, 3), (12, 9)] {
        let seen = public(&[alike(0, ASIAN, cases, others), alike(0, WHITE, 60, 60)]);
        assert_eq!(seen.share(&here, Group::Bme), HIDDEN, "{cases} {others}");
        assert!(seen.reason(&here, Group::Bme).is_some());
    }
    let seen = public(&[alike(0, ASIAN, 12, 42), alike(0, WHITE, 60, 60)]);
    assert_eq!(seen.share(&here, Group::Bme), Cell::Value(10.0 / 55.0));
    // Nobody is a case: the count says so, and the share too.
    let seen = public(&[alike(0, ASIAN, 0, 42), alike(0, WHITE, 60, 60)]);
    assert_eq!(seen.share(&here, Group::Bme), Cell::Value(0.0));
}

#[test]
fn few_weights_that_stand_for_many_are_hidden() {
    let here = Scope::Site(site(0));
    let of = |cases: Vec<f64>, others: Vec<f64>| {
        let own = Cohort { site: 0, ethnicity: ASIAN, cases, others };
        public(&[own, alike(0, WHITE, 60, 60)])
    };
    // Twenty cases, one of whom weighs as much as the others together.
    let heavy = |people: usize| [vec![1.0; people], vec![people as f64]].concat();
    for seen in [of(heavy(19), vec![1.0; 60]), of(vec![1.0; 60], heavy(19))] {
        assert_eq!(
            (seen.share(&here, Group::Bme), seen.reason(&here, Group::Bme)),
            (HIDDEN, Some(HiddenReason::Dominance))
        );
    }
    // Twenty cases who together weigh less than ten respondents.
    let seen = of(vec![0.1; 20], vec![1.0; 60]);
    assert_eq!(
        (seen.share(&here, Group::Bme), seen.reason(&here, Group::Bme)),
        (HIDDEN, Some(HiddenReason::Dominance))
    );
    assert!(matches!(of(vec![1.0; 20], vec![1.0; 60]).share(&here, Group::Bme), Cell::Value(_)));
}

#[test]
fn what_is_left_after_subtracting_is_not_few() {
    // Three sites: the first is hidden, so the smallest of the others is hidden with it, or it would be what is left.
    let seen = public(&[alike(0, WHITE, 4, 30), alike(1, WHITE, 20, 40), alike(2, WHITE, 60, 90)]);
    let shown = |number| seen.share(&Scope::Site(site(number)), Group::White);
    assert_eq!((shown(0), shown(1)), (HIDDEN, HIDDEN));
    assert!(matches!(shown(2), Cell::Value(_)) && matches!(seen.share(&Scope::All, Group::White), Cell::Value(_)));
    // By weight as well, where all counts may be shown.
    let light = Cohort { site: 0, ethnicity: WHITE, cases: vec![0.1; 20], others: vec![1.0; 40] };
    let seen = public(&[light, alike(1, WHITE, 30, 40), alike(2, WHITE, 60, 90)]);
    assert_eq!(seen.reason(&Scope::Site(site(0)), Group::White), Some(HiddenReason::Dominance));
    // Together with the next they weigh enough: 2 and 30 of 130.
    assert_eq!(seen.reason(&Scope::Site(site(1)), Group::White), Some(HiddenReason::Secondary));
    assert_eq!(seen.reason(&Scope::Site(site(2)), Group::White), None);
}

#[test]
fn a_site_sees_its_own_share_as_it_is_and_no_other_sites() {
    let cohorts = [alike(0, WHITE, 4, 30), alike(1, WHITE, 23, 44)];
    let own = Audience::Site(site(0));
    let seen = through(&cohorts, &Policy::default(), &own);
    assert_eq!(seen.share(&Scope::Site(site(0)), Group::White), Cell::Value(4.0 / 34.0));
    assert!(seen.shares.iter().all(|one| one.place.scope != Scope::Site(site(1))));
    let seen = through(&cohorts, &Policy::default(), &Audience::Audit);
    assert_eq!(seen.share(&Scope::All, Group::White), Cell::Value(27.0 / 101.0));
    assert!(seen.log.is_empty());
    let open = Policy::published_source("printed in 2025").unwrap();
    assert_eq!(
        through(&cohorts, &open, &Audience::Public).share(&Scope::Site(site(1)), Group::White),
        Cell::Value(23.0 / 67.0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Weights that are all alike are the attack that undoes rounding: the exact share times the base is the exact count.
    #[test]
    fn of_weights_that_are_all_alike_a_reader_learns_what_the_released_counts_say_and_nothing_else(
        sizes in prop::collection::vec((0_usize..40, 0_usize..80), 4),
        weight in prop::sample::select(vec![0.37, 1.0, 2.5]),
        profile in prop::sample::select(vec![Profile::WresDefault, Profile::Nhs7R5, Profile::OpenSafely7R5, Profile::Sfc10]),
    ) {
        let kinds = [(0, ASIAN), (0, BLACK), (1, ASIAN), (0, WHITE)];
        let cohorts: Vec<Cohort> = kinds.iter().zip(&sizes).map(|(&(site, ethnicity), &(cases, others))| {
            Cohort { site, ethnicity, cases: vec![weight; cases], others: vec![weight; others] }
        }).collect();
        let seen = through(&cohorts, &Policy::of(profile).unwrap(), &Audience::Public);
        for one in &seen.shares {
            let Cell::Value(share) = one.share else { continue };
            let row = seen.counts.rows.iter().find(|row| {
                (&*row.place, row.grouping, row.group) == (&one.place, one.grouping, one.group)
            }).unwrap();
            let (cases, base) = (row.cases.value().unwrap().0, row.base.value().unwrap().0);
            prop_assert_eq!(share.share(), cases as f64 / base as f64);
            prop_assert_eq!((share.respondents(), share.design_effect(), share.kish()), (base, 1.0, 1.0));
        }
    }
}

#[test]
fn an_exact_share_would_tell_the_exact_counts() {
    // The attack must be able to win, or its defeat would mean nothing: 13 of 57, released as 15 of 55.
    let seen = public(&[alike(0, ASIAN, 13, 44), alike(0, WHITE, 60, 60)]);
    let pairs = || (13_u64..=17).flat_map(|cases| (53_u64..=57).map(move |base| cases as f64 / base as f64));
    let agree = |share: f64| pairs().filter(|one| (one - share).abs() < 1e-12).count();
    assert_eq!(agree(13.0 / 57.0), 1);
    // What is released is the quotient of the released counts, which every one of the pairs has.
    assert_eq!(seen.share(&Scope::Site(site(0)), Group::Bme), Cell::Value(15.0 / 55.0));
}

/// A reader who knows the weight of every respondent, every rule and every rounding, and not who is a case: tries who could be, and
/// keeps what agrees with the publication.
fn possible_cases(weights: &[f64], published: &Seen, tries: u64) -> Vec<BTreeSet<usize>> {
    let here = Scope::Site(site(0));
    let of = |seen: &Seen| {
        let one = seen.shares.iter().find(|one| one.place.scope == here && one.group == Group::Bme).unwrap();
        let row = seen.counts.rows.iter().find(|row| row.place.scope == here && row.group == Group::Bme).unwrap();
        (one.share, row.cases, row.base)
    };
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut out = Vec::new();
    for _ in 0..tries {
        let cases = 12 + next(12);
        let mut who: BTreeSet<usize> = BTreeSet::new();
        while who.len() < cases {
            who.insert(next(weights.len()));
        }
        let pick = |is_case: bool| {
            let kept = weights.iter().enumerate().filter(|(at, _)| who.contains(at) == is_case);
            kept.map(|(_, weight)| *weight).collect()
        };
        let cohort = Cohort { site: 0, ethnicity: ASIAN, cases: pick(true), others: pick(false) };
        if of(&public(&[cohort, alike(0, WHITE, 60, 60)])) == of(published) {
            out.push(who);
        }
    }
    out
}

#[test]
fn who_knows_every_weight_still_cannot_tell_of_anybody_whether_they_are_a_case() {
    // Weights from a half to two, as calibration gives them.
    let weights: Vec<f64> = (0_u32..60).map(|person| 0.5 + f64::from(person * 37 % 61) / 40.0).collect();
    let pick = |is_case: bool| {
        let kept = weights.iter().enumerate().filter(|(at, _)| (at % 4 == 1) == is_case);
        kept.map(|(_, weight)| *weight).collect()
    };
    let cohort = Cohort { site: 0, ethnicity: ASIAN, cases: pick(true), others: pick(false) };
    let published = public(&[cohort, alike(0, WHITE, 60, 60)]);
    assert!(matches!(published.share(&Scope::Site(site(0)), Group::Bme), Cell::Value(_)));
    let agree = possible_cases(&weights, &published, 3000);
    assert!(agree.len() >= 20, "{}", agree.len());
    for person in 0..weights.len() {
        let cases = agree.iter().filter(|who| who.contains(&person)).count();
        assert!(cases > 0 && cases < agree.len(), "person {person}: a case in {cases} of {}", agree.len());
    }
    // Nor how many there are: as many values as hidden counts keep.
    let numbers: BTreeSet<usize> = agree.iter().map(BTreeSet::len).collect();
    assert!(numbers.len() as u64 >= Policy::default().protection(), "{numbers:?}");
}
