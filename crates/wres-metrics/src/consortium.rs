//! Sums over sites.

use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wres_domain::{CountRow, CountTable, Ethnicity, Place, Question, Scope, SiteId};

/// The tables of all sites together with the rows of every region and of all sites, which are their sums.
///
/// A site that did not supply what an indicator takes adds nothing; where no site did, the sum is absent as well. The order of
/// sites does not matter.
#[must_use]
pub fn consortium(sites: &[CountTable], regions: &BTreeMap<SiteId, String>) -> CountTable {
    let places: Vec<&[CountRow]> = sites.par_iter().flat_map_iter(CountTable::places).collect();
    // Each question once, with the places of all sites that it is asked of.
    let mut asked: Vec<(Question<'_>, &SiteId, &[CountRow])> = places
        .iter()
        .filter_map(|rows| match &rows[0].place.scope {
            Scope::Site(site) => Some((Question::of(&rows[0].place), site, *rows)),
            Scope::All | Scope::Region(_) => None,
        })
        .collect();
    asked.par_sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let asked: Vec<&[(Question<'_>, &SiteId, &[CountRow])]> = asked.chunk_by(|a, b| a.0 == b.0).collect();
    let sums: Vec<Sum> = asked.par_iter().flat_map_iter(|places| sums(places, regions)).collect();
    let sums: Vec<Vec<CountRow>> = sums.into_iter().map(|sum| sum.rows.into_iter().flatten().collect()).collect();
    // Places are put in order, not rows, of which there are many times as many.
    let mut places: Vec<&[CountRow]> = places.into_iter().chain(sums.iter().map(Vec::as_slice)).collect();
    places.par_sort_by(|a, b| a[0].place.cmp(&b[0].place));
    CountTable::from_rows(places.concat())
}

/// The sum over some sites of what they answer to one question: a row for each ethnicity that any of them has.
struct Sum {
    place: Arc<Place>,
    /// By place of the ethnicity among all.
    rows: Vec<Option<CountRow>>,
}

/// The sums of one question over the sites of each region, and over all.
fn sums<'a>(
    places: &[(Question<'a>, &'a SiteId, &'a [CountRow])],
    regions: &'a BTreeMap<SiteId, String>,
) -> impl Iterator<Item = Sum> + use<'a> {
    let mut sums: BTreeMap<Option<&String>, Sum> = BTreeMap::new();
    for (question, site, rows) in places {
        let region = regions.get(site);
        for region in region.map(Some).into_iter().chain([None]) {
            let scope = || region.map_or(Scope::All, |region| Scope::Region(region.clone()));
            sums.entry(region).or_insert_with(|| Sum::new(question.at(scope()))).add(rows);
        }
    }
    sums.into_values()
}

impl Sum {
    fn new(place: Place) -> Self {
        Self { place: Arc::new(place), rows: vec![None; Ethnicity::ALL.len()] }
    }

    fn add(&mut self, rows: &[CountRow]) {
        for row in rows {
            match &mut self.rows[row.ethnicity as usize] {
                Some(sum) => sum.add(row),
                none => *none = Some(CountRow { place: Arc::clone(&self.place), ..row.clone() }),
            }
        }
    }
}
