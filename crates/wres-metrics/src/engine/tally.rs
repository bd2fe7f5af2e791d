//! Counting: members who meet conditions, by service, ethnicity and stratum.

use super::{
    events::Events,
    expression::band,
    members::{ETHNICITY, SERVICE, fate},
    scene::Scene,
};
use crate::{
    definition::Split,
    plan::{ConditionNode, CountNode, Division, Measure, PopulationNode, StrataNode},
};
use polars::prelude::*;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Service};

/// Cases and base of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cases {
    pub(crate) cases: u64,
    pub(crate) base: u64,
}

/// A stratum of an indicator: its dimension by place, and its value by place; `None` for the whole, a value of `None` for
/// those not mapped.
pub(crate) type StratumKey = Option<(usize, Option<usize>)>;

/// The cells of one indicator.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) cells: BTreeMap<(StratumKey, Service, Ethnicity), Cases>,
    /// Members who are cases and not at risk.
    pub(crate) not_at_risk: u64,
}

/// Counts every indicator of a population that can be counted. `counts` are those without an absence of their own;
/// `strata_present` says which of their dimensions can be told.
pub(crate) fn tally(
    scene: &Scene<'_>,
    events: &Events,
    population: &PopulationNode,
    members: &DataFrame,
    counts: &[(&CountNode, Vec<bool>)],
) -> PolarsResult<Vec<Tally>> {
    let mut lazy = members.clone().lazy();
    if population.of_persons() {
        for (_, frame) in events.frames() {
            lazy = lazy.left_join(frame.clone().lazy(), col("person_id"), col("person_id"));
        }
    }
    let asks = Asks::new(scene, events, population);
    // Conditions are evaluated once, whichever indicators share them.
    let mut flags = Flags::default();
    for (count, _) in counts {
        for condition in count.conditions() {
            flags.add(condition, &asks);
        }
    }
    let mut columns = vec![col(SERVICE), col(ETHNICITY)];
    columns.extend(flags.expressions);
    let mut divided: Vec<&Division> = Vec::new();
    for (count, present) in counts {
        for (strata, _) in count.strata().iter().zip(present).filter(|(_, present)| **present) {
            if strata.division.column().is_some() && !divided.contains(&&strata.division) {
                divided.push(&strata.division);
            }
        }
    }
    for (place, division) in divided.iter().enumerate() {
        columns.push(asks.stratum(division).cast(DataType::UInt16).alias(stratum_name(place)));
    }
    let members = lazy.select(columns).collect()?;

    let mut tallies: Vec<Tally> = counts.iter().map(|_| Tally::default()).collect();
    let flags = flags.names;
    whole(&members, counts, &flags, &mut tallies)?;
    for (place, division) in divided.iter().enumerate() {
        by_division(&members, place, division, counts, &flags, &mut tallies)?;
    }
    Ok(tallies)
}

/// Turns conditions and divisions of a population into expressions over its members' rows.
pub(crate) struct Asks<'a> {
    scene: &'a Scene<'a>,
    events: &'a Events,
    population: &'a PopulationNode,
}

impl<'a> Asks<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, events: &'a Events, population: &'a PopulationNode) -> Self {
        Self { scene, events, population }
    }

    pub(crate) fn condition(&self, condition: &ConditionNode) -> Expr {
        let population = self.population;
        let Some(supplied) = self.scene.supplied(population) else { return lit(false) };
        let own = self.scene.terms.all(&condition.own, population.dataset, &population.ladder, supplied);
        let any = self.scene.terms.any(&condition.any, population.dataset, &population.ladder, supplied);
        let link = condition
            .link
            .as_ref()
            .map(|link| self.events.passes(link, &population.ladder).unwrap_or_else(|| lit(false)));
        let fate = condition.fate.map(|kind| fate(self.scene, population, kind));
        link.into_iter().chain(fate).fold(own.and(any), Expr::and)
    }

    fn stratum(&self, division: &Division) -> Expr {
        let population = self.population;
        match division {
            Division::Codes { column, codes } => {
                let encoded = self.scene.encoded(column, &population.ladder);
                let mut out = lit(NULL).cast(DataType::UInt16);
                for (code, place) in codes.iter().zip(0_u16..) {
                    let number = if encoded == *column {
                        self.scene.terms.vocabulary.number(population.dataset, column, code)
                    } else {
                        population.ladder.iter().position(|rung| rung == code).and_then(|n| u16::try_from(n).ok())
                    };
                    if let Some(number) = number {
                        let here = col(encoded.as_str()).eq(lit(number)).fill_null(lit(false));
                        out = when(here).then(lit(place)).otherwise(out);
                    }
                }
                out
            }
            Division::Flag { column, .. } => when(col(column.as_str()).is_null())
                .then(lit(NULL).cast(DataType::UInt16))
                .when(col(column.as_str()))
                .then(lit(0_u16))
                .otherwise(lit(1_u16)),
            Division::Bands { column, bands } => band(column, bands),
            Division::Conditions(_) => lit(NULL).cast(DataType::UInt16),
        }
    }
}

