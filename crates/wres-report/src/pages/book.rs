//! All pages.

use super::{
    completeness::completeness,
    model::{First, Footer, Page, SiteLink},
    quality,
    section::{Subject, section},
    shelf::Shelf,
    site_page::{AroundPage, SitePage, path},
};
use crate::{
    error::ReportError,
    file::File,
    publication::{About, Publication, SiteStatus},
};
use minijinja::{Environment, Value, value::Serde};
use rayon::prelude::*;
use wres_disclosure::{Deviation, QualitySummary};
use wres_domain::{Grouping, Outcome, Scope};
use wres_figures::{clearest, is_headline};

/// What pages are made from.
struct Said<'a> {
    shelf: &'a Shelf<'a>,
    quality: &'a QualitySummary,
}

/// Renders `index.html` and `sites/<code>.html`.
pub(crate) fn pages(
    publication: &Publication,
    outcomes: &[&Outcome],
    around: &AroundPage<'_>,
) -> Result<Vec<File>, ReportError> {
    let about = publication.about.get();
    let environment = environment()?;
    let footer = footer(publication, outcomes);
    let shelf = &Shelf::new(publication, outcomes);
    let said = Said { shelf, quality: publication.quality.get() };
    let first = || render(&environment, "index.html", &first_page(about, &said, footer.clone()));
    let site = |status: &SiteStatus| {
        let site = &status.site;
        let made = || render(&environment, &path(&site.id), &site_page(about, status, &said, footer.clone()));
        around(&SitePage { site: &site.id, name: &site.name, made: &made })
    };
    let (first, sites) = rayon::join(first, || about.sites.par_iter().map(site).collect::<Result<Vec<_>, _>>());
    Ok(std::iter::once(first?).chain(sites?).collect())
}

fn environment() -> Result<Environment<'static>, ReportError> {
    let mut environment = Environment::new();
    let templates = [
        ("page.html", include_str!("../../templates/page.html")),
        ("forest.html", include_str!("../../templates/forest.html")),
        ("funnel.html", include_str!("../../templates/funnel.html")),
        ("ladder.html", include_str!("../../templates/ladder.html")),
        ("measures.html", include_str!("../../templates/measures.html")),
        ("quality.html", include_str!("../../templates/quality.html")),
        ("style.css", include_str!("../../templates/style.css")),
    ];
    for (name, source) in templates {
        environment
            .add_template(name, source)
            .map_err(|error| ReportError::Page { page: name.to_owned(), message: format!("{error:#}") })?;
    }
    Ok(environment)
}

fn render(environment: &Environment<'_>, path: &str, page: &Page) -> Result<File, ReportError> {
    let failed = |error: minijinja::Error| ReportError::Page { page: path.to_owned(), message: format!("{error:#}") };
    let html = environment
        .get_template("page.html")
        .and_then(|template| template.render(Value::from(Serde(page))))
        .map_err(failed)?;
    Ok(File::new(path, html.into_bytes()))
}

fn first_page(about: &About, said: &Said<'_>, footer: Footer) -> Page {
    let shelf = said.shelf;
    let period = latest(about);
    let subject = Subject { about, scope: &Scope::All, period: &period, everywhere: true, shelf };
    let sections = about
        .standards
        .iter()
        .flat_map(|standard| &standard.indicators)
        .filter_map(|indicator| section(&subject, indicator))
        .collect();
    let everywhere = shelf.of_scope(&Scope::All);
    Page {
        root: "",
        title: about.title.clone(),
        heading: about.title.clone(),
        status: None,
        summary: about.summary.clone(),
        provisional: about.provisional,
        first: first(about, everywhere, &period),
        sections,
        completeness: completeness(about, &Scope::All, &period, everywhere),
        measured: shelf.has_measures(),
        quality: quality::of_all(about, said.quality),
        sites: about.sites.iter().map(link).collect(),
        about: footer,
        period,
    }
}

fn site_page(about: &About, status: &SiteStatus, said: &Said<'_>, footer: Footer) -> Page {
    let period = latest(about);
    let shelf = said.shelf;
    let scope = &Scope::Site(status.site.id.clone());
    let own = shelf.of_scope(scope);
    let subject = Subject { about, scope, period: &period, everywhere: false, shelf };
    let sections = about
        .standards
        .iter()
        .flat_map(|standard| &standard.indicators)
        .filter_map(|indicator| section(&subject, indicator))
        .collect();
    let note = status.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
    Page {
        root: "../",
        title: format!("{}: {}", status.site.name, about.title),
        heading: status.site.name.clone(),
        status: Some(format!("{}{note}", status.status.label())),
        summary: None,
        provisional: about.provisional,
        first: first(about, own, &period),
        sections,
        completeness: completeness(about, scope, &period, own),
        measured: shelf.has_measures(),
        quality: quality::of_site(said.quality, &status.site.id),
        sites: Vec::new(),
        about: footer,
        period,
    }
}

fn latest(about: &About) -> String {
    about.periods.last().map(|period| period.label.clone()).unwrap_or_default()
}

/// The findings to see first, three at most, by [`clearest`].
fn first(about: &About, outcomes: &[&Outcome], period: &str) -> Vec<First> {
    let headlines = outcomes.iter().copied().filter(|one| one.place.period == period && is_headline(one));
    let indicators = || about.standards.iter().flat_map(|standard| &standard.indicators);
    let first = |outcome: &Outcome| {
        let id = &outcome.place.indicator;
        let indicator = indicators().find(|indicator| indicator.id == *id);
        First {
            anchor: id.0.clone(),
            indicator: indicator.map_or_else(|| id.0.clone(), |one| one.title.clone()),
            sentence: outcome.sentence.clone(),
        }
    };
    clearest(headlines, 3).into_iter().map(first).collect()
}

fn link(status: &SiteStatus) -> SiteLink {
    SiteLink {
        href: format!("sites/{}.html", status.site.id),
        name: status.site.name.clone(),
        region: status.site.region.clone().unwrap_or_default(),
        status: status.status.label(),
        included: status.status.is_included(),
        note: status.note.clone().unwrap_or_default(),
    }
}

fn footer(publication: &Publication, outcomes: &[&Outcome]) -> Footer {
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
