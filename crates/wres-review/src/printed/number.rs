//! A number as it is printed.

use super::{Range, Unit};

/// In which form a number was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `1.8`
    Plain,
    /// `<5`, `up to 5`
    Below,
    /// `>1%`, `at least 1`
    Above,
    /// `about 1.8`
    About,
    /// `1 in 16`, `a third`
    Fraction,
    /// `10-20`
    Between,
}

/// A number as it is printed, with all values that could have been printed so.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The number itself, in its own unit.
    pub value: f64,
    /// The values that print so, half a unit of the last printed digit on either side; ties to either side.
    pub range: Range,
    /// One unit of the last printed digit.
    pub ulp: f64,
    /// Printed decimals.
    pub decimals: u32,
    /// The unit that stands in the text itself.
    pub unit: Option<Unit>,
    /// The form.
    pub form: Form,
    /// The text carries a footnote mark.
    pub footnote: bool,
    /// The decimals stand behind a comma.
    pub comma: bool,
}

impl Number {
    /// A plain number of so many decimals.
    #[must_use]
    pub fn plain(value: f64, decimals: u32) -> Self {
        let ulp = 10_f64.powi(-(decimals as i32));
        Self {
            value,
            range: Range::between(value - 0.5 * ulp, value + 0.5 * ulp),
            ulp,
            decimals,
            unit: None,
            form: Form::Plain,
            footnote: false,
            comma: false,
        }
    }

    /// Whether it is a whole number of 0 or more, printed as such.
    #[must_use]
    pub fn is_count(&self) -> bool {
        self.form == Form::Plain && self.value >= 0.0 && self.value.fract() == 0.0 && self.value < 1e15
    }

    /// The values that print so where the number counts people or events: a whole number that is printed whole is itself.
    #[must_use]
    pub fn as_count_range(&self) -> Range {
        match self.form {
            Form::Plain if self.decimals == 0 && self.ulp <= 1.0 => Range::point(self.value),
            Form::Below | Form::Above => self.range.not_negative(),
            _ => self.range.not_negative(),
        }
    }

    /// Whether two prints can be of one figure: the same digits at the same precision, or ranges that overlap by more than an edge.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let finer = self.ulp.min(other.ulp);
        if self.form == Form::Plain && other.form == Form::Plain && (self.ulp - other.ulp).abs() <= 1e-9 * finer {
            return (self.value - other.value).abs() <= 0.01 * finer;
        }
        let room = 1e-6 * finer;
        self.range.lower + room <= other.range.upper && other.range.lower + room <= self.range.upper
    }

    /// The values that were cut off to this text.
    #[must_use]
    pub fn cut_off(&self) -> Range {
        Range::between(self.value, self.value + self.ulp * (1.0 - 1e-9))
    }

    /// The values that were rounded up to this text.
    #[must_use]
    pub fn rounded_up(&self) -> Range {
        Range::between(self.value - self.ulp * (1.0 - 1e-9), self.value)
    }
}
