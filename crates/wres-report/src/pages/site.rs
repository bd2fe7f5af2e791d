//! The page of one site: its indicators on one screen, then each.

use super::{
    board::{Board, board},
    book::Book,
    completeness::{Completeness, completeness},
    head::{Footer, Head, indicator_page, links, site_page},
    quality::{Quality, of_site},
    say::opening,
    section::{Section, section},
};
use crate::publication::{SiteStatus, StandardText, Status};
use serde::Serialize;
use wres_domain::Scope;

/// The page of a site for one standard.
#[derive(Debug, Serialize)]
pub(super) struct SiteContents {
    pub(super) head: Head,
    pub(super) about: Footer,
    pub(super) how: Option<String>,
    pub(super) opening: String,
    pub(super) board: Option<Board>,
    /// What to expect where there are no figures.
    pub(super) why: String,
    pub(super) others: Vec<(String, String)>,
    pub(super) site_word: String,
    pub(super) completeness: Option<Completeness>,
    pub(super) sections: Vec<Section>,
    pub(super) quality: Option<Quality>,
}

pub(super) fn page(book: &Book<'_>, status: &SiteStatus, (at, standard): (usize, &StandardText)) -> SiteContents {
    let about = book.about;
    let scope = Scope::Site(status.site.id.clone());
    let subject = book.subject(&scope, &status.site.name);
    let rows: Vec<_> = standard
        .indicators
        .iter()
        .filter(|indicator| book.shelf.speaks_of(&scope, &indicator.id))
        .map(|indicator| (indicator, subject.headline(indicator)))
        .collect();
    let of_first = at == 0;
    let board = board(&subject, standard, |indicator| format!("#{}", indicator.id));
    let sections = standard.indicators.iter().filter_map(|indicator| {
        let section = section(&subject, indicator)?;
        Some(Section { more: format!("../{}", indicator_page(indicator)), ..section })
    });
    let code = status.site.id.as_str();
    let others = about.standards.iter().enumerate().filter(|(other, _)| *other != at);
    let mut lines = vec![status.status.label().to_owned()];
    lines.extend(status.site.region.clone().map(|region| format!("Region: {region}.")));
    lines.extend(status.note.clone());
    lines.push(about.period_line());
    SiteContents {
        head: Head {
            title: format!("{}: {}", status.site.name, standard.title),
            heading: status.site.name.clone(),
            lines,
            links: links("../", true),
            banner: None,
        },
        about: book.footer.clone(),
        how: Some("../index.html#how".to_owned()),
        opening: if board.is_some() { opening(about, &status.site.name, book.period, &rows) } else { String::new() },
        board,
        why: why(status.status).to_owned(),
        others: others
            .map(|(other, standard)| (format!("../{}", site_page(code, other, standard)), standard.title.clone()))
            .collect(),
        site_word: about.site_word.clone(),
        completeness: if of_first { completeness(about, &scope, book.period, book.shelf) } else { None },
        sections: sections.collect(),
        quality: if of_first { of_site(book.quality, &status.site.id) } else { None },
    }
}

/// Why a site has no figures.
fn why(status: Status) -> &'static str {
    match status {
        Status::Late => "No submission has been received for this year.",
        Status::Rejected => "The submission could not be used, and no earlier one stands in for it.",
        _ => "Nothing that this standard counts was supplied.",
    }
}
