//! What a consortium promises: the same bytes for a seed, files as planned, and a truth that its records bear out.

mod recount;

use recount::recount;
use wres_domain::{Dataset, Group, Grouping, Scope, ServiceScope, SiteId};
use wres_synth::{Consortium, Measure, Plan, Value};

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let plan = Plan::demo();
    let one = Consortium::generate(7, &plan).unwrap();
    assert_eq!(one, Consortium::generate(7, &plan).unwrap());
    let other = Consortium::generate(8, &plan).unwrap();
    for (site, its) in one.sites.iter().zip(&other.sites) {
        assert_ne!(site.submissions, its.submissions, "{}", site.name);
        assert_eq!(site.mapping_toml, its.mapping_toml);
    }
}

#[test]
fn a_site_made_alone_is_the_site_of_the_whole() {
    let plan = Plan::demo();
    let whole = Consortium::generate(3, &plan).unwrap();
    for index in [0, 5, 11] {
        assert_eq!(plan.site(3, index).unwrap().as_ref(), whole.sites.get(index));
    }
    assert_eq!(plan.site(3, 12).unwrap(), None);
}

#[test]
fn the_demonstration_has_one_late_and_one_rejected_site() {
    let demo = Consortium::generate(1, &Plan::demo()).unwrap();
    assert_eq!((demo.sites.len(), demo.periods.len()), (12, 2));
    let late: Vec<&str> =
        demo.sites.iter().filter(|site| site.submissions[1].files.is_empty()).map(|site| site.name.as_str()).collect();
    assert_eq!(late, ["Ironsedge"]);
    let header = |period: usize| {
        let file = demo.sites[9].submissions[period].files.iter().find(|file| file.name.starts_with("staff")).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap().lines().next().unwrap().to_lowercase()
    };
    assert!(header(0).contains("ethnic") && !header(1).contains("ethnic"));
    for (code, usable) in [("D0000001", true), ("D0000009", false), ("D0000010", false)] {
        assert_eq!(demo.truth.usable(&SiteId::new(code).unwrap(), "2024-25"), usable, "{code}");
        assert!(demo.truth.usable(&SiteId::new(code).unwrap(), "2023-24"));
    }
}

#[test]
fn every_column_is_one_of_the_schema_and_no_required_one_is_missing() {
    for extract in Plan::clean(1, 200).tables(1, 0).unwrap() {
        for table in extract.tables {
            let schema = table.dataset.schema();
            let places: Vec<usize> = table
                .columns
                .iter()
                .map(|name| schema.columns.iter().position(|column| column.name == *name).expect(name))
                .collect();
            assert!(places.is_sorted(), "{}", table.dataset.name());
            let required = schema.columns.iter().filter(|column| column.required);
            for column in required {
                assert!(table.column(&column.name).is_some(), "{}.{}", table.dataset.name(), column.name);
                let filled = (0..table.rows()).all(|row| table.get(row, &column.name) != Value::Empty);
                assert!(filled, "{}.{}", table.dataset.name(), column.name);
            }
        }
    }
}

#[test]
fn the_base_of_the_truth_is_the_base_in_the_records() {
    let plan = Plan::clean(3, 1_800);
    let consortium = Consortium::generate(5, &plan).unwrap();
    for site in 0..3 {
        let extracts = plan.tables(5, site).unwrap();
        let id = consortium.sites[site].id.clone();
        for (index, period) in plan.periods.iter().enumerate() {
            let counted = recount(index.checked_sub(1).map(|before| &extracts[before]), &extracts[index]);
            for measure in Measure::all() {
                for group in [Group::White, Group::Bme] {
                    let scope = Scope::Site(id.clone());
                    let expected = consortium.truth.expected(
                        measure,
                        &period.label,
                        &scope,
                        ServiceScope::Together,
                        Grouping::Binary,
                        group,
                    );
                    let base = counted.get(&(measure, group)).map_or(0, |count| count.base);
                    assert_eq!(expected.map_or(0, |e| e.base), base, "{measure:?} {group:?} {}", period.label);
                }
            }
        }
    }
}

#[test]
fn cases_scatter_around_the_truth_as_binomial_counts_do() {
    let plan = Plan::clean(1, 1_000);
    let mut sums: std::collections::BTreeMap<(Measure, Group), (f64, f64, f64)> = Default::default();
    for seed in 0..40 {
        let consortium = Consortium::generate(seed, &plan).unwrap();
        let extracts = plan.tables(seed, 0).unwrap();
        let counted = recount(Some(&extracts[0]), &extracts[1]);
        for ((measure, group), count) in counted {
            let expected = consortium
                .truth
                .expected(measure, "2024-25", &Scope::All, ServiceScope::Together, Grouping::Binary, group)
                .unwrap();
            let rate = expected.rate().unwrap();
            let sum = sums.entry((measure, group)).or_default();
            sum.0 += count.cases as f64 - expected.cases;
            sum.1 += expected.cases * (1.0 - rate);
            sum.2 += (count.cases as f64 - expected.cases).powi(2);
        }
    }
    for ((measure, group), (difference, variance, squares)) in sums {
        let z = difference / variance.sqrt();
        assert!(z.abs() < 4.0, "{measure:?} {group:?}: {z}");
        // Forty squares over their expectation: chi-squared with 40 degrees of freedom lies between 0.4 and 1.9.
        let spread = squares / variance;
        assert!((0.4..1.9).contains(&spread), "{measure:?} {group:?}: {spread}");
    }
}

#[test]
fn a_site_without_a_dataset_has_no_truth_for_its_measures() {
    let demo = Consortium::generate(1, &Plan::demo()).unwrap();
    let larkwater = Scope::Site(SiteId::new("D0000012").unwrap());
    let of = |measure| {
        demo.truth.expected(measure, "2024-25", &larkwater, ServiceScope::Together, Grouping::Binary, Group::White)
    };
    assert_eq!(of(Measure::Disciplinary), None);
    assert_eq!(of(Measure::FundedTraining), None);
    assert!(of(Measure::Left).is_some() && of(Measure::Appointed).is_some());
}

#[test]
fn a_clean_plan_has_the_rows_asked_for() {
    let plan = Plan::clean(4, 20_000);
    let rows: usize = (0..4)
        .map(|site| plan.tables(1, site).unwrap()[1].table(Dataset::Staff).map_or(0, wres_synth::Table::rows))
        .sum();
    assert!((18_000..=23_000).contains(&rows), "{rows}");
}
