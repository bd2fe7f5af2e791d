//! Pay in pence, and full-time equivalents in hundredths.

use crate::values::{
    decimal::{blank, decimal, plain_scaled},
    read::{Read, Trouble},
};
use wres_domain::{Decimal, fitting};

/// No amount is larger: ten thousand million pounds.
const LARGEST_PENCE: i64 = 1_000_000_000_000;

/// Reads pounds into pence: `£32,000`, `32k`, `GBP 32 000.50`, `32000 p.a.`; half pennies away from zero.
pub(crate) fn money(text: &str) -> Read<i64> {
    if let Some(pence) = plain_scaled(text.as_bytes(), 2).filter(|pence| *pence <= LARGEST_PENCE) {
        return Read::Value(pence);
    }
    if let Some(pence) = pounds(text.as_bytes()) {
        return Read::Value(pence);
    }
    if let Some(empty) = blank(text) {
        return empty;
    }
    match decimal(text) {
        Ok(value) if !value.percent => pence(value.number, 2, false),
        Ok(_) => Read::Bad(Trouble::NumberUnreadable),
        Err(trouble) => written(text, trouble),
    }
}

/// `£31,364.00` as most files write it: pounds with or without commas between groups of three, and at most two decimals. Anything else is
/// for [`decimal`] to judge.
#[inline]
fn pounds(bytes: &[u8]) -> Option<i64> {
    let bytes = bytes.strip_prefix("£".as_bytes()).unwrap_or(bytes);
    let (mut value, mut group, mut grouped, mut at) = (0_i64, 0_usize, false, 0);
    if bytes.len() > 16 {
        return None;
    }
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                group += 1;
            }
            b',' if (1..=3).contains(&group) && (!grouped || group == 3) => (grouped, group) = (true, 0),
            b'.' => break,
            _ => return None,
        }
        at += 1;
    }
    if group == 0 || (grouped && group != 3) {
        return None;
    }
    let pence = match bytes.get(at + 1..).unwrap_or(&[]) {
        [] => value * 100,
        [tens @ b'0'..=b'9'] => value * 100 + i64::from(tens - b'0') * 10,
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => value * 100 + i64::from(tens - b'0') * 10 + i64::from(ones - b'0'),
        _ => return None,
    };
    (pence <= LARGEST_PENCE).then_some(pence)
}

fn written(text: &str, trouble: Trouble) -> Read<i64> {
    if matches!(trouble, Trouble::ErrorCell | Trouble::Hashes) || text.len() > 64 {
        return Read::Bad(trouble);
    }
    let lower = text.to_lowercase();
    let (sign, rest) = match lower.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", lower.as_str()),
    };
    let rest = ["gbp", "\u{E2}\u{A3}", "£"].iter().find_map(|prefix| rest.strip_prefix(prefix)).unwrap_or(rest).trim();
    let rest =
        ["per annum", "p.a.", "p.a", "pa", "gbp"].iter().find_map(|suffix| rest.strip_suffix(suffix)).unwrap_or(rest);
    let rest = rest.trim_end();
    let (rest, thousands) = match rest.strip_suffix('k') {
        Some(rest) => (rest.trim_end(), true),
        None => (rest, false),
    };
    match decimal(&format!("{sign}{rest}")) {
        Ok(value) if !value.percent => pence(value.number, if thousands { 5 } else { 2 }, thousands),
        _ if is_other_pay(&lower) => Read::Bad(Trouble::MoneyNotAnnual),
        Err(Trouble::NumberSeparators) => Read::Bad(Trouble::NumberSeparators),
        _ => Read::Bad(Trouble::NumberUnreadable),
    }
}

/// Pay by the hour, day, week or month, or a range.
fn is_other_pay(lower: &str) -> bool {
    const WORDS: [&str; 9] = ["hour", "/hr", "p/h", " ph", "day", "week", "month", "pcm", " to "];
    let range = lower.split_once(['-', '\u{2013}']).is_some_and(|(low, high)| {
        let digits = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
        digits(low) && digits(high)
    });
    range || WORDS.iter().any(|word| lower.contains(word))
}

