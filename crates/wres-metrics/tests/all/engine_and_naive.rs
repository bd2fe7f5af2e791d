//! The engine counts what a definition means: held to an evaluation row by row, over random small tables.

use crate::{
    naive::{Cells, Naive, PayCells},
    random_sites::site,
    sql_oracle,
};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{Cell, Grouping, Period, ServiceScope, SiteId};
use wres_metrics::{CountPlan, Counted, Kind, Standard, count};

/// A standard that uses every word, and the newest year of every family that is part of the program, in one plan.
static STANDARDS: LazyLock<(Vec<Standard>, CountPlan)> = LazyLock::new(|| {
    let every_word = Standard::parse("every_word.toml", include_str!("every_word.toml"), &|_| None);
    let mut standards = vec![every_word.unwrap_or_else(|error| panic!("{error}"))];
    for name in Standard::embedded_names() {
        let family = Standard::embedded(name).unwrap().family;
        if !standards.iter().any(|standard| standard.family == family) {
            standards.push(Standard::embedded(&family).unwrap());
        }
    }
    let plan = CountPlan::compile(&standards.iter().collect::<Vec<_>>()).unwrap();
    (standards, plan)
});

/// Cells with a base.
fn cells(counted: &Counted) -> Cells {
    let mut out = Cells::new();
    for row in &counted.table.rows {
        if let Cell::Value(cell) = row.binomial
            && cell.base().0 > 0
        {
            let service = match row.place.service {
                ServiceScope::Together => None,
                ServiceScope::Only(service) => Some(service),
            };
            let stratum = (row.place.stratum.dimension.clone(), row.place.stratum.value.clone());
            out.insert(
                (row.place.indicator.0.clone(), stratum, service, row.ethnicity),
                (cell.cases().0, cell.base().0),
            );
        }
    }
    for row in &counted.weights {
        let narrow = |squares: u128| u64::try_from(squares).unwrap();
        let parts = [
            ("respondents", row.sums.cases, row.sums.respondents),
            ("sum", row.sums.case_weight, row.sums.weight),
            ("squares", narrow(row.sums.case_squares), narrow(row.sums.squares)),
        ];
        for (value, cases, base) in parts {
            for service in row.service.map(Some).into_iter().chain([None]) {
                let stratum = ("weight".to_owned(), value.to_owned());
                let sum = out.entry((row.place.indicator.0.clone(), stratum, service, row.ethnicity)).or_default();
                *sum = (sum.0 + cases, sum.1 + base);
            }
        }
    }
    out
}

fn pay_cells(counted: &Counted) -> PayCells {
    let mut out = PayCells::new();
    for row in &counted.pay {
        for cell in &row.cells {
            for service in cell.service.map(Some).into_iter().chain([None]) {
                let key = (row.place.indicator.0.clone(), service, row.ethnicity, cell.pence);
                *out.entry(key).or_default() += cell.people;
            }
        }
    }
    out
}

/// A share's stratum of people not mapped stands only where somebody is in it.
fn without_empty_unmapped(mut cells: Cells, standard: &Standard) -> Cells {
    let mut anybody = BTreeMap::new();
    for ((indicator, stratum, service, _), (cases, _)) in &cells {
        if service.is_none() && stratum.1 == "unmapped" {
            *anybody.entry((indicator.clone(), stratum.clone())).or_insert(0) += cases;
        }
    }
    let share = |id: &str| standard.indicator(id).is_some_and(|indicator| indicator.kind == Kind::Share);
    cells.retain(|(indicator, stratum, _, _), _| {
        !share(indicator) || anybody.get(&(indicator.clone(), stratum.clone())) != Some(&0)
    });
    cells
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_counts_what_a_row_by_row_evaluation_and_sql_count(site in site()) {
        let period = Period::financial_year("2024-25").unwrap();
        let id = SiteId::new("S1").unwrap();
        let (standards, plan) = &*STANDARDS;
        let counted = count(plan, &id, &period, &site.frames()).unwrap_or_else(|error| panic!("{error}"));
        let (mut expected, mut expected_pay) = (Cells::new(), PayCells::new());
        for standard in standards {
            let (cells, pay) = Naive { standard, site: &site, period: &period }.cells();
            expected.extend(without_empty_unmapped(cells, standard));
            expected_pay.extend(pay);
        }
        let found = cells(&counted);
        let differs: Vec<String> = found
            .keys()
            .chain(expected.keys())
            .filter(|key| found.get(key) != expected.get(key))
            .map(|key| format!("{key:?}: engine {:?}, row by row {:?}", found.get(key), expected.get(key)))
            .collect();
        prop_assert!(differs.is_empty(), "{differs:#?}");
        prop_assert_eq!(pay_cells(&counted), expected_pay);
        let (by_sql, pay_by_sql) = sql_oracle::counts(plan, &site, &period);
        let by_sql = standards.iter().fold(by_sql, without_empty_unmapped);
        let differs: Vec<String> = found
            .keys()
            .chain(by_sql.keys())
            .filter(|key| found.get(key) != by_sql.get(key))
            .map(|key| format!("{key:?}: engine {:?}, SQL {:?}", found.get(key), by_sql.get(key)))
            .collect();
        prop_assert!(differs.is_empty(), "{differs:#?}");
        prop_assert_eq!(pay_cells(&counted), pay_by_sql);
        // Every place groups, and a place is absent or counted, never in part.
        let groups = counted.table.group(&Grouping::ALL);
        for place in groups.rows.chunk_by(|a, b| a.place == b.place) {
            let absent = place.iter().filter(|row| matches!(row.base, Cell::Absent(_))).count();
            prop_assert!(absent == 0 || absent == place.len());
        }
    }
}
