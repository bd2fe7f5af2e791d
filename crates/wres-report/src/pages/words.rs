//! Figures in words.

use wres_domain::{Base, Cell, Count, Interval, percent_half_up, thousands};

/// A count with thousands separators, or its symbol.
pub(super) fn count(cell: Cell<u64>) -> String {
    match cell {
        Cell::Value(n) => thousands(n),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// A share in percent to one decimal, half up on the exact fraction.
pub(super) fn percent(cases: u64, base: u64) -> String {
    percent_half_up(cases, base, 1).map_or_else(|| "[z]".to_owned(), |percent| format!("{percent}%"))
}

/// A rate in percent to one decimal, half up on the exact fraction, with its interval.
pub(super) fn rate(cases: Cell<Count>, base: Cell<Base>, rate: Cell<Interval>) -> String {
    match (cases, base, rate) {
        (Cell::Value(cases), Cell::Value(base), Cell::Value(rate)) if base.0 > 0 => {
            format!("{} ({:.1} to {:.1})", percent(cases.0, base.0), rate.lower * 100.0, rate.upper * 100.0)
        }
        (_, _, other) => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// A ratio to two decimals with its interval.
pub(super) fn ratio(cell: Cell<Interval>) -> String {
    match cell {
        Cell::Value(ratio) => format!("{} ({} to {})", two(ratio.estimate), two(ratio.lower), two(ratio.upper)),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// A difference in percentage points to one decimal with its interval.
pub(super) fn points(cell: Cell<Interval>) -> String {
    match cell {
        Cell::Value(d) => {
            format!("{} ({} to {})", signed(d.estimate * 100.0), signed(d.lower * 100.0), signed(d.upper * 100.0))
        }
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// Events to the whole with their interval.
pub(super) fn events(cell: Cell<Interval>) -> String {
    match cell {
        Cell::Value(e) => format!("{:+.0} ({:+.0} to {:+.0})", whole(e.estimate), whole(e.lower), whole(e.upper))
            .replace('-', "\u{2212}"),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// A ratio to two decimals.
pub(super) fn two(value: f64) -> String {
    if value.is_infinite() { "no limit".to_owned() } else { format!("{value:.2}") }
}

fn signed(value: f64) -> String {
    format!("{:+.1}", whole_tenth(value)).replace('-', "\u{2212}")
}

/// Without a negative zero.
fn whole(value: f64) -> f64 {
    value.round() + 0.0
}

fn whole_tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Two limits to two decimals.
pub(super) fn range(limits: Cell<Interval>) -> String {
    match limits {
        Cell::Value(limits) => format!("{} to {}", two(limits.lower), two(limits.upper)),
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// A text with a capital at its start.
pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name as part of a path: letters, digits, `-` and `_`.
pub(super) fn slug(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::{count, points, ratio};
    use wres_domain::{Cell, HiddenReason, Interval};

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(count(Cell::Value(1_234_567)), "1,234,567");
        assert_eq!(count(Cell::Hidden(HiddenReason::BelowThreshold)), "[c]");
        let wide = Interval { estimate: 0.5, lower: 0.0, upper: f64::INFINITY };
        assert_eq!(ratio(Cell::Value(wide)), "0.50 (0.00 to no limit)");
        let gap = Interval { estimate: -0.021, lower: -0.04, upper: -0.0001 };
        assert_eq!(points(Cell::Value(gap)), "\u{2212}2.1 (\u{2212}4.0 to +0.0)");
    }
}
