//! Sites by indicators: what is found at each, and the way to it.

use super::{
    book::Book,
    head::{Footer, Head, indicator_page, links, matrix_page, site_page},
    quality::{Quality, of_all},
    signs::{Sign, sign},
};
use crate::publication::{IndicatorText, SiteStatus, StandardText};
use serde::Serialize;
use wres_domain::Scope;

/// The page of the matrix of one standard.
#[derive(Debug, Serialize)]
pub(super) struct Matrix {
    head: Head,
    about: Footer,
    how: Option<String>,
    caption: String,
    period: String,
    site_word: String,
    /// Number, title and page of each indicator.
    heads: Vec<(String, String, String)>,
    rows: Vec<MatrixRow>,
    others: Vec<(String, String)>,
    quality: Option<Quality>,
}

/// A site.
#[derive(Debug, Serialize)]
struct MatrixRow {
    name: String,
    region: String,
    href: String,
    /// What became of its submission, where it is not in the figures.
    status: String,
    cells: Vec<MatrixCell>,
}

/// One indicator at one site.
#[derive(Debug, Serialize)]
struct MatrixCell {
    sign: Sign,
    word: String,
    href: String,
}

pub(super) fn page(book: &Book<'_>, (at, standard): (usize, &StandardText)) -> Matrix {
    let about = book.about;
    let indicators: Vec<&IndicatorText> =
        standard.indicators.iter().filter(|indicator| book.shelf.speaks_of(&Scope::All, &indicator.id)).collect();
    let row = |status: &SiteStatus| {
        let page = site_page(status.site.id.as_str(), at, standard);
        let scope = Scope::Site(status.site.id.clone());
        let subject = book.subject(&scope, &status.site.name);
        let cells = indicators.iter().map(|indicator| {
            let outcome = subject.headline(indicator);
            let sign = sign(about, outcome.and_then(|outcome| outcome.comparison.as_ref()));
            let there = book.shelf.speaks_of(&scope, &indicator.id);
            MatrixCell {
                word: sign.word.replace(" likely", "").replace("cannot be told", "cannot tell"),
                href: if there { format!("{page}#{}", indicator.id) } else { String::new() },
                sign,
            }
        });
        let status_text = if status.status.is_included() { String::new() } else { status.status.label().to_owned() };
        MatrixRow {
            name: status.site.name.clone(),
            region: status.site.region.clone().unwrap_or_default(),
            cells: if status_text.is_empty() { cells.collect() } else { Vec::new() },
            status: status_text,
            href: page.clone(),
        }
    };
    let title =
        |indicator: &&IndicatorText| (indicator.key.clone(), indicator.title.clone(), indicator_page(indicator));
    let others = about.standards.iter().enumerate().filter(|(other, _)| *other != at);
    Matrix {
        head: Head {
            title: format!("Every {} and indicator: {}", about.site_word, standard.title),
            heading: format!("Every {} and indicator", about.site_word),
            lines: vec![standard.title.clone(), about.period_line()],
            links: links("", true),
            banner: None,
        },
        about: book.footer.clone(),
        how: Some("index.html#how".to_owned()),
        caption: format!("{}, {}", standard.title, book.period),
        period: book.period.to_owned(),
        site_word: about.site_word.clone(),
        heads: indicators.iter().map(title).collect(),
        rows: about.sites.iter().map(row).collect(),
        others: others.map(|(other, standard)| (matrix_page(other, standard), standard.title.clone())).collect(),
        quality: if at == 0 { of_all(about, book.quality) } else { None },
    }
}
