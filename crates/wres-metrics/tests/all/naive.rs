//! The meaning of a definition, row by row and person by person, with no engine: what the engine is held to.

use crate::rows::{Row, Sheet, Site, Value};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use wres_domain::{ColumnKind, Dataset, Day, Ethnicity, Period, Service};
use wres_metrics::{
    Condition, CountPlan, Dimension, Fate, Filter, Indicator, Kind, Population, Scalar, Split, Standard, When,
};

/// Dimension and value (empty for the whole), service (`None` for all together), ethnicity.
pub(crate) type Key = (String, (String, String), Option<Service>, Ethnicity);
/// Cases and base by cell; only cells with a base. Of the dimension `weight`: respondents, sums of weights and of their squares.
pub(crate) type Cells = BTreeMap<Key, (u64, u64)>;
/// People by pay: indicator, service, ethnicity, pence.
pub(crate) type PayCells = BTreeMap<(String, Option<Service>, Ethnicity, i64), u64>;

pub(crate) struct Naive<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) site: &'a Site,
    pub(crate) period: &'a Period,
    pub(crate) plan: &'a CountPlan,
}

/// What a column says, as a number or a code.
type Tie = (i64, String);

/// Codes of random sites that no list has.
const UNLISTED: [&str; 2] = ["not_a_code", "nonsense"];

struct Member<'a> {
    row: &'a Row,
    ethnicity: Ethnicity,
    service: Service,
    /// The rung now, of a member of a cohort who is in post now.
    now: Option<Option<usize>>,
}

static NO_ROW: Row = Row::new();

impl<'a> Naive<'a> {
    /// Every cell of every indicator that can be counted.
    pub(crate) fn cells(&self) -> (Cells, PayCells) {
        let mut out = Cells::new();
        let mut pay = PayCells::new();
        for indicator in &self.standard.indicators {
            let population = &self.standard.populations[&indicator.population];
            let dataset = Dataset::from_name(&population.dataset).unwrap();
            let Some(members) = self.members(population, dataset) else { continue };
            let supplied = |column: &str| {
                let sheets = if population.when == When::Cohort {
                    self.site.previous.as_ref().unwrap()
                } else {
                    &self.site.this
                };
                sheets[&dataset].supplied(dataset, column)
            };
            let tells = |condition: &Condition| match &condition.dataset {
                None => condition
                    .filters
                    .iter()
                    .chain(&condition.any_of)
                    .all(|f| f.optional || (supplied(&f.column) && f.of.as_ref().is_none_or(|of| supplied(of)))),
                Some(name) => {
                    let other = Dataset::from_name(name).unwrap();
                    self.site.this.get(&other).is_some_and(|sheet| {
                        condition.filters.iter().all(|f| f.optional || sheet.supplied(other, &f.column))
                    })
                }
            };
            let conditions = indicator.at_risk.iter().chain(&indicator.case);
            if !conditions.clone().all(tells) {
                continue;
            }
            for member in &members {
                if !indicator.at_risk.as_ref().is_none_or(|c| self.meets(member, dataset, c)) {
                    continue;
                }
                self.count(indicator, dataset, member, &supplied, &tells, &mut out, &mut pay);
            }
        }
        (out, pay)
    }

