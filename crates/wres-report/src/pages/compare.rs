//! `compare.html`: a reader picks sites, indicators and a group. Without script it is the table of two groups.

use super::{
    book::Book,
    figures::label,
    head::{Footer, Head, links, site_page},
    words::ratio,
};
use crate::publication::{IndicatorText, SiteStatus};
use serde::Serialize;
use wres_domain::{Cell, Group, Grouping, Interval, Outcome, Scope, ServiceScope};

/// Marks that stand for a figure, by their place in the data of the script.
const MARKS: [&str; 4] = ["[c]", "[x]", "[z]", ""];

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Compare {
    head: Head,
    about: Footer,
    how: Option<String>,
    caption: String,
    period: String,
    site_word: String,
    sites: Vec<(String, String)>,
    indicators: Vec<Picked>,
    groups: Vec<String>,
    rows: Vec<CompareRow>,
}

/// An indicator that can be picked.
#[derive(Debug, Serialize)]
struct Picked {
    number: String,
    title: String,
    part: String,
}

/// A site, or all together.
#[derive(Debug, Serialize)]
struct CompareRow {
    name: String,
    href: String,
    cells: Vec<String>,
}

/// What the script shows of the other groups: by group, site and indicator, a text or the place of a mark.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    marks: [&'static str; 4],
    cells: Vec<Vec<Vec<Shown>>>,
}

/// A figure in the data of the script.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown {
    Text(String),
    Mark(usize),
}

/// The page and the data of its script.
pub(super) fn page(book: &Book<'_>) -> (Compare, Figures) {
    let about = book.about;
    let subject = book.subject(&Scope::All, &about.everywhere);
    let indicators: Vec<&IndicatorText> = about
        .standards
        .iter()
        .flat_map(|standard| &standard.indicators)
        .filter(|indicator| subject.headline(indicator).is_some_and(|outcome| outcome.comparison.is_some()))
        .collect();
    let groups = groups(book, &indicators);
    let scopes: Vec<(Scope, Option<&SiteStatus>)> = std::iter::once((Scope::All, None))
        .chain(about.sites.iter().map(|status| (Scope::Site(status.site.id.clone()), Some(status))))
        .collect();
    let found = |scope: &Scope, group: (Grouping, Group)| -> Vec<Cell<Interval>> {
        indicators.iter().map(|indicator| of(book, scope, indicator, group)).collect()
    };
    let first = about.standards.first();
    let rows = scopes.iter().map(|(scope, status)| CompareRow {
        name: status.map_or_else(|| about.everywhere.clone(), |status| status.site.name.clone()),
        href: match (status, first) {
            (Some(status), Some(first)) => site_page(status.site.id.as_str(), 0, first),
            _ => "index.html".to_owned(),
        },
        cells: found(scope, (Grouping::Binary, Group::Bme)).into_iter().map(ratio).collect(),
    });
    let rows: Vec<CompareRow> = rows.collect();
    let cells = groups
        .iter()
        .skip(1)
        .map(|&group| scopes.iter().map(|(scope, _)| found(scope, group).into_iter().map(shown).collect()).collect());
    let name = |&(grouping, group): &(Grouping, Group)| match grouping {
        Grouping::ThreeWay => format!("{} (against White British)", label(about, group)),
        _ => label(about, group),
    };
    let figures = Figures { marks: MARKS, cells: cells.collect() };
    let page = Compare {
        head: Head {
            title: format!("Compare: {}", about.title),
            heading: format!("Compare {}s", about.site_word),
            lines: vec![about.period_line()],
            links: links("", true),
            banner: None,
        },
        about: book.footer.clone(),
        how: Some("index.html#how".to_owned()),
        caption: format!("Ratio with its interval, {}", book.period),
        period: book.period.to_owned(),
        site_word: about.site_word.clone(),
        sites: rows.iter().map(|row| (row.href.clone(), row.name.clone())).collect(),
        indicators: indicators
            .iter()
            .map(|indicator| Picked {
                number: indicator.key.clone(),
                title: indicator.title.clone(),
                part: subject.part(indicator),
            })
            .collect(),
        groups: groups.iter().map(name).collect(),
        rows,
    };
    (page, figures)
}

/// The groups that any figure is compared for: the minority of two first, then those of three and of five.
fn groups(book: &Book<'_>, indicators: &[&IndicatorText]) -> Vec<(Grouping, Group)> {
    let there = |&(grouping, group): &(Grouping, Group)| {
        indicators.iter().any(|indicator| {
            let all = book.shelf.outcomes(&Scope::All, &indicator.id);
            all.iter().any(|one| one.grouping == grouping && one.group == group && one.comparison.is_some())
        })
    };
    [Grouping::Binary, Grouping::ThreeWay, Grouping::Five]
        .into_iter()
        .flat_map(|grouping| grouping.groups().into_iter().map(move |group| (grouping, group)))
        .filter(there)
        .collect()
}

fn of(
    book: &Book<'_>,
    scope: &Scope,
    indicator: &IndicatorText,
    (grouping, group): (Grouping, Group),
) -> Cell<Interval> {
    let (dimension, value) = book.shelf.lead(&indicator.id);
    let is = |one: &&&Outcome| {
        one.grouping == grouping
            && one.group == group
            && one.place.period == book.period
            && one.place.service == ServiceScope::Together
            && one.place.stratum.dimension == dimension
            && one.place.stratum.value == value
    };
    let found = book.shelf.outcomes(scope, &indicator.id).iter().find(is);
    let none = Cell::Absent(wres_domain::AbsentReason::NoDataset);
    found.and_then(|outcome| outcome.comparison.as_ref()).map_or(none, |comparison| comparison.ratio)
}

fn shown(cell: Cell<Interval>) -> Shown {
    let mark = cell.symbol().and_then(|symbol| MARKS.iter().position(|mark| *mark == symbol));
    mark.map_or_else(|| Shown::Text(ratio(cell)), Shown::Mark)
}
