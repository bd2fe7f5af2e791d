//! Count tables of sites become inner cells.

use crate::{
    cells::{Block, Cell, QuantityCells},
    error::DisclosureError,
    groups::inner,
    layout::Layout,
    policy::Policy,
    register::{PeriodThresholds, short_name},
    rounding::Rounding,
    sums::SERVICES,
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Cell as Figure, CountRow, IndicatorId, Quantities, ServiceScope, SiteId, Stratum};

/// Counts above this are no counts of people, and doubles and sums could not hold them.
pub(crate) const MOST: u64 = 1 << 50;

/// The places of each site, with their numbers among all places of all tables.
pub(crate) type SitePlaces<'a> = Vec<(SiteId, Vec<Numbered<'a>>)>;

/// The rows of a place with its number.
pub(crate) type Numbered<'a> = (usize, &'a [CountRow]);

/// The rows of one place, and the quantities that its counts are of.
pub(crate) struct PlaceRows<'a> {
    pub(crate) number: usize,
    pub(crate) rows: &'a [CountRow],
    pub(crate) site: u32,
    pub(crate) service: u8,
    pub(crate) cases: usize,
    pub(crate) base: usize,
}

/// The inner cells of one period.
pub(crate) struct PeriodCells<'a> {
    pub(crate) layout: Layout,
    pub(crate) state: Vec<QuantityCells>,
    pub(crate) places: Vec<PlaceRows<'a>>,
}

/// The rows of a place with its number and service.
type OfService<'a> = (usize, u8, &'a [CountRow]);

/// Counts of one quantity at one site, by ethnicity and service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Profile {
    counts: BTreeMap<(u8, u8), u64>,
    apart: bool,
}

/// Reads the places of one period: for each site in turn those that have counts of people.
pub(crate) fn read<'a>(
    sites: &SitePlaces<'a>,
    quantities: &Quantities,
    policy: &Policy,
    kept: &PeriodThresholds,
) -> Result<PeriodCells<'a>, DisclosureError> {
    let mut layout = Layout::new(quantities, |per_person| Rounding::new(policy, per_person));
    let mut found: BTreeMap<usize, Vec<(u32, Profile)>> = BTreeMap::new();
    let mut places = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (site, (id, rows)) in (0_u32..).zip(sites) {
        let mut asked: BTreeMap<(&IndicatorId, &Stratum), Vec<OfService<'_>>> = BTreeMap::new();
        for &(number, rows) in rows {
            let place = &rows[0].place;
            asked.entry((&place.indicator, &place.stratum)).or_default().push((number, service(place.service), rows));
        }
        let mut of_site: BTreeMap<usize, Profile> = BTreeMap::new();
        for ((indicator, stratum), numbered) in asked {
            let by_service: Vec<(u8, &[CountRow])> =
                numbered.iter().map(|(_, service, rows)| (*service, *rows)).collect();
            let counted = quantities.counted(indicator, stratum);
            let mut own = |field: &str, apart: &str| {
                let name = format!("{field} of {indicator} in {} {}{apart}", stratum.dimension, stratum.value);
                *names.entry(name.clone()).or_insert_with(|| layout.add(name, Rounding::new(policy, 1), 1))
            };
            let of_field = |rows: &[(u8, &[CountRow])], field: usize| Profile::of(rows, field, (id, indicator));
            let mut both = [of_field(&by_service, 0)?, of_field(&by_service, 1)?];
            // Services that come to more than all together are no parts of it, and each stands alone.
            let apart = both.iter_mut().all(Profile::complete);
            let together = if apart { by_service.clone() } else { by_service[..1].to_vec() };
            let mut ids = [0; 2];
            for (field, slot) in ids.iter_mut().enumerate() {
                let word = ["cases", "base"][field];
                let declared = counted.map(|counted| [counted.cases, counted.base][field]);
                let declared = declared.unwrap_or_else(|| own(word, ""));
                let mut profile = of_field(&together, field)?;
                profile.complete();
                *slot = declared;
                let known = of_site.entry(declared).or_insert_with(|| profile.clone());
                if !known.merge(&profile) {
                    // What a site returned as one quantity in two ways is two.
                    *slot = own(word, ", returned otherwise");
                    of_site.insert(*slot, profile);
                }
            }
            for (number, service, rows) in numbered {
                let (mut of_place, mut shown) = (ids, service);
                if !apart && service > 0 {
                    for (field, slot) in of_place.iter_mut().enumerate() {
                        *slot = own(["cases", "base"][field], &format!(", service {service} alone"));
                        of_site.insert(*slot, of_field(&[(0, rows)], field)?);
                    }
                    shown = 0;
                }
                places.push(PlaceRows { number, rows, site, service: shown, cases: of_place[0], base: of_place[1] });
            }
        }
        for (quantity, profile) in of_site {
            found.entry(quantity).or_default().push((site, profile));
        }
    }
    let mut state = vec![QuantityCells::default(); layout.nodes.len()];
    for (quantity, profiles) in found {
        let name = short_name(&layout.nodes[quantity].quantity.name);
        let blocks = profiles.iter().flat_map(|(site, profile)| {
            let of_site = kept.of(&sites[*site as usize].0, &name);
            profile.blocks(*site, |group, service| of_site.and_then(|kept| kept.get(group, service)))
        });
        state[quantity].blocks = blocks.collect();
    }
    let mut cells = PeriodCells { layout, state, places };
    cells.add_wholes(sites, kept);
    Ok(cells)
}

