//! Tests, conditions and divisions as SQL expressions. None is ever null: what is not known fails.

use super::script::{Shape, can_test};
use crate::{
    definition::{Fate, When},
    plan::{BandNode, ConditionNode, Division, LinkNode, PopulationNode, Predicate, Test, UNMAPPED},
};
use std::collections::BTreeSet;
use wres_domain::{Dataset, Period};

/// What expressions depend on.
pub(super) struct Terms<'a> {
    pub(super) period: &'a Period,
    pub(super) shape: &'a Shape,
    /// What is asked of rows about the members of the population in other datasets: the `k0_`, `k1_` and so on of its table.
    pub(super) links: Vec<LinkNode>,
    /// The order of posts that are equally senior.
    pub(super) ties: String,
}

/// A text as a literal.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Texts as a list of literals.
pub(super) fn texts<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    items.into_iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The place of a rung on a ladder, from 0; null for one that is not on it.
pub(super) fn rung(column: &str, ladder: &[String]) -> String {
    let steps: Vec<String> =
        ladder.iter().enumerate().map(|(place, code)| format!("WHEN {} THEN {place}", text(code))).collect();
    format!("CASE {column} {} END", steps.join(" "))
}

/// The whole part of a quotient of numbers that are not negative, in any dialect.
pub(super) fn quotient(number: &str, by: i64) -> String {
    format!("CAST((({number}) - ({number}) % {by}) / {by} AS BIGINT)")
}

impl Terms<'_> {
    /// First day inside the period and first day after it.
    pub(super) fn window(&self) -> (i32, i32) {
        (self.period.from.number(), self.period.until().number())
    }

    /// Whether all predicates hold for the row of an alias.
    pub(super) fn all(
        &self,
        predicates: &[Predicate],
        alias: &str,
        ladder: &[String],
        columns: &BTreeSet<String>,
    ) -> String {
        self.joined(predicates, alias, ladder, columns, " AND ")
    }

    fn joined(
        &self,
        predicates: &[Predicate],
        alias: &str,
        ladder: &[String],
        columns: &BTreeSet<String>,
        word: &str,
    ) -> String {
        let told = |one: &&Predicate| !one.optional || one.columns().all(|column| columns.contains(column));
        let tests: Vec<String> = predicates.iter().filter(told).map(|one| self.test(one, alias, ladder)).collect();
        if tests.is_empty() { "TRUE".to_owned() } else { format!("({})", tests.join(word)) }
    }

    fn test(&self, predicate: &Predicate, alias: &str, ladder: &[String]) -> String {
        let at = |name: &str| format!("{alias}.\"{name}\"");
        let column = at(&predicate.column);
        let is_rung = predicate.column == "rung" || predicate.column.ends_with("_rung");
        let place = |code: &str| ladder.iter().position(|known| known == code).unwrap_or(usize::MAX >> 1);
        let inside = |(from, until): (i32, i32)| format!("({column} >= {from} AND {column} < {until})");
        let not = |test: String, negated: bool| if negated { format!("NOT {test}") } else { test };
        let test = match &predicate.test {
            Test::OneOf(codes) | Test::NoneOf(codes) => {
                let negated = matches!(predicate.test, Test::NoneOf(_));
                let known = if is_rung { rung(&column, ladder) } else { column.clone() };
                let among = format!("{column} IN ({})", texts(codes.iter().map(String::as_str)));
                format!("({known} IS NOT NULL AND {})", not(format!("({among})"), negated))
            }
            Test::RungAtLeast(code) => format!("{} >= {}", rung(&column, ladder), place(code)),
            Test::RungBelow(code) => format!("{} < {}", rung(&column, ladder), place(code)),
            Test::RungAbove(other) => format!("{} > {}", rung(&column, ladder), rung(&at(other), ladder)),
            Test::Flag(flag) => not(column, !flag),
            Test::NumberOneOf(numbers) | Test::NumberNoneOf(numbers) => {
                let list: Vec<String> = numbers.iter().map(i64::to_string).collect();
                let negated = matches!(predicate.test, Test::NumberNoneOf(_));
                not(format!("({column} IN ({}))", list.join(", ")), negated)
            }
            Test::AtLeast(number) => format!("{column} >= {number}"),
            Test::Below(number) => format!("{column} < {number}"),
            Test::InPeriod(is) => not(inside(self.window()), !is),
            Test::InYearBefore(is) => {
                let from = self.period.from;
                let before = from.years_later(-1);
                not(inside((before.number(), from.number())), !is)
            }
            Test::WithinDays { of, days } => {
                format!("({column} >= {of} AND {column} - {of} <= {days})", of = at(of))
            }
            Test::WithinWorkingDays { of, days } => working_days(&column, &at(of), *days),
            Test::Known(known) => {
                let value = if is_rung { rung(&column, ladder) } else { column };
                return format!("({value} IS {}NULL)", if *known { "NOT " } else { "" });
            }
        };
        format!("COALESCE({test}, FALSE)")
    }

    /// Whether a member meets a condition; the member's row has the alias `m`.
    pub(super) fn condition(&self, condition: &ConditionNode, population: &PopulationNode) -> String {
        let empty = BTreeSet::new();
        let columns = self.shape.columns(population.dataset, population.when).unwrap_or(&empty);
        let ladder = &population.ladder;
        let mut parts = vec![self.all(&condition.own, "m", ladder, columns)];
        if !condition.any.is_empty() {
            parts.push(self.joined(&condition.any, "m", ladder, columns, " OR "));
        }
        parts.extend(condition.link.as_ref().map(|link| self.link(link)));
        parts.extend(condition.fate.map(|fate| {
            let before = rung("m.rung", ladder);
            match fate {
                Fate::Remained => "m.now_ = 1".to_owned(),
                Fate::Left => "m.now_ = 0".to_owned(),
                Fate::Stayed => format!("COALESCE(m.rung_now_ = {before}, FALSE)"),
                Fate::Up => format!("COALESCE(m.rung_now_ > {before}, FALSE)"),
                Fate::Down => format!("COALESCE(m.rung_now_ < {before}, FALSE)"),
            }
        }));
        format!("({})", parts.join(" AND "))
    }

    /// Whether a member has as many rows in another dataset as a link asks for.
    pub(super) fn link(&self, link: &LinkNode) -> String {
        let same = |known: &LinkNode| known.dataset == link.dataset && known.predicates == link.predicates;
        match self.links.iter().position(same) {
            Some(place) => format!("m.k{place}_ >= {}", link.at_least),
            None => "FALSE".to_owned(),
        }
    }

    /// Whether a row of the linked dataset, called `e`, passes.
    pub(super) fn of_link(&self, link: &LinkNode, ladder: &[String]) -> String {
        let empty = BTreeSet::new();
        let columns = self.shape.this.get(&link.dataset).unwrap_or(&empty);
        self.all(&link.predicates, "e", ladder, columns)
    }

    /// Whether it can be told of a condition at all.
    pub(super) fn tells(&self, condition: &ConditionNode, population: &PopulationNode) -> bool {
        let Some(columns) = self.shape.columns(population.dataset, population.when) else { return false };
        can_test(&condition.own, columns)
            && can_test(&condition.any, columns)
            && condition.link.as_ref().is_none_or(|link| self.tells_link(link))
    }

    /// Whether a link can be followed.
    pub(super) fn tells_link(&self, link: &LinkNode) -> bool {
        self.shape.this.get(&link.dataset).is_some_and(|columns| can_test(&link.predicates, columns))
    }
}

