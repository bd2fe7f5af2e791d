//! Decimal numbers as people and spreadsheets write them, read exactly.

use crate::values::read::{Read, Trouble, is_blank_word, is_error_cell};
use wres_domain::Decimal;

/// A number as it was written in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) number: Decimal,
    /// Written with a percent sign. The sign is not applied.
    pub(crate) percent: bool,
}

/// Most digits of a number. A spreadsheet keeps 15.
const DIGITS: usize = 24;

/// Reads a number: thousands separated by commas or spaces of any kind in groups of three, a point before decimals, a minus of
/// any kind or brackets for negatives, an exponent, a percent sign.
#[inline]
pub(crate) fn decimal(text: &str) -> Result<Written, Trouble> {
    plain(text.as_bytes()).map_or_else(|| written(text), Ok)
}

/// A plain number of at most 15 digits times `10^places`, if it has no more decimals than that: by far the most numbers.
#[inline]
pub(crate) fn plain_scaled(bytes: &[u8], places: usize) -> Option<i64> {
    if bytes.len() > 16 {
        return None;
    }
    let (mut value, mut decimals, mut any) = (0_i64, None, false);
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|n| n + 1);
                any = true;
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let missing = places.checked_sub(decimals.unwrap_or(0))?;
    any.then_some(value * [1, 10, 100].get(missing)?)
}

/// Digits with at most one point and one leading minus.
#[inline]
fn plain(bytes: &[u8]) -> Option<Written> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let (mut mantissa, mut point, mut any) = (0_i64, None, false);
    for (index, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                any = true;
            }
            b'.' if point.is_none() => point = Some(index),
            _ => return None,
        }
    }
    let scale = point.map_or(0, |index| digits.len() - index - 1);
    let mantissa = i128::from(if negative { -mantissa } else { mantissa });
    any.then_some(Written { number: Decimal::new(mantissa, scale as u32), percent: false })
}

fn written(text: &str) -> Result<Written, Trouble> {
    if let Some(trouble) = is_error_cell(text) {
        return Err(trouble);
    }
    if text.len() > 64 {
        return Err(Trouble::NumberUnreadable);
    }
    let (body, bracketed) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (inside.trim(), true),
        None => (text, false),
    };
    let (body, percent) = match body.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (body, false),
    };
    let (body, minus) = match body.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (rest.trim_start(), true),
        None => (body.strip_prefix('+').unwrap_or(body), false),
    };
    if bracketed && minus {
        return Err(Trouble::NumberUnreadable);
    }
    let (body, exponent) = exponent(body)?;
    let (whole, fraction) = match body.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if fraction.contains(['.', ',']) || (fraction.is_empty() && whole.is_empty()) {
        let digits = body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        return Err(if digits && !body.is_empty() { Trouble::NumberSeparators } else { Trouble::NumberUnreadable });
    }
    let mut digits = grouped(whole)?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Trouble::NumberUnreadable);
    }
    digits.push_str(fraction);
    if digits.is_empty() {
        return Err(Trouble::NumberUnreadable);
    }
    if digits.len() > DIGITS {
        return Err(Trouble::NumberTooLarge);
    }
    let mut mantissa: i128 = digits.parse().map_err(|_| Trouble::NumberUnreadable)?;
    if minus || bracketed {
        mantissa = -mantissa;
    }
    let scale = fraction.len() as i32 - exponent;
    match u32::try_from(scale) {
        Ok(scale) => Ok(Written { number: Decimal::new(mantissa, scale), percent }),
        Err(_) => {
            let factor = 10_i128.checked_pow(scale.unsigned_abs()).ok_or(Trouble::NumberTooLarge)?;
            let mantissa = mantissa.checked_mul(factor).ok_or(Trouble::NumberTooLarge)?;
            Ok(Written { number: Decimal::new(mantissa, 0), percent })
        }
    }
}

/// Splits off an exponent such as `E+03`.
fn exponent(body: &str) -> Result<(&str, i32), Trouble> {
    let Some(at) = body.find(['e', 'E']) else { return Ok((body, 0)) };
    let (mantissa, power) = (&body[..at], &body[at + 1..]);
    let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    let good = !mantissa.is_empty() && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    match power.strip_prefix('+').unwrap_or(power).parse::<i32>() {
        Ok(power) if good && power.abs() <= 30 => Ok((mantissa, power)),
        _ => Err(Trouble::NumberUnreadable),
    }
}

/// The digits of a whole number whose thousands may be separated, by one kind of separator, in groups of three.
fn grouped(whole: &str) -> Result<String, Trouble> {
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(whole.to_owned());
    }
    let separator = whole.chars().find(|c| !c.is_ascii_digit()).unwrap_or(',');
    if separator != ',' && !separator.is_whitespace() {
        return Err(Trouble::NumberUnreadable);
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let threes = groups.iter().skip(1).all(|group| group.len() == 3);
    match (digits, threes && (1..=3).contains(&groups.first().map_or(0, |group| group.len()))) {
        (true, true) => Ok(groups.concat()),
        (true, false) => Err(Trouble::NumberSeparators),
        (false, _) => Err(Trouble::NumberUnreadable),
    }
}

