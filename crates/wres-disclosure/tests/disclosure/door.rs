//! What each audience sees, and what each profile hides.

use crate::consortium::{Cohort, place, site, table};
use std::collections::BTreeMap;
use wres_disclosure::{Audience, AuditVerdict, DisclosureError, Field, Policy, Profile, protect};
use wres_domain::{
    AbsentReason, Base, Cell, Count, Ethnicity, Group, GroupCount, GroupTable, Grouping, HiddenReason, IndicatorId,
    Place, Scope, Service, ServiceScope,
};

fn cohort(site: usize, ethnicity: Ethnicity, cases: u64, others: u64) -> Cohort {
    Cohort { site, service: Service::Adults, ethnicity, cases, others }
}

fn binary(cohorts: &[Cohort]) -> GroupTable {
    table(cohorts, &[Grouping::Binary], false, &BTreeMap::new())
}

fn row(table: &GroupTable, scope: &Scope, group: Group) -> GroupCount {
    table.rows.iter().find(|row| row.place.scope == *scope && row.group == group).unwrap().clone()
}

fn public(table: &GroupTable, profile: Profile) -> GroupTable {
    protect(table, &Policy::of(profile).unwrap(), &Audience::Public).unwrap().released.get().clone()
}

#[test]
fn each_profile_hides_and_rounds_as_its_scheme_says() {
    let shown = |profile, count: u64| {
        // Two large neighbours, so that nothing is hidden for the sake of a sum.
        let sizes = [(Ethnicity::AsianIndian, count), (Ethnicity::WhiteBritish, 0)];
        let cohorts: Vec<Cohort> = sizes.map(|(ethnicity, others)| cohort(0, ethnicity, 0, others)).into();
        row(&public(&binary(&cohorts), profile), &Scope::Site(site(0)), Group::Bme).base
    };
    let small = Cell::Hidden(HiddenReason::Confidential);
    let value = |count| Cell::Value(Base(count));
    for (profile, count, expected) in [
        (Profile::WresDefault, 0, value(0)),
        (Profile::WresDefault, 1, small),
        (Profile::WresDefault, 9, small),
        (Profile::WresDefault, 10, value(10)),
        (Profile::WresDefault, 13, value(15)),
        (Profile::Sfc10, 9, small),
        (Profile::Sfc10, 13, value(13)),
        (Profile::Nhs7R5, 7, small),
        (Profile::Nhs7R5, 8, value(10)),
        (Profile::Nhs7R5, 0, value(0)),
        (Profile::OpenSafely7R5, 0, small),
        (Profile::OpenSafely7R5, 8, value(10)),
        (Profile::Lt5, 4, small),
        (Profile::Lt5, 5, value(5)),
    ] {
        assert_eq!(shown(profile, count), expected, "{profile:?} {count}");
    }
}

#[test]
fn shown_cases_and_base_agree_exactly_if_everybody_is_a_case() {
    // What says "all of them" may trust what is shown: a level of checks that is a gate rests on it.
    let coarse: Policy = toml::from_str("profile = 'wres-default'\nround_to = 10").unwrap();
    let profiles = [Profile::WresDefault, Profile::Sfc10, Profile::Nhs7R5, Profile::OpenSafely7R5, Profile::Lt5];
    for policy in profiles.map(|profile| Policy::of(profile).unwrap()).into_iter().chain([coarse]) {
        let mut both = 0;
        for (cases, others) in (0..40).flat_map(|cases| (0..40).map(move |others| (cases, others))) {
            let exact = binary(&[cohort(0, Ethnicity::AsianIndian, cases, others)]);
            let shown = protect(&exact, &policy, &Audience::Public).unwrap().released.get().clone();
            let shown = row(&shown, &Scope::Site(site(0)), Group::Bme);
            if let (Cell::Value(Count(met)), Cell::Value(Base(apply))) = (shown.cases, shown.base) {
                assert_eq!(met == apply, others == 0, "{cases} of {} as {met} of {apply}: {policy:?}", cases + others);
                both += usize::from(others > 0);
            }
        }
        assert!(both > 100);
    }
}

