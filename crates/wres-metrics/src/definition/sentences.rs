//! Templates and their placeholders.

use super::language::Sentences;

/// What a template may ask for, with what stands there.
pub(crate) const PLACEHOLDERS: &[(&str, &str)] = &[
    ("where", "the service and the stratum, with a colon; empty for the whole"),
    ("group", "the group's label"),
    ("reference", "the reference group's label"),
    ("of", "the label of the group whose rate is on top"),
    ("against", "the label of the group whose rate is below"),
    ("people", "those at risk, in the plural"),
    ("to_do", "what is more or less likely"),
    ("events", "what the cases are, in the plural"),
    ("times", "the ratio in words, as `1.46 times`"),
    ("interval", "the limits of the ratio, as `1.08 to 1.97`"),
    ("level", "the level of the interval, as `95%`"),
    ("numbers", "cases, base and rate of the group"),
    ("of_numbers", "cases, base and rate of the group whose rate is on top"),
    ("against_numbers", "cases, base and rate of the group whose rate is below"),
    ("excess", "events more or fewer than at the reference group's rate, with limits"),
    ("share", "the group's share of the cases"),
    ("base_share", "the group's share of the base"),
    ("gap", "share less share of the base in points, with limits"),
    ("reason", "why there is no figure"),
];

impl Sentences {
    /// These templates, and where they say nothing those of the others.
    pub(crate) fn over(&self, others: &Self) -> Self {
        let pick = |own: &Option<String>, other: &Option<String>| own.clone().or_else(|| other.clone());
        Self {
            more_likely: pick(&self.more_likely, &others.more_likely),
            less_likely: pick(&self.less_likely, &others.less_likely),
            cannot_tell: pick(&self.cannot_tell, &others.cannot_tell),
            over_represented: pick(&self.over_represented, &others.over_represented),
            under_represented: pick(&self.under_represented, &others.under_represented),
            representation_unclear: pick(&self.representation_unclear, &others.representation_unclear),
            alone: pick(&self.alone, &others.alone),
            no_comparison: pick(&self.no_comparison, &others.no_comparison),
            unknown: pick(&self.unknown, &others.unknown),
            no_figure: pick(&self.no_figure, &others.no_figure),
        }
    }

    /// Every template with its key.
    pub(crate) fn all(&self) -> [(&'static str, Option<&str>); 10] {
        [
            ("more_likely", self.more_likely.as_deref()),
            ("less_likely", self.less_likely.as_deref()),
            ("cannot_tell", self.cannot_tell.as_deref()),
            ("over_represented", self.over_represented.as_deref()),
            ("under_represented", self.under_represented.as_deref()),
            ("representation_unclear", self.representation_unclear.as_deref()),
            ("alone", self.alone.as_deref()),
            ("no_comparison", self.no_comparison.as_deref()),
            ("unknown", self.unknown.as_deref()),
            ("no_figure", self.no_figure.as_deref()),
        ]
    }
}

/// Fills the placeholders of a template: `write` puts what stands at a name at the end of the text, or says that it knows none.
/// A placeholder that nothing fills, or a brace without its partner, stays as it is: loading a standard refuses both.
pub fn fill(template: &str, write: &dyn Fn(&str, &mut String) -> bool) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        match inside.find('}') {
            Some(close) if write(&inside[..close], &mut out) => rest = &inside[close + 1..],
            _ => {
                out.push('{');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The first placeholder of a template that nothing fills, or the brace without a partner.
pub(crate) fn unknown_placeholder(template: &str) -> Option<String> {
    let filled = fill(template, &|name, _| PLACEHOLDERS.iter().any(|(known, _)| *known == name));
    let at = filled.find(['{', '}'])?;
    Some(filled[at..].split_inclusive('}').next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{fill, unknown_placeholder};

    #[test]
    fn placeholders_are_filled() {
        let upper = |name: &str, out: &mut String| {
            out.push_str(&name.to_uppercase());
            true
        };
        let text = fill("{of} and {against}.", &upper);
        assert_eq!(text, "OF and AGAINST.");
    }

    #[test]
    fn a_placeholder_that_nothing_fills_is_found() {
        assert_eq!(unknown_placeholder("{group} {grup} x").as_deref(), Some("{grup}"));
        assert_eq!(unknown_placeholder("{group} {"), Some("{".to_owned()));
        assert_eq!(unknown_placeholder("{group}, {times}"), None);
    }
}
