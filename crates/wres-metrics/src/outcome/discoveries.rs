//! Many sites are compared at once, so some stand out by chance: p-values adjusted over the sites.

use super::estimators::q_values;
use std::collections::HashMap;
use wres_domain::{Cell, Group, Grouping, IndicatorId, Outcome, Scope, ServiceScope, Stratum};

/// Which outcomes are one family: the same question of the same group, asked of every site (or every region, or all).
type Question<'a> = (&'a IndicatorId, &'a str, &'a Stratum, ServiceScope, Grouping, Group, u8);

/// Fills in the q-values (Benjamini and Hochberg). An outcome without a p-value has none and does not count as a test.
pub(super) fn adjust(outcomes: &mut [Outcome]) {
    let mut families: HashMap<Question<'_>, Vec<(usize, f64)>> = HashMap::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        if let Some(Cell::Value(p)) = outcome.comparison.as_ref().map(|comparison| comparison.p_value) {
            families.entry(question(outcome)).or_default().push((index, p));
        }
    }
    let mut found: Vec<(usize, f64)> = Vec::new();
    for family in families.into_values() {
        let p_values: Vec<f64> = family.iter().map(|(_, p)| *p).collect();
        if let Some(q_values) = q_values(&p_values) {
            found.extend(family.iter().zip(q_values).map(|((index, _), q)| (*index, q)));
        }
    }
    for (index, q) in found {
        if let Some(comparison) = outcomes[index].comparison.as_mut() {
            comparison.q_value = Cell::Value(q);
        }
    }
}

fn question(outcome: &Outcome) -> Question<'_> {
    let place = &outcome.place;
    let kind = match place.scope {
        Scope::All => 0,
        Scope::Region(_) => 1,
        Scope::Site(_) => 2,
    };
    (&place.indicator, &place.period, &place.stratum, place.service, outcome.grouping, outcome.group, kind)
}