/// Conditions with the names of their columns.
#[derive(Default)]
struct Flags {
    names: Vec<(ConditionNode, String)>,
    expressions: Vec<Expr>,
}

impl Flags {
    fn add(&mut self, condition: &ConditionNode, asks: &Asks<'_>) {
        if !self.names.iter().any(|(known, _)| known == condition) {
            let name = format!("=c{}", self.names.len());
            self.expressions.push(asks.condition(condition).alias(name.as_str()));
            self.names.push((condition.clone(), name));
        }
    }
}

fn flag(flags: &[(ConditionNode, String)], condition: &ConditionNode) -> Expr {
    match flags.iter().find(|(known, _)| known == condition) {
        Some((_, name)) => col(name.as_str()),
        None => lit(false),
    }
}

fn at_risk(flags: &[(ConditionNode, String)], count: &CountNode) -> Expr {
    count.at_risk.as_ref().map_or_else(|| lit(true), |condition| flag(flags, condition))
}

fn case(flags: &[(ConditionNode, String)], count: &CountNode) -> Option<Expr> {
    match &count.measure {
        Measure::Proportion { case, .. } => Some(flag(flags, case)),
        _ => None,
    }
}

fn stratum_name(place: usize) -> String {
    format!("=s{place}")
}

/// The sum of a condition over the rows of a group.
fn sum(condition: Expr, name: String) -> Expr {
    // `lit(true)` alone would be one value for the group, not one a row.
    condition.and(col(SERVICE).is_not_null()).cast(DataType::UInt32).sum().alias(name)
}

/// The whole of every indicator, and the strata that are conditions of their own.
fn whole(
    members: &DataFrame,
    counts: &[(&CountNode, Vec<bool>)],
    flags: &[(ConditionNode, String)],
    tallies: &mut [Tally],
) -> PolarsResult<()> {
    let mut sums = Vec::new();
    // What each pair of sums is for: indicator, stratum, whether its base is the stratum's own.
    let mut wanted: Vec<(usize, StratumKey, String, String)> = Vec::new();
    for (index, (count, present)) in counts.iter().enumerate() {
        let risk = || at_risk(flags, count);
        let base = format!("b{index}");
        sums.push(sum(risk(), base.clone()));
        let cases = format!("k{index}");
        sums.push(sum(case(flags, count).map_or_else(|| lit(false), |case| risk().and(case)), cases.clone()));
        sums.push(sum(
            case(flags, count).map_or_else(|| lit(false), |case| case.and(risk().not())),
            format!("o{index}"),
        ));
        wanted.push((index, None, base.clone(), cases));
        for (place, strata) in count.strata().iter().enumerate().filter(|(place, _)| present[*place]) {
            let Division::Conditions(values) = &strata.division else { continue };
            for (value, (_, condition)) in values.iter().enumerate() {
                let inside = || risk().and(flag(flags, condition));
                let key = Some((place, Some(value)));
                let name = format!("{index}.{place}.{value}");
                match strata.split {
                    Split::Base if !matches!(count.measure, Measure::Share { .. }) => {
                        sums.push(sum(inside(), format!("b{name}")));
                        let cases = case(flags, count).map_or_else(|| lit(false), |case| inside().and(case));
                        sums.push(sum(cases, format!("k{name}")));
                        wanted.push((index, key, format!("b{name}"), format!("k{name}")));
                    }
                    Split::Base | Split::Cases => {
                        sums.push(sum(inside(), format!("k{name}")));
                        wanted.push((index, key, base.clone(), format!("k{name}")));
                    }
                }
            }
        }
    }
    let grouped = members.clone().lazy().group_by([col(SERVICE), col(ETHNICITY)]).agg(sums).collect()?;
    let places = places(&grouped)?;
    for (index, stratum, base, cases) in wanted {
        let (base, cases) = (grouped.column(&base)?.u32()?, grouped.column(&cases)?.u32()?);
        for ((service, ethnicity), (base, cases)) in places.iter().zip(base.iter().zip(cases.iter())) {
            let cell = Cases { cases: u64::from(cases.unwrap_or(0)), base: u64::from(base.unwrap_or(0)) };
            tallies[index].add(stratum, *service, *ethnicity, cell);
        }
    }
    for (index, tally) in tallies.iter_mut().enumerate() {
        let outside = grouped.column(&format!("o{index}"))?.u32()?;
        tally.not_at_risk = outside.iter().map(|n| u64::from(n.unwrap_or(0))).sum();
    }
    Ok(())
}

