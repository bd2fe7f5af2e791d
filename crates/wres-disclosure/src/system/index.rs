//! The rows of a table by place and node.

use crate::{
    error::DisclosureError,
    lattice::{NODES, Node},
    system::raw::{NONE, Raw},
};
use std::{collections::HashMap, sync::Arc};
use wres_domain::{Cell, GroupTable, IndicatorId, Place, Scope, ServiceScope, Stratum};

/// The largest count that is worked with: sums of a million such counts still fit.
pub(crate) const MOST: u64 = 1 << 40;

/// A place by numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PlaceKey {
    pub(super) indicator: u32,
    pub(super) period: u32,
    pub(super) scope: u32,
    pub(super) service: u32,
    pub(super) stratum: u32,
}

/// The variables of a place: for every node its cases and its base, [`NONE`] where the table has none.
pub(super) struct PlaceVariables {
    pub(super) key: PlaceKey,
    pub(super) of: [[u32; 2]; NODES],
}

/// Everything by number.
#[derive(Default)]
pub(super) struct Index<'a> {
    pub(super) places: Vec<PlaceVariables>,
    pub(super) scopes: Vec<&'a Scope>,
    pub(super) services: Vec<ServiceScope>,
    pub(super) strata: Vec<&'a Stratum>,
}

struct Interner<T> {
    ids: HashMap<T, u32>,
}

impl<T: std::hash::Hash + Eq + Copy> Interner<T> {
    fn new() -> Self {
        Self { ids: HashMap::new() }
    }

    fn id(&mut self, value: T, list: Option<&mut Vec<T>>) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry(value).or_insert_with(|| {
            if let Some(list) = list {
                list.push(value);
            }
            next
        })
    }
}

/// Makes a variable of every count of the table and finds each place. Groups of different groupings that hold the same
/// people share a variable where their counts agree, as they must.
///
/// # Errors
/// [`DisclosureError`] if a row repeats another, has more cases than base, or a count that is too large.
pub(super) fn index<'a>(table: &'a GroupTable, raw: &mut Raw) -> Result<Index<'a>, DisclosureError> {
    let mut index = Index::default();
    let mut indicators: Interner<&IndicatorId> = Interner::new();
    let mut periods: Interner<&str> = Interner::new();
    let mut scopes: Interner<&Scope> = Interner::new();
    let mut services: Interner<ServiceScope> = Interner::new();
    let mut strata: Interner<&Stratum> = Interner::new();
    let mut places: HashMap<PlaceKey, usize> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    let mut last: Option<(&Arc<Place>, usize)> = None;
    for (at, row) in table.rows.iter().enumerate() {
        if let (Cell::Value(cases), Cell::Value(base)) = (row.cases, row.base)
            && cases.0 > base.0
        {
            return Err(DisclosureError::CasesAboveBase { row: at });
        }
        let place = match last {
            Some((place, id)) if *place == row.place => id,
            _ => {
                let key = PlaceKey {
                    indicator: indicators.id(&row.place.indicator, None),
                    period: periods.id(&row.place.period, None),
                    scope: scopes.id(&row.place.scope, Some(&mut index.scopes)),
                    service: services.id(row.place.service, Some(&mut index.services)),
                    stratum: strata.id(&row.place.stratum, Some(&mut index.strata)),
                };
                *places.entry(key).or_insert_with(|| {
                    index.places.push(PlaceVariables { key, of: [[NONE; 2]; NODES] });
                    index.places.len() - 1
                })
            }
        };
        last = Some((&row.place, place));
        if !seen.insert((place, row.grouping, row.group)) {
            return Err(DisclosureError::Repeated { row: at });
        }
        let node = Node::of(row.grouping, row.group);
        let counts = [row.cases.recast(|count| count.0), row.base.recast(|base| base.0)];
        let mut variables = [NONE; 2];
        for (field, cell) in counts.into_iter().enumerate() {
            let Cell::Value(count) = cell else { continue };
            if count > MOST {
                return Err(DisclosureError::TooLarge { row: at, most: MOST });
            }
            let value = count as i64;
            let cost = weight(&row.place, node, field);
            let known = node.map(|node| &mut index.places[place].of[usize::from(node.0)][field]);
            variables[field] = match known {
                // The same people under another grouping; counts that disagree come from different sources and stay apart.
                Some(slot) if *slot != NONE && raw.value(*slot) == value => {
                    raw.add_cost(*slot, cost);
                    *slot
                }
                Some(slot) if *slot == NONE => {
                    *slot = raw.published(value, cost);
                    *slot
                }
                _ => raw.published(value, cost),
            };
        }
        raw.rows.push(variables);
    }
    Ok(index)
}

/// What readers lose with a count: more with the whole than with a part, more with many sites than with one.
fn weight(place: &Place, node: Option<Node>, field: usize) -> u64 {
    let scope = match place.scope {
        Scope::All => 200,
        Scope::Region(_) => 40,
        Scope::Site(_) => 1,
    };
    let service = if place.service == ServiceScope::Together { 4 } else { 1 };
    let stratum = if place.stratum.is_whole() { 20 } else { 1 };
    let field = if field == 1 { 2 } else { 1 };
    scope * service * stratum * field * node.map_or(1, Node::weight)
}