#[test]
fn cases_never_exceed_their_base_after_rounding() {
    for others in 0..40 {
        for cases in 0..40 {
            let exact = binary(&[cohort(0, Ethnicity::AsianIndian, cases, others)]);
            let shown = row(&public(&exact, Profile::WresDefault), &Scope::All, Group::Bme);
            if let (Cell::Value(cases), Cell::Value(base)) = (shown.cases, shown.base) {
                assert!(cases.0 <= base.0);
            }
        }
    }
}

#[test]
fn nearly_everybody_is_hidden_like_nearly_nobody() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 40, 3), cohort(0, Ethnicity::WhiteBritish, 50, 60)]);
    let shown = row(&public(&exact, Profile::WresDefault), &Scope::All, Group::Bme);
    assert_eq!(shown.cases, Cell::Hidden(HiddenReason::Confidential));
    assert_eq!(shown.base, Cell::Value(Base(45)));
}

#[test]
fn a_group_of_whom_none_or_all_are_cases_is_flagged() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 0, 30), cohort(0, Ethnicity::WhiteBritish, 40, 0)]);
    let protected = protect(&exact, &Policy::default(), &Audience::Public).unwrap();
    let flags: Vec<(Group, bool)> =
        protected.flags.iter().filter(|f| f.place.scope == Scope::All).map(|f| (f.group, f.everybody)).collect();
    assert_eq!(flags, [(Group::Bme, false), (Group::White, true)]);
}

#[test]
fn one_hidden_part_of_a_sum_takes_the_cheapest_other_with_it() {
    let cohorts = [
        cohort(0, Ethnicity::AsianIndian, 0, 4),
        cohort(1, Ethnicity::AsianIndian, 0, 31),
        cohort(2, Ethnicity::AsianIndian, 0, 90),
    ];
    let shown = public(&binary(&cohorts), Profile::Sfc10);
    let bases: Vec<_> = (0..3).map(|n| row(&shown, &Scope::Site(site(n)), Group::Bme).base).collect();
    assert_eq!(
        bases,
        [Cell::Hidden(HiddenReason::Confidential), Cell::Hidden(HiddenReason::Confidential), Cell::Value(Base(90))]
    );
    assert_eq!(row(&shown, &Scope::All, Group::Bme).base, Cell::Value(Base(125)));
}

#[test]
fn a_base_that_two_indicators_share_is_hidden_in_both() {
    let mut cohorts = vec![cohort(0, Ethnicity::AsianIndian, 0, 4)];
    cohorts.extend((1..4).map(|n| cohort(n, Ethnicity::AsianIndian, 0, 20 + n as u64)));
    let first = binary(&cohorts);
    let mut both = first.clone();
    let mut second = first.rows;
    for row in &mut second {
        row.place = Place { indicator: IndicatorId("x-2".into()), ..Place::clone(&row.place) }.into();
        row.cases = row.base.map(|base| Count(base.0 / 2));
    }
    both.rows.extend(second);
    let shown = public(&both, Profile::Sfc10);
    let (one, two): (Vec<_>, Vec<_>) = shown.rows.iter().partition(|row| row.place.indicator.0 == "x-1");
    assert!(
        one.iter()
            .any(|row| row.base == Cell::Hidden(HiddenReason::Confidential) && row.place.scope == Scope::Site(site(1)))
    );
    assert!(one.iter().zip(&two).all(|(one, two)| one.base == two.base));
}

