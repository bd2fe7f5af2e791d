//! The funnel of sites: each at its size, with the limits that sites of that size keep within.

use super::{
    scale::{Scale, Tick},
    words::{range, ratio},
};
use crate::publication::About;
use serde::Serialize;
use wres_domain::{Cell, FunnelCurve, FunnelPoint, Interval, Peers, Position, Scope, SiteId, Standing};

/// Most points that the outline of limits is drawn through.
const STEPS: usize = 12;
/// Most sites outside the limits that are named in the drawing.
const NAMED: usize = 8;

/// Sites at their size, with the limits that sites of that size keep within, and the table of the same.
#[derive(Debug, Serialize)]
pub(super) struct Funnel {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) left: String,
    pub(super) right: String,
    pub(super) site_word: String,
    /// Percent of the width.
    pub(super) centre: f64,
    pub(super) centre_text: String,
    pub(super) ticks: Vec<Tick>,
    /// Outlines of the limits.
    pub(super) inner: String,
    pub(super) outer: String,
    /// Marks of sites inside the limits and outside.
    pub(super) inside: String,
    pub(super) outside: String,
    pub(super) names: Vec<Name>,
    /// One a site on the page of all; the own site's on its page.
    pub(super) rows: Vec<FunnelRow>,
}

/// A site named in the drawing.
#[derive(Debug, Serialize)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) at: f64,
    pub(super) height: f64,
    /// Whether the name stands left of its mark.
    pub(super) left: bool,
    pub(super) own: bool,
}

/// One site.
#[derive(Debug, Serialize)]
pub(super) struct FunnelRow {
    pub(super) label: String,
    pub(super) own: String,
    pub(super) limits: String,
    pub(super) wide_limits: String,
    pub(super) position: String,
    pub(super) shrunken: String,
    pub(super) q_value: String,
}

/// A standing that can be drawn.
struct Drawn<'a> {
    one: &'a Standing,
    own: Interval,
    outer: Interval,
    error: f64,
}

impl<'a> Drawn<'a> {
    fn of(one: &'a Standing) -> Option<Self> {
        match (one.own, one.limits_95, one.limits_998, one.standard_error) {
            (Cell::Value(own), Cell::Value(_), Cell::Value(outer), Cell::Value(error)) => {
                Some(Self { one, own, outer, error })
            }
            _ => None,
        }
    }

    fn is_outside(&self) -> bool {
        self.one.position.value().is_some_and(|position| *position != Position::Inside)
    }
}

/// The height of a site's mark: the largest at the top, the smallest near the bottom.
#[derive(Clone, Copy)]
struct Sizes {
    least: f64,
    most: f64,
}

impl Sizes {
    fn of(figures: &[Drawn<'_>]) -> Self {
        let sizes = || figures.iter().map(|one| one.error.recip());
        Self { least: 0.9 * sizes().fold(f64::INFINITY, f64::min), most: sizes().fold(0.0, f64::max) }
    }

    fn height(self, error: f64) -> f64 {
        round(4.0 + 96.0 * (self.most - error.recip()) / (self.most - self.least))
    }
}

/// What a funnel is drawn for.
pub(super) struct Asked<'a> {
    pub(super) anchor: String,
    pub(super) about: &'a About,
    pub(super) to_do: &'a str,
    pub(super) period: &'a str,
    /// The site whose page it stands on.
    pub(super) own: Option<&'a SiteId>,
}

