//! Clean records with cells broken in every way that leaves all rows in their place.

use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset::{self, Appraisals, Cases, Leavers, Staff, Training};
use wres_synth::{Defect, Extract, Plan, Table, Value, plant};

/// What was broken, and where: rows as a spreadsheet numbers them.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) defect: Defect,
    pub(crate) dataset: Dataset,
    pub(crate) rows: Vec<u32>,
}

/// Rows of a table, the first being 0, that were broken already.
type Used = BTreeSet<(Dataset, usize)>;

/// Breaks cells of the later extract in every way. Returns also the kinds of defect that are no matter of a cell.
pub(crate) fn broken(clean: &[Extract], plan: &Plan) -> (Vec<Extract>, Vec<Broken>, Vec<Defect>) {
    let (mut extracts, mut all, mut left) = (clean.to_vec(), Vec::new(), Vec::new());
    let mut used = Used::new();
    for (seed, &defect) in (900..).zip(Defect::ALL) {
        let mut tried = extracts.clone();
        let rows = plant(&mut tried, &plan.periods[1], defect, 2, seed);
        let tables = tried[1].tables.iter().zip(&extracts[1].tables);
        let in_place = tried[0] == extracts[0] && tables.clone().all(|(one, other)| one.rows() == other.rows());
        if rows.is_empty() || !in_place {
            left.push(defect);
            continue;
        }
        for (table, before) in tables {
            used.extend(
                (0..table.rows()).filter(|&row| table.row(row) != before.row(row)).map(|row| (table.dataset, row)),
            );
        }
        all.push(Broken::new(defect, &rows));
        extracts = tried;
    }
    left.retain(|&defect| {
        let edits = edits(defect, &extracts, &used, (plan.periods[1].from.number(), plan.periods[1].snapshot.number()));
        for (row, column, value) in &edits {
            extracts[1].table_mut(defect.dataset()).unwrap().set(*row, column, *value);
            used.insert((defect.dataset(), *row));
            // Whoever takes part in one defect is left alone by the others.
            for table in extracts[1].tables.iter().filter(|table| [Staff, Leavers].contains(&table.dataset)) {
                let of_person = (0..table.rows()).filter(|&other| table.get(other, "person_id") == *value);
                used.extend(of_person.map(|other| (table.dataset, other)));
            }
        }
        let rows: Vec<usize> = edits.iter().map(|(row, ..)| *row).collect();
        if !rows.is_empty() {
            all.push(Broken::new(defect, &rows));
        }
        rows.is_empty()
    });
    (extracts, all, left)
}

impl Broken {
    fn new(defect: Defect, rows: &[usize]) -> Self {
        let rows = rows.iter().map(|&row| u32::try_from(row).unwrap() + 2).collect();
        Self { defect, dataset: defect.dataset(), rows }
    }
}

type Edit = (usize, &'static str, Value);

fn day_column(dataset: Dataset) -> &'static str {
    match dataset {
        Leavers => "left_on",
        Cases => "entered_on",
        Training => "attended_on",
        Appraisals => "held_on",
        _ => "moved_on",
    }
}

fn day(value: Value) -> i32 {
    match value {
        Value::Day(day) => day,
        _ => i32::MIN,
    }
}

