//! Checking a proof against what is really published.

use crate::{
    knowledge::{Knowledge, Range, Treatment},
    proof::Proof,
    system::System,
    verdict::AuditSummary,
    witness::follow,
};
use rayon::prelude::*;
use std::collections::HashMap;

/// How many walks are followed together.
const TOGETHER: usize = 512;

/// Follows every walk of a proof, with nothing taken over from the search but the walks themselves, and says which counts that
/// point at people are not lost among `values` values, with the number of values shown for each.
pub(crate) fn check(
    system: &System,
    published: &Knowledge,
    proof: &Proof,
    values: u64,
) -> (AuditSummary, Vec<(u32, u64)>) {
    let shown = shown(system, published, proof);
    let mut summary = AuditSummary {
        counts: system.variables.len() as u64,
        sums: u64::from(system.relations()),
        solved: proof.solved,
        ..AuditSummary::default()
    };
    let mut open = Vec::new();
    for at in 0..system.variables.len() as u32 {
        let treatment = published.treatments[at as usize];
        if !published.sensitive[at as usize] {
            summary.secondary += u64::from(matches!(treatment, Treatment::Hidden(_)));
            continue;
        }
        summary.sensitive += 1;
        let found = match shown.get(&at) {
            Some(range) if treatment != Treatment::Shown => range.width().unsigned_abs() + 1,
            _ => 1,
        };
        summary.narrowest = Some(summary.narrowest.map_or(found, |least| least.min(found)));
        if found >= values {
            summary.proved += 1;
        } else {
            open.push((at, found));
        }
    }
    (summary, open)
}

fn shown(system: &System, published: &Knowledge, proof: &Proof) -> HashMap<u32, Range> {
    let parts: Vec<HashMap<u32, Range>> = proof
        .walks
        .par_chunks(TOGETHER)
        .map(|walks| {
            let mut seen = HashMap::new();
            for walk in walks {
                follow(system, published, walk, &mut seen);
            }
            seen
        })
        .collect();
    let mut shown: HashMap<u32, Range> = HashMap::new();
    for (variable, range) in parts.into_iter().flatten() {
        let known = shown.entry(variable).or_insert(range);
        *known = Range { low: known.low.min(range.low), high: known.high.max(range.high) };
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{
        knowledge::Knowledge,
        policy::{Policy, Profile},
        proof::{Proof, protect_sums},
        protect::apply,
        system::{System, build},
    };
    use std::collections::BTreeMap;
    use wres_domain::{
        Base, Binomial, Cell, CountRow, CountTable, Ethnicity, GroupTable, Grouping, HiddenReason, IndicatorId, Place,
        Scope, ServiceScope, SiteId, Stratum,
    };

    /// Sites with so many Indian and White British people, none of them a case, and all sites together.
    fn table(sites: &[(u64, u64)]) -> GroupTable {
        let mut rows = Vec::new();
        for (number, &(indian, british)) in sites.iter().enumerate() {
            let site = Scope::Site(SiteId::new(&format!("S{number}")).unwrap());
            for scope in [site, Scope::All] {
                for (ethnicity, base) in [(Ethnicity::AsianIndian, indian), (Ethnicity::WhiteBritish, british)] {
                    let place = Place {
                        indicator: IndicatorId("x-1".into()),
                        period: "2024-25".into(),
                        scope: scope.clone(),
                        service: ServiceScope::Together,
                        stratum: Stratum::whole(),
                    };
                    let binomial = Cell::Value(Binomial::of(0, base).unwrap());
                    rows.push(CountRow { place: place.into(), ethnicity, binomial });
                }
            }
        }
        CountTable::from_rows(rows).group(&[Grouping::Binary])
    }

    fn protected(sites: &[(u64, u64)]) -> (System, GroupTable, GroupTable, Proof, Policy) {
        let policy = Policy::of(Profile::Sfc10).unwrap();
        let exact = table(sites);
        let system = build(&exact, &BTreeMap::new(), true).unwrap();
        let mut knowledge = Knowledge::primary(&system, &policy);
        let proof = protect_sums(&system, &mut knowledge, policy.protection());
        let shown = apply(&exact, &system, &knowledge, &policy).0;
        (system, exact, shown, proof, policy)
    }

    #[test]
    fn a_table_that_shows_what_had_to_be_hidden_fails() {
        let (system, exact, mut shown, proof, policy) = protected(&[(4, 50), (31, 60), (90, 70)]);
        let open = |shown: &GroupTable| {
            let published = Knowledge::published(&system, shown, &policy);
            check(&system, &published, &proof, policy.protection()).1
        };
        assert_eq!(open(&shown), []);
        // The second site's 31 were hidden so that the first site's 4 do not follow from the sum.
        let at = exact.rows.iter().position(|row| row.base == Cell::Value(Base(31))).unwrap();
        assert_eq!(shown.rows[at].base, Cell::Hidden(HiddenReason::Confidential));
        shown.rows[at].base = exact.rows[at].base;
        assert_eq!(open(&shown).len(), 1);
    }

    #[test]
    fn a_proof_that_breaks_a_sum_proves_nothing() {
        let (system, _, shown, mut proof, policy) = protected(&[(4, 50), (31, 60), (90, 70)]);
        let published = Knowledge::published(&system, &shown, &policy);
        for step in proof.walks.iter_mut().flatten() {
            step.changes.pop();
        }
        let (summary, open) = check(&system, &published, &proof, policy.protection());
        assert_eq!((summary.proved, open.len()), (0, 1));
    }

    #[test]
    fn a_proof_that_leaves_what_is_shown_proves_nothing() {
        let (system, exact, shown, mut proof, policy) = protected(&[(4, 50), (31, 60), (90, 70)]);
        for step in proof.walks.iter_mut().flatten() {
            step.times = 100;
        }
        let published = Knowledge::published(&system, &shown, &policy);
        assert_eq!(check(&system, &published, &proof, policy.protection()).1.len(), 1);
        let everything = Knowledge::published(&system, &exact, &policy);
        assert_eq!(check(&system, &everything, &proof, policy.protection()).0.narrowest, Some(1));
    }
}
