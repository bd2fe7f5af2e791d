//! The funnel of sites: each at its size, with the limits that sites of that size keep within.

use super::{
    model::{Funnel, FunnelBand, FunnelRow, Tick},
    scale::Scale,
    words::ratio,
};
use crate::publication::About;
use wres_domain::{Cell, Interval, Peers, Position, Scope, ServiceScope, Standing};

/// How many steps the limits are drawn in.
const STEPS: usize = 24;

/// The funnel of the whole of an indicator in one period, all services together; `None` for fewer than three sites to draw.
pub(super) fn funnel(
    anchor: String,
    about: &About,
    to_do: &str,
    period: &str,
    standings: &[&Standing],
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
    let centre = figures[0].1.estimate;
    let spread = figures.iter().flat_map(|(own, _, outer, _)| {
        let point = Interval { estimate: own.estimate, lower: own.estimate, upper: own.estimate };
        [point, Interval { estimate: centre, ..*outer }]
    });
    let spread: Vec<Interval> = spread.collect();
    let scale = Scale::for_ratios(spread.iter());
    let most = figures.iter().map(|figure| precision(figure.3)).fold(0.0, f64::max);
    // A site's limits follow from its precision alone: log limits are the centre and a multiple of sqrt(1 / precision + tau2).
    let half = |limits: &Interval| (limits.upper / centre).ln();
    let (_, inner, outer, error) = figures.iter().copied().min_by(|a, b| a.3.total_cmp(&b.3))?;
    let (z_inner, z_outer) = multiples(half(&inner), half(&outer));
    let between = (half(&inner) / z_inner).powi(2) - error * error;
    let bands = (0..=STEPS).map(|step| {
        let part = 0.04 + 0.96 * step as f64 / STEPS as f64;
        let total = ((part * most).powi(-2) + between.max(0.0)).sqrt();
        FunnelBand {
            height: round(100.0 * (1.0 - part)),
            inner: [scale.at(centre * (-z_inner * total).exp()), scale.at(centre * (z_inner * total).exp())],
            outer: [scale.at(centre * (-z_outer * total).exp()), scale.at(centre * (z_outer * total).exp())],
        }
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

/// Normal quantiles of the two pairs of limits: their proportion is fixed, so either pair gives both.
fn multiples(inner: f64, outer: f64) -> (f64, f64) {
    const INNER: f64 = 1.959_963_984_540_054;
    let outer = if inner > 0.0 { INNER * outer / inner } else { INNER };
    (INNER, outer)
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