/// Edits of existing rows that make a defect; none if a cell cannot make it.
fn edits(defect: Defect, extracts: &[Extract], used: &Used, (from, _): (i32, i32)) -> Vec<Edit> {
    let dataset = defect.dataset();
    let (table, staff) = (extracts[1].table(dataset).unwrap(), extracts[1].table(Staff).unwrap());
    let people: BTreeMap<String, usize> = (0..staff.rows()).map(|row| (person(staff, row), row)).collect();
    let free = |row: &usize| !used.contains(&(dataset, *row)) && table.get(*row, "person_id") != Value::Empty;
    let first = |meets: &dyn Fn(usize) -> bool| (0..table.rows()).filter(free).find(|&row| meets(row));
    let whole = |row: &usize| !used.contains(&(Staff, *row));
    let one = |row: Option<usize>, column, value| row.map(|row| vec![(row, column, value)]).unwrap_or_default();
    let on = |row: usize| day(table.get(row, day_column(dataset)));
    // A number for each kind, or a stranger among the leavers would be none among the cases.
    let nobody = 9_000_000 + u32::try_from(used.len()).unwrap();
    let stranger = match staff.get(0, "person_id") {
        Value::Id(prefix, _) => Value::Id(prefix, nobody),
        other => panic!("{other:?}"),
    };
    match defect {
        Defect::Missing(_, column) => one(first(&|row| table.get(row, column) != Value::Empty), column, Value::Empty),
        Defect::OutsidePeriod(_) => one(first(&|row| on(row) > 0), day_column(dataset), Value::Day(from - 2_000)),
        Defect::Stranger(_) => one(first(&|_| true), "person_id", stranger),
        Defect::BeforeJoining(_) => {
            // An event before a day on which somebody joined becomes that person's.
            let posts = |extract: usize| {
                let staff = extracts[extract].table(Staff).unwrap();
                (0..staff.rows()).map(move |row| (person(staff, row), day(staff.get(row, "service_start"))))
            };
            let mut start = BTreeMap::new();
            for (person, day) in posts(0).chain(posts(1)) {
                start.entry(person).and_modify(|known: &mut i32| *known = day.min(*known)).or_insert(day);
            }
            let joined = |row: usize| {
                let later = |one: &usize| whole(one) && start[&person(staff, *one)] > on(row).max(from);
                (0..staff.rows()).find(later).filter(|_| on(row) > 0)
            };
            let row = first(&|row| joined(row).is_some());
            row.map(|row| vec![(row, "person_id", staff.get(joined(row).unwrap(), "person_id"))]).unwrap_or_default()
        }
        Defect::AfterLeaving(_) => {
            let leavers = extracts[1].table(Leavers).unwrap();
            let left = |row: usize| {
                let gone = |leaver: &usize| {
                    let left = day(leavers.get(*leaver, "left_on"));
                    left >= from && left < on(row) && !people.contains_key(&person(leavers, *leaver))
                };
                (0..leavers.rows()).filter(|leaver| !used.contains(&(Leavers, *leaver))).find(gone)
            };
            let row = first(&|row| left(row).is_some());
            row.map(|row| vec![(row, "person_id", leavers.get(left(row).unwrap(), "person_id"))]).unwrap_or_default()
        }
        Defect::LeaverInPost => {
            let somebody = (0..staff.rows()).find(|row| whole(row)).unwrap();
            one(first(&|_| true), "person_id", staff.get(somebody, "person_id"))
        }
        Defect::LeaverNowhereKnown => first(&|_| true)
            .map(|row| vec![(row, "person_id", stranger), (row, "ethnicity", Value::Empty)])
            .unwrap_or_default(),
        Defect::FitnessNotRegulated => {
            let of = |row: usize| {
                people.get(&person(table, row)).filter(|row| whole(row)).map(|&row| staff.get(row, "regulated"))
            };
            one(first(&|row| of(row) == Some(Value::Flag(false))), "kind", Value::Code("fitness_to_practise"))
        }
        Defect::MoveNotInStaff => {
            let of = |row: usize| {
                people.get(&person(table, row)).filter(|row| whole(row)).map(|&row| staff.get(row, "grade"))
            };
            let is = |row: usize| {
                table.get(row, "kind") == Value::Code("permanent")
                    && of(row).is_some_and(|grade| grade == table.get(row, "to_grade") && grade != Value::Text("9"))
            };
            one(first(&is), "to_grade", Value::Text("9"))
        }
        Defect::Appeared => {
            let last = extracts[0].table(Staff).unwrap();
            let was_here: BTreeSet<String> = (0..last.rows()).map(|row| person(last, row)).collect();
            let joined = |row: usize| {
                !was_here.contains(&person(table, row))
                    && day(table.get(row, "service_start")) >= from
                    && table.get(row, "contract") == Value::Code("permanent")
            };
            one(first(&joined), "service_start", Value::Day(from - 700))
        }
        Defect::TwoFullTimePosts | Defect::TwoEthnicities => {
            let mut seen = BTreeMap::new();
            let again = |row: usize| seen.insert(person(table, row), row).map(|earlier| (earlier, row));
            let Some((one, other)) = (0..table.rows()).filter(free).find_map(again) else { return Vec::new() };
            if defect == Defect::TwoEthnicities {
                let group = if table.get(one, "ethnicity") == Value::Code("asian_indian") {
                    "white_irish"
                } else {
                    "asian_indian"
                };
                return vec![(other, "ethnicity", Value::Code(group))];
            }
            vec![(one, "hours_fte", Value::Hundredths(100)), (other, "hours_fte", Value::Hundredths(100))]
        }
        _ => Vec::new(),
    }
}

fn person(table: &Table, row: usize) -> String {
    format!("{:?}", table.get(row, "person_id"))
}