fn pence(value: Decimal, places: u32, thousands: bool) -> Read<i64> {
    match value.scaled(places) {
        Some(pence) if pence.abs() > LARGEST_PENCE => Read::Bad(Trouble::NumberTooLarge),
        Some(pence) if thousands => Read::Noted(pence, Trouble::NumberThousands),
        Some(pence) => Read::Value(pence),
        None => Read::Bad(Trouble::NumberTooLarge),
    }
}

/// Reads a full-time equivalent into hundredths, half away from zero. A percentage is the share it is: `60%` is 0.60.
pub(crate) fn fte(text: &str) -> Read<i32> {
    if let Some(hundredths) = plain_scaled(text.as_bytes(), 2).and_then(fitting) {
        return Read::Value(hundredths);
    }
    if let Some(empty) = blank(text) {
        return empty;
    }
    match decimal(text) {
        Err(trouble) => Read::Bad(trouble),
        Ok(value) => match value.number.scaled(if value.percent { 0 } else { 2 }).and_then(fitting) {
            Some(hundredths) if hundredths < 0 => Read::Bad(Trouble::NumberNegative),
            Some(hundredths) if value.percent => Read::Noted(hundredths, Trouble::NumberPercent),
            Some(hundredths) => Read::Value(hundredths),
            None => Read::Bad(Trouble::NumberTooLarge),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{fte, money, pounds};
    use crate::values::{
        decimal::decimal,
        read::{Read, Trouble},
    };
    use proptest::prelude::*;

    #[test]
    fn pounds_are_read_in_the_ways_people_write_them() {
        for text in ["32000", "£32,000", "£ 32 000.00", "GBP 32000", "32000.00 p.a.", "£32,000 per annum", "32,000pa"]
        {
            assert_eq!(money(text), Read::Value(3_200_000), "{text}");
        }
        assert_eq!(money("£32.5k"), Read::Noted(3_250_000, Trouble::NumberThousands));
        assert_eq!(money("-£500"), Read::Value(-50_000));
        assert_eq!(money("28226.6049999"), Read::Value(2_822_660));
    }

    #[test]
    fn pay_of_another_period_is_not_taken_for_annual_pay() {
        for text in
            ["£12.50 per hour", "£14.20/hr", "2,500 per month", "£30,000 - £35,000", "30000-35000", "30k to 35k"]
        {
            assert_eq!(money(text), Read::Bad(Trouble::MoneyNotAnnual), "{text}");
        }
        assert_eq!(money("32.000,50"), Read::Bad(Trouble::NumberSeparators));
        assert_eq!(money("Grade 9"), Read::Bad(Trouble::NumberUnreadable));
        assert_eq!(money("99999999999"), Read::Bad(Trouble::NumberTooLarge));
    }

    #[test]
    fn a_full_time_equivalent_is_kept_in_hundredths() {
        assert_eq!(fte("1"), Read::Value(100));
        assert_eq!(fte("0.675675"), Read::Value(68));
        assert_eq!(fte("60%"), Read::Noted(60, Trouble::NumberPercent));
        assert_eq!(fte("0,6"), Read::Bad(Trouble::NumberSeparators));
        assert_eq!(fte("-0.5"), Read::Bad(Trouble::NumberNegative));
        assert_eq!(fte(""), Read::Empty(None));
    }

    proptest! {
        #[test]
        fn the_quick_way_for_pounds_says_what_the_slow_one_says(text in "£?[0-9]{0,4}(,[0-9]{1,4}){0,3}(\\.[0-9]{0,3})?") {
            let bare = text.strip_prefix('£').unwrap_or(&text);
            if let Some(quick) = pounds(text.as_bytes()) {
                prop_assert_eq!(decimal(bare).map(|value| value.number.scaled(2)).unwrap_or(None), Some(quick), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = (money(&text), fte(&text));
        }

        #[test]
        fn pence_survive_the_thousands_separator(pounds in 0_i64..999_999, pence in 0_i64..100) {
            let text = format!("£{},{:03}.{pence:02}", pounds / 1000, pounds % 1000);
            if pounds >= 1000 {
                prop_assert_eq!(money(&text), Read::Value(pounds * 100 + pence));
            }
        }
    }
}
