//! What goes with deprivation: every measure of the latest period over the value of deprivation.

use super::{
    chart::open,
    page::nav,
    series::{Book, Value},
    trend, words,
};
use crate::page::{document_below, escaped};
use std::fmt::Write;
use wres_disparity::pooling::{Effect, meta_regression};
use wres_domain::{Site, SiteId};

/// Authorities are put into so many groups of one size, from the least to the most deprived.
const GROUPS: usize = 5;

/// The page.
pub(super) fn page(book: &Book<'_>) -> String {
    let mut body = nav(book);
    let places = book.about.places;
    for note in &places.notes {
        let _ = write!(body, "<p>{}</p>", escaped(note));
    }
    let mut sites: Vec<(&Site, f64)> =
        book.sites.iter().filter_map(|site| Some((*site, *places.deprivation.get(&site.id)?))).collect();
    sites.sort_by(|one, other| one.1.total_cmp(&other.1));
    for measure in 0..book.about.measures.len() {
        section(&mut body, book, measure, &sites);
    }
    document_below("../", "Against deprivation", &body)
}

fn section(body: &mut String, book: &Book<'_>, at: usize, sites: &[(&Site, f64)]) {
    let (measure, level, latest) = (&book.about.measures[at], book.about.level, book.latest());
    let points: Vec<(&Site, f64, Value)> = sites
        .iter()
        .filter_map(|(site, deprived)| Some((*site, *deprived, *book.own(at, &site.id)?.get(&latest)?)))
        .collect();
    if points.len() < GROUPS {
        return;
    }
    let period = book.periods.get(latest).copied().unwrap_or_default();
    let _ = write!(body, "<h2>{}, {}</h2>", escaped(&measure.title), escaped(period));
    let effects: Option<Vec<Effect>> = points
        .iter()
        .map(|(_, _, value)| trend::effect(value, level).or_else(|| Effect::new(value.value, 1e-8).ok()))
        .collect();
    let deprived: Vec<f64> = points.iter().map(|point| point.1).collect();
    if let Some(line) = effects.and_then(|effects| meta_regression(&effects, &deprived, level).ok()) {
        let (low, high) = (10.0 * line.slope_interval.lower, 10.0 * line.slope_interval.upper);
        let clear = low > 0.0 || high < 0.0;
        let says = if clear { "goes with a value that is" } else { "does not clearly go with another value:" };
        let way = match (clear, line.slope > 0.0) {
            (true, true) => " higher",
            (true, false) => " lower",
            (false, _) => "",
        };
        let size = if clear { 10.0 * line.slope.abs() } else { 10.0 * line.slope };
        let (low, high) = if clear { (low.abs().min(high.abs()), low.abs().max(high.abs())) } else { (low, high) };
        let _ = write!(
            body,
            "<p>Ten more of the value of deprivation {says}{way} {} ({} to {}), over {} authorities. This compares authorities, not \
             people.</p>",
            words::number(measure, size),
            words::number(measure, low),
            words::number(measure, high),
            points.len()
        );
    }
    scatter(body, &measure.title, &points);
    groups(body, book, at, &points);
}

fn scatter(body: &mut String, title: &str, points: &[(&Site, f64, Value)]) {
    let most = points.iter().map(|point| point.2.value).fold(1e-9, f64::max);
    let (low, high) = (points[0].1, points[points.len() - 1].1.max(points[0].1 + 1e-9));
    let mut svg = open(&format!("{title} over deprivation, one dot an authority"), 236.0);
    let (x, y) = (|value: f64| 20.0 + (value - low) / (high - low) * 364.0, |value: f64| 200.0 - value / most * 186.0);
    let _ = write!(
        svg,
        "<path d=\"M12,8 V204 H392\" fill=\"none\" stroke=\"#505a5f\"/><text x=\"20\" y=\"224\">least deprived</text><text x=\"392\" \
         y=\"224\" text-anchor=\"end\">most deprived</text>"
    );
    for (site, deprived, value) in points {
        let _ = write!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#12436d\" fill-opacity=\".55\"><title>{}</title></circle>",
            x(*deprived),
            y(value.value),
            escaped(&site.name)
        );
    }
    let _ = write!(body, "<figure class=\"chart\">{svg}</svg></figure>");
}

fn groups(body: &mut String, book: &Book<'_>, at: usize, points: &[(&Site, f64, Value)]) {
    let measure = &book.about.measures[at];
    let _ = write!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0} by fifths of deprivation\"><table><caption>{0} by fifths of \
         deprivation</caption><thead><tr><th scope=\"col\">Authorities</th><th scope=\"col\">Deprivation</th><th scope=\"col\">Together\
         </th></tr></thead><tbody>",
        escaped(&measure.title)
    );
    for group in 0..GROUPS {
        let part = &points[group * points.len() / GROUPS..(group + 1) * points.len() / GROUPS];
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        let ids: Vec<&SiteId> = part.iter().map(|point| &point.0.id).collect();
        let together = book.together(at, &ids);
        let Some(value) = together.get(&book.latest()) else { continue };
        let name = match group {
            0 => "least deprived fifth".to_owned(),
            4 => "most deprived fifth".to_owned(),
            n => format!("fifth {}", n + 1),
        };
        let _ = write!(
            body,
            "<tr><th scope=\"row\">{name}</th><td>{} to {}</td><td>{}, {}</td></tr>",
            crate::printed::Range::point(first.1),
            crate::printed::Range::point(last.1),
            escaped(&words::value(measure, value)),
            words::from(value)
        );
    }
    body.push_str("</tbody></table></div>");
}
