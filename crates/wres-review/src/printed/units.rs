//! Units that stand beside a number.

/// What a printed number is a number of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    /// Per cent: a rate times 100.
    Percent,
    /// Percentage points: a difference times 100.
    Points,
    /// A ratio: `1.8 times`, `3-fold`.
    Times,
    /// So many in so many: `per 1,000`.
    Per(f64),
    /// A plain quotient.
    Quotient,
}

impl Unit {
    /// What a quotient of cases and base is multiplied by.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::Percent | Self::Points => 100.0,
            Self::Per(n) => n,
            Self::Times | Self::Quotient => 1.0,
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Percent => "per cent".to_owned(),
            Self::Points => "percentage points".to_owned(),
            Self::Times => "times".to_owned(),
            Self::Per(n) => format!("per {n:.0}"),
            Self::Quotient => "a plain quotient".to_owned(),
        }
    }
}

/// The unit that a column of units names: `pct`, `%`, `per 10,000 children`, `proportion`; `None` for other texts.
#[must_use]
pub fn unit_of(text: &str) -> Option<Unit> {
    let text = text.trim().to_lowercase().replace('-', " ");
    if text.is_empty() {
        return None;
    }
    if text == "pp" || text.contains("point") {
        return Some(Unit::Points);
    }
    if text == "%" || ["pct", "perc", "per cent"].iter().any(|start| text.starts_with(start)) {
        return Some(Unit::Percent);
    }
    if let Some(rest) = text.strip_prefix("per").or_else(|| text.strip_prefix('/')) {
        let rest = rest.trim_start().trim_start_matches('_');
        let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',' || *c == ' ').collect();
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        let named = match rest.split_whitespace().next() {
            Some("mille" | "thousand") => Some(1000.0),
            Some("million") => Some(1e6),
            Some("hundred") => Some(100.0),
            Some("head" | "person" | "case" | "worker") => return Some(Unit::Quotient),
            _ => None,
        };
        return digits.parse().ok().filter(|n: &f64| *n >= 1.0).or(named).map(Unit::Per);
    }
    match text.as_str() {
        "times" | "fold" | "x" | "ratio" | "relative likelihood" | "rr" | "or" => Some(Unit::Times),
        "prop" | "proportion" | "fraction" | "quotient" | "mean" | "number" | "score" | "share of one" | "0 1" => {
            Some(Unit::Quotient)
        }
        "‰" => Some(Unit::Per(1000.0)),
        _ => None,
    }
}

/// Takes a unit off the end of a lower-case text.
pub(super) fn strip(text: &str) -> (&str, Option<Unit>) {
    const ENDS: &[(&str, Unit)] = &[
        ("percentage points", Unit::Points),
        ("percentage point", Unit::Points),
        ("per cent points", Unit::Points),
        ("points", Unit::Points),
        ("ppts", Unit::Points),
        ("ppt", Unit::Points),
        ("pp", Unit::Points),
        ("%", Unit::Percent),
        ("per cent", Unit::Percent),
        ("percent", Unit::Percent),
        ("pct", Unit::Percent),
        ("-fold", Unit::Times),
        (" fold", Unit::Times),
        ("fold", Unit::Times),
        ("times", Unit::Times),
        ("×", Unit::Times),
        ("x", Unit::Times),
        ("‰", Unit::Per(1000.0)),
    ];
    for (end, unit) in ENDS {
        if let Some(rest) = text.strip_suffix(end)
            && !rest.trim().is_empty()
        {
            return (rest.trim_end(), Some(*unit));
        }
    }
    for separator in [" per ", "/1"] {
        if let Some(at) = text.find(separator)
            && let Some(unit @ Unit::Per(_)) = unit_of(text[at..].trim())
        {
            return (text[..at].trim_end(), Some(unit));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_columns_are_read_in_their_spellings() {
        for (text, factor) in [
            ("pct", 100.0),
            ("%", 100.0),
            ("per cent", 100.0),
            ("per10000", 10_000.0),
            ("per 10,000 children", 10_000.0),
            ("per 1 000", 1000.0),
            ("prop", 1.0),
            ("per mille", 1000.0),
        ] {
            assert_eq!(unit_of(text).map(Unit::factor), Some(factor), "{text}");
        }
        assert_eq!(unit_of("furlongs"), None);
    }
}
