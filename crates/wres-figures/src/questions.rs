//! Which rows of a table are about the same thing: families of groups, and the same question asked of several places.

use rayon::prelude::*;
use wres_domain::{GroupCount, GroupTable, Grouping, Question, Scope, SiteId};

/// All groups of one grouping at a site.
type OfSite<'a> = (&'a SiteId, &'a [GroupCount]);

/// One grouping's answers of several sites to a question.
pub(crate) struct AskedOfSites<'a> {
    pub(crate) question: Question<'a>,
    pub(crate) grouping: Grouping,
    /// Each site that has rows, with all of its groups, in the order of the table.
    pub(crate) sites: Vec<OfSite<'a>>,
}

/// All groups of one grouping in one place, for each.
pub(crate) fn families(groups: &GroupTable) -> impl Iterator<Item = &[GroupCount]> {
    groups.rows.chunk_by(|a, b| a.grouping == b.grouping && a.place == b.place)
}

/// What sites are asked, by question and grouping, for the groupings that are wanted.
pub(crate) fn asked_of_sites(groups: &GroupTable, wanted: impl Fn(Grouping) -> bool) -> Vec<AskedOfSites<'_>> {
    let mut all: Vec<(Question<'_>, Grouping, OfSite<'_>)> = families(groups)
        .filter(|rows| wanted(rows[0].grouping))
        .filter_map(|rows| match &rows[0].place.scope {
            Scope::Site(site) => Some((Question::of(&rows[0].place), rows[0].grouping, (site, rows))),
            Scope::All | Scope::Region(_) => None,
        })
        .collect();
    // Stable: sites keep their order.
    all.par_sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let same = all.chunk_by(|a, b| a.1 == b.1 && a.0 == b.0);
    same.map(|asked| {
        let (question, grouping, _) = asked[0];
        AskedOfSites { question, grouping, sites: asked.iter().map(|(_, _, site)| *site).collect() }
    })
    .collect()
}
