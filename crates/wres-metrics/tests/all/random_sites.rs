//! Small random submissions with everything in them that a real one may have: nulls, unknown codes, days on the edge.

use crate::rows::{Row, Sheet, Site, Value};
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Day};

const ETHNICITY: &[&str] =
    &["white_british", "white_irish", "asian_indian", "black_african", "unknown_refused", "not_a_code"];
const SERVICE: &[&str] = &["adults", "children", "corporate", "nonsense"];
const RUNG: &[&str] = &["1", "2", "2", "3", "9"];
const ANSWER: &[&str] = &["yes", "no", "dont_know", "not_answered"];
const PEOPLE: u64 = 6;

type Cells = Vec<(&'static str, BoxedStrategy<Value>)>;

/// A submission; any dataset may be missing, and any optional column not supplied.
pub(crate) fn site() -> impl Strategy<Value = Site> {
    let sheets: Vec<BoxedStrategy<Option<Sheet>>> = DATASETS.iter().map(|&dataset| sheet(dataset)).collect();
    (sheets, sheet(Dataset::Staff)).prop_map(|(sheets, before)| Site {
        this: DATASETS.iter().copied().zip(sheets).filter_map(|(dataset, sheet)| Some((dataset, sheet?))).collect(),
        previous: before.map(|sheet| BTreeMap::from([(Dataset::Staff, sheet)])),
    })
}

const DATASETS: &[Dataset] = &[
    Dataset::Staff,
    Dataset::Leavers,
    Dataset::Cases,
    Dataset::Training,
    Dataset::Appraisals,
    Dataset::Moves,
    Dataset::Applications,
    Dataset::Survey,
    Dataset::Incidents,
    Dataset::SelfAssessment,
];

fn cells(dataset: Dataset) -> Cells {
    match dataset {
        Dataset::Staff => vec![
            ("person_id", person(PEOPLE)),
            // Few numbers of posts, so that many of a person's posts are alike in all that makes one the most senior.
            ("post_id", prop_oneof![1 => Just(Value::Null).boxed(), 1 => key(2)].boxed()),
            ("ethnicity", text(ETHNICITY)),
            ("service", text(SERVICE)),
            ("rung", text(RUNG)),
            ("grade", text(&["case_holder", "senior_practitioner", "manager"])),
            ("hours_fte", number(&[50, 100, 100, 100])),
            ("contract", text(&["permanent", "agency", "casual"])),
            ("regulated", flag()),
            ("manager_level", text(&["none", "senior", "director"])),
            ("salary_fte", number(&[2_999_999, 3_000_000, 5_000_000])),
            ("bonus", number(&[0, 50, 50_000, 120_000])),
            ("service_start", day()),
            ("sex", text(&["female", "male"])),
            ("role", text(&["nurse", "manager", "other"])),
            ("board", text(&["voting", "executive"])),
        ],
        Dataset::Leavers => vec![
            ("person_id", person(PEOPLE + 3)),
            (
                "left_on",
                prop_oneof![1 => day(), 2 => (0..365).prop_map(|days| after(Day::constant(2024, 4, 1), days))].boxed(),
            ),
            ("reason", text(&["resignation", "retirement", "dismissal_conduct", "internal_move", "relocation"])),
            ("ethnicity", text(ETHNICITY)),
            ("service", text(SERVICE)),
        ],
        Dataset::Cases => vec![
            ("person_id", person(PEOPLE + 3)),
            ("kind", text(&["disciplinary", "fitness_to_practise", "grievance_raised", "bullying_raised"])),
            ("entered_on", day()),
        ],
        Dataset::Training => vec![
            ("person_id", person(PEOPLE + 1)),
            ("kind", text(&["mandatory", "cpd"])),
            ("funded", flag()),
            ("approved", flag()),
            ("attended_on", day()),
            ("requested_on", day()),
        ],
        Dataset::Appraisals => {
            vec![("person_id", person(PEOPLE + 1)), ("held_on", day()), ("benefit", flag()), ("detriment", flag())]
        }
        Dataset::Moves => vec![
            ("person_id", person(PEOPLE)),
            ("moved_on", day()),
            ("kind", text(&["permanent", "acting_up"])),
            ("from_rung", text(RUNG)),
            ("to_rung", text(RUNG)),
            ("applied", flag()),
        ],
        Dataset::Applications => vec![
            ("ethnicity", text(ETHNICITY)),
            ("service", text(SERVICE)),
            ("internal", flag()),
            ("recruited_abroad", flag()),
            ("shortlisted", flag()),
            ("interviewed", flag()),
            ("offered", flag()),
            ("appointed", flag()),
            ("withdrew", flag()),
        ],
        Dataset::Survey => vec![
            ("ethnicity", text(ETHNICITY)),
            ("service", text(SERVICE)),
            ("weight", weight()),
            ("harassed_by_public", text(ANSWER)),
            ("harassed_by_colleague", text(ANSWER)),
            ("harassed_by_manager", text(ANSWER)),
            ("equal_opportunity", text(ANSWER)),
            ("discriminated", text(ANSWER)),
            ("reported_it", text(ANSWER)),
            ("considering_leaving", text(ANSWER)),
        ],
        Dataset::Incidents => vec![
            ("person_id", person(PEOPLE + 1)),
            ("group", text(ETHNICITY)),
            ("perpetrator", text(&["public", "manager", "relative"])),
            ("form", text(&["verbal", "physical"])),
            ("satisfied", text(&["yes", "partly", "no", "not_asked"])),
            ("agencies", number(&[0, 1, 2])),
            ("plan_agreed", flag()),
            ("aftercare_offered", flag()),
            ("withdrawn_reason", text(&["fear", "no trust"])),
            ("reported_on", near()),
            ("first_response_at", near()),
            ("closed_on", near()),
        ],
        _ => vec![
            ("heading", text(&["Service delivery", "Organisation"])),
            ("level", number(&[0, 1, 2, 3, 9])),
            ("core", flag()),
            ("answer", text(&["yes", "partly", "no", "not_applicable", "not_answered"])),
            ("peer_answer", text(&["yes", "partly", "no"])),
        ],
    }
}

fn sheet(dataset: Dataset) -> BoxedStrategy<Option<Sheet>> {
    let (names, cells): (Vec<&'static str>, Vec<BoxedStrategy<Value>>) = cells(dataset).into_iter().unzip();
    let required = |name: &str| name.ends_with("rung") || dataset.schema().column(name).is_some_and(|c| c.required);
    let optional: Vec<&'static str> = names.iter().copied().filter(|name| !required(name)).collect();
    let all = optional.len();
    let left_out = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::sample::subsequence(optional, 0..=all),
    ];
    let rows = vec(cells, 0..11).prop_map(move |rows| {
        let row = |values: Vec<Value>| names.iter().copied().zip(values).collect::<Row>();
        rows.into_iter().map(row).collect::<Vec<Row>>()
    });
    let sheet = (rows, left_out).prop_map(move |(mut rows, left_out)| {
        without_ties(dataset, &mut rows);
        for row in &mut rows {
            row.retain(|column, _| !left_out.contains(column));
        }
        Some(Sheet { rows, left_out: left_out.into_iter().collect() })
    });
    prop_oneof![1 => Just(None), 12 => sheet].boxed()
}

/// Says of every post where it stood, against the order of the rows, so that posts that are alike in all else are still told
/// apart. A leaver's row says so of nothing: of several on one day there is one.
fn without_ties(dataset: Dataset, rows: &mut Vec<Row>) {
    match dataset {
        Dataset::Staff => {
            for (row, number) in rows.iter_mut().rev().zip(0_i64..) {
                row.insert("_file", Value::Number(number % 2));
                row.insert("_row", Value::Number(number));
            }
        }
        Dataset::Leavers => {
            let mut seen = BTreeSet::new();
            rows.retain(|row| seen.insert(format!("{:?} {:?}", row["person_id"], row["left_on"])));
        }
        _ => {}
    }
}

fn text(codes: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 12 => select(codes).prop_map(|code| Value::Text(code.into()))].boxed()
}

