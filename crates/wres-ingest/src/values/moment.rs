//! Points in time.

use crate::values::{
    date::{DateRules, date},
    read::{Read, Trouble},
};

/// Reads a point in time into milliseconds since 1 January 1970, without a time zone. A date alone is its midnight.
pub(crate) fn date_time(text: &str, rules: DateRules) -> Read<i64> {
    const DAY: i64 = 86_400_000;
    let (day, time) = split_time(text);
    match time {
        None => match date(text, rules) {
            Read::Value(days) => Read::Value(i64::from(days) * DAY),
            Read::Noted(days, Trouble::DateSerial) => {
                let part = text.split_once('.').and_then(|(_, part)| format!("0.{part}").parse::<f64>().ok());
                Read::Noted(
                    i64::from(days) * DAY + (part.unwrap_or(0.0) * DAY as f64).round() as i64,
                    Trouble::DateSerial,
                )
            }
            Read::Noted(days, trouble) => Read::Noted(i64::from(days) * DAY, trouble),
            Read::Empty(trouble) => Read::Empty(trouble),
            Read::Bad(trouble) => Read::Bad(trouble),
        },
        Some(milliseconds) => match date(day, rules) {
            Read::Value(days) => Read::Value(i64::from(days) * DAY + milliseconds),
            Read::Noted(days, trouble) => Read::Noted(i64::from(days) * DAY + milliseconds, trouble),
            Read::Empty(trouble) => Read::Empty(trouble),
            Read::Bad(trouble) => Read::Bad(trouble),
        },
    }
}

/// Splits off a time of day: `2024-03-31T00:00:00`, `31/03/2024 14:30`. Gives milliseconds since midnight.
pub(super) fn split_time(text: &str) -> (&str, Option<i64>) {
    let Some(at) = text.find(':') else { return (text, None) };
    let Some(split) = text[..at].rfind(|c: char| c == 'T' || c == 't' || c.is_whitespace()) else {
        return (text, None);
    };
    let rest = text[split..].trim_start_matches(|c: char| c == 'T' || c == 't' || c.is_whitespace());
    match time_of_day(rest) {
        Some(milliseconds) => (text[..split].trim_end(), Some(milliseconds)),
        None => (text, None),
    }
}

fn time_of_day(text: &str) -> Option<i64> {
    let text = text.strip_suffix(['Z', 'z']).unwrap_or(text).trim_end();
    let lower = text.to_ascii_lowercase();
    let (clock, afternoon) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(false)),
        (_, Some(clock)) => (clock.trim_end(), Some(true)),
        _ => (lower.as_str(), None),
    };
    let mut parts = clock.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    let second: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    let hour = match (afternoon, hour) {
        (None, 0..=23) => hour,
        (Some(pm), 1..=12) => hour % 12 + if pm { 12 } else { 0 },
        _ => return None,
    };
    let good = parts.next().is_none() && (0..60).contains(&minute) && (0.0..60.0).contains(&second);
    good.then(|| hour * 3_600_000 + minute * 60_000 + (second * 1000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::date_time;
    use crate::{
        mapping::DateOrder,
        values::{
            date::DateRules,
            day::days,
            read::{Read, Trouble},
        },
    };

    #[test]
    fn a_point_in_time_has_its_time_of_day() {
        let at = |text: &str| date_time(text, DateRules { order: Some(DateOrder::Dmy), two_digits_until: 2026 });
        let midnight = i64::from(days(2024, 3, 31).unwrap()) * 86_400_000;
        assert_eq!(at("31/03/2024 14:30"), Read::Value(midnight + 52_200_000));
        assert_eq!(at("2024-03-31T14:30:00.500Z"), Read::Value(midnight + 52_200_500));
        assert_eq!(at("31/03/2024 2:30 pm"), Read::Value(midnight + 52_200_000));
        assert_eq!(at("45382.5"), Read::Noted(midnight + 43_200_000, Trouble::DateSerial));
        assert_eq!(at("31/03/2024"), Read::Value(midnight));
        assert!(matches!(at("31/03/2024 25:00"), Read::Bad(_)));
    }
}
