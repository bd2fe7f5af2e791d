//! A site among all sites, those of its region, those alike, and its neighbours. Never a rank.

use super::{
    scale::{Bar, Scale, Tick},
    section::Subject,
    words::{capital, range, ratio},
};
use crate::publication::IndicatorText;
use serde::Serialize;
use wres_domain::{Cell, Interval, Position, Standing};

/// The drawing, which is a table.
#[derive(Debug, Serialize)]
pub(super) struct Places {
    pub(super) anchor: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) rows: Vec<PlaceRow>,
    /// Why it has no place among any; empty where it has one.
    pub(super) none: String,
}

/// One circle of peers.
#[derive(Debug, Serialize)]
pub(super) struct PlaceRow {
    pub(super) peers: String,
    pub(super) sites: u32,
    /// What peers as small as the site lie between, and the site.
    pub(super) bar: Option<Bar>,
    pub(super) limits: String,
    pub(super) outside: bool,
    pub(super) position: String,
    pub(super) shrunken: String,
}

/// Where a site stands; `None` where no peers are known.
pub(super) fn places(subject: &Subject<'_>, indicator: &IndicatorText) -> Option<Places> {
    let all: Vec<&Standing> = subject.shelf.standings(subject.scope, &indicator.id, subject.period).collect();
    if all.is_empty() {
        return None;
    }
    let drawn: Vec<Option<Interval>> = all.iter().map(|one| among(one)).collect();
    let scale = Scale::for_ratios(drawn.iter().flatten());
    let rows = all.iter().zip(&drawn).map(|(one, drawn)| {
        let position = one.position.value().copied();
        PlaceRow {
            peers: capital(one.peers.label()),
            sites: one.sites,
            bar: drawn.as_ref().map(|interval| scale.draw(interval)),
            limits: range(one.limits_95),
            outside: position.is_some_and(|position| position != Position::Inside),
            position: position.map_or_else(
                || one.own.reason().or(one.position.reason()).unwrap_or_default(),
                |position| position.label().to_owned(),
            ),
            shrunken: ratio(one.shrunken),
        }
    });
    let placed = all.iter().any(|one| one.position.value().is_some());
    let reason = || all.first().and_then(|one| one.own.reason().or(one.position.reason())).unwrap_or_default();
    Some(Places {
        anchor: format!("{}-places", indicator.id),
        ticks: scale.ticks(),
        rows: if placed { rows.collect() } else { Vec::new() },
        none: if placed { String::new() } else { reason() },
    })
}

/// The site's ratio, and between what 95 of 100 peers of its size lie.
fn among(one: &Standing) -> Option<Interval> {
    match (one.own, one.limits_95) {
        (Cell::Value(own), Cell::Value(limits)) => Some(Interval { estimate: own.estimate, ..limits }),
        _ => None,
    }
}
