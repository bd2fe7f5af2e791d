//! Charts: lines over the years, and dots of groups side by side. Every figure stands in the table below the chart.

use super::{
    series::{Beside, Book, Peers, Row, Values},
    trend::year,
    words::number,
};
use crate::page::{axis, escaped, ticks};
use std::fmt::Write;

const WIDTH: f64 = 400.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 392.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 206.0;
const OWN: &str = "#12436d";

/// Colour and dashes of peers; each differs in both, so that colour alone carries nothing.
fn style(peers: Peers) -> (&'static str, &'static str) {
    match peers {
        Peers::Whole => ("#3d3d3d", "7 4"),
        Peers::Region => ("#801650", "2 3"),
        Peers::Neighbours => ("#c54e00", "10 3 2 3"),
        Peers::Alike => ("#1a7f76", "14 5"),
    }
}

/// A site over the years with its peers.
pub(super) fn lines(book: &Book<'_>, name: &str, row: &Row) -> String {
    let measure = &book.about.measures[row.measure];
    let years: Vec<f64> = book.periods.iter().filter_map(|period| year(period)).collect();
    let shown: Vec<usize> =
        row.own.keys().copied().chain(row.beside.iter().flat_map(|one| one.values.keys().copied())).collect();
    let (Some(first), Some(last)) = (shown.iter().min(), shown.iter().max()) else { return String::new() };
    if years.len() != book.periods.len() || first == last {
        return String::new();
    }
    let x = |at: usize| LEFT + (years[at] - years[*first]) / (years[*last] - years[*first]) * (RIGHT - LEFT - 8.0);
    let highest =
        |values: &Values| values.values().map(|v| v.interval.map_or(v.value, |i| i.upper)).fold(0.0, f64::max);
    let most = row.beside.iter().map(|one| highest(&one.values)).fold(highest(&row.own), f64::max);
    let (top, step) = axis(most);
    let y = |value: f64| BOTTOM - value / top * (BOTTOM - TOP);
    let title = format!("{} over the years, {name} and its peers", measure.title);
    let mut out = open(&title, BOTTOM + 26.0);
    grid(&mut out, (top, step), y, |value| number(measure, value));
    for at in *first..=*last {
        let edge = at == *first || at == *last || (*last - at).is_multiple_of(2);
        if edge && !(at != *last && *last - at == 1) {
            let _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                x(at),
                BOTTOM + 18.0,
                escaped(book.periods[at])
            );
        }
    }
    band(&mut out, &row.own, x, y);
    for beside in &row.beside {
        let (colour, dashes) = style(beside.peers);
        line(
            &mut out,
            &beside.values,
            x,
            y,
            &format!("stroke=\"{colour}\" stroke-width=\"1.8\" stroke-dasharray=\"{dashes}\""),
        );
    }
    line(&mut out, &row.own, x, y, &format!("stroke=\"{OWN}\" stroke-width=\"2.6\""));
    for (at, value) in &row.own {
        let _ = write!(out, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{OWN}\"/>", x(*at), y(value.value));
    }
    out.push_str("</svg>");
    figure(&out, name, &row.beside, row.own.values().any(|value| value.interval.is_some()))
}

/// Several measures of one period side by side: the site with its interval, and a mark for each of its peers.
pub(super) fn dots(book: &Book<'_>, name: &str, rows: &[&Row]) -> String {
    const ROW: f64 = 40.0;
    let at = book.latest();
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.own.contains_key(&at)).collect();
    let Some(first) = rows.first() else { return String::new() };
    let measure = &book.about.measures[first.measure];
    let highest = |row: &Row| {
        let own = row.own.get(&at).map_or(0.0, |value| value.interval.map_or(value.value, |interval| interval.upper));
        row.beside.iter().filter_map(|one| one.values.get(&at)).map(|value| value.value).fold(own, f64::max)
    };
    let (top, step) = axis(rows.iter().map(|row| highest(row)).fold(0.0, f64::max));
    let x = |value: f64| 8.0 + value / top * (RIGHT - 24.0);
    let height = ROW * rows.len() as f64 + 30.0;
    let mut out = open(&format!("{}: {name} and its peers", measure.table), height);
    for tick in ticks(top, step) {
        let _ = write!(
            out,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"4\" y2=\"{1:.1}\" stroke=\"#d0d2d3\"/><text x=\"{0:.1}\" y=\"{2:.1}\" \
             text-anchor=\"middle\">{3}</text>",
            x(tick),
            height - 24.0,
            height - 8.0,
            number(measure, tick)
        );
    }
    for (place, row) in rows.iter().enumerate() {
        let y = ROW * place as f64 + 28.0;
        let _ = write!(
            out,
            "<text x=\"8\" y=\"{:.1}\">{}</text>",
            y - 12.0,
            escaped(&book.about.measures[row.measure].title)
        );
        for beside in &row.beside {
            let Some(value) = beside.values.get(&at) else { continue };
            let (colour, _) = style(beside.peers);
            mark(&mut out, beside.peers, x(value.value), y, colour);
        }
        let Some(own) = row.own.get(&at) else { continue };
        if let Some(interval) = own.interval {
            let _ = write!(
                out,
                "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{OWN}\" stroke-width=\"2\"/>",
                x(interval.lower),
                x(interval.upper)
            );
        }
        let _ = write!(out, "<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"{OWN}\"/>", x(own.value));
    }
    out.push_str("</svg>");
    let beside: Vec<Beside> = first.beside.clone();
    marked(&out, name, &beside)
}

