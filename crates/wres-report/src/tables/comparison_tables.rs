//! The tables of sites beside one another and of periods beside one another: one description behind CSV, workbook and metadata.

use super::{
    datum::{Datum, Kind, mark, number as shown},
    figure_columns::{cells, heads},
};
use wres_domain::{
    Adverse, Cell, Change, Comparisons, Direction, Group, Grouping, Interval, Place, PooledOutcome, Standing,
};
use wres_figures::{CHANGE_FIGURES, POOLED_FIGURES, STANDING_FIGURES};

/// A column of such a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its type.
    pub(crate) kind: Kind,
    /// What it means.
    pub(crate) description: &'static str,
}

/// A table.
#[derive(Debug)]
pub(crate) struct ComparisonTable {
    /// Its name: the file is `tables/<name>.csv`.
    pub(crate) name: &'static str,
    /// What readers call it.
    pub(crate) title: &'static str,
    /// What it is for.
    pub(crate) says: &'static str,
    /// Its columns.
    pub(crate) columns: Vec<Head>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<Datum>>,
}

/// The three tables.
pub(crate) fn comparison_tables(comparisons: &Comparisons) -> [ComparisonTable; 3] {
    [pooled(&comparisons.pooled), standings(&comparisons.standings), changes(&comparisons.changes)]
}

pub(super) const PLACE: [Head; 9] = [
    text("indicator", "The indicator."),
    text("period", "The reporting year."),
    text("scope_kind", "What the row is about: all sites (`all`), a `region`, or one `site`."),
    text("scope", "Code of the site, name of the region, or `all`."),
    text("service", "The service, or `together`."),
    text("dimension", "What the stratum is a value of; empty for the whole."),
    text("stratum", "The part of the indicator that is counted apart; empty for the whole."),
    text("grouping", "How people are told apart."),
    text("group", "The group."),
];

const DIRECTION: [Head; 3] = [
    text("direction_of", "The group whose rate is on top of the ratio."),
    text("direction_against", "The group whose rate is below."),
    text("adverse", "The adverse side of the ratio: above 1, below 1, or neither."),
];

pub(super) const END: [Head; 2] =
    [number("level", "Confidence level of the intervals."), text("sentence", "The finding in words.")];

fn pooled(outcomes: &[PooledOutcome]) -> ComparisonTable {
    let mut columns: Vec<Head> = PLACE.into_iter().chain(DIRECTION).collect();
    columns.extend([
        integer("sites_given", "Sites with a row."),
        integer(
            "sites_hidden",
            "Sites with a protected count below the threshold: in the ratio within sites, not in the mean across.",
        ),
        integer("sites_absent", "Sites that did not supply what it takes."),
        integer("sites_without_both_groups", "Sites with one of the two groups only."),
        integer(
            "sites_without_contrast",
            "Sites without cases or with nothing but cases: not in the mean across sites.",
        ),
        integer(
            "sites_corrected",
            "Sites with a zero cell, to which the mean across sites adds 1/2 in all four cells.",
        ),
    ]);
    columns.extend(heads(POOLED_FIGURES));
    columns.extend([text(
        "reversed",
        "Whether the summed counts and the sites point to opposite sides, each clearly: yes or no.",
    )]);
    columns.extend(END);
    let row = |one: &PooledOutcome| {
        let mut row = place(&one.place, one.grouping, one.group);
        row.extend(direction(Some(one.direction)));
        let sites = one.sites;
        let counts = [
            sites.given,
            sites.hidden,
            sites.absent,
            sites.without_both_groups,
            sites.without_contrast,
            sites.corrected,
        ];
        row.extend(counts.map(|n| Datum::Integer(u64::from(n))));
        row.extend(cells(POOLED_FIGURES, one));
        row.push(Datum::Text(if one.reversed { "yes" } else { "no" }.to_owned()));
        row.extend([Datum::Number(one.level), Datum::Text(one.sentence.clone())]);
        row
    };
    ComparisonTable {
        name: "pooled",
        title: "All sites together",
        says: "The ratio over all sites, and over those of each region, in the ways that answer different questions.",
        columns,
        rows: outcomes.iter().map(row).collect(),
    }
}

