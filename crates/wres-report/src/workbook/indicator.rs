//! One indicator on one sheet.

use super::model::{Form, Sheet, Shown, Table, shown, three};
use crate::publication::{About, IndicatorText};
use std::collections::BTreeMap;
use wres_domain::{Grouping, Outcome, Scope};

/// Headers with the width of their column.
const COLUMNS: [(&str, f64); 22] = [
    ("Where", 26.0),
    ("Period", 10.0),
    ("Services", 24.0),
    ("Part", 30.0),
    ("Groups told apart", 16.0),
    ("Group", 30.0),
    ("Cases", 10.0),
    ("Base", 10.0),
    ("Rate, percent", 10.0),
    ("Rate, lower limit", 10.0),
    ("Rate, upper limit", 10.0),
    ("Share of cases, percent", 10.0),
    ("Compared", 26.0),
    ("Ratio", 10.0),
    ("Ratio, lower limit", 10.0),
    ("Ratio, upper limit", 10.0),
    ("Difference, percentage points", 12.0),
    ("Difference, lower limit", 12.0),
    ("Difference, upper limit", 12.0),
    ("Events more (fewer if negative) than at the reference rate", 18.0),
    ("q-value over sites", 10.0),
    ("In words", 80.0),
];

/// Whether an outcome stands in the workbook: two groups everywhere, finer groupings for all sites together. Everything
/// stands in the tables beside the workbook.
pub(super) fn wanted(outcome: &Outcome) -> bool {
    outcome.grouping == Grouping::Binary || outcome.place.scope == Scope::All
}

/// The sheet of an indicator.
pub(super) fn sheet(name: String, indicator: &IndicatorText, about: &About, outcomes: &[&Outcome]) -> Sheet {
    let level = outcomes.first().map_or(95.0, |outcome| outcome.level * 100.0);
    let lines = vec![
        indicator.definition.clone(),
        format!("Limits are those of {level}% intervals. Symbols such as [c] are explained on the sheet Notes."),
        format!(
            "This sheet has one table of {} rows: two groups for every {} and region, finer groupings for {}.",
            outcomes.len(),
            about.site_word,
            about.everywhere
        ),
        format!("Source: {}", indicator.source),
    ];
    let names: BTreeMap<&str, &str> =
        about.sites.iter().map(|status| (status.site.id.as_str(), status.site.name.as_str())).collect();
    let table = Table {
        name: format!("table_{}", indicator.id.0.replace(|c: char| !c.is_ascii_alphanumeric(), "_")),
        says: indicator.definition.clone(),
        heads: COLUMNS.iter().map(|(head, width)| ((*head).to_owned(), *width)).collect(),
        rows: outcomes.iter().map(|outcome| row(outcome, indicator, about, &names)).collect(),
    };
    Sheet { name, title: format!("{} {}", indicator.id, indicator.title), lines, table: Some(table), width: 26.0 }
}

fn row(outcome: &Outcome, indicator: &IndicatorText, about: &About, names: &BTreeMap<&str, &str>) -> Vec<Shown> {
    let label = |group| about.labels.get(&group).cloned().unwrap_or_else(|| group.label().to_owned());
    let place = &outcome.place;
    let part = indicator.part(&place.stratum.dimension, &place.stratum.value).unwrap_or("All");
    let whereabouts = match &place.scope {
        Scope::All => about.everywhere.clone(),
        Scope::Region(region) => region.clone(),
        Scope::Site(id) => names.get(id.as_str()).map_or_else(|| id.to_string(), |&name| name.to_owned()),
    };
    let texts = [
        whereabouts,
        place.period.clone(),
        place.service.label().to_owned(),
        part.to_owned(),
        grouping(outcome.grouping).to_owned(),
        label(outcome.group),
    ];
    let mut row: Vec<Shown> = texts.into_iter().map(Shown::Text).collect();
    row.push(shown(outcome.cases.recast(|n| n.0 as f64), Form::Count));
    row.push(shown(outcome.base.recast(|n| n.0 as f64), Form::Count));
    row.extend(three(outcome.rate, 100.0, Form::Percent));
    row.push(shown(outcome.share.map(|share| share.estimate * 100.0), Form::Percent));
    match &outcome.comparison {
        Some(comparison) => {
            let direction = comparison.direction;
            row.push(Shown::Text(format!("{} over {}", label(direction.of), label(direction.against))));
            row.extend(three(comparison.ratio, 1.0, Form::Ratio));
            row.extend(three(comparison.difference, 100.0, Form::Percent));
            row.push(shown(comparison.excess.map(|excess| excess.events.estimate), Form::Percent));
            row.push(shown(comparison.q_value, Form::Ratio));
        }
        None => row.extend((0..9).map(|_| Shown::Text("[z]".to_owned()))),
    }
    row.push(Shown::Text(outcome.sentence.clone()));
    row
}

/// What a reader calls a grouping.
fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Binary => "Two groups",
        Grouping::ThreeWay => "Three groups",
        Grouping::Five => "Five groups",
        Grouping::Nineteen => "Nineteen groups",
    }
}
