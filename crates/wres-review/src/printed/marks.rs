//! Marks that stand where a number would.

use serde::Serialize;

/// Why no number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// `x`, `n/a`, `..`: not available.
    NotAvailable,
    /// `z`: not applicable.
    NotApplicable,
    /// `c`, `*`, `#`: hidden to protect people.
    Hidden,
    /// `low`, `~`: above 0 and rounds to 0.
    Low,
    /// `-`: a dash, which some print for 0 and some for nothing.
    Dash,
}

impl Mark {
    /// The mark that a lower-case text is, brackets or not.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bare = text.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')')).trim();
        Some(match bare {
            "x" | "n/a" | "na" | "n.a." | "n.a" | "not available" | "missing" | ".." | "..." | "…" | ":" | "u"
            | "w" | "?" | "nan" | "null" | "none available" | "not reported" | "nr" | "n/k" | "not known"
            | "not given" => Self::NotAvailable,
            "z" | "not applicable" | "." => Self::NotApplicable,
            "c" | "*" | "**" | "#" | "s" | "supp" | "suppressed" | "confidential" | "hidden" | "k" | "†" => {
                Self::Hidden
            }
            "low" | "~" | "0~" => Self::Low,
            "-" | "--" => Self::Dash,
            _ => return None,
        })
    }

    /// What it means.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAvailable => "not available",
            Self::NotApplicable => "not applicable",
            Self::Hidden => "hidden",
            Self::Low => "rounds to zero",
            Self::Dash => "a dash",
        }
    }
}