#[test]
fn the_log_names_every_hidden_count_and_no_number_of_it() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 3), cohort(0, Ethnicity::WhiteBritish, 40, 60)]);
    let protected = protect(&exact, &Policy::default(), &Audience::Public).unwrap();
    let hidden: usize = protected
        .released
        .get()
        .rows
        .iter()
        .map(|row| usize::from(matches!(row.cases, Cell::Hidden(_))) + usize::from(matches!(row.base, Cell::Hidden(_))))
        .sum();
    assert_eq!(protected.log.len(), hidden);
    assert!(hidden > 0);
    let first = &protected.log[0];
    assert_eq!((first.field, first.reason), (Field::Cases, HiddenReason::SmallCount));
    assert_eq!(first.explanation, "The number of cases is between 1 and 9 and could point at people.");
}

#[test]
fn a_site_sees_its_own_counts_as_they_are_and_no_other_sites() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 4), cohort(1, Ethnicity::AsianIndian, 5, 33)]);
    let audience = Audience::Site(site(0));
    let protected = protect(&exact, &Policy::default(), &audience).unwrap();
    let seen = protected.released.get();
    assert_eq!(row(seen, &Scope::Site(site(0)), Group::Bme), row(&exact, &Scope::Site(site(0)), Group::Bme));
    assert!(seen.rows.iter().all(|row| row.place.scope != Scope::Site(site(1))));
    assert_eq!(row(seen, &Scope::All, Group::Bme), row(&public(&exact, Profile::WresDefault), &Scope::All, Group::Bme));
    assert_eq!(protected.released.audience(), &audience);
    assert!(protected.log.iter().all(|entry| entry.place.scope == Scope::All));
}

#[test]
fn the_audit_sees_everything_and_is_never_public() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 4)]);
    let protected = protect(&exact, &Policy::default(), &Audience::Audit).unwrap();
    assert_eq!(protected.released.get(), &exact);
    assert!(!protected.released.audience().is_public());
}

#[test]
fn what_is_public_already_is_shown_as_it_is() {
    let exact = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 4)]);
    let policy = Policy::published_source("Department for Education, Children's social work workforce, 2025").unwrap();
    let protected = protect(&exact, &policy, &Audience::Public).unwrap();
    assert_eq!(protected.released.get(), &exact);
    assert!(matches!(protected.audit, AuditVerdict::NotNeeded { .. }));
}

#[test]
fn what_is_absent_hidden_or_not_estimable_already_stays_so() {
    let mut exact = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 40), cohort(1, Ethnicity::AsianIndian, 30, 40)]);
    exact.rows[0].cases = Cell::Absent(AbsentReason::NoDataset);
    exact.rows[1].base = Cell::Hidden(HiddenReason::Dominance);
    let shown = public(&exact, Profile::WresDefault);
    assert_eq!(shown.rows[0].cases, Cell::Absent(AbsentReason::NoDataset));
    assert_eq!(shown.rows[1].base, Cell::Hidden(HiddenReason::Dominance));
}

#[test]
fn a_table_that_is_not_in_order_is_refused() {
    let good = binary(&[cohort(0, Ethnicity::AsianIndian, 3, 40)]);
    let mut repeated = good.clone();
    repeated.rows.push(good.rows[0].clone());
    let mut above = good.clone();
    above.rows[0].cases = Cell::Value(Count(1000));
    let mut huge = good.clone();
    huge.rows[0].base = Cell::Value(Base(u64::MAX));
    let mut regional = good.clone();
    regional.rows[0].place = place(Scope::Region("North".into()), ServiceScope::Together).into();
    let error = |table: &GroupTable| protect(table, &Policy::default(), &Audience::Public).unwrap_err();
    assert!(matches!(error(&repeated), DisclosureError::Repeated { .. }));
    assert!(matches!(error(&above), DisclosureError::CasesAboveBase { row: 0 }));
    assert!(matches!(error(&huge), DisclosureError::TooLarge { row: 0, .. }));
    assert!(matches!(error(&regional), DisclosureError::UnknownRegion { .. }));
}

#[test]
fn an_empty_table_passes() {
    let protected = protect(&GroupTable::default(), &Policy::default(), &Audience::Public).unwrap();
    assert!(protected.audit.may_be_released());
}
