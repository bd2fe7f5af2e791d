//! Guesses about how numbers and instants are written: units, cut-offs, and the zone of a clock.

use crate::{
    draft::{choices::Choice, columns::DraftColumn, make::guess, table::DraftTable},
    mapping::{Guess, GuessKind},
    values::{self, DateRules, Read, Trouble},
};
use wres_domain::{ColumnKind, normalise};

/// Units that a column of pay, or another amount, may be in: as the mapping writes them, and in words.
const OF_MONEY: [(&str, &str); 4] = [
    ("months * 12", "pounds a month"),
    ("weeks * 52", "pounds a week"),
    ("hours * 1924", "pounds an hour, for 37 hours in each of 52 weeks"),
    ("thousands * 1000", "thousands of pounds"),
];
/// Units that full-time equivalents may be in.
const OF_FTE: [(&str, &str); 6] = [
    ("hours / 37", "hours a week, of 37 for full time"),
    ("hours / 37.5", "hours a week, of 37.5 for full time"),
    ("hours / 36", "hours a week, of 36 for full time"),
    ("hours / 35", "hours a week, of 35 for full time"),
    ("hours / 40", "hours a week, of 40 for full time"),
    ("percent / 100", "percent of full time"),
];
/// Hours a week that a full-time contract may have, in hundredths.
const FULL_TIME: std::ops::RangeInclusive<i64> = 3_000..=4_800;
/// Pay of a year, in pence, below which it is hardly pay of a year.
const YEARLY: i64 = 1_000_000;
/// Pay below which it is hardly pay of a month, or of a week.
const MONTHLY: i64 = 100_000;
const WEEKLY: i64 = 20_000;

/// The units that can be chosen for a column.
pub(super) fn choices_of(kind: &ColumnKind) -> Vec<Choice> {
    let units: &[(&str, &str)] = match kind {
        ColumnKind::Money => &OF_MONEY,
        ColumnKind::Fte => &OF_FTE,
        _ => &[],
    };
    units.iter().map(|(name, label)| Choice { name: (*name).to_owned(), label: (*label).to_owned() }).collect()
}

/// A unit in words.
pub(super) fn in_words(unit: &str) -> String {
    let known = OF_MONEY.iter().chain(&OF_FTE).find(|(name, _)| *name == unit);
    let full_time = unit.strip_prefix("hours / ").map(|hours| format!("hours a week, of {hours} for full time"));
    known.map(|(_, label)| (*label).to_owned()).or(full_time).unwrap_or_else(|| unit.to_owned())
}

/// The zones that can be chosen.
pub(super) fn zones() -> Vec<Choice> {
    [
        ("Europe/London", "the clock of the United Kingdom, with summer time: 23:00Z on 31 March 2024 is 1 April"),
        ("UTC", "UTC: the day is the one that is written"),
    ]
    .map(|(name, label)| Choice { name: name.to_owned(), label: label.to_owned() })
    .into()
}

impl DraftTable {
    /// Units and cut-offs of columns whose values are not what the column holds, and the zone where instants are written.
    pub(super) fn unit_guesses(&self, columns: &[DraftColumn]) -> Vec<Guess> {
        let of_column = |column: &DraftColumn| match column.column.kind {
            ColumnKind::Money => money_unit(column),
            ColumnKind::Fte => fte_unit(column),
            ColumnKind::Flag => cut_off(column),
            _ => None,
        };
        columns.iter().filter_map(of_column).chain(zone(columns)).collect()
    }
}

/// The unit of a column of amounts.
fn money_unit(column: &DraftColumn) -> Option<Guess> {
    let amounts = sorted(column, |value| match values::money(value) {
        Read::Value(pence) | Read::Noted(pence, _) => Some(pence),
        _ => None,
    });
    let median = *amounts.get(amounts.len() / 2)?;
    let header = normalise(&column.header);
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let unit = |means: &str, score: u8| {
        let shown =
            if median % 100 == 0 { (median / 100).to_string() } else { format!("{:.2}", median as f64 / 100.0) };
        let why = format!("the amounts have a median of {shown}");
        Some(guess(GuessKind::Unit, &column.column.name, "", means, score, why))
    };
    if median <= 0 {
        None
    } else if median < MONTHLY && says(&["000", "thousand"]) {
        unit("thousands * 1000", 80)
    } else if column.column.name != "salary_fte" || median >= YEARLY {
        None
    } else if says(&["month"]) || median >= MONTHLY {
        unit("months * 12", if says(&["month"]) { 85 } else { 70 })
    } else if says(&["week"]) || median >= WEEKLY {
        unit("weeks * 52", if says(&["week"]) { 85 } else { 50 })
    } else if says(&["hour"]) {
        unit("hours * 1924", 80)
    } else {
        unit("", 0)
    }
}