/// The strata that are values of one column, for all indicators that are divided by it.
fn by_division(
    members: &DataFrame,
    place: usize,
    division: &Division,
    counts: &[(&CountNode, Vec<bool>)],
    flags: &[(ConditionNode, String)],
    tallies: &mut [Tally],
) -> PolarsResult<()> {
    let mut sums = Vec::new();
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (index, (count, present)) in counts.iter().enumerate() {
        let here = |(dimension, strata): &(usize, &StrataNode)| present[*dimension] && strata.division == *division;
        if let Some((dimension, _)) = count.strata().iter().enumerate().find(here) {
            let risk = || at_risk(flags, count);
            sums.push(sum(risk(), format!("b{index}")));
            sums.push(sum(case(flags, count).map_or_else(risk, |case| risk().and(case)), format!("k{index}")));
            wanted.push((index, dimension));
        }
    }
    let stratum = stratum_name(place);
    let grouped =
        members.clone().lazy().group_by([col(SERVICE), col(ETHNICITY), col(stratum.as_str())]).agg(sums).collect()?;
    let places = places(&grouped)?;
    let values: Vec<Option<usize>> = grouped.column(&stratum)?.u16()?.iter().map(|v| v.map(usize::from)).collect();
    for (index, dimension) in wanted {
        let (base, cases) =
            (grouped.column(&format!("b{index}"))?.u32()?, grouped.column(&format!("k{index}"))?.u32()?);
        let numbers = base.iter().zip(cases.iter());
        for (((service, ethnicity), value), (base, cases)) in places.iter().zip(&values).zip(numbers) {
            let cell = Cases { cases: u64::from(cases.unwrap_or(0)), base: u64::from(base.unwrap_or(0)) };
            tallies[index].add(Some((dimension, *value)), *service, *ethnicity, cell);
        }
    }
    Ok(())
}

impl Tally {
    fn add(&mut self, stratum: StratumKey, service: Service, ethnicity: Ethnicity, cell: Cases) {
        if cell != Cases::default() {
            let sum = self.cells.entry((stratum, service, ethnicity)).or_default();
            sum.cases += cell.cases;
            sum.base += cell.base;
        }
    }
}

/// Service and ethnicity of every group.
pub(crate) fn places(grouped: &DataFrame) -> PolarsResult<Vec<(Service, Ethnicity)>> {
    let services = grouped.column(SERVICE)?.u16()?;
    let ethnicities = grouped.column(ETHNICITY)?.u16()?;
    let place = |(service, ethnicity): (Option<u16>, Option<u16>)| {
        let service = service.and_then(|n| Service::ALL.get(usize::from(n)).copied()).unwrap_or(Service::Other);
        let ethnicity = ethnicity.and_then(|n| Ethnicity::ALL.get(usize::from(n)).copied());
        (service, ethnicity.unwrap_or(Ethnicity::UnknownUnmapped))
    };
    Ok(services.iter().zip(ethnicities.iter()).map(place).collect())
}
