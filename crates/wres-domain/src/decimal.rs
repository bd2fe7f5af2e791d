//! Exact decimal numbers: printed figures and amounts are compared digit by digit, and no floating number can do that.

use crate::numbers::{fitting, parsed};
use serde::{Serialize, Serializer};
use std::{cmp::Ordering, fmt};

/// A number as it is written: `mantissa / 10^scale`. `1.50` and `1.5` are written differently and compare as equal in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Digits beyond this are no printed figure.
const MOST_DIGITS: usize = 15;

impl Decimal {
    /// `mantissa / 10^scale`.
    #[inline]
    #[must_use]
    pub const fn new(mantissa: i128, scale: u32) -> Self {
        Self { mantissa, scale }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: u64) -> Self {
        Self { mantissa: value.into(), scale: 0 }
    }

    /// Half a unit of the last of so many decimals: what rounding can have moved.
    #[must_use]
    pub const fn half_unit(decimals: u32) -> Self {
        Self { mantissa: 5, scale: decimals + 1 }
    }

    /// Reads a printed figure: at most 15 digits with at most one point, a minus, and thousands set apart by commas. `None` for anything
    /// else.
    ///
    /// ```
    /// use wres_domain::Decimal;
    /// assert_eq!(Decimal::parse("36,186.3"), Some(Decimal::new(361_863, 1)));
    /// assert_eq!([Decimal::parse("1e3"), Decimal::parse("x"), Decimal::parse("")], [None; 3]);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole: String = whole.chars().filter(|&c| c != ',').collect();
        let digits = format!("{whole}{fraction}");
        let good = !whole.is_empty() && digits.len() <= MOST_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        let value: i128 = parsed(&digits).filter(|_| good)?;
        Some(Self { mantissa: if negative { -value } else { value }, scale: fraction.len() as u32 })
    }

    /// The same number moved by so many places to the right of its point: 14.6 moved by 2 is 0.146.
    #[inline]
    #[must_use]
    pub const fn moved(self, places: u32) -> Self {
        Self { scale: self.scale.saturating_add(places), ..self }
    }

    /// The number, if it is whole and not negative: `64` and `64.0` are, `64.5` is not.
    #[must_use]
    pub fn as_count(self) -> Option<u64> {
        if self.mantissa < 0 || !self.is_whole() {
            return None;
        }
        fitting(self.mantissa / 10_i128.checked_pow(self.scale)?)
    }

    /// Whether nothing stands behind the point but zeros.
    #[inline]
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.mantissa == 0 || 10_i128.checked_pow(self.scale).is_some_and(|unit| self.mantissa % unit == 0)
    }

    /// The number times `10^places` as a whole number, half away from zero. `None` if it does not fit.
    #[inline]
    #[must_use]
    pub fn scaled(self, places: u32) -> Option<i64> {
        let value = if self.scale <= places {
            self.at(places)?
        } else {
            let divisor = 10_i128.checked_pow(self.scale - places)?;
            (self.mantissa.abs().checked_add(divisor / 2)? / divisor) * self.mantissa.signum()
        };
        fitting(value)
    }

    /// The nearest floating number.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        parsed(&format!("{}e-{}", self.mantissa, self.scale)).filter(|value: &f64| value.is_finite())
    }

    /// The sum; `None` beyond all printed figures, as for everything below.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self { mantissa: self.at(scale)?.checked_add(other.at(scale)?)?, scale })
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { mantissa: other.mantissa.checked_neg()?, ..other })
    }

    /// Times a whole number.
    #[must_use]
    pub fn times(self, factor: u64) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor.into())?, ..self })
    }

    /// Without its sign.
    #[must_use]
    pub fn magnitude(self) -> Self {
        Self { mantissa: self.mantissa.saturating_abs(), ..self }
    }

    /// `self * per / other` rounded half up to so many decimals, exactly. `None` if `other` is not positive.
    #[must_use]
    pub fn rate(self, other: Self, per: u64, decimals: u32) -> Option<Self> {
        let (top, bottom) = self.fraction(other, per, decimals)?;
        Some(Self {
            mantissa: top.checked_mul(2)?.checked_add(bottom)?.div_euclid(bottom.checked_mul(2)?),
            scale: decimals,
        })
    }

    /// The same, cut off instead of rounded.
    #[must_use]
    pub fn rate_truncated(self, other: Self, per: u64, decimals: u32) -> Option<Self> {
        let (top, bottom) = self.fraction(other, per, decimals)?;
        Some(Self { mantissa: top.div_euclid(bottom), scale: decimals })
    }

    fn fraction(self, other: Self, per: u64, decimals: u32) -> Option<(i128, i128)> {
        if other.mantissa <= 0 {
            return None;
        }
        let scale = self.scale.max(other.scale);
        let top = self.at(scale)?.checked_mul(per.into())?.checked_mul(10_i128.checked_pow(decimals)?)?;
        Some((top, other.at(scale)?))
    }

    /// The mantissa at a scale that is no smaller.
    fn at(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }
}

/// By value; `None` where two numbers are too far apart in scale to be compared exactly.
impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.at(scale)?.cmp(&other.at(scale)?))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
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

    fn read(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    fn rate(top: &str, bottom: &str, decimals: u32) -> String {
        read(top).rate(read(bottom), 100, decimals).unwrap().to_string()
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
        assert_eq!((read("64.0").as_count(), read("64.5").as_count(), read("-1").as_count()), (Some(64), None, None));
        assert_eq!([read("-0.05"), read("7"), read("0.50")].map(|number| number.to_string()), ["-0.05", "7", "0.50"]);
    }

    #[test]
    fn marks_and_nonsense_are_no_numbers() {
        for text in ["x", "z", "low", "c", "", " ", "1.2.3", "1e3", "inf", "9999999999999999999999", "-", ".", "+1"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_other_precision_compare_by_value() {
        assert!(read("1.50") <= read("1.5") && read("1.50") >= read("1.5"));
        assert!(read("1.49") < read("1.5"));
    }

    #[test]
    fn halves_round_away_from_zero_and_places_move() {
        assert_eq!(
            [read("0.005"), read("-0.005"), read("0.0049")].map(|number| number.scaled(2)),
            [Some(1), Some(-1), Some(0)]
        );
        assert_eq!((read("14.6").moved(2), read("12.0").is_whole()), (Decimal::new(146, 3), true));
        assert_eq!(read("14.6").as_f64(), Some(14.6));
    }

    #[test]
    fn what_is_too_large_is_nothing_and_no_other_number() {
        let (large, small) = (Decimal::new(i128::MAX, 0), Decimal::new(1, 60));
        assert_eq!((large.plus(large), large.times(2), small.plus(large), large.scaled(2)), (None, None, None, None));
        assert_eq!((small.partial_cmp(&large), small.scaled(2), small.is_whole()), (None, None, false));
    }
}
