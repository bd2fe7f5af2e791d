//! Sums over sites.

use std::collections::BTreeMap;
use wres_domain::{CountRow, CountTable, Scope, SiteId};

/// The tables of all sites together with the rows of every region and of all sites, which are their sums.
///
/// A site that did not supply what an indicator takes adds nothing; where no site did, the sum is absent as well.
#[must_use]
pub fn consortium(sites: &[CountTable], regions: &BTreeMap<SiteId, String>) -> CountTable {
    let mut rows: Vec<CountRow> = Vec::new();
    for row in sites.iter().flat_map(|table| &table.rows) {
        if let Scope::Site(site) = &row.place.scope {
            if let Some(region) = regions.get(site) {
                rows.push(at(row, Scope::Region(region.clone())));
            }
            rows.push(at(row, Scope::All));
        }
        rows.push(row.clone());
    }
    CountTable::from_rows(rows)
}

fn at(row: &CountRow, scope: Scope) -> CountRow {
    let mut row = row.clone();
    row.place.scope = scope;
    row
}
