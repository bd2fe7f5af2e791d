//! What stands at the top and at the bottom of every page.

use super::words::slug;
use crate::publication::{IndicatorText, Publication, StandardText};
use serde::Serialize;
use wres_disclosure::Deviation;
use wres_domain::{Grouping, Outcome};

/// The top of a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) lines: Vec<String>,
    /// Ways to the other pages.
    pub(super) links: Vec<(String, String)>,
    /// What has to be said before all else, such as that a page is not for publication.
    pub(super) banner: Option<String>,
}

/// The bottom of a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Footer {
    pub(super) policy: String,
    /// How far counts are from the truth.
    pub(super) accuracy: Vec<String>,
    pub(super) run: String,
    pub(super) version: String,
    pub(super) notes: Vec<String>,
    pub(super) methods: Vec<(String, String)>,
    pub(super) standards: Vec<(String, String)>,
    pub(super) provenance: Vec<(String, String)>,
}

/// The way from a page to the others; `root` leads to the folder of the first page.
pub(super) fn links(root: &str, has_sites: bool) -> Vec<(String, String)> {
    let mut links = vec![(format!("{root}index.html"), "First page".to_owned())];
    if has_sites {
        links.push((format!("{root}sites.html"), "All sites and indicators".to_owned()));
        links.push((format!("{root}compare.html"), "Compare".to_owned()));
    }
    links.push((format!("{root}index.html#files"), "Files".to_owned()));
    links
}

/// The page of an indicator.
pub(super) fn indicator_page(indicator: &IndicatorText) -> String {
    format!("indicators/{}.html", slug(&indicator.id.0))
}

/// The page of a site for one standard: the first has the plain name.
pub(super) fn site_page(code: &str, at: usize, standard: &StandardText) -> String {
    if at == 0 { format!("sites/{code}.html") } else { format!("sites/{code}-{}.html", slug(&standard.id)) }
}

/// The page of a site's own edition for one standard, in its folder of feedback.
pub(super) fn own_page(at: usize, standard: &StandardText) -> String {
    match at {
        0 => "own-figures-not-for-publication.html".to_owned(),
        _ => format!("own-figures-{}-not-for-publication.html", slug(&standard.id)),
    }
}

/// The matrix of a standard.
pub(super) fn matrix_page(at: usize, standard: &StandardText) -> String {
    if at == 0 { "sites.html".to_owned() } else { format!("sites-{}.html", slug(&standard.id)) }
}

pub(super) fn footer(publication: &Publication, outcomes: &[&Outcome]) -> Footer {
    let about = publication.about.get();
    let methods = outcomes.first().map_or_else(Vec::new, |one| {
        vec![
            ("Rates".to_owned(), one.rate_method.to_string()),
            ("Ratios".to_owned(), one.ratio_method.to_string()),
            ("Differences".to_owned(), one.difference_method.to_string()),
            ("Level of every interval".to_owned(), format!("{}%", one.level * 100.0)),
        ]
    });
    Footer {
        policy: publication.suppressions.get().policy.clone(),
        accuracy: accuracy(publication.deviations.get()),
        run: about.run.id.clone(),
        version: about.run.version.clone(),
        notes: about.notes.clone(),
        methods,
        standards: about.standards.iter().map(|standard| (standard.title.clone(), standard.source.clone())).collect(),
        provenance: about.run.provenance.iter().take(400).cloned().collect(),
    }
}

/// How far the sums that people read are from the truth, a sentence a level.
fn accuracy(deviations: &[Deviation]) -> Vec<String> {
    let read = deviations.iter().filter(|one| one.grouping == Grouping::Binary && one.together && one.whole);
    let line = |one: &Deviation| {
        let level = one.level.label();
        format!(
            "Counts of two groups for {level} are {} people from the true count on average, and at most {}.",
            one.mean, one.largest
        )
    };
    read.map(line).collect()
}