fn standings(standings: &[Standing]) -> ComparisonTable {
    let mut columns: Vec<Head> = PLACE.into_iter().chain(DIRECTION).collect();
    columns.extend([
        text("peers", "Whom the site is compared with: all, region, deprivation, neighbours."),
        integer("sites", "How many sites have a ratio there."),
    ]);
    columns.push(text("position", "far_below, below, inside, above, far_above."));
    columns.extend(heads(STANDING_FIGURES));
    columns.extend(END);
    let row = |one: &Standing| {
        let mut row = place(&one.place, one.grouping, one.group);
        row.extend(direction(Some(one.direction)));
        row.extend([Datum::Text(one.peers.code().to_owned()), Datum::Integer(u64::from(one.sites))]);
        row.push(one.position.value().map_or(Datum::Empty, |position| Datum::Text(position.code().to_owned())));
        row.extend(cells(STANDING_FIGURES, one));
        row.extend([Datum::Number(one.level), Datum::Text(one.sentence.clone())]);
        row
    };
    ComparisonTable {
        name: "sites",
        title: "Sites among their peers",
        says: "Where each site lies in the funnel of its peers, and its ratio drawn to their mean. It is no ranking.",
        columns,
        rows: standings.iter().map(row).collect(),
    }
}

fn changes(changes: &[Change]) -> ComparisonTable {
    let mut columns: Vec<Head> = PLACE.to_vec();
    columns.push(text("earlier", "The period before."));
    columns.extend(DIRECTION);
    columns.extend(heads(CHANGE_FIGURES));
    columns.push(text(
        "series_break",
        "Why the two periods are not alike, where the series breaks between them; marked [b].",
    ));
    columns.extend(END);
    let row = |one: &Change| {
        let mut row = place(&one.place, one.grouping, one.group);
        row.push(Datum::Text(one.earlier.clone()));
        row.extend(direction(one.direction));
        row.extend(cells(CHANGE_FIGURES, one));
        row.push(one.series_break.as_ref().map_or(Datum::Empty, |reason| Datum::Text(format!("[b] {reason}"))));
        row.extend([Datum::Number(one.level), Datum::Text(one.sentence.clone())]);
        row
    };
    ComparisonTable {
        name: "changes",
        title: "Year by year",
        says: "Each period beside the one before. Most staff are in both, so the intervals are rather too wide than too narrow.",
        columns,
        rows: changes.iter().map(row).collect(),
    }
}

pub(super) const fn text(name: &'static str, description: &'static str) -> Head {
    Head { name, kind: Kind::Text, description }
}

pub(super) const fn number(name: &'static str, description: &'static str) -> Head {
    Head { name, kind: Kind::Number, description }
}

const fn integer(name: &'static str, description: &'static str) -> Head {
    Head { name, kind: Kind::Integer, description }
}

/// The four columns of a figure. Their names are known: one list beside the callers'.
pub(super) fn interval(name: &'static str, description: &'static str) -> [Head; 4] {
    let names = NAMES.iter().find(|names| names[0] == name).copied().unwrap_or([name; 4]);
    [
        number(names[0], description),
        number(names[1], "Its lower limit."),
        number(names[2], "Its upper limit."),
        text(names[3], "Why it is not there: [c] too small to be read, [x] not available, [z] not applicable."),
    ]
}

macro_rules! named {
    ($($name:literal),*) => {
        [$([$name, concat!($name, "_lower"), concat!($name, "_upper"), concat!($name, "_mark")]),*]
    };
}

const NAMES: [[&str; 4]; 2] = named!("ratio", "value");

pub(super) fn place(place: &Place, grouping: Grouping, group: Group) -> Vec<Datum> {
    let columns = place.columns().into_iter().chain([grouping.code(), group.code()]);
    columns.map(|text| Datum::Text(text.to_owned())).collect()
}

fn direction(direction: Option<Direction>) -> [Datum; 3] {
    let Some(direction) = direction else { return [Datum::Empty, Datum::Empty, Datum::Empty] };
    let adverse = match direction.adverse {
        Adverse::Above => "above",
        Adverse::Below => "below",
        Adverse::Neither => "neither",
    };
    [direction.of.code(), direction.against.code(), adverse].map(|text| Datum::Text(text.to_owned()))
}

pub(super) fn of_interval(cell: Option<Cell<Interval>>) -> [Datum; 4] {
    let part = |pick: fn(&Interval) -> f64| shown(cell.map(|cell| cell.map(|interval| pick(&interval))));
    let mark = mark(cell);
    [part(|i| i.estimate), part(|i| i.lower), part(|i| i.upper), mark]
}

#[cfg(test)]
mod tests {
    use super::comparison_tables;
    use std::collections::BTreeSet;
    use wres_domain::Comparisons;

    #[test]
    fn every_column_has_a_name_of_its_own_and_says_what_it_means() {
        for table in comparison_tables(&Comparisons::default()) {
            let mut names = BTreeSet::new();
            for column in &table.columns {
                assert!(names.insert(column.name), "{} twice in {}", column.name, table.name);
                assert!(column.description.ends_with('.'), "{}", column.name);
            }
        }
    }
}
