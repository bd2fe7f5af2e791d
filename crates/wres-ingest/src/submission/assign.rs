//! Which source of the mapping a file belongs to.

use crate::{
    mapping::{SiteMapping, Source, matches_pattern},
    raw::unit::{Unit, base_name},
};

/// The sources that name a unit, by their place in the mapping.
pub(crate) fn sources_of<'a>(unit: &Unit, mapping: &'a SiteMapping) -> Vec<(usize, &'a Source)> {
    let named = |source: &Source| unit.match_names.iter().any(|name| matches_pattern(&source.file, name));
    mapping.sources.iter().enumerate().filter(|(_, source)| named(source)).collect()
}

/// Whether the mapping says that a unit is not data.
pub(super) fn is_ignored(unit: &Unit, mapping: &SiteMapping) -> bool {
    unit.match_names.iter().any(|name| mapping.ignore.iter().any(|pattern| matches_pattern(pattern, name)))
}

/// How closely the sources of the mapping that somebody confirmed name a file, packed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Naming {
    /// By its very name.
    Exact,
    /// By a pattern.
    Pattern,
    /// Not at all, or the mapping says that it is not data.
    Not,
}

/// How closely the mapping names a file.
pub(super) fn naming(name: &str, mapping: &SiteMapping) -> Naming {
    let own = base_name(name);
    let names = [own, own.strip_suffix(".gz").unwrap_or(own), name];
    let matches = |pattern: &str| names.iter().any(|name| matches_pattern(pattern, name));
    let sources = || mapping.sources.iter().filter(|source| source.confirmed);
    if mapping.ignore.iter().any(|pattern| matches(pattern)) {
        Naming::Not
    } else if sources().any(|source| names.iter().any(|name| source.file.eq_ignore_ascii_case(name))) {
        Naming::Exact
    } else if sources().any(|source| matches(&source.file)) {
        Naming::Pattern
    } else {
        Naming::Not
    }
}
