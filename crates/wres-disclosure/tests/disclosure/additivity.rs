//! Every table of a release adds up to the unit, and every inner cell is next to the truth.

use crate::consortium::{BANDS, Counts, RUNGS, counts, people, protected, tables};
use std::collections::{BTreeMap, BTreeSet};
use wres_disclosure::{Policy, Profile, Register};
use wres_domain::{Service, ServiceScope};

fn check(released: &Counts, of: &str) {
    let places: BTreeSet<(String, usize)> = released.keys().map(|key| (key.0.clone(), key.4)).collect();
    for (site, ethnicity) in places {
        let at = |indicator: &str, service: ServiceScope, stratum: &str| {
            let key = (site.clone(), indicator.to_owned(), service, stratum.to_owned(), ethnicity);
            released.get(&key).copied().unwrap_or_default()
        };
        let strata: BTreeSet<(String, String)> = released.keys().map(|key| (key.1.clone(), key.3.clone())).collect();
        for (indicator, stratum) in &strata {
            let apart = Service::ALL.map(|service| at(indicator, ServiceScope::Only(service), stratum));
            let sum = apart.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            assert_eq!(sum, at(indicator, ServiceScope::Together, stratum), "services of {indicator} {stratum}");
        }
        for service in [ServiceScope::Together].into_iter().chain(Service::ALL.map(ServiceScope::Only)) {
            let (cases, staff) = at("x-cases", service, " ");
            assert!(cases <= staff);
            let over = |indicator: &str, dimension: &str, count: usize| {
                (0..count).map(|one| at(indicator, service, &format!("{dimension} {one}"))).collect::<Vec<_>>()
            };
            let rungs = over("x-cases", "rung", RUNGS);
            assert!(rungs.iter().all(|(cases, base)| cases <= base));
            assert_eq!(
                rungs.iter().map(|one| one.0).sum::<u64>(),
                cases,
                "{of}: cases of {site} {service:?} {ethnicity}: {rungs:?}"
            );
            assert_eq!(
                rungs.iter().map(|one| one.1).sum::<u64>(),
                staff,
                "{of}: staff of {site} {service:?} {ethnicity}: {rungs:?}"
            );
            // The staff on a rung are one quantity, whether they are cases or a base.
            let shares = over("x-share", "rung", RUNGS);
            assert_eq!(
                shares.iter().map(|one| one.0).collect::<Vec<_>>(),
                rungs.iter().map(|one| one.1).collect::<Vec<_>>()
            );
            // Two partitions of one quantity have the same sum.
            assert_eq!(over("x-share", "pay", BANDS).iter().map(|one| one.0).sum::<u64>(), staff);
            assert!(over("x-leaving", "month", BANDS).iter().all(|(leavers, months)| leavers <= months));
        }
    }
}

#[test]
fn releases_of_random_consortia_add_up_under_every_profile() {
    for profile in [Profile::WresDefault, Profile::OpenSafely7R5, Profile::Sfc10, Profile::Lt5] {
        let policy = Policy::of(profile).unwrap();
        for seed in 0..6 {
            let people = people(5 + seed as usize * 3, seed);
            let released = protected(&people, &policy, &Register::default());
            check(&counts(released.tables.get()), &format!("{profile:?}, seed {seed}"));
        }
    }
}

#[test]
fn every_inner_cell_is_next_to_the_truth_and_nobody_stays_nobody() {
    for seed in 0..8 {
        let people = people(12, seed);
        let release = protected(&people, &Policy::default(), &Register::default());
        assert_eq!(release.summary.forced, 0);
        let (exact, released) = (counts(&tables(&people, "2024-25")), counts(release.tables.get()));
        let apart = |key: &&(String, String, ServiceScope, String, usize)| key.2 != ServiceScope::Together;
        let mut seen = 0;
        for key in exact.keys().chain(released.keys()).filter(apart).collect::<BTreeSet<_>>() {
            let of = |counts: &Counts| counts.get(key).copied().unwrap_or_default();
            let ((cases, base), (shown_cases, shown_base)) = (of(&exact), of(&released));
            let steps = if key.1 == "x-leaving" { [5, 60] } else { [5, 5] };
            for ((exact, shown), step) in [(cases, shown_cases), (base, shown_base)].into_iter().zip(steps) {
                assert!(shown.is_multiple_of(step) && exact.abs_diff(shown) < step, "{key:?}: {exact} as {shown}");
                assert!(exact > 0 || shown == 0);
                seen += 1;
            }
        }
        assert!(seen > 1000);
    }
}

#[test]
fn cumulated_leavers_of_a_group_are_off_by_less_than_a_step_at_every_time() {
    let people = people(20, 3);
    let release = protected(&people, &Policy::default(), &Register::default());
    let (exact, released) = (counts(&tables(&people, "2024-25")), counts(release.tables.get()));
    let mut worst: BTreeMap<u64, u64> = BTreeMap::new();
    for key in exact.keys().filter(|key| key.1 == "x-leaving" && key.3 == "month 0") {
        let mut off = 0_i64;
        for band in 0..BANDS {
            let at = (key.0.clone(), key.1.clone(), key.2, format!("month {band}"), key.4);
            let of = |counts: &Counts| counts.get(&at).map_or(0, |one| one.0 as i64);
            off += of(&released) - of(&exact);
            *worst.entry(off.unsigned_abs()).or_default() += 1;
        }
    }
    let beyond: u64 = worst.iter().filter(|(off, _)| **off >= 10).map(|(_, count)| count).sum();
    assert_eq!(beyond, 0, "{worst:?}");
}
