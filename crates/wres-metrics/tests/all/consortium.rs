//! Sums over sites.

use proptest::prelude::*;
use std::collections::BTreeMap;
use wres_disparity::Binomial;
use wres_domain::{
    AbsentReason, Cell, CountRow, CountTable, Ethnicity, Grouping, IndicatorId, Place, Scope, ServiceScope, SiteId,
    Stratum,
};
use wres_metrics::consortium;

fn site(code: &str, cell: Cell<Binomial>) -> CountTable {
    let place = Place {
        indicator: IndicatorId("x-1".into()),
        period: "2024-25".into(),
        scope: Scope::Site(SiteId::new(code).unwrap()),
        service: ServiceScope::Together,
        stratum: Stratum::whole(),
    };
    CountTable::from_rows(vec![CountRow { place: place.into(), ethnicity: Ethnicity::WhiteIrish, binomial: cell }])
}

fn of(cases: u64, base: u64) -> Cell<Binomial> {
    Cell::Value(Binomial::of(cases, base).unwrap())
}

fn at(table: &CountTable, scope: &Scope) -> Option<Cell<Binomial>> {
    table.rows.iter().find(|row| row.place.scope == *scope).map(|row| row.binomial)
}

#[test]
fn regions_and_all_are_the_sums_of_their_sites() {
    let regions = BTreeMap::from([
        (SiteId::new("A").unwrap(), "North".to_owned()),
        (SiteId::new("B").unwrap(), "North".to_owned()),
    ]);
    let table = consortium(&[site("A", of(1, 10)), site("B", of(2, 20)), site("C", of(4, 40))], &regions);
    assert_eq!(at(&table, &Scope::All), Some(of(7, 70)));
    assert_eq!(at(&table, &Scope::Region("North".into())), Some(of(3, 30)));
    assert_eq!(at(&table, &Scope::Site(SiteId::new("C").unwrap())), Some(of(4, 40)));
}

#[test]
fn a_site_that_sent_nothing_adds_nothing_and_all_are_absent_only_together() {
    let absent = Cell::Absent(AbsentReason::NoDataset);
    let some = consortium(&[site("A", absent), site("B", of(2, 20))], &BTreeMap::new());
    assert_eq!(at(&some, &Scope::All), Some(of(2, 20)));
    let none = consortium(&[site("A", absent), site("B", absent)], &BTreeMap::new());
    assert_eq!(at(&none, &Scope::All), Some(absent));
}

/// Rows of a few strata and ethnicities at one site, some of them absent for one reason or another.
fn some_site(number: usize) -> impl Strategy<Value = CountTable> {
    let absent = prop::sample::select(vec![AbsentReason::NoDataset, AbsentReason::NoColumn, AbsentReason::Late]);
    let cell = prop_oneof![
        3 => (0_u64..40).prop_flat_map(|base| (0..=base, Just(base))).prop_map(|(cases, base)| of(cases, base)),
        2 => absent.prop_map(Cell::Absent),
    ];
    let row = (0_u16..3, prop::sample::select(&Ethnicity::ALL[..3]), cell);
    let place = move |order: u16| Place {
        indicator: IndicatorId("x-1".into()),
        period: "2024-25".into(),
        scope: Scope::Site(SiteId::new(&format!("S{number}")).unwrap()),
        service: ServiceScope::Together,
        stratum: Stratum { dimension: "rung".into(), order, value: order.to_string() },
    };
    let rows = prop::collection::vec(row, 0..9);
    rows.prop_map(move |rows| {
        let row = |(order, ethnicity, binomial)| CountRow { place: place(order).into(), ethnicity, binomial };
        CountTable::from_rows(rows.into_iter().map(row).collect())
    })
}

fn shuffled_sites() -> impl Strategy<Value = (Vec<CountTable>, Vec<CountTable>)> {
    let sites: Vec<_> = (0..6).map(some_site).collect();
    sites.prop_flat_map(|sites| (Just(sites.clone()), Just(sites).prop_shuffle()))
}

proptest! {
    #[test]
    fn the_order_of_sites_does_not_matter_to_a_byte((sites, shuffled) in shuffled_sites()) {
        let regions = BTreeMap::from([0, 1, 2].map(|n| (SiteId::new(&format!("S{n}")).unwrap(), format!("R{}", n / 2))));
        let written = |sites: &[CountTable]| {
            let table = consortium(sites, &regions);
            serde_json::to_string(&(table.group(&Grouping::ALL), table)).unwrap()
        };
        prop_assert_eq!(written(&sites), written(&shuffled));
    }

    #[test]
    fn sums_are_those_of_all_rows_one_by_one((sites, _) in shuffled_sites()) {
        let all = consortium(&sites, &BTreeMap::new());
        let rows = || sites.iter().flat_map(|site| &site.rows);
        for sum in all.rows.iter().filter(|row| row.place.scope == Scope::All) {
            let parts = rows().filter(|row| row.place.stratum == sum.place.stratum && row.ethnicity == sum.ethnicity);
            let counts: Vec<&Binomial> = parts.filter_map(|row| row.binomial.value()).collect();
            let cases: u64 = counts.iter().map(|n| n.cases().0).sum();
            let base: u64 = counts.iter().map(|n| n.base().0).sum();
            match sum.binomial {
                Cell::Value(found) => prop_assert_eq!((found.cases().0, found.base().0), (cases, base)),
                _ => prop_assert!(counts.is_empty()),
            }
        }
        let places = |all: bool| -> std::collections::BTreeSet<(Stratum, Ethnicity)> {
            let of = consortium(&sites, &BTreeMap::new()).rows.into_iter();
            of.filter(|row| (row.place.scope == Scope::All) == all)
                .map(|row| (row.place.stratum.clone(), row.ethnicity))
                .collect()
        };
        prop_assert_eq!(places(true), places(false));
    }
}
