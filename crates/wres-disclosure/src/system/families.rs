//! Places that belong together.

use super::index::{Index, PlaceKey};

/// Places that differ in one thing only, found by blanking it out of their keys.
pub(super) fn families(index: &Index<'_>, blank: impl Fn(&mut PlaceKey)) -> Vec<Vec<usize>> {
    let mut keyed: Vec<(PlaceKey, usize)> = (0..index.places.len())
        .map(|at| {
            let mut key = index.places[at].key;
            blank(&mut key);
            (key, at)
        })
        .collect();
    keyed.sort_unstable();
    keyed.chunk_by(|a, b| a.0 == b.0).map(|chunk| chunk.iter().map(|(_, at)| *at).collect()).collect()
}
