//! Sums over sites.

use rayon::prelude::*;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use wres_domain::{CountRow, CountTable, Ethnicity, Place, Scope, SiteId};

/// The tables of all sites together with the rows of every region and of all sites, which are their sums.
///
/// A site that did not supply what an indicator takes adds nothing; where no site did, the sum is absent as well.
#[must_use]
pub fn consortium(sites: &[CountTable], regions: &BTreeMap<SiteId, String>) -> CountTable {
    // Each site's rows are added up first: a year has as many as all sites together, and their sums few.
    let sums = sites.par_iter().fold(Sums::default, |sums, table| sums.plus(table, regions));
    let sums = sums.map(Sums::rows).reduce(CountTable::default, CountTable::plus);
    let mut rows = Vec::with_capacity(sums.rows.len() + sites.iter().map(|table| table.rows.len()).sum::<usize>());
    rows.extend(sites.iter().flat_map(|table| table.rows.iter().cloned()));
    rows.extend(sums.rows);
    CountTable::from_rows(rows)
}

/// Sums of some sites: of all of them, and of each region.
#[derive(Default)]
struct Sums<'a>(HashMap<(Option<&'a str>, Key<'a>), CountRow>);

/// Where a row belongs but for the site, and which people.
type Key<'a> = (&'a str, &'a str, wres_domain::ServiceScope, &'a wres_domain::Stratum, Ethnicity);

impl<'a> Sums<'a> {
    fn plus(mut self, table: &'a CountTable, regions: &'a BTreeMap<SiteId, String>) -> Self {
        for row in &table.rows {
            let Scope::Site(site) = &row.place.scope else { continue };
            let Place { indicator, period, service, stratum, .. } = &*row.place;
            let key = (indicator.0.as_str(), period.as_str(), *service, stratum, row.ethnicity);
            let region = regions.get(site).map(String::as_str);
            for scope in region.map(Some).into_iter().chain([None]) {
                match self.0.get_mut(&(scope, key)) {
                    Some(sum) => sum.add(row),
                    None => {
                        let of = scope.map_or(Scope::All, |region| Scope::Region(region.to_owned()));
                        let place = Arc::new(Place { scope: of, ..Place::clone(&row.place) });
                        self.0.insert((scope, key), CountRow { place, ..row.clone() });
                    }
                }
            }
        }
        self
    }

    fn rows(self) -> CountTable {
        CountTable::from_rows(self.0.into_values().collect())
    }
}
