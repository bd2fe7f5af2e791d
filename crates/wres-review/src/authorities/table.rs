//! `tables/authorities.csv`: every value of every authority and of its peers.

use super::{
    series::{Book, Compared, Value},
    words,
};
use crate::error::{Result, ReviewError};
use wres_disparity::pooling::Effect;

const HEADER: [&str; 16] = [
    "site",
    "name",
    "region",
    "measure",
    "title",
    "period",
    "who",
    "who_in_words",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "from",
    "trend_a_year",
    "trend_in_words",
];

/// Renders the table. A trend stands in the row of the last period.
pub(super) fn csv(book: &Book<'_>, compared: &[Compared<'_>]) -> Result<Vec<u8>> {
    let failed = |message: String| ReviewError::Write(message);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| failed(error.to_string()))?;
    for one in compared {
        for row in &one.rows {
            let measure = &book.about.measures[row.measure];
            let own = ("own", one.site.name.as_str(), &row.own, row.trend);
            let beside = row.beside.iter().map(|it| (it.peers.code(), it.name.as_str(), &it.values, it.trend));
            for (who, in_words, values, trend) in [own].into_iter().chain(beside) {
                let last = values.keys().next_back().copied();
                for (at, value) in values {
                    let trend = trend.filter(|_| last == Some(*at));
                    let says = trend.map(|trend| words::change(measure, trend, book.about.level)).unwrap_or_default();
                    let [numerator, denominator, value, lower, upper, from, slope] = numbers(value, trend);
                    writer
                        .write_record([
                            one.site.id.as_str(),
                            &one.site.name,
                            one.site.region.as_deref().unwrap_or_default(),
                            &measure.id,
                            &measure.title,
                            book.periods[*at],
                            who,
                            in_words,
                            &numerator,
                            &denominator,
                            &value,
                            &lower,
                            &upper,
                            &from,
                            &slope,
                            &says,
                        ])
                        .map_err(|error| failed(error.to_string()))?;
                }
            }
        }
    }
    writer.into_inner().map_err(|error| failed(error.error().to_string()))
}

/// Parts, value, limits, origin and trend as texts.
fn numbers(value: &Value, trend: Option<Effect>) -> [String; 7] {
    let limit = |pick: fn(&wres_domain::Interval) -> f64| {
        value.interval.as_ref().map_or_else(String::new, |interval| format!("{:.4}", pick(interval)))
    };
    [
        value.numerator.to_string(),
        value.denominator.to_string(),
        format!("{:.4}", value.value),
        limit(|interval| interval.lower),
        limit(|interval| interval.upper),
        words::from(value),
        trend.map_or_else(String::new, |trend| format!("{:.4}", trend.value())),
    ]
}
