//! Protects the counts of a run once, where they are finest.

use crate::{
    audience::Audience,
    bounds::Bounds,
    cells::QuantityCells,
    error::DisclosureError,
    groups::{Groups, inner},
    keyed::DisclosureKey,
    layout::Step,
    parts::round_parts,
    policy::Policy,
    read::{Numbered, PeriodCells, PlaceRows, SitePlaces, read},
    register::{PeriodThresholds, Register, short_name},
    released::Released,
    sums::{At, Scopes},
    whole::round_whole,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wres_domain::{Binomial, Cell, CountRow, CountTable, Ethnicity, Place, Quantities, Scope, ServiceScope, SiteId};

/// What is to be protected, and by what.
#[derive(Debug, Clone, Copy)]
pub struct Protection<'a> {
    /// The counts of sites. Sums over sites are made afterwards, of protected counts.
    pub tables: &'a [CountTable],
    /// What the counts are counts of.
    pub quantities: &'a Quantities,
    /// The region of each site that has one.
    pub regions: &'a BTreeMap<SiteId, String>,
    /// The rules.
    pub policy: &'a Policy,
    /// What thresholds are drawn with.
    pub key: &'a DisclosureKey,
    /// What was released before.
    pub register: &'a Register,
}

/// Protected counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Protected {
    /// The counts of sites: every one a multiple of the step, and every sum of them what a reader gets by adding.
    pub tables: Released<Vec<CountTable>>,
    /// What was released before and what is released now. It has to be kept before the counts leave.
    pub register: Register,
    /// How the work went.
    pub summary: ProtectionSummary,
}

/// How the work went; says nothing about a single cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ProtectionSummary {
    /// Inner cells in which anybody is.
    pub cells: u64,
    /// Those that were released before, under the threshold that they have now.
    pub kept: u64,
    /// Those that were released before and are rounded otherwise now, because a part would have exceeded its whole or parts would
    /// not have added up.
    pub redrawn: u64,
    /// Cells further from the truth than to a neighbour, because nothing else would have added up.
    pub forced: u64,
}

/// Protects the counts of sites.
///
/// Each inner cell (site, period, service, ethnicity, stratum of each quantity) becomes one of the two multiples of the step
/// around it, and everything published is a sum of these. Parts never exceed their wholes, and partitions of one quantity have the
/// same sum.
///
/// # Errors
/// [`DisclosureError::TooLarge`] for a count that cannot be one of people.
pub fn protect(request: Protection<'_>) -> Result<Protected, DisclosureError> {
    if !request.policy.hides() {
        let summary = ProtectionSummary::default();
        let tables = Released::new(request.tables.to_vec(), Audience::Public);
        return Ok(Protected { tables, register: request.register.clone(), summary });
    }
    let groups = Groups::new();
    let by_period = periods(request);
    let worked: Vec<Worked> = by_period
        .into_par_iter()
        .map(|(label, sites)| Worked::of(request, &groups, label, sites))
        .collect::<Result<_, _>>()?;
    let mut register = request.register.clone();
    let mut summary = ProtectionSummary::default();
    let mut protected: BTreeMap<usize, Vec<CountRow>> = BTreeMap::new();
    for period in worked {
        summary.cells += period.summary.cells;
        summary.kept += period.summary.kept;
        summary.redrawn += period.summary.redrawn;
        summary.forced += period.summary.forced;
        register.keep(&period.label, period.kept);
        protected.extend(period.rows);
    }
    let mut number = 0..;
    let mut tables = Vec::with_capacity(request.tables.len());
    for table in request.tables {
        let mut rows = Vec::with_capacity(table.rows.len());
        for (place, number) in table.places().zip(&mut number) {
            match protected.remove(&number) {
                Some(of_place) => rows.extend(of_place),
                None => rows.extend_from_slice(place),
            }
        }
        tables.push(CountTable::from_rows(rows));
    }
    Ok(Protected { tables: Released::new(tables, Audience::Public), register, summary })
}

