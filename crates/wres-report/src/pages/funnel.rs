//! The funnel of sites: each at its size, with the limits that sites of that size keep within.

use super::{
    model::{Funnel, FunnelBand, FunnelRow, Tick},
    scale::Scale,
    words::ratio,
};
use crate::publication::About;
use wres_domain::{Cell, FunnelCurve, Interval, Peers, Position, Scope, ServiceScope, Standing};

/// The funnel of the whole of an indicator in one period, all services together; `None` for fewer than three sites to draw.
pub(super) fn funnel(
    anchor: String,
    about: &About,
    to_do: &str,
    period: &str,
    standings: &[&Standing],
    curves: &[FunnelCurve],
) -> Option<Funnel> {
    let here: Vec<&Standing> = standings
        .iter()
        .copied()
        .filter(|one| one.peers == Peers::All && one.place.period == period)
        .filter(|one| one.place.stratum.is_whole() && one.place.service == ServiceScope::Together)
        .collect();
    let drawn = |one: &&Standing| match (one.own, one.limits_95, one.limits_998, one.standard_error) {
        (Cell::Value(own), Cell::Value(inner), Cell::Value(outer), Cell::Value(error)) => {
            Some((own, inner, outer, error))
        }
        _ => None,
    };
    let figures: Vec<(Interval, Interval, Interval, f64)> = here.iter().filter_map(drawn).collect();
    if figures.len() < 3 {
        return None;
    }
    let of_curve = |curve: &&FunnelCurve| {
        let place = &curve.place;
        let same = place.indicator == here[0].place.indicator && place.period == period;
        same && place.stratum.is_whole() && place.service == ServiceScope::Together
    };
    let curve = curves.iter().find(of_curve)?;
    let centre = curve.centre;
    let spread = figures.iter().flat_map(|(own, _, outer, _)| {
        let point = Interval { estimate: own.estimate, lower: own.estimate, upper: own.estimate };
        [point, Interval { estimate: centre, ..*outer }]
    });
    let spread: Vec<Interval> = spread.collect();
    let scale = Scale::for_ratios(spread.iter());
    let most = figures.iter().map(|figure| precision(figure.3)).fold(0.0, f64::max);
    let bands = curve.points.iter().map(|point| FunnelBand {
        height: round(100.0 * (1.0 - precision(point.standard_error) / most)),
        inner: [scale.at(point.limits_95.lower), scale.at(point.limits_95.upper)],
        outer: [scale.at(point.limits_998.lower), scale.at(point.limits_998.upper)],
    });
    let name = |one: &Standing| match &one.place.scope {
        Scope::Site(id) => about
            .sites
            .iter()
            .find(|status| status.site.id == *id)
            .map_or_else(|| id.as_str().to_owned(), |status| status.site.name.clone()),
        other => other.code().to_owned(),
    };
    let rows = here.iter().map(|one| {
        let figure = drawn(one);
        let position = one.position.value().copied();
        FunnelRow {
            label: name(one),
            at: figure.map(|(own, ..)| scale.at(own.estimate)),
            height: figure.map(|(.., error)| round(100.0 * (1.0 - precision(error) / most))),
            outside: position.is_some_and(|position| position != Position::Inside),
            own: ratio(one.own),
            limits: range(one.limits_95),
            wide_limits: range(one.limits_998),
            position: position.map_or_else(
                || one.position.reason().or(one.own.reason()).unwrap_or_default(),
                |position| position.label().to_owned(),
            ),
            shrunken: ratio(one.shrunken),
            q_value: match one.q_value {
                Cell::Value(q) => format!("{q:.3}"),
                other => other.symbol().unwrap_or("[z]").to_owned(),
            },
        }
    });
    Some(Funnel {
        anchor,
        caption: format!("Sites by size, {period}: is one unusual?"),
        left: format!("less likely {to_do}"),
        right: format!("more likely {to_do}"),
        site_word: about.site_word.clone(),
        centre: scale.at(centre),
        centre_text: format!("{centre:.2}"),
        ticks: scale.ticks().into_iter().map(|tick| Tick { at: tick.at, label: tick.label }).collect(),
        bands: bands.collect(),
        rows: rows.collect(),
    })
}

fn precision(error: f64) -> f64 {
    error.recip()
}

fn range(limits: Cell<Interval>) -> String {
    match limits {
        Cell::Value(limits) => format!("{:.2} to {:.2}", limits.lower, limits.upper),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
