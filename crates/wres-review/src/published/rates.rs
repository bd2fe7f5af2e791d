//! A table with numerators and denominators in columns: every printed rate computed again.

use super::{
    counts::percent_interval,
    definition::{Rate, RatesTable},
    judge::judge,
    points::{Measure, Point},
    printed::PublishedCounts,
    sums::{self, Addend},
    table::{About, Columns, Record, SourceFile},
};
use crate::error::Result;
use wres_disparity::Level;
use wres_domain::{Decimal, FigureVerdict, PrintedFigure};

/// Reads a table of rates.
pub(super) fn read(file: &SourceFile, definition: &RatesTable, level: Level, out: &mut PublishedCounts) -> Result<()> {
    let mut columns = definition.levels.columns();
    columns.push(&definition.period);
    columns.extend(definition.additive.iter().map(String::as_str));
    for rate in &definition.rates {
        columns.extend([&rate.numerator, &rate.printed].into_iter().chain(&rate.denominator).map(String::as_str));
    }
    let columns = Columns::find(file, &columns)?;
    let mut addends = Vec::new();
    let first = out.measures.len();
    out.measures.extend(definition.rates.iter().map(|rate| Measure {
        id: rate.id.clone(),
        title: rate.title.clone(),
        table: definition.title.clone(),
        per: rate.per,
        decimals: rate.decimals,
        interval: rate.interval(),
    }));
    for record in columns.records(file) {
        let Some(about) = definition.levels.about(&record) else { continue };
        let period = text(&record, &definition.period);
        out.sites.extend(about.site().map(|site| (site.id.clone(), site)));
        for (at, rate) in definition.rates.iter().enumerate() {
            let parts = (Decimal::parse(record.text(&rate.numerator)), denominator(rate, &record));
            out.points.extend(Point::of(first + at, (&period, &about.scope), parts.0, parts.1));
            out.figures.push(printed_rate(definition, rate, &about, &period, &record, level));
        }
        addends.extend(definition.additive.iter().map(|column| Addend {
            scope: about.scope.clone(),
            name: about.name.clone(),
            regions: about.region.iter().chain(&about.wider).cloned().collect(),
            period: period.clone(),
            figure: column.clone(),
            text: text(&record, column),
            decimals: definition.additive_decimals.get(column).copied().unwrap_or(0),
        }));
    }
    out.figures.extend(sums::check(&definition.title, &addends));
    out.inputs.push((file.name.clone(), file.blake3.clone()));
    Ok(())
}

fn text(record: &Record<'_>, column: &str) -> String {
    record.text(column).to_owned()
}

/// The printed denominator; `None` where a part of it is marked.
fn denominator(rate: &Rate, record: &Record<'_>) -> Option<Decimal> {
    let mut parts = rate.denominator.iter().map(|column| Decimal::parse(record.text(column)));
    parts.try_fold(Decimal::whole(0), |sum, part| sum.plus(part?)).and_then(|sum| sum.times(rate.times))
}

fn printed_rate(
    definition: &RatesTable,
    rate: &Rate,
    about: &About,
    period: &str,
    record: &Record<'_>,
    level: Level,
) -> PrintedFigure {
    let numerator = text(record, &rate.numerator);
    let printed = text(record, &rate.printed);
    let parts: Vec<String> = rate.denominator.iter().map(|column| text(record, column)).collect();
    let denominator = denominator(rate, record);
    let (recomputed, verdict) = match (Decimal::parse(&numerator), denominator, Decimal::parse(&printed)) {
        (Some(numerator), Some(denominator), Some(printed)) => {
            // Parts that are no whole people are printed to one decimal, and may each have moved by half of it.
            let slack = |decimals: usize, times: u64| Decimal::half_unit(1).times(decimals as u64 * times);
            let slack = if rate.proportion { None } else { slack(1, 1).zip(slack(parts.len(), rate.times)) };
            judge(numerator, denominator, printed, rate.per, rate.decimals, slack)
        }
        _ => (None, FigureVerdict::NotPrinted),
    };
    let interval = match (rate.proportion, Decimal::parse(&numerator), denominator) {
        (true, Some(numerator), Some(denominator)) => percent_interval(numerator, denominator, level),
        _ => None,
    };
    PrintedFigure {
        table: definition.title.clone(),
        figure: rate.title.clone(),
        period: period.to_owned(),
        scope: about.scope.clone(),
        name: about.name.clone(),
        denominator: denominator.map_or_else(|| parts.join(" + "), |denominator| denominator.to_string()),
        numerator,
        printed,
        recomputed: recomputed.map(|value| value.to_string()),
        interval,
        verdict,
    }
}