/// Counts as they are, for those who check the work.
#[must_use]
pub fn for_audit(tables: Vec<CountTable>) -> Released<Vec<CountTable>> {
    Released::new(tables, Audience::Audit)
}

/// The counts of one site as they are, for that site alone. Rows of other sites are left out.
#[must_use]
pub fn for_site(tables: &[CountTable], site: &SiteId) -> Released<Vec<CountTable>> {
    let own = |row: &&CountRow| row.place.scope == Scope::Site(site.clone());
    let tables = tables.iter().map(|table| CountTable { rows: table.rows.iter().filter(own).cloned().collect() });
    let tables: Vec<CountTable> = tables.filter(|table| !table.rows.is_empty()).collect();
    Released::new(tables, Audience::Site(site.clone()))
}

/// The places that hold counts of people, by period and site.
fn periods(request: Protection<'_>) -> BTreeMap<String, SitePlaces<'_>> {
    let mut out: BTreeMap<&str, BTreeMap<&SiteId, Vec<Numbered<'_>>>> = BTreeMap::new();
    for (number, rows) in request.tables.iter().flat_map(CountTable::places).enumerate() {
        let place = &rows[0].place;
        let Scope::Site(site) = &place.scope else { continue };
        let counted = rows.iter().any(|row| matches!(row.binomial, Cell::Value(_)));
        if counted && request.quantities.about_people(&place.indicator) {
            out.entry(&place.period).or_default().entry(site).or_default().push((number, rows));
        }
    }
    let sites = |sites: BTreeMap<&SiteId, Vec<_>>| sites.into_iter().map(|(site, rows)| (site.clone(), rows)).collect();
    out.into_iter().map(|(period, of_sites)| (period.to_owned(), sites(of_sites))).collect()
}

/// One period, done.
struct Worked {
    label: String,
    rows: Vec<(usize, Vec<CountRow>)>,
    kept: PeriodThresholds,
    summary: ProtectionSummary,
}

impl Worked {
    fn of(
        request: Protection<'_>,
        groups: &Groups,
        label: String,
        sites: SitePlaces<'_>,
    ) -> Result<Self, DisclosureError> {
        let mut kept = request.register.period(&label, request.policy);
        let mut cells = read(&sites, request.quantities, request.policy, &kept)?;
        let scopes = scopes(&sites, request.regions);
        let forced = round(&mut cells, &scopes, groups, request.key, &label);
        let mut summary = ProtectionSummary { forced, ..ProtectionSummary::default() };
        keep(&cells, &sites, request.key, &label, &mut kept, &mut summary);
        let rows = cells.places.par_iter().map(|place| (place.number, rows_of(place, &cells, request.quantities)));
        let rows = rows.collect();
        Ok(Self { label, rows, kept, summary })
    }
}

fn scopes(sites: &SitePlaces<'_>, regions: &BTreeMap<SiteId, String>) -> Scopes {
    let names: BTreeSet<&String> = sites.iter().filter_map(|(site, _)| regions.get(site)).collect();
    let names: Vec<&String> = names.into_iter().collect();
    let region = |site: &SiteId| {
        let at = names.binary_search(&regions.get(site)?).ok()?;
        u32::try_from(at).ok()
    };
    Scopes { regions: sites.iter().map(|(site, _)| region(site)).collect(), all_regions: names.len() }
}

/// Rounds all quantities, wholes first. Gives how many cells had to go further than to a neighbour.
fn round(cells: &mut PeriodCells<'_>, scopes: &Scopes, groups: &Groups, key: &DisclosureKey, label: &str) -> u64 {
    let mut done = vec![false; cells.state.len()];
    let mut forced = 0;
    for level in cells.layout.levels(&cells.state) {
        let bounds = Bounds { layout: &cells.layout, state: &cells.state, done: &done };
        let numbers = |kind: &str, id: usize| key.numbers(&[kind, label, &cells.layout.nodes[id].quantity.name]);
        let of_step = |step: &Step| match *step {
            Step::Whole(id) => {
                let rounded = round_whole(id, bounds, (scopes, groups), &mut numbers("whole", id));
                (vec![(id, rounded)], 0)
            }
            Step::Parts(partition) => {
                let of = &cells.layout.partitions[partition];
                let mut numbers = numbers("parts", of.parts[0]);
                let (rounded, forced) = round_parts(partition, bounds, (scopes, groups), &mut numbers);
                (of.parts.iter().copied().zip(rounded).collect::<Vec<_>>(), forced)
            }
        };
        let found: Vec<(Vec<(usize, QuantityCells)>, u64)> = level.par_iter().map(of_step).collect();
        for (rounded, more) in found {
            forced += more;
            for (id, of_quantity) in rounded {
                cells.state[id] = of_quantity;
                done[id] = true;
            }
        }
    }
    forced
}

/// Keeps the threshold of every cell: the one that it had, or one of those that give its value, drawn with the key.
fn keep(
    cells: &PeriodCells<'_>,
    sites: &SitePlaces<'_>,
    key: &DisclosureKey,
    label: &str,
    kept: &mut PeriodThresholds,
    summary: &mut ProtectionSummary,
) {
    for (node, state) in cells.layout.nodes.iter().zip(&cells.state) {
        let name = short_name(&node.quantity.name);
        for of_site in state.blocks.chunk_by(|a, b| a.site == b.site) {
            let site = &sites[of_site[0].site as usize].0;
            let mut numbers = key.numbers(&["threshold", label, site.as_str(), &name]);
            let thresholds = kept.of_mut(site, &name);
            for block in of_site {
                for (service, cell) in block.cells().filter(|(_, cell)| !cell.derived) {
                    summary.cells += u64::from(block.services.is_empty() || service > 0);
                    if cell.as_before(node.rounding) == Some(cell.rounded) {
                        summary.kept += 1;
                        continue;
                    }
                    summary.redrawn += u64::from(cell.kept.is_some());
                    if let Some((first, last)) = node.rounding.thresholds(cell.exact, cell.rounded) {
                        let drawn = first + numbers.below(u64::from(last - first) + 1) as u32;
                        thresholds.set(block.group, service, drawn);
                    }
                }
            }
        }
    }
}

/// The rows of a place as they may be shown; none where the place is not shown at all.
fn rows_of(place: &PlaceRows<'_>, cells: &PeriodCells<'_>, quantities: &Quantities) -> Vec<CountRow> {
    let shared = &place.rows[0].place;
    let row = |ethnicity: Ethnicity, binomial: Binomial| CountRow {
        place: Arc::clone(shared),
        ethnicity,
        binomial: Cell::Value(binomial),
    };
    let groups: BTreeSet<u8> = place.rows.iter().map(|row| inner(row.ethnicity)).collect();
    let mut rows = Vec::new();
    for group in groups {
        let at = At { site: place.site, group, service: place.service };
        let rounded = |id: usize| cells.state[id].cell(at).map_or(0, |cell| cell.rounded);
        let base = rounded(place.base);
        let Ok(binomial) = Binomial::of(rounded(place.cases).min(base), base) else { continue };
        if binomial.base().0 > 0 {
            rows.push(row(Ethnicity::ALL[usize::from(group)], binomial));
        }
    }
    if rows.is_empty() && is_always(shared, quantities) {
        rows.push(row(Ethnicity::UnknownBlank, Binomial::default()));
    }
    rows
}

/// Whether a place has figures even if nobody is there. Others would tell by being there that somebody is.
fn is_always(place: &Place, quantities: &Quantities) -> bool {
    let Some(indicator) = quantities.indicators.get(&place.indicator) else { return true };
    let service = match place.service {
        ServiceScope::Together => true,
        ServiceScope::Only(service) => indicator.services.contains(&service),
    };
    let stratum = (place.stratum.dimension.clone(), place.stratum.value.clone());
    service && (indicator.always.contains(&stratum) || !indicator.strata.contains_key(&stratum))
}
