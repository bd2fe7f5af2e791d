//! Cells as text.

use calamine::{Data, DataRef, ExcelDateTime};
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
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded.abs() < 1.0e21 && rounded.abs() >= 1.0e-7 {
        write!(out, "{rounded}")
    } else {
        write!(out, "{rounded:e}")
    }
}

fn date(moment: ExcelDateTime, out: &mut String) -> std::fmt::Result {
    let serial = moment.as_f64();
    if !moment.is_datetime() || !(0.0..2_958_466.0).contains(&serial) {
        return number(serial, out);
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
