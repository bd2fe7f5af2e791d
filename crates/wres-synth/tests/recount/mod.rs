//! Counts the measures from the records, by other means than the simulation's own.
#![allow(clippy::unwrap_used, reason = "part of a test, which fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Ethnicity, Group, Grouping};
use wres_synth::{Extract, Measure, Table, Value};

/// Cases and base.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Counted {
    pub(crate) cases: u64,
    pub(crate) base: u64,
}

type Counts = BTreeMap<(Measure, Group), Counted>;

#[derive(Debug, Clone, Copy)]
struct Post {
    group: Group,
    rung: u8,
    pounds: i64,
    regulated: bool,
}

fn code(value: Value) -> &'static str {
    match value {
        Value::Code(code) | Value::Text(code) => code,
        _ => "",
    }
}

fn number(value: Value) -> u32 {
    match value {
        Value::Id(_, number) => number,
        _ => 0,
    }
}

fn group(value: Value) -> Group {
    Grouping::Binary.group(Ethnicity::from_code(code(value)).unwrap_or(Ethnicity::UnknownUnmapped))
}

/// The most senior post of everybody directly employed.
fn posts(staff: &Table) -> BTreeMap<u32, Post> {
    let mut posts: BTreeMap<u32, Post> = BTreeMap::new();
    for row in 0..staff.rows() {
        if code(staff.get(row, "contract")) == "agency" {
            continue;
        }
        let post = Post {
            group: group(staff.get(row, "ethnicity")),
            rung: code(staff.get(row, "grade")).parse().unwrap(),
            pounds: match staff.get(row, "salary_fte") {
                Value::Pence(pence) => pence / 100,
                _ => 0,
            },
            regulated: staff.get(row, "regulated") == Value::Flag(true),
        };
        let best = posts.entry(number(staff.get(row, "person_id"))).or_insert(post);
        if post.rung > best.rung {
            *best = post;
        }
    }
    posts
}

/// Person numbers of the rows of a table that meet a condition.
fn people(table: &Table, meets: impl Fn(usize) -> bool) -> BTreeSet<u32> {
    (0..table.rows()).filter(|&row| meets(row)).map(|row| number(table.get(row, "person_id"))).collect()
}

/// Counts every measure, BME and White.
pub(crate) fn recount(before: Option<&Extract>, now: &Extract) -> Counts {
    let mut counts = Counts::new();
    let table = |dataset| now.table(dataset).unwrap();
    let here = posts(table(Dataset::Staff));
    let there = before.map(|extract| posts(extract.table(Dataset::Staff).unwrap())).unwrap_or_default();
    for post in here.values() {
        let mut put = |measure, case| add(&mut counts, measure, post.group, case);
        for rung in 1..=9 {
            put(Measure::OnRung(rung), post.rung == rung);
        }
        let band = if post.pounds < 30_000 { 0 } else { 1 + u8::from(post.pounds >= 70_000) };
        for one in 0..=2 {
            put(Measure::InPayBand(one), band == one);
        }
        put(Measure::SeniorManager, post.rung >= 8);
    }
    in_period(&mut counts, now, &here, &there);
    applications(&mut counts, table(Dataset::Applications));
    let survey = table(Dataset::Survey);
    for (measure, column) in [
        (Measure::HarassedByPublic, "harassed_by_public"),
        (Measure::HarassedByColleague, "harassed_by_colleague"),
        (Measure::HarassedByManager, "harassed_by_manager"),
    ] {
        for row in 0..survey.rows() {
            let answer = code(survey.get(row, column));
            if matches!(answer, "yes" | "no") {
                add(&mut counts, measure, group(survey.get(row, "ethnicity")), answer == "yes");
            }
        }
    }
    counts
}

fn in_period(counts: &mut Counts, now: &Extract, here: &BTreeMap<u32, Post>, there: &BTreeMap<u32, Post>) {
    let table = |dataset| now.table(dataset).unwrap();
    let (leavers, cases) = (table(Dataset::Leavers), table(Dataset::Cases));
    let (training, moves) = (table(Dataset::Training), table(Dataset::Moves));
    let mut everybody: BTreeMap<u32, (Group, Option<bool>)> = BTreeMap::new();
    for row in 0..leavers.rows() {
        everybody.insert(number(leavers.get(row, "person_id")), (group(leavers.get(row, "ethnicity")), None));
    }
    for (person, post) in there.iter().chain(here) {
        everybody.insert(*person, (post.group, Some(post.regulated)));
    }
    let left = people(leavers, |_| true);
    let voluntarily = ["resignation", "other_employer", "relocation"];
    let voluntary = people(leavers, |row| voluntarily.contains(&code(leavers.get(row, "reason"))));
    let of_kind = |kind| people(cases, |row| code(cases.get(row, "kind")) == kind);
    let (disciplinary, fitness) = (of_kind("disciplinary"), of_kind("fitness_to_practise"));
    let funded = people(training, |row| {
        code(training.get(row, "kind")) == "cpd" && training.get(row, "funded") == Value::Flag(true)
    });
    let promoted = people(moves, |row| code(moves.get(row, "kind")) == "permanent");
    for (person, (group, regulated)) in &everybody {
        let mut put = |measure, case| add(counts, measure, *group, case);
        put(Measure::Left, left.contains(person));
        put(Measure::LeftVoluntarily, voluntary.contains(person));
        put(Measure::Disciplinary, disciplinary.contains(person));
        put(Measure::FundedTraining, funded.contains(person));
        if *regulated == Some(true) {
            put(Measure::FitnessToPractise, fitness.contains(person));
        }
    }
    for (person, post) in there.iter().filter(|(_, post)| post.rung < 9) {
        let group = here.get(person).unwrap_or(post).group;
        add(counts, Measure::Promoted, group, promoted.contains(person));
    }
}

fn applications(counts: &mut Counts, table: &Table) {
    for row in 0..table.rows() {
        let group = group(table.get(row, "ethnicity"));
        let shortlisted = table.get(row, "shortlisted") == Value::Flag(true);
        add(counts, Measure::Shortlisted, group, shortlisted);
        if shortlisted {
            add(counts, Measure::Appointed, group, table.get(row, "appointed") == Value::Flag(true));
        }
    }
}

fn add(counts: &mut Counts, measure: Measure, group: Group, case: bool) {
    if group != Group::Unknown {
        let count = counts.entry((measure, group)).or_default();
        count.base += 1;
        count.cases += u64::from(case);
    }
}
