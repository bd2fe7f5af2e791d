//! A national year, and the same result however many threads there are.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a measurement needs a clock")]

use std::collections::BTreeMap;
use wres_disclosure::{Audience, AuditVerdict, Policy, Profile, Protected, protect_with_regions};
use wres_domain::{
    Binomial, Cell, CountRow, CountTable, Ethnicity, GroupTable, Grouping, IndicatorId, Place, Scope, Service,
    ServiceScope, SiteId, Stratum,
};

/// A repeatable source of numbers.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

/// How many people of a group work in one service of one site.
fn typical(ethnicity: Ethnicity) -> u64 {
    match ethnicity {
        Ethnicity::WhiteBritish => 600,
        ethnicity if Ethnicity::nineteen().contains(&ethnicity) => 30,
        ethnicity if !ethnicity.is_known() => 25,
        _ => 2,
    }
}

/// Sites in nine regions with three services each, an indicator by rung, and others that share its base.
fn national(sites: usize, indicators: usize, rungs: u16) -> (GroupTable, BTreeMap<SiteId, String>) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut rows = Vec::new();
    let mut regions = BTreeMap::new();
    for number in 0..sites {
        let id = SiteId::new(&format!("S{number:03}")).unwrap();
        let region = format!("Region {}", number * 9 / sites.max(9));
        regions.insert(id.clone(), region.clone());
        for service in [Service::Adults, Service::Children, Service::Other] {
            for &ethnicity in Ethnicity::ALL {
                let base = numbers.below(typical(ethnicity));
                let mut add = |indicator: usize, stratum: Stratum, cases: u64| {
                    for scope in [Scope::Site(id.clone()), Scope::Region(region.clone()), Scope::All] {
                        for service in [ServiceScope::Only(service), ServiceScope::Together] {
                            let place = Place {
                                indicator: IndicatorId(format!("x-{indicator}")),
                                period: "2024-25".into(),
                                scope: scope.clone(),
                                service,
                                stratum: stratum.clone(),
                            };
                            let binomial = Cell::Value(Binomial::of(cases, base).unwrap());
                            rows.push(CountRow { place: place.into(), ethnicity, binomial });
                        }
                    }
                };
                add(0, Stratum::whole(), base);
                let mut left = base;
                for rung in 1..=rungs {
                    let here = if rung == rungs { left } else { numbers.below(left + 1).min(left) };
                    left -= here;
                    add(0, Stratum { dimension: "rung".into(), order: rung, value: rung.to_string() }, here);
                }
                for indicator in 1..indicators {
                    add(indicator, Stratum::whole(), numbers.below(base / 8 + 2).min(base));
                }
            }
        }
    }
    (CountTable::from_rows(rows).group(&Grouping::ALL), regions)
}

fn protect_nation(sites: usize, indicators: usize, rungs: u16, profile: Profile) -> (GroupTable, Protected) {
    let (table, regions) = national(sites, indicators, rungs);
    let policy = Policy::of(profile).unwrap();
    let protected = protect_with_regions(&table, &regions, &policy, &Audience::Public).unwrap();
    (table, protected)
}

fn report(table: &GroupTable, protected: &Protected) {
    let mut parts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for (shown, exact) in protected.released.get().rows.iter().zip(&table.rows) {
        let scope = match shown.place.scope {
            Scope::All => "all",
            Scope::Region(_) => "region",
            Scope::Site(_) => "site",
        };
        let stratum = if shown.place.stratum.is_whole() { "whole" } else { "stratum" };
        let service = if shown.place.service == ServiceScope::Together { "together" } else { "service" };
        let part = parts.entry(format!("{scope} {stratum} {service} {}", shown.grouping.code())).or_default();
        let cells = [
            (shown.cases.recast(|n| n.0), exact.cases.recast(|n| n.0)),
            (shown.base.recast(|n| n.0), exact.base.recast(|n| n.0)),
        ];
        for (shown, exact) in cells {
            let exact = exact.value().copied().unwrap_or(0);
            part[0] += u64::from(exact > 0);
            part[1] += u64::from(exact > 9);
            part[2] += u64::from(exact > 9 && shown.value().is_some());
        }
    }
    println!("{:40} {:>8} {:>8} {:>8}", "", "not zero", "large", "shown");
    for (part, [all, large, shown]) in parts {
        println!("{part:40} {all:8} {large:8} {shown:8}");
    }
}

#[test]
fn a_consortium_with_rungs_and_regions_passes_its_audit_whatever_the_number_of_threads() {
    let run = || protect_nation(3, 2, 2, Profile::WresDefault).1;
    let threads = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
    let (one, three) = (threads(1).install(run), threads(3).install(run));
    assert!(one.audit.may_be_released());
    assert!(one.released == three.released && one.audit == three.audit);
}

#[test]
fn nothing_is_rounded_away_from_what_matters_most() {
    let (table, protected) = protect_nation(3, 2, 2, Profile::WresDefault);
    // Whole indicators of all sites and services together, White against all others: nearly all of it is shown.
    let main = |row: &&wres_domain::GroupCount| {
        row.place.scope == Scope::All
            && row.place.service == ServiceScope::Together
            && row.place.stratum.is_whole()
            && row.grouping == Grouping::Binary
    };
    let large = table.rows.iter().filter(main).filter(|row| row.base.value().is_some_and(|base| base.0 > 9)).count();
    let shown = protected.released.get().rows.iter().filter(main).filter(|row| row.base.value().is_some()).count();
    assert_eq!(large, shown);
}

/// `WRES_SITES=150 cargo test --release -p wres-disclosure national -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, slow without optimisation"]
fn a_national_year_passes_its_audit() {
    let sites = std::env::var("WRES_SITES").ok().and_then(|sites| sites.parse().ok()).unwrap_or(150);
    for profile in [Profile::WresDefault, Profile::Sfc10] {
        let (table, regions) = national(sites, 9, 9);
        let policy = Policy::of(profile).unwrap();
        let start = std::time::Instant::now();
        let protected = protect_with_regions(&table, &regions, &policy, &Audience::Public).unwrap();
        println!("{}: {} rows in {:?}", profile.code(), table.rows.len(), start.elapsed());
        match &protected.audit {
            AuditVerdict::Failed { summary, unprotected } => println!("{summary:?}\n{:?}", unprotected.first()),
            verdict => println!("{verdict:?}"),
        }
        report(&table, &protected);
        assert!(protected.audit.may_be_released());
    }
}
