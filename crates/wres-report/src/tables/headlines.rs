//! `headlines.csv`: the indicators of every site, two groups, all services. A person opens this one first.

use super::{
    comparison_tables::{ComparisonTable, END, Head, interval, number, of_interval},
    datum::{Datum, Kind, integer, mark, text},
};
use crate::publication::{About, IndicatorText};
use std::collections::BTreeMap;
use wres_domain::{Adverse, Cell, Group, IndicatorId, Outcome, Reading, Scope, SiteId};
use wres_figures::{Finding, finding as judged, stands_for_stratum};

/// The table: one row an indicator, part, period and place, of those of two groups and all services that are compared.
pub(crate) fn headlines(about: &About, outcomes: &[&Outcome]) -> ComparisonTable {
    let words = |name, description| Head { name, kind: Kind::Text, description };
    let whole = |name, description| Head { name, kind: Kind::Integer, description };
    let mut columns = vec![
        words("indicator", "The indicator."),
        words("title", "What readers call it."),
        words("part", "The part of the indicator, such as a rung; empty for the whole."),
        words("period", "The reporting year."),
        words("scope_kind", "What the row is about: all sites (`all`), a `region`, or one `site`."),
        words("scope", "Code of the site, name of the region, or `all`."),
        words("name", "What readers call the site, the region, or all sites together."),
        words("region", "The region of the site."),
        words(
            "finding",
            "more_likely, less_likely or cannot_be_told, of the group on top; empty where there is no ratio.",
        ),
        words("on_the_worse_side", "yes or no; empty where it cannot be told or there is no ratio."),
    ];
    columns.extend(interval("ratio", "The rate of the group on top over that of the one below."));
    columns.extend([
        words("on_top", "The group on top of the ratio."),
        words("below", "The group below."),
        whole("minority_cases", "Cases of the minority."),
        whole("minority_base", "How many of the minority could have been cases."),
        words(
            "minority_mark",
            "Why either is not there: [c] too small to be read, [x] not available, [z] not applicable.",
        ),
        whole("white_cases", "Cases of White people."),
        whole("white_base", "How many White people could have been cases."),
        words("white_mark", "Why either is not there."),
        number("more_or_fewer", "Events of the minority more (or, negative, fewer) than at the rate of White people."),
    ]);
    columns.extend(END);
    let titles: BTreeMap<&IndicatorId, &IndicatorText> =
        about.standards.iter().flat_map(|standard| &standard.indicators).map(|one| (&one.id, one)).collect();
    let sites: BTreeMap<&SiteId, (&str, &str)> = about
        .sites
        .iter()
        .map(|status| (&status.site.id, (status.site.name.as_str(), status.site.region.as_deref().unwrap_or_default())))
        .collect();
    let compared = outcomes.iter().filter(|outcome| stands_for_stratum(outcome) && outcome.comparison.is_some());
    let rows = compared.map(|outcome| row(about, titles.get(&outcome.place.indicator).copied(), &sites, outcome));
    ComparisonTable {
        name: "headlines",
        title: "Headlines",
        says: "Every indicator of every site, two groups, all services together. Open this one first.",
        columns,
        rows: rows.collect(),
    }
}

fn row(
    about: &About,
    indicator: Option<&IndicatorText>,
    sites: &BTreeMap<&SiteId, (&str, &str)>,
    outcome: &Outcome,
) -> Vec<Datum> {
    let place = &outcome.place;
    let (kind, name, region) = match &place.scope {
        Scope::All => ("all", about.everywhere.as_str(), ""),
        Scope::Region(region) => ("region", region.as_str(), region.as_str()),
        Scope::Site(id) => {
            let (name, region) = sites.get(id).copied().unwrap_or((id.as_str(), ""));
            ("site", name, region)
        }
    };
    let part = indicator.and_then(|one| one.part(&place.stratum.dimension, &place.stratum.value));
    let Some(comparison) = &outcome.comparison else { return Vec::new() };
    let reading = comparison.reading().value().copied();
    let finding = match reading {
        Some(Reading::More) => "more_likely",
        Some(Reading::Less) => "less_likely",
        Some(Reading::CannotTell) => "cannot_be_told",
        None => "",
    };
    let worse = match reading {
        Some(Reading::More | Reading::Less) if comparison.direction.adverse != Adverse::Neither => {
            if matches!(judged(outcome), Finding::Adverse { .. }) { "yes" } else { "no" }
        }
        _ => "",
    };
    let label = |group: Group| text(about.labels.get(&group).map_or(group.label(), String::as_str));
    let mut row = vec![
        text(&place.indicator.0),
        text(indicator.map_or("", |one| &one.title)),
        text(part.unwrap_or_default()),
        text(&place.period),
        text(kind),
        text(place.scope.code()),
        text(name),
        text(region),
        text(finding),
        text(worse),
    ];
    row.extend(of_interval(Some(comparison.ratio)));
    row.extend([label(comparison.direction.of), label(comparison.direction.against)]);
    row.extend(counts(outcome.cases.recast(|n| n.0), outcome.base.recast(|n| n.0)));
    row.extend(counts(comparison.reference_cases.recast(|n| n.0), comparison.reference_base.recast(|n| n.0)));
    row.push(super::datum::number(Some(comparison.excess.recast(|excess| excess.events.estimate.round()))));
    row.extend([Datum::Number(outcome.level), text(&outcome.sentence)]);
    row
}

/// Cases, base, and the mark of the first that is not there.
fn counts(cases: Cell<u64>, base: Cell<u64>) -> [Datum; 3] {
    let why = if cases.value().is_none() { mark(Some(cases)) } else { mark(Some(base)) };
    [integer(cases), integer(base), why]
}
