//! The page of each authority, and the page that lists them.

use super::{
    chart,
    series::{Book, Compared, Row},
    words,
};
use crate::page::{document_below, escaped, open_table};
use std::fmt::Write;

/// The page of one site.
pub(super) fn page(book: &Book<'_>, one: &Compared<'_>) -> String {
    let name = &one.site.name;
    let mut body = nav(book);
    let region = one.site.region.as_deref().map(|region| format!(", {}", escaped(region))).unwrap_or_default();
    let _ = write!(body, "<p>{}{region}. {}</p>", escaped(one.site.id.as_str()), peers(book, one));
    summary(&mut body, book, one);
    let (over_years, of_one_year): (Vec<&Row>, Vec<&Row>) = one.rows.iter().partition(|row| row.own.len() > 1);
    let mut tables: Vec<&str> = Vec::new();
    for row in &of_one_year {
        let table = book.about.measures[row.measure].table.as_str();
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    for table in tables {
        let rows: Vec<&Row> =
            of_one_year.iter().copied().filter(|row| book.about.measures[row.measure].table == table).collect();
        let _ = write!(body, "<h2>{}</h2>", escaped(table));
        for row in &rows {
            let _ = write!(
                body,
                "<p>{}: {}</p>",
                escaped(&book.about.measures[row.measure].title),
                escaped(&words::sentence(book, name, row))
            );
        }
        body.push_str(&chart::dots(book, name, &rows));
        for row in rows {
            values(&mut body, book, name, row);
        }
    }
    for row in over_years {
        let measure = &book.about.measures[row.measure];
        let _ =
            write!(body, "<h2>{}</h2><p>{}</p>", escaped(&measure.title), escaped(&words::sentence(book, name, row)));
        body.push_str(&chart::lines(book, name, row));
        trends(&mut body, book, name, row);
        values(&mut body, book, name, row);
    }
    notes(&mut body, book);
    document_below("../", name, &body)
}

/// Where one can go from here.
pub(super) fn nav(book: &Book<'_>) -> String {
    let deprivation = if book.about.places.deprivation.is_empty() {
        ""
    } else {
        "<li><a href=\"deprivation.html\">Against deprivation</a></li>"
    };
    format!(
        "<nav aria-label=\"Publication\"><ul class=\"row\"><li><a href=\"../index.html\">{}</a></li><li><a href=\"index.html\">All \
         authorities</a></li><li><a href=\"choose.html\">Choose authorities</a></li>{deprivation}</ul></nav>",
        escaped(book.about.title)
    )
}

/// Who the neighbours and those of like deprivation are.
fn peers(book: &Book<'_>, one: &Compared<'_>) -> String {
    let mut out = String::new();
    let places = book.about.places;
    for (says, list) in [
        ("Its statistical neighbours", places.neighbours.get(&one.site.id)),
        ("Of like deprivation", places.alike.get(&one.site.id)),
    ] {
        let names: Vec<String> = list
            .into_iter()
            .flatten()
            .filter_map(|id| book.about.sites.get(id))
            .map(|site| format!("<a href=\"{}.html\">{}</a>", site.id, escaped(&site.name)))
            .collect();
        if !names.is_empty() {
            let _ = write!(out, "{says}: {}. ", names.join(", "));
        }
    }
    out
}

fn row_of(body: &mut String, head: &str, cells: &[String]) {
    let _ = write!(body, "<tr><th scope=\"row\">{}</th>", escaped(head));
    for cell in cells {
        let _ = write!(body, "<td>{}</td>", escaped(cell));
    }
    body.push_str("</tr>");
}

const CLOSE: &str = "</tbody></table></div>";

/// The latest value of every measure beside that of the peers.
fn summary(body: &mut String, book: &Book<'_>, one: &Compared<'_>) {
    let at = book.latest();
    let mut heads = vec!["Measure", one.site.name.as_str()];
    let names: Vec<&str> = one
        .rows
        .iter()
        .max_by_key(|row| row.beside.len())
        .map(|row| row.beside.iter().map(|beside| beside.name.as_str()).collect())
        .unwrap_or_default();
    heads.extend(&names);
    open_table(body, &format!("{} at a glance", book.periods.get(at).copied().unwrap_or_default()), &heads);
    for row in &one.rows {
        let measure = &book.about.measures[row.measure];
        let Some(own) = row.own.get(&at) else { continue };
        let mut cells = vec![words::value(measure, own)];
        for name in &names {
            let value = row.beside.iter().find(|beside| beside.name == *name).and_then(|beside| beside.values.get(&at));
            cells.push(value.map_or_else(
                || "not printed".to_owned(),
                |value| {
                    let says = format!("{}{}", words::number(measure, value.value), words::unit(measure));
                    format!("{says}, {}; {}", words::from(value), words::differs(measure, own, value, book.about.level))
                },
            ));
        }
        row_of(body, &measure.title, &cells);
    }
    body.push_str(CLOSE);
}

/// The trend beside the mean trends of the peers.
fn trends(body: &mut String, book: &Book<'_>, name: &str, row: &Row) {
    let (measure, level) = (&book.about.measures[row.measure], book.about.level);
    let Some(own) = row.trend else { return };
    open_table(body, "Change a year, and whether it differs from the mean of peers", &["Who", "Trend", "Against it"]);
    row_of(body, name, &[format!("it {}", words::change(measure, own, level)), String::new()]);
    for beside in &row.beside {
        if let Some(peers) = beside.trend {
            let cells = [
                format!("on average it {}", words::change(measure, peers, level)),
                format!("{name} {}", words::trend_differs(measure, own, peers, level)),
            ];
            row_of(body, &words::among(&beside.name), &cells);
        }
    }
    body.push_str(CLOSE);
}

/// Every value of a measure, period by period.
fn values(body: &mut String, book: &Book<'_>, name: &str, row: &Row) {
    let measure = &book.about.measures[row.measure];
    let mut heads = vec!["Period", name, "Parts"];
    heads.extend(row.beside.iter().map(|beside| beside.name.as_str()));
    open_table(body, &format!("{}: every value", measure.title), &heads);
    for (at, period) in book.periods.iter().enumerate() {
        let own = row.own.get(&at);
        if own.is_none() && row.beside.iter().all(|beside| !beside.values.contains_key(&at))
            || (own.is_none() && row.own.len() == 1)
        {
            continue;
        }
        let plain = |value: f64| crate::printed::Range::point(value).to_string();
        let mut cells = match own {
            Some(own) => {
                vec![words::value(measure, own), format!("{} of {}", plain(own.numerator), plain(own.denominator))]
            }
            None => vec!["not printed".to_owned(), String::new()],
        };
        for beside in &row.beside {
            let says = beside.values.get(&at).map_or_else(
                || "not printed".to_owned(),
                |value| format!("{}, {}", words::value(measure, value), words::from(value)),
            );
            cells.push(says);
        }
        row_of(body, period, &cells);
    }
    body.push_str(CLOSE);
}

fn notes(body: &mut String, book: &Book<'_>) {
    body.push_str("<h2>How to read this</h2><ul>");
    let percent = 100.0 * book.about.level.value();
    let _ = write!(
        body,
        "<li>Intervals hold the value of a like workforce in {percent:.0} of 100 years; with few people they are wide. A difference is \
         told only where its own interval leaves out 0, as if the two were apart: against England and the region, which hold the \
         authority itself, it is told a little too rarely.</li><li>England and regions are as the source prints them where it does; \
         where it does not, and for groups of authorities, cases and base are added up from as many authorities as print both.</li>\
         <li>A trend is a line through the years, each weighed by its interval, that lets years differ by more than chance. The mean \
         trend of peers lets authorities differ too.</li>"
    );
    let mut kinds: Vec<String> = Vec::new();
    for measure in book.about.measures {
        kinds.push(format!("{}: {}", measure.title, measure.interval.label()));
    }
    for says in kinds.iter().chain(&book.about.places.notes) {
        let _ = write!(body, "<li>{}</li>", escaped(says));
    }
    let _ = write!(body, "<li>Source: {}</li></ul>", escaped(book.about.source));
}

/// The page that lists every site.
pub(super) fn index(book: &Book<'_>) -> String {
    let mut body = nav(book);
    let _ = write!(
        body,
        "<p>{} authorities: representation, turnover, agency, vacancy, caseload and absence as the files give them, each against \
         England, its region, its statistical neighbours and authorities of like deprivation.</p>",
        book.sites.len()
    );
    let mut regions: Vec<&str> = book.sites.iter().map(|site| site.region.as_deref().unwrap_or("No region")).collect();
    regions.sort_unstable();
    regions.dedup();
    for region in regions {
        let _ = write!(body, "<h2>{}</h2><ul class=\"columns\">", escaped(region));
        for site in book.sites.iter().filter(|site| site.region.as_deref().unwrap_or("No region") == region) {
            let _ = write!(body, "<li><a href=\"{}.html\">{}</a></li>", site.id, escaped(&site.name));
        }
        body.push_str("</ul>");
    }
    notes(&mut body, book);
    document_below("../", "Authorities compared", &body)
}
