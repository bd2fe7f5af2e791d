//! How far released sums are from the truth, without saying where.

use crate::{audience::Audience, policy::Policy, released::Released};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Cell, GroupTable, Grouping, Quantities, Scope, root_mean_square};

/// Where sums are: at single sites, in regions, over all sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Over all sites.
    All,
    /// Over the sites of a region.
    Region,
    /// At one site.
    Site,
}

impl Level {
    /// The level of a scope.
    #[must_use]
    pub fn of(scope: &Scope) -> Self {
        match scope {
            Scope::All => Self::All,
            Scope::Region(_) => Self::Region,
            Scope::Site(_) => Self::Site,
        }
    }

    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "all sites",
            Self::Region => "regions",
            Self::Site => "single sites",
        }
    }
}

/// How far the sums of one kind are from the truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// Where.
    pub level: Level,
    /// The grouping.
    pub grouping: Grouping,
    /// Whether all services are together.
    pub together: bool,
    /// Whether the sums are of whole indicators, and not of their strata.
    pub whole: bool,
    /// How many sums of one person or more there are.
    pub sums: u64,
    /// Mean distance, in people, to the tenth.
    pub mean: f64,
    /// Root of the mean squared distance, to the tenth.
    pub root_mean_square: f64,
    /// The largest distance, in whole people.
    pub largest: u64,
}

/// Compares released sums with true ones, kind by kind. Cases and bases are both sums; units of time count as the people who could
/// have added them.
#[must_use]
pub fn deviations(
    exact: &GroupTable,
    released: &Released<GroupTable>,
    quantities: &Quantities,
    policy: &Policy,
) -> Released<Vec<Deviation>> {
    type Kind = (Level, Grouping, bool, bool);
    let mut found: BTreeMap<Kind, Vec<f64>> = BTreeMap::new();
    let mut shown = released.get().rows.iter().peekable();
    for row in exact.rows.iter().filter(|_| policy.hides()) {
        let key = (&row.place, row.grouping, row.group);
        while shown.next_if(|one| (&one.place, one.grouping) < (key.0, key.1)).is_some() {}
        // Groups of one place and grouping are few, and in the same order in both.
        let same = shown.clone().take_while(|one| one.place == row.place && one.grouping == row.grouping);
        let same = same.into_iter().find(|one| one.group == row.group);
        let place = &row.place;
        if !quantities.about_people(&place.indicator) {
            continue;
        }
        let (of_cases, of_base) = quantities.per_person(&place.indicator, &place.stratum);
        let together = place.service == wres_domain::ServiceScope::Together;
        let kind = (Level::of(&place.scope), row.grouping, together, place.stratum.is_whole());
        let mut compare = |exact: Option<u64>, released: Option<u64>, per_person: u64| {
            let Some(exact) = exact.filter(|exact| *exact > 0) else { return };
            let distance = exact.abs_diff(released.unwrap_or(0)) as f64 / per_person as f64;
            found.entry(kind).or_default().push(distance);
        };
        let value = |cell: &Cell<u64>| cell.value().copied();
        let counts = |one: &wres_domain::GroupCount| {
            (value(&one.cases.recast(|count| count.0)), value(&one.base.recast(|count| count.0)))
        };
        let (cases, base) = counts(row);
        let (shown_cases, shown_base) = same.map_or((None, None), counts);
        compare(cases, shown_cases, of_cases);
        compare(base, shown_base, of_base);
    }
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let deviation = |((level, grouping, together, whole), distances): (Kind, Vec<f64>)| {
        let number = distances.len() as f64;
        Deviation {
            level,
            grouping,
            together,
            whole,
            sums: distances.len() as u64,
            mean: tenth(distances.iter().sum::<f64>() / number),
            root_mean_square: tenth(root_mean_square(&distances)),
            largest: distances.iter().copied().fold(0.0, f64::max).ceil() as u64,
        }
    };
    Released::new(found.into_iter().map(deviation).collect(), Audience::Public)
}
