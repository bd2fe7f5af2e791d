//! How much of ethnicity is known, from the indicator about all staff.

use super::{
    shelf::Shelf,
    words::{count, percent},
};
use crate::publication::About;
use serde::Serialize;
use wres_domain::{Cell, Group, Grouping, Scope, ServiceScope};

/// How much of ethnicity is known.
#[derive(Debug, Serialize)]
pub(super) struct Completeness {
    pub(super) people: String,
    pub(super) known: Option<f64>,
    pub(super) known_text: String,
    pub(super) unknown_text: String,
}

/// Completeness at a scope: the base of the first indicator about representation, known and not known.
pub(super) fn completeness(about: &About, scope: &Scope, period: &str, shelf: &Shelf<'_>) -> Option<Completeness> {
    let indicators = || about.standards.iter().flat_map(|standard| &standard.indicators);
    let indicator = indicators().find(|indicator| indicator.representation).or_else(|| indicators().next())?;
    let base = |group: Group| {
        shelf
            .outcomes(scope, &indicator.id)
            .iter()
            .find(|outcome| {
                outcome.place.period == period
                    && outcome.place.service == ServiceScope::Together
                    && outcome.grouping == Grouping::Binary
                    && outcome.group == group
            })
            .map(|outcome| outcome.base.recast(|base| base.0))
    };
    let (bme, white, unknown) = (base(Group::Bme)?, base(Group::White)?, base(Group::Unknown)?);
    // A published table has nobody whose ethnicity is not known: there is nothing to say about completeness.
    if unknown == Cell::Value(0) {
        return None;
    }
    let known = bme.zip(white).map(|(bme, white)| bme.saturating_add(white));
    let parts = match known.zip(unknown) {
        Cell::Value((known, unknown)) if known + unknown > 0 => Some((known, known + unknown)),
        _ => None,
    };
    Some(Completeness {
        people: indicator.people.clone(),
        known: parts.map(|(known, all)| (known as f64 * 1000.0 / all as f64).round() / 10.0),
        known_text: parts.map_or_else(
            || count(known),
            |(known, all)| {
                format!("{} of {} ({})", count(Cell::Value(known)), count(Cell::Value(all)), percent(known, all))
            },
        ),
        unknown_text: count(unknown),
    })
}
