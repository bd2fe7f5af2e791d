//! Cover, contents and notes.

use super::model::{Sheet, Shown, Table};
use crate::{
    publication::{About, IndicatorText},
    tables::ComparisonTable,
};
use wres_disclosure::SuppressionSummary;

/// Symbols in tables, after the Analysis Function's policy.
const SYMBOLS: [(&str, &str); 4] = [
    ("[b]", "Break in the series: figures from here on are not like those before."),
    (
        "[c]",
        "Confidential: the protected count is too small to be read, and perhaps none; or the figure needs such a count.",
    ),
    ("[x]", "Not available: the site did not supply what the figure takes."),
    ("[z]", "Not applicable: there is nothing to measure, such as nobody in the group, or no comparison with itself."),
];

/// The cover.
pub(super) fn cover(about: &About) -> Sheet {
    let periods: Vec<&str> = about.periods.iter().map(|period| period.label.as_str()).collect();
    let mut lines = vec![about.summary.clone().unwrap_or_default(), format!("Periods: {}", periods.join(", "))];
    lines.extend(about.publisher.iter().map(|publisher| format!("Publisher: {publisher}")));
    lines.push(format!("Run {} of wres {}", about.run.id, about.run.version));
    if about.provisional {
        lines.push("These figures are provisional [p].".to_owned());
    }
    lines.push("Every figure has an interval: read it before the figure.".to_owned());
    page("Cover", &about.title, lines.into_iter().filter(|line| !line.is_empty()).collect())
}

/// The contents: one line a sheet.
pub(super) fn contents(indicators: &[(String, &IndicatorText)], tables: &[ComparisonTable]) -> Sheet {
    let line = |name: &str, what: &str| vec![Shown::Link(name.to_owned()), Shown::Text(what.to_owned())];
    let mut rows = vec![line("Notes", "Symbols, how the figures are protected, and what to mind")];
    rows.extend(indicators.iter().map(|(name, indicator)| line(name, &indicator.title)));
    rows.extend(tables.iter().map(|table| line(table.title, table.says)));
    let table = Table {
        name: "table_contents".to_owned(),
        says: "Every sheet and what is in it".to_owned(),
        heads: vec![("Sheet".to_owned(), 28.0), ("What is in it".to_owned(), 90.0)],
        rows,
    };
    Sheet { table: Some(table), ..page("Contents", "Contents", vec!["One table a sheet.".to_owned()]) }
}

/// The notes.
pub(super) fn notes(about: &About, suppressions: &SuppressionSummary) -> Sheet {
    let mut lines: Vec<String> = SYMBOLS.iter().map(|(symbol, meaning)| format!("{symbol} {meaning}")).collect();
    lines.push(suppressions.policy.clone());
    lines.push(
        "Counts are of everybody at the site, not of a sample: the interval says what the process behind the counts could \
         also have brought about."
            .to_owned(),
    );
    lines.push(
        "People whose ethnicity is not known are in no ratio; bounds in the tables say how far they could move it."
            .to_owned(),
    );
    lines.push("All outcomes, with every grouping, are in tables/outcomes.csv and tables/outcomes.parquet.".to_owned());
    lines.extend(about.notes.iter().cloned());
    page("Notes", "Notes", lines)
}

fn page(name: &str, title: &str, lines: Vec<String>) -> Sheet {
    Sheet { name: name.to_owned(), title: title.to_owned(), lines, table: None, width: 110.0 }
}