/// The unit of full-time equivalents: as they are, or hours a week, or percent.
fn fte_unit(column: &DraftColumn) -> Option<Guess> {
    // A share with its sign is read as what it is.
    let shares = sorted(column, |value| match values::fte(value) {
        Read::Value(hundredths) => Some(i64::from(hundredths)),
        _ => None,
    });
    let (median, most) = (*shares.get(shares.len() / 2)?, *shares.last()?);
    if median <= 150 {
        return None;
    }
    // Of the hours that a full-time contract may have the commonest, of several the longest.
    let full = shares.iter().filter(|hours| FULL_TIME.contains(hours));
    let common = full.map(|hours| (shares.iter().filter(|other| *other == hours).count(), *hours)).max();
    let (means, score) = match common {
        Some((_, hours)) if most <= *FULL_TIME.end() => (
            format!("hours / {}", hours as f64 / 100.0),
            if normalise(&column.header).contains("hour") { 85 } else { 75 },
        ),
        _ if (5_000..=10_000).contains(&most) => ("percent / 100".to_owned(), 75),
        _ => (String::new(), 0),
    };
    let why = format!("the values go up to {}, and full time is 1", most as f64 / 100.0);
    Some(guess(GuessKind::Unit, &column.column.name, "", &means, score, why))
}

/// Whether a column of yes or no holds scores.
fn cut_off(column: &DraftColumn) -> Option<Guess> {
    let (mut scores, mut others, mut least, mut most) = (0, 0, f64::INFINITY, f64::NEG_INFINITY);
    for (value, n) in &column.values {
        match values::number(value) {
            Read::Value(number) | Read::Noted(number, _) if number != 0.0 && number != 1.0 => {
                scores += n;
                (least, most) = (least.min(number), most.max(number));
            }
            _ => others += n,
        }
    }
    (scores > others).then(|| {
        let why = format!("{scores} values are numbers, from {least} to {most}");
        guess(GuessKind::CutOff, &column.column.name, "", "", 0, why)
    })
}

/// Whether days are written as instants, whose day depends on a clock.
fn zone(columns: &[DraftColumn]) -> Option<Guess> {
    let rules = DateRules { order: None, two_digits_until: 2100, from_1904: false, zone: None };
    let is_instant = |value: &str| matches!(values::date(value, rules), Read::Noted(_, Trouble::DateInstant));
    let days = columns.iter().filter(|column| matches!(column.column.kind, ColumnKind::Date | ColumnKind::DateTime));
    let instants: u64 =
        days.flat_map(|column| &column.values).filter(|(value, _)| is_instant(value)).map(|(_, n)| n).sum();
    (instants > 0).then(|| {
        let why =
            format!("{instants} days are written as instants with a zone, such as 23:00Z: whose clock says the day?");
        guess(GuessKind::TimeZone, "", "", "Europe/London", 50, why)
    })
}

/// The values of a column as numbers, each as often as it stands there, in order.
fn sorted(column: &DraftColumn, number: impl Fn(&str) -> Option<i64>) -> Vec<i64> {
    let mut out: Vec<i64> = Vec::new();
    for (value, n) in &column.values {
        if let Some(number) = number(value) {
            out.extend(std::iter::repeat_n(number, usize::try_from(*n).unwrap_or(1)));
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::{DraftColumn, cut_off, fte_unit, money_unit, zone};
    use wres_domain::Dataset;

    fn column(name: &str, header: &str, values: &[&str]) -> DraftColumn {
        let column = Dataset::Staff.schema().column(name).unwrap();
        let values = values.iter().map(|value| ((*value).to_owned(), 1)).collect();
        DraftColumn { column, dataset: Dataset::Staff, header: header.to_owned(), values, list: None }
    }

    #[test]
    fn pay_that_is_not_of_a_year_is_asked_about() {
        let unit =
            |header: &str, values: &[&str]| money_unit(&column("salary_fte", header, values)).map(|guess| guess.means);
        assert_eq!(unit("Salary", &["£31,364.00", "28,000", "n/a"]), None);
        assert_eq!(unit("Pay", &["2,450.10", "2600", "3100"]).as_deref(), Some("months * 12"));
        assert_eq!(unit("Salary £000", &["31.4", "28.0"]).as_deref(), Some("thousands * 1000"));
        assert_eq!(unit("Pay", &["31.4", "28.0"]).as_deref(), Some(""), "thousands, or pounds an hour: a person says");
        assert_eq!(unit("Salary", &["n/a"]), None);
    }

    #[test]
    fn hours_and_percent_in_place_of_a_share_are_asked_about() {
        let unit = |values: &[&str]| fte_unit(&column("hours_fte", "Hours", values)).map(|guess| guess.means);
        assert_eq!(unit(&["1", "0.6", "0.81"]), None);
        assert_eq!(unit(&["37", "37", "18.5", "22.2"]).as_deref(), Some("hours / 37"));
        assert_eq!(unit(&["36.25", "36.25", "30", "18"]).as_deref(), Some("hours / 36.25"));
        assert_eq!(unit(&["100", "60", "80"]).as_deref(), Some("percent / 100"));
        assert_eq!(unit(&["60%", "100%"]), None);
    }

    #[test]
    fn scores_in_place_of_yes_and_no_are_asked_about() {
        assert!(cut_off(&column("regulated", "Test", &["71", "64.5", "88"])).is_some());
        assert!(cut_off(&column("regulated", "Registered", &["1", "0", "Yes"])).is_none());
    }

    #[test]
    fn instants_are_asked_about_and_days_are_not() {
        let days = |values: &[&str]| zone(&[column("service_start", "Start", values)]).map(|guess| guess.means);
        assert_eq!(days(&["2024-03-31T23:00:00Z"]).as_deref(), Some("Europe/London"));
        assert_eq!(days(&["2024-04-01", "2024-04-01T00:00:00"]), None);
    }
}