    #[allow(clippy::too_many_arguments, reason = "one step of a loop, not a border")]
    fn count(
        &self,
        indicator: &Indicator,
        dataset: Dataset,
        member: &Member<'_>,
        supplied: &dyn Fn(&str) -> bool,
        tells: &dyn Fn(&Condition) -> bool,
        out: &mut Cells,
        pay: &mut PayCells,
    ) {
        let is_case = indicator.case.as_ref().is_some_and(|c| self.meets(member, dataset, c));
        if let Some(column) = &indicator.weight
            && supplied(column)
            && let Value::Real(weight) = get(member.row, column)
            && *weight > 0.000_099_999
            && *weight <= 1000.0
        {
            // In ten-thousandths, as decimal digits say it.
            let units: u64 = format!("{:.0}", weight * 10_000.0).parse().unwrap();
            for service in [None, Some(member.service)] {
                if service.is_some() && (self.standard.services.is_empty() || !supplied("service")) {
                    continue;
                }
                for (value, sum) in [("respondents", 1), ("sum", units), ("squares", units * units)] {
                    let stratum = ("weight".to_owned(), value.to_owned());
                    let cell = out.entry((indicator.id.0.clone(), stratum, service, member.ethnicity)).or_default();
                    cell.1 += sum;
                    cell.0 += if is_case { sum } else { 0 };
                }
            }
        }
        let mut add = |stratum: (String, String), case: bool| {
            for service in [None, Some(member.service)] {
                if service.is_some() && (self.standard.services.is_empty() || !supplied("service")) {
                    continue;
                }
                let key = (indicator.id.0.clone(), stratum.clone(), service, member.ethnicity);
                let cell = out.entry(key).or_default();
                cell.1 += 1;
                cell.0 += u64::from(case);
            }
        };
        match indicator.kind {
            Kind::Proportion | Kind::LikelihoodAndGap => add((String::new(), String::new()), is_case),
            Kind::Share => {}
            Kind::Survival => {
                for (month, leaves) in self.months(member) {
                    add(("month_of_service".into(), band(indicator, month, None)), leaves && is_case);
                }
            }
            Kind::Waiting => {
                for (day, came) in self.days_of_waiting(indicator, member) {
                    let days = indicator.case.as_ref().unwrap().filters[0].within_days.unwrap();
                    add(("day_of_waiting".into(), band(indicator, day, i32::try_from(days).ok())), came);
                }
            }
            Kind::Transitions => {
                let name = |rung: Option<usize>| rung.map_or("unmapped".to_owned(), |rung| self.ladder()[rung].clone());
                let before = name(self.rung(get(member.row, "rung")));
                let now = member.now.map_or("left".to_owned(), name);
                for to in self.ladder().into_iter().chain(["unmapped".into(), "left".into()]) {
                    add(("transition".into(), format!("{before}>{to}")), to == now);
                }
            }
            Kind::Hours => {
                if let Value::Number(hundredths) = get(member.row, "hours_fte") {
                    (0..*hundredths).for_each(|_| add((String::new(), String::new()), true));
                }
            }
            Kind::Pay => {
                let column = indicator.column.as_deref().unwrap_or("salary_fte");
                if let (true, Value::Number(pence)) = (supplied(column), get(member.row, column)) {
                    let apart = (!self.standard.services.is_empty()).then_some(member.service);
                    for service in std::iter::once(None).chain(apart.map(Some)) {
                        *pay.entry((indicator.id.0.clone(), service, member.ethnicity, *pence)).or_default() += 1;
                    }
                }
            }
        }
        for name in &indicator.by {
            let dimension = &self.standard.dimensions[name];
            match (dimension.split, &dimension.column) {
                (Split::Cases, column) => {
                    let narrowed: Vec<(String, Condition)> = dimension
                        .values
                        .iter()
                        .map(|value| {
                            let mut condition = indicator.case.clone().unwrap();
                            match column {
                                Some(column) => condition.filters.push(Filter {
                                    column: column.clone(),
                                    is: Some(Scalar::Text(value.code.clone())),
                                    ..Filter::default()
                                }),
                                None => condition.filters.extend(value.filters.iter().cloned()),
                            }
                            (value.code.clone(), condition)
                        })
                        .collect();
                    if narrowed.iter().all(|(_, condition)| tells(condition)) {
                        for (code, condition) in narrowed {
                            add((name.clone(), code), self.meets(member, dataset, &condition));
                        }
                    }
                }
                (Split::Base, Some(column)) if supplied(column) => {
                    let here = self.stratum(dimension, column, member.row);
                    if indicator.kind == Kind::Share {
                        for code in strata(dimension) {
                            let inside = here.as_ref() == Some(&code);
                            add((name.clone(), code), inside);
                        }
                        add((name.clone(), "unmapped".into()), here.is_none());
                    } else {
                        add((name.clone(), here.unwrap_or_else(|| "unmapped".into())), is_case);
                    }
                }
                (Split::Base, Some(_)) => {}
                (Split::Base, None) => {
                    // One value that cannot be told takes the dimension with it: its strata would not be what they say.
                    let filters = dimension.values.iter().flat_map(|value| &value.filters);
                    if !filters.into_iter().all(|f| f.optional || supplied(&f.column)) {
                        continue;
                    }
                    for value in &dimension.values {
                        let inside = value.filters.iter().all(|f| self.passes(f, member.row, self.sheet(dataset)));
                        if inside || indicator.kind == Kind::Share {
                            let case = if indicator.kind == Kind::Share { inside } else { is_case };
                            add((name.clone(), value.code.clone()), case);
                        }
                    }
                }
            }
        }
    }

