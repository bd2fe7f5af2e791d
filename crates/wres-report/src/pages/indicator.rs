//! The page of one indicator: all sites together, over the years, and every site.

use super::{
    board::{Board, board},
    book::Book,
    head::{Footer, Head, links},
    section::{Section, section},
};
use crate::publication::{IndicatorText, StandardText};
use serde::Serialize;
use wres_domain::Scope;

/// The page of an indicator.
#[derive(Debug, Serialize)]
pub(super) struct IndicatorPage {
    head: Head,
    about: Footer,
    how: Option<String>,
    board: Option<Board>,
    sections: Vec<Section>,
    /// The template is that of a site: these have nothing to say here.
    opening: String,
    others: Vec<(String, String)>,
    completeness: Option<()>,
    quality: Option<()>,
}

/// The page; `None` where nothing is said of all sites.
pub(super) fn page(book: &Book<'_>, standard: &StandardText, indicator: &IndicatorText) -> Option<IndicatorPage> {
    let subject = book.subject(&Scope::All, &book.about.everywhere);
    let alone = StandardText { indicators: vec![indicator.clone()], ..standard.clone() };
    let mut section = section(&subject, indicator)?;
    for forest in &mut section.forests {
        for row in forest.rows.iter_mut().filter(|_| !book.has_sites()) {
            row.href.clear();
        }
    }
    Some(IndicatorPage {
        head: Head {
            title: format!("{}: {}", indicator.title, book.about.title),
            heading: format!("{}. {}", indicator.key, indicator.title),
            lines: vec![standard.title.clone(), book.about.period_line()],
            links: links("../", book.has_sites()),
            banner: None,
        },
        about: book.footer.clone(),
        how: Some("../index.html#how".to_owned()),
        board: board(&subject, &alone, |indicator| format!("#{}", indicator.id)),
        sections: vec![section],
        opening: String::new(),
        others: Vec::new(),
        completeness: None,
        quality: None,
    })
}
