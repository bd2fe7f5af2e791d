//! Columns of figures that are the same everywhere.
//!
//! The headcount that several indicators have for their base is one and the same to any reader. What is one column is
//! found in the figures: two that agree for every group, in most of the places where both are, are the same thing. Two
//! that agree here and there do so by chance.

use super::{
    families::families,
    index::Index,
    raw::{NONE, Raw},
};
use crate::lattice::NODES;
use std::collections::HashMap;

/// What a column is: indicator, stratum, and cases or base.
type Kind = (u32, u32, usize);

/// The figures of a column in one place, with where they are.
struct Column {
    figures: Vec<i64>,
    kind: Kind,
    place: usize,
}

/// Joins the variables of columns that are the same thing.
pub(super) fn join_equal(index: &Index<'_>, raw: &mut Raw) {
    let families: Vec<Vec<Column>> = families(index, |key| (key.indicator, key.stratum) = (0, 0))
        .into_iter()
        .map(|family| columns(index, raw, &family))
        .collect();
    let mut places: HashMap<Kind, u32> = HashMap::new();
    let mut agreements: HashMap<(Kind, Kind), u32> = HashMap::new();
    for family in &families {
        for column in family {
            *places.entry(column.kind).or_default() += 1;
        }
        for equal in family.chunk_by(|a, b| a.figures == b.figures) {
            for column in &equal[1..] {
                *agreements.entry((equal[0].kind, column.kind)).or_default() += 1;
            }
        }
    }
    let same = |left: Kind, right: Kind| {
        let agreed = agreements.get(&(left, right)).copied().unwrap_or(0);
        let both = places.get(&left).copied().unwrap_or(0).min(places.get(&right).copied().unwrap_or(0));
        agreed * 2 > both
    };
    for family in &families {
        for equal in family.chunk_by(|a, b| a.figures == b.figures) {
            for column in &equal[1..] {
                if same(equal[0].kind, column.kind) {
                    join(index, raw, &equal[0], column);
                }
            }
        }
    }
}

/// The columns of a family of places, equal ones side by side, the first kind first.
fn columns(index: &Index<'_>, raw: &Raw, family: &[usize]) -> Vec<Column> {
    let mut columns = Vec::new();
    for &place in family {
        for field in 0..2 {
            let figure = |pair: &[u32; 2]| if pair[field] == NONE { -1 } else { raw.value(pair[field]) };
            let figures: Vec<i64> = index.places[place].of.iter().map(figure).collect();
            if figures.iter().any(|&figure| figure > 0) {
                let key = index.places[place].key;
                columns.push(Column { figures, kind: (key.indicator, key.stratum, field), place });
            }
        }
    }
    columns.sort_by(|a, b| (&a.figures, a.kind).cmp(&(&b.figures, b.kind)));
    columns
}

fn join(index: &Index<'_>, raw: &mut Raw, left: &Column, right: &Column) {
    for node in 0..NODES {
        let one = index.places[left.place].of[node][left.kind.2];
        let other = index.places[right.place].of[node][right.kind.2];
        if one != NONE && other != NONE {
            raw.join(one, other);
        }
    }
}