/// The stratum of a member in a column; the code of those not mapped where it has none.
pub(super) fn stratum(division: &Division) -> String {
    match division {
        Division::Codes { column, codes } => {
            let codes = texts(codes.iter().map(String::as_str));
            format!("CASE WHEN m.\"{column}\" IN ({codes}) THEN m.\"{column}\" ELSE '{UNMAPPED}' END")
        }
        Division::Flag { column, codes: [yes, no] } => format!(
            "CASE WHEN m.\"{column}\" IS NULL THEN '{UNMAPPED}' WHEN m.\"{column}\" THEN {} ELSE {} END",
            text(yes),
            text(no)
        ),
        Division::Bands { column, bands } => {
            let band = |band: &BandNode| {
                let from = band.from.map(|edge| format!("m.\"{column}\" >= {edge}"));
                let below = band.below.map(|edge| format!("m.\"{column}\" < {edge}"));
                let tests: Vec<String> = from.into_iter().chain(below).collect();
                let tests = if tests.is_empty() { format!("m.\"{column}\" IS NOT NULL") } else { tests.join(" AND ") };
                format!("WHEN {tests} THEN {}", text(&band.code))
            };
            let bands: Vec<String> = bands.iter().map(band).collect();
            format!("CASE {} ELSE '{UNMAPPED}' END", bands.join(" "))
        }
        Division::Conditions(_) => format!("'{UNMAPPED}'"),
    }
}

/// Whether a day is at most so many working days after another, Monday to Friday: so many days from each weekday.
fn working_days(day: &str, start: &str, working_days: u32) -> String {
    // Day 0 is a Thursday; so many whole weeks later every day of the calendar is positive.
    let weekday = format!("({start} + 7000003) % 7");
    let cases: Vec<String> = (0..7)
        .map(|monday| format!("WHEN {monday} THEN {}", crate::engine::days_within(monday, working_days)))
        .collect();
    format!("({day} >= {start} AND {day} - {start} <= CASE {weekday} {} END)", cases.join(" "))
}

/// The datasets' own word for ethnicity and service, cleaned.
pub(super) fn ethnicity(column: Option<&str>, alias: &str) -> String {
    let Some(column) = column else { return "'unknown_not_asked'".to_owned() };
    let known = texts(wres_domain::Ethnicity::ALL.iter().map(|one| one.code()));
    format!(
        "CASE WHEN {alias}.\"{column}\" IS NULL THEN 'unknown_blank' WHEN {alias}.\"{column}\" IN ({known}) THEN {alias}.\"{column}\" \
         ELSE 'unknown_unmapped' END"
    )
}

/// The service, or the rest.
pub(super) fn service(dataset: Dataset, alias: &str) -> String {
    if crate::definition::lake_column(dataset, "service").is_none() {
        return "'other'".to_owned();
    }
    let known = texts(wres_domain::Service::ALL.iter().map(|one| one.code()));
    format!("CASE WHEN {alias}.service IN ({known}) THEN {alias}.service ELSE 'other' END")
}

/// Whether members come from a snapshot.
pub(super) fn of_persons(when: When) -> bool {
    when != When::Rows
}
