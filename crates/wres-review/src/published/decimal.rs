//! Exact decimals: printed figures are compared digit by digit, and no float can do that.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;

/// A number as it is printed: `digits` times ten to the power of `-places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    digits: i128,
    places: u32,
}

/// Digits beyond this are no printed figure; the limit keeps every product below well inside 128 bits.
const MOST_DIGITS: usize = 15;

impl Decimal {
    /// Reads digits with at most one point, a sign, and thousands separators: `36,186.3`. `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole: String = whole.chars().filter(|&c| c != ',').collect();
        let digits = format!("{whole}{fraction}");
        let good = !whole.is_empty() && digits.len() <= MOST_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        let value: i128 = good.then(|| digits.parse().ok()).flatten()?;
        Some(Self { digits: if negative { -value } else { value }, places: fraction.len() as u32 })
    }

    /// A whole number.
    pub(super) fn whole(value: u64) -> Self {
        Self { digits: i128::from(value), places: 0 }
    }

    /// The number, if it is whole and not negative: `64` and `64.0` are, `64.5` is not.
    pub(super) fn as_count(self) -> Option<u64> {
        let unit = 10_i128.pow(self.places);
        (self.digits >= 0 && self.digits % unit == 0).then(|| u64::try_from(self.digits / unit).ok()).flatten()
    }

    /// The sum.
    pub(super) fn plus(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        Self { digits: self.at(places) + other.at(places), places }
    }

    /// The difference.
    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(Self { digits: -other.digits, places: other.places })
    }

    /// Without its sign.
    pub(super) fn magnitude(self) -> Self {
        Self { digits: self.digits.abs(), places: self.places }
    }

    /// Half a unit of the last of so many decimals: what rounding can have moved.
    pub(super) fn half_unit(decimals: u32) -> Self {
        Self { digits: 5, places: decimals + 1 }
    }

    /// Times a whole number.
    pub(super) fn times(self, factor: u64) -> Self {
        Self { digits: self.digits.saturating_mul(i128::from(factor)), places: self.places }
    }

    /// `self * per / other` rounded half up to so many decimals, exactly. `None` if `other` is not positive or the numbers
    /// are beyond all printed figures.
    pub(super) fn rate(self, other: Self, per: u64, decimals: u32) -> Option<Self> {
        let (top, bottom) = self.fraction(other, per, decimals)?;
        Some(Self { digits: (2 * top + bottom).div_euclid(2 * bottom), places: decimals })
    }

    /// The same, cut off instead of rounded.
    pub(super) fn rate_truncated(self, other: Self, per: u64, decimals: u32) -> Option<Self> {
        let (top, bottom) = self.fraction(other, per, decimals)?;
        Some(Self { digits: top.div_euclid(bottom), places: decimals })
    }

    fn fraction(self, other: Self, per: u64, decimals: u32) -> Option<(i128, i128)> {
        if other.digits <= 0 {
            return None;
        }
        let places = self.places.max(other.places);
        let top = self.at(places).checked_mul(i128::from(per))?.checked_mul(10_i128.checked_pow(decimals)?)?;
        // Both are doubled or added to in rounding.
        top.checked_mul(4)?;
        Some((top, other.at(places)))
    }

    fn at(self, places: u32) -> i128 {
        self.digits * 10_i128.pow(places - self.places)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let places = self.places.max(other.places);
        Some(self.at(places).cmp(&other.at(places)))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = 10_i128.pow(self.places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let (whole, rest) = (self.digits.abs() / unit, self.digits.abs() % unit);
        if self.places == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{rest:0width$}", width = self.places as usize)
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn rate(top: &str, bottom: &str, decimals: u32) -> String {
        Decimal::parse(top).unwrap().rate(Decimal::parse(bottom).unwrap(), 100, decimals).unwrap().to_string()
    }

    #[test]
    fn ties_are_rounded_up_on_the_exact_fraction() {
        assert_eq!(rate("2", "160", 1), "1.3");
        assert_eq!(rate("4", "64", 1), "6.3");
        assert_eq!(rate("1", "3", 1), "33.3");
        assert_eq!(rate("0", "3", 1), "0.0");
    }

    #[test]
    fn decimals_and_separators_are_read_exactly() {
        assert_eq!(rate("4276.3", "36,186.3", 1), "11.8");
        assert_eq!(Decimal::parse("64.0").unwrap().as_count(), Some(64));
        assert_eq!(Decimal::parse("64.5").unwrap().as_count(), None);
        assert_eq!(Decimal::parse("-0.05").unwrap().to_string(), "-0.05");
    }

    #[test]
    fn marks_and_nonsense_are_no_numbers() {
        for text in ["x", "z", "low", "c", "", " ", "1.2.3", "1e3", "inf", "9999999999999999999999", "-", "."] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_other_precision_compare_by_value() {
        assert!(Decimal::parse("1.50").unwrap() <= Decimal::parse("1.5").unwrap());
        assert!(Decimal::parse("1.49").unwrap() < Decimal::parse("1.5").unwrap());
    }
}