/// The funnel of some standings of one question; `None` for fewer than three sites to draw.
pub(super) fn funnel(asked: &Asked<'_>, standings: &[&Standing], curve: &FunnelCurve) -> Option<Funnel> {
    let here: Vec<&Standing> = standings.iter().copied().filter(|one| one.peers == Peers::All).collect();
    let figures: Vec<Drawn<'_>> = here.iter().filter_map(|one| Drawn::of(one)).collect();
    if figures.len() < 3 {
        return None;
    }
    let centre = curve.centre;
    let spread: Vec<Interval> = figures
        .iter()
        .flat_map(|one| {
            let point = one.own.estimate;
            [Interval { estimate: point, lower: point, upper: point }, Interval { estimate: centre, ..one.outer }]
        })
        .collect();
    let scale = Scale::for_ratios(spread.iter());
    let sizes = Sizes::of(&figures);
    let height = |one: &Drawn<'_>| sizes.height(one.error);
    let limits = |pick: fn(&FunnelPoint) -> Interval| outline(curve, pick, scale, sizes);
    let is_own = |one: &Standing| matches!(&one.place.scope, Scope::Site(id) if Some(id) == asked.own);
    let marks = |outside: bool| -> String {
        let drawn = figures.iter().filter(|one| one.is_outside() == outside);
        drawn.map(|one| format!("M{} {}h0", scale.at(one.own.estimate).round(), height(one).round())).collect()
    };
    let named = figures.iter().filter(|one| match asked.own {
        Some(_) => is_own(one.one),
        None => one.is_outside(),
    });
    let names = named.take(NAMED).map(|one| {
        let at = scale.at(one.own.estimate);
        Name { text: name(asked.about, one.one), at, height: height(one), left: at > 55.0, own: asked.own.is_some() }
    });
    let rows = here.iter().filter(|one| asked.own.is_none() || is_own(one)).map(|one| row(asked.about, one));
    Some(Funnel {
        anchor: asked.anchor.clone(),
        caption: format!("Every {} by its size, {}: is one unusual?", asked.about.site_word, asked.period),
        left: format!("less likely {}", asked.to_do),
        right: format!("more likely {}", asked.to_do),
        site_word: asked.about.site_word.clone(),
        centre: scale.at(centre),
        centre_text: format!("{centre:.2}"),
        ticks: scale.ticks(),
        inner: limits(|one| one.limits_95),
        outer: limits(|one| one.limits_998),
        inside: marks(false),
        outside: marks(true),
        names: names.collect(),
        rows: rows.collect(),
    })
}

/// The outline of a pair of limits, from the largest site to the smallest and back.
fn outline(curve: &FunnelCurve, pick: fn(&FunnelPoint) -> Interval, scale: Scale, sizes: Sizes) -> String {
    let every = curve.points.len().div_ceil(STEPS).max(1);
    let last = curve.points.len().saturating_sub(1);
    let kept = curve.points.iter().rev().enumerate().filter(|(at, _)| at % every == 0 || *at == last);
    let points: Vec<(f64, Interval)> =
        kept.map(|(_, point)| (sizes.height(point.standard_error).round().min(100.0), pick(point))).collect();
    let left = points.iter().map(|(height, limits)| format!("{},{height}", scale.at(limits.lower)));
    let right = points.iter().rev().map(|(height, limits)| format!("{},{height}", scale.at(limits.upper)));
    left.chain(right).collect::<Vec<_>>().join(" ")
}

/// What a site is called.
fn name(about: &About, one: &Standing) -> String {
    match &one.place.scope {
        Scope::Site(id) => about
            .sites
            .iter()
            .find(|status| status.site.id == *id)
            .map_or_else(|| id.as_str().to_owned(), |status| status.site.name.clone()),
        other => other.code().to_owned(),
    }
}

fn row(about: &About, one: &Standing) -> FunnelRow {
    let position = one.position.value().copied();
    FunnelRow {
        label: name(about, one),
        own: ratio(one.own),
        limits: range(one.limits_95),
        wide_limits: range(one.limits_998),
        position: position.map_or_else(
            || one.own.reason().or(one.position.reason()).unwrap_or_default(),
            |position| position.label().to_owned(),
        ),
        shrunken: ratio(one.shrunken),
        q_value: match one.q_value {
            Cell::Value(q) => format!("{q:.3}"),
            other => other.symbol().unwrap_or("[z]").to_owned(),
        },
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
