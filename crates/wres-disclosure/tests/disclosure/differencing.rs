//! Two releases beside one another: unchanged data are unchanged, and a known difference of one person tells little.

use crate::consortium::{Counts, Draw, counts, people, person, protected, regions, released, site, tables};
use std::collections::BTreeSet;
use wres_disclosure::{Policy, Register};
use wres_domain::{CountTable, Ethnicity, Service, ServiceScope};

#[test]
fn the_same_data_released_again_are_the_same_to_the_byte() {
    let people = people(15, 1);
    let first = protected(&people, &Policy::default(), &Register::default());
    let second = protected(&people, &Policy::default(), &first.register);
    assert_eq!(first.tables, second.tables);
    assert_eq!(first.register, second.register);
    assert_eq!(second.summary.redrawn, 0);
}

#[test]
fn a_late_site_and_a_site_withdrawn_leave_all_others_as_they_are() {
    let all = people(15, 2);
    let mut early = all.clone();
    early.remove(&site(7));
    let first = protected(&early, &Policy::default(), &Register::default());
    let second = released(&tables(&all, "2024-25"), &regions(&all), &Policy::default(), &first.register);
    let others = |tables: &[CountTable]| -> Counts {
        counts(tables).into_iter().filter(|(key, _)| key.0 != site(7).to_string()).collect()
    };
    assert_eq!(others(first.tables.get()), others(second.tables.get()));
    let third = protected(&early, &Policy::default(), &second.register);
    assert_eq!(first.tables, third.tables);
}

#[test]
fn another_period_leaves_the_first_as_it_is() {
    let (one, two) = (people(10, 3), people(10, 4));
    let first = protected(&one, &Policy::default(), &Register::default());
    let both: Vec<CountTable> = tables(&one, "2024-25").into_iter().chain(tables(&two, "2025-26")).collect();
    let second = released(&both, &regions(&one), &Policy::default(), &first.register);
    assert_eq!(first.tables.get()[..], second.tables.get()[..10]);
}

/// Whoever knows that exactly one person came or went, and sees both releases, finds at least so many values possible for each
/// inner cell: those that some threshold takes to what the first release shows, and with one person more or fewer to what the
/// second shows. The thresholds of cells that a constraint had drawn anew are not the same in both.
fn values_left(before: u64, after: u64, change: i64, redrawn: bool) -> u64 {
    let by =
        |count: i64, threshold: i64| count - count % 5 + if count % 5 >= threshold && count % 5 > 0 { 5 } else { 0 };
    let fits = |count: &i64| {
        let next = count + change;
        let thresholds = 1..=5_i64;
        let shows = |threshold: i64| by(*count, threshold) == before as i64;
        let then = |threshold: i64| next >= 0 && by(next, threshold) == after as i64;
        if redrawn {
            thresholds.clone().any(shows) && thresholds.clone().any(then)
        } else {
            thresholds.clone().any(|threshold| shows(threshold) && then(threshold))
        }
    };
    (0..200_i64).filter(fits).count() as u64
}

#[test]
fn one_person_more_or_fewer_narrows_no_inner_count_below_the_protection() {
    let policy = Policy::default();
    for seed in 0..12 {
        let base = people(8, seed);
        let first = protected(&base, &policy, &Register::default());
        let shown = counts(first.tables.get());
        for change in [1_i64, -1] {
            let mut draw = Draw::new(seed + 77);
            let mut changed = base.clone();
            let of_site = changed.get_mut(&site(draw.below(8) as usize)).unwrap();
            if change > 0 {
                of_site.push(person(&mut draw));
            } else if of_site.len() > 1 {
                let at = draw.below(of_site.len() as u64) as usize;
                of_site.remove(at);
            } else {
                continue;
            }
            let second = released(&tables(&changed, "2024-25"), &regions(&base), &policy, &first.register);
            let then = counts(second.tables.get());
            let exact = (counts(&tables(&base, "2024-25")), counts(&tables(&changed, "2024-25")));
            let mut moved = BTreeSet::new();
            for key in
                shown.keys().chain(then.keys()).filter(|key| key.2 != ServiceScope::Together && key.1 != "x-leaving")
            {
                let of = |counts: &Counts| counts.get(key).copied().unwrap_or_default();
                let ((c1, b1), (c2, b2)) = (of(&shown), of(&then));
                let ((x1, y1), (x2, y2)) = (of(&exact.0), of(&exact.1));
                for (before, after, was, is) in [(c1, c2, x1, x2), (b1, b2, y1, y2)] {
                    // The attacker knows which cells the person is in, and in which they are not.
                    let known = is as i64 - was as i64;
                    let left = values_left(before, after, known, true);
                    assert!(left >= policy.protection(), "{key:?}: {before} then {after}, {known:+}: {left} values");
                    if before == after || known != 0 {
                        let left = values_left(before, after, known, false);
                        assert!(left == 0 || left >= policy.protection(), "{key:?}: {before} then {after}: {left}");
                    }
                    if before != after {
                        moved.insert((key.0.clone(), key.4));
                    }
                }
            }
            // Only cells of the site and group of the person concerned move.
            assert!(moved.len() <= 1, "{moved:?}");
        }
    }
}

#[test]
fn one_corrected_row_moves_only_the_cells_of_the_two_groups_concerned() {
    let base = people(8, 21);
    let first = protected(&base, &Policy::default(), &Register::default());
    let mut corrected = base.clone();
    let of_site = corrected.values_mut().find(|people| people.len() > 30).unwrap();
    of_site[3].ethnicity =
        if of_site[3].ethnicity == Ethnicity::AsianIndian { Ethnicity::OtherArab } else { Ethnicity::AsianIndian };
    of_site[3].service = Service::Adults;
    let second = released(&tables(&corrected, "2024-25"), &regions(&base), &Policy::default(), &first.register);
    let (one, two) = (counts(first.tables.get()), counts(second.tables.get()));
    let moved: BTreeSet<(String, usize)> = one
        .keys()
        .chain(two.keys())
        .filter(|key| one.get(*key).copied().unwrap_or_default() != two.get(*key).copied().unwrap_or_default())
        .map(|key| (key.0.clone(), key.4))
        .collect();
    assert!(moved.len() <= 2, "{moved:?}");
}