fn flag() -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 4 => any::<bool>().prop_map(Value::Flag)].boxed()
}

/// Somebody, or nobody that the row tells of.
fn person(highest: u64) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null).boxed(), 10 => key(highest)].boxed()
}

fn key(highest: u64) -> BoxedStrategy<Value> {
    (1..=highest).prop_map(Value::Key).boxed()
}

fn number(values: &'static [i64]) -> BoxedStrategy<Value> {
    prop_oneof![1 => Just(Value::Null), 8 => select(values).prop_map(Value::Number)].boxed()
}

/// Weights as they are and as they should not be.
fn weight() -> BoxedStrategy<Value> {
    prop_oneof![
        1 => Just(Value::Null),
        2 => select(vec![0.0, -1.5, 0.000_04, 0.0001, 1000.0, 1000.5]).prop_map(Value::Real),
        8 => (0.01_f64..9.0).prop_map(Value::Real),
    ]
    .boxed()
}

fn day() -> BoxedStrategy<Value> {
    let edges = vec![
        Day::constant(2024, 3, 31),
        Day::constant(2024, 4, 1),
        Day::constant(2025, 3, 31),
        Day::constant(2025, 4, 1),
    ];
    prop_oneof![
        1 => Just(Value::Null),
        1 => select(edges).prop_map(Value::Day),
        6 => (-500_i32..700).prop_map(|days| after(Day::constant(2024, 4, 1), days)),
    ]
    .boxed()
}

/// Days near one another, around a weekend, and around the end of the period.
fn near() -> BoxedStrategy<Value> {
    prop_oneof![
        2 => (-3_i32..3).prop_map(|days| after(Day::constant(2025, 4, 1), days)),
        1 => Just(Value::Null),
        8 => (0_i32..9).prop_map(|days| after(Day::constant(2024, 10, 3), days)),
        1 => Just(Value::Day(Day::constant(2025, 1, 1))),
    ]
    .boxed()
}

fn after(day: Day, days: i32) -> Value {
    Value::Day(day.days_later(days))
}