impl PeriodCells<'_> {
    /// Wholes that no indicator shows, such as all leavers of a curve, are the sums of their parts.
    fn add_wholes(&mut self, sites: &SitePlaces<'_>, kept: &PeriodThresholds) {
        for partition in 0..self.layout.partitions.len() {
            let (whole, parts) = (self.layout.partitions[partition].whole, &self.layout.partitions[partition].parts);
            if !self.layout.nodes[whole].partitions.contains(&partition) {
                continue;
            }
            let shown: BTreeSet<u32> = self.state[whole].blocks.iter().map(|block| block.site).collect();
            let mut sums: BTreeMap<u32, Profile> = BTreeMap::new();
            for block in parts.iter().flat_map(|part| &self.state[*part].blocks) {
                if !shown.contains(&block.site) {
                    let profile = sums.entry(block.site).or_default();
                    profile.apart |= !block.services.is_empty();
                    for (service, cell) in block.cells() {
                        *profile.counts.entry((block.group, service)).or_default() += cell.exact;
                    }
                }
            }
            let name = short_name(&self.layout.nodes[whole].quantity.name);
            let added = sums.iter().flat_map(|(site, profile)| {
                let of_site = kept.of(&sites[*site as usize].0, &name);
                profile.blocks(*site, |group, service| of_site.and_then(|kept| kept.get(group, service)))
            });
            let added: Vec<Block> = added.collect();
            self.state[whole].blocks.extend(added);
            self.state[whole].blocks.sort_by_key(|block| (block.site, block.group));
        }
    }
}

impl Profile {
    fn of(
        by_service: &[(u8, &[CountRow])],
        field: usize,
        (site, indicator): (&SiteId, &IndicatorId),
    ) -> Result<Self, DisclosureError> {
        let mut profile = Self { counts: BTreeMap::new(), apart: by_service.iter().any(|(service, _)| *service > 0) };
        for (service, rows) in by_service {
            for row in *rows {
                let Figure::Value(binomial) = row.binomial else { continue };
                let count = if field == 0 { binomial.cases().0 } else { binomial.base().0 };
                if count > MOST {
                    let (site, indicator) = (site.clone(), indicator.clone());
                    return Err(DisclosureError::TooLarge { site, indicator, count, most: MOST });
                }
                if count > 0 {
                    *profile.counts.entry((inner(row.ethnicity), *service)).or_default() += count;
                }
            }
        }
        Ok(profile)
    }

    /// Adds what no service accounts for as a part of its own; false where services come to more than all together.
    fn complete(&mut self) -> bool {
        if !self.apart {
            return true;
        }
        let mut sums: BTreeMap<u8, u64> = BTreeMap::new();
        for (&(group, service), count) in &self.counts {
            *sums.entry(group).or_default() += if service > 0 { *count } else { 0 };
        }
        for (group, sum) in sums {
            let Some(rest) = self.counts.get(&(group, 0)).copied().unwrap_or(0).checked_sub(sum) else { return false };
            if rest > 0 {
                self.counts.insert((group, (SERVICES - 1) as u8), rest);
            }
        }
        true
    }

    /// Takes over services from the same counts of another indicator; false where the counts are not the same.
    fn merge(&mut self, other: &Self) -> bool {
        let together = |profile: &Self| -> Vec<(u8, u64)> {
            let all = profile.counts.iter().filter(|((_, service), _)| *service == 0);
            all.map(|(&(group, _), count)| (group, *count)).collect()
        };
        if together(self) != together(other) || (self.apart && other.apart && self.counts != other.counts) {
            return false;
        }
        if other.apart && !self.apart {
            *self = other.clone();
        }
        true
    }

    fn blocks(&self, site: u32, kept: impl Fn(u8, u8) -> Option<u32>) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        for (&(group, service), &count) in &self.counts {
            let cell = Cell::new(count, kept(group, service));
            match out.last_mut() {
                Some(block) if block.group == group => block.services.push((service, cell)),
                _ => out.push(Block { site, group, together: cell, services: Vec::new() }),
            }
        }
        out
    }
}

/// The place of a service among those of inner cells.
pub(crate) fn service(scope: ServiceScope) -> u8 {
    match scope {
        ServiceScope::Together => 0,
        ServiceScope::Only(service) => service as u8 + 1,
    }
}
