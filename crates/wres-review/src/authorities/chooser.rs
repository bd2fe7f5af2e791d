//! The page on which a reader chooses any authorities. Without a script it is a table of all of them; with it a reader picks some and
//! sees them over the years.

use super::{page::nav, series::Book, words};
use crate::{
    error::{Result, ReviewError},
    page::{document_below, escaped},
};
use serde::Serialize;
use std::fmt::Write;

const SCRIPT: &str = include_str!("choose.js");

/// What the script gets.
#[derive(Serialize)]
struct Data<'a> {
    periods: &'a [&'a str],
    measures: Vec<MeasureData<'a>>,
    places: Vec<PlaceData<'a>>,
}

#[derive(Serialize)]
struct MeasureData<'a> {
    title: &'a str,
    unit: &'a str,
    decimals: u32,
}

#[derive(Serialize)]
struct PlaceData<'a> {
    code: &'a str,
    name: &'a str,
    /// By measure and period: value, lower, upper; nothing where nothing is printed.
    values: Vec<Vec<Option<[Option<f64>; 3]>>>,
}

/// The page.
pub(super) fn page(book: &Book<'_>) -> Result<String> {
    let mut body = nav(book);
    body.push_str(
        "<div id=\"choose\" hidden><p><label for=\"measure\">Measure</label> <select id=\"measure\"></select></p><fieldset><legend>Authorities\
         </legend><div class=\"picks\" id=\"picks\" tabindex=\"0\" role=\"group\" aria-label=\"Authorities\"></div></fieldset><div id=\"shown\" aria-live=\"polite\"></div></div>",
    );
    let at = book.latest();
    let period = book.periods.get(at).copied().unwrap_or_default();
    let _ = write!(
        body,
        "<h2>All authorities, {0}</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"All authorities\"><table><caption>Latest \
         values, {0}</caption><thead><tr><th scope=\"col\">Authority</th>",
        escaped(period)
    );
    for measure in book.about.measures {
        let _ = write!(body, "<th scope=\"col\">{}</th>", escaped(&measure.title));
    }
    body.push_str("</tr></thead><tbody>");
    for site in &book.sites {
        let _ = write!(body, "<tr><th scope=\"row\"><a href=\"{}.html\">{}</a></th>", site.id, escaped(&site.name));
        for (number, measure) in book.about.measures.iter().enumerate() {
            let value = book.own(number, &site.id).and_then(|values| values.get(&at));
            let says = value.map_or_else(|| "not printed".to_owned(), |value| words::value(measure, value));
            let _ = write!(body, "<td>{}</td>", escaped(&says));
        }
        body.push_str("</tr>");
    }
    body.push_str("</tbody></table></div>");
    let json = serde_json::to_string(&data(book)).map_err(|error| ReviewError::Write(error.to_string()))?;
    // No text of a table may end the script early.
    let json = json.replace('<', "\\u003c");
    let _ = write!(body, "<script type=\"application/json\" id=\"data\">{json}</script><script>{SCRIPT}</script>");
    Ok(document_below("../", "Choose authorities", &body))
}

fn data<'a>(book: &'a Book<'_>) -> Data<'a> {
    let measures = book.about.measures.iter().map(|measure| MeasureData {
        title: &measure.title,
        unit: words::unit(measure),
        decimals: measure.decimals,
    });
    let round = |value: f64| (value * 1e4).round() / 1e4;
    let places = book.sites.iter().map(|site| PlaceData {
        code: site.id.as_str(),
        name: &site.name,
        values: (0..book.about.measures.len())
            .map(|measure| {
                let values = book.own(measure, &site.id);
                (0..book.periods.len())
                    .map(|at| {
                        let value = values?.get(&at)?;
                        let limits = value.interval.map(|interval| (round(interval.lower), round(interval.upper)));
                        Some([Some(round(value.value)), limits.map(|both| both.0), limits.map(|both| both.1)])
                    })
                    .collect()
            })
            .collect(),
    });
    Data { periods: &book.periods, measures: measures.collect(), places: places.collect() }
}
