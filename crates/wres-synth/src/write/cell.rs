//! One cell in the way of a site.

use super::words;
use crate::{
    style::{Container, Dates, Flags, Fte, Money, Style},
    table::Value,
};
use std::borrow::Cow;
use wres_domain::{Dataset, Day, Ethnicity, thousands};

/// A cell as a file holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'static, str>),
    /// A number; only in workbooks.
    Number(f64),
    /// A date of the workbook, in days since 1 January 1970.
    Date(i32),
    /// Pounds as a number with a currency format; only in workbooks.
    Pounds(f64),
}

/// How a column of a table is written: what a cell needs to know, found once.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Ethnicity in the site's list.
    Ethnicity,
    /// A code of the list named.
    Coded(&'static str),
    /// A grade.
    Grade,
    /// As its values say.
    Plain,
}

impl Column {
    /// The column of a dataset.
    pub(crate) fn of(dataset: Dataset, name: &str) -> Self {
        match words::list_of(dataset, name) {
            Some("ethnicity") => Self::Ethnicity,
            Some(list) => Self::Coded(list),
            None if matches!(name, "grade" | "from_grade" | "to_grade") => Self::Grade,
            None => Self::Plain,
        }
    }
}

/// Writes a value in the way of a site.
pub(crate) fn write(style: &Style, column: Column, value: Value) -> Written {
    let sheet = !matches!(style.container, Container::Text { .. });
    let text = |text: &'static str| if text.is_empty() { Written::Empty } else { Written::Text(Cow::Borrowed(text)) };
    match (column, value) {
        (_, Value::Empty) => Written::Empty,
        (Column::Ethnicity, Value::Code(code)) => match Ethnicity::from_code(code) {
            Some(ethnicity) => text(style.ethnicity.written(ethnicity)),
            None => text(code),
        },
        (Column::Coded(list), Value::Code(code)) => text(words::code(style.codes, list, code)),
        (Column::Grade, Value::Text(rung)) => match rung.parse() {
            Ok(rung) => text(words::grade(style.grades, rung)),
            Err(_) => text(rung),
        },
        (_, Value::Code(word) | Value::Text(word)) => text(word),
        (_, Value::Id("", number)) => owned(format!("{number:06}")),
        (_, Value::Id(prefix, number)) => owned(format!("{prefix}{number:07}")),
        (_, Value::Day(day)) if sheet && style.dates != Dates::Slashes => Written::Date(day),
        (_, Value::Day(day)) => owned(date(style.dates, day)),
        (_, Value::Minute(minute)) => owned(moment(style.dates, minute)),
        (_, Value::Flag(flag)) => text(match (style.flags, flag) {
            (Flags::Words, true) => "Yes",
            (Flags::Words, false) => "No",
            (Flags::Letters, true) => "Y",
            (Flags::Letters, false) => "N",
            (Flags::Digits, true) => "1",
            (Flags::Digits, false) => "0",
            (Flags::Logical, true) => "TRUE",
            (Flags::Logical, false) => "FALSE",
        }),
        (_, Value::Pence(pence)) if sheet && style.money == Money::Pounds => Written::Pounds(pence as f64 / 100.0),
        (_, Value::Pence(pence)) if sheet => Written::Number(pence as f64 / 100.0),
        (_, Value::Pence(pence)) => owned(money(style.money, pence)),
        (_, Value::Hundredths(hundredths)) if sheet && style.fte != Fte::Percent => {
            Written::Number(f64::from(hundredths) / 100.0)
        }
        (_, Value::Hundredths(hundredths)) => owned(fte(style.fte, hundredths)),
        (_, Value::Integer(number)) if sheet => Written::Number(number as f64),
        (_, Value::Integer(number)) => owned(number.to_string()),
    }
}

fn owned(text: String) -> Written {
    Written::Text(Cow::Owned(text))
}

/// A date as text.
pub(crate) fn date(dates: Dates, day: i32) -> String {
    let Some(day) = Day::from_number(day) else { return String::new() };
    let (year, month, date) = (day.year(), day.month(), day.of_month());
    match dates {
        Dates::Iso => format!("{year:04}-{month:02}-{date:02}"),
        Dates::Slashes => format!("{date:02}/{month:02}/{year:04}"),
        Dates::Dots => format!("{date:02}.{month:02}.{year:04}"),
    }
}

fn moment(dates: Dates, minute: i64) -> String {
    let day = i32::try_from(minute.div_euclid(1_440)).unwrap_or(0);
    let rest = minute.rem_euclid(1_440);
    format!("{} {:02}:{:02}", date(dates, day), rest / 60, rest % 60)
}

fn money(money: Money, pence: i64) -> String {
    let (pounds, rest) = (pence.abs() / 100, pence.abs() % 100);
    let sign = if pence < 0 { "-" } else { "" };
    match money {
        Money::Plain if rest == 0 => format!("{sign}{pounds}"),
        Money::Plain | Money::Decimal => format!("{sign}{pounds}.{rest:02}"),
        Money::Pounds => format!("{sign}£{}", thousands(pounds.unsigned_abs())),
    }
}

fn fte(fte: Fte, hundredths: i32) -> String {
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match fte {
        Fte::TwoPlaces => format!("{sign}{whole}.{rest:02}"),
        Fte::Short if rest == 0 => format!("{sign}{whole}"),
        Fte::Short if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
        Fte::Short => format!("{sign}{whole}.{rest:02}"),
        Fte::Percent => format!("{hundredths}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::{date, fte, money};
    use crate::style::{Dates, Fte, Money};
    use wres_domain::Day;

    #[test]
    fn numbers_are_written_in_each_way() {
        assert_eq!(money(Money::Pounds, 3_431_400), "£34,314");
        assert_eq!(money(Money::Pounds, -123_456_700), "-£1,234,567");
        assert_eq!((money(Money::Plain, 99_900), money(Money::Decimal, 99_905)), ("999".into(), "999.05".into()));
        assert_eq!([Fte::TwoPlaces, Fte::Short, Fte::Percent].map(|way| fte(way, 60)), ["0.60", "0.6", "60%"]);
        assert_eq!((fte(Fte::Short, 100), fte(Fte::Short, 81)), ("1".into(), "0.81".into()));
    }

    #[test]
    fn dates_are_written_in_each_way() {
        let snapshot = Day::constant(2025, 3, 31).number();
        assert_eq!(
            [Dates::Iso, Dates::Slashes, Dates::Dots].map(|way| date(way, snapshot)),
            ["2025-03-31", "31/03/2025", "31.03.2025"]
        );
    }
}
