//! `index.html`: the minute of a director.

use super::{
    board::{Board, board},
    book::Book,
    completeness::{Completeness, completeness},
    head::{Footer, Head, indicator_page, links, matrix_page, site_page},
    say::{brief, opening},
    signs::MEANINGS,
};
use crate::publication::{IndicatorText, SiteStatus};
use serde::Serialize;
use wres_domain::{Outcome, Scope};
use wres_figures::clearest;

/// How many findings are shown to see first.
const FIRST: usize = 3;

/// The first page.
#[derive(Debug, Serialize)]
pub(super) struct Front {
    head: Head,
    about: Footer,
    opening: String,
    board: Option<Board>,
    others: Vec<Board>,
    site_word: String,
    sites: Vec<SiteLink>,
    first: Vec<First>,
    completeness: Option<Completeness>,
    more: Vec<(String, String)>,
    files: Vec<(String, String)>,
    symbols: Vec<(&'static str, &'static str)>,
}

/// One of the findings to see first.
#[derive(Debug, Serialize)]
struct First {
    href: String,
    title: String,
    say: String,
    full: String,
}

/// A site in the finder.
#[derive(Debug, Serialize)]
struct SiteLink {
    href: String,
    name: String,
    code: String,
    region: String,
    status: &'static str,
    included: bool,
}

pub(super) fn front(book: &Book<'_>) -> Front {
    let about = book.about;
    let subject = book.subject(&Scope::All, &about.everywhere);
    let mut boards = about.standards.iter().map(|standard| board(&subject, standard, indicator_page));
    let first_board = boards.next().flatten();
    let indicators = || about.standards.iter().flat_map(|standard| &standard.indicators);
    let of_first = about.standards.first().map(|standard| standard.indicators.as_slice()).unwrap_or_default();
    let rows: Vec<_> = of_first
        .iter()
        .filter(|indicator| book.shelf.speaks_of(&Scope::All, &indicator.id))
        .map(|indicator| (indicator, subject.headline(indicator)))
        .collect();
    let headlines: Vec<(&IndicatorText, &Outcome)> =
        indicators().filter_map(|indicator| Some((indicator, subject.headline(indicator)?))).collect();
    let first = clearest(headlines.iter().map(|(_, outcome)| *outcome), FIRST).into_iter().filter_map(|outcome| {
        let (indicator, _) = headlines.iter().find(|(_, one)| std::ptr::eq(*one, outcome))?;
        Some(First {
            href: indicator_page(indicator),
            title: indicator.title.clone(),
            say: brief(about, indicator, &subject.part(indicator), outcome),
            full: outcome.sentence.clone(),
        })
    });
    let mut lines =
        vec![format!("{}{}", about.period_line(), if about.provisional { " Provisional figures [p]." } else { "" })];
    lines.extend(about.summary.clone());
    let matrices = about.standards.iter().enumerate().filter(|_| book.has_sites());
    let mut more: Vec<(String, String)> = matrices
        .map(|(at, standard)| {
            (matrix_page(at, standard), format!("Every {} and indicator: {}", about.site_word, standard.title))
        })
        .collect();
    if book.has_sites() {
        more.push(("compare.html".to_owned(), format!("Compare {}s, indicators and groups", about.site_word)));
    }
    let spoken = indicators().filter(|indicator| book.shelf.speaks_of(&Scope::All, &indicator.id));
    more.extend(spoken.map(|indicator| (indicator_page(indicator), format!("{}: {}", indicator.id, indicator.title))));
    Front {
        head: Head {
            title: about.title.clone(),
            heading: about.title.clone(),
            lines,
            links: links("", book.has_sites()),
            banner: None,
        },
        about: book.footer.clone(),
        opening: opening(about, &about.everywhere, book.period, &rows),
        board: first_board,
        others: boards.flatten().collect(),
        site_word: about.site_word.clone(),
        sites: about.sites.iter().map(|status| link(book, status)).collect(),
        first: first.collect(),
        completeness: completeness(about, &Scope::All, book.period, book.shelf),
        more,
        files: files(book),
        symbols: MEANINGS.to_vec(),
    }
}

fn link(book: &Book<'_>, status: &SiteStatus) -> SiteLink {
    let first = book.about.standards.first();
    SiteLink {
        href: first.map_or_else(String::new, |standard| site_page(status.site.id.as_str(), 0, standard)),
        name: status.site.name.clone(),
        code: status.site.id.to_string(),
        region: status.site.region.clone().unwrap_or_default(),
        status: status.status.label(),
        included: status.status.is_included(),
    }
}

fn files(book: &Book<'_>) -> Vec<(String, String)> {
    let mut files = vec![
        ("tables/headlines.csv", "Headlines: every site, two groups, all services. Open this one first"),
        ("publication.xlsx", "Workbook for Excel"),
        ("publication.ods", "The same workbook for LibreOffice"),
        ("tables/outcomes.csv", "All outcomes as CSV"),
        ("tables/outcomes.parquet", "All outcomes as Parquet"),
        ("tables/pooled.csv", "All sites together as CSV"),
        ("tables/sites.csv", "Sites among their peers as CSV"),
        ("tables/changes.csv", "Year by year as CSV"),
    ];
    if book.has_measures {
        files.push(("tables/measures.csv", "Figures of many counts as CSV"));
    }
    if !book.quality.sites.is_empty() {
        files.push(("tables/quality.csv", "Quality of the data as CSV"));
    }
    files.extend([
        ("results.json", "Everything as JSON"),
        ("datapackage.json", "What every column means (Data Package)"),
        ("ro-crate-metadata.json", "What it was made from (RO-Crate)"),
        ("CITATION.cff", "How to cite it"),
    ]);
    files.into_iter().map(|(href, text)| (href.to_owned(), text.to_owned())).collect()
}
