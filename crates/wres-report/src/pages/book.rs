//! All pages.

use super::{
    compare, front,
    head::{Footer, footer, indicator_page, matrix_page, site_page},
    indicator, matrix,
    section::Subject,
    shelf::Shelf,
    signs::keyed,
    site,
    site_page::{AroundPage, SitePage},
};
use crate::{
    error::ReportError,
    file::File,
    publication::{About, Publication},
};
use minijinja::{Environment, State, Value, context, value::Serde};
use rayon::prelude::*;
use serde::Serialize;
use wres_disclosure::QualitySummary;
use wres_domain::{Outcome, Scope};

/// What pages are made from.
pub(super) struct Book<'a> {
    pub(super) about: &'a About,
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) quality: &'a QualitySummary,
    pub(super) footer: Footer,
    /// The label of the newest period.
    pub(super) period: &'a str,
    /// The level of intervals, such as `95%`.
    pub(super) level: String,
    /// Whether there are figures that take many counts.
    pub(super) has_measures: bool,
}

/// The templates by name.
const TEMPLATES: [(&str, &str); 17] = [
    ("layout.html", include_str!("../../templates/layout.html")),
    ("macros.html", include_str!("../../templates/macros.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("site.html", include_str!("../../templates/site.html")),
    ("matrix.html", include_str!("../../templates/matrix.html")),
    ("compare.html", include_str!("../../templates/compare.html")),
    ("section.html", include_str!("../../templates/section.html")),
    ("board.html", include_str!("../../templates/board.html")),
    ("forest.html", include_str!("../../templates/forest.html")),
    ("funnel.html", include_str!("../../templates/funnel.html")),
    ("ladder.html", include_str!("../../templates/ladder.html")),
    ("measures.html", include_str!("../../templates/measures.html")),
    ("places.html", include_str!("../../templates/places.html")),
    ("quality.html", include_str!("../../templates/quality.html")),
    ("trend.html", include_str!("../../templates/trend.html")),
    ("style.css", include_str!("../../templates/style.css")),
    ("script.js", include_str!("../../templates/script.js")),
];

/// Makes one page.
type Page<'a> = Box<dyn Fn() -> Result<Option<File>, ReportError> + Sync + Send + 'a>;

impl<'a> Book<'a> {
    /// What a page about a scope is made from.
    pub(super) fn subject<'s>(&'s self, scope: &'s Scope, name: &'s str) -> Subject<'s>
    where
        'a: 's,
    {
        Subject { about: self.about, scope, name, period: self.period, level: &self.level, shelf: self.shelf }
    }

    /// Whether there is a page a site.
    pub(super) fn has_sites(&self) -> bool {
        !self.about.sites.is_empty()
    }
}

/// Renders `index.html`, `sites.html`, `compare.html`, `indicators/<id>.html` and `sites/<code>.html`.
pub(crate) fn pages(
    publication: &Publication,
    outcomes: &[&Outcome],
    around: &AroundPage<'_>,
) -> Result<Vec<File>, ReportError> {
    let about = publication.about.get();
    let measures = publication.measures.get();
    let environment = &environment()?;
    let shelf = &Shelf::new(about, &Scope::All, outcomes, publication.comparisons.get(), measures);
    let book = &Book {
        about,
        shelf,
        quality: publication.quality.get(),
        footer: footer(publication, outcomes),
        period: about.periods.last().map_or("", |period| &period.label),
        level: level(outcomes),
        has_measures: !measures.is_empty(),
    };
    let mut pages: Vec<Page<'_>> =
        vec![Box::new(|| render(environment, "index.html", "index.html", &front::front(book)).map(Some))];
    if book.has_sites() {
        pages.push(Box::new(|| compare_page(environment, book).map(Some)));
    }
    for (at, standard) in about.standards.iter().enumerate() {
        for indicator in &standard.indicators {
            pages.push(Box::new(move || {
                let page = indicator::page(book, standard, indicator);
                page.map(|page| render(environment, "site.html", &indicator_page(indicator), &page)).transpose()
            }));
        }
        if book.has_sites() {
            pages.push(Box::new(move || {
                let page = matrix::page(book, (at, standard));
                render(environment, "matrix.html", &matrix_page(at, standard), &page).map(Some)
            }));
        }
        for status in &about.sites {
            pages.push(Box::new(move || {
                let path = &site_page(status.site.id.as_str(), at, standard);
                let made = || render(environment, "site.html", path, &site::page(book, status, (at, standard)));
                around(&SitePage { site: &status.site.id, name: &status.site.name, path, made: &made }).map(Some)
            }));
        }
    }
    let made: Result<Vec<Option<File>>, ReportError> = pages.par_iter().with_max_len(1).map(|page| page()).collect();
    Ok(made?.into_iter().flatten().collect())
}

/// The level of the intervals of some outcomes.
pub(super) fn level(outcomes: &[&Outcome]) -> String {
    format!("{}%", outcomes.first().map_or(95.0, |one| one.level * 100.0))
}

/// The environment of all templates.
pub(super) fn environment() -> Result<Environment<'static>, ReportError> {
    let mut environment = Environment::new();
    environment.add_filter("keyed", |_: &State<'_, '_>, piece: String| Value::from_safe_string(keyed(&piece)));
    for (name, source) in TEMPLATES {
        environment
            .add_template(name, source)
            .map_err(|error| ReportError::Page { page: name.to_owned(), message: format!("{error:#}") })?;
    }
    Ok(environment)
}

/// A page out of its template.
pub(super) fn render(
    environment: &Environment<'_>,
    template: &str,
    path: &str,
    page: &impl Serialize,
) -> Result<File, ReportError> {
    rendered(environment, template, path, Value::from(Serde(page)))
}

fn rendered(environment: &Environment<'_>, template: &str, path: &str, page: Value) -> Result<File, ReportError> {
    let failed = |error: minijinja::Error| ReportError::Page { page: path.to_owned(), message: format!("{error:#}") };
    let html = environment.get_template(template).and_then(|template| template.render(page)).map_err(failed)?;
    Ok(File::new(path, html.into_bytes()))
}

fn compare_page(environment: &Environment<'_>, book: &Book<'_>) -> Result<File, ReportError> {
    let path = "compare.html";
    let (page, figures) = compare::page(book);
    let failed = |error: serde_json::Error| ReportError::Page { page: path.to_owned(), message: error.to_string() };
    // Within a script element only `</` could end it early.
    let figures = serde_json::to_string(&figures).map_err(failed)?.replace("</", "<\\/");
    let page = context! { figures => Value::from_safe_string(figures), ..Value::from(Serde(&page)) };
    rendered(environment, path, path, page)
}
