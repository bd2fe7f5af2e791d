//! The engine counts what a definition means: held to an evaluation row by row, over random small tables.

use crate::{
    naive::{Cells, Naive, PayCells},
    random_sites::site,
    rows::{Sheet, Site, Value},
    sql_oracle,
};
use proptest::prelude::*;
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{Cell, Dataset, Ethnicity, Grouping, Period, ServiceScope, SiteId};
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

/// The site with the facts of each member of staff in every row of theirs: what most of the rows that know say, of several the first.
fn settled(site: &Site) -> Site {
    let known = |value: &Value| match value {
        Value::Text(code) => Ethnicity::from_code(code).map_or(code == "female" || code == "male", Ethnicity::is_known),
        Value::Flag(_) => true,
        _ => false,
    };
    let settle = |sheet: &mut Sheet| {
        let rows = sheet.rows.clone();
        for row in sheet.rows.iter_mut().filter(|row| row.get("person_id").is_some_and(|id| *id != Value::Null)) {
            for fact in ["ethnicity", "sex", "disability"] {
                if row.get(fact).is_none_or(&known) {
                    continue;
                }
                let mut said: BTreeMap<String, (usize, Value)> = BTreeMap::new();
                for other in rows.iter().filter(|other| other["person_id"] == row["person_id"]) {
                    if let Some(value) = other.get(fact).filter(|value| known(value)) {
                        said.entry(format!("{value:?}")).or_insert((0, value.clone())).0 += 1;
                    }
                }
                let most = said.iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(a.0)));
                if let Some((_, (_, value))) = most {
                    row.insert(fact, value.clone());
                }
            }
        }
    };
    let mut site = site.clone();
    site.this.get_mut(&Dataset::Staff).into_iter().for_each(settle);
    site.previous.iter_mut().filter_map(|before| before.get_mut(&Dataset::Staff)).for_each(settle);
    site
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_no_count(site in site(), turn in 0_usize..10) {
        let period = Period::financial_year("2024-25").unwrap();
        let id = SiteId::new("S1").unwrap();
        let mut other = site.clone();
        let sheets = other.this.values_mut().chain(other.previous.iter_mut().flat_map(|before| before.values_mut()));
        for sheet in sheets {
            let length = sheet.rows.len().max(1);
            sheet.rows.reverse();
            sheet.rows.rotate_left(turn % length);
            for (row, number) in sheet.rows.iter_mut().zip(0_i64..) {
                row.insert("_file", Value::Number(0));
                row.insert("_row", Value::Number(number));
            }
        }
        let plan = &STANDARDS.1;
        let (one, two) = (count(plan, &id, &period, site.columns()), count(plan, &id, &period, other.columns()));
        let (one, two) = (one.unwrap(), two.unwrap());
        prop_assert_eq!(one.table, two.table);
        prop_assert_eq!(one.pay, two.pay);
        prop_assert_eq!(one.weights, two.weights);
    }

    #[test]
    fn the_engine_counts_what_a_row_by_row_evaluation_and_sql_count(site in site()) {
        let period = Period::financial_year("2024-25").unwrap();
        let id = SiteId::new("S1").unwrap();
        let (standards, plan) = &*STANDARDS;
        let counted = count(plan, &id, &period, site.columns()).unwrap_or_else(|error| panic!("{error}"));
        let told = settled(&site);
        let (mut expected, mut expected_pay) = (Cells::new(), PayCells::new());
        for standard in standards {
            let (cells, pay) = Naive { standard, site: &told, period: &period, plan }.cells();
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
