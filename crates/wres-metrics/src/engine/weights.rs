//! Survey weights, added up: what weighted shares are made of. Integers, so that neither the order nor the engine says anything.

use super::{
    asked::Asked,
    cells::{ethnicity, service},
    emit::Spot,
    findings,
    scene::Scene,
};
use crate::plan::{CountNode, Measure};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Ethnicity, Finding, Service, ServiceScope, WeightRow, WeightSums};

/// Sums by ethnicity and service.
type Sums = BTreeMap<(Ethnicity, Service), WeightSums>;

/// Adds up the weights of those at risk by a proportion that has a column of weights; nothing where the site did not send it.
pub(crate) fn weights<'a>(
    spot: Spot<'_>,
    asked: &Asked<'_, 'a>,
    count: &'a CountNode,
    services_known: bool,
) -> Vec<WeightRow> {
    let Measure::Proportion { case, weight: Some(column), .. } = &count.measure else { return Vec::new() };
    if !asked.scene.supplied(asked.population).is_some_and(|supplied| supplied.contains(column)) {
        return Vec::new();
    }
    let (at_risk, cases) = (asked.at_risk(count), asked.holds(case));
    let weights = asked.attribute(|table| table.reals(column), f64::NAN);
    let who = asked.members.pairs.iter().map(|pair| (service(usize::from(*pair)), ethnicity(usize::from(*pair))));
    let rows = who.zip(cases.iter()).zip(weights).enumerate();
    let at_risk = |row: usize| at_risk.as_ref().is_none_or(|at_risk| at_risk[row]);
    let sums = sums(rows.filter(|(row, _)| at_risk(*row)).map(|(_, ((who, case), weight))| (who, *case, weight)));
    let told = services_known && !count.services.is_empty();
    let place = spot.whole(&count.indicator, ServiceScope::Together);
    let row = |((ethnicity, service), sums)| WeightRow {
        place: place.clone(),
        ethnicity,
        service: told.then_some(service),
        sums,
    };
    sums.into_iter().map(row).collect()
}

/// The sums of respondents one by one. Who has no weight that can be used is in none.
fn sums(respondents: impl Iterator<Item = ((Service, Ethnicity), bool, f64)>) -> Sums {
    let mut out = Sums::new();
    for ((service, ethnicity), is_case, weight) in respondents {
        if let Some(units) = WeightSums::units(weight) {
            out.entry((ethnicity, service)).or_default().count(units, is_case);
        }
    }
    out
}

/// Rows without a weight that can be used, once for each column of weights.
pub(crate) fn without_weight(scene: &Scene<'_>) -> Vec<Finding> {
    let of_count = |count: &CountNode| match &count.measure {
        Measure::Proportion { weight: Some(column), .. } => {
            Some((scene.plan.population(count).dataset, column.clone()))
        }
        _ => None,
    };
    let columns: BTreeSet<(Dataset, String)> = scene.plan.counts().iter().filter_map(of_count).collect();
    let mut out = Vec::new();
    for (dataset, column) in columns {
        let Some(table) = scene.this.get(&dataset).filter(|table| table.supplied.contains(&column)) else { continue };
        let Some(weights) = table.reals(&column) else { continue };
        let without = weights.iter().filter(|weight| WeightSums::units(**weight).is_none()).count() as u64;
        out.extend((without > 0).then(|| findings::no_weight(dataset, without, &column)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sums;
    use proptest::prelude::*;
    use wres_domain::{Ethnicity, Service, WeightSums};

    const WHO: (Service, Ethnicity) = (Service::Adults, Ethnicity::AsianIndian);

    #[test]
    fn who_has_no_usable_weight_is_in_no_sum() {
        let rows = [(WHO, true, 1.5), (WHO, true, f64::NAN), (WHO, false, 0.0), (WHO, false, 0.25)];
        let found = sums(rows.into_iter());
        let expected = WeightSums {
            respondents: 2,
            cases: 1,
            weight: 17_500,
            case_weight: 15_000,
            squares: 231_250_000,
            case_squares: 225_000_000,
        };
        assert_eq!(found.into_values().collect::<Vec<_>>(), [expected]);
    }

    proptest! {
        #[test]
        fn the_order_and_the_sites_that_rows_come_from_say_nothing(
            rows in prop::collection::vec((any::<bool>(), 0.0_f64..2000.0), 0..40), cut in 0_usize..40,
        ) {
            let rows: Vec<_> = rows.into_iter().map(|(case, weight)| (WHO, case, weight)).collect();
            let all = |rows: &[((Service, Ethnicity), bool, f64)]| {
                sums(rows.iter().copied()).into_values().next().unwrap_or_default()
            };
            let (one, two) = rows.split_at(cut.min(rows.len()));
            let mut turned = rows.clone();
            turned.reverse();
            prop_assert_eq!(all(&rows), all(one).plus(all(two)));
            prop_assert_eq!(all(&rows), all(&turned));
        }
    }
}