    fn sheet(&self, dataset: Dataset) -> &'a Sheet {
        &self.site.this[&dataset]
    }

    fn members(&self, population: &Population, dataset: Dataset) -> Option<Vec<Member<'a>>> {
        let sheet = self.site.this.get(&dataset)?;
        let tested = population.filters.iter().all(|f| f.optional || sheet.supplied(dataset, &f.column));
        let who = dataset.schema().columns.iter().find(|c| matches!(&c.kind, ColumnKind::Code(l) if l == "ethnicity"));
        if !tested || !who.is_none_or(|column| sheet.supplied(dataset, &column.name)) {
            return None;
        }
        let column = who.map_or("", |column| column.name.as_str());
        let member = |row: &'a Row| Member { row, ethnicity: ethnicity(row, column), service: service(row), now: None };
        match population.when {
            When::Rows => {
                let rows =
                    sheet.rows.iter().filter(|row| population.filters.iter().all(|f| self.passes(f, row, sheet)));
                Some(rows.map(member).collect())
            }
            When::Snapshot => Some(self.people(population, sheet).into_values().map(member).collect()),
            When::InPeriod => {
                let mut people = self.people(population, sheet);
                let mut ever: BTreeSet<u64> = sheet.rows.iter().filter_map(person).collect();
                if let Some(before) = self.site.previous.as_ref().and_then(|p| p.get(&dataset)) {
                    ever.extend(before.rows.iter().filter_map(person));
                    for (person, row) in self.people(population, before) {
                        people.entry(person).or_insert(row);
                    }
                }
                let mut out: Vec<Member<'a>> = people.into_values().map(member).collect();
                let mut last: BTreeMap<u64, &'a Row> = BTreeMap::new();
                for row in self.leavers() {
                    let known = person(row).unwrap();
                    let later = last.get(&known).is_none_or(|old| day(row, "left_on") > day(old, "left_on"));
                    if later && !ever.contains(&known) {
                        last.insert(known, row);
                    }
                }
                for row in last.into_values() {
                    // Nothing else is known of them.
                    out.push(Member {
                        row: &NO_ROW,
                        ethnicity: ethnicity(row, "ethnicity"),
                        service: service(row),
                        now: None,
                    });
                    // Their number is what links their events.
                    let at = out.len() - 1;
                    out[at].row = self.number_only(row);
                }
                Some(out)
            }
            When::Cohort => {
                let before = self.site.previous.as_ref()?.get(&dataset)?;
                let now = self.people(population, sheet);
                let out = self.people(population, before).into_iter().map(|(number, row)| Member {
                    now: now.get(&number).map(|row| self.rung(get(row, "rung"))),
                    ..member(row)
                });
                Some(out.collect())
            }
        }
    }

    /// A row with the person's number and nothing else, kept for as long as the test runs.
    fn number_only(&self, row: &Row) -> &'a Row {
        let mut bare = Row::new();
        bare.insert("person_id", get(row, "person_id").clone());
        Box::leak(Box::new(bare))
    }

    fn people(&self, population: &Population, sheet: &'a Sheet) -> BTreeMap<u64, &'a Row> {
        let mut best: BTreeMap<u64, &'a Row> = BTreeMap::new();
        for row in &sheet.rows {
            let Some(number) = person(row) else { continue };
            if !population.filters.iter().all(|f| self.passes(f, row, sheet)) {
                continue;
            }
            let rank = |row: &Row| {
                // Of posts alike in rung and hours the one of which most is known, then the lowest post, then the lowest values.
                let tied = self.ties(row);
                let open = tied.iter().filter(|value| value.is_none()).count();
                let values: Vec<Reverse<(bool, Option<Tie>)>> =
                    tied.into_iter().map(|value| Reverse((value.is_none(), value))).collect();
                let fte = if let Value::Number(n) = get(row, "hours_fte") { Some(*n) } else { None };
                // The lowest post is the best, and a post without a number the worst; then the first place in the files.
                let post = if let Value::Key(n) = get(row, "post_id") { Some(u64::MAX - *n) } else { None };
                (self.rung(get(row, "rung")), fte, Reverse(open), post, values)
            };
            if best.get(&number).is_none_or(|old| rank(row) > rank(old)) {
                best.insert(number, row);
            }
        }
        best
    }

    /// What the columns that the plan reads say of a post, by name: a number or a code of its list, or nothing.
    fn ties(&self, row: &Row) -> Vec<Option<Tie>> {
        let columns = self.plan.scans()[&Dataset::Staff].iter().filter_map(|name| Dataset::Staff.schema().column(name));
        let compared = columns.filter(|column| {
            !matches!(column.kind, ColumnKind::Text | ColumnKind::Key | ColumnKind::BirthDate)
                && column.name != "hours_fte"
        });
        compared
            .map(|column| match get(row, &column.name) {
                Value::Text(code) if UNLISTED.contains(&code.as_str()) => None,
                Value::Text(code) => Some((0, code.clone())),
                Value::Flag(flag) => Some((i64::from(*flag), String::new())),
                Value::Number(number) => Some((*number, String::new())),
                Value::Day(day) => {
                    let days = day.number();
                    Some((i64::from(days), String::new()))
                }
                Value::Null | Value::Key(_) | Value::Real(_) => None,
            })
            .collect()
    }

    fn leavers(&self) -> impl Iterator<Item = &'a Row> {
        let rows = self.site.this.get(&Dataset::Leavers).map_or(&[][..], |sheet| sheet.rows.as_slice());
        rows.iter().filter(|row| {
            let moved = *get(row, "reason") == Value::Text("internal_move".into());
            day(row, "left_on").is_some_and(|day| self.period.contains(day)) && !moved && person(row).is_some()
        })
    }

    fn meets(&self, member: &Member<'_>, dataset: Dataset, condition: &Condition) -> bool {
        let told = match &condition.dataset {
            None => {
                let sheet = self.sheet(dataset);
                let left: Vec<&Filter> = condition
                    .any_of
                    .iter()
                    .filter(|f| !(f.optional && sheet.left_out.contains(f.column.as_str())))
                    .collect();
                condition.filters.iter().all(|f| self.passes(f, member.row, sheet))
                    && (left.is_empty() || left.iter().any(|f| self.passes(f, member.row, sheet)))
            }
            Some(name) => {
                let sheet = self.sheet(Dataset::from_name(name).unwrap());
                let number = person(member.row);
                let about = sheet.rows.iter().filter(|row| number.is_some() && person(row) == number);
                let passing = about.filter(|row| condition.filters.iter().all(|f| self.passes(f, row, sheet))).count();
                passing >= condition.at_least.unwrap_or(1) as usize
            }
        };
        let before = self.rung(get(member.row, "rung"));
        let both = |test: fn(usize, usize) -> bool| match (before, member.now) {
            (Some(before), Some(Some(now))) => test(before, now),
            _ => false,
        };
        let fate = match condition.fate {
            None => true,
            Some(Fate::Remained) => member.now.is_some(),
            Some(Fate::Left) => member.now.is_none(),
            Some(Fate::Stayed) => both(|before, now| now == before),
            Some(Fate::Up) => both(|before, now| now > before),
            Some(Fate::Down) => both(|before, now| now < before),
        };
        told && fate
    }

    fn passes(&self, filter: &Filter, row: &Row, sheet: &Sheet) -> bool {
        let value = get(row, &filter.column);
        let is_rung = filter.column.ends_with("rung");
        if filter.optional && sheet.left_out.contains(filter.column.as_str()) {
            return true;
        }
        // A rung that the ladder does not know is not known.
        let known = *value != Value::Null && !(is_rung && self.rung(value).is_none());
        if let Some(wanted) = filter.known {
            return known == wanted;
        }
        if !known {
            return false;
        }
        let money = matches!(filter.column.as_str(), "salary_fte" | "bonus" | "hours_fte" | "cost");
        let equals = |scalar: &Scalar| match (scalar, value) {
            (Scalar::Text(text), Value::Text(value)) => text == value,
            (Scalar::Flag(flag), Value::Flag(value)) => flag == value,
            (Scalar::Integer(number), Value::Number(value)) => number * if money { 100 } else { 1 } == *value,
            _ => false,
        };
        let order = |scalar: &Scalar| match (scalar, value) {
            (Scalar::Integer(number), Value::Number(value)) => value.cmp(&(number * if money { 100 } else { 1 })),
            (Scalar::Text(_), _) if is_rung => {
                let edge = if let Scalar::Text(text) = scalar { self.rung(&Value::Text(text.clone())) } else { None };
                self.rung(value).cmp(&edge)
            }
            _ => panic!("no order"),
        };
        if let Some(scalar) = &filter.is {
            equals(scalar)
        } else if let Some(scalar) = &filter.is_not {
            !equals(scalar)
        } else if let Some(scalars) = &filter.one_of {
            scalars.iter().any(equals)
        } else if let Some(scalars) = &filter.none_of {
            !scalars.iter().any(equals)
        } else if let Some(scalar) = &filter.at_least {
            order(scalar).is_ge()
        } else if let Some(scalar) = &filter.below {
            order(scalar).is_lt()
        } else if let Some(inside) = filter.in_period {
            let Value::Day(day) = value else { panic!("no day") };
            self.period.contains(*day) == inside
        } else if let Some(inside) = filter.in_year_before {
            let Value::Day(day) = value else { panic!("no day") };
            let from = self.period.from.years_later(-1);
            (from <= *day && *day < self.period.from) == inside
        } else if let Some(other) = &filter.above {
            match (self.rung(value), self.rung(get(row, other))) {
                (Some(rung), Some(other)) => rung > other,
                _ => false,
            }
        } else if let Some(days) = filter.within_days.or(filter.within_working_days) {
            let (Value::Day(end), Value::Day(start)) = (value, get(row, filter.of.as_ref().unwrap())) else {
                return false;
            };
            let mut passed = 0;
            let mut at = *start;
            while at < *end {
                at = at.tomorrow();
                let working = at.weekday() < 5;
                passed += u32::from(working || filter.within_days.is_some());
            }
            *end >= *start && passed <= days
        } else if let Some(nature) = &filter.nature {
            let of_nature: &[&str] = match nature.as_str() {
                "voluntary" => &["resignation", "other_employer", "relocation"],
                "neutral" => &["retirement", "health", "death", "end_of_contract", "tupe"],
                "involuntary" => &["dismissal_conduct", "redundancy"],
                other => panic!("no such nature: {other}"),
            };
            of_nature.iter().any(|code| *value == Value::Text((*code).into()))
        } else {
            panic!("no test")
        }
    }

    /// Day by day from the column of the condition's `of`: whether it came on that day.
    fn days_of_waiting(&self, indicator: &Indicator, member: &Member<'_>) -> Vec<(i32, bool)> {
        let test = &indicator.case.as_ref().unwrap().filters[0];
        let Some(start) = day(member.row, test.of.as_ref().unwrap()) else { return Vec::new() };
        let end = day(member.row, &test.column);
        let mut out = Vec::new();
        let mut today = start;
        while today <= self.period.snapshot && end.is_none_or(|end| end >= start) {
            out.push((i32::try_from(out.len()).unwrap(), end == Some(today)));
            if end == Some(today) || out.len() > test.within_days.unwrap() as usize {
                break;
            }
            today = today.tomorrow();
        }
        out
    }

    fn ladder(&self) -> Vec<String> {
        match self.standard.dimensions.get("rung") {
            Some(ladder) => ladder.values.iter().map(|value| value.code.clone()).collect(),
            None => (1..=9).map(|rung: usize| rung.to_string()).collect(),
        }
    }

    fn rung(&self, value: &Value) -> Option<usize> {
        let Value::Text(text) = value else { return None };
        match self.standard.dimensions.get("rung") {
            Some(ladder) => ladder.values.iter().position(|known| known.code == *text),
            // Without a ladder of its own a standard has the rungs 1 to 9.
            None => (1..=9).position(|rung: usize| rung.to_string() == *text),
        }
    }

    fn stratum(&self, dimension: &Dimension, column: &str, row: &Row) -> Option<String> {
        match get(row, column) {
            Value::Null | Value::Key(_) | Value::Day(_) | Value::Real(_) => None,
            Value::Flag(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
            Value::Text(text) => dimension.values.iter().find(|v| v.code == *text).map(|v| v.code.clone()),
            Value::Number(number) => {
                let scale = if column == "level" { 1 } else { 100 };
                let inside = |edge: Option<i64>| edge.map(|edge| edge * scale);
                let band = dimension.bands.iter().find(|band| {
                    inside(band.from).is_none_or(|from| *number >= from)
                        && inside(band.below).is_none_or(|below| *number < below)
                });
                band.map(|band| band.code.clone())
            }
        }
    }

    /// Months of service that lie wholly inside the period, day by day.
    fn months(&self, member: &Member<'_>) -> Vec<(i32, bool)> {
        let Some(start) = day(member.row, "service_start") else { return Vec::new() };
        let number = person(member.row);
        let left = self.leavers().filter(|row| person(row) == number).filter_map(|row| day(row, "left_on")).min();
        let mut out = Vec::new();
        for month in 0..700 {
            let at = |month: i32| start.months_later(month);
            let (begin, end) = (at(month), at(month + 1));
            if begin < self.period.from || end > self.period.until() || left.is_some_and(|left| left < begin) {
                continue;
            }
            out.push((month, left.is_some_and(|left| begin <= left && left < end)));
        }
        out
    }
}

