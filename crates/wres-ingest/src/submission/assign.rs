//! Which source of the mapping a file belongs to.

use crate::{
    mapping::{SiteMapping, Source, matches_pattern},
    raw::unit::Unit,
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
