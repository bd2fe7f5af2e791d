//! Cells as text.

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};
use std::fmt::Write;

/// A cell in a form that both kinds of reading give.
pub(super) enum CellText<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    Whole(i64),
    Flag(bool),
    Moment(ExcelDateTime),
    Error(&'a calamine::CellErrorType),
}

impl<'a> From<&'a DataRef<'_>> for CellText<'a> {
    fn from(data: &'a DataRef<'_>) -> Self {
        match data {
            DataRef::Int(value) => Self::Whole(*value),
            DataRef::Float(value) => Self::Number(*value),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self::Text(text),
            DataRef::SharedString(text) => Self::Text(text),
            DataRef::Bool(value) => Self::Flag(*value),
            DataRef::DateTime(moment) => Self::Moment(*moment),
            DataRef::Error(error) => Self::Error(error),
            DataRef::Empty => Self::Empty,
        }
    }
}

impl<'a> From<&'a Data> for CellText<'a> {
    fn from(data: &'a Data) -> Self {
        match data {
            Data::Int(value) => Self::Whole(*value),
            Data::Float(value) => Self::Number(*value),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Self::Text(text),
            Data::Bool(value) => Self::Flag(*value),
            Data::DateTime(moment) => Self::Moment(*moment),
            Data::Error(error) => Self::Error(error),
            Data::Empty => Self::Empty,
        }
    }
}

impl CellText<'_> {
    /// Writes the cell. A date is written as ISO, a number with the 15 digits that a spreadsheet keeps.
    pub(super) fn write(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Empty => Ok(()),
            Self::Text(text) => out.write_str(text),
            Self::Whole(value) => write!(out, "{value}"),
            Self::Flag(value) => out.write_str(if *value { "TRUE" } else { "FALSE" }),
            Self::Error(error) => write!(out, "{error}"),
            Self::Number(value) => number(*value, out),
            Self::Moment(moment) => date(*moment, out),
        };
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty) || matches!(self, Self::Text(text) if text.is_empty())
    }
}

fn number(value: f64, out: &mut String) -> std::fmt::Result {
    if value.fract() == 0.0 && value.abs() < 1.0e15 {
        return write!(out, "{}", value as i64);
    }
    // Most numbers have few decimals: if the nearest number with four is this one, those are its digits.
    let small = (value * 10_000.0).round();
    if small.abs() < 1.0e12 && small / 10_000.0 == value {
        return with_four_decimals(small as i64, out);
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded.abs() < 1.0e21 && rounded.abs() >= 1.0e-7 {
        write!(out, "{rounded}")
    } else {
        write!(out, "{rounded:e}")
    }
}

/// A number in ten-small, without zeros at its end.
fn with_four_decimals(number: i64, out: &mut String) -> std::fmt::Result {
    let (whole, mut rest) = (number.unsigned_abs() / 10_000, number.unsigned_abs() % 10_000);
    let mut places = 4;
    while rest % 10 == 0 && places > 1 {
        rest /= 10;
        places -= 1;
    }
    let sign = if number < 0 { "-" } else { "" };
    write!(out, "{sign}{whole}.{rest:0places$}")
}

fn date(moment: ExcelDateTime, out: &mut String) -> std::fmt::Result {
    let serial = moment.as_f64();
    if !moment.is_datetime() || !(0.0..2_958_466.0).contains(&serial) {
        return number(serial, out);
    }
    // Nearly every day is a whole number in the usual count; up to 60 that has a day that never was, 29 February 1900.
    let usual = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false) == moment;
    if usual && serial.fract() == 0.0 && serial > 60.0 {
        return whole_day(serial as u32, out);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let time = hour != 0 || minute != 0 || second != 0 || milli != 0;
    if serial < 1.0 {
        // A time of day without a day, or an empty date.
        return if time { write!(out, "{hour:02}:{minute:02}:{second:02}") } else { out.write_char('0') };
    }
    write!(out, "{year:04}-{month:02}-{day:02}")?;
    if time {
        write!(out, "T{hour:02}:{minute:02}:{second:02}")?;
        if milli != 0 {
            write!(out, ".{milli:03}")?;
        }
    }
    Ok(())
}

/// Writes the day of a serial number above 60. The Gregorian calendar repeats every 146,097 days; years are counted from March, so that a
/// leap day ends one.
fn whole_day(serial: u32, out: &mut String) -> std::fmt::Result {
    // Days from 1 March of the year 0 to 30 December 1899.
    let days = serial + 693_899;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    // From March on, five months have 153 days.
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year + u32::from(month <= 2);
    let digit = |n: u32| char::from(b'0' + (n % 10) as u8);
    let text = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        '-',
        digit(month / 10),
        digit(month),
        '-',
        digit(day / 10),
        digit(day),
    ];
    out.extend(text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::CellText;
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    fn text(cell: CellText<'_>) -> String {
        let mut out = String::new();
        cell.write(&mut out);
        out
    }

    #[test]
    fn numbers_have_the_digits_that_the_sheet_shows() {
        assert_eq!(text(CellText::Number(32_000.0)), "32000");
        assert_eq!(text(CellText::Number(0.1 + 0.2)), "0.3");
        assert_eq!(text(CellText::Number(28_226.605_000_000_003)), "28226.605");
        assert_eq!(text(CellText::Number(1.0e300)), "1e300");
        assert_eq!(text(CellText::Number(f64::NAN)), "NaN");
    }

    #[test]
    fn few_decimals_are_written_as_many_are() {
        for value in [0.1, 0.8108, 37.25, 99_999.999_9, -0.5, 31_364.5, 1.0e-4, 123_456_789.000_1, -7.0001] {
            assert_eq!(text(CellText::Number(value)), value.to_string());
        }
    }

    #[test]
    fn every_whole_day_is_the_day_that_the_library_says() {
        for serial in (61..2_958_466).step_by(7).chain([61, 366, 36_584, 36_585, 2_958_465]) {
            let moment = ExcelDateTime::new(f64::from(serial), ExcelDateTimeType::DateTime, false);
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            assert_eq!(text(CellText::Moment(moment)), format!("{year:04}-{month:02}-{day:02}"), "{serial}");
        }
    }

    #[test]
    fn dates_are_iso_in_either_date_system() {
        let at = |value, system| text(CellText::Moment(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, system)));
        assert_eq!(at(45_382.0, false), "2024-03-31");
        assert_eq!(at(43_920.0, true), "2024-03-31");
        assert_eq!(at(45_382.5, false), "2024-03-31T12:00:00");
        assert_eq!(at(0.25, false), "06:00:00");
        assert_eq!(at(0.0, false), "0");
        assert_eq!(at(-5.0, false), "-5");
        let hours = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(text(CellText::Moment(hours)), "1.5");
    }
}
