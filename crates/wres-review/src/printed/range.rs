//! The values that a text can stand for.

use serde::Serialize;

/// Relative tolerance of every comparison of ranges: a printed limit such as 0.285 has no exact double.
const SLACK: f64 = 1e-9;

/// A closed range, `lower <= upper`; either end may be infinite, neither is NaN.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    /// The lowest value.
    pub lower: f64,
    /// The highest value.
    pub upper: f64,
}

impl Range {
    /// One value.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self { lower: value, upper: value }
    }

    /// From one value to another, in either order.
    #[must_use]
    pub fn between(one: f64, other: f64) -> Self {
        Self { lower: one.min(other), upper: one.max(other) }
    }

    /// Whether the value lies in it, to one part in a thousand million.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        let slack = SLACK * value.abs().max(1e-12);
        value >= self.lower - slack && value <= self.upper + slack
    }

    /// Whether the two have a value in common, to one part in a thousand million.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let slack = |value: f64| if value.is_finite() { SLACK * value.abs().max(1e-12) } else { 0.0 };
        self.lower <= other.upper + slack(other.upper) && other.lower <= self.upper + slack(self.upper)
    }

    /// Every value times a factor that is not negative.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { lower: self.lower * factor, upper: self.upper * factor }
    }

    /// Every quotient of a value of this range and one of another, both taken at 0 and above; `None` where the other holds
    /// nothing above 0.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        if other.upper <= 0.0 {
            return None;
        }
        let (top_low, top_high) = (self.lower.max(0.0), self.upper.max(0.0));
        let bottom = other.lower.max(0.0);
        let upper = if bottom > 0.0 { top_high / bottom } else { f64::INFINITY };
        let lower = if other.upper.is_finite() { top_low / other.upper } else { 0.0 };
        Some(Self { lower, upper })
    }

    /// Every difference.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self { lower: self.lower - other.upper, upper: self.upper - other.lower }
    }

    /// Every sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { lower: self.lower + other.lower, upper: self.upper + other.upper }
    }

    /// No value below 0.
    #[must_use]
    pub fn not_negative(self) -> Self {
        Self { lower: self.lower.max(0.0), upper: self.upper.max(0.0) }
    }

    /// Whether it is one value.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.lower == self.upper
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_point() {
            write!(f, "{}", short(self.lower))
        } else if self.upper.is_infinite() {
            write!(f, "{} or more", short(self.lower))
        } else {
            write!(f, "{} to {}", short(self.lower), short(self.upper))
        }
    }
}

/// A number to five figures, without zeros at its end.
#[must_use]
pub(crate) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value.is_infinite() { "infinity".to_owned() } else { "0".to_owned() };
    }
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let magnitude = format!("{value:e}").rsplit_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0_i32);
    let places = (4 - magnitude).clamp(0, 12) as usize;
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_of_ranges_holds_every_quotient() {
        let quotient = Range::between(1.0, 2.0).over(Range::between(4.0, 5.0)).unwrap();
        assert_eq!(quotient, Range::between(0.2, 0.5));
        assert_eq!(Range::point(1.0).over(Range::point(0.0)), None);
        assert!(Range::point(1.0).over(Range::between(0.0, 2.0)).unwrap().upper.is_infinite());
    }

    #[test]
    fn numbers_are_short_and_not_wrong() {
        for (value, text) in
            [(0.118_644, "0.11864"), (1234.0, "1234"), (12.5, "12.5"), (123_456.7, "123457"), (0.0, "0")]
        {
            assert_eq!(short(value), text);
        }
    }
}
