//! Which counts add up to which.
//!
//! A sum is taken for known wherever the true counts agree with it, so the system knows at least as much as anybody who
//! reads the publication.

use super::{
    System, columns,
    families::families,
    index::{Index, index},
    raw::{NONE, Raw},
    simplify::simplify,
};
use crate::{
    error::DisclosureError,
    lattice::{NODES, Node, PUBLISHED},
};
use std::collections::BTreeMap;
use wres_domain::{GroupTable, Scope, ServiceScope, SiteId};

/// Makes the system of a table. `zeros_shown` says that a zero is shown, so that everybody knows it.
///
/// # Errors
/// [`DisclosureError`] if the table is not in order.
pub(crate) fn build(
    table: &GroupTable,
    regions: &BTreeMap<SiteId, String>,
    zeros_shown: bool,
) -> Result<System, DisclosureError> {
    let mut raw = Raw::default();
    let mut index = index(table, &mut raw)?;
    ethnicity(&mut index, &mut raw);
    services(&index, &mut raw);
    scopes(&index, regions, &mut raw);
    strata(&index, &mut raw);
    cases_and_others(&index, &mut raw, zeros_shown);
    columns::join_equal(&index, &mut raw);
    Ok(simplify(raw, zeros_shown))
}

/// Groups of a finer grouping within those of a coarser one, in each place.
fn ethnicity(index: &mut Index<'_>, raw: &mut Raw) {
    for place in &mut index.places {
        for field in 0..2 {
            let mut unseparated: Vec<u32> = Vec::new();
            for node in Node::COARSE {
                let of = |node: Node| place.of[usize::from(node.0)][field];
                let lists = node.within();
                let told_apart = |list: &[Node]| Node::marks(list).is_some_and(|node| of(node) != NONE);
                let Some(nearest) = lists.iter().find(|list| told_apart(list)) else { continue };
                let mut parts: Vec<u32> = nearest.iter().map(|&part| of(part)).filter(|&part| part != NONE).collect();
                for kept in [Node::NOT_SEPARATED_THREE, Node::NOT_SEPARATED_FIVE] {
                    unseparated.extend((nearest.contains(&kept) && of(kept) != NONE).then_some(of(kept)));
                }
                // People who are not separated as far as nineteen groups, if there are any, lie within the coarser groups.
                let (total, all) = (of(node), of(Node::NOT_SEPARATED_NINETEEN));
                if total != NONE && all != NONE && raw.value(all) > 0 {
                    let rest = raw.value(total) - parts.iter().map(|&part| raw.value(part)).sum::<i64>();
                    if let (true, Some(left_over)) = (rest >= 0, node.left_over()) {
                        let rest = raw.latent(rest);
                        place.of[usize::from(left_over.0)][field] = rest;
                        unseparated.push(rest);
                        parts.push(rest);
                    }
                }
                raw.sum(total, &parts);
            }
            // All that is not separated as far as nineteen groups is what each coarser group leaves over.
            let total = place.of[usize::from(Node::NOT_SEPARATED_NINETEEN.0)][field];
            let known: i64 = unseparated.iter().map(|&part| raw.value(part)).sum();
            if total != NONE && raw.value(total) == known && !unseparated.is_empty() {
                raw.sum(total, &unseparated);
            }
        }
    }
}

/// States for every node and field that one place is the sum of others.
fn sum_places(index: &Index<'_>, raw: &mut Raw, total: usize, parts: &[usize]) {
    for node in 0..NODES {
        for field in 0..2 {
            sum_places_at(index, raw, total, parts, node, field);
        }
    }
}

fn sum_places_at(index: &Index<'_>, raw: &mut Raw, total: usize, parts: &[usize], node: usize, field: usize) {
    let parts: Vec<u32> =
        parts.iter().map(|&at| index.places[at].of[node][field]).filter(|&part| part != NONE).collect();
    raw.sum(index.places[total].of[node][field], &parts);
}

/// Services that add up to all together.
fn services(index: &Index<'_>, raw: &mut Raw) {
    for family in families(index, |key| key.service = 0) {
        let together = |at: &usize| index.services[index.places[*at].key.service as usize] == ServiceScope::Together;
        let (total, parts): (Vec<usize>, Vec<usize>) = family.into_iter().partition(together);
        if let (Some(&total), false) = (total.first(), parts.is_empty()) {
            sum_places(index, raw, total, &parts);
        }
    }
}

/// Sites that add up to regions and to all.
fn scopes(index: &Index<'_>, regions: &BTreeMap<SiteId, String>, raw: &mut Raw) {
    for family in families(index, |key| key.scope = 0) {
        let scope = |at: usize| index.scopes[index.places[at].key.scope as usize];
        let named: Vec<(usize, &str)> = family
            .iter()
            .filter_map(|&at| match scope(at) {
                Scope::Region(name) => Some((at, name.as_str())),
                _ => None,
            })
            .collect();
        let region_of = |at: usize| match scope(at) {
            Scope::Site(id) => regions.get(id).and_then(|name| named.iter().find(|(_, known)| known == name)),
            _ => None,
        };
        for &(total, name) in &named {
            let parts: Vec<usize> =
                family.iter().copied().filter(|&at| region_of(at).is_some_and(|(_, region)| *region == name)).collect();
            sum_places(index, raw, total, &parts);
        }
        let parts: Vec<usize> =
            family.iter().copied().filter(|&at| *scope(at) != Scope::All && region_of(at).is_none()).collect();
        if let Some(&total) = family.iter().find(|&&at| *scope(at) == Scope::All) {
            sum_places(index, raw, total, &parts);
        }
    }
}