/// Reads a whole number. `12.0` is whole, `12.5` is not.
pub(crate) fn integer(text: &str) -> Read<i64> {
    if let Some(value) = plain_scaled(text.as_bytes(), 0) {
        return Read::Value(value);
    }
    match blank(text) {
        Some(empty) => empty,
        None => match decimal(text) {
            Err(trouble) => Read::Bad(trouble),
            Ok(value) if value.percent => Read::Bad(Trouble::NumberPercent),
            Ok(value) if !value.number.is_whole() => Read::Bad(Trouble::NumberNotWhole),
            Ok(value) => value.number.scaled(0).map_or(Read::Bad(Trouble::NumberTooLarge), Read::Value),
        },
    }
}

/// Reads a number. A percentage is taken as the share it is: `14.6%` is 0.146, with a note.
pub(crate) fn number(text: &str) -> Read<f64> {
    match blank(text) {
        Some(empty) => empty,
        None => match decimal(text) {
            Err(trouble) => Read::Bad(trouble),
            Ok(value) if value.percent => value
                .number
                .moved(2)
                .as_f64()
                .map_or(Read::Bad(Trouble::NumberTooLarge), |value| Read::Noted(value, Trouble::NumberPercent)),
            Ok(value) => value.number.as_f64().map_or(Read::Bad(Trouble::NumberTooLarge), Read::Value),
        },
    }
}

/// Reads a share of a whole: a number from 0 to 1, or a percentage with its sign. `14.6` alone may be either and is refused.
pub(crate) fn share(text: &str) -> Read<f64> {
    match number(text) {
        Read::Value(value) | Read::Noted(value, _) if !(0.0..=1.0).contains(&value) => Read::Bad(Trouble::ShareOutside),
        read => read,
    }
}

/// Empty cells and words that mean one.
pub(crate) fn blank<T>(text: &str) -> Option<Read<T>> {
    if text.is_empty() {
        Some(Read::Empty(None))
    } else if is_blank_word(text) {
        Some(Read::Empty(Some(Trouble::BlankWord)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, Trouble, decimal, integer, number, share};
    use proptest::prelude::*;

    fn pence(text: &str) -> Result<Option<i64>, Trouble> {
        decimal(text).map(|value| value.number.scaled(2))
    }

    #[test]
    fn thousands_and_minus_signs_of_any_kind_are_read() {
        assert_eq!(pence("32,000.50"), Ok(Some(3_200_050)));
        assert_eq!(pence("32\u{A0}000"), Ok(Some(3_200_000)));
        assert_eq!(pence("1\u{202F}234\u{202F}567.8"), Ok(Some(123_456_780)));
        assert_eq!(pence("\u{2212}500"), Ok(Some(-50_000)));
        assert_eq!(pence("(1,500)"), Ok(Some(-150_000)));
        assert_eq!(pence("1.59E+03"), Ok(Some(159_000)));
        assert_eq!(pence(".5"), Ok(Some(50)));
        assert_eq!(pence("5."), Ok(Some(500)));
    }

    #[test]
    fn separators_that_could_mean_two_things_are_not_guessed() {
        for text in ["32.000,50", "0,6", "32,00", "1.234.567", "1,2,3", "12,34,567"] {
            assert_eq!(decimal(text), Err(Trouble::NumberSeparators), "{text}");
        }
        for text in ["", "abc", "12a", "1 2", "--5", "(-5)", "1e", "e5", "1e999", "£", "1'000"] {
            assert!(decimal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(pence("0.005"), Ok(Some(1)));
        assert_eq!(pence("-0.005"), Ok(Some(-1)));
        assert_eq!(pence("0.0049999"), Ok(Some(0)));
    }

    #[test]
    fn whole_numbers_are_whole() {
        assert_eq!(integer("1,204"), Read::Value(1204));
        assert_eq!(integer("12.0"), Read::Value(12));
        assert_eq!(integer("12.5"), Read::Bad(Trouble::NumberNotWhole));
        assert_eq!(integer("99999999999999999999"), Read::Bad(Trouble::NumberTooLarge));
        assert_eq!(integer("#DIV/0!"), Read::Bad(Trouble::ErrorCell));
    }

    #[test]
    fn a_percentage_is_the_share_it_is() {
        assert_eq!(number("14.6%"), Read::Noted(0.146, Trouble::NumberPercent));
        assert_eq!(number("0.146"), Read::Value(0.146));
    }

    #[test]
    fn a_share_is_within_the_whole() {
        assert_eq!(share("0.146"), Read::Value(0.146));
        assert_eq!(share("1"), Read::Value(1.0));
        assert_eq!(share("14.6%"), Read::Noted(0.146, Trouble::NumberPercent));
        for text in ["14.6", "-0.1", "146%"] {
            assert_eq!(share(text), Read::Bad(Trouble::ShareOutside), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_printed_by_a_program_is_read_back(value in -1.0e12_f64..1.0e12) {
            prop_assert_eq!(number(&value.to_string()), Read::Value(value));
        }

        #[test]
        fn the_quick_way_gives_what_the_long_way_gives(text in "[0-9]{0,16}[.]?[0-9]{0,3}", places in 0_usize..3) {
            if let Some(value) = super::plain_scaled(text.as_bytes(), places) {
                prop_assert_eq!(decimal(&text).map(|written| written.number.scaled(places as u32)), Ok(Some(value)));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9eE.,+()% \u{A0}\u{2212}-]{0,40}") {
            let _ = (decimal(&text).map(|value| value.number.scaled(2)), integer(&text), number(&text));
        }
    }
}
