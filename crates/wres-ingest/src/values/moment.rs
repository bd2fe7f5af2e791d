//! Points in time.

use crate::values::{
    date::{DateRules, date},
    read::{Read, Trouble},
    zone::{Zone, offset},
};
use wres_domain::parsed;

/// Reads a point in time into milliseconds since 1 January 1970 by the clock of the site. A date alone is its midnight.
pub(crate) fn date_time(text: &str, rules: DateRules) -> Read<i64> {
    let (day, clock) = split_time(text);
    let midnight = |days: i32| i64::from(days) * DAY;
    match clock {
        None => match date(text, rules) {
            Read::Noted(days, Trouble::DateSerial) => {
                let part = text.split_once('.').and_then(|(_, part)| parsed::<f64>(&format!("0.{part}")));
                let moment = midnight(days) + (part.unwrap_or(0.0) * DAY as f64).round() as i64;
                Read::Noted(moment, Trouble::DateSerial)
            }
            read => read.map(midnight),
        },
        Some(clock) => to_local(date(day, rules), clock, rules, |moment| moment),
    }
}

/// The moment by the clock of the site of a day and a time of day, taken on.
pub(super) fn to_local<T>(day: Read<i32>, clock: Clock, rules: DateRules, then: impl Fn(i64) -> T) -> Read<T> {
    let moment = |days: i32| i64::from(days) * DAY + clock.milliseconds;
    let Some(ahead) = clock.ahead else { return day.map(|days| then(moment(days))) };
    let zone = rules.zone.unwrap_or(Zone::London);
    let local = |days: i32| {
        let instant = moment(days) - i64::from(ahead) * 60_000;
        then(instant + zone.ahead(instant))
    };
    match (day, rules.zone) {
        (Read::Value(days), None) => Read::Noted(local(days), Trouble::DateInstant),
        (day, _) => day.map(local),
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// Milliseconds since midnight.
    milliseconds: i64,
    /// How many minutes the clock is ahead of UTC, where a zone is written.
    pub(super) ahead: Option<i32>,
}

const DAY: i64 = 86_400_000;

/// Splits off a time of day: `2024-03-31T00:00:00`, `31/03/2024 14:30`, with or without a zone.
pub(super) fn split_time(text: &str) -> (&str, Option<Clock>) {
    let Some(at) = text.find(':') else { return (text, None) };
    let Some(split) = text[..at].rfind(|c: char| c == 'T' || c == 't' || c.is_whitespace()) else {
        return (text, None);
    };
    let rest = text[split..].trim_start_matches(|c: char| c == 'T' || c == 't' || c.is_whitespace());
    match time_of_day(rest) {
        Some(clock) => (text[..split].trim_end(), Some(clock)),
        None => (text, None),
    }
}

/// Splits off a zone: `Z`, `UTC`, `GMT`, `BST`, `+01:00`, `-0500`, and a name in square brackets after it.
fn split_zone(text: &str) -> (&str, Option<i32>) {
    let text = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')).map_or(text, |(text, _)| text).trim_end();
    for (name, ahead) in [("utc", 0), ("gmt", 0), ("bst", 60), ("z", 0)] {
        let split = text.len().checked_sub(name.len()).and_then(|at| text.split_at_checked(at));
        if let Some((clock, _)) = split.filter(|(_, end)| end.eq_ignore_ascii_case(name)) {
            return (clock.trim_end(), Some(ahead));
        }
    }
    match text.rfind(['+', '-']).and_then(|at| Some((at, offset(&text[at..])?))) {
        Some((at, ahead)) => (text[..at].trim_end(), Some(ahead)),
        None => (text, None),
    }
}

fn time_of_day(text: &str) -> Option<Clock> {
    let (text, ahead) = split_zone(text);
    let lower = text.to_ascii_lowercase();
    let (clock, afternoon) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(false)),
        (_, Some(clock)) => (clock.trim_end(), Some(true)),
        _ => (lower.as_str(), None),
    };
    let mut parts = clock.split(':');
    let hour: i64 = parsed(parts.next()?)?;
    let minute: i64 = parsed(parts.next()?)?;
    let second: f64 = parts.next().map_or(Some(0.0), parsed)?;
    let hour = match (afternoon, hour) {
        (None, 0..=23) => hour,
        (Some(pm), 1..=12) => hour % 12 + if pm { 12 } else { 0 },
        _ => return None,
    };
    let good = parts.next().is_none() && (0..60).contains(&minute) && (0.0..60.0).contains(&second);
    good.then(|| Clock { milliseconds: hour * 3_600_000 + minute * 60_000 + (second * 1000.0).round() as i64, ahead })
}

#[cfg(test)]
mod tests {
    use super::date_time;
    use crate::{
        mapping::DateOrder,
        values::{
            date::DateRules,
            read::{Read, Trouble},
            zone::Zone,
        },
    };
    use wres_domain::Day;

    #[test]
    fn a_point_in_time_has_its_time_of_day() {
        let rules = DateRules {
            order: Some(DateOrder::Dmy),
            two_digits_until: 2026,
            from_1904: false,
            zone: Some(Zone::Fixed(0)),
        };
        let at = |text: &str| date_time(text, rules);
        let midnight = i64::from(Day::number_of(2024, 3, 31).unwrap()) * 86_400_000;
        assert_eq!(at("31/03/2024 14:30"), Read::Value(midnight + 52_200_000));
        assert_eq!(at("2024-03-31T14:30:00.500Z"), Read::Value(midnight + 52_200_500));
        assert_eq!(at("31/03/2024 2:30 pm"), Read::Value(midnight + 52_200_000));
        assert_eq!(at("45382.5"), Read::Noted(midnight + 43_200_000, Trouble::DateSerial));
        assert_eq!(at("31/03/2024"), Read::Value(midnight));
        assert!(matches!(at("31/03/2024 25:00"), Read::Bad(_)));
        let london = |text: &str| date_time(text, DateRules { zone: Some(Zone::London), ..rules });
        assert_eq!(london("2024-03-31T23:30:00Z"), Read::Value(midnight + 86_400_000 + 1_800_000));
        assert_eq!(london("2024-03-31T00:30:00+00:00[UTC]"), Read::Value(midnight + 1_800_000));
    }
}
