//! Nobody can pin a hidden count down.

use crate::{
    attacker::{Attacker, GROUPINGS},
    consortium::{Cohort, site, table},
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use wres_disclosure::{Audience, AuditVerdict, Policy, Profile, protect_with_regions};
use wres_domain::{Ethnicity, Service, SiteId};

const KINDS: [Ethnicity; 4] =
    [Ethnicity::WhiteBritish, Ethnicity::WhiteIrish, Ethnicity::AsianIndian, Ethnicity::UnknownBlank];

/// Sizes as they occur: many zeros and small counts, some large ones.
fn size() -> impl Strategy<Value = u64> {
    prop_oneof![3 => Just(0_u64), 5 => 1_u64..10, 3 => 10_u64..30]
}

fn consortium(sites: usize, services: usize, with_cases: bool) -> impl Strategy<Value = Vec<Cohort>> {
    let cells = sites * services * KINDS.len();
    prop::collection::vec((size(), size()), cells).prop_map(move |sizes| {
        let mut sizes = sizes.into_iter();
        let mut cohorts = Vec::new();
        for site in 0..sites {
            for service in 0..services {
                for ethnicity in KINDS {
                    let (cases, others) = sizes.next().unwrap_or_default();
                    let service = Service::ALL[service];
                    let cases = if with_cases { cases } else { 0 };
                    cohorts.push(Cohort { site, service, ethnicity, cases, others });
                }
            }
        }
        cohorts
    })
}

fn keeps_its_secrets(
    cohorts: &[Cohort],
    by_service: bool,
    regions: &BTreeMap<SiteId, String>,
    profile: Profile,
) -> Result<(), TestCaseError> {
    let policy = Policy::of(profile).unwrap();
    let exact = table(cohorts, &GROUPINGS, by_service, regions);
    let protected = protect_with_regions(&exact, regions, &policy, &Audience::Public).unwrap();
    if let AuditVerdict::Failed { unprotected, .. } = &protected.audit {
        return Err(TestCaseError::fail(format!("the audit failed: {:?}", unprotected.first())));
    }
    let attacker = Attacker::new(protected.released.get(), &exact, cohorts, by_service, regions, &policy);
    let enough = policy.protection() as i64 - 1;
    for range in attacker.ranges(enough).into_iter().flatten() {
        prop_assert!(range.1 - range.0 >= enough, "a hidden count lies between {} and {}", range.0, range.1);
    }
    Ok(())
}

fn profiles() -> impl Strategy<Value = Profile> {
    prop_oneof![
        Just(Profile::WresDefault),
        Just(Profile::Sfc10),
        Just(Profile::Nhs7R5),
        Just(Profile::Lt5),
        Just(Profile::OpenSafely7R5)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_reader_narrows_a_hidden_headcount_below_the_protection(
        cohorts in consortium(3, 1, false), profile in profiles()
    ) {
        keeps_its_secrets(&cohorts, false, &BTreeMap::new(), profile)?;
    }

    #[test]
    fn no_reader_narrows_hidden_cases_below_the_protection(cohorts in consortium(2, 1, true), profile in profiles()) {
        keeps_its_secrets(&cohorts, false, &BTreeMap::new(), profile)?;
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn services_and_regions_give_nothing_away(cohorts in consortium(3, 2, false), profile in profiles()) {
        let regions = BTreeMap::from([(site(0), "North".to_owned()), (site(1), "North".to_owned()), (site(2), "South".to_owned())]);
        keeps_its_secrets(&cohorts, true, &regions, profile)?;
    }
}

#[test]
fn without_secondary_suppression_the_attacker_would_succeed() {
    // The attacker of these tests must be able to win, or its defeat would mean nothing.
    let cohort = |ethnicity, others| Cohort { site: 0, service: Service::Adults, ethnicity, cases: 0, others };
    let cohorts = [cohort(Ethnicity::WhiteBritish, 16), cohort(Ethnicity::WhiteIrish, 4)];
    let policy = Policy::of(Profile::Sfc10).unwrap();
    let exact = table(&cohorts, &GROUPINGS, false, &BTreeMap::new());
    let mut naive = exact.clone();
    for row in &mut naive.rows {
        row.cases = row.cases.recast(|count| count.0).and_then(|count| policy.show(count)).recast(wres_domain::Count);
        row.base = row.base.recast(|base| base.0).and_then(|count| policy.show(count)).recast(wres_domain::Base);
    }
    let attacker = Attacker::new(&naive, &exact, &cohorts, false, &BTreeMap::new(), &policy);
    assert!(attacker.ranges(4).contains(&Some((4, 4))));
}
