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

/// Whether a source of the mapping that somebody confirmed names a file, packed or not.
pub(super) fn is_named(name: &str, mapping: &SiteMapping) -> bool {
    let own = base_name(name);
    let matches =
        |pattern: &str| [own, own.strip_suffix(".gz").unwrap_or(own)].iter().any(|name| matches_pattern(pattern, name));
    mapping.sources.iter().any(|source| source.confirmed && matches(&source.file))
        && !mapping.ignore.iter().any(|pattern| matches(pattern))
}