fn strata(dimension: &Dimension) -> Vec<String> {
    let values = dimension.values.iter().map(|value| value.code.clone());
    values.chain(dimension.bands.iter().map(|band| band.code.clone())).collect()
}

/// The band that a month, or a day of so many, lies in.
fn band(indicator: &Indicator, unit: i32, last: Option<i32>) -> String {
    let starts: Vec<i32> = indicator.time_bands.iter().map(|start| i32::try_from(*start).unwrap()).collect();
    let from = starts.iter().rev().find(|start| **start <= unit).unwrap();
    match starts.iter().find(|start| **start > unit).map(|next| next - 1).or(last) {
        Some(last) if last == *from => format!("{from:04}"),
        Some(last) => format!("{from:04}-{last:04}"),
        None => format!("{from:04}+"),
    }
}

fn get<'r>(row: &'r Row, column: &str) -> &'r Value {
    row.get(column).unwrap_or(&Value::Null)
}

fn person(row: &Row) -> Option<u64> {
    if let Value::Key(key) = get(row, "person_id") { Some(*key) } else { None }
}

fn day(row: &Row, column: &str) -> Option<Day> {
    if let Value::Day(day) = get(row, column) { Some(*day) } else { None }
}

fn ethnicity(row: &Row, column: &str) -> Ethnicity {
    match get(row, column) {
        Value::Text(code) => Ethnicity::from_code(code).unwrap_or(Ethnicity::UnknownUnmapped),
        _ if column.is_empty() => Ethnicity::UnknownNotAsked,
        _ => Ethnicity::UnknownBlank,
    }
}

fn service(row: &Row) -> Service {
    match get(row, "service") {
        Value::Text(code) => Service::from_code(code).unwrap_or(Service::Other),
        _ => Service::Other,
    }
}
