//! Facts of a person that several rows tell: whatever the order of the rows, the counts are the same, down to what was found.

use crate::rows::{Row, Sheet, Site, Value};
use proptest::{collection::vec, prelude::*, sample::select};
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{Dataset, Day, Period, SiteId};
use wres_metrics::{CountPlan, Counted, Standard, count};

/// Every standard, so that every fact stands in some count.
static PLAN: LazyLock<CountPlan> = LazyLock::new(|| {
    let mut standards: Vec<Standard> = Vec::new();
    for name in Standard::embedded_names() {
        let family = Standard::embedded(name).unwrap().family;
        if standards.iter().all(|standard| standard.family != family) {
            standards.push(Standard::embedded(&family).unwrap());
        }
    }
    CountPlan::compile(&standards.iter().collect::<Vec<_>>()).unwrap()
});

fn text(codes: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![2 => Just(Value::Null), 5 => select(codes).prop_map(|code| Value::Text(code.into()))].boxed()
}

fn number(values: &'static [i64]) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 3 => select(values).prop_map(Value::Number)].boxed()
}

/// One post of one of three people: each fact is known in some rows, open in others, and differs in a few.
fn post() -> BoxedStrategy<Row> {
    let cells: Vec<(&'static str, BoxedStrategy<Value>)> = vec![
        ("person_id", (1_u64..=3).prop_map(Value::Key).boxed()),
        ("ethnicity", text(&["white_british", "asian_indian", "unknown_refused"])),
        ("sex", text(&["female", "male"])),
        ("disability", prop_oneof![1 => Just(Value::Null), 2 => any::<bool>().prop_map(Value::Flag)].boxed()),
        ("service", text(&["adults", "children"])),
        ("rung", text(&["2", "3"])),
        ("hours_fte", number(&[50, 100])),
        ("contract", text(&["permanent", "fixed_term", "agency"])),
        ("salary_fte", number(&[2_800_000, 3_600_000])),
        ("service_start", Just(Value::Day(Day::constant(2015, 4, 1))).boxed()),
    ];
    let (names, cells): (Vec<&'static str>, Vec<BoxedStrategy<Value>>) = cells.into_iter().unzip();
    cells.prop_map(move |values| names.iter().copied().zip(values).collect()).boxed()
}

fn counted(rows: Vec<Row>, before: Vec<Row>) -> Counted {
    let sheet = |rows| Sheet { rows, left_out: ["post_id"].into() };
    let site = Site {
        this: BTreeMap::from([(Dataset::Staff, sheet(rows))]),
        previous: Some(BTreeMap::from([(Dataset::Staff, sheet(before))])),
    };
    count(&PLAN, &SiteId::new("S1").unwrap(), &Period::financial_year("2024-25").unwrap(), site.columns()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_order_in_which_a_person_is_told_of_decides_nothing(
        rows in vec(post(), 2..9), before in vec(post(), 0..5), keys in vec(any::<u32>(), 9),
    ) {
        let shuffled = |rows: &[Row]| {
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by_key(|at| keys[*at]);
            order.into_iter().map(|at| rows[at].clone()).collect::<Vec<Row>>()
        };
        let (one, other) = (counted(rows.clone(), before.clone()), counted(shuffled(&rows), shuffled(&before)));
        prop_assert_eq!(one, other);
    }
}
