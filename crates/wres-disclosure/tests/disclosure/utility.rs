//! What is left to read.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a measurement needs a clock")]

use crate::consortium::{Counts, counts, people, protected, regions, tables};
use std::{collections::BTreeMap, time::Instant};
use wres_disclosure::{Policy, Register};
use wres_domain::{Ethnicity, Group, Grouping, ServiceScope};

/// Deviations of the sums of two groups, all services together, over all sites.
fn distances(exact: &Counts, released: &Counts, of_site: bool) -> Vec<u64> {
    let sum = |counts: &Counts| {
        let mut sums: BTreeMap<(String, String, String, Group), (u64, u64)> = BTreeMap::new();
        for ((site, indicator, service, stratum, ethnicity), (cases, base)) in counts {
            if *service == ServiceScope::Together && indicator == "x-cases" && stratum == " " {
                let group = Grouping::Binary.group(Ethnicity::ALL[*ethnicity]);
                let site = if of_site { site.clone() } else { String::new() };
                let one = sums.entry((site, indicator.clone(), stratum.clone(), group)).or_default();
                *one = (one.0 + cases, one.1 + base);
            }
        }
        sums
    };
    let released = sum(released);
    let far = |(key, (cases, base)): (_, (u64, u64))| {
        let shown = released.get(&key).copied().unwrap_or_default();
        [shown.0.abs_diff(cases), shown.1.abs_diff(base)]
    };
    sum(exact).into_iter().flat_map(far).collect()
}

#[test]
fn sums_that_people_read_are_near() {
    let people = people(30, 11);
    let release = protected(&people, &Policy::default(), &Register::default());
    let (exact, released) = (counts(&tables(&people, "2024-25")), counts(release.tables.get()));
    let mean = |distances: &[u64]| distances.iter().sum::<u64>() as f64 / distances.len() as f64;
    let (sites, all) = (distances(&exact, &released, true), distances(&exact, &released, false));
    assert!(mean(&sites) <= 1.9 && sites.iter().all(|one| *one <= 8), "{} {sites:?}", mean(&sites));
    assert!(all.iter().all(|one| *one <= 5), "{all:?}");
}

#[test]
#[ignore = "a measurement: cargo test --release -p wres-disclosure -- --ignored --nocapture cost"]
fn cost_grows_with_cells() {
    for sites in [25, 50, 100, 200, 400] {
        let people = people(sites, 1);
        let tables = tables(&people, "2024-25");
        let begun = Instant::now();
        let release = crate::consortium::released(&tables, &regions(&people), &Policy::default(), &Register::default());
        let took = begun.elapsed().as_secs_f64();
        let cells = release.summary.cells;
        println!("{sites} sites, {cells} inner cells: {took:.2} s, {:.1} us a cell", took * 1e6 / cells as f64);
    }
}