/// The mark of peers in a chart of dots.
fn mark(out: &mut String, peers: Peers, x: f64, y: f64, colour: &str) {
    let path = match peers {
        Peers::Whole => format!("M{x:.1},{:.1} V{:.1}", y - 8.0, y + 8.0),
        Peers::Region => {
            format!("M{:.1},{y:.1} L{x:.1},{:.1} L{:.1},{y:.1} L{x:.1},{:.1} Z", x - 5.0, y - 5.0, x + 5.0, y + 5.0)
        }
        Peers::Neighbours => format!("M{:.1},{:.1} H{:.1} L{x:.1},{:.1} Z", x - 5.0, y + 4.0, x + 5.0, y - 5.0),
        Peers::Alike => format!("M{:.1},{:.1} h9 v9 h-9 Z", x - 4.5, y - 4.5),
    };
    let _ = write!(out, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
}

pub(super) fn open(title: &str, height: f64) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{0}. The table below has every figure.\" \
         font-family=\"Arial,sans-serif\" font-size=\"13\" fill=\"#0b0c0c\"><title>{0}</title>",
        escaped(title)
    )
}

fn grid(out: &mut String, (top, step): (f64, f64), y: impl Fn(f64) -> f64, say: impl Fn(f64) -> String) {
    for tick in ticks(top, step) {
        let _ = write!(
            out,
            "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{0:.1}\" y2=\"{0:.1}\" stroke=\"#d0d2d3\"/><text x=\"{1}\" y=\"{2:.1}\" \
             text-anchor=\"end\">{3}</text>",
            y(tick),
            LEFT - 6.0,
            y(tick) + 4.5,
            say(tick)
        );
    }
}

fn line(out: &mut String, values: &Values, x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64, style: &str) {
    let mut path = String::new();
    let mut before: Option<usize> = None;
    for (at, value) in values {
        // A year without a value is a gap, not a straight line.
        let step = if before.is_some_and(|before| before + 1 == *at) { 'L' } else { 'M' };
        let _ = write!(path, "{step}{:.1},{:.1} ", x(*at), y(value.value));
        before = Some(*at);
    }
    let _ = write!(out, "<path d=\"{}\" fill=\"none\" {style}/>", path.trim_end());
}

fn band(out: &mut String, values: &Values, x: impl Fn(usize) -> f64, y: impl Fn(f64) -> f64) {
    for (at, value) in values {
        let Some(interval) = value.interval else { continue };
        let _ = write!(
            out,
            "<line x1=\"{0:.1}\" x2=\"{0:.1}\" y1=\"{1:.1}\" y2=\"{2:.1}\" stroke=\"{OWN}\" stroke-opacity=\".45\" stroke-width=\"6\"/>",
            x(*at),
            y(interval.lower),
            y(interval.upper)
        );
    }
}

/// The chart with the key of its lines.
fn figure(svg: &str, name: &str, beside: &[Beside], interval: bool) -> String {
    let mut key = String::new();
    let own = if interval { ", with its interval as a bar" } else { "" };
    sample(&mut key, &format!("stroke=\"{OWN}\" stroke-width=\"2.6\""), &format!("{name}{own}"));
    for one in beside {
        let (colour, dashes) = style(one.peers);
        sample(&mut key, &format!("stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\""), &one.name);
    }
    format!("<figure class=\"chart\">{svg}<figcaption><ul class=\"key\">{key}</ul></figcaption></figure>")
}

fn sample(out: &mut String, style: &str, says: &str) {
    let _ = write!(
        out,
        "<li><svg class=\"key\" viewBox=\"0 0 40 10\" width=\"40\" height=\"10\" aria-hidden=\"true\"><path d=\"M0,5 H40\" fill=\"none\" \
         {style}/></svg> {}</li>",
        escaped(says)
    );
}

/// The chart with the key of its marks.
fn marked(svg: &str, name: &str, beside: &[Beside]) -> String {
    let mut key = format!(
        "<li><svg class=\"key\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"4.5\" \
         fill=\"{OWN}\"/></svg> {}, with its interval</li>",
        escaped(name)
    );
    for one in beside {
        let mut sign = String::new();
        mark(&mut sign, one.peers, 10.0, 10.0, style(one.peers).0);
        let _ = write!(
            key,
            "<li><svg class=\"key\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" aria-hidden=\"true\">{sign}</svg> {}</li>",
            escaped(&one.name)
        );
    }
    format!("<figure class=\"chart\">{svg}<figcaption><ul class=\"key\">{key}</ul></figcaption></figure>")
}
