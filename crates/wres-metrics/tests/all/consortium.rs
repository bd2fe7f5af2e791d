//! Sums over sites.

use std::collections::BTreeMap;
use wres_disparity::Binomial;
use wres_domain::{
    AbsentReason, Cell, CountRow, CountTable, Ethnicity, IndicatorId, Place, Scope, ServiceScope, SiteId, Stratum,
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

#[test]
fn the_order_of_sites_does_not_matter() {
    let (one, two) = (site("A", of(1, 10)), site("B", of(2, 20)));
    assert_eq!(consortium(&[one.clone(), two.clone()], &BTreeMap::new()), consortium(&[two, one], &BTreeMap::new()));
}
