//! The pages of a site's own edition: the same as everybody sees, with exact figures, and what has come back to it.

use super::{
    book::{Book, environment, level, render},
    head::{Footer, own_page},
    shelf::Shelf,
    site,
};
use crate::{error::ReportError, file::File, publication::About};
use wres_disclosure::QualitySummary;
use wres_domain::{Comparisons, Measure, Outcome, Scope};

const BANNER: &str = "Not for publication. These counts are exact and can point at people. They are for the site alone; what is published is rounded.";

/// Renders `feedback/<code>/own-figures-not-for-publication.html`, and one more for each further standard.
pub(crate) fn own_pages(
    about: &About,
    corrections: bool,
    outcomes: &[&Outcome],
    comparisons: &Comparisons,
    measures: &[Measure],
) -> Result<Vec<File>, ReportError> {
    let Some(status) = about.sites.first() else { return Ok(Vec::new()) };
    let environment = environment()?;
    let scope = Scope::Site(status.site.id.clone());
    let shelf = Shelf::new(about, &scope, outcomes, comparisons, measures);
    let quality = QualitySummary::default();
    let book = Book {
        about,
        shelf: &shelf,
        quality: &quality,
        footer: footer(about),
        period: about.periods.last().map_or("", |period| &period.label),
        level: level(outcomes),
        has_measures: !measures.is_empty(),
    };
    let mut links = vec![("findings.html".to_owned(), "What was found in your files".to_owned())];
    if corrections {
        links.push(("corrections.xlsx".to_owned(), "Rows to put right".to_owned()));
    }
    links.push((own_page(0, &about.standards[0]), "Figures".to_owned()));
    let pages = about.standards.iter().enumerate().map(|(at, standard)| {
        let mut page = site::page(&book, status, (at, standard));
        page.head.title = format!("Not for publication: {}, {}", page.head.title, book.period);
        page.head.lines = vec![about.period_line()];
        page.head.links.clone_from(&links);
        page.head.banner = Some(BANNER.to_owned());
        page.how = None;
        let others = about.standards.iter().enumerate().filter(|(other, _)| *other != at);
        page.others = others.map(|(other, standard)| (own_page(other, standard), standard.title.clone())).collect();
        page.sections.iter_mut().for_each(|section| section.more.clear());
        let path = format!("feedback/{}/{}", status.site.id, own_page(at, standard));
        render(&environment, "site.html", &path, &page)
    });
    pages.collect()
}

fn footer(about: &About) -> Footer {
    Footer {
        policy: "Nothing is rounded here and nothing is hidden: these figures are exact.".to_owned(),
        accuracy: Vec::new(),
        run: about.run.id.clone(),
        version: about.run.version.clone(),
        notes: Vec::new(),
        methods: Vec::new(),
        standards: Vec::new(),
        provenance: Vec::new(),
    }
}