/// Strata of a dimension that add up to the whole, or to their common base.
fn strata(index: &Index<'_>, raw: &mut Raw) {
    for family in families(index, |key| key.stratum = 0) {
        let stratum = |at: usize| index.strata[index.places[at].key.stratum as usize];
        let whole = family.iter().copied().find(|&at| stratum(at).is_whole());
        let mut by_dimension: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &at in family.iter().filter(|&&at| !stratum(at).is_whole()) {
            by_dimension.entry(&stratum(at).dimension).or_default().push(at);
        }
        for parts in by_dimension.values() {
            for node in 0..NODES {
                one_dimension(index, raw, whole, parts, node);
            }
        }
    }
}

fn one_dimension(index: &Index<'_>, raw: &mut Raw, whole: Option<usize>, parts: &[usize], node: usize) {
    let bases: Vec<u32> = parts.iter().map(|&at| index.places[at].of[node][1]).filter(|&base| base != NONE).collect();
    let whole_base = whole.map_or(NONE, |at| index.places[at].of[node][1]);
    let common = bases.windows(2).all(|pair| raw.value(pair[0]) == raw.value(pair[1]))
        && (whole_base == NONE || bases.iter().all(|&base| raw.value(base) == raw.value(whole_base)));
    if common && bases.len() > 1 {
        // Each stratum has the whole base.
        bases.windows(2).for_each(|pair| {
            raw.join(pair[0], pair[1]);
        });
        if whole_base != NONE {
            raw.join(whole_base, bases[0]);
        }
    } else if let Some(whole) = whole {
        sum_places_at(index, raw, whole, parts, node, 1);
    }
    let cases: Vec<u32> = parts.iter().map(|&at| index.places[at].of[node][0]).filter(|&part| part != NONE).collect();
    let together: i64 = cases.iter().map(|&part| raw.value(part)).sum();
    if common && bases.first().is_some_and(|&base| raw.value(base) == together) {
        // Everybody of the base is in one of the strata.
        raw.sum(bases[0], &cases);
    }
    if let Some(whole) = whole {
        sum_places_at(index, raw, whole, parts, node, 0);
    }
}

/// Those of a base who are not cases.
fn cases_and_others(index: &Index<'_>, raw: &mut Raw, zeros_shown: bool) {
    for place in &index.places {
        for &[cases, base] in &place.of[..PUBLISHED] {
            let nobody = zeros_shown && base != NONE && raw.value(base) == 0;
            if cases != NONE && base != NONE && !nobody {
                let others = raw.latent(raw.value(base) - raw.value(cases));
                raw.relations.push(vec![(base, 1), (cases, -1), (others, -1)]);
                raw.splits.push(super::Split { cases, others, base });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::build;
    use crate::system::System;
    use std::collections::BTreeMap;
    use wres_domain::{
        Binomial, Cell, CountRow, CountTable, Ethnicity, Grouping, IndicatorId, Place, Scope, Service, ServiceScope,
        SiteId, Stratum,
    };

    /// Three sites in two regions, two services, three rungs, every ethnicity, two indicators with the same base.
    fn system() -> System {
        let mut rows = Vec::new();
        let mut regions = BTreeMap::new();
        for (site, region) in [("S0", "North"), ("S1", "North"), ("S2", "South")] {
            let id = SiteId::new(site).unwrap();
            regions.insert(id.clone(), region.to_owned());
            let scopes = [Scope::Site(id), Scope::Region(region.to_owned()), Scope::All];
            for (number, &ethnicity) in Ethnicity::ALL.iter().enumerate() {
                for service in [Service::Adults, Service::Children] {
                    let base = (number as u64 * 7 + site.len() as u64 + service.code().len() as u64) % 12;
                    let mut add = |indicator: &str, stratum: Stratum, cases: u64| {
                        for scope in &scopes {
                            for service in [ServiceScope::Only(service), ServiceScope::Together] {
                                let (scope, stratum) = (scope.clone(), stratum.clone());
                                let indicator = IndicatorId(indicator.to_owned());
                                let place = Place { indicator, period: "2025".into(), scope, service, stratum };
                                let binomial = Cell::Value(Binomial::of(cases, base).unwrap());
                                rows.push(CountRow { place: place.into(), ethnicity, binomial });
                            }
                        }
                    };
                    add("x-1", Stratum::whole(), base);
                    for rung in 0..3_u16 {
                        let stratum = Stratum { dimension: "rung".into(), order: rung, value: rung.to_string() };
                        add("x-1", stratum, base / 3 + u64::from(u64::from(rung) < base % 3));
                    }
                    add("x-2", Stratum::whole(), base / 2);
                }
            }
        }
        build(&CountTable::from_rows(rows).group(&Grouping::ALL), &regions, true).unwrap()
    }

    #[test]
    fn every_relation_holds_for_the_true_counts() {
        let system = system();
        assert!(system.relations() > 1000);
        for relation in 0..system.relations() {
            let sum: i64 = system.terms(relation).iter().map(|&(at, sign)| sign * system.value(at)).sum();
            assert_eq!(sum, 0, "{:?}", system.terms(relation));
        }
    }

    #[test]
    fn every_use_of_a_variable_is_a_term_of_its_relation() {
        let system = system();
        for variable in 0..system.variables.len() as u32 {
            for &(relation, sign) in system.uses(variable) {
                assert!(system.terms(relation).contains(&(variable, sign)));
            }
        }
    }

    #[test]
    fn no_relation_repeats_another() {
        let system = system();
        let mut all: Vec<_> = (0..system.relations()).map(|relation| system.terms(relation).to_vec()).collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
